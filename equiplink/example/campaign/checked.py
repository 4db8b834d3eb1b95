"""What the mine finds itself: at the gate, by a round that nobody held, by an audit of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from equiplink.campaign import accountability, audits, violations
from equiplink.campaign import actions as campaign
from equiplink.campaign.models import AuditFinding
from equiplink.campaign.violation_models import Accounting
from equiplink.campaign.violation_states import AccountingState, BackCheck
from equiplink.example.campaign.days import NOBODY_CAME, Hundred
from equiplink.example.moves import CHECKS
from equiplink.example.physical.hands import scan
from equiplink.exchange.campaign_report import Report
from equiplink.gate import actions as gate
from equiplink.hazard import actions as hazard
from equiplink.work import Work


def gate_refuses(hundred: Hundred) -> Iterator[str]:
    """Refuse a cable that nobody looked at; do what was missed."""
    cast = hundred.cast
    yield "\n二、企业自查自改（2024-11-01 至 11-25）"
    hundred.until(date(2024, 11, 5))
    yield from scan(cast, "cable")
    with cast.by("safety_officer") as work:
        found = hazard.find(
            work, title="电缆 SB-cable-01 未经入井检查运到井口", level="general", basis="G02",
            item_id=cast.items["cable"], place_id=cast.places["副井井口"],
        )  # fmt: skip
    hundred.hazards["cable"] = found.id
    put_right(hundred, "cable", "补做入井检查，检查合格证已签发")
    with cast.by("ex_inspector") as work:
        gate.inspect(
            work, cast.items["cable"], place_id=cast.places["3101回风巷"], passed=True,
            checks=CHECKS, valid_until=hundred.today + timedelta(days=10),
        )  # fmt: skip
    yield from scan(cast, "cable")
    yield from closed(hundred, "cable")


def round_missed(hundred: Hundred) -> Iterator[str]:
    """Open a hazard for a day on which the team held no round; say why."""
    hundred.until(NOBODY_CAME + timedelta(days=1))
    with hundred.cast.by("safety_officer") as work:
        (found,) = campaign.raise_missed(work, hundred.id)
        campaign.explain_round(
            work,
            hundred.id,
            tier="team",
            period_from=NOBODY_CAME,
            reason="样例：当班停产检修，未派人排查",
        )
    yield f"  漏查自动登记隐患：{found.title}；已说明原因，仍计为漏查"
    hundred.hazards["missed"] = found.id
    put_right(hundred, "missed", "补查记录，班前会通报")
    yield from closed(hundred, "missed")


def own_audit(hundred: Hundred) -> Iterator[str]:
    """Hold the mine's own unannounced check, which finds two things."""
    cast = hundred.cast
    hundred.until(date(2024, 11, 20))
    with cast.by("safety_officer") as work:
        made = campaign.open_audit(
            work, kind="四不两直", auditor="示例煤业B安监部", held_on=hundred.today,
            department=False, campaign_id=hundred.id, place_id=cast.places["3101回风巷"],
            checklist_id=_checklist(work),
        )  # fmt: skip
        audits.answer(work, made.id, no=1, conformity="good")
        for no, name, text in (
            (2, "hose", "洒水管路接头漏水"), (3, "label", "开关编号牌字迹不清"),
        ):  # fmt: skip
            said = audits.answer(work, made.id, no=no, conformity="bad", note=text)
            assert said.finding_id is not None  # noqa: S101  a bad item is a finding
            hundred.hazards[name] = work.get(AuditFinding, said.finding_id).hazard_id
    yield "  11-20 本矿“四不两直”检查提出 2 条问题，按检查表逐项答复，逐条转为隐患"
    for name in ("hose", "label"):
        put_right(hundred, name, "更换，照片已存")
        yield from closed(hundred, name)
    with cast.by("safety_officer") as work:
        campaign.close_audit(work, made.id)
    yield from conduct(hundred)
    hundred.until(date(2024, 11, 30), at=18)
    yield from hundred.leave(Report.MONTH, "月报-2024-11", month=date(2024, 11, 1))


def _checklist(work: Work) -> UUID:
    return audits.write_checklist(
        work, name="样例：机电检查表", system="机电", source="样例，由本项目拟定",
        items=[
            {"text": "开关上架，接线盒封堵", "basis": ""},
            {"text": "管路完好，无漏水", "basis": ""},
            {"text": "编号牌、包机牌齐全清晰", "basis": ""},
        ],
    ).id  # fmt: skip


def conduct(hundred: Hundred) -> Iterator[str]:
    """Find somebody breaking the rules, check back three times, decide who answers, warn others."""
    cast = hundred.cast
    hundred.until(date(2024, 11, 22))
    with cast.by("safety_officer") as work:
        found = violations.report_violation(
            work, kind="work", what="未停电打开开关盖板", place_id=cast.places["3101回风巷"],
            person_id=cast.people["mechanic"][1].id,
        )  # fmt: skip
        for kind in BackCheck:
            violations.back_check(work, found.id, kind=kind, found="样例：已倒查，记录存档")
        violations.close_violation(work, found.id, decision="样例：停班学习，扣罚")
        proposed = {each.trigger: each for each in accountability.propose(work, hundred.id)}
        for title in ("未停电打开盖板", "入井检查漏办"):
            violations.circulate(work, hundred.id, title=title, text="样例：经过、原因和教训")
    with cast.by("approver") as work:
        accountability.uphold(
            work, proposed["violation"].id, person_ids=[cast.people["keeper"][0].id],
            decision="样例：作出检查，扣罚当月奖金",
        )  # fmt: skip
        for each in work.all(Accounting, state=AccountingState.PROPOSED):
            if each.trigger == "slack":
                accountability.drop(work, each.id, decision="样例：停产检修，已补查")
    yield "  11-22 查处“三违”1 起：三个倒查办完，处理；按文件提出问责，由机电副矿长决定"
    yield "  当月通报典型案例 2 起"


def put_right(hundred: Hundred, name: str, evidence: str, *, funds: int = 200) -> None:
    """Hand a hazard over with all five fulfilments and let the mechanic put it right."""
    cast, hazard_id = hundred.cast, hundred.hazards[name]
    hand_over(hundred, hazard_id, funds=funds)
    cast.wait(minutes=90)
    with cast.by("mechanic") as work:
        hazard.rectify(work, hazard_id, evidence=f"样例：{evidence}")
    cast.wait(minutes=30)


def hand_over(hundred: Hundred, hazard_id: UUID, *, funds: int) -> None:
    """Write down the five fulfilments."""
    with hundred.cast.by("safety_officer") as work:
        hazard.assign(
            work, hazard_id, responsible_id=hundred.cast.people["mechanic"][0].id,
            measures="样例：整改并举一反三", funds=Decimal(funds),
            due_on=hundred.today + timedelta(days=3), emergency_plan="样例：停电撤人预案",
        )  # fmt: skip


def closed(hundred: Hundred, name: str, *, by: str = "safety_officer") -> Iterator[str]:
    """Let somebody else verify it and tell."""
    with hundred.cast.by(by) as work:
        done = hazard.verify(work, hundred.hazards[name])
        yield f"  {done.title}：{work.actor.name}验收销号"
