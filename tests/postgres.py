"""A PostgreSQL cluster of the tests' own, made of the binaries that the system has.

It lives in a temporary directory, listens on a Unix socket only and is stopped
by whoever started it. PostgreSQL refuses to run as root, so root hands it to the
system user ``postgres``.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

INSTALLED = Path("/usr/lib/postgresql")
DURABLE = ("fsync=on", "synchronous_commit=on")
QUICK = ("fsync=off", "autovacuum=off")


class Cluster:
    """A running cluster; ``url(database)`` says how to reach it."""

    def __init__(self, settings: tuple[str, ...] = QUICK) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="eqpg", dir="/tmp"))
        self.owner = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        if os.geteuid() == 0:
            shutil.chown(self.home, self.owner)
        self._run(
            "initdb",
            "-D",
            self.data,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "-U",
            "equiplink",
        )
        options = ["-k", str(self.home), "-c", "listen_addresses=", "-c", "max_connections=200"]
        for setting in settings:
            options += ["-c", setting]
        self._run(
            "pg_ctl",
            "-D",
            self.data,
            "-w",
            "-l",
            f"{self.home}/log",
            "-o",
            " ".join(options),
            "start",
        )

    @property
    def data(self) -> str:
        """The data directory."""
        return f"{self.home}/data"

    def url(self, database: str) -> str:
        """Return the SQLAlchemy URL of *database*."""
        return f"postgresql+psycopg://equiplink@/{database}?host={self.home}"

    def stop(self) -> None:
        """Stop the server and remove its files."""
        self._run("pg_ctl", "-D", self.data, "-m", "immediate", "stop")
        shutil.rmtree(self.home)

    def _run(self, name: str, *arguments: str) -> None:
        # Standard output would be inherited by the server and keep a pipe open for ever.
        user = self.owner if os.geteuid() == 0 else None
        done = subprocess.run(  # noqa: S603  our own arguments
            [str(binaries() / name), *arguments],
            user=user, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{name}: {done.stderr.decode()}")


def binaries() -> Path:
    """Return the directory of the newest server that is installed."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    found = sorted(INSTALLED.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise RuntimeError("no PostgreSQL server: apt-get install postgresql")
    return found[-1].parent
