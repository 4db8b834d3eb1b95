"""The service over the test's own chain, and a client for each person of the mine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache
from typing import Any, TypeAlias

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from equiplink.chain import Chain
from equiplink.ledger import Entry
from equiplink.mine import actions as mine
from equiplink_api.app import create_app
from equiplink_api.auth import Attempts
from tests.world import World

Client: TypeAlias = TestClient
As: TypeAlias = Callable[..., TestClient]


def token(world: World, name: str) -> str:
    """Return a fresh token of one of the world's people."""
    with world.work() as work:
        return mine.issue_token(
            work, world.people[name].id, label="测试", expires_at=work.now + timedelta(days=400)
        )


@cache
def _made() -> FastAPI:
    return create_app(Chain("sqlite://"))


@pytest.fixture
def app(chain: Chain) -> FastAPI:
    """The application; made once, because its hundreds of routes take a second."""
    app = _made()
    app.state.chain, app.state.attempts = chain, Attempts()
    return app


@pytest.fixture
def anybody(app: FastAPI) -> Iterator[Client]:
    """A client without a token; a failure inside is an answer, as for a real client."""
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def as_(app: FastAPI) -> As:
    """Make a client that is signed in: ``as_(world, "planner")``."""

    def sign(world: World, name: str, **headers: str) -> Client:
        bearer = {"Authorization": f"Bearer {token(world, name)}", **headers}
        return TestClient(app, headers=bearer, raise_server_exceptions=False)

    return sign


def plan(client: Client, number: str = "JH-2026-001", **members: Any) -> dict[str, Any]:
    """Draft a plan over HTTP and return it."""
    body = {"number": number, "title": "十一月配件", "period": "month", "budget": "12000.10"}
    answer = client.post("/plans", json={**body, **members})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def taken(world: World) -> list[tuple[str, str, str, str]]:
    """Return who took which file of which record, with its hash, as the ledger tells it."""
    with world.work() as work:
        told = work.all(Entry, action="export")
    return [
        (each.actor_name, each.data["what"], each.data.get("record_id", ""), each.data["sha256"])
        for each in told
    ]
