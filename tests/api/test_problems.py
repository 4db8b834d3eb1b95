"""Problems: every error has a status, two languages and an id to quote."""

from __future__ import annotations

import pytest
from fastapi import Request
from fastapi.testclient import TestClient

from equiplink import errors
from equiplink.errors import EquiplinkError
from equiplink_api.app import create_app
from equiplink_api.problems import STATUS, language, status_of
from tests.api.conftest import As, Client, plan
from tests.world import World


def tree(kind: type[EquiplinkError]) -> list[type[EquiplinkError]]:
    """Return the class and everything below it."""
    return [kind, *(each for child in kind.__subclasses__() for each in tree(child))]


@pytest.mark.parametrize("kind", tree(EquiplinkError), ids=lambda kind: kind.__name__)
def test_every_error_has_a_status(kind: type[EquiplinkError]) -> None:
    """A class stands in the table, or is a conflict by birth."""
    assert kind in STATUS or issubclass(kind, errors.Conflict)
    assert 400 <= status_of(kind) <= 500


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", "zh"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en;q=0.5,zh;q=0.5", "zh"),
        ("en;q=x", "zh"),
        ("fr", "zh"),
        ("*", "zh"),
    ],
)
def test_chinese_unless_english_is_preferred(header: str, expected: str) -> None:
    """Chinese is the default and wins a tie."""
    scope = {"type": "http", "headers": [(b"accept-language", header.encode())]}

    assert language(Request(scope)) == expected


@pytest.mark.parametrize(("lang", "said"), [("zh", "可执行："), ("en", "possible:")])
def test_illegal_step_names_what_is_allowed(world: World, as_: As, lang: str, said: str) -> None:
    """A step that the state forbids is 409 and lists those it allows."""
    made = plan(as_(world, "planner"))
    client = as_(world, "approver", **{"Accept-Language": lang})
    answer = client.post(f"/plans/{made['id']}/return", json={"note": "不全"})

    assert answer.status_code == 409
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["content-language"] == lang
    assert answer.json()["code"] == "illegal-step"
    assert answer.json()["allowed"] == ["change", "submit"]
    assert said in answer.json()["detail"]


def test_refusal_lists_every_finding_with_its_clause(world: World, as_: As) -> None:
    """A refusal by rules tells code, sentence and source of each."""
    client = as_(world, "planner")
    made = plan(client)
    answer = client.post(f"/plans/{made['id']}/submit")
    english = client.post(f"/plans/{made['id']}/submit", headers={"Accept-Language": "en"})
    found, translated = answer.json()["findings"], english.json()["findings"]

    assert answer.status_code == 409
    assert answer.json()["type"] == "/reference/errors#refused"
    assert all(each["source"]["article"] and each["message"] for each in found)
    assert [each["code"] for each in found] == [each["code"] for each in translated]
    assert [each["message"] for each in found] != [each["message"] for each in translated]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nowhere", 404), ("DELETE", "/plans", 405), ("GET", "/plans/x", 422)],
)
def test_http_errors_are_problems_too(
    world: World, as_: As, method: str, path: str, status: int
) -> None:
    """Unknown addresses, methods and ids are told in the same form."""
    answer = as_(world, "planner").request(method, path)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status


@pytest.mark.parametrize("path", ["/healthz", "/nowhere", "/plans", "/boom"])
def test_every_answer_carries_safe_headers(world: World, path: str) -> None:
    """Success, refusal and failure carry the same headers."""
    app = create_app(world.chain)

    @app.get("/boom")
    def boom() -> None:
        raise RuntimeError("password=hunter2")

    answer = TestClient(app, raise_server_exceptions=False).get(path)

    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "hunter2" not in answer.text


@pytest.mark.parametrize("path", ["/plans", "/sessions", "/nowhere"])
def test_large_body_is_refused_before_anybody_is_asked(anybody: Client, path: str) -> None:
    """A large body without a token is refused, declared or in pieces, and never parsed."""
    declared = anybody.post(path, content=b"x" * 2_000_000)
    pieces = anybody.post(
        path,
        content=(b"x" * 100_000 for _ in range(30)),
        headers={"Content-Type": "application/json"},
    )

    assert declared.status_code == 413
    assert declared.json()["status"] == 413
    assert declared.headers["x-content-type-options"] == "nosniff"
    assert pieces.status_code == (404 if path == "/nowhere" else 413)
