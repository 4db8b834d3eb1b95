"""A procedure as a file: what it is judged by, what follows from it, what cannot be read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from equiplink.contract.checks import Judgement, check_tender
from equiplink.contract.procedure import read
from equiplink.errors import Unreadable
from equiplink.law import Basis
from equiplink.rules import RULES, say

TODAY = date(2024, 10, 1)
GOOD: dict[str, Any] = {
    "works_related": True, "state_funds": True, "kind": "goods", "estimate": "3000000.00",
    "method": "open", "invited": 3, "documents_issued": "2024-11-01",
    "sale": {"from": "2024-11-04", "to": "2024-11-09"}, "deadline": "2024-11-21",
    "clarifications": ["2024-11-03"], "bidders": 3, "committee": {"members": 5, "experts": 4},
    "bid_bond": "60000.00", "report_received": "2024-12-02",
    "publicity": {"from": "2024-12-03", "to": "2024-12-06"}, "award_notice": "2024-12-10",
    "contract_signed": "2025-01-09", "contract_amount": "2850000.00",
    "performance_bond": "285000.00",
    "same_project": [{"date": "2024-11-01", "amount": "1200000.00"}],
}  # fmt: skip
"""A compulsory open tender that keeps every limit to the day and to the penny."""
SMALL = {"estimate": "1100000.00", "bid_bond": "22000", "method": "inquiry", "committee": None}
"""Below the threshold, bought by inquiry."""


def judge(stated: Mapping[str, Any], policy: Mapping[str, object] | None = None) -> Judgement:
    """Judge a file that states these fields."""
    return check_tender(json.dumps(stated), TODAY, policy=policy)


def found(stated: Mapping[str, Any], policy: Mapping[str, object] | None = None) -> dict[str, str]:
    """Return the codes of the findings with their severities."""
    return {each.code: each.severity.value for each in judge(stated, policy).findings}


def test_every_limit_may_be_used_up() -> None:
    """Twenty, fifteen, five, three and thirty days, 2 % and 10 %: exactly on the limit passes."""
    assert judge(GOOD).findings == ()


def test_days_that_follow_are_computed() -> None:
    """The answer names the statute behind the tender and every day that follows."""
    assert judge(GOOD).computed == {
        "mandatory": True,
        "basis": "law",
        "source": str(RULES["T01"].source),
        "total": "4200000.00",
        "sale_to_not_before": "2024-11-09",
        "deadline_not_before": "2024-11-21",
        "clarification_not_after": "2024-11-06",
        "objection_not_after": "2024-11-11",
        "publicity_from_not_after": "2024-12-05",
        "publicity_to_not_before": "2024-12-06",
        "award_not_before": "2024-12-07",
        "contract_not_after": "2025-01-09",
        "supervision_report_not_after": "2024-12-25",
        "bid_bond_return_not_after": "2025-01-14",
    }


PERIODS: list[tuple[dict[str, Any], str, str]] = [
    ({"deadline": "2024-11-20"}, "T22", "T22H"),
    ({"sale": {"from": "2024-11-04", "to": "2024-11-07"}}, "T21", "T21V"),
    ({"clarifications": ["2024-11-03", "2024-11-07"]}, "T23", "T23V"),
    ({"report_received": "2024-11-29"}, "T35", "T35H"),
    ({"publicity": {"from": "2024-12-03", "to": "2024-12-05"}}, "T35D", "T35DH"),
    ({"award_notice": "2024-12-06", "contract_signed": "2025-01-05"}, "T35A", "T35AH"),
    ({"contract_signed": "2025-01-10"}, "T38D", "T38V"),
]
"""One day too few or too many; the law's rule and what says it as policy of the mine."""


@pytest.mark.parametrize(("change", "law", "policy"), PERIODS)
def test_period_denies_by_law_and_warns_by_policy(
    change: dict[str, Any], law: str, policy: str
) -> None:
    """Where the statute compels the tender a period denies; elsewhere it warns as policy."""
    free = GOOD | change | {"works_related": False}
    (warning,) = judge(free).findings

    assert found(GOOD | change) == {law: "deny"}
    assert found(free) == {policy: "warn"}
    assert RULES[policy].source.basis is Basis.COMPANY
    assert "{" not in say(warning) + say(warning, "en")


@pytest.mark.parametrize(("code", "change"), [("T21V", 1), ("T23V", 2), ("T38V", 6)])
def test_policy_of_the_mine_may_be_stricter(code: str, change: int) -> None:
    """A mine that turns its policy to a refusal is refused."""
    free = GOOD | PERIODS[change][0] | {"works_related": False}

    assert found(free, {f"rule.{code}": "deny"}) == {code: "deny"}
    assert found(free, {f"rule.{code}": "off"}) == {}


def test_policy_of_the_mine_may_tighten_a_number() -> None:
    """Settings of the mine move the limits and the days that follow."""
    policy = {"tender.bidding_days": 30, "contract.sign_within": 20}

    assert set(found(GOOD, policy)) == {"T22", "T38D"}
    assert judge(GOOD, policy).computed["deadline_not_before"] == "2024-12-01"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"sale": {"from": "2024-11-04", "to": "2024-11-08"}}, {"T21W": "warn"}),
        ({"bidders": 2}, {"T30": "deny"}),
        ({"committee": {"members": 4, "experts": 4}}, {"T31": "deny"}),
        ({"committee": {"members": 5, "experts": 3}}, {"T31": "deny"}),
        ({"committee": {"members": 7, "experts": 5}}, {}),
        ({"committee": {"members": 9, "experts": 6}}, {}),
        ({"bid_bond": "60000.01"}, {"T26": "deny"}),
        ({"estimate": "50000000", "bid_bond": "800000.01"}, {"T27": "warn"}),
        ({"performance_bond": "285000.01"}, {"T40": "deny"}),
        ({"publicity": {"from": "2024-12-01", "to": "2024-12-04"}}, {"T35": "deny"}),
        ({"method": "invited"}, {"T04": "deny"}),
        ({"method": "invited_tender", "ground": "few_bidders"}, {}),
        ({"method": "invited", "ground": "few_bidders", "invited": 2}, {"T05": "deny"}),
        ({"method": "inquiry", "committee": None}, {"T01": "deny"}),
        ({"method": "inquiry", "ground": "patent", "committee": None}, {}),
        ({"method": "open", "reason": ""}, {}),
        (SMALL, {"T03": "deny"}),
        (SMALL | {"reason": " "}, {"T03": "deny", "T44": "deny"}),
        (SMALL | {"same_project": []}, {}),
        (SMALL | {"same_project": [], "estimate": "1999999.99"}, {}),
        (SMALL | {"same_project": [], "estimate": "2000000"}, {"T01": "deny"}),
        (SMALL | {"works_related": False}, {"T03H": "warn"}),
        (SMALL | {"same_project": [], "invited": 2, "bidders": 2},
         {"T09": "deny", "T09O": "deny"}),
        (SMALL | {"same_project": [], "committee": {"members": 3, "experts": 1}},
         {"T09G": "deny"}),
        (SMALL | {"same_project": [], "method": "direct", "invited": 1, "bidders": 1,
                  "committee": {"members": 1, "experts": 0}}, {}),
        (SMALL | {"same_project": [], "method": "direct", "invited": 2}, {"T09D": "deny"}),
        (SMALL | {"works_related": False, "estimate": "2000000"}, {"T08": "deny"}),
        (SMALL | {"same_project": [], "kind": "works", "estimate": "3999999.99"}, {"T08": "deny"}),
        (SMALL | {"same_project": [], "kind": "works", "estimate": "4000000"}, {"T62": "deny"}),
        (SMALL | {"same_project": [], "kind": "services", "estimate": "999999.99"}, {}),
        (SMALL | {"same_project": [], "kind": "services", "estimate": "1000000"},
         {"T63": "deny"}),
        (SMALL | {"kind": "services", "estimate": "900000",
                  "same_project": [{"date": "2024-11-01", "amount": "100000.00"}]},
         {"T03": "deny"}),
        (SMALL | {"kind": "works", "estimate": "900000"}, {}),
    ],
)  # fmt: skip
def test_procedure_is_judged_by_the_rules_of_its_stages(
    change: dict[str, Any], expected: dict[str, str]
) -> None:
    """The rules of tender and contract speak, on both sides of their limits."""
    assert found(GOOD | change) == expected


@pytest.mark.parametrize(
    ("days", "amount", "mandatory"),
    [
        (0, "900000.00", True),
        (0, "899999.99", False),
        (90, "900000.00", True),
        (-90, "900000.00", True),
        (91, "900000.00", False),
        (0, "2000000.00", False),
    ],
)
def test_purchases_of_one_project_are_added_up(days: int, amount: str, *, mandatory: bool) -> None:
    """What was bought within the window in parts below the threshold counts (T02)."""
    day = date(2024, 11, 1) + timedelta(days=days)
    stated = GOOD | SMALL | {"same_project": [{"date": day.isoformat(), "amount": amount}]}

    assert judge(stated).computed["mandatory"] is mandatory
    assert ("T03" in found(stated)) is mandatory


def test_purchases_without_a_day_to_count_from_are_all_added_up() -> None:
    """When the file names no day of issue, no window is assumed."""
    stated = {key: GOOD[key] for key in ("works_related", "state_funds", "same_project")}

    assert judge(stated | {"estimate": "800000.00"}).computed["mandatory"] is True


@pytest.mark.parametrize("field", ["works_related", "state_funds", "estimate"])
def test_untold_statute_is_taken_as_binding(field: str) -> None:
    """While the file does not tell whether the law compels the tender, periods deny."""
    stated = {key: value for key, value in GOOD.items() if key not in {field, "bid_bond"}}
    judged = judge(stated | {"deadline": "2024-11-20"})

    assert [each.code for each in judged.findings if each.denies] == ["T22"]
    assert (judged.computed["mandatory"], judged.computed["basis"]) == (None, None)


def test_voluntary_tender_names_the_policy() -> None:
    """Without works or state funds the basis is the mine's own, and no authority is told."""
    computed = judge({"works_related": False, "award_notice": "2024-12-10"}).computed

    assert (computed["mandatory"], computed["basis"]) == (False, "company")
    assert computed["supervision_report_not_after"] is None
    assert computed["contract_not_after"] == "2025-01-09"


PAIRS: list[set[str]] = [
    {"documents_issued", "deadline"}, {"clarifications", "deadline"},
    {"estimate", "bid_bond"}, {"contract_amount", "performance_bond"},
    {"report_received", "publicity"}, {"publicity", "award_notice"},
    {"award_notice", "contract_signed"},
]  # fmt: skip


@pytest.mark.parametrize("field", sorted(GOOD.keys() - {"documents_issued"}))
def test_only_what_is_stated_is_judged(field: str) -> None:
    """Any one field alone, and everything but it, is judged without a finding."""
    assert judge({field: GOOD[field]}).findings == ()
    assert judge({key: value for key, value in GOOD.items() if key != field}).findings == ()


@pytest.mark.parametrize("fields", PAIRS, ids=sorted)
def test_two_fields_are_enough_for_their_rule(fields: set[str]) -> None:
    """A rule asks for the fields it reads and no others."""
    assert judge({key: GOOD[key] for key in fields}).findings == ()


def test_nothing_stated_is_nothing_found() -> None:
    """An empty file has no finding, and nothing follows from it."""
    judged = judge({})

    assert judged.findings == ()
    assert set(judged.computed.values()) == {None}


def test_half_a_span_is_not_judged() -> None:
    """A sale or a publicity of which one end is not known yet is left alone."""
    stated = GOOD | {"sale": {"from": "2024-11-04"}, "publicity": {"to": "2024-12-06"}}

    assert judge(stated).findings == ()
    assert judge(stated | {"publicity": {"from": "2024-12-03"}}).findings == ()


def test_first_sale_stands_for_the_issue() -> None:
    """Without a day of issue the bidders' time begins with the sale."""
    stated = {key: value for key, value in GOOD.items() if key != "documents_issued"}

    assert judge(stated).computed["deadline_not_before"] == "2024-11-24"
    assert found(stated) == {"T22": "deny"}


def test_late_clarification_moves_the_deadline() -> None:
    """The deadline lies fifteen days after the last clarification."""
    stated = GOOD | {"clarifications": ["2024-11-03", "2024-11-10"]}

    assert judge(stated).computed["deadline_not_before"] == "2024-11-25"
    assert found(stated) == {"T23": "deny"}
    assert found(stated | {"deadline": "2024-11-25"}) == {}


@pytest.mark.parametrize(
    ("holidays", "change", "code"),
    [
        (["2024-11-21"], {"deadline": "2024-11-22"}, "T22"),
        (["2024-12-05", "2024-12-06"], {"publicity": {"from": "2024-12-03", "to": "2024-12-07"}},
         "T35D"),
    ],
)  # fmt: skip
def test_least_period_that_ends_on_a_holiday_is_longer(
    holidays: list[str], change: dict[str, Any], code: str
) -> None:
    """The day after the holidays is the last of the period (民法典 第二百零三条)."""
    stated = GOOD | {"holidays": holidays}

    assert found(stated) == {code: "deny"}
    assert found(stated | change) == {}


@pytest.mark.parametrize(
    ("holidays", "change", "code"),
    [
        (["2025-01-09", "2025-01-10"], {"contract_signed": "2025-01-11"}, "T38D"),
        (["2024-12-02"], {"report_received": "2024-11-29"}, "T35"),
    ],
)
def test_longest_period_that_ends_on_a_holiday_is_longer(
    holidays: list[str], change: dict[str, Any], code: str
) -> None:
    """What must be done within days may be done on the first day after the holidays."""
    assert found(GOOD | change) == {code: "deny"}
    assert found(GOOD | change | {"holidays": holidays}) == {}


def test_clarification_whose_last_day_is_a_holiday_leaves_more_time() -> None:
    """Fifteen days from the 3rd end on the 18th; the 18th to 20th are off, and so is the 21st."""
    off = [f"2024-11-{day}" for day in (18, 19, 20, 21)]
    stated = GOOD | {"holidays": off}

    assert set(found(stated)) == {"T22", "T23"}
    assert found(stated | {"deadline": "2024-11-22"}) == {}
    assert judge(stated).computed["deadline_not_before"] == "2024-11-22"
    assert judge(stated).computed["clarification_not_after"] == "2024-11-02"


def test_holidays_within_a_period_change_nothing() -> None:
    """Only its last day counts."""
    assert found(GOOD | {"holidays": ["2024-11-16", "2024-11-17", "2025-01-01"]}) == {}


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("{", "file"),
        ("[]", "file"),
        (b"\xff", "file"),
        ('{"deadlin": "2024-11-21"}', "deadlin"),
        ('{"sale": {"until": "2024-11-21"}}', "sale.until"),
        ('{"deadline": "2024-11-31"}', "deadline"),
        ('{"deadline": "21.11.2024"}', "deadline"),
        ('{"deadline": "2024-11-21T10:00:00"}', "deadline"),
        ('{"deadline": 1732147200}', "deadline"),
        ('{"deadline": "9999-12-31"}', "deadline"),
        ('{"clarifications": "2024-11-03"}', "clarifications"),
        ('{"estimate": 3000000.00}', "estimate"),
        ('{"estimate": 3000000}', "estimate"),
        ('{"estimate": "3e6"}', "estimate"),
        ('{"estimate": "-1"}', "estimate"),
        ('{"estimate": "0.001"}', "estimate"),
        ('{"same_project": [{"date": "2024-11-01", "amount": 1.5}]}', "same_project.0.amount"),
        ('{"committee": {"members": 5}}', "committee.experts"),
        ('{"committee": {"members": 5, "experts": 6}}', "committee.experts"),
        ('{"bidders": 2.5}', "bidders"),
        ('{"bidders": "3"}', "bidders"),
        ('{"bidders": -1}', "bidders"),
        ('{"works_related": "yes"}', "works_related"),
        ('{"kind": "furniture"}', "kind"),
        ('{"method": "raffle"}', "method"),
        ('{"ground": "haste"}', "ground"),
        ('{"award_notice": "2024-12-10", "contract_signed": "2024-12-09"}', "contract_signed"),
    ],
)
def test_what_cannot_be_read_names_field_and_remedy(text: str | bytes, field: str) -> None:
    """Unknown fields, numbers for money, days that are none: never guessed."""
    with pytest.raises(Unreadable) as caught:
        read(text)

    assert caught.value.field == field
    assert caught.value.message("zh") != caught.value.message("en")


def test_file_of_a_windows_editor_is_read() -> None:
    """A byte order mark before the JSON does no harm."""
    assert read(b"\xef\xbb\xbf" + json.dumps(GOOD).encode()) == read(json.dumps(GOOD))
