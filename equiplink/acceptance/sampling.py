"""Sample a lot so that nobody chooses the good pieces and anybody can draw again.

prepare   the plan is computed, the seed's hash goes into the ledger
draw      a witness says a word; the seed is published, the pieces are named
examine   one piece after the other
conclude  the count decides
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypedDict
from uuid import UUID

from sqlalchemy import select

from equiplink.acceptance import queries
from equiplink.acceptance.models import Acceptance
from equiplink.acceptance.sample_models import Sample, SampleAnswer, SamplingRisk
from equiplink.acceptance.sample_plans import Plan, Risks, Switching, full, plan, scale
from equiplink.acceptance.sample_rules import (
    CONCLUDING,
    DRAWING,
    RELAX,
    RESTORE,
    STOP,
    TIGHTEN,
    WINDOW,
    Concluding,
    Drawing,
)
from equiplink.acceptance.sample_states import SAMPLE, SampleState, Scale
from equiplink.acceptance.states import ACCEPTANCE
from equiplink.catalogue.models import DeviceClass
from equiplink.catalogue.states import Tracking, counted
from equiplink.db import new_id, one_of
from equiplink.errors import Duplicate, NotFound, Unreadable, said
from equiplink.mine.states import Role
from equiplink.tender import lottery
from equiplink.work import Work

WHOLE = ("自救器", "雷管", "炸药", "提升钢丝绳")
"""Words in the name of a class of which every piece is looked at, besides all that is Ex."""
SCALES = (Scale.NORMAL, Scale.TIGHTENED, Scale.REDUCED)


class RiskText(TypedDict):
    """Four numbers in percent; see ``sample_plans.Risks``."""

    aql: Decimal
    lq: Decimal
    alpha: Decimal
    beta: Decimal


@dataclass(frozen=True, slots=True)
class Recomputed:
    """Whether what anybody computes again is what stands written."""

    commitment: bool
    plan: bool
    drawn: bool


def set_risks(
    work: Work,
    *,
    class_id: UUID,
    edition: str,
    risks: Mapping[str, RiskText],
    since: date | None = None,
) -> SamplingRisk:
    """Say by which risks lots of a class are sampled: normal, tightened and reduced, in percent."""
    work.allow(Role.ADMINISTRATOR, Role.ACCEPTOR)
    kind, edition = work.get(DeviceClass, class_id), said(edition, "版本", field="edition")
    if work.first(SamplingRisk, class_id=class_id, edition=edition) is not None:
        raise Duplicate(
            f"edition {edition} for '{kind.name}' exists; give another edition",
            zh=f"“{kind.name}”的抽样风险已有版本 {edition}，请另写版本",
            field="edition",
        )
    given = {one_of(Scale, name, field="risks"): each for name, each in risks.items()}
    if set(given) != set(SCALES):
        raise Unreadable(
            "risks are for normal, tightened and reduced sampling; give all three",
            zh="抽样风险应当分别填写正常、加严和放宽检验（normal、tightened、reduced）",
            field="risks",
        )
    made = SamplingRisk(
        id=new_id(), class_id=class_id, edition=edition, since=since or work.today,
        risks={name.value: _checked(each) for name, each in given.items()},
    )  # fmt: skip
    work.record(
        made, "set_risks", class_id=class_id, edition=edition, since=made.since, risks=made.risks
    )
    return made


def prepare(
    work: Work,
    acceptance_id: UUID,
    *,
    pieces: int | None = None,
    names: Sequence[str] = (),
) -> Sample:
    """Compute the plan for a lot and commit to a secret seed.

    A lot that is measured tells its *pieces* (drums, rolls); *names* are what stands
    on them, otherwise they are numbered from 1. What the law names is looked at whole.
    """
    acceptance = work.get(Acceptance, acceptance_id)
    ACCEPTANCE.next(acceptance.state, "accept")
    d = queries.dossier(work, acceptance.delivery_line_id)
    if d.kind.tracking is Tracking.UNIT or work.first(Sample, acceptance_id=acceptance_id):
        raise Duplicate(
            "units are looked at one by one, and a lot is sampled once; use what there is",
            zh="逐件管理的设备逐件验收，每批只抽样一次，请使用已有记录",
            field="acceptance_id",
        )
    risk = _risk(work, d.kind)
    lot = _lot(acceptance, d.order.unit, pieces, names)
    strict = scale(_history(work, d.contract.supplier_id, d.kind.id), _switching(work))
    chosen = _plan(risk, strict, lot, whole=_whole(d.kind))
    seed = secrets.token_hex(32)
    sample = Sample(
        id=new_id(), acceptance_id=acceptance_id, supplier_id=d.contract.supplier_id,
        class_id=d.kind.id, risk_id=risk.id, scale=strict, basis=chosen.basis, lot=lot,
        size=chosen.size, accept=chosen.accept, names=list(names), seed="", word="",
        prepared_by=work.actor.id,
    )  # fmt: skip
    sample.commitment = lottery.commitment(sample.pool, sample.size, seed)
    sample.kept_seed = work.key.seal(seed.encode(), purpose=_purpose(sample))
    work.step(
        SAMPLE, sample, "prepare", acceptance_id=acceptance_id, scale=strict, basis=chosen.basis,
        risk=risk.edition, lot=lot, size=chosen.size, accept=chosen.accept,
        producer=str(chosen.producer), consumer=str(chosen.consumer), names=sample.names,
        commitment=sample.commitment,
    )  # fmt: skip
    return sample


def draw(work: Work, sample_id: UUID, *, word: str) -> Sample:
    """Draw, as the witness, with a *word* that nobody could know before; the seed is published."""
    word = said(word, "见证词", field="word")
    sample = work.get(Sample, sample_id)
    SAMPLE.next(sample.state, "draw")
    DRAWING.require(Drawing(work.today, sample.prepared_by == work.actor.id), work.policy)
    sample.seed = work.key.unseal(sample.kept_seed, purpose=_purpose(sample)).decode()
    sample.kept_seed, sample.word = "", word
    sample.witness_id, sample.drawn_at = work.actor.id, work.now
    sample.drawn = _drawn(sample)
    work.step(SAMPLE, sample, "draw", seed=sample.seed, word=word, drawn=sample.drawn)
    return sample


def examine(
    work: Work, sample_id: UUID, *, piece: str, passed: bool, note: str = ""
) -> SampleAnswer:
    """Say what was found at one drawn piece; a second answer says in *note* why."""
    work.allow(Role.ACCEPTOR)
    sample = work.get(Sample, sample_id)
    SAMPLE.next(sample.state, "pass")
    if piece not in sample.drawn:
        raise NotFound(
            f"piece '{piece[:40]}' was not drawn; look at those that were",
            zh=f"“{piece[:40]}”不在抽中的样本之中，请检查抽中的样本",
            field="piece",
        )
    earlier = work.first(SampleAnswer, sample_id=sample_id, piece=piece, replaced_at=None)
    if earlier is not None:
        note = said(note, "更改原因", field="note")
        earlier.replaced_at = work.now
        work.session.flush()
    answer = SampleAnswer(
        id=new_id(), sample_id=sample_id, piece=piece, passed=passed, note=note,
        person_id=work.actor.id, at=work.now,
    )  # fmt: skip
    work.record(
        answer, "examine", sample_id=sample_id, piece=piece, passed=passed, note=note,
        replaces=earlier and earlier.id,
    )  # fmt: skip
    return answer


def conclude(work: Work, sample_id: UUID) -> Sample:
    """Judge the lot by the bad pieces of its sample, when every piece has its answer."""
    sample = work.get(Sample, sample_id)
    found = work.all(SampleAnswer, sample_id=sample_id, replaced_at=None)
    bad = sorted(each.piece for each in found if not each.passed)
    facts = Concluding(work.today, len(sample.drawn) - len(found), len(sample.drawn))
    warnings = CONCLUDING.require(facts, work.policy)
    sample.concluded_at = work.now
    verdict = "pass" if len(bad) <= sample.accept else "fail"
    work.step(SAMPLE, sample, verdict, warnings=warnings, bad=bad, accept=sample.accept)
    return sample


def recompute(work: Work, sample_id: UUID) -> Recomputed:
    """Compute commitment, plan and draw again from what was published."""
    sample = work.get(Sample, sample_id)
    risk = work.get(SamplingRisk, sample.risk_id)
    again = _plan(
        risk, sample.scale, sample.lot, whole=_whole(work.get(DeviceClass, risk.class_id))
    )
    return Recomputed(
        commitment=bool(sample.seed)
        and sample.commitment == lottery.commitment(sample.pool, sample.size, sample.seed),
        plan=(again.basis, again.size, again.accept) == (sample.basis, sample.size, sample.accept),
        drawn=bool(sample.seed) and sample.drawn == _drawn(sample),
    )


def _checked(text: RiskText) -> dict[str, str]:
    values = {name: Decimal(text[name]) for name in ("aql", "lq", "alpha", "beta")}
    hundred = Decimal(100)
    in_order = 0 <= values["aql"] < values["lq"] <= hundred
    if not in_order or not all(0 < values[name] < hundred for name in ("alpha", "beta")):
        raise Unreadable(
            "aql must be below lq, and alpha and beta between 0 and 100 percent",
            zh="aql 应当小于 lq，alpha、beta 应当在 0 到 100（%）之间，请改正",
            field="risks",
        )
    return {name: f"{value}" for name, value in values.items()}


def _risk(work: Work, kind: DeviceClass) -> SamplingRisk:
    risk = queries.sampling_risk(work, kind.id)
    if risk is None:
        raise NotFound(
            f"nobody said by which risks '{kind.name}' is sampled; set them first",
            zh=f"“{kind.name}”没有抽样风险，请先制定",
            field="class_id",
        )
    return risk


def _lot(acceptance: Acceptance, unit: str, pieces: int | None, names: Sequence[str]) -> int:
    """Return how many pieces a lot has; raise when that is not told, or told twice."""
    many = int(acceptance.quantity) if counted(unit) else pieces or len(names)
    if many < 1 or (names and len(set(names)) != many) or pieces not in {None, many}:
        raise Unreadable(
            f"the lot has {many} pieces by its quantity, {pieces} by count, {len(names)} by name; "
            "make them agree",
            zh=f"该批按数量 {many} 件、按清点 {pieces} 件、按编号 {len(names)} 件，请核对一致",
            field="pieces",
        )
    return many


def _plan(risk: SamplingRisk, strict: Scale, lot: int, *, whole: bool) -> Plan:
    if whole or strict is Scale.STOPPED:
        return full(lot)
    return plan(lot, Risks(**{name: Decimal(n) for name, n in risk.risks[strict].items()}))


def _whole(kind: DeviceClass) -> bool:
    return kind.requires_ex or any(word in kind.name for word in WHOLE)


def _history(work: Work, supplier_id: UUID, class_id: UUID) -> list[bool]:
    query = (
        select(Sample.state)
        .where(Sample.mine_id == work.mine_id, Sample.supplier_id == supplier_id)
        .where(Sample.class_id == class_id, Sample.concluded_at.is_not(None))
        .order_by(Sample.concluded_at, Sample.id)
    )
    return [state is SampleState.PASSED for state in work.session.scalars(query)]


def _switching(work: Work) -> Switching:
    return Switching(*map(work.setting, (TIGHTEN, WINDOW, RESTORE, RELAX, STOP)))


def _drawn(sample: Sample) -> list[str]:
    return lottery.order(sample.pool, sample.seed, sample.word)[: sample.size]


def _purpose(sample: Sample) -> str:
    return f"seed of sample {sample.id}"
