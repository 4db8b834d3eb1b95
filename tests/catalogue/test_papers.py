"""Papers, controlled parts, renewals and trials through their verbs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from equiplink.catalogue import actions as catalogue
from equiplink.catalogue import lanes, papers, queries
from equiplink.catalogue.models import Product, SafetyMark
from equiplink.catalogue.paper_models import ProductPaper, Renewal, Trial
from equiplink.catalogue.rules import EXPLOSION, SAFETY_MARK
from equiplink.catalogue.states import Paper
from equiplink.errors import EquiplinkError, Forbidden, Refused, Unreadable
from equiplink.mine import actions as mine
from equiplink.work import Work
from tests.catalogue.steps import MARKS, national
from tests.world import World

EX: dict[str, Any] = {
    "kind": "ex_certificate", "number": "CNEx24.0001X", "issuer": "合成防爆检验中心",
    "holder": "示例制造甲", "maker": "示例制造甲", "product": "馈电开关",
    "models": ["KBZ-400/1140"], "valid_from": date(2024, 1, 1), "valid_until": date(2028, 12, 31),
    "conditions": "只用于配套", "synthetic": True, "source": "合成",
}  # fmt: skip


def codes(found: Any) -> list[str]:
    """Return the codes of findings."""
    return [finding.code for finding in found]


def goods(work: Work, product_id: UUID) -> Product:
    """Return a product."""
    return work.get(Product, product_id)


@contextmanager
def refused(error: type[EquiplinkError], world: World, who: str) -> Iterator[tuple[Any, Work]]:
    """Expect *error* of a transaction by *who*."""
    with pytest.raises(error) as caught, world.work(who) as work:
        yield caught, work


def test_paper_is_stored_with_who_asked_and_when(world: World) -> None:
    """A newer answer replaces the older; the status with time and person stands on record."""
    ids = national(world)
    with world.work("acceptor") as work:
        papers.set_paper(work, **EX)
    world.clock.forward(days=1)
    with world.work("ex_inspector") as work:
        papers.set_paper(work, **{**EX, "status": "暂停"})
    with world.read() as work:
        (kept,) = work.all(ProductPaper)
        number = {Paper.EX_CERTIFICATE: EX["number"], Paper.SAFETY_MARK: "x", Paper.MANUAL: ""}
        found = papers.judge_papers(work, goods(work, ids["switch"]), number)
        strange = papers.judge_papers(work, goods(work, ids["fan"]), number)
        unknown = papers.judge_papers(
            work, goods(work, ids["fan"]), {Paper.EX_CERTIFICATE: "CNEx00"}
        )

    assert (kept.status, kept.checked_by) == ("暂停", "ex_inspector")
    assert kept.checked_at == world.clock.now
    assert codes(found) == ["CT2"]
    assert codes(strange) == ["CT2", "CT4"]
    assert codes(unknown) == ["CT1"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "poem"}, "kind"),
        ({"kind": "safety_mark"}, "kind"),
        ({"number": " "}, "number"),
        ({"models": [" "]}, "models"),
        ({"valid_until": date(2023, 1, 1)}, "valid_until"),
        ({"checked_on": date(2026, 11, 3)}, "checked_on"),
        ({"status": "过期"}, "status"),
    ],
)
def test_bad_paper_is_told_by_field(world: World, wrong: dict[str, Any], field: str) -> None:
    """What cannot be understood says which field, and nothing is stored."""
    with refused(Unreadable, world, "acceptor") as (caught, work):
        papers.set_paper(work, **{**EX, **wrong})

    assert caught.value.field == field
    with world.read() as work:
        assert work.all(ProductPaper) == []


def test_query_lies_neither_ahead_nor_before_the_last(world: World) -> None:
    """The moment of a query is not in the future, and an older answer does not win."""
    with world.work("acceptor") as work:
        papers.set_paper(work, **EX)
    with refused(Unreadable, world, "acceptor") as (caught, work):
        papers.set_paper(work, **EX, checked_at=world.clock.now + timedelta(minutes=1))
    assert caught.value.field == "checked_at"
    with refused(Unreadable, world, "acceptor") as (caught, work):
        papers.set_paper(work, **EX, checked_on=date(2026, 11, 1))
    assert caught.value.field == "checked_on"


def test_revoked_certificate_is_found_at_once(world: World) -> None:
    """Of two issuers with one number the strictest answer counts; for the date, production."""
    with world.work("acceptor") as work:
        papers.set_paper(work, **{**EX, "status": "撤销"})
        papers.set_paper(work, **{**EX, "issuer": "合成防爆检验二中心"})
        papers.set_paper(work, **{**EX, "number": "CNEx24.0002"})
        papers.set_paper(work, **{**EX, "number": "CNEx24.0003", "valid_until": date(2026, 11, 1)})
    with world.read() as work:
        known = papers.on_record(work)
        one = papers.on_record(work, numbers=["CNEx24.0002 ", "没有"])
        late = known["CNEx24.0003"]
        judged = [codes(papers.judge_status(work, each)) for each in known.values()]
        made = papers.judge_status(work, late, day=date(2026, 11, 1))

    assert list(one) == ["CNEx24.0002"]
    assert judged == [["CT2"], [], ["CT3"]]
    assert made == ()


def test_conditions_are_acknowledged_as_they_stand(world: World) -> None:
    """X: refused until somebody read the conditions, and again when they have changed."""
    ids = national(world)

    def judged() -> list[str]:
        with world.read() as work:
            _, kind = queries.product(work, ids["switch"])
            facts = queries.ex_facts(
                work, kind, ex_mark="Ex db I Mb", zone="face", certificate=EX["number"]
            )
            return codes(EXPLOSION.judge(facts))

    nothing = judged()
    with world.work("acceptor") as work:
        paper = papers.set_paper(work, **EX)
        plain = papers.set_paper(work, **{**EX, "number": "CNEx24.0002", "conditions": ""})
    unread = judged()
    with world.work("mechanic") as work:
        papers.acknowledge(work, paper.id)
    read = judged()
    with world.work("acceptor") as work:
        papers.set_paper(work, **{**EX, "conditions": "只用于配套，环境温度不高于 40 ℃"})
    changed = judged()
    with refused(Unreadable, world, "mechanic") as (caught, work):
        papers.acknowledge(work, plain.id)

    assert nothing == ["X05X"]
    assert unread == changed == ["X05A", "X05S"]
    assert read == ["X05S"]
    assert caught.value.field == "paper_id"


def test_mark_keeps_what_the_certificate_says(world: World) -> None:
    """Time, person, further models and texts of the certificate stand on record."""
    with world.work("buyer") as work:
        catalogue.set_mark(
            work, number="MZZ990001", product="开关", model="KBZ-400/1140", holder="示例制造甲",
            status="有效", valid_from=None, valid_until=date(2028, 1, 1), covers=["KBZ-630*"],
            certificate={"issuer": "合成发证机构", "qr": "合成码"}, source="合成",
        )  # fmt: skip
    with world.read() as work:
        (mark,) = work.all(SafetyMark)

    assert (mark.checked_by, mark.checked_at) == ("buyer", world.clock.now)
    assert (mark.covers, mark.text["qr"]) == (["KBZ-630*"], "合成码")


def test_mark_that_ran_out_passes_with_three_signatures(world: World) -> None:
    """M11: nothing before the third signature, a warning until the proof ends, then refused."""
    ids = national(world)
    number = MARKS["switch"]
    with world.work("administrator") as work:
        mark = work.first(SafetyMark, number=number)
        assert mark is not None
        mark.valid_until = date(2026, 10, 31)

    def judged() -> list[str]:
        with world.read() as work:
            product = goods(work, ids["switch"])
            return codes(SAFETY_MARK.judge(queries.mark_facts(work, number, goods=product)))

    expired = judged()
    with world.work("buyer") as work:
        renewal = lanes.propose_renewal(
            work, mark_number=number, proof="YX-1", issuer="合成发证机构", until=date(2026, 11, 30)
        )
        lanes.sign_renewal(work, renewal.id, seat="supply_head")
    with refused(Forbidden, world, "buyer") as (_, work):
        lanes.sign_renewal(work, renewal.id, seat="general_manager")
    with world.work("safety_officer") as work:
        lanes.sign_renewal(work, renewal.id, seat="safety_deputy")
    with refused(Refused, world, "safety_officer") as (caught, work):
        lanes.sign_renewal(work, renewal.id, seat="safety_deputy")
    two = judged()
    with world.work("approver") as work:
        lanes.sign_renewal(work, renewal.id, seat="general_manager")
    three = judged()
    world.clock.forward(days=29)

    assert expired == two == ["M07"]
    assert three == ["M11"]
    assert judged() == ["M07"]
    assert codes(caught.value.findings) == ["M11S", "CT7"]
    with refused(Refused, world, "buyer") as (_, work):
        lanes.propose_renewal(work, mark_number="", proof="x", issuer="x", until=date(2027, 1, 1))
    with world.read() as work:
        assert len(work.all(Renewal)) == 1


def test_stale_view_is_told(world: World) -> None:
    """M08: after 90 days a warning, a refusal where the mine says so."""
    ids = national(world)
    world.clock.forward(days=90)

    def judged() -> list[tuple[str, bool]]:
        with world.read() as work:
            facts = queries.mark_facts(work, MARKS["switch"], goods=goods(work, ids["switch"]))
            return [(each.code, each.denies) for each in SAFETY_MARK.judge(facts, work.policy)]

    fresh = judged()
    world.clock.forward(days=1)
    stale = judged()
    with world.work() as work:
        mine.set_policy(work, "rule.M08", "deny")

    assert (fresh, stale) == ([], [("M08", False)])
    assert judged() == [("M08", True)]


def test_trial_lets_a_product_without_a_mark_pass(world: World) -> None:
    """G08: proposed it carries nothing; approved in its time by another, it passes."""
    ids = national(world)
    asked: dict[str, Any] = {
        "product_id": ids["switch"], "number": "SY-2026-1", "issuer": "合成发证机构",
        "place_id": world.places["3101回风巷"], "valid_from": date(2026, 11, 3),
        "valid_until": date(2026, 12, 31), "measures": "专人看护",
    }  # fmt: skip

    def judged() -> list[str]:
        with world.read() as work:
            product = goods(work, ids["switch"])
            return codes(SAFETY_MARK.judge(queries.mark_facts(work, "", goods=product)))

    with world.work("mechanic") as work:
        trial = lanes.propose_trial(work, **asked)
        bare = lanes.propose_trial(work, **{**asked, "number": "", "measures": ""})
    proposed = judged()
    with refused(Refused, world, "approver") as (caught, work):
        lanes.approve_trial(work, bare.id)
    world.clock.forward(days=1)
    with world.work("approver") as work:
        lanes.approve_trial(work, trial.id)

    assert proposed == ["L05"]
    assert judged() == ["G08"]
    assert codes(caught.value.findings) == ["M02", "M02D"]
    with refused(Unreadable, world, "mechanic") as (_, work):
        lanes.propose_trial(work, **{**asked, "valid_until": date(2026, 11, 2)})
    with world.read() as work:
        assert len(work.all(Trial)) == 2


def test_replacement_is_held_against_the_list(world: World) -> None:
    """M12: a listed part passes, another does not, what is no controlled part is free."""
    ids = national(world)
    listed: dict[str, Any] = {
        "product_id": ids["switch"], "part": "电缆引入装置", "maker": "示例制造乙",
        "model": "MY-0.38/0.66", "source": "合成",
    }  # fmt: skip
    bolt = {**listed, "part": "紧固件", "model": "Φ20×2400", "maker": "示例制造壬"}
    with world.work("buyer") as work:
        papers.add_part(work, **listed)
        papers.add_part(work, **bolt)
        papers.add_part(
            work, **{**listed, "part": "接触器", "model": "CKJ5", "mark_number": "mzz990201"}
        )

    def judged(part: str, model: str, maker: str, mark: str = "") -> list[str]:
        with world.read() as work:
            return codes(
                papers.judge_part(
                    work, ids["switch"], part=part, model=model, maker=maker, mark_number=mark
                )
            )

    assert judged("电缆引入装置", "MY-0.38/0.66", "示例制造乙") == ["M12N"]
    assert judged("紧固件", "φ20*2400", "示例制造壬") == []
    assert judged("接触器", "CKJ5", "示例制造乙", "MZZ990201") == []
    assert judged("接触器", "CKJ9", "示例制造乙", "MZZ990201") == ["M12"]
    assert judged("外壳", "X", "示例制造乙") == []
