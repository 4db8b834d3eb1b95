"""Every rule of the library as rows, for the command line, the docs and whoever checks the law."""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import equiplink
from equiplink.rules import RULES

_APART = ("equiplink.cli", "equiplink.example")


def rulebook() -> list[dict[str, Any]]:
    """Return every rule, by stage and code, with the clause that it stands on."""
    for module in walk_packages(equiplink.__path__, "equiplink."):
        if not module.name.startswith(_APART):
            import_module(module.name)
    return [
        {
            "code": each.code,
            "stage": each.stage,
            "title": each.title,
            "severity": each.severity.value,
            "basis": each.source.basis.value,
            "reading": each.source.reading.value,
            "statute": each.source.statute,
            "edition": each.source.edition,
            "article": each.source.article,
            "quote": each.source.quote,
            "since": each.since and each.since.isoformat(),
            "until": each.until and each.until.isoformat(),
            "zh": each.zh,
            "en": each.en,
        }
        for each in sorted(RULES.values(), key=lambda each: (each.stage, each.code))
    ]
