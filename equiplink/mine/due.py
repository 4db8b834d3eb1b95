"""Certificates that run out: whoever signs without one is refused, so it is told before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import and_, func, or_, select

from equiplink.due import Due
from equiplink.mine.models import Certificate, Person
from equiplink.mine.states import Role
from equiplink.settings import Setting, Stricter
from equiplink.work import Work

CERTIFICATE_DAYS = Setting(
    "mine.certificate_days",
    60,
    "天",
    Stricter.HIGHER,
    zh="资格证到期提前提醒天数",
    en="days before its end at which a certificate is called to mind",
)


def due(work: Work) -> Iterator[Due]:
    """List the certificates of whoever is at his post that run out soon, the last of each kind."""
    until = work.today + timedelta(days=work.setting(CERTIFICATE_DAYS))
    last = func.max(Certificate.valid_until)
    query = (
        select(Person, Certificate.permit, last)
        .join(
            Certificate,
            and_(Certificate.mine_id == Person.mine_id, Certificate.person_id == Person.id),
        )
        .where(Person.mine_id == work.mine_id)
        .where(or_(Person.left_on.is_(None), Person.left_on > work.today))
        .group_by(Person.mine_id, Person.id, Certificate.permit)
        .having(last <= until)
        .order_by(Person.number, Certificate.permit)
    )
    for person, permit, ends in work.session.execute(query):
        yield Due(
            code="L03C", on=ends, subject=Person.__tablename__, subject_id=person.id,
            number=person.number, role=Role.ADMINISTRATOR, person_id=person.id, key=permit.value,
            zh=f"{person.name} 的{permit.zh}资格证 {ends} 到期，请复训换证",
            en=f"the certificate of {person.name} for {permit} ends on {ends}; renew it",
        )  # fmt: skip
