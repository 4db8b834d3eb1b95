"""What was known of an item at a moment: the ledger up to then, and nothing after."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from equiplink.audit.passport import passport
from equiplink.errors import NotFound
from equiplink.register import tags
from tests.gate.steps import candidate, entered, scanned
from tests.register.steps import tagged
from tests.world import World


def test_passport_of_then_is_the_passport_that_was_read_then(world: World) -> None:
    """What was printed before the item went underground comes out again afterwards."""
    item_id, code = candidate(world)
    then = world.clock()
    with world.read() as work:
        printed = passport(work, code)
    world.clock.forward(hours=1)
    scanned(world, code)
    with world.work("keeper") as work:
        tags.reprint(work, item_id, reason="损坏")
    with world.read() as work:
        now, found = passport(work, code), passport(work, code, as_of=then)

    assert now != printed
    assert now["live"] is False
    assert now["item"]["state"] == "underground"
    for name in ("tag", "live", "mine", "links", "events", "words", "missing"):
        assert found[name] == printed[name], name
    assert found["as_of"] == str(then)
    assert found["item"]["state"] == printed["item"]["state"]
    assert found["item"]["serial"] == printed["item"]["serial"]
    assert found["item"]["stock"] is None


def test_links_of_then_have_the_states_of_then(world: World) -> None:
    """At the moment of each event the item is as the last event up to then left it."""
    _, code = entered(world)
    with world.read() as work:
        events = passport(work, code)["events"]
        issued = next(
            e["at"] for e in events if (e["subject"], e["action"]) == ("tag", "issue_tag")
        )
        for at in {event["at"] for event in events if event["at"] >= issued}:
            found = passport(work, code, as_of=datetime.fromisoformat(at))
            until = [event for event in events if event["at"] <= at]
            states = [e["after"] for e in until if e["subject"] == "item" and e["after"]]

            assert found["events"] == until
            assert found["item"]["state"] == states[-1]


def test_tag_that_nobody_knew_then_is_not_found(world: World) -> None:
    """Before it was issued there is nothing to tell, and the moment is what is wrong."""
    _, code = tagged(world)
    with world.read() as work, pytest.raises(NotFound) as caught:
        passport(work, code, as_of=work.now - timedelta(days=4000))

    assert caught.value.field == "as_of"
