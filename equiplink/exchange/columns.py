"""Find the header of a table, and say which column is what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from equiplink.errors import Unreadable
from equiplink.exchange.cells import text
from equiplink.exchange.sheets import Row

FEWEST = 4
"""So many known names make a row the header."""
DEEPEST = 30
"""Rows in which the header is looked for."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one kind of table: each with its name first, and what else it is called."""

    words: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]

    def title(self, key: str) -> str:
        """Return what a column is called on our own form."""
        return self.words[key][0] if key in self.words else key

    def header(self, table: Sequence[Row]) -> tuple[int, dict[str, int], list[str]]:
        """Return where the header is, the column of each key, and the names that nobody knows."""
        known = {word: key for key, words in self.words.items() for word in words}
        for position, row in enumerate(table[:DEEPEST]):
            names = [_name(text(cell), known) for cell in row.cells]
            keys = [known.get(name) for name in names]
            if len({key for key in keys if key}) >= FEWEST:
                unknown = [name for name, key in zip(names, keys, strict=True) if name and not key]
                return position, self._columns(keys), list(dict.fromkeys(unknown))
        titles = "、".join(map(self.title, self.needed))
        raise Unreadable(
            f"no header row; name the columns {titles}",
            zh=f"没有找到表头；表头应有：{titles}",
            field="header",
        )

    def _columns(self, keys: Sequence[str | None]) -> dict[str, int]:
        found: dict[str, int] = {}
        for column, key in enumerate(keys):
            if key in found and key != "ignored":
                raise Unreadable(
                    f"two columns mean {self.title(key)}; leave one",
                    zh=f"有两列都是“{self.title(key)}”；请只保留一列",
                    field=key,
                )
            if key:
                found[key] = column
        lacking = [key for key in self.needed if key not in found]
        if lacking:
            names = "、".join(map(self.title, lacking))
            raise Unreadable(
                f"the table lacks the columns {names}; add them",
                zh=f"表格缺少列：{names}；请补充",
                field=lacking[0],
            )
        return found


def _name(said: str, known: Mapping[str, str]) -> str:
    bare = re.sub(r"\s|\*", "", said)
    return bare if bare in known else re.sub(r"[(（\[].*", "", bare)
