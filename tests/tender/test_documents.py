"""The text of the documents is read before the notice: what keeps bidders out is refused (T07)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from equiplink.errors import Refused
from equiplink.ledger import Entry
from equiplink.tender import actions as tender
from tests.tender import steps
from tests.world import World

MAKER = "合成制造厂"
"""The maker of the catalogue's synthetic products."""
COMPULSORY: dict[str, Any] = {"works_related": True, "estimate": Decimal(1_500_000)}


def codes(caught: pytest.ExceptionInfo[Refused]) -> list[str]:
    """Return the codes of a refusal."""
    return [finding.code for finding in caught.value.findings]


def warned(world: World, made: steps.Tendered, action: str = "draft") -> list[str]:
    """Return the codes that an act was warned of."""
    with world.read() as work:
        (entry,) = work.all(Entry, subject_id=made.tender_id, action=action)
    return [each["code"] for each in entry.data.get("warnings", ())]


def test_brand_of_a_compulsory_tender_is_warned_of_unless_an_equal_one_will_do(
    world: World,
) -> None:
    """A maker on the register counts like a brand; the sentence names it and the remedy."""
    named = steps.drafted(world, terms={"requirements": f"按{MAKER}图纸"}, **COMPULSORY)
    equal = steps.drafted(world, terms={"requirements": f"{MAKER}或相当于"}, **COMPULSORY)

    assert warned(world, named) == ["T07B"]
    assert warned(world, equal) == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"terms": {"requirements": "轴承须为进口"}}, "T07D"),
        ({"qualifications": ["投标人须为国有企业"]}, "T07O"),
        ({"qualifications": ["近三年本省业绩两项"]}, "T07L"),
        ({"lots": [{"no": "1", "title": "本地企业专场"}]}, "T07L"),
    ],
)
def test_what_keeps_bidders_out_of_a_compulsory_tender_is_refused(
    world: World, words: dict[str, Any], code: str
) -> None:
    """Elsewhere owners and regions are the mine's policy, a warning; designation never passes."""
    with pytest.raises(Refused) as caught:
        steps.drafted(world, **words, **COMPULSORY)

    assert codes(caught) == [code]
    assert "请删除" in caught.value.text_zh


def test_policy_warns_where_the_law_leaves_it_open(world: World) -> None:
    """An inquiry for normal production is told as policy of the mine."""
    made = steps.drafted(
        world,
        method="inquiry",
        reason="零星",
        ground="standard_goods",
        terms={"requirements": "本地企业优先，指定品牌"},
    )

    assert sorted(set(warned(world, made))) == ["T07DH", "T07LH"]


def test_direct_purchase_names_its_supplier(world: World) -> None:
    """There is nobody whom it keeps out."""
    made = steps.drafted(
        world, method="direct", reason="唯一", ground="patent",
        terms={"requirements": f"指定供应商{MAKER}"},
    )  # fmt: skip

    assert not {code for code in warned(world, made) if code.startswith("T07")}


def test_clarification_is_read_as_well(world: World) -> None:
    """A change of the documents brings no brand in."""
    made = steps.published(world, **COMPULSORY)
    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        tender.clarify(work, made.tender_id, text="电机原产地为瑞典")
    with world.work("buyer") as work:
        tender.clarify(work, made.tender_id, text="电机原产地为瑞典或同等质量的产地")

    assert codes(caught) == ["T07D"]
