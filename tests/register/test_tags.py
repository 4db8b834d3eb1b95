"""Tags through their verbs: replaced, lost, damaged; plates claimed, counted, written off."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest

from equiplink import codes
from equiplink.db import new_id
from equiplink.errors import Conflict, Duplicate, EquiplinkError, NotFound, Refused, Unreadable
from equiplink.mine import actions as mine
from equiplink.register import actions as register
from equiplink.register.due import due
from equiplink.register.models import Blank, Tag
from equiplink.register.tag_states import BlankState, Fate
from tests.register import steps
from tests.statements import counted
from tests.world import World


def printed(world: World, count: int = 3, batch: str = "P-1") -> list[UUID]:
    """Print a batch of plates."""
    with world.work("keeper") as work:
        return [each.id for each in register.print_blanks(work, batch=batch, count=count)]


def claimed(
    world: World, blank: UUID, item: UUID, witness: str = "mechanic", reason: str = ""
) -> Tag:
    """Put a plate on a thing."""
    with world.work("keeper") as work:
        return register.claim(
            work, blank, item_id=item, witness_id=world.people[witness].id, reason=reason
        )


def tags(world: World, item: UUID) -> list[tuple[int, Fate | None, bool]]:
    """Return generation, fate and life of each tag of a thing."""
    with world.read() as work:
        found = work.all(Tag, item_id=item)
        return [(each.generation, each.fate, each.voided_at is None) for each in found]


def test_many_things_get_their_first_tags_at_once(world: World) -> None:
    """Those that have one keep it; two take as many statements as one; a stranger is told."""
    tagged, _ = steps.tagged(world)
    bare = [steps.accepted_only(world) for _ in range(3)]
    sent = []
    for some in (bare[:1], bare[1:]):
        with world.work("keeper") as work, counted(world.chain) as statements:
            assert len(register.issue_tags(work, item_ids=some)) == len(some)
        sent.append(len(statements))
    with world.work("keeper") as work:
        assert register.issue_tags(work, item_ids=[tagged, *bare]) == []
    with pytest.raises(NotFound), world.work("keeper") as work:
        register.issue_tags(work, item_ids=[new_id()])

    assert sent[0] == sent[1]
    assert [tags(world, each) for each in bare] == [[(1, None, True)]] * 3


def test_lost_tag_is_void_until_it_is_replaced(world: World) -> None:
    """The next generation follows; a second first tag is not given out."""
    item, _ = steps.tagged(world)
    with world.work("mechanic") as work:
        register.report_lost(work, item, note="搬运中脱落")
    with pytest.raises(Duplicate), world.work("keeper") as work:
        register.issue_tag(work, item)
    with pytest.raises(NotFound), world.work("mechanic") as work:
        register.report_lost(work, item, note="又丢了")
    with world.work("keeper") as work:
        register.reprint(work, item, reason="遗失")

    assert tags(world, item) == [(1, Fate.LOST, False), (2, None, True)]


def test_damaged_tag_is_due_for_replacement(world: World) -> None:
    """It stays live, is listed until it is replaced, and the first report sets the day."""
    item, _ = steps.tagged(world)
    for _ in range(2):
        with world.work("mechanic") as work:
            register.report_damaged(work, item, note="磨损")
        world.clock.forward(days=1)
    with world.read() as work:
        (listed,) = due(work)
        day = work.today
    with world.work("keeper") as work:
        register.reprint(work, item, reason="磨损")

    assert (listed.code, listed.on) == ("R26", day + timedelta(days=5))
    with world.read() as work:
        assert list(due(work)) == []
    assert tags(world, item) == [(1, Fate.REPLACED, False), (2, None, True)]


def test_report_says_what_is_known(world: World) -> None:
    """An empty note is unreadable."""
    item, _ = steps.tagged(world)
    with pytest.raises(Unreadable) as caught, world.work("mechanic") as work:
        register.report_damaged(work, item, note=" ")

    assert caught.value.field == "note"


def test_plate_is_claimed_before_a_witness(world: World) -> None:
    """Its code becomes the tag of the thing; the tag before it is void."""
    item, old = steps.tagged(world)
    first, second, _ = printed(world)
    with pytest.raises(Unreadable) as mute:
        claimed(world, first, item)
    tag = claimed(world, first, item, reason="换金属牌")
    with pytest.raises(Conflict):
        claimed(world, first, item, reason="再认领")
    with world.read() as work:
        blank = work.get(Blank, first)
        known = register.find(work, tag.code)

    assert mute.value.field == "reason"
    assert (blank.state, blank.tag_id, blank.code) == (BlankState.CLAIMED, tag.id, tag.code)
    assert (known.item.id, tag.generation, tag.code != old) == (item, 2, True)
    assert tags(world, item) == [(1, Fate.REPLACED, False), (2, None, True)]
    assert second != first


def test_nobody_is_his_own_witness(world: World) -> None:
    """Neither is somebody who left."""
    item, _ = steps.tagged(world)
    blank, *_ = printed(world)
    with world.work() as work:
        mine.leave(work, world.people["mechanic2"].id, left_on=work.today)

    for witness in ("keeper", "mechanic2"):
        with pytest.raises(Refused) as caught:
            claimed(world, blank, item, witness, "换牌")
        assert [each.code for each in caught.value.findings] == ["R24"]


def test_one_plate_is_claimed_once_by_two_at_once(world: World) -> None:
    """Whoever comes second is told that it is taken."""
    items = [steps.tagged(world)[0] for _ in range(2)]
    blank, *_ = printed(world)

    def attempt(item: UUID) -> bool:
        try:
            claimed(world, blank, item, reason="换牌")
        except EquiplinkError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(attempt, items))

    assert sorted(done) == [False, True]
    assert sorted(len(tags(world, item)) for item in items) == [1, 2]


def test_unclaimed_plates_are_counted_and_written_off(world: World) -> None:
    """The drawer is held against the list; what is missing is written off and never claimed."""
    item, _ = steps.tagged(world)
    first, second, third = printed(world)
    printed(world, 1, "P-2")
    with world.read() as work:
        code = {each.id: each.code for each in work.all(Blank)}
    claimed(world, first, item, reason="换牌")
    with world.work("keeper") as work:
        (missing,) = register.count_blanks(work, batch="P-1", found=[codes.payload(code[second])])
    with pytest.raises(Unreadable) as strange, world.work("keeper") as work:
        register.count_blanks(work, batch="P-1", found=[code[first]])
    with pytest.raises(NotFound), world.work("keeper") as work:
        register.count_blanks(work, batch="P-3", found=[])
    with world.work("keeper") as work:
        register.write_off(work, third, reason="清点缺失")
        assert [each.id for each in register.unclaimed(work, "P-1")] == [second]
        assert len(register.unclaimed(work)) == 2
    with pytest.raises(Conflict):
        claimed(world, third, item, reason="换牌")

    assert missing.id == third
    assert strange.value.field == "found"


def test_old_unclaimed_plates_are_due(world: World) -> None:
    """One row for a batch, from the day on which it was printed."""
    printed(world, 3)
    with world.read() as work:
        (listed,) = due(work)
        day = work.today

    assert (listed.code, listed.number) == ("R25", "P-1")
    assert listed.on == day + timedelta(days=90)
    assert "3" in listed.zh


@pytest.mark.parametrize("count", [0, 5001])
def test_batch_has_a_size(world: World, count: int) -> None:
    """None, and more than a printer takes, is a slip."""
    with pytest.raises(Unreadable) as caught:
        printed(world, count)

    assert caught.value.field == "count"
