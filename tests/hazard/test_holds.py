"""One hold for every reason: what it stops, what it still allows, who ends it."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest

from equiplink.errors import Forbidden, Refused, Unreadable
from equiplink.gate.models import Scan
from equiplink.hazard import holding
from equiplink.register import actions as register
from equiplink.register.hold_states import ALLOWS, RELEASERS, Act, HoldKind
from equiplink.upkeep import actions as upkeep
from equiplink.usage import actions as usage
from tests.gate import steps as gates
from tests.register.steps import tagged
from tests.upkeep import steps as upkeeps
from tests.world import World

OF_ITEMS = [each for each in HoldKind if each is not HoldKind.STOPPED]


def told(caught: pytest.ExceptionInfo[Refused]) -> set[str]:
    """Return the rules that refused."""
    return {finding.code for finding in caught.value.findings if finding.denies}


def denied(answer: Scan) -> set[str]:
    """Return the rules that kept a thing out."""
    return {each["code"] for each in answer.findings if each["severity"] == "deny"}


def approved(world: World, scrapping_id: UUID) -> None:
    """Approve a scrapping."""
    with world.work("approver") as work:
        upkeep.approve(work, scrapping_id)


def held(
    world: World, kind: str, key: UUID, *, subject: str = "item", by: str = "inspector"
) -> UUID:
    """Place a hold and return its id."""
    with world.work(by) as work:
        return holding.hold(work, kind=kind, subject=subject, key=str(key), reason="待查").id


def issued(world: World, item_id: UUID) -> None:
    """Hand a thing out."""
    with world.work("keeper") as work:
        register.issue(
            work, item_id, quantity=Decimal(1), team_id=world.team_id, purpose="安装",
            receiver_id=world.people["mechanic"].id,
        )  # fmt: skip


@pytest.mark.parametrize("kind", OF_ITEMS)
def test_what_is_held_neither_enters_nor_is_handed_out(world: World, kind: HoldKind) -> None:
    """Whatever the reason, the gate and the store ask for it; ended, both let it pass."""
    item_id, code = gates.candidate(world)
    hold_id = held(world, kind, item_id)
    refused = denied(gates.scanned(world, code))
    with pytest.raises(Refused) as caught:
        issued(world, item_id)
    with world.work("inspector") as work:
        holding.release(work, hold_id, reason="已查明")
    issued(world, item_id)

    assert len(refused) == 1
    assert refused < {"G40", "G41", "G42", "G44", "M13H"}
    assert told(caught) == {"R08"}


@pytest.mark.parametrize("kind", OF_ITEMS)
def test_scrapping_is_allowed_by_kind(world: World, kind: HoldKind) -> None:
    """What the department sealed or asked to be kept stays as it is; other things may go."""
    item_id, _ = tagged(world)
    scrapping_id = upkeeps.condemned(world, upkeeps.requested(world, item_id))
    held(world, kind, item_id)
    if Act.SCRAP in ALLOWS[kind]:
        approved(world, scrapping_id)
        return
    with pytest.raises(Refused) as caught:
        approved(world, scrapping_id)

    assert told(caught) == {"L10S"}


def test_inspectors_request_is_ended_by_an_inspector(world: World) -> None:
    """The mine neither places nor ends it."""
    item_id, _ = tagged(world)
    with pytest.raises(Forbidden):
        held(world, "inspection", item_id, by="safety_officer")
    hold_id = held(world, "inspection", item_id)
    with pytest.raises(Refused) as caught, world.work("safety_officer") as work:
        holding.release(work, hold_id, reason="已答复")

    assert told(caught) == {"H56"}
    assert {each for each in HoldKind if len(RELEASERS[each]) == 1} == {
        HoldKind.SEALED, HoldKind.INSPECTION,
    }  # fmt: skip


def test_nothing_goes_to_a_stopped_area(world: World) -> None:
    """Not to the place, nor to what lies in it; what is meant for elsewhere passes."""
    item_id, code = gates.candidate(world, place="3101综采工作面")
    _, other = gates.candidate(world, "rescuer", place="副井井口")
    hold_id = held(world, "stopped", world.places["一采区进风巷"], subject="place")
    gates.inspected(world, item_id, place="3101综采工作面")
    refused, passed = denied(gates.scanned(world, code)), gates.scanned(world, other).admitted
    with world.work("safety_officer") as work:
        holding.release(work, hold_id, reason="复产")

    assert (refused, passed) == ({"G43"}, True)
    assert gates.scanned(world, code).admitted


def test_nothing_is_installed_in_a_stopped_area(world: World) -> None:
    """What is down already is not put to use there."""
    item_id, _ = gates.entered(world)
    place = world.places["一采区进风巷"]
    held(world, "stopped", place, subject="place", by="safety_officer")
    with pytest.raises(Refused) as caught, world.work("mechanic") as work:
        usage.place(
            work, item_id, place_id=place, team_id=world.team_id,
            keeper_id=world.people["mechanic"].id,
        )  # fmt: skip

    assert told(caught) == {"U12"}


@pytest.mark.parametrize(("kind", "subject"), [("stopped", "item"), ("quarantine", "place")])
def test_only_a_place_is_stopped(world: World, kind: str, subject: str) -> None:
    """And nothing else is done to it."""
    item_id, _ = tagged(world)
    key = world.places["副井井口"] if subject == "place" else item_id
    with pytest.raises(Unreadable) as caught:
        held(world, kind, key, subject=subject)

    assert caught.value.field == "kind"
