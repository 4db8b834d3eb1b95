"""The nine words of the mine as a document: one table for the classes, one for the teams."""

from __future__ import annotations

from collections.abc import Sequence

from equiplink.audit.nine_words import Row, Tally
from equiplink.audit.words import NINE_WORDS
from equiplink.exchange.document import Document, Heading, Table, Text

HEAD = ("", "数量", *NINE_WORDS, "有缺项的编号")
SHOWN = 10


def nine_words_document(tally: Tally, *, synthetic: bool, on: str) -> Document:
    """Return the document; a cell says 有记录/尚不适用/缺."""
    return Document(
        title="设备材料全链条记录统计",
        subtitle=f"{tally.mine.name}{'（样例数据 synthetic）' if synthetic else ''}　{on}",
        footer=f"煤矿安全生产条例 第二十五条：{'、'.join(NINE_WORDS)}。",
        blocks=(
            Text("每格为：有记录／尚不适用／缺。", note=True),
            Heading("一、按类别"),
            Table("classes", HEAD, _rows([tally.mine, *tally.classes])),
            Heading("二、按队组"),
            Table("teams", HEAD, _rows(tally.teams)),
        ),
    )


def _rows(rows: Sequence[Row]) -> list[tuple[str, ...]]:
    return [
        (
            each.name, str(each.things),
            *(f"{each.told[w]}/{each.not_yet[w]}/{each.missing[w]}" for w in NINE_WORDS),
            "、".join(each.lacking[:SHOWN]) + (" 等" if len(each.lacking) > SHOWN else ""),
        )
        for each in rows
    ]  # fmt: skip
