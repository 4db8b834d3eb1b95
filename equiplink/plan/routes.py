"""Set the mine's table of steps, and name who signs for somebody who is out of office."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NotRequired, TypedDict
from uuid import UUID

from sqlalchemy import or_, select

from equiplink.catalogue.models import DeviceClass
from equiplink.db import PENNIES, exact, new_id, one_of
from equiplink.errors import Conflict, Unreadable, said
from equiplink.mine.models import Person
from equiplink.mine.states import Role
from equiplink.plan.approval_models import Delegation, Route, RouteStep
from equiplink.plan.approval_rules import DELEGATION, SIGN_DAYS, Delegated, Term
from equiplink.plan.states import Matter, Period, Quorum
from equiplink.work import Work

LONGEST_WISH = 365
"""Days; a step that may wait for longer has no wish."""


class StepWanted(TypedDict):
    """A row of the table. Steps with one ``no`` are open together; the lowest come first.

    It applies from ``from_amount`` on (CNY, added up over plans of the same class
    or project), to ``classes`` (codes of classes or categories) and ``periods``
    (words of ``Period``); what is not given narrows nothing. Its signers are all
    who hold one of ``roles`` and the ``people`` that are named; ``quorum`` is a
    word of ``Quorum``, by default anybody's signature. After ``days`` it is late,
    and the holders of ``tell``, by default the administrators, are told.
    """

    no: int
    name: str
    from_amount: NotRequired[Decimal]
    classes: NotRequired[Sequence[str]]
    periods: NotRequired[Sequence[str]]
    roles: NotRequired[Sequence[str]]
    people: NotRequired[Sequence[UUID]]
    quorum: NotRequired[str]
    days: NotRequired[int]
    tell: NotRequired[str]


def set_route(
    work: Work, *, steps: Sequence[StepWanted], reason: str, matter: str = Matter.PLAN
) -> Route:
    """Replace the table of steps for *matter* by its next version; no steps restore the default.

    What is submitted already keeps the set that it froze.
    """
    work.allow(Role.ADMINISTRATOR)
    about = one_of(Matter, matter, field="matter")
    last = current(work, about)
    route = Route(
        id=new_id(),
        mine_id=work.mine_id,
        matter=about,
        number=(last.number if last else 0) + 1,
        reason=said(reason, "修改原因", field="reason"),
        set_by_id=work.actor.id,
        set_at=work.now,
    )
    rows = [_row(work, route, each) for each in steps]
    _known_classes(work, {code for row in rows for code in row.classes})
    if len({(row.no, row.name) for row in rows}) < len(rows):
        raise Unreadable(
            "two steps have one number and one name; rename one",
            zh="两个环节的序号和名称相同，请改名",
            field="steps",
        )
    work.record(
        route, "set_route", matter=about, number=route.number, reason=route.reason,
        steps=[told(row) for row in rows],
    )  # fmt: skip
    work.session.add_all(rows)
    return route


def current(work: Work, matter: Matter) -> Route | None:
    """Return the version of the table that holds now; None where the mine never set one."""
    query = select(Route).filter_by(mine_id=work.mine_id, matter=matter)
    return work.session.scalars(query.order_by(Route.number.desc()).limit(1)).first()


def rows_of(work: Work, route: Route | None) -> Sequence[RouteStep]:
    """Return the steps of a version, in their order."""
    if route is None:
        return ()
    return work.all(RouteStep, RouteStep.no, RouteStep.name, route_id=route.id)


def told(row: RouteStep) -> dict[str, object]:
    """Return a row of the table as the ledger keeps it."""
    return {
        "no": row.no, "name": row.name, "from_amount": row.from_amount, "classes": row.classes,
        "periods": row.periods, "roles": row.roles, "people": row.people, "quorum": row.quorum,
        "days": row.days, "tell": row.tell,
    }  # fmt: skip


def default(work: Work) -> RouteStep:
    """Return the one step of a mine that has no table: anybody who holds the role approves."""
    return RouteStep(
        no=1, name="审批", from_amount=None, classes=[], periods=[], roles=[Role.APPROVER],
        people=[], quorum=Quorum.ANY, days=work.setting(SIGN_DAYS), tell=Role.ADMINISTRATOR,
    )  # fmt: skip


def _row(work: Work, route: Route, given: StepWanted) -> RouteStep:
    amount = given.get("from_amount")
    if amount is not None and exact(amount, PENNIES, field="from_amount") < 0:
        raise _wrong("from_amount", amount)
    days = given.get("days", work.setting(SIGN_DAYS))
    if given["no"] < 1 or not 0 <= days <= LONGEST_WISH:
        raise _wrong("no" if given["no"] < 1 else "days", min(given["no"], days))
    people = [work.get(Person, person_id).id for person_id in given.get("people", ())]
    roles = _words(Role, given.get("roles", ()), "roles")
    name = said(given["name"], "环节名称", field="name")
    if not (people or roles):
        raise Unreadable(
            f"step '{name}' names nobody who signs; give roles or people",
            zh=f"环节“{name}”没有写明由谁签署，请填写岗位或人员",
            field="roles",
        )
    return RouteStep(
        id=new_id(),
        mine_id=work.mine_id,
        route_id=route.id,
        no=given["no"],
        name=name,
        from_amount=amount,
        classes=sorted(set(given.get("classes", ()))),
        periods=_words(Period, given.get("periods", ()), "periods"),
        roles=roles,
        people=sorted({str(each) for each in people}),
        quorum=one_of(Quorum, given.get("quorum", Quorum.ANY), field="quorum"),
        days=days,
        tell=one_of(Role, given.get("tell", Role.ADMINISTRATOR), field="tell"),
    )


def _wrong(field: str, value: object) -> Unreadable:
    return Unreadable(
        f"{field} {value} is out of range; correct it",
        zh=f"{field} {value} 超出允许范围，请改正",
        field=field,
    )


def _words(words: type[Role | Period], given: Iterable[str], field: str) -> list[str]:
    return sorted({one_of(words, each, field=field).value for each in given})


def _known_classes(work: Work, codes: set[str]) -> None:
    query = select(DeviceClass.code, DeviceClass.category).where(
        or_(DeviceClass.code.in_(codes), DeviceClass.category.in_(codes))
    )
    unknown = codes - {code for row in work.session.execute(query) for code in row}
    if unknown:
        names = "、".join(sorted(unknown))
        raise Unreadable(
            f"no class or category has the code {names}; check the catalogue",
            zh=f"没有代码为 {names} 的物资类别，请核对目录",
            field="classes",
        )


def delegate(
    work: Work, *, delegate_id: UUID, starts_on: date, ends_on: date, reason: str
) -> Delegation:
    """Let somebody else sign for the actor from *starts_on* to *ends_on*; both days count."""
    if ends_on < max(starts_on, work.today):
        raise Unreadable(
            f"the period ends on {ends_on}, before it begins or before today; correct it",
            zh=f"代签期间止于 {ends_on}，早于开始日或今天，请改正",
            field="ends_on",
        )
    # In one order, so that two who name each other wait and do not deadlock.
    found = {each: work.get(Person, each) for each in sorted({work.actor.id, delegate_id})}
    person, stand_in = found[work.actor.id], found[delegate_id]
    term = Term(person.id, stand_in.id, starts_on, ends_on)
    facts = Delegated(work.today, term, stand_in.left_on, tuple(_terms(work, term)))
    warnings = DELEGATION.require(facts, work.policy)
    delegation = Delegation(
        person_id=person.id,
        delegate_id=stand_in.id,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=said(reason, "代签原因", field="reason"),
    )
    work.record(
        delegation, "delegate", warnings=warnings, person_id=person.id, person=person.name,
        delegate_id=stand_in.id, delegate=stand_in.name, starts_on=starts_on, ends_on=ends_on,
        reason=delegation.reason,
    )  # fmt: skip
    return delegation


def end_delegation(work: Work, delegation_id: UUID) -> Delegation:
    """Take a delegation back at once; only who gave it, or an administrator."""
    delegation = work.get(Delegation, delegation_id)
    if work.actor.id != delegation.person_id:
        work.allow(Role.ADMINISTRATOR)
    if delegation.ended_at is not None:
        raise Conflict("the delegation has ended already", zh="该代签授权已经收回", field="id")
    delegation.ended_at = work.now
    work.record(delegation, "end_delegation", person_id=delegation.person_id)
    return delegation


def _terms(work: Work, term: Term) -> Iterable[Term]:
    """Yield the delegations that stand of either person; with a delegate who left none stands."""
    both = (term.person, term.delegate)
    query = (
        select(Delegation)
        .join(
            Person, (Person.mine_id == Delegation.mine_id) & (Person.id == Delegation.delegate_id)
        )
        .where(Delegation.mine_id == work.mine_id, Delegation.ended_at.is_(None))
        .where(or_(Person.left_on.is_(None), Person.left_on > work.today))
        .where(Delegation.person_id.in_(both) | Delegation.delegate_id.in_(both))
    )
    for each in work.session.scalars(query):
        yield Term(each.person_id, each.delegate_id, each.starts_on, each.ends_on)


def principals(work: Work) -> frozenset[UUID]:
    """Return for whom the actor may sign today."""
    query = (
        select(Delegation.person_id)
        .filter_by(mine_id=work.mine_id, ended_at=None, delegate_id=work.actor.id)
        .where(Delegation.starts_on <= work.today, Delegation.ends_on >= work.today)
    )
    return frozenset(work.session.scalars(query))
