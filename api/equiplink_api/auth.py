"""Sign in, sign out, and give a machine its token.

A password is checked once, by argon2, and answered with a token whose check is
one hash and one look-up. Failed sign-ins are counted in this process only: the
count is lost at a restart and not shared between processes, so a service that
faces more than the mine's own network needs the limiter of its proxy as well.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from math import ceil
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from equiplink.errors import Forbidden
from equiplink.mine import actions as mine
from equiplink.mine.models import Token
from equiplink.mine.states import Role
from equiplink.work import Actor
from equiplink_api.bodies import ExactRoute, Moment
from equiplink_api.deps import Served, Signed, stranger
from equiplink_api.problems import PROBLEMS, TooManyAttempts, Unauthenticated

SESSION = timedelta(hours=8)
"""One shift."""
FAILURES = 5
WINDOW = timedelta(minutes=15)
REMEMBERED = 10_000
"""How many names are kept; the oldest make room, so that guessing cannot fill the memory."""

Short = Annotated[str, Field(min_length=1, max_length=200)]


class SignIn(BaseModel):
    """Code of the mine, name and password."""

    model_config = ConfigDict(extra="forbid")

    mine: Short
    username: Short
    password: Short


class Session(BaseModel):
    """A bearer token, shown this once, and whose it is."""

    token: str
    expires_at: AwareDatetime
    person_id: UUID
    name: str
    roles: list[str]


class NewToken(BaseModel):
    """A token for a scanner or another service; it acts as this person."""

    model_config = ConfigDict(extra="forbid")

    person_id: UUID
    label: Short
    expires_at: Moment


class Issued(BaseModel):
    """A bearer token, shown this once."""

    token: str


@dataclass
class Attempts:
    """Counts the failed sign-ins of one address for one name."""

    failed: OrderedDict[tuple[str, ...], list[datetime]] = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    slots: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(2))
    """How many passwords are checked at once; each check takes 64 MiB and a core."""

    def check(self, key: tuple[str, ...], now: datetime) -> None:
        """Raise ``TooManyAttempts`` when *key* has failed too often lately."""
        with self.lock:
            recent = [at for at in self.failed.get(key, ()) if now - at < WINDOW]
        if len(recent) >= FAILURES:
            raise TooManyAttempts(ceil((recent[0] + WINDOW - now).total_seconds()))

    def fail(self, key: tuple[str, ...], now: datetime) -> None:
        """Remember a failure."""
        with self.lock:
            recent = [at for at in self.failed.pop(key, ()) if now - at < WINDOW]
            self.failed[key] = [*recent, now]
            while len(self.failed) > REMEMBERED:
                self.failed.popitem(last=False)

    def forget(self, key: tuple[str, ...]) -> None:
        """Start anew after a success."""
        with self.lock:
            self.failed.pop(key, None)


router = APIRouter(tags=["mine"], route_class=ExactRoute, responses=PROBLEMS)


@router.post("/sessions", status_code=201, summary="登录 / sign in", operation_id="sign_in")
def sign_in(chain: Served, request: Request, body: SignIn) -> Session:
    """Sign in with code of the mine, name and password; the token lasts one shift."""
    attempts: Attempts = request.app.state.attempts
    host = request.client.host if request.client else ""
    key, now = (host, body.mine, body.username), chain.clock()
    attempts.check(key, now)
    try:
        person = _password(chain, attempts, body)
    except Forbidden as error:
        attempts.fail(key, now)
        raise Unauthenticated(error.en, zh=error.text_zh, field=error.field) from None
    attempts.forget(key)
    # The password is the permission: it lets a person give himself a token, and nothing else.
    himself = replace(person, roles=frozenset({Role.ADMINISTRATOR}))
    with chain.work(himself) as work:
        ends = work.now + SESSION
        token = mine.issue_token(work, person.id, label="登录", expires_at=ends)
    return Session(
        token=token,
        expires_at=ends,
        person_id=person.id,
        name=person.name,
        roles=sorted(person.roles),
    )


def _password(chain: Served, attempts: Attempts, body: SignIn) -> Actor:
    found = next((each for each in chain.mines() if each.code == body.mine), None)
    # A mine that does not exist costs an argon2 check as well, so codes cannot be probed.
    who = stranger(found.id if found else UUID(int=0))
    with attempts.slots, chain.read(who) as work:
        return mine.sign_in(work, username=body.username, password=body.password)


@router.delete("/sessions", status_code=204, summary="退出 / sign out", operation_id="sign_out")
def sign_out(caller: Signed) -> Response:
    """End the token of this request at once."""
    himself = replace(caller.actor, roles=frozenset({Role.ADMINISTRATOR}))
    with caller.chain.work(himself) as work:
        token = work.first(Token, digest=sha256(caller.secret.encode()).hexdigest())
        if token is not None:
            mine.revoke_token(work, token.id)
    return Response(status_code=204)


@router.get("/sessions", summary="当前身份 / who am I", operation_id="who")
def who(caller: Signed) -> dict[str, str | list[str]]:
    """Say whose token this is and what he may do."""
    actor = caller.actor
    return {"person_id": str(actor.id), "name": actor.name, "roles": sorted(actor.roles)}


@router.post("/tokens", status_code=201, summary="签发令牌 / issue", operation_id="tokens_issue")
def issue(caller: Signed, body: NewToken) -> Issued:
    """Give a scanner or a service a token of its own; for administrators."""
    with caller.work() as work:
        token = mine.issue_token(work, body.person_id, label=body.label, expires_at=body.expires_at)
    return Issued(token=token)
