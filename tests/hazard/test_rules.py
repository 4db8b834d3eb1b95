"""What a hazard needs before it goes on."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from equiplink.hazard.rules import ASSIGNMENT, CLOSING, RELEASE, Assignment, Closing, Release
from equiplink.hazard.states import Level, Origin
from equiplink.law import Severity
from equiplink.register.hold_states import HoldKind

TODAY = date(2026, 11, 2)
FULL = Assignment(
    today=TODAY,
    level=Level.MAJOR,
    responsible=True,
    measures="更换失爆部件",
    funds=Decimal(0),
    due_on=TODAY,
    emergency_plan="停电撤人",
)
DONE = Closing(
    today=TODAY,
    origin=Origin.MINE,
    responsible=UUID(int=3),
    rectified_by=UUID(int=1),
    verifier=UUID(int=2),
    verifier_roles=frozenset({"safety_officer"}),
    evidence="检测报告 1 份",
    stopped_underground=Decimal(0),
)


def test_five_fulfilments_pass() -> None:
    """All five given, funds 0 included, and a deadline today: nothing is broken."""
    assert ASSIGNMENT.judge(FULL) == ()


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"measures": " "}, "措施"),
        ({"funds": None}, "资金"),
        ({"due_on": None}, "时限"),
        ({"emergency_plan": ""}, "预案"),
    ],
)
def test_major_hazard_without_one_fulfilment_is_refused(
    change: dict[str, object], word: str
) -> None:
    """A major hazard with one of the five missing is refused, and the finding names it."""
    (finding,) = ASSIGNMENT.judge(replace(FULL, **change))  # type: ignore[arg-type]  # fields by name

    assert (finding.code, finding.params["missing"]) == ("H11", word)
    assert finding.denies


def test_general_hazard_without_fulfilments_is_warned_of() -> None:
    """A general hazard goes on with a warning."""
    (finding,) = ASSIGNMENT.judge(replace(FULL, level=Level.GENERAL, funds=None))

    assert (finding.code, finding.severity) == ("H11G", Severity.WARN)


def test_deadline_in_the_past_is_refused() -> None:
    """Yesterday is no deadline."""
    codes = [f.code for f in ASSIGNMENT.judge(replace(FULL, due_on=date(2026, 11, 1)))]

    assert codes == ["H06"]


def test_nobody_responsible_is_refused() -> None:
    """Somebody of the mine must answer, whatever the level."""
    codes = [f.code for f in ASSIGNMENT.judge(replace(FULL, responsible=False))]

    assert codes == ["H11", "H06P"]


def test_other_person_with_evidence_closes() -> None:
    """Another pair of eyes and evidence close a hazard."""
    assert CLOSING.judge(DONE) == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"verifier": UUID(int=1)}, "H02"),
        ({"verifier": UUID(int=3)}, "H02"),
        ({"rectified_by": None}, "H02"),
        ({"evidence": "  "}, "H02E"),
        ({"origin": Origin.DEPARTMENT}, "H10"),
        ({"stopped_underground": Decimal(3)}, "M13U"),
    ],
)
def test_closing_is_refused(change: dict[str, object], code: str) -> None:
    """Each condition of closing refuses by itself."""
    codes = [f.code for f in CLOSING.judge(replace(DONE, **change))]  # type: ignore[arg-type]  # fields by name

    assert codes == [code]


def test_department_closes_what_it_found() -> None:
    """An inspector verifies what his department found."""
    theirs = replace(DONE, origin=Origin.DEPARTMENT, verifier_roles=frozenset({"inspector"}))

    assert CLOSING.judge(theirs) == ()


@pytest.mark.parametrize(
    ("kind", "hazard_open", "role", "codes"),
    [
        (HoldKind.QUARANTINE, False, "safety_officer", []),
        (HoldKind.HAZARD, True, "safety_officer", ["H07"]),
        (HoldKind.SEALED, False, "safety_officer", ["L10"]),
        (HoldKind.SEALED, False, "inspector", []),
    ],
)
def test_release_of_a_hold(
    kind: HoldKind, role: str, codes: list[str], *, hazard_open: bool
) -> None:
    """A hold ends when its hazard is closed, and a department's seal only by the department."""
    found = RELEASE.judge(Release(TODAY, kind, hazard_open, frozenset({role})))

    assert [finding.code for finding in found] == codes
