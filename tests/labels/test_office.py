"""Sheets over IPP to a real printer of another house, which prints, lacks paper, or refuses."""

from __future__ import annotations

import os
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from socket import create_server
from threading import Thread
from urllib.request import Request, urlopen

import pytest
import typer
from typer.testing import CliRunner

from equiplink.cli.context import Context
from equiplink.errors import Conflict, Unreadable
from equiplink.register.models import Print
from equiplink_labels.command import labels
from equiplink_labels.ipp import MEDIA_TYPE, Answer, Attribute, Kind, Operation, answer, request
from equiplink_labels.job import job, make
from equiplink_labels.office import Office, reached, troubles
from tests.labels.offices import OfficePrinter, office_printer
from tests.labels.printers import printed_pdf
from tests.labels.samples import decoded, label, seeded
from tests.register import steps
from tests.world import World

CANCELED = 7
SHEETS = [["DQ-1", "DQ-2"], ["DQ-3", "DQ-4"]]
ONE_OUT = "say 'ATTR: job-impressions-completed=1'"
PAPER_OUT = f"{ONE_OUT}; say 'STATE: +media-needed'; cat wait"


def quick(printer: OfficePrinter) -> Office:
    """Reach the printer and ask it without pauses."""
    return replace(reached(printer.address, "pdf"), pause=0)


def ended(printer: OfficePrinter) -> int:
    """Wait for the end of the first job, and return its state."""
    asked = request(Operation.GET_JOB_ATTRIBUTES, [
        Attribute(Kind.CHARSET, "attributes-charset", ["utf-8"]),
        Attribute(Kind.LANGUAGE, "attributes-natural-language", ["en"]),
        Attribute(Kind.URI, "printer-uri", [printer.address]),
        Attribute(Kind.INTEGER, "job-id", [1]),
    ])  # fmt: skip
    page = Request(printer.address.replace("ipp", "http", 1), asked, {"Content-Type": MEDIA_TYPE})  # noqa: S310
    while True:
        with urlopen(page) as line:  # noqa: S310  a printer of our own
            state = answer(line.read()).number("job-state")
        if state >= CANCELED:
            return state


def document(count: int) -> bytes:
    """Return sheets of so many labels."""
    facts = [label(code) for code in seeded(count)]
    return make(facts, job(form="pdf", sheet="a4-24"))["labels.pdf"]


def test_sheets_arrive_unscaled_on_one_side_of_a4(tmp_path: Path) -> None:
    """The printer gets our bytes and the wish that no driver touches them; each sheet is told."""
    sent, heard = document(25), list[int]()
    with office_printer(tmp_path, f"{ONE_OUT}") as printer:
        quick(printer).send(sent, SHEETS, heard.append)

        assert printer.papers() == [sent]
        asked = printer.asked()
    assert sum(heard) == 4
    assert [asked[f"IPP_{name}"] for name in ("MEDIA", "PRINT_SCALING", "SIDES")] == [
        "iso_a4_210x297mm", "none", "one-sided",
    ]  # fmt: skip
    assert len(decoded(printed_pdf(sent)[0])) == 24


def test_label_that_may_be_missing_is_named_and_the_job_taken_back(tmp_path: Path) -> None:
    """Out of paper after the first sheet: the first label of the second is named."""
    os.mkfifo(tmp_path / "wait")
    with office_printer(tmp_path, PAPER_OUT) as printer:
        with pytest.raises(Conflict) as caught:
            quick(printer).send(document(25), SHEETS, lambda _: None)
        (tmp_path / "wait").write_bytes(b"")

        assert "从 DQ-3 起可能没有打出" in caught.value.message("zh")
        assert "缺纸" in caught.value.message("zh")
        assert ended(printer) == CANCELED
        with pytest.raises(Conflict) as again:
            reached(printer.address, "pdf")
        assert "缺纸" in again.value.message("zh")


def test_job_that_the_printer_gives_up_is_told(tmp_path: Path) -> None:
    """A command that fails aborts the job; nothing of it counts."""
    with office_printer(tmp_path, "exit 1") as printer, pytest.raises(Conflict) as caught:
        quick(printer).send(document(1), [["DQ-1"]], lambda _: None)

    assert "从 DQ-1 起可能没有打出" in caught.value.message("zh")
    assert "中止了任务" in caught.value.message("zh")


def test_printer_that_never_gets_done_is_told(tmp_path: Path) -> None:
    """Patience ends while it still works on the first sheet."""
    os.mkfifo(tmp_path / "wait")
    with office_printer(tmp_path, "cat wait") as printer:
        with pytest.raises(Conflict) as caught:
            replace(quick(printer), patience=-1).send(document(1), [["DQ-1"]], lambda _: None)
        (tmp_path / "wait").write_bytes(b"")

    assert "一直没有打完" in caught.value.message("zh")


@pytest.mark.parametrize(
    ("paper", "form", "said"),
    [
        ("na_letter_8.5x11in", "application/pdf", "没有 A4 纸"),
        ("iso_a4_210x297mm", "image/urf", "不收 PDF"),
    ],
)
def test_printer_that_does_not_suit_gets_nothing(
    tmp_path: Path, paper: str, form: str, said: str
) -> None:
    """Without A4, or without PDF, it is told before anything is sent."""
    with (
        office_printer(tmp_path, paper=paper, form=form) as printer,
        pytest.raises(Conflict) as caught,
    ):
        reached(printer.address, "pdf")

    assert said in caught.value.message("zh")
    assert printer.papers() == []


def test_refusal_is_told_in_the_printers_words(tmp_path: Path) -> None:
    """A wrong path is no printer of that house."""
    with office_printer(tmp_path) as printer, pytest.raises(Conflict) as caught:
        reached(printer.address.replace("/ipp/print", "/ipp/nobody"), "pdf")

    assert "拒绝：" in caught.value.message("zh")


@pytest.mark.parametrize("spoken", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nno"])
def test_what_does_not_speak_ipp_is_told(spoken: bytes) -> None:
    """Silence, and a page instead of an answer, name the address."""
    with create_server(("127.0.0.1", 0)) as door:

        def serve() -> None:
            line, _ = door.accept()
            with line:
                line.recv(65536)
                line.sendall(spoken)

        thread = Thread(target=serve)
        thread.start()
        address = f"ipp://127.0.0.1:{door.getsockname()[1]}"
        with pytest.raises(Conflict) as caught:
            reached(address, "pdf")
        thread.join()

    assert address in caught.value.message("zh")
    assert "没有按 IPP 回答" in caught.value.message("zh")


@pytest.mark.parametrize(
    ("reasons", "said"),
    [
        (["none"], []),
        (["toner-low-warning", "media-low", "media-empty-report", "cover-open-warning"], []),
        (["media-empty"], ["缺纸"]),
        (["media-jam-error", "door-open-error"], ["卡纸", "机门未关"]),
        (["media-needed-warning", "media-empty-error"], ["缺纸"]),
        (["laser-at-eol-error"], ["有故障（laser-at-eol）"]),
    ],
)
def test_reasons_are_read_as_the_standard_says(reasons: list[str], said: list[str]) -> None:
    """Warnings and reports stop nobody; an error that we do not know is named as it is."""
    told = Answer(0, {
        "printer-state": [3], "printer-is-accepting-jobs": [1], "printer-state-reasons": [*reasons],
    })  # fmt: skip

    assert [zh for zh, _ in troubles(told)] == said


def test_printer_that_stopped_or_takes_nothing_is_not_ready() -> None:
    """Also when it gives no reason."""
    told = Answer(0, {"printer-state": [5], "printer-is-accepting-jobs": [0]})

    assert [zh for zh, _ in troubles(told)] == ["已停止", "不接受打印任务"]


def test_answer_of_a_collection_is_read_past() -> None:
    """What we do not ask for may come; the attributes behind it are found."""
    content = bytes.fromhex(
        "0101 0000 00000001 04"
        "34 0009 6d656469612d636f6c 0000 4a 0000 0001 78 21 0000 0004 00000007 37 0000 0000"
        "23 000d 7072696e7465722d7374617465 0004 00000003 03"
    )

    assert answer(content).number("printer-state") == 3


@pytest.mark.parametrize(
    ("address", "form", "field"),
    [("ipp://", "pdf", "printer"), ("ipp://a:b", "pdf", "printer"), ("ipp://a", "zpl", "format")],
)
def test_what_is_no_office_printer_is_unreadable(address: str, form: str, field: str) -> None:
    """Address and format are seen before anybody is called."""
    with pytest.raises(Unreadable) as caught:
        reached(address, form)

    assert caught.value.field == field


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_command_prints_sheets_on_the_office_printer(
    world: World, tmp_path: Path, lang: str
) -> None:
    """``equiplink labels --printer ipp://…`` prints the live tags, and records where they went."""
    _, code = steps.tagged(world)
    context = Context("sqlite://", lang, None, None)
    context.__dict__ |= {"chain": world.chain, "actor": world.people["keeper"]}
    app = typer.Typer()
    app.command()(labels)
    with office_printer(tmp_path) as printer:
        asked = ["--sheet", "a4-65", "--skip", "7", "--printer", printer.address]
        done = CliRunner().invoke(app, asked, obj=context, catch_exceptions=False)
        [paper] = printer.papers()
    with world.read() as work:
        [told] = work.all(Print)

    assert done.exit_code == 0
    assert printer.address in done.output
    assert decoded(printed_pdf(paper)[0]) == [code]
    assert (told.form, told.target, told.sha256) == (
        "pdf", printer.address, sha256(paper).hexdigest(),
    )  # fmt: skip
