"""``python -m tests.api.serve URL KEY CLOCK``: the true command, on a clock that a test moves.

The clock is a file that holds the moment, so that the service and its test
agree on the day whatever the calendar says.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import typer

from equiplink.chain import Chain
from equiplink_api.command import serve

app = typer.Typer()


@app.callback()
def chain(ctx: typer.Context, url: str, key: Path, clock: Path) -> None:
    """Give the command its chain, as the CLI does."""
    ctx.obj = SimpleNamespace(
        chain=Chain(url, key=key, clock=lambda: datetime.fromisoformat(clock.read_text()))
    )


app.command()(serve)

if __name__ == "__main__":
    app()
