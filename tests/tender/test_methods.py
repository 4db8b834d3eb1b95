"""Which method: limits of the mine, evidence, another method after two rounds, the end."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.audit.procurement import procurement
from equiplink.errors import Conflict, Forbidden, IllegalStep, Refused, Unreadable
from equiplink.files import actions as files
from equiplink.ledger import Entry
from equiplink.mine import actions as mine
from equiplink.tender import actions as tender
from equiplink.tender import methods, notices, rounds
from equiplink.tender.due import due
from equiplink.tender.models import Tender
from equiplink.tender.states import Evaluation, Kind, Method
from tests.tender import steps
from tests.tender.steps import drafted, published, sealed
from tests.world import World

TODAY = date(2026, 11, 2)
DIRECT: dict[str, Any] = {"method": "direct", "reason": "合成：只有一家生产", "ground": "patent"}
WORKS: dict[str, Any] = {"works_related": True, "estimate": Decimal(1_500_000)}
"""Two switches of a works project: a compulsory tender."""
ENDED: dict[str, Any] = {"reason": "改用库存", "cause": "need_gone", "evidence": "合成会议纪要1号"}


def codes(caught: pytest.ExceptionInfo[Refused]) -> list[str]:
    """Return the codes of what denies."""
    return [finding.code for finding in caught.value.findings if finding.denies]


def warned(world: World, tender_id: UUID, action: str) -> list[str]:
    """Return the codes of the warnings that the ledger keeps of an act."""
    with world.read() as work:
        (entry,) = work.all(Entry, subject_id=tender_id, action=action)
        return [each["code"] for each in entry.data.get("warnings", [])]


def prove(world: World, tender_id: UUID) -> None:
    """Attach a paper that proves the ground."""
    with world.work("buyer") as work:
        files.attach(
            work, subject="tender", subject_id=tender_id, kind="evidence", name="合成证明.txt",
            content="合成证明材料".encode(),
        )  # fmt: skip


def limit(world: World, most: int, *, method: str = "direct", since: date = TODAY) -> UUID:
    """Set a limit of the mine for goods."""
    with world.work() as work:
        return methods.set_limit(
            work, kind="goods", method=method, most=Decimal(most), since=since,
            reason="合成制度〔2026〕1号",
        ).id  # fmt: skip


def test_limit_of_the_mine_is_told_and_the_next_method_named(world: World) -> None:
    """Above 15,000 a direct purchase warns; the finding names what the table allows instead."""
    limit(world, 15_000)
    limit(world, 19_999, method="inquiry")
    made = drafted(world, **DIRECT)
    with world.read() as work:
        (entry,) = work.all(Entry, subject_id=made.tender_id, action="draft")

    (warning,) = entry.data["warnings"]
    assert warning["code"] == "T53"
    assert warning["params"]["instead"] == "竞争性谈判、竞价采购、邀请招标、公开招标"


def test_limit_includes_its_number_and_refuses_where_the_mine_says_so(world: World) -> None:
    """20,000 within 20,000 passes; one yuan less is refused under ``deny``."""
    limit(world, 20_000)
    made = drafted(world, **DIRECT)
    limit(world, 19_999)
    with world.work() as work:
        mine.set_policy(work, "rule.T53", "deny")
    with pytest.raises(Refused) as caught:
        drafted(world, **DIRECT)

    assert warned(world, made.tender_id, "draft") == []
    assert codes(caught) == ["T53"]


def test_later_limit_takes_the_place_of_the_earlier(world: World) -> None:
    """Each day has its own; an ended one is none any more."""
    limit(world, 10)
    later = limit(world, 20, since=date(2026, 12, 1))
    with world.work() as work:
        methods.end_limit(work, later, until=date(2026, 12, 31), reason="合成制度废止")
    with world.read() as work:
        found = [
            methods.limits(work, Kind.GOODS, day).get(Method.DIRECT)
            for day in (date(2026, 11, 1), TODAY, date(2026, 12, 31), date(2027, 1, 1))
        ]

    assert found == [None, 10, 20, 10]


def test_limit_cannot_be_misread(world: World) -> None:
    """A negative amount, an end before the beginning, somebody who may not."""
    known = limit(world, 10)
    with pytest.raises(Unreadable) as amount:
        limit(world, -1)
    with pytest.raises(Unreadable) as day, world.work() as work:
        methods.end_limit(work, known, until=date(2026, 11, 1), reason="合成")
    with pytest.raises(Forbidden), world.work("buyer") as work:
        methods.end_limit(work, known, until=TODAY, reason="合成")

    assert (amount.value.field, day.value.field) == ("most", "until")


def test_ground_is_one_of_the_method(world: World) -> None:
    """The cost of an open tender is no ground for buying from one."""
    with pytest.raises(Refused) as caught:
        drafted(world, **DIRECT | {"ground": "cost_share"})
    bare = drafted(world, **DIRECT | {"ground": ""})

    assert codes(caught) == ["T52"]
    assert warned(world, bare.tender_id, "draft") == ["T09S"]


def test_exemption_is_proved_before_anybody_is_asked(world: World) -> None:
    """A compulsory purchase without a tender waits for its evidence; a voluntary one is told."""
    made = drafted(world, **DIRECT | WORKS)
    (one,) = steps.bidders(world, 1)
    with world.work("buyer") as work:
        tender.invite(work, made.tender_id, supplier_id=one)
    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        tender.publish(work, made.tender_id, deadline=work.now + timedelta(days=1))
    prove(world, made.tender_id)
    with world.work("buyer") as work:
        tender.publish(work, made.tender_id, deadline=work.now + timedelta(days=1))
    free = published(world, days=1, **DIRECT)

    assert codes(caught) == ["T06"]
    assert warned(world, free.tender_id, "publish") == ["T06H"]


def test_invitation_to_a_compulsory_tender_is_proved(world: World) -> None:
    """By a paper of the tender, before the notice."""
    how: dict[str, Any] = {"method": "invited_tender", "reason": "合成", "ground": "cost_share"}
    with pytest.raises(Refused) as caught:
        published(world, **WORKS, **how)

    assert codes(caught) == ["T04E"]


def failed(world: World, tender_id: UUID) -> None:
    """Let a tender fail at its deadline for want of bids."""
    world.clock.forward(days=20)
    with world.work("buyer") as work:
        rounds.fail(work, tender_id, reason="投标人少于三个")


def twice(world: World, **how: Any) -> UUID:
    """Fail a tender and its second round; return the second."""
    first = published(world, **how)
    failed(world, first.tender_id)
    with world.work("buyer") as work:
        again = rounds.next_round(work, first.tender_id).id
        tender.publish(
            work, again, deadline=work.now + timedelta(days=20), sale_from=work.today,
            sale_until=work.today + timedelta(days=7), media=["https://example.invalid/notice"],
        )  # fmt: skip
    failed(world, again)
    return again


def approve(world: World, tender_id: UUID, *, by: str = "approver") -> None:
    """Approve that it is negotiated."""
    with world.work(by) as work:
        methods.approve_change(
            work, tender_id, method="negotiation", reason="两轮均不足三家", document="合成批复1号"
        )


NEGOTIATE: dict[str, Any] = {
    "method": "negotiation", "reason": "两轮招标均不足三家", "ground": "failed_tender",
}  # fmt: skip


def test_compelled_tender_changes_its_method_after_two_rounds_and_an_approval(
    world: World,
) -> None:
    """Without either it is tendered again; with both it is negotiated, and says on what paper."""
    first = published(world, **WORKS)
    failed(world, first.tender_id)
    approve(world, first.tender_id)
    with pytest.raises(Refused) as once, world.work("buyer") as work:
        rounds.next_round(work, first.tender_id, **NEGOTIATE)
    with world.work("buyer") as work:
        again = rounds.next_round(work, first.tender_id)
        tender.publish(
            work, again.id, deadline=work.now + timedelta(days=20), sale_from=work.today,
            sale_until=work.today + timedelta(days=7), media=["https://example.invalid/notice"],
        )  # fmt: skip
    failed(world, again.id)
    with pytest.raises(Refused) as unapproved, world.work("buyer") as work:
        rounds.next_round(work, again.id, **NEGOTIATE)
    approve(world, again.id)
    with world.work("buyer") as work:
        third = rounds.next_round(work, again.id, **NEGOTIATE)

    assert codes(once) == ["T01", "T54"]
    assert codes(unapproved) == ["T01", "T54"]
    assert (third.round, third.method, third.statutory) == (3, Method.NEGOTIATION, True)


def test_changed_round_is_compared_by_price(world: World) -> None:
    """Criteria of a tender do not outlive it; its lines do."""
    criteria: list[Any] = [
        {"name": "价格", "weight": 60, "formula": "lowest_over_price"},
        {"name": "技术", "weight": 40},
    ]
    second = twice(world, evaluation="comprehensive", criteria=criteria, trim_scores=True)
    with world.work("buyer") as work:
        third = rounds.next_round(work, second, **NEGOTIATE)

    assert (third.evaluation, third.criteria) == (Evaluation.LOWEST_EVALUATED_PRICE, [])
    assert third.trim_scores is False
    assert warned(world, third.id, "draft") == ["T54H"]


def test_change_is_approved_by_an_approver_of_a_failed_tender(world: World) -> None:
    """Neither by the buyer nor before anything failed."""
    made = published(world)
    with pytest.raises(IllegalStep):
        approve(world, made.tender_id)
    failed(world, made.tender_id)

    with pytest.raises(Forbidden):
        approve(world, made.tender_id, by="buyer")


def test_private_infrastructure_is_a_compulsory_tender(world: World) -> None:
    """Of the list, with private money, and above the threshold."""
    how = WORKS | {"state_funds": False, "infrastructure_project": True}
    made = drafted(world, **how)
    with pytest.raises(Refused) as caught:
        drafted(world, **how, method="inquiry", reason="合成", ground="standard_goods")
    with world.read() as work:
        kept = work.get(Tender, made.tender_id)

    assert (kept.statutory, kept.infrastructure_project) == (True, True)
    assert codes(caught) == ["T10"]


def test_minimum_price_is_refused_in_documents_and_clarifications(world: World) -> None:
    """In a qualification at the draft and in the text of a change."""
    with pytest.raises(Refused) as draft:
        drafted(world, qualifications=["报价不得低于 9000 元"])
    made = published(world, days=30)
    with pytest.raises(Refused) as change, world.work("buyer") as work:
        tender.clarify(work, made.tender_id, text="增加最低投标限价 9000 元")

    assert (codes(draft), codes(change)) == (["T28N"], ["T28N"])


def test_published_tender_ends_with_cause_and_evidence(world: World) -> None:
    """A bare reason is enough for a draft only; the report tells all three."""
    made = sealed(world)
    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        tender.cancel(work, made.tender_id, reason="改用库存")
    with world.work("buyer") as work:
        tender.cancel(work, made.tender_id, **ENDED)
    with world.read("buyer") as work:
        told = procurement(work, str(made.tender_id))["notice"]["failure"]

    assert codes(caught) == ["T55"]
    assert told == "需求取消或变更（合成会议纪要1号）：改用库存"


def test_end_is_told_and_fees_are_given_back(world: World) -> None:
    """Both stand on the agenda from the day of the end until they are done (第三十一条)."""
    made = published(world)
    with world.work("buyer") as work:
        taker = notices.take_documents(
            work, made.tender_id, supplier_id=made.suppliers[0], contact="合成", fee=Decimal(50)
        )
    with pytest.raises(Conflict), world.work("buyer") as work:
        notices.return_fee(work, taker.id)
    with world.work("buyer") as work:
        tender.cancel(work, made.tender_id, **ENDED)
    with world.read() as work:
        before = [(each.code, each.key, each.on) for each in due(work)]
    with world.work("buyer") as work:
        notices.write_notice(work, made.tender_id, kind="termination")
        notices.return_fee(work, taker.id)
    with world.read() as work:
        after = list(due(work))
    with pytest.raises(Conflict), world.work("buyer") as work:
        notices.return_fee(work, taker.id)

    assert before == [("T55", "notice", TODAY), ("T55", "fee", TODAY)]
    assert after == []
