"""From the register to files of labels."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pypdfium2
import pytest
import typer
from PIL import Image
from typer.testing import CliRunner

from equiplink import codes
from equiplink.errors import NotFound, Unreadable
from equiplink.register import actions as register
from equiplink.register.models import Item, Print
from equiplink_labels import command
from equiplink_labels.choice import read
from equiplink_labels.command import labels
from equiplink_labels.job import explain, job, make, save
from equiplink_labels.stocks import STOCKS
from tests.labels.samples import decoded, label
from tests.register import steps
from tests.world import World


def test_label_says_what_the_register_says(world: World) -> None:
    """Number, product and mine of a live tag come from the register."""
    item_id, code = steps.tagged(world)
    with world.read() as work:
        [found] = read(work, [codes.grouped(code).lower()])
        item = work.get(Item, item_id)

    assert (found.code, found.number) == (code, item.number)
    assert (found.mine, found.synthetic) == ("合成测试煤矿", True)


def test_void_tag_is_not_printed_again(world: World) -> None:
    """After a reprint the old code is refused by name, and all live tags are the new one."""
    item_id, old = steps.tagged(world)
    with world.work("keeper") as work:
        new = register.reprint(work, item_id, reason="磨损").code

    with world.read() as work:
        with pytest.raises(NotFound) as caught:
            read(work, [old])
        assert [each.code for each in read(work)] == [new]
    assert old in caught.value.message("zh")


def test_mine_without_tags_has_no_labels(world: World) -> None:
    """Nothing to print is told, not printed."""
    with world.read() as work, pytest.raises(NotFound):
        read(work)


@pytest.mark.parametrize(
    ("form", "size", "dpi", "field"),
    [("gif", "50x30", 300, "format"), ("png", "9x9", 300, "size"), ("png", "50x30", 72, "dpi")],
)
def test_impossible_wish_is_unreadable(
    tmp_path: Path, form: str, size: str, dpi: int, field: str
) -> None:
    """A format, size or resolution that we do not have is named, and nothing is written."""
    with pytest.raises(Unreadable) as caught:
        asked = job(form=form, size=size, dpi=dpi)
        save(make([label()], asked), tmp_path / "out", asked)

    assert caught.value.field == field
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("form", ["png", "svg"])
def test_one_file_for_each_label(tmp_path: Path, form: str) -> None:
    """Pictures and drawings are named by their code."""
    facts = [label(codes.new()), label(codes.new())]
    asked = job(form=form, size="50x30", dpi=203)
    written = save(make(facts, asked), tmp_path, asked)

    assert [path.name for path in written] == [f"{each.code}.{form}" for each in facts]
    assert all(path.stat().st_size for path in written)


def test_head_of_203_dpi_has_eight_dots_a_millimetre(tmp_path: Path) -> None:
    """A label of 50 × 30 mm is 400 × 240 dots of a thermal head."""
    asked = job(form="png", size="50x30", dpi=203)
    [path] = save(make([label()], asked), tmp_path, asked)
    with Image.open(path) as made:
        assert made.size == (400, 240)
        assert decoded(made) == [label().payload(STOCKS["50x30"])]


def test_label_that_cannot_be_printed_fails_the_job_by_its_name() -> None:
    """One character that the font lacks stops all labels before a file is written."""
    facts = [label(), label(number="DQ-7", model="KBZ-\u0e01")]
    with pytest.raises(Unreadable) as caught:
        make(facts, job(form="png", size="50x30"))

    assert caught.value.en.startswith("DQ-7: the font")


@pytest.mark.parametrize(
    ("wish", "field"),
    [({"sheet": "a4-7"}, "sheet"), ({"distance": 5}, "distance"), ({"distance": 1e6}, "distance")],
)
def test_sheet_and_distance_are_known_ones(wish: dict[str, Any], field: str) -> None:
    """What is not sold, and a distance from which nobody reads, are named."""
    with pytest.raises(Unreadable) as caught:
        job(form="pdf", **wish)

    assert caught.value.field == field


def test_explanation_says_how_it_reads() -> None:
    """Module, quiet zone, square and distances are the figures of the layout, in both languages."""
    asked = job(form="png", size="50x30", dpi=203)

    assert explain(label(), asked, "en") == (
        "50x30 at 203.2 dpi: 29 modules of 0.75 mm, quiet zone 3.00 mm, square 27.8 mm; "
        "read at 56 cm when clean, 38 cm in dust"
    )
    assert "码元 0.75 毫米" in explain(label(), asked)


def test_making_tells_how_far_it_is() -> None:
    """Each label is heard once, in a sheet and in files."""
    facts = [label(codes.new()), label(codes.new())]
    for form in ("pdf", "svg"):
        heard: list[int] = []
        make(facts, job(form=form, size="50x30"), heard.append)

        assert heard == [1, 1]


def test_only_a_range_of_numbers_is_read(world: World) -> None:
    """Both ends count."""
    steps.tagged(world)
    with world.read() as work:
        [one] = read(work)
        assert read(work, first=one.number, last=one.number) == [one]
        with pytest.raises(NotFound):
            read(work, first=one.number + "0")
        with pytest.raises(NotFound):
            read(work, last=one.number[:-1])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_command_prints_the_live_tags(
    world: World, tmp_path: Path, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``equiplink labels`` writes one sheet that a scanner reads, and says where it is."""
    _, code = steps.tagged(world)
    with world.read() as work:
        context = SimpleNamespace(
            chain=world.chain, lang=lang, mine=work.mine, actor=world.people["keeper"]
        )
    monkeypatch.setattr(command, "MANY", 1)
    app = typer.Typer()
    app.command()(labels)
    sheet = ["--sheet", "a4-65", "--skip", "7"]
    runner = CliRunner()
    why = runner.invoke(app, [*sheet, "--explain"], obj=context, catch_exceptions=False)
    out = tmp_path / "out"
    assert not out.exists()
    told = runner.invoke(app, [*sheet, "--out", str(out)], obj=context, catch_exceptions=False)
    with world.read() as work:
        [print_] = work.all(Print)
    with pypdfium2.PdfDocument(out / "labels.pdf") as document:
        page = document[0].render(scale=300 / 72).to_pil()

    assert (why.exit_code, told.exit_code) == (0, 0)
    assert "0.64" in why.output
    assert "labels.pdf" in told.output
    assert "1 labels" in told.stderr or "1 枚标签" in told.stderr
    assert decoded(page) == [code]
    assert (print_.code, print_.generation, print_.size, print_.form) == (code, 1, "38x21", "pdf")
    assert print_.sha256 == sha256((out / "labels.pdf").read_bytes()).hexdigest()
