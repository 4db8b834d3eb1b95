"""漏电跳闸试验: every leakage protection in use is tripped once a day.

One call writes down a team's round: what tripped, and what did not. What did not trip is
unfit and held, under a hazard of its own. The agenda has a line for each team, not for each
device.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from equiplink.catalogue.models import DeviceClass, Product
from equiplink.db import new_id
from equiplink.due import Due
from equiplink.errors import Unreadable
from equiplink.hazard.actions import find
from equiplink.hazard.holding import place_hold
from equiplink.hazard.states import Level
from equiplink.mine.models import Team
from equiplink.mine.states import Role
from equiplink.register.hold_states import HoldKind, HoldSubject
from equiplink.register.holds import held
from equiplink.register.models import Item
from equiplink.usage.leakage_rules import LEAKAGE, PROTECTIVE, Tripping
from equiplink.usage.models import LeakageTest, Placement
from equiplink.work import Work


@dataclass(frozen=True, slots=True)
class Guard:
    """One protective device in use, who has it, and the day that counts as its last test."""

    item: Item
    kind: str
    team: Team
    last: date


def test_leakage(work: Work, *, results: Mapping[UUID, bool]) -> list[LeakageTest]:
    """Write down a round of trip tests: *results* says of each device whether it tripped.

    All or none. Raises ``Refused`` for what is no leakage protection underground (I09P);
    missed days are recorded as a warning (I09). What did not trip is held.
    """
    work.allow(Role.MECHANIC)
    if not results:
        raise Unreadable(
            "results is empty; say of each device whether it tripped",
            zh="没有填写试验结果，请逐台写明是否跳闸",
            field="results",
        )
    last = {each.item.id: each.last for each in guards(work)}
    return [_test(work, item_id, last, tripped=tripped) for item_id, tripped in results.items()]


def _test(work: Work, item_id: UUID, last: Mapping[UUID, date], *, tripped: bool) -> LeakageTest:
    item = work.get(Item, item_id)
    kind = work.get(DeviceClass, work.get(Product, item.product_id).class_id).name
    facts = Tripping(work.today, item.number, kind, item.underground > 0, last.get(item_id))
    warnings = LEAKAGE.require(facts, work.policy)
    made = LeakageTest(
        id=new_id(), item_id=item_id, tripped=tripped, at=work.now, tested_by=work.actor.id
    )
    work.record(made, "test_leakage", warnings=warnings, item_id=item_id, tripped=tripped)
    if not tripped:
        _stop(work, item)
    return made


def _stop(work: Work, item: Item) -> None:
    item.unfit_since = work.now
    hazard = find(
        work, title=f"{item.number} 漏电跳闸试验不动作", level=Level.GENERAL, basis="I09",
        cause=f"leakage:{item.id}", item_id=item.id,
    )  # fmt: skip
    if not any(each.hazard_id == hazard.id for each in held(work, [str(item.id)])):
        place_hold(
            work, kind=HoldKind.HAZARD, subject=HoldSubject.ITEM, key=str(item.id),
            reason=hazard.title, hazard_id=hazard.id,
        )  # fmt: skip


def guards(work: Work) -> list[Guard]:
    """Return every leakage protection that stands somewhere underground, in one statement."""
    newest = (
        select(func.max(LeakageTest.at))
        .where(LeakageTest.mine_id == Item.mine_id, LeakageTest.item_id == Item.id)
        .scalar_subquery()
    )
    query = (
        select(Item, DeviceClass.name, Team, Placement.since, newest)
        .join(Placement, and_(Placement.mine_id == Item.mine_id, Placement.item_id == Item.id))
        .join(Team, and_(Team.mine_id == Placement.mine_id, Team.id == Placement.team_id))
        .join(Product, Product.id == Item.product_id)
        .join(DeviceClass, DeviceClass.id == Product.class_id)
        .where(Item.mine_id == work.mine_id, Placement.ended_at.is_(None), Item.underground > 0)
        .where(or_(*(DeviceClass.name.contains(word) for word in PROTECTIVE)))
        .order_by(Team.name, Item.number)
    )
    return [
        Guard(item, kind, team, work.day_of(tested or since))
        for item, kind, team, since, tested in work.session.execute(query)
    ]


def due(work: Work) -> Iterator[Due]:
    """List each team's next round of trip tests, by the device that waits the longest (I09)."""
    teams: dict[UUID, list[Guard]] = {}
    for each in guards(work):
        teams.setdefault(each.team.id, []).append(each)
    for team_id, mine in teams.items():
        first = min(each.last for each in mine)
        waiting = [each.item.number for each in mine if each.last < work.today]
        name, some = mine[0].team.name, "、".join(waiting[:3]) or "—"
        yield Due(
            code="I09",
            on=first + timedelta(days=1),
            subject=Team.__tablename__,
            subject_id=team_id,
            number=name,
            role=Role.MECHANIC,
            zh=f"{name} 漏电跳闸试验：共 {len(mine)} 台，今日未做 {len(waiting)} 台（{some}）",
            en=f"{name}: trip test of {len(mine)} leakage protections, {len(waiting)} not done",
        )
