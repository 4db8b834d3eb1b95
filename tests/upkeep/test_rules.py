"""Every rule of upkeep: what it refuses and what it lets pass, at its boundaries."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from equiplink.acceptance.check_states import InstrumentState
from equiplink.acceptance.seen import Gauge
from equiplink.catalogue.states import Device
from equiplink.errors import IllegalStep
from equiplink.law import COAL_MINE_CODE, HOUSE, Reading
from equiplink.rules import RULES
from equiplink.states import START as NEW
from equiplink.upkeep.postponing_rules import Postponing
from equiplink.upkeep.rope_rules import RopeTest
from equiplink.upkeep.rules import OUTCOME, START, Outcome, Start
from equiplink.upkeep.scrap_rules import APPRAISAL, DESTRUCTION, REQUEST, SCRAP_APPROVAL, Scrap
from equiplink.upkeep.states import JOB, SCRAPPING, Ground, JobKind, JobState, Measure
from equiplink.upkeep.table import CHECKS, DAYS
from equiplink.upkeep.trouble_rules import Recovery, Sending

TODAY = date(2026, 11, 2)
ONE, TWO, THREE = UUID(int=1), UUID(int=2), UUID(int=3)
STARTING = Start(TODAY, JobKind.REPAIR, scrapped=False, repairing=False)
DONE = Outcome(
    today=TODAY, kind=JobKind.TEST, passed=True, ex=True, done_by=ONE, signed_by=TWO,
    certified=True, ex_certified=True, record="绝缘电阻 50 MΩ", report="",
)  # fmt: skip
GAUGE = Gauge("JL-1", InstrumentState.IN_USE, TODAY)
MODIFIED = replace(DONE, kind=JobKind.MODIFICATION, report="JC-1", report_bound=True)
REPAIRED = replace(DONE, kind=JobKind.REPAIR)
RESCUER = replace(
    DONE, rescuer=True, made_on=date(2023, 1, 1), carried_since=date(2024, 1, 1),
    measured={Measure.GAIN_G: Decimal(10)},
)  # fmt: skip
NOON = datetime(2026, 11, 2, 4, tzinfo=UTC)
RECOVERED = Recovery(TODAY, NOON, same=True, state=JobState.PASSED, closed_at=NOON)
SENT = Sending(
    TODAY, JobKind.REPAIR, open=True, below=False, away=False, ex=True, qualification="F-1",
    due_back_on=TODAY,
)  # fmt: skip
POSTPONED = Postponing(
    TODAY, due_on=TODAY, until=date(2026, 11, 20), last=date(2026, 11, 20), asked_by=ONE,
    approver=TWO,
)  # fmt: skip
ROPE_TEST = RopeTest(TODAY, passed=True, new=True, worn=Decimal("5.9"), thinner=Decimal("9.9"))
SCRAP = Scrap(
    TODAY, Decimal(2), Decimal(2), ONE, appraisal="外壳开裂，张三鉴定", appraiser=THREE,
    approver=TWO, proof="照片 1",
)  # fmt: skip
COSTLY = replace(
    SCRAP, ground=Ground.BEYOND_REPAIR, repair_cost=Decimal("8000.01"), value=Decimal(10000)
)


@pytest.mark.parametrize(
    ("code", "facts", "change"),
    [
        ("J01", STARTING, {"scrapped": True}),
        ("J02", STARTING, {"repairing": True}),
        ("L03", DONE, {"record": " "}),
        ("L03S", DONE, {"signed_by": None}),
        ("L03C", DONE, {"certified": False}),
        ("G06R", REPAIRED, {"ex_certified": False}),
        ("G06S", REPAIRED, {"signed_by": ONE}),
        ("G07", replace(DONE, report="JC-1"), {"kind": JobKind.MODIFICATION, "report": ""}),
        ("P13", RESCUER, {"made_on": None}),
        ("P13", RESCUER, {"made_on": date(2021, 11, 1)}),
        ("P13", RESCUER, {"carried_since": date(2023, 11, 1)}),
        ("P13G", RESCUER, {"measured": {}}),
        ("P13G", RESCUER, {"measured": {Measure.GAIN_G: Decimal("10.1")}}),
        ("I15W", DONE, {"measured": {Measure.WORN_PERCENT: Decimal(25)}}),
        ("I15N", ROPE_TEST, {"worn": Decimal(10)}),
        ("I15M", ROPE_TEST, {"worn": Decimal(6)}),
        ("I15D", ROPE_TEST, {"thinner": Decimal(10)}),
        ("U30", RECOVERED, {"same": False}),
        ("U30", RECOVERED, {"state": JobState.FAILED}),
        ("U30", RECOVERED, {"closed_at": None}),
        ("U30", RECOVERED, {"closed_at": datetime(2026, 11, 1, tzinfo=UTC)}),
        ("U31", SENT, {"below": True}),
        ("U32", SENT, {"open": False}),
        ("U32", SENT, {"kind": JobKind.TEST}),
        ("U32", SENT, {"away": True}),
        ("U33", SENT, {"qualification": ""}),
        ("U34", SENT, {"due_back_on": date(2026, 11, 1)}),
        ("U35", REPAIRED, {"away": True}),
        ("U64", replace(DONE, measures=True, gauge=GAUGE), {"gauge": None}),
        ("U65", DONE, {"gauge": replace(GAUGE, calibrated_until=date(2026, 11, 1))}),
        ("U65", DONE, {"gauge": replace(GAUGE, calibrated_until=None)}),
        ("U65", DONE, {"gauge": replace(GAUGE, state=InstrumentState.FAULTY)}),
        ("U66", MODIFIED, {"report_bound": False}),
        ("U67", DONE, {"unrepaired": True}),
        ("U23", POSTPONED, {"until": date(2026, 11, 21)}),
        ("U24", POSTPONED, {"approver": ONE}),
        ("U25", POSTPONED, {"due_on": date(2026, 11, 1)}),
        ("W01", SCRAP, {"appraisal": ""}),
        ("L10S", SCRAP, {"seals": ("查封",)}),
        ("W02", SCRAP, {"stock": Decimal(1)}),
        ("W03", COSTLY, {"repair_cost": Decimal(8000)}),
        ("W03", COSTLY, {"repair_cost": None}),
        ("W03", COSTLY, {"value": None}),
        ("W04", SCRAP, {"approver": ONE}),
        ("W04", SCRAP, {"approver": None}),
        ("U62", SCRAP, {"appraiser": ONE}),
        ("U62", SCRAP, {"appraiser": None}),
        ("U63", SCRAP, {"appraiser": TWO}),
        ("U63", SCRAP, {"appraiser": None}),
        ("W05", SCRAP, {"proof": " "}),
    ],
)
def test_rule_refuses_and_passes(code: str, facts: Any, change: dict[str, Any]) -> None:
    """One changed fact breaks the rule; without the change it holds."""
    rule = RULES[code]

    assert rule.judge(facts) is None
    finding = rule.judge(replace(facts, **change))
    assert finding is not None
    assert "failed" not in finding.params


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("J02", replace(STARTING, kind=JobKind.TEST, repairing=True)),
        ("L03", replace(DONE, record="", report="JC-1")),
        ("L03C", replace(DONE, signed_by=None, certified=False)),
        ("G06R", replace(REPAIRED, ex=False, ex_certified=False)),
        ("G06R", replace(DONE, ex_certified=False)),
        ("G06R", replace(REPAIRED, passed=False, ex_certified=False)),
        ("G06S", replace(DONE, signed_by=ONE)),
        ("G07", replace(DONE, kind=JobKind.MODIFICATION, passed=False)),
        ("U64", replace(DONE, measures=True, report_bound=True)),
        ("U64", replace(REPAIRED, measures=True)),
        ("U65", replace(DONE, gauge=GAUGE)),
        ("U67", replace(DONE, passed=False, unrepaired=True)),
        ("U66", replace(MODIFIED, passed=False, report_bound=False)),
        ("U66", replace(MODIFIED, report="", report_bound=False)),
        ("P13", replace(RESCUER, made_on=date(2021, 11, 2), carried_since=date(2023, 11, 2))),
        ("P13", replace(RESCUER, carried_since=None)),
        ("P13", replace(RESCUER, made_on=None, passed=False)),
        ("P13", DONE),
        ("P13G", replace(RESCUER, kind=JobKind.CARE, measured={})),
        ("P13G", replace(RESCUER, passed=False, measured={Measure.GAIN_G: Decimal(11)})),
        ("I15W", replace(DONE, measured={Measure.WORN_PERCENT: Decimal("24.9")})),
        ("I15W", replace(DONE, passed=False, measured={Measure.WORN_PERCENT: Decimal(30)})),
        ("I15N", replace(ROPE_TEST, worn=Decimal("9.9"))),
        ("I15N", replace(ROPE_TEST, worn=Decimal(11), new=False)),
        ("I15N", replace(ROPE_TEST, worn=Decimal(11), passed=False)),
        ("I15M", replace(ROPE_TEST, worn=Decimal(7), new=False)),
        ("I15D", replace(ROPE_TEST, thinner=Decimal(11), passed=False)),
        ("I15D", replace(ROPE_TEST, thinner=None)),
        ("W03", SCRAP),
    ],
)
def test_rule_leaves_other_cases_alone(code: str, facts: Any) -> None:
    """A rule speaks of its own case only, and its boundary counts as allowed."""
    assert RULES[code].judge(facts) is None


def test_life_of_a_rescuer_made_on_leap_day() -> None:
    """Five years after 29 February end on 28 February."""
    leap = replace(RESCUER, made_on=date(2024, 2, 29), carried_since=None)
    rule = RULES["P13"]

    assert rule.judge(replace(leap, today=date(2029, 2, 28))) is None
    assert rule.judge(replace(leap, today=date(2029, 3, 1))) is not None


def test_every_broken_rule_is_told() -> None:
    """All findings come together, so that one trip is enough."""
    bad = replace(DONE, record="", signed_by=None, kind=JobKind.MODIFICATION, ex_certified=False)

    codes = {finding.code for finding in OUTCOME.judge(bad)}

    assert codes == {"L03", "L03S", "G07", "G06R"}


def test_good_facts_pass_every_set() -> None:
    """An ordinary job and an ordinary scrapping meet no objection."""
    assert START.judge(STARTING) == ()
    assert OUTCOME.judge(RESCUER) == ()
    assert REQUEST.judge(COSTLY) == ()
    assert APPRAISAL.judge(SCRAP) == ()
    assert SCRAP_APPROVAL.judge(SCRAP) == ()
    assert DESTRUCTION.judge(SCRAP) == ()


@pytest.mark.parametrize("kind", JobKind)
def test_job_opens_and_ends_once(kind: JobKind) -> None:
    """Each kind begins by its own action, and a closed job stays closed."""
    opened = JOB.next(NEW, f"start_{kind}")

    for action in ("pass", "fail"):
        closed = JOB.next(opened, action)
        assert JOB.allowed(closed) == ()


def test_scrapping_is_destroyed_only_after_approval() -> None:
    """What is only asked for or appraised, or was refused or returned, is not destroyed."""
    asked = SCRAPPING.next(NEW, "request")
    returned = SCRAPPING.next(asked, "find_usable")
    condemned = SCRAPPING.next(asked, "condemn")
    refused = SCRAPPING.next(condemned, "refuse")
    approved = SCRAPPING.next(condemned, "approve")

    assert SCRAPPING.next(approved, "destroy") == "destroyed"
    assert SCRAPPING.allowed(returned) == ()
    for state in (asked, condemned, refused, returned):
        with pytest.raises(IllegalStep):
            SCRAPPING.next(state, "destroy")


def test_table_says_how_each_interval_is_known() -> None:
    """No interval claims that its clause was read, and no name stands twice."""
    assert Reading.READ not in {check.reading for check in CHECKS}
    assert len(DAYS) == len(CHECKS)
    assert {check.edition for check in CHECKS} == {COAL_MINE_CODE.edition, HOUSE.edition}


@pytest.mark.parametrize(
    ("name", "device", "codes"),
    [
        ("馈电开关", Device.ELECTRICAL, {"I01", "I02", "I04"}),
        ("甲烷传感器", Device.INSTRUMENT, {"I01", "I16"}),
        ("自救器", Device.OTHER, {"P13Q"}),
        ("矿用橡套电缆", Device.OTHER, {"I06"}),
        ("局部接地极", Device.OTHER, {"I07"}),
        ("反风门", Device.OTHER, {"I11"}),
        ("副井提升机", Device.OTHER, {"I12", "I13"}),
        ("井下运输绞车", Device.OTHER, {"I12L"}),
        ("主要通风机", Device.OTHER, {"I10", "I13F"}),
        ("压风机", Device.OTHER, {"I14"}),
        ("压风机安全阀", Device.OTHER, {"I14V"}),
        ("压风机压力表", Device.OTHER, {"I14G"}),
        ("压力表", Device.OTHER, {"I14P"}),
        ("托盘", Device.OTHER, set()),
    ],
)
def test_check_covers_classes(name: str, device: Device, codes: set[str]) -> None:
    """A check covers a class by its name, its protection or its row of the selection table."""
    ex = device is not Device.OTHER

    assert codes == {c.code for c in CHECKS if c.covers(name, device, requires_ex=ex)}
