"""Labels over a real socket, to a printer that draws with a renderer of another house."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from threading import Thread

import pytest
import typer
from PIL import Image
from typer.testing import CliRunner

from equiplink import codes
from equiplink.cli.context import Context
from equiplink.errors import Conflict, Unreadable
from equiplink.register.models import Print
from equiplink_labels.command import labels
from equiplink_labels.job import job, make
from equiplink_labels.layout import Label
from equiplink_labels.printer import AT_ONCE, connected, tspl_status, zpl_status
from equiplink_labels.stocks import STOCKS
from tests.labels.printers import printed_tspl, printed_zpl
from tests.labels.samples import decoded, label, seeded
from tests.register import steps
from tests.world import World

CHECK = "50x30"
SIZE, DPI = (400, 240), 203.2
ASKS = {"zpl": b"~HS", "tspl": b"\x1b!?"}


def hs(*, paper_out: int = 0, waiting: int = 0, head_up: int = 0) -> bytes:
    """Return what the ZPL manual says a printer answers to ``~HS``."""
    lines = (
        f"030,{paper_out},0,0240,{waiting:03},0,0,0,000,0,0,0",
        f"000,0,{head_up},0,0,2,4,0,00000000,1,000",
        "1234,0",
    )
    return b"".join(b"\x02" + line.encode() + b"\x03\r\n" for line in lines)


class Paper:
    """A printer of one connection: answers in turn, the last one for ever, and keeps the stream."""

    def __init__(self, language: str, answers: list[bytes]) -> None:
        self.language, self.answers, self.got = language, answers, b""
        self.asked = 0
        self.door = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.door.getsockname()[1]}"

    def serve(self) -> None:
        """Take one connection until it ends; an empty answer hangs up."""
        line, _ = self.door.accept()
        with line:
            while part := line.recv(65536):
                self.got += part
                question = ASKS[self.language]
                while self.got.endswith(question):
                    self.got = self.got.removesuffix(question)
                    answer = self.answers[min(self.asked, len(self.answers) - 1)]
                    self.asked += 1
                    if not answer:
                        return
                    line.sendall(answer)

    def pictures(self) -> list[Image.Image]:
        """Draw what came in."""
        if self.language == "zpl":
            parts = [part + b"^XZ\n" for part in self.got.split(b"^XZ\n") if part]
            return [printed_zpl(part, SIZE, DPI) for part in parts]
        parts = [part + b"PRINT 1,1\r\n" for part in self.got.split(b"PRINT 1,1\r\n") if part]
        return [printed_tspl(part) for part in parts]


@contextmanager
def printing(language: str, *answers: bytes) -> Iterator[Paper]:
    """Switch a printer on."""
    paper = Paper(language, list(answers))
    thread = Thread(target=paper.serve)
    thread.start()
    yield paper
    thread.join()
    paper.door.close()


def streams(language: str, facts: list[Label]) -> list[tuple[str, bytes]]:
    """Return the labels as they are sent."""
    asked = job(form=language, size=CHECK, dpi=203)
    return list(zip([each.number for each in facts], make(facts, asked).values(), strict=True))


@pytest.mark.parametrize(("language", "well"), [("zpl", hs()), ("tspl", b"\x00")])
def test_labels_arrive_in_order_and_are_read(language: str, well: bytes) -> None:
    """The printer is asked before and after; what it draws says the payloads in order."""
    facts = [label(code) for code in seeded(3)]
    heard: list[int] = []
    with printing(language, well) as paper, connected(paper.address, language) as printer:
        printer.send(streams(language, facts), heard.append)

    assert [decoded(each) for each in paper.pictures()] == [
        [each.payload(STOCKS[CHECK])] for each in facts
    ]
    assert (heard, paper.asked) == ([3], 2)


@pytest.mark.parametrize(
    ("language", "answer", "said"),
    [("zpl", hs(paper_out=1), "缺纸"), ("zpl", hs(head_up=1), "打印头未合上"),
     ("tspl", b"\x04", "缺纸"), ("tspl", b"\x09", "打印头未合上、缺碳带"),
     ("zpl", b"\x03\x03\x03", "没有回答状态"), ("zpl", b"", "没有回答状态")],
)  # fmt: skip
def test_printer_that_is_not_ready_gets_nothing(language: str, answer: bytes, said: str) -> None:
    """What it lacks is said in words, and not a byte of a label is sent."""
    with (
        printing(language, answer) as paper,
        pytest.raises(Conflict) as caught,
        connected(paper.address, language),
    ):
        raise AssertionError("reached")

    assert said in caught.value.message("zh")
    assert paper.got == b""


def test_label_that_may_be_missing_is_named() -> None:
    """Out of labels after the first fifty: the job fails and says from which label on."""
    stream = streams("tspl", [label()])[0][1]
    many = [(f"DQ-{number}", stream) for number in range(AT_ONCE + 2)]
    heard: list[int] = []
    answers = b"\x00", b"\x20", b"\x00", b"\x04"
    with (
        printing("tspl", *answers) as paper,
        pytest.raises(Conflict) as caught,
        connected(paper.address, "tspl") as printer,
    ):
        replace(printer, pause=0).send(many, heard.append)

    assert caught.value.message("zh").startswith(f"从 DQ-{AT_ONCE} 起可能没有打出")
    assert heard == [AT_ONCE]


def test_printer_that_never_gets_done_is_told() -> None:
    """Labels that stay in its buffer are not on paper."""
    with (
        printing("zpl", hs(), hs(waiting=1)) as paper,
        pytest.raises(Conflict) as caught,
        connected(paper.address, "zpl") as printer,
    ):
        hurried = replace(printer, patience=-1, pause=0)
        hurried.send(streams("zpl", [label()]), lambda _: None)

    assert "没有打完" in caught.value.message("zh")


@pytest.mark.parametrize("address", ["", "host:x"])
def test_address_that_is_none_is_unreadable(address: str) -> None:
    """It says how an address looks."""
    with pytest.raises(Unreadable) as caught, connected(address, "zpl"):
        raise AssertionError("reached")

    assert caught.value.field == "printer"


def test_printer_that_is_off_is_told() -> None:
    """Nobody listens there."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        address = f"127.0.0.1:{door.getsockname()[1]}"
    with pytest.raises(Conflict) as caught, connected(address, "zpl"):
        raise AssertionError("reached")

    assert address in caught.value.message("zh")


def test_status_is_read_as_the_manuals_say() -> None:
    """Formats that wait, or a byte that says so, are a printer that prints."""
    assert (zpl_status(hs()).prints, zpl_status(hs(waiting=2)).prints) == (False, True)
    assert (tspl_status(b"\x00").prints, tspl_status(b"\x20").prints) == (False, True)


def test_only_a_language_of_printers_is_sent() -> None:
    """A picture is refused before anybody is called."""
    with pytest.raises(Unreadable) as caught, connected("127.0.0.1", "png"):
        raise AssertionError("reached")

    assert caught.value.field == "format"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_command_prints_on_the_printer(world: World, lang: str) -> None:
    """``equiplink labels --printer`` prints the live tags and tells where; no file is left."""
    _, code = steps.tagged(world)
    context = Context("sqlite://", lang, None, None)
    context.__dict__ |= {"chain": world.chain, "actor": world.people["keeper"]}
    app = typer.Typer()
    app.command()(labels)
    with printing("zpl", hs()) as paper:
        asked = ["--format", "zpl", "--size", CHECK, "--dpi", "203", "--printer", paper.address]
        done = CliRunner().invoke(app, asked, obj=context, catch_exceptions=False)
    with world.read() as work:
        [told] = work.all(Print)

    assert done.exit_code == 0
    assert paper.address in done.output
    assert [decoded(each) for each in paper.pictures()] == [[codes.payload(code)]]
    assert (told.form, told.target, told.sha256) == (
        "zpl", paper.address, sha256(paper.got).hexdigest(),
    )  # fmt: skip
