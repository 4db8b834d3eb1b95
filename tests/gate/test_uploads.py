"""What devices did offline comes in, and what does not fit is told."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from equiplink import codes
from equiplink.db import new_id
from equiplink.errors import Forbidden, Unreadable
from equiplink.gate import actions as gate
from equiplink.gate import conflicts, devices, packing, uploads
from equiplink.gate.handheld import Handheld
from equiplink.gate.models import Gate, Scan
from equiplink.gate.offline_models import Conflict
from equiplink.gate.packing import Word
from equiplink.register.models import Item
from equiplink.upkeep import actions as upkeep
from tests.gate import steps
from tests.gate.offline import Shaft, item_of, open_conflicts, sealed_off, shaft, stands
from tests.gate.test_emergency import allowed
from tests.register import steps as register
from tests.world import World


def test_forked_and_forged_events_are_kept_apart(world: World, tmp_path: Path) -> None:
    """Two contents under one number, and a signature of another key: nobody's scan is changed."""
    _, tag = steps.candidate(world)
    device, other = shaft(world, tmp_path), shaft(world, tmp_path, "备用手持机")
    device.fetch()
    device.scan(tag)
    told = device.send()
    copy = Handheld(
        tmp_path / "copy", device=device.handheld.device, server=world.chain.key.public,
        tell=device.clocks,
    )  # fmt: skip
    copy.key = device.handheld.key
    copy.scan(tag, operator="0012", direction="out")
    other.scan(tag, "out")
    verdicts = device.send(list(copy.pending())) + device.send(list(other.handheld.pending()))

    assert told + verdicts == ["stored", "forked", "bad_signature"]
    assert [kind for kind, _ in open_conflicts(world)] == ["bad_signature", "forked"]
    with world.read() as work:
        kept = [each.details["body"] for each in work.all(Conflict)]
        assert len(work.all(Scan)) == 1
    assert all('"direction":"out"' in body for body in kept)


def test_scan_that_was_held_back_shows(world: World, tmp_path: Path) -> None:
    """A missing number is a gap until it comes in; a changed predecessor breaks the chain."""
    tags = steps.ready(world, 3)
    device = shaft(world, tmp_path)
    device.fetch()
    for tag in tags:
        device.scan(tag)
    events = list(device.handheld.pending())
    device.send([events[0], events[2]])
    with world.read() as work:
        before = uploads.gaps(work, device.device_id)
    device.send(events)
    with world.read() as work:
        after = uploads.gaps(work, device.device_id)

    assert (before, after) == ([2], [])
    assert device.handheld.pending() == []
    assert open_conflicts(world) == []


def test_two_stations_on_one_tag_are_a_conflict_for_a_person(world: World, tmp_path: Path) -> None:
    """Both admitted it; the register says it once, and somebody has to look."""
    item_id, tag = steps.candidate(world)
    first, second = shaft(world, tmp_path), shaft(world, tmp_path, "备用手持机")
    first.fetch()
    second.fetch()
    first.scan(tag)
    second.scan(tag)
    second.send()
    first.send()

    assert open_conflicts(world) == [("entered_twice", "1")]
    assert stands(world, item_id) == ("underground", "0.000", "1.000")
    with world.read() as work:
        (found,) = work.all(Conflict)
    with pytest.raises(Unreadable), world.work("keeper") as work:
        conflicts.resolve(work, found.id, resolution=" ")
    with world.work("keeper") as work:
        conflicts.resolve(work, found.id, resolution="两处各扫一次，实物只有一件")
    assert open_conflicts(world) == []


def test_exit_without_entry_is_told(world: World, tmp_path: Path) -> None:
    """What was never let in came out: a missed entry, or another thing's label."""
    item_id, tag = steps.candidate(world)
    device = shaft(world, tmp_path)
    device.scan(tag, "out")
    device.send()

    assert open_conflicts(world) == [("left_without_entry", "1")]
    assert stands(world, item_id)[0] == "in_stock"


def test_entry_that_became_unfit_is_told_without_blame(world: World, tmp_path: Path) -> None:
    """Held after the manifest was made: it went in by right, and has to come out."""
    item_id, tag = steps.candidate(world)
    device = shaft(world, tmp_path)
    device.fetch()
    sealed_off(world, item_id)
    device.scan(tag)
    device.send()

    assert open_conflicts(world) == [("unfit_since", "1")]
    assert stands(world, item_id)[0] == "underground"


def test_device_that_admits_against_its_manifest_is_found(world: World, tmp_path: Path) -> None:
    """A device that was tampered with signs its own proof."""
    item_id, tag = register.tagged(world)
    device = shaft(world, tmp_path)
    device.fetch()
    held = device.handheld._held  # noqa: SLF001  what a thief would change
    assert held is not None
    hash_ = packing.hash_of(tag, held.head.salt)
    lines = dict(held.lines) | {hash_: Word(world.clock.now.date())}
    device.handheld._held = packing.Manifest(held.head, lines)  # noqa: SLF001
    device.scan(tag)
    device.send()

    assert open_conflicts(world) == [("against_manifest", "1")]
    assert stands(world, item_id)[0] == "underground"


def test_wrong_clock_and_revoked_device_are_told(world: World, tmp_path: Path) -> None:
    """A clock that jumps between two scans is named; a stolen device's scans are too."""
    tags = steps.ready(world, 2)
    device = shaft(world, tmp_path)
    device.fetch()
    device.ahead = timedelta(hours=1)
    device.scan(tags[0])
    device.ahead = timedelta()
    with world.work() as work:
        devices.revoke_device(work, device.device_id, reason="丢失")
    device.scan(tags[1])
    device.send()

    assert open_conflicts(world) == [("after_revocation", "2"), ("clock_jump", "1")]


def _restarted(device: Shaft, ahead: timedelta) -> None:
    """Let the device start anew, with its clock set otherwise."""
    held = device.handheld
    device.ahead = ahead
    device.handheld = Handheld(
        held.folder, device=held.device, server=held.server, tell=device.clocks
    )


def test_scans_that_fall_on_one_moment_keep_their_numbers_order(
    world: World, tmp_path: Path
) -> None:
    """A clock two hours ahead, then a restart: both can only have been by now, in and then out."""
    item_id, tag = steps.candidate(world)
    device = shaft(world, tmp_path)
    device.fetch()
    device.ahead = timedelta(hours=2)
    device.scan(tag)
    device.scan(tag, "out")
    _restarted(device, timedelta())
    device.send()

    assert stands(world, item_id)[0] == "in_stock"
    assert {kind for kind, _ in open_conflicts(world)} == {"clock_jump"}


def test_clock_that_was_set_back_between_two_scans_is_told(world: World, tmp_path: Path) -> None:
    """The later number happened earlier by the clocks: nobody can say which, so a person looks."""
    tags = steps.ready(world, 2)
    device = shaft(world, tmp_path)
    device.fetch()
    device.scan(tags[0])
    _restarted(device, timedelta(minutes=-20))
    device.scan(tags[1])
    world.clock.forward(minutes=30)
    device.send()

    assert open_conflicts(world) == [("clock_jump", "2")]


def test_emergency_lets_nothing_in_offline(world: World, tmp_path: Path) -> None:
    """A device cannot use one up, nor open its hazard: the gate lets it in, the device does not."""
    item_id, tag = steps.candidate(world)
    with world.work() as work:
        work.get(Item, item_id).next_due_on = work.today - timedelta(days=1)
    allowed(world, item_id)
    device = shaft(world, tmp_path)
    device.fetch()
    answer = device.scan(tag)

    assert (answer.admitted, answer.codes) == (False, ("G36",))
    assert steps.scanned(world, tag).admitted


def test_own_inspection_unknown_tag_and_repair_are_told(world: World, tmp_path: Path) -> None:
    """Whoever inspected it scanned it; a code nobody knows; a thing that was in repair."""
    item_id, tag = steps.candidate(world)
    device = shaft(world, tmp_path)
    device.fetch()
    with world.work("mechanic") as work:
        upkeep.start_repair(work, item_id, note="换接触器")
    world.clock.forward(minutes=1)
    device.handheld.scan(tag, operator="0011")
    device.scan(codes.new(), "out")
    device.send()
    kinds = {kind for kind, _ in open_conflicts(world)}

    assert {"own_inspection", "unknown_tag", "not_in_service"} <= kinds
    assert stands(world, item_id)[0] == "in_repair"


def test_two_gates_in_a_minute_is_too_fast(world: World, tmp_path: Path) -> None:
    """The same tag at another shaft a minute later: a copied label, or a wrong clock."""
    _, tag = steps.candidate(world)
    with world.work() as work:
        gate.open_gate(work, name="主井", place_id=world.places["副井井口"])
    first, second = shaft(world, tmp_path), shaft(world, tmp_path, "主井手持机", "主井")
    first.fetch()
    first.scan(tag)
    second.scan(tag, "out")
    first.send()
    second.send()

    assert open_conflicts(world) == [("too_fast", "1")]


def test_invitation_is_used_once_and_in_time(world: World) -> None:
    """A wrong, used or late code enrols nobody, and neither does something that is no key."""
    steps.opened(world)
    with world.work() as work:
        place = work.first(Gate, name=steps.GATE)
        assert place is not None
        device, code = devices.invite_device(work, name="一号", gate_id=place.id)
    key = "ab" * 32
    with pytest.raises(Forbidden), world.work("keeper") as work:
        devices.enrol_device(work, device.id, code=codes.new(), public_key=key)
    with pytest.raises(Unreadable), world.work("keeper") as work:
        devices.enrol_device(work, device.id, code=code, public_key="公钥")
    with world.work("keeper") as work:
        devices.enrol_device(work, device.id, code=code, public_key=key)
    with pytest.raises(Forbidden), world.work("keeper") as work:
        devices.enrol_device(work, device.id, code=code, public_key=key)
    with world.work() as work:
        late, second = devices.invite_device(work, name="二号", gate_id=place.id)
    world.clock.forward(days=2)
    with pytest.raises(Forbidden), world.work("keeper") as work:
        devices.enrol_device(work, late.id, code=second, public_key=key)


@pytest.mark.parametrize(
    "body", ["", "[]", '{"seq": "x"}', '{"seq": 1, "quantity": "viel", "direction": "in"}']
)
def test_unreadable_event_names_itself(world: World, tmp_path: Path, body: str) -> None:
    """The whole upload is refused, and the device still has it."""
    device = shaft(world, tmp_path)

    with pytest.raises(Unreadable) as bad:
        device.send([{"body": body, "signature": "00"}])

    assert bad.value.field == "events"


def test_upload_has_its_bounds(world: World, tmp_path: Path) -> None:
    """More than 500 at once, or a clock without a zone, is told before anything is kept."""
    device = shaft(world, tmp_path)
    many = [{"body": "{}", "signature": ""}] * 501

    with pytest.raises(Unreadable), world.work("keeper") as work:
        uploads.upload(
            work, device.device_id, events=many,  # type: ignore[arg-type]
            clock={"boot": "", "wall": "2026-11-02T09:00:00+08:00", "mono": 0},
        )  # fmt: skip
    with pytest.raises(Unreadable) as bad, world.work("keeper") as work:
        uploads.upload(
            work, device.device_id, events=[], clock={"boot": "", "wall": "gestern", "mono": 0}
        )
    assert bad.value.field == "clock"


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
@pytest.mark.parametrize("seed", range(8))
def test_order_of_arrival_does_not_matter(world: World, tmp_path: Path, seed: int) -> None:
    """Two devices, one history, any order, some twice: the register and the conflicts are equal."""
    ends = [_shift(world, tmp_path / new_id().hex, seed, order) for order in (0, 1 + seed)]

    assert ends[0] == ends[1]


def _shift(world: World, folder: Path, seed: int, order: int) -> object:
    """Play a random shift of *seed* with new things, send it in *order*; tell how it ends."""
    folder.mkdir()
    tags = [_fresh(world) for _ in range(2)]
    pair = [shaft(world, folder, new_id().hex) for _ in range(2)]
    for device in pair:
        device.fetch()
    dice = Random(seed)  # noqa: S311  a test's history
    for _ in range(8):
        dice.choice(pair).scan(dice.choice(tags), dice.choice(["in", "in", "out"]))
    parts = [(device, event) for device in pair for event in device.handheld.pending()]
    if order:
        parts += parts[: len(parts) // 2]
        Random(order).shuffle(parts)  # noqa: S311
    for device, event in parts:
        device.send([event])
    names = {device.device_id: place for place, device in enumerate(pair)}
    with world.read() as work:
        found = sorted(
            (each.kind.value, names[each.device_id], each.key)
            for each in work.all(Conflict)
            if each.device_id in names and each.resolved_at is None
        )
    return [stands(world, item_of(world, tag)) for tag in tags], found


def _fresh(world: World) -> str:
    """Return the tag of another inspected unit."""
    (tag,) = steps.ready(world, 1)
    return tag
