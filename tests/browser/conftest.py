"""A served mine on the loopback address, and Chromium before it.

The service runs in this process over the test's own chain, so that a test looks at
both sides; the browser's clock is that of the mine.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Thread
from time import time
from typing import Any
from uuid import UUID

import pytest
import uvicorn
from playwright.sync_api import BrowserContext, CDPSession, Page, Playwright, sync_playwright

from equiplink.chain import Chain
from equiplink.gate import devices
from equiplink.gate.models import Gate
from equiplink_api.app import create_app
from tests.gate.steps import opened
from tests.world import World

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture
def dialect() -> str:
    """What a browser sees does not depend on the database."""
    return "sqlite"


@dataclass
class Service:
    """The service over a chain; it can be stopped and started again at the same address."""

    chain: Chain
    port: int = 0
    _server: uvicorn.Server | None = field(default=None, init=False)
    _thread: Thread | None = field(default=None, init=False)

    def start(self) -> None:
        """Listen; the first time at any free port."""
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self.port))
        listener.listen()
        self.port = listener.getsockname()[1]
        app = create_app(self.chain)
        config = uvicorn.Config(app, log_level="error", lifespan="off", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        serve = self._server.serve
        self._thread = Thread(target=lambda: asyncio.run(serve(sockets=[listener])), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Cut the network, as far as the page can tell."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join()
        self._server = self._thread = None

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"http://localhost:{self.port}/station"


@pytest.fixture
def service(chain: Chain) -> Iterator[Service]:
    """The service, started."""
    made = Service(chain)
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """Drives the system's own browser; none is downloaded."""
    with sync_playwright() as made:
        yield made


@dataclass
class Station:
    """One browser with its own profile; ``open`` is the page in it."""

    playwright: Playwright
    service: Service
    world: World
    profile: Path
    context: BrowserContext = field(init=False)
    page: Page = field(init=False)
    device_id: UUID = field(init=False)
    pressed: float = 0.0
    """When the last key was pressed, by what its event says."""
    name: str = "副井扫码站"
    arguments: tuple[str, ...] = ()
    """What else the browser is started with."""

    def open(self, size: dict[str, int] | None = None, url: str = "") -> Page:
        """Start the browser on its profile and open the page."""
        self.context = self.playwright.chromium.launch_persistent_context(
            self.profile,
            executable_path=shutil.which("chromium"),
            viewport=size or WIDE,  # type: ignore[arg-type]  # a dict with both
            args=["--no-sandbox", "--disable-gpu", "--mute-audio", *self.arguments],
        )
        self.page = self.context.pages[0]
        self.page.set_default_timeout(20_000)
        self.page.add_init_script(CLOCK)
        self.at(self.world.clock.now)
        self.page.goto(url or self.service.url)
        self.page.wait_for_selector("body[data-ready]")
        return self.page

    def at(self, moment: datetime) -> None:
        """Set the page's clock; it goes on from there. What events carry is the machine's time."""
        milliseconds = moment.timestamp() * 1000
        said = f"globalThis.ahead = {milliseconds} - performance.timeOrigin - performance.now();"
        self.page.add_init_script(said)
        self.page.evaluate(said)

    def invite(self) -> dict[str, str]:
        """Have a code made for a new device at the gate."""
        opened(self.world)
        with self.world.work() as work:
            gate_id = work.all(Gate)[0].id
            device, code = devices.invite_device(work, name=self.name, gate_id=gate_id)
            self.device_id = device.id
            return {"mine": work.mine.code, "device_id": str(device.id), "code": code}

    def enrol(self, operator: str = "0012") -> Page:
        """Type the invitation in, and the operator's number."""
        for name, value in self.invite().items():
            self.page.fill(f"#enrol-{name}", value)
        self.page.click("#enrolment button")
        self.page.wait_for_selector("#manifest[data-is=fresh]")
        self.page.fill("#operator", operator)
        self.page.dispatch_event("#operator", "change")
        return self.page

    def keys(self, text: str, gap: float, *, end: str = "Enter", composing: bool = False) -> None:
        """Press the keys of *text*, *gap* seconds apart by the time that the events carry.

        The browser gives them the machine's time, whatever clock the page is shown.
        """
        session: CDPSession = self.context.new_cdp_session(self.page)
        at = max(self.pressed + PAUSE, time())
        for each in [*text, *([end] if end else [])]:
            at += gap
            for kind in ("rawKeyDown", "keyUp"):
                told: dict[str, Any] = {
                    "type": kind,
                    "code": CODES.get(each, each),
                    "timestamp": at,
                }
                if composing:
                    told |= {"key": "Process", "windowsVirtualKeyCode": 229}
                else:
                    told |= {"key": each}
                    told |= {"text": each, "type": "keyDown"} if types(kind, each) else {}
                session.send("Input.dispatchKeyEvent", told)
        session.detach()
        self.pressed = at

    def type(self, text: str) -> None:
        """Enter a code by hand."""
        self.page.fill("#tag", text)
        self.page.press("#tag", "Enter")

    def answer(self) -> tuple[str, str]:
        """Return the colour and the word of the answer."""
        self.page.wait_for_selector("#answer:not([hidden])")
        kind = self.page.get_attribute("#answer", "data-is")
        return str(kind), self.page.inner_text("#verdict")

    @contextmanager
    def devtools(self) -> Iterator[CDPSession]:
        """Speak to the page's DevTools."""
        session = self.context.new_cdp_session(self.page)
        yield session
        session.detach()

    def choose(self, direction: str) -> None:
        """Say which way things go from now on."""
        self.page.check(f"input[value={direction}]", force=True)

    def scan(self, text: str) -> str:
        """Scan with a wedge; return the colour of the answer when it is there."""
        before = self.page.get_attribute("#answer", "data-seq")
        self.keys(text, 0.005)
        return self.answered(before)

    def answered(self, before: str | None = None) -> str:
        """Wait for an answer other than the one before; return its colour."""
        self.page.wait_for_selector(f"#answer[data-seq]:not([data-seq='{before}'])")
        return self.answer()[0]

    def reasons(self) -> str:
        """Return why not."""
        return self.page.inner_text("#reasons")

    def events(self) -> list[dict[str, Any]]:
        """Return every event that the browser keeps, as it was signed."""
        rows = self.page.evaluate("import('/station/store.js').then((s) => s.after(0, 1000))")
        return [json.loads(each["body"]) for each in rows]

    def until(self, done: str, arg: object = None) -> None:
        """Look at every frame until the function *done* of *arg* is true, for so many frames.

        The page's policy forbids the driver's own way, which evaluates a text.
        """
        seen = self.page.evaluate(
            f"""async (arg) => {{
              for (let frame = 0; frame < {FRAMES}; frame += 1) {{
                if (await ({done})(arg)) return true;
                await new Promise((after) => requestAnimationFrame(after));
              }}
              return false;
            }}""",
            arg,
        )
        assert seen, done

    def settled(self) -> None:
        """Wait until nothing waits to be sent."""
        self.page.wait_for_selector("#pending[data-count='0']")

    def close(self) -> None:
        """Close the browser."""
        with suppress(Exception):
            self.context.close()


FRAMES = 1200
"""How long something may take: some twenty seconds."""
CLOCK = """\
{
  const Machine = Date;
  globalThis.ahead = 0;
  globalThis.Date = class extends Machine {
    constructor(...given) {
      super(...(given.length ? given : [Machine.now() + ahead]));
    }
    static now() {
      return Machine.now() + ahead;
    }
  };
}"""
"""A page whose days are those of the mine; the driver's own clock would change events too."""
PAUSE = 0.5
"""Seconds between one burst of keys and the next."""
CODES = {
    **{each: f"Key{each}" for each in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    **{each: f"Digit{each}" for each in "0123456789"},
    "/": "Slash", ".": "Period", "-": "Minus", ":": "Semicolon",
}  # fmt: skip


def types(kind: str, key: str) -> bool:
    """Return whether pressing a key writes a character."""
    return kind == "rawKeyDown" and len(key) == 1


@pytest.fixture
def station(
    playwright: Playwright, service: Service, world: World, tmp_path: Path
) -> Iterator[Station]:
    """A browser with an empty profile."""
    made = Station(playwright, service, world, tmp_path / "profile")
    yield made
    made.close()


@pytest.fixture
def other(
    playwright: Playwright, service: Service, world: World, tmp_path: Path
) -> Iterator[Station]:
    """A second browser before the same service."""
    made = Station(playwright, service, world, tmp_path / "other", name="副井第二扫码站")
    yield made
    made.close()
