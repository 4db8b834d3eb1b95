"""What is judged once for many is what each would be told by itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, update

from equiplink.catalogue.models import SafetyMark
from equiplink.catalogue.states import MarkStatus
from equiplink.db import new_id
from equiplink.gate import alike, manifest, queries
from equiplink.gate.against import everything_against
from equiplink.gate.facts import Seen
from equiplink.gate.models import EntryInspection, EntryPermit
from equiplink.gate.packing import Word
from equiplink.gate.states import Direction
from equiplink.mine import actions as mine
from equiplink.register.hold_models import Hold
from equiplink.register.hold_states import HoldKind, HoldSubject
from equiplink.register.models import Item
from equiplink.register.states import ItemState
from equiplink.usage.unfit import below, judge_below
from equiplink.work import Work
from tests.gate import steps
from tests.gate.offline import item_of
from tests.gate.test_permits import night, permit
from tests.world import World

DAYS = st.none() | st.integers(-2, 3)
MOMENTS = st.none() | st.integers(-3, 3)


@dataclass(frozen=True)
class Own:
    """How one thing differs from the others; days from today, hours from its inspection."""

    due: int | None
    expires: int | None
    made: int
    regular: int | None
    unfit: int | None
    inspected: int
    passed: bool
    until: int
    place: str
    ex_mark: str
    certificate: str
    permit: int | None
    held: HoldKind | None


THINGS = st.builds(
    Own,
    due=DAYS,
    expires=DAYS,
    made=st.integers(-900, -800),
    regular=DAYS,
    unfit=MOMENTS,
    inspected=st.integers(-2, 2),
    passed=st.booleans(),
    until=st.integers(-1, 3),
    place=st.sampled_from(["一采区进风巷", "3101综采工作面", "副井井口"]),
    ex_mark=st.sampled_from(["Ex db I Mb", "Ex eb I Mb", ""]),
    certificate=st.sampled_from(["SYN-1", "SYN-1U", "SYN-1X"]),
    permit=st.none() | st.integers(0, 3),
    held=st.none() | st.sampled_from(HoldKind),
)
MARKS = st.fixed_dictionaries(
    {
        "status": st.sampled_from([MarkStatus.VALID, MarkStatus.VALID, MarkStatus.SUSPENDED]),
        "valid_until": st.integers(-1, 2),
        "checked_on": st.integers(-40, 0),
    }
)


@pytest.fixture
def tags(world: World) -> list[str]:
    """Four units with permits, and a window of the night."""
    tags = steps.ready(world, 4)
    for number, tag in enumerate(tags):
        permit(world, item_of(world, tag), f"RJ-{number}", danger="hoisting" if number else None)
    night(world, begins=time(1), ends=time(2), tightens=["M13W", "X02E"])
    return tags


@contextmanager
def so(
    world: World, tags: list[str], own: list[Own], mark: dict[str, Any], asked: int = 0
) -> Iterator[Work]:
    """Let the things be so, for as long as they are looked at."""
    items = [item_of(world, tag) for tag in tags]
    with world.work() as work:
        mine.set_policy(work, "gate.permit_asked", asked)
        told = {"status": mark["status"]} | {
            name: work.today + timedelta(days=mark[name]) for name in ("valid_until", "checked_on")
        }
        work.session.execute(update(SafetyMark).values(told))
        for item_id, each in zip(items, own, strict=True):
            _let(work, item_id, each, world.places[each.place])
        work.session.expire_all()
        yield work
        work.session.rollback()


def _let(work: Work, item_id: UUID, own: Own, place_id: UUID) -> None:
    def day(number: int | None) -> Any:
        return None if number is None else work.today + timedelta(days=number)

    at = work.now + timedelta(hours=own.inspected)
    unfit = None if own.unfit is None else work.now + timedelta(hours=own.unfit)
    papers = {"ex_certificate": {"number": own.certificate, "serial": str(item_id)}}
    item = {
        "next_due_on": day(own.due), "expires_on": day(own.expires), "made_on": day(own.made),
        "regular_by": day(own.regular), "unfit_since": unfit, "ex_mark": own.ex_mark,
        "papers": papers,
    }  # fmt: skip
    work.session.execute(update(Item).where(Item.id == item_id).values(item))
    inspection = {
        "inspected_at": at, "passed": own.passed, "valid_until": day(own.until),
        "place_id": place_id,
    }  # fmt: skip
    of_item = EntryInspection.item_id == item_id
    work.session.execute(update(EntryInspection).where(of_item).values(inspection))
    of_permit = EntryPermit.item_id == item_id
    if own.permit is None:
        work.session.execute(update(EntryPermit).where(of_permit).values(withdrawn_at=work.now))
    else:
        until = {"valid_until": day(own.permit)}
        work.session.execute(update(EntryPermit).where(of_permit).values(until))
    if own.held is not None:
        hold = {
            "mine_id": work.mine_id, "id": new_id(), "kind": own.held, "placed_at": work.now,
            "subject": HoldSubject.ITEM, "key": str(item_id), "reason": "合成原因",
        }  # fmt: skip
        work.session.execute(insert(Hold).values(hold))


def _said(work: Work, tag: str, days: list[date]) -> Word:
    """Return what the gate itself says of a tag, day after day, now and in the window."""
    row = queries.look(work, tag, steps.GATE)
    until = None
    for day in days:
        told = queries.against(work, row, day, work.now)
        window = datetime.combine(day, time(1), ZoneInfo(row.time_zone))
        found = {
            each.code
            for moment in (work.now, window)
            for each in Seen(tag, row.gate_id, moment, row, told, row.time_zone, day).judge(
                manifest.NOBODY, Direction.IN, row.stock
            )
            if each.denies
        }
        if found:
            return Word(until, codes=() if until else tuple(sorted(found)))
        until = day
    return Word(until)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(own=st.lists(THINGS, min_size=4, max_size=4), mark=MARKS, asked=st.sampled_from([0, 1]))
def test_manifest_is_what_the_gate_says_of_each(
    world: World, tags: list[str], own: list[Own], mark: dict[str, Any], asked: int
) -> None:
    """Whatever is so of the things, the manifest says of each what the gate would."""
    with so(world, tags, own, mark, asked) as work:
        last = work.day_of(work.now + timedelta(hours=work.setting(manifest.HOURS)))
        days = [work.today, last]
        words = dict(manifest.words_of(work, last))
        said = {tag: _said(work, tag, days) for tag in tags}

    assert words.keys() == said.keys()
    for tag, one in zip(tags, own, strict=True):
        assert said[tag].enter_until == words[tag].enter_until
        if one.passed and one.until >= 0:
            assert said[tag].codes == words[tag].codes
        else:
            assert set(words[tag].codes) <= set(said[tag].codes)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(own=st.lists(THINGS, min_size=4, max_size=4), mark=MARKS)
def test_sweep_finds_what_each_would_be_found(
    world: World, tags: list[str], own: list[Own], mark: dict[str, Any]
) -> None:
    """Whatever is so of the things below, each is told what it would be told alone."""
    with so(world, tags, own, mark) as work:
        inside = {"state": ItemState.UNDERGROUND, "stock": 0, "underground": 1}
        work.session.execute(update(Item).where(Item.number.like("SB-%")).values(inside))
        which = Item.underground > 0
        speaking = everything_against(work, work.today)
        found = {row.id: said for row, said in judge_below(work, which, speaking)}
        alone = {}
        for row in work.session.execute(below(work, which)).all():
            seen = Seen("", work.mine_id, work.now, row, speaking.of(row), row.time_zone)
            alone[row.id] = seen.judged((*seen.staying(), *seen.kind(in_use=True)))

    assert found == {each: said for each, said in alone.items() if said}


def test_no_more_is_remembered_than_fits(
    world: World, tags: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the memory is full it starts again, and the answers stay the same."""
    own = [
        Own(
            due=n, expires=None, made=-850, regular=None, unfit=None, inspected=0, passed=True,
            until=3, place="一采区进风巷", ex_mark="Ex db I Mb", certificate="SYN-1", permit=3,
            held=None,
        )
        for n in (-1, 0, 1, 2)
    ]  # fmt: skip
    mark = {"status": MarkStatus.VALID, "valid_until": 2, "checked_on": 0}
    with so(world, tags, own, mark) as work:
        last = work.day_of(work.now + timedelta(hours=24))
        before = dict(manifest.words_of(work, last))
        monkeypatch.setattr(alike, "REMEMBERED", 1)
        after = dict(manifest.words_of(work, last))

    assert before == after
