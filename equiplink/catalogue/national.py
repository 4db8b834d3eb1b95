"""The national data that ships in the package, read without a database.

``national.json`` gives each row with its source. Of the real certificates only
number, product and holder are known, so they are no register views. Drafts of
banned lists are left out: they forbid nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from equiplink.catalogue.naming import names, same_model


@cache
def rows(kind: str) -> tuple[dict[str, Any], ...]:
    """Return the rows of ``classes``, ``products``, ``certificates``, ``banned`` or ``notices``.

    Days are dates.
    """
    return tuple(
        {
            name: date.fromisoformat(value) if name.endswith("_on") and value else value
            for name, value in row.items()
        }
        for row in _file()[kind]
    )


def categories() -> dict[str, str]:
    """Return the SBLB codes of equipment categories and their names."""
    return dict(_file()["categories"])


def product_of(model: str) -> dict[str, Any] | None:
    """Return the product row of *model*, however it is written."""
    return next((row for row in rows("products") if same_model(row["model"], model)), None)


def as_ban(line: Mapping[str, Any]) -> dict[str, Any]:
    """Return a line of a list as ``Product.bans`` holds it."""
    kept = ("jurisdiction", "batch", "no", "item", "condition", "document", "reading")
    since = line["effective_on"]
    return {name: line[name] for name in kept} | {"effective_on": since and since.isoformat()}


def bans_on(
    lines: Sequence[Mapping[str, Any]], *, model: str, name: str, ratings: Mapping[str, object]
) -> list[dict[str, Any]]:
    """Return those of *lines* that name a product, as ``Product.bans`` holds them.

    Words are looked for in its name, its model and the texts of its ratings.
    """
    spoken = " ".join([name, model, *(v for v in ratings.values() if isinstance(v, str))])
    return [
        as_ban(line)
        for line in lines
        if names(line["models"], line["words"], of=model, text=spoken)
    ]


@cache
def _file() -> dict[str, Any]:
    text = files("equiplink.catalogue").joinpath("national.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
