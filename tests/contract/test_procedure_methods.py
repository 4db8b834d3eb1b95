"""Methods, grounds, infrastructure and the mine's own limits in a file for ``check tender``."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from equiplink.contract.checks import check_tender
from equiplink.rules import say
from equiplink.tender.states import Kind, Method
from tests.contract.test_procedure import GOOD, TODAY, found, judge

SOLD: dict[str, Any] = {
    "estimate": "1100000.00", "bid_bond": "22000", "committee": None, "method": "reverse_auction",
}  # fmt: skip
PRIVATE: dict[str, Any] = {"state_funds": False, "infrastructure_project": True}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (SOLD | {"ground": "standard_goods", "same_project": []}, {}),
        (SOLD | {"ground": "complex", "same_project": []}, {"T52": "deny"}),
        (SOLD | {"invited": 2, "bidders": 2, "same_project": []}, {"T09": "deny", "T09O": "deny"}),
        (PRIVATE, {}),
        (PRIVATE | {"method": "inquiry", "committee": None}, {"T10": "deny"}),
        (PRIVATE | {"infrastructure_project": False, "method": "inquiry", "committee": None},
         {"T08": "deny"}),
    ],
)  # fmt: skip
def test_methods_and_grounds_of_a_file(change: dict[str, Any], expected: dict[str, str]) -> None:
    """An auction, a ground that is not the method's, infrastructure that private money pays."""
    stated = {name: value for name, value in (GOOD | change).items() if value is not None}

    assert found(stated) == expected


def test_limits_of_the_mine_are_told_by_kind() -> None:
    """Above what the mine lets an auction spend; services have a limit of their own."""
    limits = {Kind.GOODS: {Method.REVERSE_AUCTION: Decimal(1_099_999)}}
    goods = SOLD | {"same_project": [], "works_related": False}
    stated = {name: value for name, value in (GOOD | goods).items() if value is not None}
    judged = check_tender(json.dumps(stated), TODAY, limits=limits)
    other = check_tender(json.dumps(stated | {"kind": "services"}), TODAY, limits=limits)

    assert [each.code for each in judged.findings] == ["T53"]
    assert "可以采用：直接采购、" in say(judged.findings[0])
    assert other.findings == ()


@pytest.mark.parametrize(
    ("change", "mandatory"),
    [
        (PRIVATE, True),
        ({"state_funds": False}, False),
        ({"state_funds": None, "infrastructure_project": False}, None),
        ({"state_funds": None, "infrastructure_project": True}, True),
    ],
)
def test_infrastructure_is_compulsory_whoever_pays(
    change: dict[str, Any], mandatory: object
) -> None:
    """What the file does not tell stays open."""
    stated = {name: value for name, value in (GOOD | change).items() if value is not None}

    assert judge(stated).computed["mandatory"] is mandatory
