"""Work and Chain: one transaction, one actor, one clock; all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import DatabaseError, IntegrityError

from equiplink.chain import Chain, default_path
from equiplink.db import new_id
from equiplink.errors import Duplicate, Forbidden, IllegalStep, NotFound, Stale, Unreadable
from equiplink.law import BIDDING, Finding, Severity
from equiplink.ledger import Entry
from equiplink.mine import actions as mine
from equiplink.mine.models import Place, Team
from equiplink.mine.states import Role, Zone
from equiplink.plan.models import Plan
from equiplink.plan.states import PLAN, Period, PlanState
from equiplink.settings import SETTINGS, Setting, Stricter
from equiplink.work import Actor, Work
from tests.statements import counted
from tests.world import World

PLANS = Plan.__table__


def draft(work: Work, *, why: str = "need") -> Plan:
    """Draft a plan through ``step`` alone, without the rules of planning."""
    plan = Plan(
        number="P1", title="十一月", period=Period.MONTH, budget=Decimal(100), project="",
        requester_id=work.actor.id,
    )  # fmt: skip
    work.step(PLAN, plan, "draft", why=why)
    return plan


def ledger_of(world: World, subject_id: UUID) -> Sequence[Entry]:
    """Return the entries of one record."""
    with world.read() as work:
        return work.all(Entry, subject_id=subject_id)


def test_many_records_begin_in_as_many_statements_as_one(world: World) -> None:
    """Each record has its state, its version and an entry of its own, in their order."""
    sent = []
    for count in (1, 40):
        plans = [
            Plan(
                number=f"P{count}-{n}", title="十一月", period=Period.MONTH, budget=Decimal(100),
                project="", requester_id=new_id(),
            )
            for n in range(count)
        ]  # fmt: skip
        with world.work("planner") as work, counted(world.chain) as statements:
            work.steps(PLAN, plans, "draft", [{"n": n} for n in range(count)])
        sent.append(len(statements))
    with world.work("planner") as work:
        work.steps(PLAN, plans, "submit", [{} for _ in plans])
    last = ledger_of(world, plans[-1].id)

    assert sent[0] == sent[1]
    assert {plan.state for plan in plans} == {PlanState.SUBMITTED}
    assert [(each.action, each.before, each.after) for each in last] == [
        ("draft", "", "draft"), ("submit", "draft", "submitted"),
    ]  # fmt: skip
    assert last[0].data == {"n": 39}
    assert world.chain.verify(world.mine_id).intact


def test_many_records_are_stored_at_once_or_none(world: World) -> None:
    """Nobody needs a role for none; whoever lacks it writes none; a reader writes none."""
    teams = [Team(name=f"队{n}") for n in range(3)]
    with world.work() as work:
        work.records(teams, "add_team", [{"name": each.name} for each in teams])
        work.steps(PLAN, [], "draft", [])
    with pytest.raises(Forbidden), world.work("keeper") as work:
        work.steps(PLAN, [Plan()], "draft", [{}])
    with pytest.raises(TypeError, match="reads"), world.read() as work:
        work.records([Team(name="队9")], "add_team", [{}])

    assert [ledger_of(world, each.id)[0].action for each in teams] == ["add_team"] * 3


def test_step_sets_state_and_writes_the_ledger(world: World) -> None:
    """State, version and entry change together, with details and warnings."""
    warning = Finding("W1", Severity.WARN, {"n": 1})
    with world.work("planner") as work:
        plan = draft(work)
        work.step(PLAN, plan, "submit", warnings=[warning], lines=3)
    first, second = ledger_of(world, plan.id)

    assert plan.state is PlanState.SUBMITTED
    assert (first.before, first.after, first.action) == ("", "draft", "draft")
    assert (second.before, second.after, second.action) == ("draft", "submitted", "submit")
    assert first.data == {"why": "need"}
    assert second.data == {"lines": 3, "warnings": [{"code": "W1", "params": {"n": 1}}]}


def test_exception_rolls_back_the_ledger_too(world: World) -> None:
    """What did not happen is not told of."""
    with pytest.raises(ZeroDivisionError), world.work("planner") as work:
        plan_id = draft(work).id
        work.now = 1 / 0  # type: ignore[assignment]

    assert ledger_of(world, plan_id) == []
    with world.read() as work:
        assert work.first(Plan) is None


def test_illegal_step_leaves_nothing(world: World) -> None:
    """A step that the table does not have changes neither state nor ledger."""
    with world.work("planner") as work:
        plan_id = draft(work).id
    with pytest.raises(IllegalStep), world.work("approver") as work:
        work.step(PLAN, work.get(Plan, plan_id), "approve")

    with world.read() as work:
        assert work.get(Plan, plan_id).state is PlanState.DRAFT
    assert len(ledger_of(world, plan_id)) == 1


def test_step_needs_one_of_its_roles(world: World) -> None:
    """Who holds none of the roles is refused, and told which it needs."""
    with pytest.raises(Forbidden, match="需要岗位：计划员"), world.work("keeper") as work:
        draft(work)


def test_step_of_another_version_is_stale(world: World) -> None:
    """A record that somebody else changed meanwhile is not overwritten."""
    with world.work("planner") as work:
        plan_id = draft(work).id
    with pytest.raises(Stale), world.work("planner") as work:
        plan = work.get(Plan, plan_id)
        work.session.execute(
            update(Plan).values(version=7), execution_options={"synchronize_session": False}
        )
        work.step(PLAN, plan, "submit")

    assert len(ledger_of(world, plan_id)) == 1


def step_row(work: Work, plan_id: UUID, before: str, action: str) -> None:
    """Take a step on the hot path."""
    work.step_row(PLAN, PLANS, plan_id, before, action, values={"title": "hot"}, by="row")


def test_step_on_a_row_is_step(world: World) -> None:
    """The hot path sets state, version and values, and writes the same entry."""
    with world.work("planner") as work:
        plan_id = draft(work).id
    with world.work("planner") as work:
        step_row(work, plan_id, "draft", "submit")
    with world.read() as work:
        plan = work.get(Plan, plan_id)
    last = ledger_of(world, plan_id)[-1]

    assert (plan.state, plan.version, plan.title) == (PlanState.SUBMITTED, 2, "hot")
    assert (last.subject, last.before, last.after, last.data) == (
        "plan", "draft", "submitted", {"by": "row"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("who", "before", "action", "error"),
    [
        ("keeper", "draft", "submit", Forbidden),
        ("planner", "draft", "approve", IllegalStep),
        ("approver", "submitted", "approve", Stale),
    ],
)
def test_step_on_a_row_is_refused_as_step_is(
    world: World, who: str, before: str, action: str, error: type[Exception]
) -> None:
    """Role, table and a row that is not as the caller says: each is refused."""
    with world.work("planner") as work:
        plan_id = draft(work).id
    with pytest.raises(error), world.work(who) as work:
        step_row(work, plan_id, before, action)

    assert len(ledger_of(world, plan_id)) == 1


def test_record_of_another_mine_is_not_found(world: World) -> None:
    """What belongs to another mine does not exist here."""
    with world.work() as work:
        place = mine.add_place(work, name="井底", zone="pit_bottom")
    other = Actor.installer()
    with world.chain.work(other) as work:
        mine.open_mine(work, code="OTHER", name="另一矿", gas_class="低瓦斯", synthetic=True)
    with pytest.raises(NotFound) as caught, world.chain.work(other) as work:
        work.get(Place, place.id)

    assert caught.value.field == "place_id"
    with world.chain.read(other) as work:
        assert work.all(Place) == []


def test_mine_that_is_not_there_is_not_found(chain: Chain) -> None:
    """An actor of no mine learns it at the first question about the mine."""
    with pytest.raises(NotFound), chain.read(Actor.installer()) as work:
        _ = work.today


def test_today_is_the_mines_day(world: World) -> None:
    """At one in the morning in China it is not yesterday, though UTC says so."""
    world.clock.now = datetime(2026, 11, 2, 17, 30, tzinfo=UTC)
    with world.read() as work:
        assert work.today == date(2026, 11, 3)
        assert work.day_of(work.now - timedelta(hours=2)) == date(2026, 11, 2)


def test_setting_is_the_mines_or_the_default(world: World) -> None:
    """A mine's own number counts from the next transaction on."""
    source = BIDDING("第二十四条", "最短不得少于二十日")
    setting = Setting("zz.work", 20, "日", Stricter.HIGHER, "天数", "days", source)
    try:
        with world.work() as work:
            before = work.setting(setting)
            mine.set_policy(work, "zz.work", 30)
        with world.read() as work:
            after = work.setting(setting)
    finally:
        del SETTINGS["zz.work"]

    assert (before, after) == (20, 30)


def test_reading_never_writes(world: World) -> None:
    """Who writes in a reading transaction made a mistake, and hears of it at once."""
    with pytest.raises(TypeError, match=r"open it with Chain\.work"), world.read() as work:
        mine.add_team(work, name="综采二队")

    with world.read() as work:
        assert work.first(Team, name="综采二队") is None


def test_reading_does_not_wait_for_a_writer(world: World) -> None:
    """While somebody writes, others read what was committed."""
    with world.work() as writing:
        mine.add_team(writing, name="综采二队")
        with world.read() as reading:
            seen = [team.name for team in reading.all(Team)]

    assert seen == ["综采一队"]


def test_second_of_a_kind_is_a_duplicate_that_names_the_column(world: World) -> None:
    """Both databases name the same column."""
    with pytest.raises(Duplicate) as caught, world.work() as work:
        mine.add_team(work, name="综采一队")

    assert caught.value.field == "name"


def test_reference_to_nothing_is_not_found(world: World) -> None:
    """A foreign key that leads nowhere is a missing record, not a duplicate."""
    with pytest.raises(NotFound), world.work() as work:
        mine.add_person(work, number="X", name="新人", team_id=new_id())


def test_other_refusals_of_the_database_are_bugs(world: World) -> None:
    """A missing value is not the user's mistake; the error stays what it is."""
    with pytest.raises(IntegrityError), world.work() as work:
        work.record(Team(name=None), "add_team")


def test_guard_of_the_ledger_is_no_duplicate(world: World) -> None:
    """Whoever writes past Work hears the database's own refusal."""
    with pytest.raises(DatabaseError, match="append-only"), world.work() as work:
        work.session.execute(text("update ledger_entry set action = 'x'"))


def test_all_and_first_keep_to_what_was_asked(world: World) -> None:
    """Records come as they were made, or in the order asked for."""
    with world.read() as work:
        made = [place.name for place in work.all(Place, zone=Zone.SURFACE)]
        last = work.all(Place, Place.name.desc())[0]
        mines = work.all(type(work.mine))

    assert made == ["地面库房"]
    assert last.name == max(world.places)
    assert [each.id for each in mines] == [world.mine_id]


def test_actor_without_role_is_told_which(world: World) -> None:
    """Any one of the roles is enough; with none the answer lists them."""
    with world.read("keeper") as work:
        work.allow(Role.KEEPER, Role.MECHANIC)
        with pytest.raises(Forbidden) as caught:
            work.allow(Role.BUYER, Role.APPROVER)

    assert "采购员、审批人" in caught.value.message("zh")
    assert "buyer, approver" in caught.value.message("en")


def test_chain_lists_its_mines(world: World) -> None:
    """The county sees which mines a database holds."""
    assert [each.code for each in world.chain.mines()] == ["TEST"]


def test_clock_is_read_once(chain: Chain, tmp_path: Path) -> None:
    """All of one transaction happens at one moment; by default the system's clock is asked."""
    system = Chain(chain.url, key=tmp_path / "seal.key")
    with system.read(Actor.installer()) as work:
        assert work.now.tzinfo is UTC
        assert work.now == work.now
    system.close()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("sqlite:///a/mine.db", "a/mine.db.key"),
        ("sqlite:////srv/mine.db?timeout=5", "/srv/mine.db.key"),
        ("sqlite://", "equiplink.key"),
        ("postgresql+psycopg://host/mine", "equiplink.key"),
    ],
)
def test_key_lies_beside_the_database(
    url: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside a SQLite file, else in the working directory, or where the environment says."""
    monkeypatch.delenv("EQUIPLINK_KEY", raising=False)
    assert default_path(url, "key") == Path(expected)

    monkeypatch.setenv("EQUIPLINK_KEY", "/etc/equiplink/seal.key")
    assert default_path(url, "key") == Path("/etc/equiplink/seal.key")


def test_schema_may_be_upgraded_as_often_as_you_like(chain: Chain) -> None:
    """A second upgrade does nothing."""
    chain.init()
    with chain.engine.connect() as connection:
        version: Any = connection.execute(select(text("version_num from alembic_version")))

        assert len(version.all()) == 1


def test_second_transaction_of_one_thread_is_a_mistake(world: World) -> None:
    """On SQLite, which has one writer, it would wait for itself for ever; it is refused at once."""
    if world.chain.engine.dialect.name == "postgresql":
        with world.work() as one, world.work("keeper") as other:
            assert one.actor != other.actor
        return
    with (
        world.work(),
        pytest.raises(TypeError, match="transaction open"),
        world.work("keeper"),
    ):
        pass

    with world.work("keeper") as work:
        assert work.actor.name == "keeper"


def test_what_cannot_be_computed_is_unreadable(world: World) -> None:
    """A moment at the end of the calendar overflows in another zone: the input is wrong."""
    with pytest.raises(Unreadable), world.work("planner") as work:
        work.day_of(datetime.max.replace(tzinfo=UTC))
