"""A shift with the network cut: nothing is lost, nothing is admitted that may not be."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from equiplink import codes
from equiplink.db import new_id
from equiplink.errors import Forbidden, Tampered, Unreadable
from equiplink.gate import actions as gate
from equiplink.gate import conflicts, devices, manifest, packing, uploads
from equiplink.gate.handheld import Freshness, Handheld
from equiplink.gate.manifest import KEPT
from equiplink.gate.models import Gate, Passage, Scan
from equiplink.gate.offline_models import Conflict, DeviceEvent, GateManifest
from equiplink.gate.packing import Word
from equiplink.hazard import actions as hazards
from equiplink.register import tags as labels
from equiplink.register.models import Item, Tag
from equiplink.upkeep import actions as upkeep
from tests.gate import steps
from tests.gate.offline import Shaft, open_conflicts, shaft
from tests.register import steps as register
from tests.world import World


def stands(world: World, item_id: UUID) -> tuple[str, str, str]:
    """Return an item's state, stock and what is underground."""
    with world.read() as work:
        item = work.get(Item, item_id)
        return item.state.value, f"{item.stock:f}", f"{item.underground:f}"


def item_of(world: World, tag: str) -> UUID:
    """Return the item that a tag is on."""
    with world.read() as work:
        found = work.first(Tag, code=tag)
    assert found is not None
    return found.item_id


def sealed_off(world: World, item_id: UUID) -> None:
    """Put an item in quarantine."""
    with world.work("safety_officer") as work:
        hazards.hold(work, kind="quarantine", subject="item", key=str(item_id), reason="存疑")


def test_shift_without_network_ends_as_it_would_have_with_one(world: World, tmp_path: Path) -> None:
    """Two units go in and one comes out; after the upload the register says just that."""
    tags = steps.ready(world, 2)
    device = shaft(world, tmp_path)
    device.fetch()
    answers = [device.scan(tag) for tag in tags] + [device.scan(tags[0], "out")]
    verdicts = device.send()

    assert [each.admitted for each in answers] == [True, True, True]
    assert verdicts == ["stored"] * 3
    assert [stands(world, item_of(world, tag))[0] for tag in tags] == ["in_stock", "underground"]
    assert open_conflicts(world) == []
    with world.read() as work:
        stays = work.all(Passage)
        scans = work.all(Scan)
    assert sorted(stay.left_at is None for stay in stays) == [False, True]
    assert [scan.at for scan in scans] == [scan.device_at for scan in scans]
    assert world.chain.verify(world.mine_id).problems == []


def test_manifest_says_what_the_gate_says(world: World, tmp_path: Path) -> None:
    """For each tag, whatever its state, the device answers as the gate would at that moment."""
    item_id, bare = register.tagged(world, "cable", 100)
    fit, unfit, held, inside = steps.ready(world, 4)
    steps.scanned(world, inside)
    sealed_off(world, item_of(world, held))
    with world.work("ex_inspector") as work:
        gate.inspect(
            work, item_of(world, unfit), place_id=world.places["一采区进风巷"], passed=False,
            checks={"外壳完好": False}, valid_until=work.today,
        )  # fmt: skip
    with world.work("keeper") as work:
        old = bare
        bare = labels.reprint(work, item_id, reason="磨损").code
    device = shaft(world, tmp_path)
    device.fetch()
    device.ahead = timedelta(minutes=-1)
    for tag in (fit, unfit, held, inside, bare, old):
        with world.read("keeper") as work:
            online = gate.judge(work, tag=tag, gate=steps.GATE)
        offline = device.scan(tag)
        assert offline.admitted is online.admitted, tag
        assert set(offline.codes) <= {each["code"] for each in online.findings}, tag
        assert offline.admitted is (tag == fit)


def test_entry_ends_with_the_day_on_which_a_fact_turns(world: World, tmp_path: Path) -> None:
    """An inspection that holds until today admits today, and not after midnight."""
    item_id, tag = register.tagged(world)
    steps.opened(world)
    with world.work("ex_inspector") as work:
        gate.inspect(
            work, item_id, place_id=world.places["一采区进风巷"], passed=True,
            checks=steps.CHECKS, valid_until=work.today,
        )  # fmt: skip
    device = shaft(world, tmp_path)
    device.fetch()
    second = shaft(world, tmp_path, "备用手持机")
    second.fetch()
    today = device.scan(tag)
    world.clock.forward(hours=16)

    assert today.admitted
    assert not second.scan(tag).admitted


def test_old_manifest_turns_amber_then_admits_nothing_but_records_exits(
    world: World, tmp_path: Path
) -> None:
    """After 8 hours it warns, after 24 it denies entry; who comes out is always recorded."""
    _, tag = steps.candidate(world)
    device = shaft(world, tmp_path)
    bare = device.scan(tag)
    device.fetch()
    fresh = device.scan("垃圾码")
    world.clock.forward(hours=9)
    amber = device.scan(codes.new())
    world.clock.forward(hours=16)
    ended, out = device.scan(tag), device.scan(tag, "out")

    assert (bare.admitted, bare.freshness) == (False, Freshness.ENDED)
    assert (fresh.codes, fresh.freshness) == (("unreadable",), Freshness.FRESH)
    assert (amber.codes, amber.freshness) == (("G30",), Freshness.AMBER)
    assert (ended.admitted, ended.codes) == (False, ("manifest_ended",))
    assert (out.admitted, out.zh) == (True, "已登记升井")


def test_clock_set_back_revives_nothing(world: World, tmp_path: Path) -> None:
    """A device that believes it is last month still counts from what it has seen."""
    _, tag = steps.candidate(world)
    device = shaft(world, tmp_path)
    device.fetch()
    world.clock.forward(days=2)
    device.scan(codes.new())
    device.ahead = timedelta(days=-30)

    assert device.scan(tag).codes == ("manifest_ended",)


def test_unit_is_admitted_once_and_not_again_after_it_came_out(
    world: World, tmp_path: Path
) -> None:
    """What the device did itself counts, without a rule of its own."""
    _, tag = steps.candidate(world)
    device = shaft(world, tmp_path)
    device.fetch()
    answers = [device.scan(tag), device.scan(tag), device.scan(tag, "out"), device.scan(tag)]

    assert [each.admitted for each in answers] == [True, False, True, False]
    assert [each.codes for each in answers] == [(), ("G32",), (), ("G06",)]


def test_lot_goes_down_in_parts(world: World, tmp_path: Path) -> None:
    """Each part counts once, and comes up again."""
    item_id, tag = steps.candidate(world, "cable", 100)
    device = shaft(world, tmp_path)
    device.fetch()
    device.scan(tag, quantity="40")
    device.scan(tag, quantity="25.5")
    device.scan(tag, "out", quantity="5.5")
    device.send()

    assert stands(world, item_id) == ("in_stock", "40.000", "60.000")
    assert open_conflicts(world) == []


def test_more_than_there_is_waits_until_there_is_enough(world: World, tmp_path: Path) -> None:
    """A part that was not in stock is a conflict, until the exit that explains it comes in."""
    item_id, tag = steps.candidate(world, "cable", 100)
    first, second = shaft(world, tmp_path), shaft(world, tmp_path, "备用手持机")
    first.fetch()
    second.fetch()
    first.scan(tag, quantity="90")
    second.scan(tag, "out", quantity="50")
    first.scan(tag, quantity="40")
    first.send()
    waiting = open_conflicts(world)
    second.send()

    assert waiting == [("not_so_much", "2")]
    assert open_conflicts(world) == []
    assert stands(world, item_id) == ("in_stock", "20.000", "80.000")


def test_same_upload_twice_changes_nothing(world: World, tmp_path: Path) -> None:
    """An answer that was lost is asked for again, and the register stays as it was."""
    item_id, tag = steps.candidate(world)
    device = shaft(world, tmp_path)
    device.fetch()
    device.scan(tag)
    events = list(device.handheld.pending())
    before = device.send(events)
    again = device.send(events)

    assert (before, again) == (["stored"], ["duplicate"])
    assert stands(world, item_id) == ("underground", "0.000", "1.000")
    with world.read() as work:
        assert len(work.all(Scan)) == len(work.all(DeviceEvent)) == 1


def test_dead_battery_loses_no_answered_scan(world: World, tmp_path: Path) -> None:
    """The device starts again in the middle of a line and goes on where it answered last."""
    tags = steps.ready(world, 2)
    device = shaft(world, tmp_path)
    device.fetch()
    device.scan(tags[0])
    queue = device.handheld.folder / "queue.jsonl"
    queue.write_bytes(queue.read_bytes() + b'{"body": "{\\"seq\\": 2, ')
    again = Handheld(
        device.handheld.folder,
        device=device.handheld.device,
        server=world.chain.key.public,
        tell=device.clocks,
    )
    restarted = Shaft(world, device.device_id, device.gate_id, again)
    answers = [restarted.scan(tags[0]), restarted.scan(tags[1])]

    assert [each.admitted for each in answers] == [False, True]
    assert restarted.send() == ["stored"] * 3
    assert open_conflicts(world) == []


def test_forged_and_older_manifests_are_not_taken(world: World, tmp_path: Path) -> None:
    """One changed byte, another key, an older number, a delta to something else: refused."""
    steps.candidate(world)
    device, other = shaft(world, tmp_path), shaft(world, tmp_path, "备用手持机")
    with world.work("keeper") as work:
        old = manifest.issue_manifest(work, device.gate_id)
    device.fetch()
    other.fetch()
    with world.work("keeper") as work:
        new = manifest.issue_manifest(work, device.gate_id)
        delta = manifest.issue_manifest(work, device.gate_id, base=4)
    forged = new[:40] + bytes([new[40] ^ 1]) + new[41:]
    for data in (old, forged, delta):
        with pytest.raises(Tampered):
            device.handheld.take(data)

    assert device.handheld.seq == 2
    device.handheld.take(new)
    assert device.handheld.seq == 4


def test_delta_carries_what_changed_and_survives_a_restart(world: World, tmp_path: Path) -> None:
    """After a quarantine the delta denies the tag; the device keeps that when it starts again."""
    tags = steps.ready(world, 3)
    device = shaft(world, tmp_path)
    device.fetch()
    sealed_off(world, item_of(world, tags[0]))
    device.fetch()
    (delta,) = device.handheld.folder.glob("delta-*")
    again = Handheld(
        device.handheld.folder,
        device=device.handheld.device,
        server=world.chain.key.public,
        tell=device.clocks,
    )
    denied = again.scan(tags[0], operator="0012")

    assert (denied.admitted, denied.codes) == (False, ("G42",))
    assert "隔离" in denied.zh
    assert again.scan(tags[1], operator="0012").admitted
    assert len(packing.unpack(delta.read_bytes(), world.chain.key.public).lines) == 1
    assert again.seq == 2


def test_base_that_is_not_kept_gets_a_whole_manifest(world: World, tmp_path: Path) -> None:
    """A device that missed more than is kept is not left without."""
    steps.candidate(world)
    device = shaft(world, tmp_path)
    device.fetch()
    with world.work("keeper") as work:
        for _ in range(KEPT):
            manifest.issue_manifest(work, device.gate_id)
    device.fetch()

    assert device.handheld.seq == KEPT + 2
    with world.read() as work:
        assert len(work.all(GateManifest)) == KEPT


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
