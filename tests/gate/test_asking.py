"""What the gate would say, why, about many things, and once more about an old scan."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.catalogue import actions as catalogue
from equiplink.catalogue.models import Product
from equiplink.db import new_id
from equiplink.errors import Conflict, Unreadable
from equiplink.gate import actions as gate
from equiplink.gate.again import judge_again
from equiplink.gate.models import Scan
from equiplink.gate.trip_rules import COMPANY, Company
from equiplink.ledger import Entry
from equiplink.mine import actions as mine
from equiplink.register.models import Item
from tests.catalogue.steps import MARKS, MODELS
from tests.gate.steps import GATE, candidate, entered, opened, ready, scanned
from tests.register.steps import tagged
from tests.statements import counted
from tests.world import World


def judged(world: World, tag: str, **asked: Any) -> Scan:
    """Return what the gate would say."""
    with world.read("keeper") as work:
        return gate.judge(work, tag=tag, gate=GATE, **asked)


def explained(world: World, tag: str, **asked: Any) -> dict[str, Any]:
    """Return the same with every rule."""
    with world.read("keeper") as work:
        return gate.explained(work, tag=tag, gate=GATE, **asked)


def denied(scan: Scan) -> list[str]:
    """Return the codes that deny."""
    return [each["code"] for each in scan.findings if each["severity"] == "deny"]


def suspend(world: World) -> None:
    """Let the register show the mark of the switch as suspended."""
    with world.work() as work:
        product = next(each for each in work.all(Product) if each.model == MODELS["switch"])
        catalogue.set_mark(
            work, number=MARKS["switch"], product=product.name, model=product.model,
            holder=product.maker, status="暂停", valid_from=date(2024, 1, 1),
            valid_until=date(2028, 12, 31), synthetic=True, source="合成",
        )  # fmt: skip


@pytest.mark.parametrize(
    ("supposed", "codes"),
    [
        ({}, []),
        ({"mark_status": "暂停"}, ["M06"]),
        ({"gas_class": "突出"}, []),
        ({"zone": "face"}, []),
    ],
)
def test_what_if_is_answered_and_stores_nothing(
    world: World, supposed: dict[str, str], codes: list[str]
) -> None:
    """Another status, gas class or place: judged as if it were so."""
    _, tag = candidate(world)
    answer = judged(world, tag, **supposed)

    assert denied(answer) == codes
    with world.read() as work:
        assert work.all(Scan) == []


def test_supposed_place_is_judged_by_the_table(world: World) -> None:
    """增安 suits a district intake of a 高瓦斯 mine; no face, and no 突出 mine."""
    item_id, tag = candidate(world)
    with world.work() as work:
        work.get(Item, item_id).ex_mark = "Ex eb I Mb"

    assert denied(judged(world, tag)) == []
    assert denied(judged(world, tag, zone="face")) == ["X10"]
    assert denied(judged(world, tag, gas_class="突出")) == ["X10"]


def test_day_is_the_day_that_counts(world: World) -> None:
    """An inspection that holds for ten days is out of date on the eleventh."""
    _, tag = candidate(world)
    with world.read() as work:
        today = work.today

    assert denied(judged(world, tag, day=today + timedelta(days=10))) == []
    assert denied(judged(world, tag, day=today + timedelta(days=11))) == ["G02D"]


def test_every_rule_is_told_with_what_it_read(world: World) -> None:
    """Passed, failed, not applicable: each row has its evidence, and only what it looked at."""
    _, tag = candidate(world)
    document = explained(world, tag, mark_status="暂停")
    rows = {row["code"]: row for row in document["rules"]}

    assert document["admitted"] is False
    assert (rows["G02"]["verdict"], rows["M06"]["verdict"]) == ("passed", "failed")
    assert rows["M06"]["evidence"]["status"] == "暂停"
    assert "暂停" in rows["M06"]["message"]
    assert rows["G09"]["verdict"] == "not_applicable"
    assert rows["G09"]["evidence"] == {"belt_test": False}
    assert rows["L02"]["verdict"] == "not_applicable"
    assert rows["G35"]["evidence"] == {
        "state": "in_stock", "quantity": "1", "stock": "1",
    }  # fmt: skip
    assert all(row["source"] and row["rule"] for row in rows.values())


def test_explanation_and_decision_agree(world: World) -> None:
    """What fails in the explanation is what the decision names."""
    _, tag = tagged(world)
    opened(world)
    document = explained(world, tag)
    failed = {row["code"] for row in document["rules"] if row["verdict"] == "failed"}

    assert failed == {each["code"] for each in document["findings"] if each["severity"] == "deny"}


def test_rule_that_raises_denies_and_says_so(world: World) -> None:
    """A banned line that cannot be read makes its rules fail to run: refused, and told."""
    item_id, tag = candidate(world)
    with world.work() as work:
        work.get(Product, work.get(Item, item_id).product_id).bans = [{"broken": True}]
    answer = scanned(world, tag)
    rows = {row["code"]: row for row in explained(world, tag)["rules"]}

    assert {"L02", "L02P"} <= set(denied(answer))
    assert rows["L02"]["verdict"] == "failed"
    assert "未能执行" in rows["L02"]["message"]


def test_unknown_denies(world: World) -> None:
    """A certificate of which nothing is known, and a thing that nobody inspected."""
    item_id, tag = candidate(world)
    with world.work() as work:
        work.get(Item, item_id).mark_number = "MZZ999999"

    assert denied(judged(world, tag)) == ["M01"]


def test_facts_are_read_in_three_statements(world: World) -> None:
    """Whatever is asked, also with every rule explained."""
    _, tag = candidate(world)
    with counted(world.chain) as sent:
        explained(world, tag)

    assert len([each for each in sent if not each.startswith(("BEGIN", "PRAGMA"))]) <= 3


def loads(tags: list[str]) -> list[Any]:
    """Return a list for a trip."""
    return [{"tag": each} for each in tags]


def trip(world: World, tags: list[str], trip_id: UUID | None = None, **how: Any) -> list[Scan]:
    """Scan a trip."""
    with world.work("keeper") as work:
        return gate.scan_trip(work, trip_id or new_id(), gate=GATE, loads=loads(tags), **how)


def spoil(world: World, tag: str) -> None:
    """Take the mark away from the thing that carries the tag."""
    with world.work() as work:
        answer = gate.judge(work, tag=tag, gate=GATE)
        assert answer.item_id is not None
        work.get(Item, answer.item_id).mark_number = ""


def test_trip_lets_in_each_by_itself(world: World) -> None:
    """What may go goes; what may not stays, with its reason."""
    tags = ready(world, 3)
    spoil(world, tags[1])
    answers = trip(world, tags)

    assert [each.admitted for each in answers] == [True, False, True]
    assert len({each.trip_id for each in answers}) == 1


def test_trip_goes_together_or_not_at_all(world: World) -> None:
    """One refusal keeps all; the others say for whose sake. Put right, all go, once."""
    tags = ready(world, 3)
    spoil(world, tags[1])
    kept = trip(world, tags, together="all")
    went_id = new_id()
    rest = [tags[0], tags[2]]
    went = trip(world, rest, went_id, together="all")
    again = trip(world, rest, went_id, together="all")

    assert [denied(each) for each in kept] == [["G52"], ["L05"], ["G52"]]
    assert tags[1] in kept[0].findings[-1]["params"]["refused"]
    assert [each.admitted for each in went] == [True, True]
    assert [each.id for each in again] == [each.id for each in went]
    assert all(each.admitted for each in again)
    with world.read() as work:
        assert len([each for each in work.all(Entry) if each.action == "enter"]) == 2


@pytest.mark.parametrize("names", [[], [0, 0]])
def test_trip_names_each_thing_once(world: World, names: list[int]) -> None:
    """An empty list and a tag that stands twice are wrong questions."""
    tags = ready(world, 1)
    with pytest.raises(Unreadable) as caught:
        trip(world, [tags[each] for each in names])

    assert caught.value.field == "loads"


def test_company_rule() -> None:
    """G52 is for the others on the trip."""
    assert COMPANY.judge(Company(date(2026, 11, 2), ())) == ()
    assert [each.code for each in COMPANY.judge(Company(date(2026, 11, 2), ("X",)))] == ["G52"]


def test_list_of_tomorrow_is_judged_by_its_day(world: World) -> None:
    """A check that falls due today is overdue tomorrow; nothing is stored."""
    item_id, tag = candidate(world)
    with world.work() as work:
        item, today = work.get(Item, item_id), work.today
        item.next_due_on = today
    with world.read("keeper") as work:
        (now,) = gate.judge_list(work, gate=GATE, loads=[{"tag": tag, "quantity": Decimal(1)}])
        (later,) = gate.judge_list(
            work, gate=GATE, loads=[{"tag": tag}], day=today + timedelta(days=1)
        )

    assert (denied(now), denied(later)) == ([], ["G36"])
    with world.read() as work:
        assert work.all(Scan) == []


def test_old_scan_is_judged_again_by_what_was_known(world: World) -> None:
    """The same answer from the same facts; what was learnt since is told beside it."""
    _, tag = candidate(world)
    answer = scanned(world, tag)
    suspend(world)
    world.clock.forward(days=40)
    with world.read() as work:
        told = judge_again(work, answer.id)

    assert answer.admitted
    assert told["same"] is True
    assert told["edition_again"] == told["edition"] == answer.edition
    assert told["learnt"] == {"mark_status": {"then": "有效", "now": "暂停"}}
    assert [each["code"] for each in told["hindsight"]] == ["M06"]


def test_refusals_of_all_kinds_are_judged_again(world: World) -> None:
    """Unknown tags, lots, exits: each stored scan gives the same answer again."""
    entered(world, "cable", 30)
    with world.read() as work:
        code = work.all(Scan)[0].code
    scanned(world, code, direction="out", quantity=Decimal("10.5"))
    scanned(world, code, quantity=500)
    with world.read() as work:
        told = [judge_again(work, each.id) for each in work.all(Scan)]

    assert [each["same"] for each in told] == [True] * 3


def test_tightened_rule_makes_another_edition(world: World) -> None:
    """The mine turns a warning into a refusal: the fingerprint of the rules changes."""
    _, tag = candidate(world)
    before = judged(world, tag)
    with world.work() as work:
        mine.set_policy(work, "rule.M13W", "deny")
    after = judged(world, tag)

    assert len(before.edition) == 12
    assert before.edition != after.edition
    assert before.edition != judged(world, tag, direction="out").edition


def test_scan_without_its_facts_is_not_judged_again(world: World) -> None:
    """A record that kept no facts says so."""
    _, tag = candidate(world)
    answer = scanned(world, tag)
    with world.work() as work:
        work.get(Scan, answer.id).facts = {}
    with pytest.raises(Conflict), world.read() as work:
        judge_again(work, answer.id)
