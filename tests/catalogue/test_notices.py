"""Stop-use notices: what they mean, how they are entered and withdrawn."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from equiplink.catalogue import actions as catalogue
from equiplink.catalogue import queries
from equiplink.catalogue.models import Product, StopUseNotice
from equiplink.catalogue.notices import Named, Target, meant, same_maker
from equiplink.catalogue.rules import SAFETY_MARK
from equiplink.errors import Conflict, EquiplinkError, Forbidden, Refused, Unreadable
from tests.catalogue.steps import MARKS, national
from tests.world import World

LAMP = Target("示例制造丙", "矿灯", "KL5LM(A)", "MZZ990105", ("CNEx24.0001",))
NOTICE: dict[str, Any] = {
    "number": "合成停用〔2026〕1号", "maker": "示例制造甲", "product": "馈电开关",
    "issuer": "合成监管局", "issued_on": date(2026, 11, 1), "reason": "抽检不合格",
    "source": "合成",
}  # fmt: skip


@pytest.mark.parametrize(
    ("notice", "reason"),
    [
        (Named("", "", mark_number="ｍｚｚ990105"), "安标编号 MZZ990105"),
        (Named("", "", certificate="cnex24.0001"), "证书编号 CNEX24.0001"),
        (Named("示例制造丙", "矿灯", models=("KL5*",)), "该厂 KL5LM(A) 型"),
        (Named("示例制造丙", "矿灯"), "该厂“矿灯”"),
        (Named("示例制造丁", "矿灯"), None),
        (Named("示例制造丁", "矿灯", models=("KL5LM(A)",)), None),
        (Named("示例制造丙", "矿灯", mark_number="MZZ990106"), None),
        (Named("示例制造丙", "矿灯", models=("KL6*",)), None),
        (Named("示例制造丙", "甲烷仪"), None),
    ],
)
def test_notice_means_a_thing(notice: Named, reason: str | None) -> None:
    """By mark, by certificate, by the maker's models, or by his product's name; else not."""
    why = meant(notice, LAMP)

    assert (why and why.zh) == reason


def test_other_products_of_the_maker_are_looked_at() -> None:
    """The same maker, however written; a notice without a maker has none."""
    assert same_maker(Named("示例制造丙 ", ""), LAMP)
    assert not same_maker(Named("", ""), Target("", "", ""))


def test_notice_by_model_stops_the_goods_it_means(world: World) -> None:
    """M13 denies the model, M13W warns of the maker's others; neither once it is withdrawn."""
    ids = national(world)

    def judged(name: str) -> list[str]:
        with world.read() as work:
            facts = queries.mark_facts(work, MARKS[name], goods=work.get(Product, ids[name]))
            return [finding.code for finding in SAFETY_MARK.judge(facts)]

    with world.work("safety_officer") as work:
        made = catalogue.notice(work, **NOTICE, models=["KBZ-400*"])
    stopped, other, strange = judged("switch"), judged("starter"), judged("fan")
    with world.work("safety_officer") as work:
        catalogue.withdraw(work, made.id, withdrawn_on=work.today, reason="合成撤销通知")

    assert (stopped, other, strange) == (["M13"], ["M13W"], [])
    assert judged("switch") == judged("starter") == []
    with pytest.raises(Conflict), world.work("safety_officer") as work:
        catalogue.withdraw(work, made.id, withdrawn_on=work.today, reason="再次")


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"mark_number": "MA-1"}, Refused),
        ({"issued_on": date(2026, 11, 3)}, Unreadable),
        ({"number": " "}, Unreadable),
        ({"maker": ""}, Unreadable),
        ({"product": ""}, Unreadable),
    ],
)
def test_bad_notice_leaves_nothing(
    world: World, wrong: dict[str, Any], error: type[EquiplinkError]
) -> None:
    """A notice names number, maker and product, and lies not ahead."""
    with pytest.raises(error), world.work("safety_officer") as work:
        catalogue.notice(work, **(NOTICE | wrong))
    with pytest.raises(Forbidden), world.work("keeper") as work:
        catalogue.notice(work, **NOTICE)

    with world.read() as work:
        assert work.all(StopUseNotice) == []


@pytest.mark.parametrize("day", [date(2026, 10, 31), date(2026, 11, 3)])
def test_withdrawal_lies_after_the_notice(world: World, day: date) -> None:
    """Neither before the notice nor ahead."""
    with world.work("safety_officer") as work:
        made = catalogue.notice(work, **NOTICE)
    with pytest.raises(Unreadable) as caught, world.work("safety_officer") as work:
        catalogue.withdraw(work, made.id, withdrawn_on=day, reason="合成")

    assert caught.value.field == "withdrawn_on"
