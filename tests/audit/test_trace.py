"""From a hazard back to the plan, to its siblings and to everybody who signed."""

from __future__ import annotations

from uuid import UUID

import pytest

from equiplink.audit.trace import trace
from equiplink.cli.trace import trace_lines
from equiplink.errors import NotFound
from equiplink.hazard import actions as hazard
from equiplink.hazard.siblings import item_of, quarantine_siblings
from equiplink.register.models import Item
from tests.gate.steps import ready, scanned
from tests.hazard.steps import found
from tests.world import World


@pytest.fixture
def traced(world: World) -> UUID:
    """A major hazard on one of three switches of one delivery; the first went down."""
    codes = ready(world, 3)
    scanned(world, codes[0])
    with world.work("safety_officer") as work:
        (item,) = [each for each in work.all(Item) if each.underground]
        return hazard.find(
            work, title="隔爆面锈蚀", level="major", criterion="13(三)", item_id=item.id
        ).id


def test_trace_goes_back_to_the_plan(world: World, traced: UUID) -> None:
    """Every link, the certificates, and the supplier; text says the same."""
    with world.read() as work:
        document = trace(work, traced)
    links = [each["link"] for each in document["links"]]
    text = "\n".join(trace_lines(document))

    assert links == [
        "plan", "tender", "contract", "delivery", "acceptance", "item", "tag", "supplier",
    ]  # fmt: skip
    assert document["certificates"][0]["paper"] == "safety_mark"
    assert document["supplier"]["uscc"] in text
    assert all(each["number"] in text for each in document["links"])


def test_signers_are_those_of_the_ledger(world: World, traced: UUID) -> None:
    """Approver, acceptor, ex inspector and keeper, each under the word that they acted for."""
    with world.read() as work:
        signers = trace(work, traced)["signers"]
    by_word = {each["word"]: each["actor"] for each in signers}
    names = {role: person.name for role, person in world.people.items()}

    assert by_word["入库"] in {names["acceptor"], names["keeper"]}
    assert by_word["检测"] == names["ex_inspector"]
    assert by_word["使用"] == names["keeper"]
    assert {each["word"] for each in signers} == {"购置", "入库", "使用", "检测"}


@pytest.mark.parametrize("scope", ["mark", "product", "supplier"])
def test_siblings_are_listed_and_held(world: World, traced: UUID, scope: str) -> None:
    """Two more of the model; one hold keeps them apart, and the trace says so."""
    with world.read() as work:
        before = {each["scope"]: each for each in trace(work, traced)["siblings"]}
    with world.work("safety_officer") as work:
        (made,) = quarantine_siblings(work, traced, scope=scope)
    with world.read() as work:
        after = {each["scope"]: each for each in trace(work, traced)["siblings"]}

    assert (before[scope]["count"], before[scope]["held"]) == (2, 0)
    assert (after[scope]["count"], after[scope]["held"]) == (2, 2)
    assert made.hazard_id == traced


def test_batch_is_held_thing_by_thing(world: World, traced: UUID) -> None:
    """Each other thing of the batch, and what is held for the hazard already is not held again."""
    with world.work() as work:
        for each in work.all(Item):
            each.batch = "202406"
    with world.work("safety_officer") as work:
        first = quarantine_siblings(work, traced, scope="batch")
    with world.work("safety_officer") as work:
        again = quarantine_siblings(work, traced, scope="batch")
        others = {str(each.id) for each in work.all(Item)} - {str(item_of(work, traced).id)}

    assert {each.key for each in first} == others
    assert len(others) == 2
    assert not again


def test_thing_without_a_batch_has_none_to_hold(world: World, traced: UUID) -> None:
    """The field is named."""
    with world.work() as work:
        item_of(work, traced).batch = ""
    with pytest.raises(NotFound) as caught, world.work("safety_officer") as work:
        quarantine_siblings(work, traced, scope="batch")

    assert caught.value.field == "scope"


def test_hazard_without_a_thing_is_not_traced(world: World) -> None:
    """The field is named."""
    hazard_id = found(world)
    with pytest.raises(NotFound) as caught, world.read() as work:
        trace(work, hazard_id)

    assert caught.value.field == "item_id"
