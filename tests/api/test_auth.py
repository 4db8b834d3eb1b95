"""Sign in, sign out, tokens: identity comes from the bearer token alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from equiplink.mine import actions as mine
from equiplink.mine.models import Token
from equiplink_api.auth import FAILURES, REMEMBERED, Attempts
from equiplink_api.problems import TooManyAttempts
from tests.api.conftest import As, Client
from tests.world import MORNING, World

RIGHT = {"mine": "TEST", "username": "planner", "password": "long enough 1"}


@pytest.fixture
def account(world: World) -> World:
    """The world in which the planner has an account."""
    with world.work() as work:
        person = world.people["planner"].id
        mine.create_account(work, person, username="planner", password=RIGHT["password"])
    return world


def bearer(token: str) -> dict[str, str]:
    """Return the header that carries *token*."""
    return {"Authorization": f"Bearer {token}"}


def test_password_gives_a_token_of_that_person(account: World, anybody: Client) -> None:
    """The right password is answered with a token that acts as the person, for one shift."""
    session = anybody.post("/sessions", json=RIGHT)
    who = anybody.get("/sessions", headers=bearer(session.json()["token"]))
    account.clock.forward(hours=8)
    later = anybody.get("/sessions", headers=bearer(session.json()["token"]))

    assert session.status_code == 201
    assert who.json()["name"] == "planner"
    assert who.json()["roles"] == ["planner"]
    assert later.status_code == 401


def test_token_of_a_session_gives_no_more_rights(account: World, anybody: Client) -> None:
    """Who signs in as a planner cannot add people: issuing his own token lent him nothing."""
    session = anybody.post("/sessions", json=RIGHT).json()

    answer = anybody.post(
        "/people", json={"number": "9", "name": "新人"}, headers=bearer(session["token"])
    )

    assert answer.status_code == 403
    assert session["roles"] == sorted(account.people["planner"].roles)


@pytest.mark.parametrize("wrong", [{"mine": "X"}, {"username": "x"}, {"password": "wrong one 12"}])
def test_every_wrong_sign_in_reads_the_same(
    account: World, anybody: Client, wrong: dict[str, str]
) -> None:
    """Mine, name and password cannot be told apart by the answer."""
    answer = anybody.post("/sessions", json={**RIGHT, **wrong})

    assert account.people
    assert answer.status_code == 401
    assert answer.json()["detail"] == "用户名或密码不正确"
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_failed_sign_ins_are_limited(account: World, anybody: Client) -> None:
    """After five failures even the right password waits, and then it works."""
    for _ in range(FAILURES):
        anybody.post("/sessions", json={**RIGHT, "password": "wrong one 12"})
    blocked = anybody.post("/sessions", json=RIGHT)
    account.clock.forward(minutes=15)
    later = anybody.post("/sessions", json=RIGHT)

    assert blocked.status_code == 429
    assert int(blocked.headers["Retry-After"]) <= 15 * 60
    assert later.status_code == 201


def test_guessing_names_does_not_fill_the_memory() -> None:
    """The oldest names make room, the newest stay blocked."""
    attempts = Attempts()
    for number in range(REMEMBERED + 10):
        attempts.fail((str(number),), MORNING)
    for _ in range(FAILURES):
        attempts.fail(("x",), MORNING)

    assert len(attempts.failed) == REMEMBERED
    with pytest.raises(TooManyAttempts):
        attempts.check(("x",), MORNING)


def test_signing_out_ends_the_token(world: World, as_: As) -> None:
    """After sign-out the token is nobody's."""
    client = as_(world, "planner")
    before = client.get("/plans")
    out = client.delete("/sessions")
    after = client.get("/plans")

    assert (before.status_code, out.status_code, after.status_code) == (200, 204, 401)


@pytest.mark.parametrize(
    "header",
    [
        {},
        {"Authorization": "Bearer nonsense"},
        {"Authorization": f"Bearer {'0' * 32}.nonsense"},
        {"Authorization": "Basic cGxhbm5lcjp4"},
        {"X-Remote-User": "administrator", "X-Forwarded-User": "administrator"},
    ],
)
def test_nothing_but_a_valid_token_is_an_identity(
    world: World, anybody: Client, header: dict[str, str]
) -> None:
    """No header but a bearer token that the mine knows says who somebody is."""
    answer = anybody.get("/plans", headers=header)

    assert world.people
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"


def test_token_speaks_for_its_own_mine_only(world: World, as_: As) -> None:
    """A token whose mine was exchanged for another is unknown there."""
    client = as_(world, "planner")
    secret = client.headers["Authorization"].partition(".")[2]

    answer = client.get("/plans", headers=bearer(f"{'0' * 32}.{secret}"))

    assert answer.status_code == 401


def test_administrator_gives_a_scanner_its_token_and_takes_it_back(world: World, as_: As) -> None:
    """A token is shown once, works, and stops when it is revoked; no answer shows its digest."""
    admin = as_(world, "administrator")
    keeper = str(world.people["keeper"].id)
    ends = (world.clock.now + timedelta(days=30)).isoformat()
    made = admin.post(
        "/tokens", json={"person_id": keeper, "label": "副井口一号", "expires_at": ends}
    )
    listed = admin.get("/tokens", params={"person_id": keeper}).json()["items"]
    before = admin.get("/sessions", headers=bearer(made.json()["token"]))
    revoked = admin.post(f"/tokens/{listed[0]['id']}/revoke")
    after = admin.get("/sessions", headers=bearer(made.json()["token"]))

    assert made.status_code == 201
    assert set(listed[0]) == {"id", "person_id", "label", "expires_at", "revoked_at"}
    assert before.json()["name"] == "keeper"
    assert revoked.status_code == 200, revoked.text
    assert after.status_code == 401


def test_only_administrators_issue_tokens(world: World, as_: As) -> None:
    """A keeper cannot make himself a token, and nothing is left behind."""
    keeper = world.people["keeper"].id
    ends = (world.clock.now + timedelta(days=1)).isoformat()
    client = as_(world, "keeper")
    body = {"person_id": str(keeper), "label": "x", "expires_at": ends}
    answer = client.post("/tokens", json=body)
    reading = client.get("/tokens")

    with world.read() as work:
        assert [each.label for each in work.all(Token, person_id=keeper)] == ["测试"]
    assert answer.status_code == 403
    assert reading.status_code == 403
