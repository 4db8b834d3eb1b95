"""The nine words over the whole mine, by class and team; each thing as its passport tells it."""

from __future__ import annotations

from io import BytesIO

from openpyxl import load_workbook

from equiplink.audit.nine_words import NOBODY, Tally, nine_words
from equiplink.audit.passport import passport
from equiplink.audit.words import NINE_WORDS
from equiplink.exchange.nine_words_sheet import nine_words_document
from equiplink.exchange.workbook import workbook
from equiplink.register.models import Tag
from equiplink.upkeep import faults
from tests.register.steps import tagged
from tests.upkeep import steps as upkeeps
from tests.usage import steps as usages
from tests.world import World


def tally(world: World) -> Tally:
    """Count."""
    with world.read() as work:
        return nine_words(work)


def test_sum_is_that_of_the_passports(world: World) -> None:
    """A used switch with a fault, a rescuer in stock, a lot in use: three ways to say the same."""
    item_id, _ = usages.in_use(world)
    with world.work("mechanic") as work:
        faults.report(work, item_id, what="接触器烧毁")
    upkeeps.done(world, upkeeps.started(world, item_id, "care"))
    tagged(world, "rescuer")
    usages.in_use(world, "bolt", 500)
    found = tally(world)
    with world.read() as work:
        documents = [passport(work, tag.code) for tag in work.all(Tag)]

    assert found.mine.things == len(documents) == 3
    for word in NINE_WORDS:
        assert found.mine.told[word] == sum(word in each["words"] for each in documents), word
        assert found.mine.not_yet[word] == sum(word in each["not_yet"] for each in documents), word
        assert found.mine.missing[word] == sum(word in each["missing"] for each in documents), word
    assert found.mine.missing["维护"] == found.mine.missing["维修"] == 1


def test_each_class_and_team_has_its_row(world: World) -> None:
    """What stands in nobody's charge is counted there; rows add up to the mine."""
    usages.in_use(world)
    tagged(world, "rescuer")
    found = tally(world)
    teams = {each.name: each.things for each in found.teams}

    assert sum(each.things for each in found.classes) == found.mine.things == 2
    assert teams[NOBODY] == 1
    assert sum(teams.values()) == 2


def test_workbook_has_every_row(world: World) -> None:
    """One sheet for the classes, one for the teams."""
    usages.in_use(world)
    found = tally(world)
    book = load_workbook(
        BytesIO(workbook(nine_words_document(found, synthetic=True, on="2026-11-02")))
    )
    cells = [
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
    ]

    assert {each.name for each in (*found.classes, *found.teams)} <= set(cells)
    assert any("synthetic" in cell for cell in cells)


def test_empty_mine_has_nothing_to_count(world: World) -> None:
    """No thing, no row."""
    found = tally(world)

    assert (found.mine.things, found.classes, found.teams) == (0, (), ())
