"""How long a fresh interpreter takes to import equiplink, beside an empty one."""

from __future__ import annotations

import subprocess
import sys
from statistics import median
from time import perf_counter

ROUNDS = 7


def _seconds(code: str) -> float:
    began = perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)  # noqa: S603  our own code
    return perf_counter() - began


def run() -> dict[str, float]:
    """Return seconds, interleaved so that a noisy moment hits both."""
    names = {"python": "pass", "import equiplink": "import equiplink"}
    times: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(ROUNDS):
        for name, code in names.items():
            times[name].append(_seconds(code))
    found = {f"{name} s": median(each) for name, each in times.items()}
    return found | {"ratio": found["import equiplink s"] / found["python s"]}
