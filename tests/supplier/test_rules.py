"""Rules of the supplier: credit codes, debarments, their length."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from equiplink.rules import RULES, say
from equiplink.supplier.checks import check_uscc
from equiplink.supplier.credit_rules import CREDIT
from equiplink.supplier.facts import Bar, CreditCode, Lifting, Named, SupplierFacts, Term
from equiplink.supplier.proof_rules import Offering, Proof
from equiplink.supplier.states import Cause, Grade, ListName, Standing
from tests.supplier.steps import code

TODAY = date(2026, 11, 2)
GOOD = SupplierFacts(TODAY, "甲", Standing.ACTIVE)
GENUINE = (
    "914403001922038216", "91110108551385082Q", "91330100799655058B", "9144030071526726XG",
    "91440300708461136T", "91110000802100433B", "91410100170033534A", "91310000754798223N",
    "91140000713630037E",
)  # fmt: skip
FAILING = (
    "91350100M0001TGQXM", "91350211M0000XUF46", "91350203M0001FUE2P", "91110000800088421P",
    "91110108717809965C", "9133010057462616XH", "914403001922038217",
)  # fmt: skip
BARS = {
    "S05": Cause.SAFETY_DISHONESTY,
    "S06": Cause.MARKET_DISHONESTY,
    "S07": Cause.COURT_DEFAULT,
    "S10": Cause.COLLUSION,
    "S11": Cause.FRAUD,
    "S12": Cause.NON_PERFORMANCE,
    "S13": Cause.MINE_DECISION,
    "S27": Cause.INTERIM,
}
LOOKED = dict.fromkeys(ListName, (TODAY - timedelta(days=30), False))
SELLER = Offering(TODAY, "甲公司", (("乙厂", "MG300/730-WD"),))


def codes(value: str) -> list[str]:
    """Return the codes of what speaks against a credit code."""
    return [finding.code for finding in check_uscc(value, TODAY)]


@pytest.mark.parametrize(
    "value", [*GENUINE, code(7), "９１４４０３００１９２２０３８２１６", "91110108551385082q "]
)
def test_genuine_code_passes(value: str) -> None:
    """A right code passes, in any width and case."""
    found = codes(value)

    assert found == []


@pytest.mark.parametrize("value", FAILING)
def test_failed_check_only_warns(value: str) -> None:
    """A code whose check fails passes with warnings that ask for proof (S04)."""
    found = check_uscc(value, TODAY)

    assert "S04" in [finding.code for finding in found]
    assert not any(finding.denies for finding in found)


def test_organisation_code_has_its_own_check() -> None:
    """A wrong organisation code warns by itself, with the character it should have."""
    finding = RULES["S03"].judge(CreditCode(TODAY, "914403001922038316"))

    assert finding is not None
    assert str(finding.params["expected"]) >= "1"
    assert RULES["S03"].judge(CreditCode(TODAY, GENUINE[0])) is None


def test_check_character_is_told() -> None:
    """The warning names the right character."""
    finding = RULES["S02"].judge(CreditCode(TODAY, "914403001922038217"))

    assert finding is not None
    assert finding.params["expected"] == "6"


def test_proof_silences_the_warnings() -> None:
    """With manual proof nothing more is asked."""
    found = CREDIT.judge(CreditCode(TODAY, FAILING[0], proof="营业执照复印件"))

    assert found == ()


@pytest.mark.parametrize(
    "value", ["91210400MA0XX01", "91440300192203821O", "91440300192203821I6", ""]
)
def test_malformed_code_is_refused(value: str) -> None:
    """A wrong length or a letter out of the alphabet is refused, and nothing else is said."""
    found = codes(value)

    assert found == ["S01"]


@pytest.mark.parametrize(("rule", "cause"), BARS.items())
def test_debarment_counts_both_its_days(rule: str, cause: Cause) -> None:
    """A debarment holds on its first and last day, and for its own cause only."""
    bar = Bar(cause, "决定书", TODAY, TODAY)
    other = Cause.FRAUD if cause is Cause.COLLUSION else Cause.COLLUSION

    assert RULES[rule].judge(replace(GOOD, bars=(bar,))) is not None
    assert RULES[rule].judge(GOOD) is None
    assert RULES[rule].judge(replace(GOOD, bars=(replace(bar, cause=other),))) is None
    for away in (date(2026, 11, 1), date(2026, 11, 3)):
        assert RULES[rule].judge(replace(GOOD, today=away, bars=(bar,))) is None


def test_longest_debarment_is_told() -> None:
    """Of two debarments the later end is named."""
    bars = tuple(Bar(Cause.FRAUD, "甲", TODAY, date(year, 1, 1)) for year in (2028, 2027))
    finding = RULES["S11"].judge(replace(GOOD, bars=bars))

    assert finding is not None
    assert finding.params["until"] == "2028-01-01"


@pytest.mark.parametrize(
    ("rule", "bad", "good"),
    [
        ("S08", replace(GOOD, grade=Grade.C), replace(GOOD, grade=Grade.B)),
        ("S14", replace(GOOD, standing=Standing.SUSPENDED), GOOD),
        (
            "S15",
            replace(GOOD, licence_until=date(2026, 11, 1)),
            replace(GOOD, licence_until=TODAY),
        ),
        ("S15", replace(GOOD, licence_until=date(2020, 1, 1)), GOOD),
    ],
)
def test_standing_licence_and_grade(rule: str, bad: SupplierFacts, good: SupplierFacts) -> None:
    """A suspended supplier, an ended licence and grade C are told."""
    assert RULES[rule].judge(bad) is not None
    assert RULES[rule].judge(good) is None


@pytest.mark.parametrize(
    ("rule", "cause", "least", "most"),
    [
        ("S20", Cause.COLLUSION, 1, 2),
        ("S21", Cause.FRAUD, 1, 3),
        ("S22", Cause.NON_PERFORMANCE, 2, 5),
        ("S23", Cause.SAFETY_DISHONESTY, 3, 3),
        ("S24", Cause.MARKET_DISHONESTY, 3, 3),
    ],
)
def test_debarment_lasts_as_the_statute_says(
    rule: str, cause: Cause, least: int, most: int
) -> None:
    """Full years pass by either way of counting; a day less or more does not."""
    start = date(2026, 3, 10)
    ends = [
        date(2026 + least, 3, 8),
        date(2026 + least, 3, 9),
        date(2026 + most, 3, 10),
        date(2026 + most, 3, 11),
    ]
    answers = [RULES[rule].judge(Term(TODAY, cause, start, end)) is None for end in ends]

    assert answers == [False, True, True, False]
    assert RULES[rule].judge(Term(TODAY, Cause.MINE_DECISION, start, start)) is None


def test_leap_day_has_a_next_year() -> None:
    """A debarment may begin on 29 February."""
    term = Term(TODAY, Cause.COLLUSION, date(2024, 2, 29), date(2025, 3, 1))

    assert RULES["S20"].judge(term) is None


def test_safety_list_is_left_after_a_year() -> None:
    """Lifting within twelve months warns; after them, or for another cause, it does not."""
    early = Lifting(TODAY, Cause.SAFETY_DISHONESTY, date(2025, 11, 3))

    assert RULES["S25"].judge(early) is not None
    assert RULES["S25"].judge(replace(early, starts_on=TODAY.replace(year=2025))) is None
    assert RULES["S25"].judge(replace(early, cause=Cause.FRAUD)) is None


def test_namesake_is_told() -> None:
    """A name that is on the register under another code only warns."""
    finding = RULES["S16"].judge(Named(TODAY, "甲", "91"))

    assert finding is not None
    assert not finding.denies
    assert RULES["S16"].judge(Named(TODAY, "甲", "")) is None


def test_every_list_is_looked_at_lately() -> None:
    """A look holds on its last day; one day older, or none, is named."""
    old = LOOKED | {ListName.COURT: (TODAY - timedelta(days=31), False)}
    finding = RULES["S17"].judge(replace(GOOD, looks=old))

    assert finding is not None
    assert finding.params["lists_zh"] == "失信被执行人名单"
    assert RULES["S17"].judge(GOOD) is not None
    assert RULES["S17"].judge(replace(GOOD, looks=LOOKED)) is None


def test_what_a_list_says_is_entered() -> None:
    """A name found on a list is refused until its debarment is on the record."""
    found = replace(GOOD, looks=LOOKED | {ListName.MARKET: (TODAY, True)})
    bar = Bar(Cause.MARKET_DISHONESTY, "公示系统", TODAY, TODAY)

    assert RULES["S18"].judge(found) is not None
    assert RULES["S18"].judge(replace(found, bars=(bar,))) is None
    assert RULES["S18"].judge(replace(GOOD, looks=LOOKED)) is None


@pytest.mark.parametrize(
    ("score", "least", "stopped"),
    [
        (Fraction(5999, 100), 60, True),
        (Fraction(60), 60, False),
        (None, 60, False),
        (Fraction(0), 0, False),
    ],
)
def test_score_may_stop_an_invitation(score: Fraction | None, least: int, stopped: bool) -> None:  # noqa: FBT001  a column of the table
    """Below the mine's score nobody is invited; the sentence has score and worst marks."""
    facts = replace(GOOD, score=score, least_score=least, worst="逾期到货 9 天")
    finding = RULES["S19"].judge(facts)

    assert (finding is not None) == stopped
    if finding:
        assert finding.params["score"] == "59.99"
        assert "逾期到货 9 天" in say(finding)


@pytest.mark.parametrize(("bad", "told"), [(2, False), (3, True)])
def test_bad_marks_ask_for_another_evaluation(bad: int, told: bool) -> None:  # noqa: FBT001  a column of the table
    """At the limit the rule warns."""
    finding = RULES["S35"].judge(replace(GOOD, bad_marks=bad, bad_limit=3))

    assert (finding is not None) == told


@pytest.mark.parametrize(
    ("proofs", "name", "proven"),
    [
        ((), "甲公司", False),
        ((), "乙厂", True),
        ((Proof("乙厂", ()),), "甲公司", True),
        ((Proof("乙厂", ("MG300*",), TODAY),), "甲公司", True),
        ((Proof("乙厂", ("mg300/730-wd",)),), "甲公司", True),
        ((Proof("乙厂", ("MG400*", "MG300")),), "甲公司", False),
        ((Proof("乙厂", (), TODAY - timedelta(days=1)),), "甲公司", False),
        ((Proof("丙厂", ()),), "甲公司", False),
    ],
)
def test_seller_is_maker_or_authorised(
    proofs: tuple[Proof, ...],
    name: str,
    proven: bool,  # noqa: FBT001  a column of the table
) -> None:
    """Own make passes, else an authorisation in date for maker and model; its last day counts."""
    finding = RULES["S09"].judge(replace(SELLER, name=name, proofs=proofs))

    assert (finding is None) == proven


@pytest.mark.parametrize("cause", [Cause.MINE_DECISION, Cause.INTERIM])
def test_own_list_is_not_entered_by_hand(cause: Cause) -> None:
    """What the mine itself decides takes a case; what others decided does not."""
    term = Term(TODAY, cause, TODAY, TODAY)

    assert RULES["S26"].judge(term) is not None
    assert RULES["S26"].judge(replace(term, cause=Cause.COURT_DEFAULT)) is None
