"""The catalogue through its verbs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from equiplink.catalogue import actions as catalogue
from equiplink.catalogue import national as shipped
from equiplink.catalogue import queries
from equiplink.catalogue.checks import check_mark, check_model
from equiplink.catalogue.models import BannedItem, DeviceClass, Product, SafetyMark, StopUseNotice
from equiplink.catalogue.rules import BANNED, EXPLOSION, SAFETY_MARK
from equiplink.db import new_id
from equiplink.errors import Duplicate, Forbidden, NotFound, Refused, Unreadable
from equiplink.work import Work
from tests.catalogue.steps import MARKS, national
from tests.world import World

VIEW: dict[str, Any] = {
    "number": "MZZ990001", "product": "示例馈电开关", "model": "KBZ-400/1140",
    "holder": "示例制造甲", "status": "有效", "valid_from": date(2022, 3, 1),
    "valid_until": date(2027, 2, 28), "synthetic": True, "source": "合成",
}  # fmt: skip


def a_class(work: Work) -> DeviceClass:
    """Add a synthetic class."""
    return catalogue.add_class(
        work, code="motor", name="电动机", category="SBLB006", tracking="unit", unit="台",
        device="electrical", requires_mark=True, requires_ex=True, papers=["manual"], source="合成",
    )  # fmt: skip


def test_national_data_is_loaded_once(world: World) -> None:
    """A second load adds nothing, and later notices come with a later day."""
    national(world)
    with world.work() as work:
        later = catalogue.load_national(work)
        again = catalogue.load_national(work)
        lines = len(work.all(BannedItem))

    assert later == {"classes": 0, "banned": 0, "notices": 4, "products": 0}
    assert set(again.values()) == {0}
    assert lines == len(shipped.rows("banned"))
    assert shipped.categories()["SBLB006"] == "电气设备"


def test_products_are_sound_with_their_marks(world: World) -> None:
    """Every product of the steps has a mark that passes, and the starter its banned line."""
    ids = national(world)
    with world.read() as work:
        found = {}
        for name, product_id in ids.items():
            goods, kind = queries.product(work, product_id)
            facts = queries.mark_facts(
                work, MARKS.get(name, ""), goods=goods, required=kind.requires_mark
            )
            found[name] = SAFETY_MARK.judge(facts)
        starter = queries.product(work, ids["starter"])[0].bans

    assert set(found.values()) == {()}
    assert [(line["batch"], line["no"]) for line in starter] == [(1, 2)]


def test_notice_stops_the_lamp_and_warns_of_its_maker(world: World) -> None:
    """The real notice of 2021 stops the mark; another mark of the maker only warns."""
    ids = national(world)
    with world.work() as work:
        catalogue.load_national(work)
        lamp, _ = queries.product(work, ids["lamp"])
        stopped = SAFETY_MARK.judge(queries.mark_facts(work, "MAH160130", goods=lamp))
        other = queries.mark_facts(work, "MZZ990102", goods=lamp)
        alone = check_mark("mah160130", work.today, work=work)

    assert [finding.code for finding in stopped] == ["M13"]
    assert len(other.maker_notices) == 1
    assert [finding.code for finding in alone] == ["M13"]


def test_place_and_ratings_decide(world: World) -> None:
    """The same starter is banned for a motor of 40 kW, and an ex mark is judged by its place."""
    ids = national(world)
    with world.read() as work:
        goods, kind = queries.product(work, ids["starter"])
        answers = [
            BANNED.judge(queries.banned_facts(work, goods, zone="face", ratings={"motor_kw": kw}))
            for kw in (30, 40)
        ]
        misplaced = EXPLOSION.judge(queries.ex_facts(work, kind, ex_mark="KY", zone="face"))
        asked = [
            check_model(
                value,
                gas="高瓦斯",
                zone="face",
                ratings={"motor_kw": 40},
                today=work.today,
                work=work,
            )
            for value in ("QC83-80/660", "没有的型号")
        ]

    assert [len(answer) for answer in answers] == [0, 1]
    assert [finding.code for finding in misplaced] == ["X10"]
    assert [len(answer) for answer in asked] == [1, 0]


def test_unknown_product_is_not_found(world: World) -> None:
    """A product that the catalogue does not have is told by field."""
    with pytest.raises(NotFound) as caught, world.read() as work:
        queries.product(work, new_id())

    assert caught.value.field == "product_id"


def test_new_line_marks_the_products_it_names(world: World) -> None:
    """A line reaches products that exist, and a product the lines that exist."""
    with world.work() as work:
        kind = a_class(work)
        given: dict[str, Any] = {"class_id": kind.id, "name": "电动机", "source": "合成"}
        first = catalogue.add_product(work, model="BJO2-51", maker="示例制造甲", **given)
        before = list(first.bans)
        catalogue.add_banned(
            work, jurisdiction="山西省", batch=1, no=1, item="电动机", models=["BJO2*"],
            document="合成", source="合成",
        )  # fmt: skip
        second = catalogue.add_product(work, model="ｂｊｏ2-62", maker="示例制造甲", **given)

    assert before == []
    assert [len(first.bans), len(second.bans)] == [1, 1]


def test_line_is_entered_once_and_in_its_grammar(world: World) -> None:
    """A line given twice is a duplicate; a condition nobody can read is refused."""
    line: dict[str, Any] = {"batch": 9, "no": 1, "item": "甲", "document": "合成", "source": "合成"}
    with pytest.raises(Duplicate), world.work() as work:
        catalogue.add_banned(work, **line)
        catalogue.add_banned(work, **line)
    with pytest.raises(Unreadable), world.work() as work:
        catalogue.add_banned(work, **line, condition={"when": {"kw": {"about": 40}}})

    with world.read() as work:
        assert work.all(BannedItem) == []


def test_newer_view_replaces_the_older(world: World) -> None:
    """A view is stored under its plain number; a newer one replaces it, an older does not."""
    with world.work() as work:
        catalogue.set_mark(work, **{**VIEW, "number": "ｍｚｚ990001"}, checked_on=date(2026, 10, 1))
        catalogue.set_mark(work, **{**VIEW, "status": "暂停"})
    with pytest.raises(Unreadable) as caught, world.work() as work:
        catalogue.set_mark(work, **VIEW, checked_on=date(2026, 10, 2))

    assert caught.value.field == "checked_on"
    with world.read() as work:
        assert [mark.status for mark in work.all(SafetyMark)] == ["暂停"]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"number": "MA-040272"}, Refused),
        ({"number": ""}, Refused),
        ({"status": "过期"}, Unreadable),
        ({"valid_until": None}, Unreadable),
        ({"valid_until": date(2020, 1, 1)}, Unreadable),
        ({"checked_on": date(2026, 11, 3)}, Unreadable),
    ],
)
def test_bad_view_leaves_nothing(
    world: World, wrong: dict[str, Any], error: type[Exception]
) -> None:
    """A malformed number, an unknown status and impossible days are refused."""
    with pytest.raises(error), world.work() as work:
        catalogue.set_mark(work, **{**VIEW, **wrong})

    with world.read() as work:
        assert work.all(SafetyMark) == []


def test_notice_is_entered_by_the_safety_officer(world: World) -> None:
    """A safety officer enters a notice; a mechanic may not."""
    notice: dict[str, Any] = {
        "number": "合成1", "mark_number": "mzz990001", "maker": "示例制造甲", "product": "开关",
        "issuer": "合成", "issued_on": date(2026, 11, 1), "reason": "抽检不合格", "source": "合成",
    }  # fmt: skip
    with world.work("safety_officer") as work:
        catalogue.add_notice(work, **notice)
    with pytest.raises(Forbidden), world.work("mechanic") as work:
        catalogue.add_notice(work, **{**notice, "number": "合成2"})

    with world.read() as work:
        assert [each.mark_number for each in work.all(StopUseNotice)] == ["MZZ990001"]
    with pytest.raises(Unreadable) as caught, world.work("safety_officer") as work:
        catalogue.add_notice(work, **{**notice, "number": "合成3", "issued_on": date(2026, 11, 3)})
    assert caught.value.field == "issued_on"


def test_classes_and_papers_are_words(world: World) -> None:
    """A paper that does not exist is told by field; a class is unique by its code."""
    with pytest.raises(Unreadable) as caught, world.work() as work:
        catalogue.add_class(
            work, code="x", name="x", category="SBLB006", tracking="unit", unit="台",
            requires_mark=True, requires_ex=False, papers=["poem"], source="合成",
        )  # fmt: skip
    with pytest.raises(Duplicate), world.work() as work:
        a_class(work)
        a_class(work)

    assert caught.value.field == "papers"
    with world.read() as work:
        assert work.all(Product) == []
