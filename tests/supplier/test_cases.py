"""Nobody comes on the mine's own list without being told and heard."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from equiplink.errors import Forbidden, IllegalStep, Refused, Unreadable
from equiplink.supplier import actions as suppliers
from equiplink.supplier import cases, queries
from equiplink.supplier.due import due
from equiplink.supplier.models import Debarment, Violation
from equiplink.supplier.rules import ELIGIBLE
from equiplink.supplier.states import CaseState, Cause, Verdict
from equiplink.work import Work
from tests.supplier.steps import accused, decided, heard, supplier
from tests.world import World


def against(work: Work, who: UUID) -> list[str]:
    """Return the codes of what speaks against the supplier."""
    return [each.code for each in ELIGIBLE.judge(queries.facts(work, [who])[who], work.policy)]


def codes(error: Refused) -> list[str]:
    """Return the codes of a refusal."""
    return [each.code for each in error.findings]


def test_decided_case_debars(world: World) -> None:
    """Accused, told, heard, decided: then the supplier is out, by the case's number."""
    who = supplier(world)
    case = decided(world, who)
    with world.read() as work:
        found = against(work, who)
        bar = work.first(Debarment, violation_id=case)

    assert found == ["S13"]
    assert bar is not None
    assert (bar.cause, bar.offence, bar.source) == ("mine_decision", "false_papers", "AJ-1")


def test_own_list_has_no_other_way(world: World) -> None:
    """Entering the mine's own debarment by hand is refused."""
    who = supplier(world)
    with pytest.raises(Refused) as caught, world.work("approver") as work:
        suppliers.debar(
            work, who, cause="mine_decision", source="口头", starts_on=work.today,
            ends_on=work.today,
        )  # fmt: skip

    assert codes(caught.value) == ["S26"]


def test_accuser_cannot_decide(world: World) -> None:
    """Also when he holds the role of an approver, and also too early."""
    who = supplier(world)
    case = accused(world, who)
    with world.work("buyer") as work:
        cases.tell(work, case, notice="当面签收")
        cases.hear(work, case, statement="我方没有伪造")
    both = replace(world.people["buyer"], roles=frozenset({"buyer", "approver"}))
    with pytest.raises(Refused) as caught, world.chain.work(both) as work:
        cases.decide(work, case, verdict="no_violation", reason="证据不符")

    assert set(codes(caught.value)) == {"S30", "S31"}


def test_silence_is_an_answer_after_the_period_only(world: World) -> None:
    """On the last day an empty statement is refused, on the next it is taken."""
    case = accused(world, supplier(world))
    with world.work("buyer") as work:
        cases.tell(work, case, notice="EMS 0001")
    world.clock.forward(days=5)
    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        cases.hear(work, case)
    world.clock.forward(days=1)
    with world.work("buyer") as work:
        state = cases.hear(work, case).state

    assert codes(caught.value) == ["S29"]
    assert state is CaseState.HEARD


def test_statements_add_up(world: World) -> None:
    """What the supplier says later stands beside what he said first."""
    case = accused(world, supplier(world))
    with world.work("buyer") as work:
        cases.tell(work, case, notice="EMS 0001")
        cases.hear(work, case, statement="一")
        told = cases.hear(work, case, statement="二").statement

    assert told == "一\n二"


def test_amended_accusation_is_told_again(world: World) -> None:
    """A change takes the case back; nothing is decided that was not told."""
    who = supplier(world)
    case = accused(world, who)
    heard(world, case, statement="不属实")
    with world.work("buyer") as work:
        made = cases.amend(
            work, case, charge="合成：另有两份伪造", reason="新证据",
            evidence=[{"subject": "supplier", "subject_id": who, "note": "复印件"}],
        )  # fmt: skip
        state, until = made.state, made.answer_by
    with pytest.raises(IllegalStep), world.work("approver") as work:
        cases.decide(work, case, verdict="no_violation", reason="略")
    with pytest.raises(IllegalStep), world.work("buyer") as work:
        cases.hear(work, case, statement="再次说明")
    with world.work("buyer") as work:
        again = cases.tell(work, case, notice="EMS 0002").answer_by

    assert (state, until) == (CaseState.DRAFTED, None)
    assert again == date(2026, 11, 13)


@pytest.mark.parametrize("verdict", ["no_violation", "lack_of_evidence"])
def test_declined_accusation_debars_nobody(world: World, verdict: str) -> None:
    """Without a violation there is no debarment, and the interim suspension ends."""
    who = supplier(world)
    case = accused(world, who)
    with world.work("approver") as work:
        cases.suspend_meanwhile(
            work, case, reason="涉及井下物资", ends_on=work.today + timedelta(days=20)
        )
        during = against(work, who)
    heard(world, case)
    with world.work("approver") as work:
        made = cases.decide(work, case, verdict=verdict, reason="证书经查属实")
        after = against(work, who)

    assert during == ["S27"]
    assert after == []
    assert made.verdict is Verdict(verdict)


def test_interim_suspension_is_bounded(world: World) -> None:
    """Too long is refused, a second is refused, and after the decision there is none."""
    who = supplier(world)
    case = accused(world, who)
    refused = []
    for days, again in ((30, 1), (29, 0), (1, 1)):
        try:
            with world.work("approver") as work:
                until = work.today + timedelta(days=days)
                cases.suspend_meanwhile(work, case, reason="紧急", ends_on=until)
        except Refused as error:
            refused.append((again, codes(error)))

    assert refused == [(1, ["S28"]), (1, ["S28"])]


def test_decision_is_complained_about_once(world: World) -> None:
    """In time, answered by a third person; what is not upheld is lifted."""
    who = supplier(world)
    case = decided(world, who)
    with world.work("buyer") as work:
        cases.complain(work, case, text="检验机构已更正")
    with pytest.raises(Refused) as caught, world.work("approver") as work:
        cases.review(work, case, upheld=False, reason="撤销")
    with world.work("inspector") as work:
        cases.review(work, case, upheld=False, reason="经查证书真实")
        found = against(work, who)
    with pytest.raises(IllegalStep), world.work("buyer") as work:
        cases.complain(work, case, text="再次")

    assert codes(caught.value) == ["S34"]
    assert found == []


def test_upheld_decision_stays(world: World) -> None:
    """A review that upholds leaves the debarment as it is."""
    who = supplier(world)
    case = decided(world, who)
    with world.work("buyer") as work:
        cases.complain(work, case, text="处罚过重")
    with world.work("inspector") as work:
        made = cases.review(work, case, upheld=True, reason="事实清楚")
        found = against(work, who)

    assert (made.state, found) == (CaseState.REVIEWED, ["S13"])


def test_late_complaint_is_refused(world: World) -> None:
    """After ten days the decision stands."""
    case = decided(world, supplier(world))
    world.clock.forward(days=11)
    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        cases.complain(work, case, text="迟到的申请")

    assert codes(caught.value) == ["S33"]


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("number", {"number": " "}),
        ("charge", {"charge": ""}),
        ("offence", {"offence": "rude"}),
        ("happened_on", {"happened_on": date(2027, 1, 1)}),
        ("evidence", {"evidence": []}),
        ("evidence", {"evidence": [{"subject": "scan", "subject_id": UUID(int=7)}]}),
    ],
)
def test_accusation_says_what_and_when(world: World, field: str, values: dict[str, Any]) -> None:
    """Number, charge, known offence, a past day and records of the ledger."""
    who = supplier(world)
    given = {
        "number": "AJ-1", "offence": "other", "charge": "甲", "happened_on": date(2026, 11, 1),
        "evidence": [{"subject": "supplier", "subject_id": who}], **values,
    }  # fmt: skip
    with pytest.raises(Unreadable) as caught, world.work("buyer") as work:
        cases.accuse(work, who, **given)

    assert caught.value.field == field
    with world.read() as work:
        assert work.all(Violation) == []


def test_roles_of_a_case(world: World) -> None:
    """A keeper decides nothing and suspends nobody."""
    who = supplier(world)
    case = accused(world, who)
    heard(world, case)
    with pytest.raises(Forbidden), world.work("keeper") as work:
        cases.decide(work, case, verdict="no_violation", reason="略")
    with pytest.raises(Forbidden), world.work("keeper") as work:
        cases.suspend_meanwhile(work, case, reason="略", ends_on=work.today)


def agenda(world: World) -> list[tuple[str, date, str]]:
    """Return what is outstanding."""
    with world.read() as work:
        return [(each.code, each.on, str(each.role)) for each in due(work)]


def test_agenda_follows_the_case(world: World) -> None:
    """Answer, decision and review are due in turn; nothing before, nothing after."""
    who = supplier(world)
    case = accused(world, who)
    seen = [agenda(world)]
    heard(world, case)
    seen.append(agenda(world))
    with world.work("approver") as work:
        cases.decide(
            work, case, verdict="satisfied", reason="查实", starts_on=work.today,
            ends_on=work.today,
        )  # fmt: skip
    seen.append(agenda(world))
    with world.work("buyer") as work:
        cases.complain(work, case, text="不服")
    seen.append(agenda(world))
    with world.work("inspector") as work:
        cases.review(work, case, upheld=True, reason="维持")
    seen.append(agenda(world))

    assert seen == [
        [],
        [("S31", date(2026, 11, 17), "approver")],
        [],
        [("S34", date(2026, 11, 18), "approver")],
        [],
    ]


def test_answer_and_suspension_are_due(world: World) -> None:
    """A told supplier's last day stands in the agenda, and so does an endless suspension."""
    who = supplier(world)
    case = accused(world, who)
    with world.work("buyer") as work:
        cases.tell(work, case, notice="EMS 0001")
    with world.work("approver") as work:
        suppliers.suspend(work, who, reason="复评")

    assert agenda(world) == [
        ("S29", date(2026, 11, 7), "buyer"),
        ("S14", date(2026, 12, 2), "approver"),
    ]
    with world.read() as work:
        assert next(each.number for each in due(work)) == "AJ-1"


def test_interim_cause_is_lifted_once(world: World) -> None:
    """A decision ends the suspension on its day; the record keeps both."""
    who = supplier(world)
    case = accused(world, who)
    with world.work("approver") as work:
        cases.suspend_meanwhile(work, case, reason="紧急", ends_on=work.today)
    heard(world, case)
    with world.work("approver") as work:
        cases.decide(work, case, verdict="lack_of_evidence", reason="无法核实")
        bar = work.first(Debarment, violation_id=case, cause=Cause.INTERIM)

        assert bar is not None
        assert bar.lifted_on == work.today
