"""Run every bench, print one table and add the figures to ``bench.json``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.bench import (
    decision,
    evaluation,
    gate,
    labels,
    ledger,
    manifest,
    plan,
    scale,
    start,
    station,
    stress,
    sweep,
    units,
)

RESULTS = Path("bench.json")
BENCHES = (
    start, gate, scale, evaluation, plan, sweep, manifest, units, labels, stress, ledger, station,
    decision,
)  # fmt: skip


def main() -> None:
    """Run the benches whose names are given, or all."""
    chosen = sys.argv[1:]
    known = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for bench in BENCHES:
        name = bench.__name__.rpartition(".")[2]
        if chosen and name not in chosen:
            continue
        figures = bench.run()
        width = max(map(len, figures))
        print(f"\n{name}: {(bench.__doc__ or '').splitlines()[0]}")  # noqa: T201  a bench prints
        for label, value in figures.items():
            print(f"  {label:<{width}}  {value:>10.3f}")  # noqa: T201
        known |= {f"{name}.{label}": round(value, 4) for label, value in figures.items()}
    RESULTS.write_text(json.dumps(known, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
