"""The register keeps what was, the proofs and what the public lists said."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from equiplink.errors import Duplicate, Forbidden, Unreadable
from equiplink.ledger import Entry
from equiplink.supplier import actions as suppliers
from equiplink.supplier import proofs, queries
from equiplink.supplier.models import Supplier
from equiplink.supplier.rules import ELIGIBLE
from tests.supplier.steps import code, supplier
from tests.world import World


def test_change_keeps_what_was(world: World) -> None:
    """New facts stand on the record, the old ones and the reason in the ledger."""
    who = supplier(world)
    with world.work("buyer") as work:
        suppliers.change(
            work, who, reason="法定代表人变更",
            facts={
                "legal_representative": "李四", "licence_until": date(2030, 1, 1), "contact": "",
            },
        )  # fmt: skip
    with world.read() as work:
        made, told = work.get(Supplier, who), work.first(Entry, subject_id=who, action="change")

    assert (made.legal_representative, made.licence_until) == ("李四", date(2030, 1, 1))
    assert told is not None
    assert told.data["was"] == {"legal_representative": "", "licence_until": None}
    assert told.data["reason"] == "法定代表人变更"


def test_licence_may_become_endless(world: World) -> None:
    """None is a fact too: a licence without end."""
    who = supplier(world)
    with world.work("buyer") as work:
        suppliers.change(work, who, facts={"licence_until": date(2027, 1, 1)}, reason="换证")
        made = suppliers.change(work, who, facts={"licence_until": None}, reason="换证")

    assert made.licence_until is None


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("facts", {}),
        ("facts", {"contact": ""}),
        ("name", {"name": " "}),
        ("parent_uscc", {"parent_uscc": "12"}),
    ],
)
def test_change_changes_something(world: World, field: str, facts: suppliers.Particulars) -> None:
    """Nothing new, an empty name and a malformed parent are told by field."""
    who = supplier(world)
    with pytest.raises(Unreadable) as caught, world.work("buyer") as work:
        suppliers.change(work, who, facts=facts, reason="更正")

    assert caught.value.field == field


def test_known_code_names_its_record(world: World) -> None:
    """The same code is refused with the name under which it stands."""
    supplier(world, name="合成甲", uscc=code(77))
    with pytest.raises(Duplicate) as caught:
        supplier(world, name="合成乙", uscc=code(77))

    assert "合成甲" in caught.value.text_zh


def test_known_name_warns(world: World) -> None:
    """A second firm of the same name is entered, and the ledger keeps the warning."""
    supplier(world, name="合成甲")
    other = supplier(world, name="合成甲")
    third = supplier(world, name="合成丙")
    with world.work("buyer") as work:
        suppliers.change(work, third, facts={"name": "合成甲"}, reason="更名")
    with world.read() as work:
        told = [
            work.first(Entry, subject_id=who, action=action)
            for who, action in ((other, "register"), (third, "register"), (third, "change"))
        ]

    assert [[w["code"] for w in each.data.get("warnings", [])] for each in told if each] == [
        ["S16"], [], ["S16"],
    ]  # fmt: skip


def test_authorisation_covers_until_it_is_withdrawn(world: World) -> None:
    """With it nothing speaks against the goods; without it S09 warns."""
    who = supplier(world, name="合成经销商")
    goods = [("合成厂", "MG300/730-WD")]
    with world.work("buyer") as work:
        before = queries.unproven(work, who, goods)
        proof = proofs.authorise(
            work, who, capacity="distributor", maker="合成厂", number="SQ-1", models=["MG300*"],
            certificate="MAA160001", valid_until=work.today,
        )  # fmt: skip
        during = queries.unproven(work, who, goods)
        proofs.withdraw_authorisation(work, proof.id, reason="厂家收回")
        after = queries.unproven(work, who, goods)
    with pytest.raises(Unreadable), world.work("buyer") as work:
        proofs.withdraw_authorisation(work, proof.id, reason="再次")
    with pytest.raises(Forbidden), world.work("keeper") as work:
        proofs.authorise(work, who, capacity="distributor", maker="合成厂", number="SQ-2")

    assert [[each.code for each in found] for found in (before, during, after)] == [
        ["S09"], [], ["S09"],
    ]  # fmt: skip


def test_listed_name_waits_for_its_debarment(world: World) -> None:
    """A look that finds the name refuses; once the debarment is entered, that speaks."""
    who = supplier(world)
    with world.work("buyer") as work:
        proofs.check_lists(work, who, list="market", listed=True, evidence="公示系统截图")
        first = ELIGIBLE.judge(queries.facts(work, [who])[who])
        suppliers.debar(
            work, who, cause="market_dishonesty", source="公示系统", starts_on=date(2026, 1, 1),
            ends_on=date(2028, 12, 31),
        )  # fmt: skip
        then = ELIGIBLE.judge(queries.facts(work, [who])[who])

    assert [each.code for each in first] == ["S18"]
    assert [each.code for each in then] == ["S06"]


def test_old_look_warns(world: World) -> None:
    """After thirty-one days the lists have to be asked again."""
    who = supplier(world)
    world.clock.forward(days=31)
    with world.work("buyer") as work:
        for each in ("work_safety", "market"):
            proofs.check_lists(work, who, list=each, listed=False, evidence="截图")
        found = ELIGIBLE.judge(queries.facts(work, [who])[who])

    assert [each.code for each in found] == ["S17"]
    assert found[0].params["lists_zh"] == "失信被执行人名单"


def test_look_is_not_of_tomorrow(world: World) -> None:
    """A look has a day that was, and a proof."""
    who = supplier(world)
    for field, values in (
        ("checked_on", {"checked_on": date(2026, 11, 3), "evidence": "截图"}),
        ("evidence", {"evidence": " "}),
        ("list", {"evidence": "截图", "list": "rumours"}),
    ):
        with pytest.raises(Unreadable) as caught, world.work("buyer") as work:
            proofs.check_lists(work, who, **{"list": "court", "listed": False, **values})  # type: ignore[arg-type]

        assert caught.value.field == field


def test_facts_take_four_statements(world: World) -> None:
    """However many suppliers there are, and whatever was seen of them."""
    many = [supplier(world) for _ in range(4)]
    with world.work("keeper") as work:
        for who in many:
            suppliers.mark(work, who, kind="accepted", subject="delivery", subject_id=who)
    sent: list[str] = []

    def keep(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    with world.read() as work:
        assert work.today == date(2026, 11, 2)
        event.listen(world.chain.engine, "before_cursor_execute", keep)
        queries.facts(work, many)
        event.remove(world.chain.engine, "before_cursor_execute", keep)

    assert len(sent) == 4
