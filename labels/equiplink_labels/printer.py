"""Send labels straight to a thermal printer over a raw socket, port 9100, without any driver.

The printer is asked how it is before the first label, after every fifty and at
the end: ZPL by ``~HS``, TSPL by ``ESC ! ?``. What it has taken into its buffer is
not yet on paper, so a job is done only when the printer says that it waits.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from equiplink.errors import Conflict, Unreadable

PORT = 9100
AT_ONCE = 50
"""Labels between two questions; what a printer holds in its buffer without trouble."""

PATIENCE = 15.0
"""Seconds in which a printer answers, and prints one label."""

PAUSE = 0.2
"""Seconds between two questions to a printer that prints."""

_STX, _ETX = b"\x02", b"\x03"
_HEAD_OPEN = "打印头未合上", "the head is open"
_NO_PAPER = "缺纸", "it is out of labels"
_NO_RIBBON = "缺碳带", "it is out of ribbon"
_PAUSED = "已暂停", "it is paused"
_JAM = "卡纸", "the paper is jammed"
_HOT = "打印头过热", "the head is too hot"
_OTHER = "有故障", "it reports an error"
_TSPL = {
    0x01: _HEAD_OPEN, 0x02: _JAM, 0x04: _NO_PAPER, 0x08: _NO_RIBBON, 0x10: _PAUSED, 0x80: _OTHER,
}  # fmt: skip
_TSPL_PRINTS = 0x20


Trouble = tuple[str, str]
"""What a printer lacks, in Chinese and in English."""


@dataclass(frozen=True, slots=True)
class Status:
    """How a printer is: what it lacks, and whether it still prints."""

    troubles: tuple[Trouble, ...]
    prints: bool


def lacking(address: str, troubles: Sequence[Trouble]) -> Conflict:
    """Say that the printer at *address* cannot print for its *troubles*."""
    zh = "、".join(said for said, _ in troubles)
    en = ", ".join(said for _, said in troubles)
    return Conflict(
        f"printer {address}: {en}; see to it and print again",
        zh=f"打印机 {address} {zh}，请处理后再打",
        field="printer",
    )


def zpl_status(answer: bytes) -> Status:
    """Read the three lines that answer ``~HS``."""
    lines = [line.rpartition(_STX)[2].decode("ascii").split(",") for line in answer.split(_ETX)]
    first, second = lines[0], lines[1]
    flags = (
        (first[1], _NO_PAPER), (first[2], _PAUSED), (first[11], _HOT),
        (second[2], _HEAD_OPEN), (second[3], _NO_RIBBON),
    )  # fmt: skip
    waits = int(first[4]) == 0 and int(second[8]) == 0
    return Status(tuple(said for flag, said in flags if flag == "1"), not waits)


def tspl_status(answer: bytes) -> Status:
    """Read the byte that answers ``ESC ! ?``."""
    flags = answer[0]
    return Status(
        tuple(said for bit, said in _TSPL.items() if flags & bit), bool(flags & _TSPL_PRINTS)
    )


@dataclass(frozen=True, slots=True)
class Language:
    """How printers of a language are asked, how long an answer is, and how it is read."""

    question: bytes
    whole: Callable[[bytes], bool]
    read: Callable[[bytes], Status]


LANGUAGES = {
    "zpl": Language(b"~HS", lambda got: got.count(_ETX) == 3, zpl_status),  # noqa: PLR2004  lines
    "tspl": Language(b"\x1b!?", lambda got: len(got) == 1, tspl_status),
}


@dataclass(frozen=True, slots=True)
class Printer:
    """A printer that was reached and is ready."""

    address: str
    line: socket.socket
    language: Language
    patience: float = PATIENCE
    pause: float = PAUSE

    def status(self) -> Status:
        """Ask the printer how it is; raise ``Conflict`` when it does not say."""
        got = b""
        try:
            self.line.sendall(self.language.question)
            while not self.language.whole(got):
                part = self.line.recv(1024)
                if not part:
                    raise ConnectionError
                got += part
            return self.language.read(got)
        except (OSError, ValueError, IndexError) as error:
            raise Conflict(
                f"printer {self.address} does not say how it is; check its language and cable",
                zh=f"打印机 {self.address} 没有回答状态；请核对打印语言和网线",
                field="printer",
            ) from error

    def ready(self) -> Status:
        """Return the status; raise ``Conflict`` that says what the printer lacks."""
        status = self.status()
        if status.troubles:
            raise lacking(self.address, status.troubles)
        return status

    def send(self, labels: Sequence[tuple[str, bytes]], told: Callable[[int], object]) -> None:
        """Print *labels*, each with its name; *told* hears how many more are on paper.

        Raises ``Conflict`` that names the first label which may not be on paper.
        """
        for start in range(0, len(labels), AT_ONCE):
            some = labels[start : start + AT_ONCE]
            try:
                try:
                    self.line.sendall(b"".join(stream for _, stream in some))
                except OSError as error:
                    raise Conflict(
                        f"printer {self.address} broke off; check its cable",
                        zh=f"打印机 {self.address} 中断，请检查网线",
                        field="printer",
                    ) from error
                self._wait(len(some))
            except Conflict as error:
                raise Conflict(
                    f"from {some[0][0]} on, labels may not be on paper: {error.en}",
                    zh=f"从 {some[0][0]} 起可能没有打出：{error.text_zh}",
                    field="printer",
                ) from error
            told(len(some))

    def _wait(self, count: int) -> None:
        until = time.monotonic() + self.patience * count
        while self.ready().prints:
            if time.monotonic() > until:
                raise Conflict(
                    f"printer {self.address} does not get done; see what it waits for",
                    zh=f"打印机 {self.address} 一直没有打完，请查看",
                    field="printer",
                )
            time.sleep(self.pause)


@contextmanager
def connected(address: str, language: str) -> Iterator[Printer]:
    """Reach the printer at *address*, ``host`` or ``host:port``, and see that it is ready."""
    if language not in LANGUAGES:
        known = "、".join(LANGUAGES)
        raise Unreadable(
            f"'{language}' cannot be sent to a label printer; choose a format of: {known}",
            zh=f"“{language}”不能直接发给标签打印机，格式应为：{known}",
            field="format",
        )
    host, _, port = address.partition(":")
    if not host or not (port or str(PORT)).isdecimal():
        raise Unreadable(
            f"'{address}' is no printer; give its address, such as 192.168.1.50:{PORT}",
            zh=f"“{address}”不是打印机地址，例如 192.168.1.50:{PORT}",
            field="printer",
        )
    try:
        line = socket.create_connection((host, int(port or PORT)), timeout=PATIENCE)
    except OSError as error:
        raise Conflict(
            f"printer {address} is not reached ({error}); see that it is on and its address",
            zh=f"连不上打印机 {address}（{error}）；请检查电源、网线和地址",
            field="printer",
        ) from error
    with line:
        printer = Printer(address, line, LANGUAGES[language])
        printer.ready()
        yield printer
