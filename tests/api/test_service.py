"""The true service: its own process, a real socket, many clients at once."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Barrier
from typing import Any, TypeAlias

import httpx2
import pytest

from equiplink.db import new_id
from equiplink.gate.models import Scan
from equiplink.plan.models import Plan
from tests.api.conftest import token
from tests.api.journey import Journey
from tests.register.steps import tagged
from tests.world import World

Start: TypeAlias = Callable[[World], str]

WRITERS = 60
"""More than the forty threads of the service."""


@contextmanager
def running(world: World, directory: Path) -> Iterator[str]:
    """Run the service on a free port over the world's database; give its address.

    What it says on the terminal is in the file ``said`` when it has stopped.
    """
    clock = directory / "clock"
    clock.write_text(world.clock.now.isoformat())
    command = [sys.executable, "-m", "tests.api.serve"]
    arguments = [world.url, f"{directory}/seal.key", str(clock)]
    said = (directory / "said").open("w", encoding="utf-8")
    process = subprocess.Popen(  # noqa: S603  our own arguments
        [*command, *arguments, "serve", "--port", "0"],
        stdout=said,
        stderr=subprocess.PIPE,
        text=True,
    )
    with said, process:
        assert process.stderr is not None
        told = ""
        for line in process.stderr:
            told += line
            found = re.search(r"running on (http://\S+)", line)
            if found:
                yield found[1]
                break
        else:
            raise AssertionError(told)
        process.send_signal(signal.SIGTERM)
        said.write(told + process.stderr.read())
        assert process.wait(timeout=30) in {0, -signal.SIGTERM}


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a service; it is stopped after the test."""
    with ExitStack() as stack:
        yield lambda world: stack.enter_context(running(world, tmp_path))


def client(world: World, name: str, address: str) -> httpx2.Client:
    """Return a client of the true service, signed in."""
    bearer = {"Authorization": f"Bearer {token(world, name)}"}
    return httpx2.Client(base_url=address, headers=bearer, timeout=60)


def test_more_writers_than_threads_are_all_answered(world: World, start: Start) -> None:
    """Sixty writers at once all get their answer: none waits for a thread while holding a lock."""
    with client(world, "planner", start(world)) as planner:

        def draft(number: int) -> int:
            body = {"number": f"J{number}", "title": "t", "period": "month", "budget": "1.00"}
            return planner.post("/plans", json=body).status_code

        with ThreadPoolExecutor(WRITERS) as pool:
            answers = list(pool.map(draft, range(WRITERS)))

    with world.read() as work:
        stored = len(work.all(Plan))
    assert {201} == set(answers)
    assert stored == WRITERS


@pytest.mark.parametrize("dialect", ["postgresql"])
def test_two_services_let_one_thing_in_once(world: World, start: Start, tmp_path: Path) -> None:
    """The whole chain through a true service; then two services scan one tag at one moment.

    One admits it, the other learns that it is inside already; both answers are stored.
    """
    first, second = start(world), start(world)
    with ExitStack() as stack:
        doors = [
            stack.enter_context(httpx2.Client(base_url=address, timeout=60))
            for address in (first, second)
        ]

        def tick() -> None:
            (tmp_path / "clock").write_text(world.clock.now.isoformat())

        journey = Journey(world, doors[0].request, tick)
        _, tag = journey.inspected()
        bearer = {"Authorization": f"Bearer {token(world, 'keeper')}"}
        both = Barrier(2)

        def scan(door: httpx2.Client) -> dict[str, Any]:
            both.wait()
            body = {"tag": tag, "gate": "副井"}
            answer = door.put(f"/scans/{new_id()}", json=body, headers=bearer)
            return dict(answer.json())

        with ThreadPoolExecutor(2) as pool:
            answers = sorted(pool.map(scan, doors), key=lambda each: each["admitted"])

    with world.read() as work:
        stored = sorted(each.admitted for each in work.all(Scan))
    assert [each["admitted"] for each in answers] == [False, True]
    assert "G32" in [each["code"] for each in answers[0]["findings"]]
    assert stored == [False, True]


def test_service_says_nothing_of_itself(world: World, start: Start) -> None:
    """The answer names no server software."""
    with client(world, "planner", start(world)) as planner:
        answer = planner.get("/healthz")

    assert answer.status_code == 200
    assert "server" not in answer.headers


def test_report_leaves_no_trace_of_its_sender(world: World, tmp_path: Path) -> None:
    """The page of a tag is asked for and used, and the terminal shows neither tag nor address."""
    _, code = tagged(world)
    with running(world, tmp_path) as address, httpx2.Client(base_url=address) as anybody:
        page = anybody.get(f"/E/{code}")
        told = anybody.post(f"/E/{code}", data={"text": "防护罩缺螺栓"})
    said = (tmp_path / "said").read_text("utf-8")

    assert (page.status_code, told.status_code) == (200, 201)
    assert "running on" in said
    assert code not in said
    assert len(re.findall(r"127\.0\.0\.1", said)) == 1
