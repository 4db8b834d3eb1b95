"""A real office printer of another house: CUPS' ``ippeveprinter``, which keeps what it prints."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from socket import create_server
from typing import IO

READY = b"printer-uuid="
"""What it says when it listens."""

ATTRIBUTES = """\
ATTR mimeMediaType document-format-supported {form}
ATTR keyword media-default iso_a4_210x297mm
ATTR keyword media-ready {paper}
ATTR keyword media-supported na_letter_8.5x11in,iso_a4_210x297mm
ATTR keyword print-scaling-supported auto,none
ATTR keyword sides-supported one-sided,two-sided-long-edge
"""


@dataclass(frozen=True, slots=True)
class OfficePrinter:
    """A printer that runs, and the directory in which each job leaves its traces."""

    address: str
    home: Path

    def papers(self) -> list[bytes]:
        """Return the documents that were printed, in order."""
        return [path.read_bytes() for path in sorted(self.home.glob("paper-*.pdf"))]

    def asked(self) -> dict[str, str]:
        """Return the attributes of the last job, as the print command saw them."""
        lines = (self.home / "asked").read_text("utf-8").splitlines()
        return dict(line.partition("=")[::2] for line in lines)


@contextmanager
def office_printer(
    home: Path, script: str = "", *, paper: str = "iso_a4_210x297mm", form: str = "application/pdf"
) -> Iterator[OfficePrinter]:
    """Switch a printer on whose every job runs *script*, in which ``say`` tells its state.

    What a driver tells CUPS it tells: ``STATE: +media-needed``, ``ATTR: job-…``.
    """
    programs = {name: which(name, path=f"{os.environ['PATH']}:/usr/sbin") for name in PROGRAMS}
    lacking = [PROGRAMS[name] for name, path in programs.items() if path is None]
    assert not lacking, f"install {' '.join(lacking)} (`make test` does), then run again"
    command, settings = home / "command", home / "settings"
    command.write_text(
        f'#!/bin/sh\nset -e\ncd {shlex.quote(str(home))}\nenv > asked\nsay() {{ echo "$1" >&2; }}\n'
        f'cp "$1" "paper-$(ls | grep -c "^paper" || true).pdf"\n{script}\n'
    )
    command.chmod(0o755)
    settings.write_text(ATTRIBUTES.format(paper=paper, form=form))
    with create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    printer = [
        str(programs["ippeveprinter"]), "-v", "-r", "off", "-n", "localhost", "-p", str(port),
        "-d", str(home), "-K", str(home), "-a", str(settings), "-c", str(command),
        "Office",
    ]  # fmt: skip
    with _bus(str(programs["dbus-daemon"])) as bus, _running(printer, bus, READY):
        yield OfficePrinter(f"ipp://localhost:{port}/ipp/print", home)


PROGRAMS = {"ippeveprinter": "cups-ipp-utils", "dbus-daemon": "dbus-daemon"}
"""What it takes, and the Debian packages with it."""


@contextmanager
def _bus(daemon: str) -> Iterator[dict[str, str]]:
    """Give the printer a bus of its own: it insists on one, to announce itself to nobody."""
    with _running([daemon, "--session", "--nofork", "--print-address"], {}, b"unix:") as first:
        yield {"DBUS_SYSTEM_BUS_ADDRESS": first.decode().strip()}


@contextmanager
def _running(command: list[str], more: dict[str, str], said: bytes) -> Iterator[bytes]:
    """Run *command* until the end; give the line in which it has *said* that it is ready."""
    process = subprocess.Popen(  # noqa: S603  a program of the system
        command, env=os.environ | more, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        assert process.stdout is not None
        yield _line(process.stdout, said)
    finally:
        process.terminate()
        process.communicate()


def _line(lines: IO[bytes], said: bytes) -> bytes:
    seen = []
    for line in lines:
        seen.append(line)
        if line.startswith(said):
            return line
    raise AssertionError(b"".join(seen).decode())
