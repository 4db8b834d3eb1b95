"""Papers, controlled parts, marks along a strip, renewals and trials: each rule both ways."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.catalogue.facts import ExFacts, MarkFacts
from equiplink.catalogue.lane_rules import Signing, TrialFacts, TrialPlace
from equiplink.catalogue.paper_rules import PAPER, PaperFacts
from equiplink.catalogue.part_rules import STRIP, Listed, PartFacts, StripFacts
from equiplink.catalogue.rules import EXPLOSION, SAFETY_MARK
from equiplink.catalogue.states import Paper, Seat
from tests.catalogue.test_rules import MARK, TODAY, judged

ONE, OTHER = UUID(int=1), UUID(int=2)
EX = PaperFacts(
    TODAY, Paper.EX_CERTIFICATE, "CNEx22.0001", known=True, day=TODAY, status="有效",
    valid_from=date(2022, 3, 1), valid_until=TODAY, models=("KBZ-400/1140", "KBZ-630*"),
    certified_maker="示例制造甲", model="ＫＢＺ-400/1140", maker="示例制造甲",
    checked_on=date(2024, 8, 17),
)  # fmt: skip


@pytest.mark.parametrize(
    ("code", "facts", "bad"),
    [
        ("CT1", EX, {"known": False}),
        ("CT2", EX, {"status": "撤销"}),
        ("CT3", EX, {"day": date(2024, 11, 16)}),
        ("CT3", EX, {"day": date(2022, 2, 28)}),
        ("CT4", EX, {"model": "KBZ-200/1140"}),
        ("CT4", EX, {"maker": "示例制造乙"}),
        ("CT4", EX, {"models": ()}),
        ("CT5", EX, {"checked_on": date(2024, 8, 16)}),
        ("CT5", EX, {"checked_on": None}),
    ],
)
def test_paper_is_judged(code: str, facts: PaperFacts, bad: dict[str, Any]) -> None:
    """Each rule refuses its own fault and passes the sound paper; both its days count."""
    assert not judged(code, replace(facts, **bad))
    assert judged(code, facts)


def test_paper_covers_a_series() -> None:
    """A model of the series passes; an unknown paper says one thing only."""
    assert PAPER.judge(EX) == ()
    assert judged("CT4", replace(EX, model="KBZ-630/1140"))
    unknown = PaperFacts(TODAY, Paper.EX_CERTIFICATE, "1", known=False, day=TODAY)
    assert [finding.code for finding in PAPER.judge(unknown)] == ["CT1"]


@pytest.mark.parametrize(
    ("code", "bad"),
    [
        ("M08", {"checked_on": date(2024, 8, 16)}),
        ("M08", {"checked_on": None}),
        ("M11", {"valid_until": date(2024, 11, 14), "renewed_until": TODAY}),
        ("G08", {"number": "", "known": False, "trial_until": TODAY}),
    ],
)
def test_mark_in_another_lane_is_told(code: str, bad: dict[str, Any]) -> None:
    """A stale view, a renewal and a trial let the goods pass, and say so."""
    facts = replace(MARK, **bad)

    assert not judged(code, facts)
    assert judged(code, MARK)
    assert [finding.code for finding in SAFETY_MARK.judge(facts)] == [code]
    assert not any(finding.denies for finding in SAFETY_MARK.judge(facts))


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("M07", {"valid_until": date(2024, 11, 13), "renewed_until": date(2024, 11, 14)}),
        ("M07", {"valid_from": date(2024, 11, 16), "renewed_until": TODAY}),
        ("L05", {"number": "", "known": False, "trial_until": date(2024, 11, 14)}),
    ],
)
def test_lane_that_ended_carries_nothing(code: str, facts: dict[str, Any]) -> None:
    """After its last day a renewal or trial carries nothing, and none makes a mark older."""
    assert not judged(code, replace(MARK, **facts))


def test_mine_may_refuse_a_stale_view() -> None:
    """M08 warns; a mine that sets it to deny refuses."""
    stale = replace(MARK, checked_on=date(2024, 8, 16))
    (found,) = SAFETY_MARK.judge(stale, {"rule.M08": "deny"})

    assert found.denies
    assert judged("M08", replace(stale, checked_on=date(2024, 8, 17)))


def test_certificate_may_cover_a_series() -> None:
    """Further models of a safety mark pass as its own does."""
    other = replace(MARK, model="KBZ-630/1140")

    assert not judged("M05M", other)
    assert judged("M05M", replace(other, covers=("KBZ-630*",)))


PART = PartFacts(
    TODAY, "真空接触器", "CKJ5-400/1140", "示例制造癸", "MZZ990201",
    (
        Listed("真空接触器", "CKJ5-400/1140", "示例制造癸", "MZZ990201"),
        Listed("真空接触器", "CKJ5-250/1140", "示例制造癸"),
        Listed("综合保护器", "ZBQ-1", "示例制造癸", needs_mark=False),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("code", "bad"),
    [
        ("M12", {"model": "CKJ5-125/1140"}),
        ("M12", {"maker": "示例制造丑"}),
        ("M12M", {"mark_number": "MZZ990202"}),
        ("M12M", {"mark_number": ""}),
        ("M12N", {"model": "CKJ5-250/1140"}),
    ],
)
def test_part_is_judged(code: str, bad: dict[str, Any]) -> None:
    """A part that the list does not have, or that shows another mark, is refused."""
    assert not judged(code, replace(PART, **bad))
    assert judged(code, PART)


@pytest.mark.parametrize(
    "part", [{"part": "外壳螺栓", "model": "M12"}, {"part": "综合保护器", "model": "zbq－1"}]
)
def test_free_part_passes(part: dict[str, Any]) -> None:
    """What is no controlled part is free, and what needs no mark lacks none."""
    free = replace(PART, mark_number="", **part)

    assert all(judged(code, free) for code in ("M12", "M12M", "M12N"))


STRIPS = StripFacts(TODAY, strip=True, spacing=Decimal(5), on_each=True)


@pytest.mark.parametrize(
    ("code", "bad"),
    [
        ("M09", {"spacing": Decimal("5.001")}),
        ("M09", {"spacing": None}),
        ("M09U", {"on_each": False}),
        ("M09U", {"on_each": None}),
    ],
)
def test_strip_is_marked(code: str, bad: dict[str, Any]) -> None:
    """Five metres pass, more do not, and what nobody measured does not."""
    assert not judged(code, replace(STRIPS, **bad))
    assert judged(code, STRIPS)


def test_other_goods_carry_no_marks_along() -> None:
    """What does not come by length is not measured."""
    assert STRIP.judge(StripFacts(TODAY, strip=False)) == ()


SIGNING = Signing(TODAY, TODAY, Seat.SUPPLY_HEAD, ONE, ((Seat.SAFETY_DEPUTY, OTHER),))


@pytest.mark.parametrize(
    ("code", "bad"),
    [
        ("M11P", {"until": date(2024, 11, 14)}),
        ("M11S", {"seat": Seat.SAFETY_DEPUTY}),
        ("CT7", {"signer": OTHER}),
    ],
)
def test_renewal_is_signed(code: str, bad: dict[str, Any]) -> None:
    """A proof in date, each seat once, and three people."""
    assert not judged(code, replace(SIGNING, **bad))
    assert judged(code, SIGNING)


TRIED = TrialFacts(TODAY, "SY-1", TODAY, TODAY, "专人看护", ONE, OTHER)


@pytest.mark.parametrize(
    ("code", "bad"),
    [
        ("M02", {"number": " "}),
        ("M02", {"measures": ""}),
        ("M02D", {"valid_until": date(2024, 11, 14)}),
        ("M02D", {"valid_from": date(2024, 11, 16)}),
        ("CT8", {"approver": ONE}),
    ],
)
def test_trial_is_approved(code: str, bad: dict[str, Any]) -> None:
    """A trial has a mark in date, measures, and another approver than its proposer."""
    assert not judged(code, replace(TRIED, **bad))
    assert judged(code, TRIED)


def test_special_conditions_are_shown_and_read() -> None:
    """X: shown at every step, and refused while nobody of the mine has read them."""
    facts = ExFacts(
        TODAY, "electrical", required=True, ex_mark="Ex db I Mb", gas_class="高瓦斯",
        zone="face", certificate="CNEx22.0001X", conditions="只用于配套", acknowledged=True,
    )  # fmt: skip

    assert [finding.code for finding in EXPLOSION.judge(facts)] == ["X05S"]
    assert not judged("X05S", facts)
    assert not judged("X05A", replace(facts, acknowledged=False))
    assert judged("X05A", facts)
    assert judged("X05A", replace(facts, certificate="CNEx22.0001", acknowledged=False))
    assert judged("X05S", replace(facts, conditions=""))


def test_unknown_mark_of_a_trial_is_no_mark() -> None:
    """A class that needs no mark has no trial either."""
    facts = MarkFacts(TODAY, required=False, number="", known=False, trial_until=TODAY)

    assert SAFETY_MARK.judge(facts) == ()


def test_trial_stays_at_its_place() -> None:
    """G08P: where it was approved for, and nowhere when it was approved for no place."""
    facts = TrialPlace(TODAY, on_trial=True, place="3101回风巷", approved=("3101回风巷",))

    assert judged("G08P", facts)
    assert not judged("G08P", replace(facts, place="井底车场"))
    assert not judged("G08P", replace(facts, approved=()))
    assert judged("G08P", replace(facts, on_trial=False, approved=()))
