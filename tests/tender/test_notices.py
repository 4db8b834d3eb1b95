"""Notices, their copies, who took the documents and is told of every change."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from equiplink.errors import Conflict, Duplicate, Refused, Unreadable
from equiplink.mine import calendar
from equiplink.tender import actions as tender
from equiplink.tender import evaluation, notices
from equiplink.tender.models import Tender
from equiplink.tender.notice_models import Notice, NoticeRecipient
from tests.tender import steps
from tests.world import World

URL = "https://example.invalid/notice"


def codes(caught: pytest.ExceptionInfo[Refused]) -> list[str]:
    """Return the codes of a refusal."""
    return [finding.code for finding in caught.value.findings]


def written(world: World, tender_id: UUID, kind: str = "tender") -> Notice:
    """Write a notice."""
    with world.work("buyer") as work:
        return notices.write_notice(work, tender_id, kind=kind)


def take(world: World, made: steps.Tendered, number: int = 0, fee: int = 0) -> None:
    """Let one of the synthetic suppliers take the documents."""
    with world.work("buyer") as work:
        notices.take_documents(
            work, made.tender_id, supplier_id=made.suppliers[number], contact="合成邮箱",
            fee=Decimal(fee),
        )  # fmt: skip


def copied(world: World, notice: Notice, found: str, *, url: str = URL, fee: int = 0) -> None:
    """Record the notice as found at a medium."""
    with world.work("buyer") as work:
        notices.record_copy(
            work, notice.id, medium="合成公共服务平台", url=url, found=found,
            published_on=work.today, fee=Decimal(fee),
        )  # fmt: skip


def test_notice_says_what_the_record_says(world: World) -> None:
    """What, how much, where, when and how to get the documents; and that it is synthetic."""
    made = steps.published(world)
    text = written(world, made.tender_id).text

    for each in (
        "招标公告",
        "公开招标",
        "合成测试煤矿",
        "2 台",
        "3101",
        "2026-11-02 至 2026-11-09",
    ):
        assert each in text
    assert "2026-11-22 09:00+08:00" in text
    assert "合成样例" in text


def test_layout_is_no_difference_and_words_are(world: World) -> None:
    """The hash leaves out blanks; another number is another text."""
    made = steps.published(world)
    notice = written(world, made.tender_id)
    copied(world, notice, notice.text.replace("\n", "\n\n  "))
    with pytest.raises(Refused) as caught:
        copied(world, notice, notice.text.replace("2 台", "3 台"), url=f"{URL}/2")

    assert codes(caught) == ["T20SH"]


def test_media_are_free_of_charge(world: World) -> None:
    """A fee is refused, and a copy is recorded once for each address."""
    made = steps.published(world)
    notice = written(world, made.tender_id)
    with pytest.raises(Refused) as caught:
        copied(world, notice, notice.text, fee=200)
    copied(world, notice, notice.text)
    with pytest.raises(Duplicate):
        copied(world, notice, notice.text)

    assert codes(caught) == ["T20FH"]


def test_copy_is_not_older_than_its_notice(world: World) -> None:
    """Nor of tomorrow."""
    made = steps.published(world)
    notice = written(world, made.tender_id)
    for days in (-1, 1):
        with pytest.raises(Unreadable, match="published_on"), world.work("buyer") as work:
            notices.record_copy(
                work, notice.id, medium="平台", url=URL, found=notice.text,
                published_on=work.today + timedelta(days=days),
            )  # fmt: skip


@pytest.mark.parametrize(
    "kind", ["tender", "candidates", "award", "termination", "clarification", "prequalification"]
)
def test_notice_needs_something_to_tell(world: World, kind: str) -> None:
    """Nothing is announced before it happened."""
    made = steps.drafted(world)
    with pytest.raises(Conflict):
        written(world, made.tender_id, kind)


def test_result_is_told_to_everybody(world: World) -> None:
    """Candidates and winner stand in notices; the award also goes to who took part."""
    made = steps.published(world)
    take(world, made)
    take(world, made, 1)
    for supplier_id, price in zip(made.suppliers, steps.PRICES, strict=True):
        made.bids.append(steps.bid(world, made, supplier_id, price))
    world.clock.forward(days=20)
    steps.open_and_seat(world, made)
    steps.rank(world, made.tender_id)
    steps.show(world, made.tender_id)
    ranking = written(world, made.tender_id, "candidates").text
    steps.decide(world, made.tender_id, made.winner)
    award = written(world, made.tender_id, "award")
    with world.read() as work:
        told = {each.supplier_id for each in work.all(NoticeRecipient, notice_id=award.id)}

    assert [line[:6] for line in ranking.splitlines() if line.startswith("第 ")] == [
        "第 1 名：", "第 2 名：", "第 3 名：",
    ]  # fmt: skip
    assert "合成供应商1，报价 19000.00 元" in award.text
    assert "合成供应商2" not in award.text
    assert told == set(made.suppliers[:2])


def test_end_is_told(world: World) -> None:
    """Who took the documents of a tender that is cancelled learns of it."""
    made = steps.published(world)
    take(world, made)
    with world.work("buyer") as work:
        tender.cancel(
            work, made.tender_id, reason="计划调整", cause="need_gone", evidence="合成会议纪要1号"
        )
    notice = written(world, made.tender_id, "termination")
    with world.read() as work:
        told = work.all(NoticeRecipient, notice_id=notice.id)

    assert [each.supplier_id for each in told] == made.suppliers[:1]


def test_documents_are_taken_while_on_sale(world: World) -> None:
    """On the last day still, the day after not any more; and never before the notice."""
    draft = steps.drafted(world)
    draft.suppliers = steps.bidders(world)
    with pytest.raises(Conflict):
        take(world, draft)
    made = steps.published(world)
    world.clock.forward(days=7)
    take(world, made, 0, fee=100)
    world.clock.forward(days=1)
    with pytest.raises(Refused) as caught:
        take(world, made, 1)

    assert codes(caught) == ["T60"]


def test_every_taker_is_told_of_a_change(world: World) -> None:
    """The clarification is a notice, and goes to each who took the documents."""
    made = steps.published(world)
    take(world, made, 0)
    take(world, made, 2)
    with world.work("buyer") as work:
        tender.clarify(work, made.tender_id, text="防爆等级应为 Ex db I Mb")
        tender.clarify(work, made.tender_id, text="交货地点为地面库房")
    with world.read() as work:
        first, second = work.all(Notice, Notice.no, tender_id=made.tender_id)
        told = [each.supplier_id for each in work.all(NoticeRecipient, notice_id=first.id)]

    assert (first.no, second.no) == (1, 2)
    assert "Ex db I Mb" in first.text
    assert told == [made.suppliers[0], made.suppliers[2]]


def test_deadline_moves_to_the_earliest_lawful_day(world: World) -> None:
    """With 14 days left ``as_needed`` adds one, at the same hour; with 15 it adds none."""
    made = steps.published(world)
    with world.read() as work:
        before = work.get(Tender, made.tender_id).deadline
    assert before is not None
    world.clock.forward(days=5)
    with world.work("buyer") as work:
        same = tender.clarify(work, made.tender_id, text="一", extend="as_needed").deadline
    world.clock.forward(days=1)
    with world.work("buyer") as work:
        later = tender.clarify(work, made.tender_id, text="二", extend="as_needed").deadline

    assert (same, later) == (before, before + timedelta(days=1))


def test_extension_is_counted_in_the_mines_days(world: World) -> None:
    """23:59 in China still counts as that day, 00:00 as the next."""
    made = steps.published(world)
    world.clock.forward(days=5)
    world.clock.now = world.clock.now.replace(hour=15, minute=59, second=59)
    with world.work("buyer") as work:
        tender.clarify(work, made.tender_id, text="当日最后一秒")
    world.clock.now += timedelta(seconds=1)
    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        tender.clarify(work, made.tender_id, text="次日零点")

    assert codes(caught) == ["T23"]


def rest(world: World, *days: int) -> None:
    """Make the days so many days from today days of rest."""
    with world.work() as work:
        off = [work.today + timedelta(days=each) for each in days]
        calendar.announce(work, document="合成通知", rest=off)


def test_days_of_rest_move_the_deadline(world: World) -> None:
    """The last day of the bidding time and of a clarification's is no rest day (第二百零三条)."""
    made = steps.drafted(world)
    rest(world, 20, 21)

    def publish(days: int) -> None:
        with world.work("buyer") as work:
            tender.publish(
                work, made.tender_id, deadline=work.now + timedelta(days=days),
                sale_from=work.today, sale_until=work.today + timedelta(days=7),
            )  # fmt: skip

    with pytest.raises(Refused) as early:
        publish(20)
    publish(22)
    world.clock.forward(days=6)
    rest(world, 15, 16, 17)
    with world.work("buyer") as work:
        moved = tender.clarify(work, made.tender_id, text="合成澄清", extend="as_needed").deadline
        wanted = work.today + timedelta(days=18)

    assert codes(early)[0] == "T22H"
    assert moved is not None
    assert moved.date() == wanted


def test_publicity_that_ends_on_a_day_of_rest_lasts_longer(world: World) -> None:
    """Three days from the report that end on a rest day end after it (T35, T35D)."""
    made = steps.evaluated(world)
    rest(world, 3, 7)

    def publicise(starts: int, ends: int) -> None:
        with world.work("buyer") as work:
            evaluation.publicise(
                work, made.tender_id, starts_on=work.today + timedelta(days=starts),
                ends_on=work.today + timedelta(days=ends),
            )  # fmt: skip

    with pytest.raises(Refused) as late:
        publicise(5, 9)
    with pytest.raises(Refused) as short:
        publicise(4, 7)
    publicise(4, 8)

    assert codes(late)[0] == "T35H"
    assert codes(short)[0] == "T35DH"
