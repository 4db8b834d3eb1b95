"""Open a mine, enter its places and people, and let people sign in."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from sqlalchemy import select

from equiplink.db import one_of, utc
from equiplink.errors import Forbidden, Unreadable, said
from equiplink.law import Reading
from equiplink.mine.models import Account, Certificate, GasClass, Mine, Person, Place, Team, Token
from equiplink.mine.states import Permit, Role, Zone
from equiplink.rules import RULES
from equiplink.settings import SETTINGS
from equiplink.work import Actor, Work

SHORTEST_PASSWORD = 12


def open_mine(
    work: Work,
    *,
    code: str,
    name: str,
    gas_class: str,
    time_zone: str = "Asia/Shanghai",
    synthetic: bool,
) -> Mine:
    """Open the mine that the actor names; ``gas_class`` is 低瓦斯, 高瓦斯 or 突出."""
    work.allow(Role.ADMINISTRATOR)
    try:
        ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise Unreadable(
            f"time_zone '{time_zone}' is unknown; use a name such as Asia/Shanghai",
            zh=f"时区“{time_zone}”不存在，请用 Asia/Shanghai 一类的名称",
            field="time_zone",
        ) from None
    mine = Mine(
        id=work.mine_id,
        code=code,
        name=name,
        gas_class=one_of(GasClass, gas_class, field="gas_class"),
        time_zone=time_zone,
        synthetic=synthetic,
        policy={},
    )
    work.record(mine, "open_mine", code=code, name=name, gas_class=gas_class, synthetic=synthetic)
    return mine


def reclassify(work: Work, gas_class: str) -> Mine:
    """Set the gas class that the yearly appraisal found; the gate reads it at the next scan."""
    work.allow(Role.ADMINISTRATOR, Role.SAFETY_OFFICER)
    mine = work.get(Mine, work.mine_id)
    before = mine.gas_class
    mine.gas_class = one_of(GasClass, gas_class, field="gas_class")
    work.record(mine, "reclassify", was=before, gas_class=gas_class)
    return mine


def set_policy(work: Work, key: str, value: int | str) -> Mine:
    """Set a number within the law, or the severity of one rule.

    *key* is a setting, or ``rule.CODE`` with ``deny`` for any rule, and ``warn``
    or ``off`` for a rule that is only believed. Raises ``Unreadable`` for a
    value that would loosen the law.
    """
    work.allow(Role.ADMINISTRATOR)
    if key.startswith("rule."):
        _check_severity(key, value)
    else:
        _check_setting(key, value)
    mine = work.get(Mine, work.mine_id)
    mine.policy = {**mine.policy, key: value}
    work.record(mine, "set_policy", key=key, value=value)
    return mine


def _check_severity(key: str, value: int | str) -> None:
    known = RULES.get(key.removeprefix("rule."))
    may = {"deny"}
    if known is not None and known.source.reading is Reading.BELIEVED:
        may |= {"warn", "off"}
    if known is None or value not in may:
        raise Unreadable(
            f"{key} cannot be '{value}'; possible: {'、'.join(sorted(may))}",
            zh=f"{key} 不能设为“{value}”：规则不存在，或不得放宽；可设：{'、'.join(sorted(may))}",
            field=key,
        )


def _check_setting(key: str, value: int | str) -> None:
    known = SETTINGS.get(key)
    if known is None or not isinstance(value, int):
        raise Unreadable(
            f"{key} = {value!r}: no such setting, or not a whole number",
            zh=f"{key} = {value!r}：没有此项设置，或不是整数",
            field=key,
        )
    known.check(value)


def add_place(work: Work, *, name: str, zone: str, parent_id: UUID | None = None) -> Place:
    """Add a place; ``zone`` is a word of ``Zone`` and decides what equipment may stand there."""
    work.allow(Role.ADMINISTRATOR, Role.SAFETY_OFFICER)
    if parent_id is not None:
        work.get(Place, parent_id)
    name = said(name, "地点名称", field="name")
    place = Place(name=name, zone=one_of(Zone, zone, field="zone"), parent_id=parent_id)
    work.record(place, "add_place", name=name, zone=zone, parent_id=parent_id)
    return place


def add_team(work: Work, *, name: str) -> Team:
    """Add a team or section."""
    work.allow(Role.ADMINISTRATOR)
    name = said(name, "队组名称", field="name")
    team = Team(name=name)
    work.record(team, "add_team", name=name)
    return team


def add_person(
    work: Work, *, number: str, name: str, roles: Iterable[str] = (), team_id: UUID | None = None
) -> Person:
    """Add a person under his work number, with words of ``Role``."""
    work.allow(Role.ADMINISTRATOR)
    held = _roles(roles)
    number, name = said(number, "工号", field="number"), said(name, "姓名", field="name")
    person = Person(number=number, name=name, roles=held, team_id=team_id)
    work.record(person, "add_person", number=number, name=name, roles=held, team_id=team_id)
    return person


def change_roles(work: Work, person_id: UUID, roles: Iterable[str]) -> Person:
    """Replace the roles of a person; they hold from his next sign-in or request."""
    work.allow(Role.ADMINISTRATOR)
    person = work.get(Person, person_id)
    was, person.roles = person.roles, _roles(roles)
    work.record(person, "change_roles", roles=person.roles, was=was)
    return person


def _roles(given: Iterable[str]) -> list[str]:
    held = {one_of(Role, role, field="roles") for role in given}
    if Role.CLOCK in held:
        raise Unreadable(
            "nobody can be the clock; give a person's role",
            zh="“定时”不是人员岗位，不能授予；请填写其他岗位",
            field="roles",
        )
    return sorted(role.value for role in held)


def leave(work: Work, person_id: UUID, *, left_on: date) -> Person:
    """Note that a person leaves: from *left_on* on he signs in, acts and answers for nothing."""
    work.allow(Role.ADMINISTRATOR)
    person = work.get(Person, person_id)
    person.left_on = left_on
    work.record(person, "leave", left_on=left_on)
    return person


def certify(
    work: Work,
    person_id: UUID,
    *,
    permit: str,
    number: str,
    issuer: str,
    valid_from: date,
    valid_until: date,
) -> Certificate:
    """Enter a certificate; both days count."""
    work.allow(Role.ADMINISTRATOR)
    if valid_until < valid_from:
        raise Unreadable(
            f"valid_until {valid_until} lies before valid_from {valid_from}",
            zh=f"有效期止 {valid_until} 早于起始日 {valid_from}，请核对证书",
            field="valid_until",
        )
    work.get(Person, person_id)
    certificate = Certificate(
        person_id=person_id,
        permit=one_of(Permit, permit, field="permit"),
        number=number,
        issuer=issuer,
        valid_from=valid_from,
        valid_until=valid_until,
    )
    work.record(
        certificate, "certify", person_id=person_id, permit=permit, number=number,
        valid_from=valid_from, valid_until=valid_until,
    )  # fmt: skip
    return certificate


def valid_certificate(work: Work, person_id: UUID, permit: Permit, on: date) -> Certificate | None:
    """Return the person's certificate of that kind that is in date *on* that day, longest first."""
    query = (
        select(Certificate)
        .filter_by(mine_id=work.mine_id, person_id=person_id, permit=permit)
        .where(Certificate.valid_from <= on, Certificate.valid_until >= on)
        .order_by(Certificate.valid_until.desc(), Certificate.id)
    )
    return work.session.scalars(query.limit(1)).first()


def actor(work: Work, person_id: UUID) -> Actor:
    """Return the actor that the person is, with the roles he holds now."""
    person = work.get(Person, person_id)
    if not person.works_on(work.today):
        raise Forbidden(
            f"{person.name} left on {person.left_on}",
            zh=f"{person.name} 已于 {person.left_on} 离岗",
        )
    return Actor(person.id, person.name, person.mine_id, frozenset(person.roles))


def create_account(work: Work, person_id: UUID, *, username: str, password: str) -> Account:
    """Give a person a sign-in; stores an argon2id hash of the password only."""
    work.allow(Role.ADMINISTRATOR)
    if len(password) < SHORTEST_PASSWORD:
        raise Unreadable(
            f"the password has fewer than {SHORTEST_PASSWORD} characters",
            zh=f"密码至少 {SHORTEST_PASSWORD} 位",
            field="password",
        )
    work.get(Person, person_id)
    account = Account(person_id=person_id, username=username, password_hash=_hash(password))
    work.record(account, "create_account", person_id=person_id, username=username)
    return account


def sign_in(work: Work, *, username: str, password: str) -> Actor:
    """Return who signs in; raise ``Forbidden`` with one message for every failure."""
    account = work.first(Account, username=username)
    # An unknown name costs as much time as a wrong password, so names cannot be probed.
    digest = account.password_hash if account else _nobody()
    try:
        Argon2id.verify_phc_encoded(password.encode(), digest)
    except InvalidKey:
        account = None
    if account is None:
        raise Forbidden("name or password is wrong", zh="用户名或密码不正确", field="password")
    return actor(work, account.person_id)


@cache
def _nobody() -> str:
    return _hash(secrets.token_urlsafe(32))


def _hash(password: str) -> str:
    argon2 = Argon2id(salt=os.urandom(16), length=32, iterations=3, lanes=4, memory_cost=64 * 1024)
    return argon2.derive_phc_encoded(password.encode())


def issue_token(work: Work, person_id: UUID, *, label: str, expires_at: datetime) -> str:
    """Return a new bearer token; only its SHA-256 is kept, so it is shown this once.

    It begins with the id of the mine, so that whoever receives it knows whose
    people to ask.
    """
    work.allow(Role.ADMINISTRATOR)
    if utc(expires_at) <= work.now:
        raise Unreadable("expires_at lies in the past", zh="到期时间早于现在", field="expires_at")
    work.get(Person, person_id)
    secret = f"{work.mine_id.hex}.{secrets.token_urlsafe(32)}"
    token = Token(person_id=person_id, label=label, expires_at=expires_at, digest=_digest(secret))
    work.record(token, "issue_token", person_id=person_id, label=label, expires_at=expires_at)
    return secret


def revoke_token(work: Work, token_id: UUID) -> Token:
    """End a token at once."""
    work.allow(Role.ADMINISTRATOR)
    token = work.get(Token, token_id)
    token.revoked_at = work.now
    work.record(token, "revoke_token", label=token.label)
    return token


def mine_of(secret: str) -> UUID:
    """Return the mine that a bearer token names; raise ``Forbidden`` when it is none."""
    try:
        return UUID(hex=secret.partition(".")[0])
    except ValueError:
        raise Forbidden("this is no token", zh="令牌格式不正确", field="token") from None


def who(work: Work, secret: str) -> Actor:
    """Return whose token *secret* is; raise ``Forbidden`` when it is unknown, over or revoked."""
    token = work.first(Token, digest=_digest(secret))
    if token is None or token.revoked_at is not None or token.expires_at <= work.now:
        raise Forbidden("the token is unknown or over", zh="令牌无效或已过期", field="token")
    return actor(work, token.person_id)


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
