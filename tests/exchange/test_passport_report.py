"""The printed passport: nine words with who signed each, and nothing in a foreign tongue."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from typing import Any

import docx as word_files

from equiplink.audit.passport import passport
from equiplink.audit.words import NINE_WORDS
from equiplink.exchange.document import Facts, Table
from equiplink.exchange.passport_report import passport_report
from equiplink.exchange.word import docx
from tests.gate import steps as gates
from tests.register import steps as registers
from tests.usage.steps import placed
from tests.world import World


def told(world: World, code: str, as_of: datetime | None = None) -> dict[str, Any]:
    """Return what the ledger tells of a thing."""
    with world.read() as work:
        return passport(work, code, as_of=as_of)


def tables(document: dict[str, Any]) -> dict[str, Table]:
    """Return the tables of the printed passport."""
    return {each.name: each for each in passport_report(document).blocks if isinstance(each, Table)}


def test_each_word_has_its_signer(world: World) -> None:
    """What was done says when and by whom; the rest is lacking, or cannot apply yet."""
    item_id, code = gates.entered(world)
    placed(world, item_id)
    document = told(world, code)
    words = {row[0]: row[1:] for row in tables(document)["words"].rows}

    assert tuple(words) == tuple(NINE_WORDS)
    assert words["使用"][::2] == ("有", "mechanic")
    assert words["入库"][::2] == ("有", "keeper")
    assert {word for word, row in words.items() if row[0] == "缺"} == set(document["missing"])
    assert {word for word, row in words.items() if row[0] == "尚不适用"} == set(document["not_yet"])


def test_everything_is_said_in_chinese(world: World) -> None:
    """From the plan to its place: every record and every verb has its word."""
    item_id, code = gates.entered(world)
    placed(world, item_id)
    rows = tables(told(world, code))["events"].rows

    assert {row[1] for row in rows} >= {"采购计划", "合同", "验收", "标签", "使用地点"}
    assert [row for row in rows if re.search("[a-z]", row[1] + row[2])] == []


def test_it_is_as_of_a_moment_and_opens_as_a_document(world: World) -> None:
    """Counts of then are not known; a word processor reads the file."""
    _, code = registers.tagged(world)
    then = world.clock.now
    world.clock.forward(days=1)
    report = passport_report(told(world, code, then))
    (facts,) = [each for each in report.blocks if isinstance(each, Facts)]
    text = "\n".join(each.text for each in word_files.Document(BytesIO(docx(report))).paragraphs)

    assert "截至 2026-11-26" in report.subtitle
    assert dict(facts.rows)["下次检测"] == "—"
    assert "九个环节" in text
