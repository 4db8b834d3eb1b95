"""A campaign's reports: as of a day, equal to the tables, every figure linked to its entries."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from docx import Document as Opened
from openpyxl import load_workbook
from sqlalchemy import text

from equiplink.audit.campaign_record import campaign_record, find_campaign
from equiplink.campaign import actions as campaign
from equiplink.campaign import people, points
from equiplink.errors import Forbidden, NotFound, Unreadable
from equiplink.exchange.campaign_report import Report, campaign_report, month_of
from equiplink.exchange.document import Table
from equiplink.exchange.word import docx
from equiplink.exchange.workbook import workbook
from equiplink.hazard import actions as hazard
from equiplink.ledger import Entry
from tests.campaign.steps import audited, finding, held, planned, running
from tests.gate import steps as at_gate
from tests.grammar.log import sealed
from tests.hazard.steps import assigned, close, found, rectified
from tests.world import PEOPLE, World


@pytest.fixture
def campaign_id(world: World) -> UUID:
    """A campaign of 40 days with two days of history: hazards, rounds, an audit, a refusal."""
    (code,) = at_gate.ready(world, 1)
    made = running(world, days=40)
    held(world, made, "team", world.clock.now.date())
    assigned(world, level="major", cause="one")
    rectified(world, cause="two")
    audit = audited(world, department=True, by="inspector", campaign_id=made)
    finding(world, audit)
    world.clock.forward(days=1)
    close(world, found(world, cause="three"))
    assert at_gate.scanned(world, code).admitted
    assert not at_gate.scanned(world, code).admitted
    return made


def told(world: World, campaign_id: UUID, **asked: Any) -> dict[str, Any]:
    """Return the record as the safety officer reads it today."""
    with world.work("safety_officer") as work:
        asked.setdefault("on", work.today)
        return campaign_record(work, campaign_id, **asked)


def figures(record: dict[str, Any]) -> dict[str, int]:
    """Return the values of a record's figures by their names."""
    return {each["name"]: each["value"] for each in record["figures"]}


def test_figures_equal_the_tables(world: World, campaign_id: UUID) -> None:
    """What the ledger tells today is what statements of our own count in the tables."""
    counts = {
        "found": "select count(*) from hazard",
        "major": "select count(*) from hazard where level = 'major'",
        "department": "select count(*) from hazard where origin = 'department'",
        "rectified": "select count(*) from hazard where state in ('rectified', 'closed')",
        "closed": "select count(*) from hazard where state = 'closed'",
        "open": "select count(*) from hazard where state <> 'closed'",
        "open_major": "select count(*) from hazard where state <> 'closed' and level = 'major'",
        "audits": "select count(*) from audit",
        "audit_findings": "select count(*) from audit_finding",
        "violations": "select count(*) from conduct_violation",
        "back_checks": "select count(*) from back_check",
        "upheld": "select count(*) from accounting where state = 'upheld'",
        "cases": "select count(*) from circulated_case",
        "orders": "select count(*) from supervision_order",
        "restarts": "select count(*) from restart where approved_on is not null",
        "rechecked": "select count(*) from recheck",
        "trainings": "select count(*) from training",
        "letters": "select count(*) from responsibility_letter where state = 'signed'",
        "cameras": "select count(*) from camera_check",
        "submissions": "select count(*) from campaign_submission",
        "entered": "select count(*) from scan where admitted and direction = 'in'",
        "refused": "select count(*) from scan where not admitted",
    }
    record = told(world, campaign_id)
    with world.work("inspector") as work:
        counted = {
            name: work.session.execute(text(sql)).scalar_one() for name, sql in counts.items()
        }

    assert counted == {name: figures(record)[name] for name in counts}
    assert counted["closed"] == counted["audits"] == counted["refused"] == 1
    assert counted["entered"] == 1


COVERED = """
select p.kind, count(distinct p.id), count(distinct c.point_id) from check_point p
left join covered_point c on c.mine_id = p.mine_id and c.point_id = p.id group by p.kind"""
PASSED = """
select count(distinct a.person_id) from attendance a
join person p on p.mine_id = a.mine_id and p.id = a.person_id where a.passed"""


def test_coverage_equals_the_tables(world: World) -> None:
    """Who was trained and what was checked, as statements of our own count it; and of before."""
    made = planned(world, terms={"trainings": ["warning"]})
    with world.work("safety_officer") as work:
        campaign.start(work, made)
        unit, _, _ = points.set_points(
            work, made, points=[
                {"kind": "unit", "name": "综采"}, {"kind": "unit", "name": "掘进"},
                {"kind": "post", "name": "把钩工"},
            ],
        )  # fmt: skip
        unit_id = unit.id
    before = told(world, made)
    day = world.clock.now.date()
    world.clock.forward(days=1)
    with world.work("safety_officer") as work:
        campaign.hold_round(work, made, tier="team", period_from=work.today, covered=[unit_id])
        people.hold_training(
            work, kind="warning", topic="合成案例", held_on=work.today, hours=Decimal(1),
            teacher="合成", attended={
                world.people["mechanic"].id: True, world.people["keeper"].id: False,
            },
        )  # fmt: skip
    record = told(world, made)
    with world.read() as work:
        covered = work.session.execute(text(COVERED)).all()
        passed = work.session.execute(text(PASSED)).scalar_one()
    (row,) = record["trained"]

    assert {(each["kind"], each["points"], each["seen"]) for each in record["points"]} == set(
        map(tuple, covered)
    )
    assert [each["unseen"] for each in record["points"]] == [["掘进"], ["把钩工"]]
    assert (row["people"], row["passed"]) == (len(PEOPLE) - 1, passed)
    assert passed == 1
    assert before["trained"][0]["passed"] == 0
    assert told(world, made, on=day)["points"] == before["points"]
    assert {each.name for each in campaign_report(record, Report.MONTH).blocks
            if isinstance(each, Table)} >= {"points", "trained"}  # fmt: skip


def test_every_figure_names_its_entries(world: World, campaign_id: UUID) -> None:
    """Each entry that a figure counts stands in the ledger, once."""
    record = told(world, campaign_id)
    with world.work("inspector") as work:
        known = {str(each.id) for each in work.all(Entry)}

    for figure in record["figures"]:
        assert len(set(figure["entries"])) == figure["value"]
        assert known.issuperset(figure["entries"])


def test_report_of_a_past_day_does_not_change(world: World, campaign_id: UUID) -> None:
    """What happens later is not in a report as of before, not even the state of a hazard."""
    before = told(world, campaign_id)
    day = date.fromisoformat(before["on"])
    world.clock.forward(days=10)
    found(world, cause="late")
    held(world, campaign_id, "team", world.clock.now.date())
    open_one = next(each for each in before["hazards"] if each["state"] == "found")
    with world.work("safety_officer") as work:
        hazard.report_gone(work, UUID(open_one["id"]), evidence="已查")
    again = told(world, campaign_id, on=day)

    assert again | {"checkpoint": None} == before | {"checkpoint": None}
    assert told(world, campaign_id) != before


def test_month_counts_its_own_days(world: World, campaign_id: UUID) -> None:
    """December's progress begins on the first and lists what is still open from November."""
    world.clock.forward(days=30)
    found(world, cause="december")
    record = told(world, campaign_id, month=date(2026, 12, 1))

    assert record["since"] == "2026-12-01"
    assert figures(record)["found"] == 1
    assert figures(record)["closed"] == 0
    assert figures(record)["open"] == len(record["hazards"]) == 4
    assert figures(record)["late"] == 1


def test_rounds_are_counted_by_tier(world: World, campaign_id: UUID) -> None:
    """A day of the team that nobody held is missed, and named."""
    world.clock.forward(days=1)
    record = told(world, campaign_id)
    first = date.fromisoformat(record["since"])
    rounds = {each["tier"]: each for each in record["rounds"]}

    assert (rounds["team"]["due"], len(rounds["team"]["held"])) == (3, 1)
    assert rounds["team"]["missed"] == [str(first + timedelta(days=n)) for n in (1, 2)]
    assert rounds["group"]["due"] == 0


@pytest.mark.parametrize("kind", list(Report))
def test_reports_open_in_word_and_spreadsheet(
    world: World, campaign_id: UUID, kind: Report
) -> None:
    """Both files open and carry the title, the mine that is synthetic, and the checkpoint."""
    sealed(world.chain, world.mine_id)
    record = told(world, campaign_id)
    document = campaign_report(record, kind)
    words = Opened(BytesIO(docx(document)))
    said = "\n".join(each.text for each in words.paragraphs)
    sheet = load_workbook(BytesIO(workbook(document)))["说明"]
    cells = "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    root = record["checkpoint"].splitlines()[2]

    for written in (said, cells):
        assert kind.zh in written
        assert "synthetic" in written
        assert root in written


def test_lists_show_who_acts_and_who_verified(world: World, campaign_id: UUID) -> None:
    """整改清单 has the five fulfilments and the verifier; 问题隐患清单 what nobody answers for."""
    record = told(world, campaign_id)
    rows = {each["title"] + each["state"]: each for each in record["hazards"]}
    one = next(each for each in record["hazards"] if each["state"] == "closed")
    printed = json.dumps(
        [block.rows for block in campaign_report(record, Report.HAZARDS).blocks[1:2]],  # type: ignore[union-attr]
        ensure_ascii=False,
    )

    assert one["verified_by"]
    assert one["closed_on"] == record["on"]
    assert rows["3101 回风巷开关失爆assigned"]["funds"] == "500"
    assert "未落实" in printed


def test_nothing_is_listed_when_nothing_was_found(world: World) -> None:
    """Lists of a campaign that found nothing say so."""
    record = told(world, running(world))
    blocks = campaign_report(record, Report.MAJOR).blocks

    assert [block.text for block in blocks[1:4:2]] == ["无。", "无。"]  # type: ignore[union-attr]


def test_wrong_days_are_named(world: World, campaign_id: UUID) -> None:
    """A day ahead, a month outside and a word that is no month are refused by field."""
    with pytest.raises(Unreadable, match="lies ahead") as ahead:
        told(world, campaign_id, on=world.clock.now.date() + timedelta(days=1))
    with pytest.raises(Unreadable, match="no month of the campaign"):
        told(world, campaign_id, month=date(2027, 3, 1))
    with pytest.raises(Unreadable, match="write it as"):
        month_of("2024-13")

    assert ahead.value.field == "on"


def test_campaign_is_found_by_its_document(world: World, campaign_id: UUID) -> None:
    """By default the one that began last; a document that is none is refused."""
    with world.work("safety_officer") as work:
        expected = find_campaign(work).id
        by_document = find_campaign(work, "合成〔2026〕1号").id
        with pytest.raises(NotFound):
            find_campaign(work, "无此文号")

    assert expected == by_document == campaign_id


def test_many_missed_days_are_cut_short(world: World) -> None:
    """The list of days that were missed names the first of them."""
    campaign_id = running(world, days=40)
    world.clock.forward(days=30)
    table = campaign_report(told(world, campaign_id), Report.MONTH).blocks[3]

    assert isinstance(table, Table)
    assert table.rows[-1][-1].endswith(" 等")


def test_reports_are_not_everybodys(world: World, campaign_id: UUID) -> None:
    """A keeper does not read them."""
    with pytest.raises(Forbidden), world.work("keeper") as work:
        campaign_record(work, campaign_id, on=work.today)
