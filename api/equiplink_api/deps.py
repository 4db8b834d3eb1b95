"""Who is calling, and the transactions that he may open.

Identity comes from the bearer token alone; no other header is ever believed.

An endpoint opens its transaction itself, in its own thread: ``with
caller.work() as work``. A dependency that yields the transaction would hold
the writer's lock while its endpoint still waits for a thread, and forty waiting
writers would then stop the service for good. It also means that the commit is
over before the answer exists: a commit that fails is never a 201.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from equiplink.chain import Chain
from equiplink.errors import Forbidden
from equiplink.mine import actions as mine
from equiplink.work import Actor, Work
from equiplink_api.problems import Unauthenticated, language

bearer = HTTPBearer(
    auto_error=False, description="POST /sessions 或管理员签发的令牌 / a token from either"
)


@dataclass(frozen=True, slots=True)
class Caller:
    """A person who is signed in, on one request."""

    chain: Chain
    actor: Actor
    lang: str
    secret: str

    def work(self) -> AbstractContextManager[Work]:
        """Open a transaction that may write."""
        return self.chain.work(self.actor)

    def read(self) -> AbstractContextManager[Work]:
        """Open a transaction that only reads."""
        return self.chain.read(self.actor)


def chain_of(request: Request) -> Chain:
    """Return the chain that the app serves."""
    chain: Chain = request.app.state.chain
    return chain


def stranger(mine_id: UUID) -> Actor:
    """Return an actor of *mine_id* without any role, to look up who somebody is."""
    return Actor(UUID(int=0), "", mine_id)


def caller_of(
    request: Request,
    sent: Annotated[HTTPAuthorizationCredentials | None, Security(bearer)],
) -> Caller:
    """Return whose token was sent; raise ``Unauthenticated`` when it is none."""
    if sent is None:
        raise Unauthenticated
    chain = chain_of(request)
    try:
        with chain.read(stranger(mine.mine_of(sent.credentials))) as work:
            actor = mine.who(work, sent.credentials)
    except Forbidden as error:
        raise Unauthenticated(error.en, zh=error.text_zh, field=error.field) from None
    return Caller(chain, actor, language(request), sent.credentials)


Signed = Annotated[Caller, Depends(caller_of)]
"""A parameter of this type asks for a valid token."""
Served = Annotated[Chain, Depends(chain_of)]
"""A parameter of this type needs no token."""
