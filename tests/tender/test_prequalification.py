"""Prequalification: days, reviewers, three who pass; only they take documents and bid."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from equiplink.audit.replay import replay
from equiplink.errors import Conflict, Duplicate, NotFound, Refused, Unreadable
from equiplink.tender import actions as tender
from equiplink.tender import evaluation, notices, objections, prequalification
from equiplink.tender.qualification_models import Application, Prequalification
from tests.tender import steps
from tests.world import World

CRITERIA = ("有矿用产品安全标志", "近三年有两项同类业绩")


def codes(caught: pytest.ExceptionInfo[Refused]) -> list[str]:
    """Return the codes of a refusal."""
    return [finding.code for finding in caught.value.findings]


def called(world: World, made: steps.Tendered, **how: Any) -> UUID:
    """Call for applications: seven days of sale, five more to apply."""
    with world.work("buyer") as work:
        words: dict[str, Any] = {
            "criteria": CRITERIA,
            "sale_from": work.today,
            "sale_until": work.today + timedelta(days=7),
            "closes_at": work.now + timedelta(days=12),
        } | how
        return prequalification.open_prequalification(work, made.tender_id, **words).id


def applied(world: World, called_id: UUID, supplier_id: UUID) -> UUID:
    """Apply."""
    with world.work("buyer") as work:
        return prequalification.apply(
            work, called_id, supplier_id=supplier_id, papers="合成申请文件"
        ).id


def reviewers(world: World, made: steps.Tendered) -> None:
    """Seat five for the tender."""
    with world.work("buyer") as work:
        for number, name in enumerate(steps.EVALUATORS):
            evaluation.seat(
                work, made.tender_id, person_id=world.people[name].id, expert=number > 0
            )


def judge(world: World, application_id: UUID, *, against: int = 0) -> None:
    """Let all five judge; so many say that he lacks the second criterion."""
    for number, name in enumerate(steps.EVALUATORS):
        with world.work(name) as work:
            for criterion in CRITERIA:
                met = criterion == CRITERIA[0] or number >= against
                prequalification.mark_applicant(
                    work, application_id, criterion=criterion, met=met, note="业绩不足"
                )


def concluded(world: World, number: int = 3, *, against: int = 0) -> tuple[steps.Tendered, UUID]:
    """Let so many apply and judge them; *against* are the reviewers who refuse the first."""
    made = steps.drafted(world)
    made.suppliers = steps.bidders(world, max(number, 3))
    called_id = called(world, made)
    ids = [applied(world, called_id, each) for each in made.suppliers[:number]]
    reviewers(world, made)
    world.clock.forward(days=12)
    for index, each in enumerate(ids):
        judge(world, each, against=0 if index else against)
    conclude(world, called_id)
    return made, called_id


def conclude(world: World, called_id: UUID) -> None:
    """Conclude."""
    with world.work("buyer") as work:
        prequalification.conclude(work, called_id)


def publish(world: World, made: steps.Tendered) -> None:
    """Publish the tender."""
    with world.work("buyer") as work:
        tender.publish(
            work, made.tender_id, deadline=work.now + timedelta(days=20), sale_from=work.today,
            sale_until=work.today + timedelta(days=7), media=["https://example.invalid"],
        )  # fmt: skip


def results(world: World, called_id: UUID) -> list[str]:
    """Return what became of the applications, as they came."""
    with world.read() as work:
        found = work.all(Application, prequalification_id=called_id)
        return [each.result for each in found]


def test_who_passes_bids_and_nobody_else(world: World) -> None:
    """Three of four pass; the fourth gets no documents, and his bid is refused."""
    made, called_id = concluded(world, 4, against=3)
    publish(world, made)
    with world.work("buyer") as work:
        notices.take_documents(
            work, made.tender_id, supplier_id=made.suppliers[1], contact="合成邮箱"
        )
    steps.bid(world, made, made.suppliers[1], steps.PRICES[0])
    with pytest.raises(Refused) as bidding:
        steps.bid(world, made, made.suppliers[0], steps.PRICES[1])
    with pytest.raises(Refused) as taking, world.work("buyer") as work:
        notices.take_documents(
            work, made.tender_id, supplier_id=made.suppliers[0], contact="合成邮箱"
        )

    assert results(world, called_id) == ["failed", "passed", "passed", "passed"]
    assert (codes(bidding), codes(taking)) == (["T29P"], ["T29P"])
    with world.read() as work:
        first = work.all(Application, prequalification_id=called_id)[0]
        assert (first.unmet, first.told_at) == ([CRITERIA[1]], world.clock.now)
        assert replay(work) == []


def test_majority_of_reviewers_decides(world: World) -> None:
    """Two of five against him are a minority."""
    _, called_id = concluded(world, 3, against=2)

    assert results(world, called_id) == ["passed"] * 3


def test_two_who_pass_are_too_few(world: World) -> None:
    """The tender is not published; another round is held."""
    made, _ = concluded(world, 2)
    with pytest.raises(Refused) as caught:
        publish(world, made)
    again = called(world, made)
    with pytest.raises(Refused) as open_still:
        publish(world, made)
    with world.read() as work:
        assert work.get(Prequalification, again).round == 2

    assert (codes(caught)[0], codes(open_still)[0]) == ("T25Q", "T25P")


def test_there_is_one_round_at_a_time(world: World) -> None:
    """Nor one after three have passed, nor after the notice."""
    made, called_id = concluded(world)
    with pytest.raises(Conflict):
        called(world, made)
    with pytest.raises(Conflict):
        conclude(world, called_id)
    publish(world, made)
    with pytest.raises(Conflict):
        called(world, made)


def test_applications_are_judged_after_their_end(world: World) -> None:
    """At the end itself an application is late; one second before it is not."""
    made = steps.drafted(world)
    made.suppliers = steps.bidders(world)
    called_id = called(world, made)
    world.clock.now += timedelta(days=12, seconds=-1)
    applied(world, called_id, made.suppliers[0])
    with pytest.raises(Refused) as early:
        conclude(world, called_id)
    world.clock.now += timedelta(seconds=1)
    late = applied(world, called_id, made.suppliers[1])
    reviewers(world, made)
    with pytest.raises(Unreadable), world.work("evaluator1") as work:
        prequalification.mark_applicant(work, late, criterion=CRITERIA[0], met=True)
    with pytest.raises(Refused) as unmarked:
        conclude(world, called_id)

    assert results(world, called_id) == ["pending", "late"]
    assert (codes(early), codes(unmarked)) == (["T25E", "T25M"], ["T25M"])


def test_reviewers_are_seated_and_give_reasons(world: World) -> None:
    """Who is not seated judges nobody; an application is handed in once."""
    made = steps.drafted(world)
    made.suppliers = steps.bidders(world)
    called_id = called(world, made)
    application_id = applied(world, called_id, made.suppliers[0])
    with pytest.raises(Duplicate):
        applied(world, called_id, made.suppliers[0])
    with pytest.raises(NotFound), world.work("evaluator1") as work:
        prequalification.mark_applicant(work, application_id, criterion=CRITERIA[0], met=True)
    reviewers(world, made)
    with pytest.raises(Unreadable, match="note"), world.work("evaluator1") as work:
        prequalification.mark_applicant(work, application_id, criterion=CRITERIA[0], met=False)
    with pytest.raises(Unreadable, match="criterion"), world.work("evaluator1") as work:
        prequalification.mark_applicant(work, application_id, criterion="别的", met=True)


def test_call_has_its_days(world: World) -> None:
    """Five days on sale, five more to apply, and criteria that are listed once."""
    made = steps.drafted(world)
    today = world.clock.now.date()
    with pytest.raises(Refused) as sale:
        called(world, made, sale_until=today + timedelta(days=3))
    with pytest.raises(Refused) as short:
        called(world, made, closes_at=world.clock.now + timedelta(days=11))
    for criteria in ((), ("甲", "甲")):
        with pytest.raises(Unreadable, match="criteria"):
            called(world, made, criteria=criteria)
    with pytest.raises(Unreadable, match="closes_at"):
        called(world, made, closes_at=world.clock.now)

    assert (codes(sale), codes(short)) == (["T21"], ["T25H"])


def test_change_leaves_three_days_or_extends(world: World) -> None:
    """With two days left it is refused, ``as_needed`` adds one; it is never brought forward."""
    made = steps.drafted(world)
    called_id = called(world, made)
    end = world.clock.now + timedelta(days=12)

    def clarify(**how: Any) -> Any:
        with world.work("buyer") as work:
            return prequalification.clarify_prequalification(
                work, called_id, text="业绩以验收报告为准", **how
            ).closes_at

    world.clock.forward(days=9)
    assert clarify() == end
    with pytest.raises(Refused) as earlier:
        clarify(closes_at=end - timedelta(hours=1))
    world.clock.forward(days=1)
    with pytest.raises(Refused) as late:
        clarify()

    assert (codes(earlier), codes(late)) == (["T23Q"], ["T23P"])
    assert clarify(extend="as_needed") == end + timedelta(days=1)


def test_call_is_announced_and_objected_to(world: World) -> None:
    """The notice lists the criteria; two days before the end is the last day to object."""
    made = steps.drafted(world)
    called(world, made)
    with world.work("buyer") as work:
        text = notices.write_notice(work, made.tender_id, kind="prequalification").text
    world.clock.forward(days=10)
    with world.work("buyer") as work:
        in_time = objections.object_to(work, made.tender_id, text="业绩要求过高")
    world.clock.forward(days=1)
    with world.work("buyer") as work:
        late = objections.object_to(work, made.tender_id, text="业绩要求过高")

    assert all(each in text for each in CRITERIA)
    assert (in_time.about, in_time.late, late.late) == ("prequalification", False, True)
