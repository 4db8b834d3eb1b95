"""Print sheets on an office printer over IPP, without a driver, with its status before and after.

The printer is asked whether it takes PDF, has A4 and lacks nothing; then it gets
the file unscaled and on one side, and is asked until the job is on paper. A job that
stops is taken back, so that half of it does not come out when nobody expects it.
"""

from __future__ import annotations

import struct
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from equiplink.errors import Conflict, Unreadable
from equiplink_labels.ipp import (
    JOB,
    MEDIA_TYPE,
    REFUSED,
    Answer,
    Attribute,
    Kind,
    Operation,
    Value,
    answer,
    request,
)
from equiplink_labels.printer import Trouble, lacking

OFFICE, PORT, PATH = "ipp://", 631, "/ipp/print"
"""What the address of an office printer begins with."""

A4, PDF = "iso_a4_210x297mm", "application/pdf"

ANSWERS = 15.0
"""Seconds in which a printer answers."""

PATIENCE = 120.0
"""Seconds in which a printer warms up, or brings one more sheet."""

PAUSE = 0.5
"""Seconds between two questions to a printer that prints."""

_SHEETS = "job-impressions-completed"
_STOPPED = 5
_HELD, _JOB_STOPPED, _CANCELED, _ABORTED, _COMPLETED = 4, 6, 7, 8, 9
_PAPER, _DOOR, _TONER = "缺纸", "机门未关", "缺墨粉"
_REASONS = {
    "media-empty": (_PAPER, "it is out of paper"),
    "media-needed": (_PAPER, "it is out of paper"),
    "input-tray-missing": ("缺纸盒", "its tray is missing"),
    "media-jam": ("卡纸", "the paper is jammed"),
    "door-open": (_DOOR, "a door is open"),
    "cover-open": (_DOOR, "a cover is open"),
    "interlock-open": (_DOOR, "a door is open"),
    "toner-empty": (_TONER, "it is out of toner"),
    "marker-supply-empty": (_TONER, "it is out of toner or ink"),
    "marker-waste-full": ("废粉盒已满", "its waste bin is full"),
    "output-area-full": ("出纸槽已满", "its output tray is full"),
    "spool-area-full": ("存储已满", "its memory is full"),
    "fuser-over-temp": ("定影器过热", "the fuser is too hot"),
    "paused": ("已暂停", "it is paused"),
    "shutdown": ("已关机", "it is shut down"),
}
"""Why printers stop (RFC 8011, 5.4.12)."""

_MERE = {"warning", "report"}
"""What stops nothing: an empty tray, while another is printed from."""

_SEVERITIES = {*_MERE, "error"}
_WAITS = "media-needed"
"""What stops a job however it is called: paper that somebody has to put in."""


def troubles(said: Answer) -> tuple[Trouble, ...]:
    """Return what a printer lacks, by its state and the reasons for it."""
    found = []
    for reason in said.words("printer-state-reasons"):
        name, _, severity = reason.rpartition("-")
        if severity not in _SEVERITIES:
            name, severity = reason, ""
        if severity in _MERE and name != _WAITS:
            continue
        if name in _REASONS:
            found.append(_REASONS[name])
        elif severity:
            found.append((f"有故障（{name}）", f"it reports {name}"))
    if not found and said.number("printer-state") == _STOPPED:
        found.append(("已停止", "it has stopped"))
    if not said.number("printer-is-accepting-jobs"):
        found.append(("不接受打印任务", "it accepts no jobs"))
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Office:
    """An office printer at *address*, such as ``ipp://192.168.1.60/ipp/print``."""

    address: str
    host: str
    port: int
    path: str
    patience: float = PATIENCE
    pause: float = PAUSE

    def ready(self) -> Answer:
        """Return the printer's attributes; raise ``Conflict`` that says what it lacks."""
        said = self._ask(Operation.GET_PRINTER_ATTRIBUTES)
        found = troubles(said)
        if found:
            raise lacking(self.address, found)
        return said

    def fits(self) -> Answer:
        """Return the printer's attributes, if it is ready and takes PDF on A4."""
        said = self.ready()
        if PDF not in said.words("document-format-supported"):
            raise Conflict(
                f"printer {self.address} takes no PDF; write a file and print it from a computer",
                zh=f"打印机 {self.address} 不收 PDF；请用 --out 出文件，再从电脑打印",
                field="printer",
            )
        if A4 not in (said.words("media-ready") or said.words("media-supported")):
            raise Conflict(
                f"printer {self.address} has no A4; put it in and set the tray to it",
                zh=f"打印机 {self.address} 没有 A4 纸，请装纸并把纸盒设为 A4",
                field="printer",
            )
        return said

    def send(
        self, document: bytes, sheets: Sequence[Sequence[str]], told: Callable[[int], object]
    ) -> None:
        """Print *document*, a page for each of *sheets* of names; *told* hears of each on paper.

        Raises ``Conflict`` that names the first label which may not be on paper; what
        the printer still has of the job is then taken back.
        """
        job = Attribute(Kind.INTEGER, "job-id", [self._start(document, self.fits())])
        done = 0
        try:
            for count in self._progress(job):
                done, before = max(done, min(count, len(sheets))), done
                told(sum(map(len, sheets[before:done])))
        except Conflict as error:
            first = sheets[min(self._taken_back(job, done), len(sheets) - 1)][0]
            raise Conflict(
                f"from {first} on, labels may not be on paper: {error.en}",
                zh=f"从 {first} 起可能没有打出：{error.text_zh}",
                field="printer",
            ) from error
        told(sum(map(len, sheets[done:])))

    def _start(self, document: bytes, said: Answer) -> int:
        """Send the document and return the number of its job."""
        wishes = [Attribute(Kind.KEYWORD, "media", [A4], JOB)]
        for name, word in (("print-scaling", "none"), ("sides", "one-sided")):
            if word in said.words(f"{name}-supported"):
                wishes.append(Attribute(Kind.KEYWORD, name, [word], JOB))
        begun = self._ask(
            Operation.PRINT_JOB,
            Attribute(Kind.NAME, "requesting-user-name", ["equiplink"]),
            Attribute(Kind.NAME, "job-name", ["equiplink labels"]),
            Attribute(Kind.MIME, "document-format", [PDF]),
            *wishes,
            document=document,
        )
        return begun.number("job-id")

    def _taken_back(self, job: Attribute, done: int) -> int:
        """Cancel the job; return how many sheets are on paper, *done* if nobody says."""
        with suppress(Conflict):
            self._ask(Operation.CANCEL_JOB, job)
        with suppress(Conflict):
            return max(done, self._ask(Operation.GET_JOB_ATTRIBUTES, job).number(_SHEETS))
        return done

    def _progress(self, job: Attribute) -> Iterator[int]:
        """Give the sheets that are on paper until the job is; raise ``Conflict`` if it stops."""
        count, until = 0, time.monotonic() + self.patience
        while True:
            said = self._ask(Operation.GET_JOB_ATTRIBUTES, job)
            state = said.number("job-state")
            if state == _COMPLETED:
                return
            if said.number(_SHEETS) > count:
                count = said.number(_SHEETS)
                until = time.monotonic() + self.patience
            yield count
            self._goes_on(said, state, late=time.monotonic() > until)
            time.sleep(self.pause)

    def _goes_on(self, said: Answer, state: int, *, late: bool) -> None:
        reasons = "、".join(said.words("job-state-reasons"))
        if state in {_CANCELED, _ABORTED}:
            raise Conflict(
                f"printer {self.address} gave the job up ({reasons}); see its display",
                zh=f"打印机 {self.address} 中止了任务（{reasons}），请查看打印机",
                field="printer",
            )
        self.ready()
        if late or state in {_HELD, _JOB_STOPPED}:
            raise Conflict(
                f"printer {self.address} does not get done ({reasons}); see what it waits for",
                zh=f"打印机 {self.address} 一直没有打完（{reasons}），请查看",
                field="printer",
            )

    def _ask(self, operation: Operation, *attributes: Attribute, document: bytes = b"") -> Answer:
        """Ask the printer; raise ``Conflict`` when it does not answer, or does not do it."""
        uri = f"{OFFICE}{self.host}:{self.port}{self.path}"
        common = [
            _word(Kind.CHARSET, "attributes-charset", "utf-8"),
            _word(Kind.LANGUAGE, "attributes-natural-language", "zh-cn"),
            _word(Kind.URI, "printer-uri", uri),
        ]
        sent = request(operation, [*common, *attributes], document)
        line = HTTPConnection(self.host, self.port, timeout=ANSWERS)
        try:
            line.request("POST", self.path, sent, {"Content-Type": MEDIA_TYPE})
            said = answer(line.getresponse().read())
        except (OSError, HTTPException, ValueError, IndexError, struct.error) as error:
            raise Conflict(
                f"printer {self.address} does not answer by IPP ({error}); see that it is on",
                zh=f"打印机 {self.address} 没有按 IPP 回答（{error}）；请检查电源、网线和地址",
                field="printer",
            ) from error
        finally:
            line.close()
        if said.status >= REFUSED:
            told = "、".join(said.words("status-message")) or f"{said.status:#06x}"
            raise Conflict(
                f"printer {self.address} refuses: {told}",
                zh=f"打印机 {self.address} 拒绝：{told}",
                field="printer",
            )
        return said


def _word(kind: Kind, name: str, value: Value) -> Attribute:
    return Attribute(kind, name, [value])


def reached(address: str, form: str) -> Office:
    """Return the office printer at *address*, which is ready for sheets of *form*."""
    if form != "pdf":
        raise Unreadable(
            f"'{form}' cannot be sent to an office printer; choose the format pdf",
            zh=f"“{form}”不能发给办公打印机，格式应为 pdf",
            field="format",
        )
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port or PORT
    except ValueError:
        host = None
    if not host:
        raise Unreadable(
            f"'{address}' is no office printer; give its address, such as {OFFICE}192.168.1.60",
            zh=f"“{address}”不是办公打印机地址，例如 {OFFICE}192.168.1.60",
            field="printer",
        )
    printer = Office(address, host, port, parts.path or PATH)
    printer.fits()
    return printer
