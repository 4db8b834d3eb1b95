"""Sheets of labels as PDF."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from equiplink import codes
from equiplink.errors import Unreadable
from equiplink_labels.fonts import chinese
from equiplink_labels.layout import Label, Layout, lay_out
from equiplink_labels.sheet import pdf, slots
from equiplink_labels.stocks import SHEETS, STOCKS, sheet_of
from tests.labels.printers import printed_pdf
from tests.labels.samples import LONG, decoded, label

MM = 72 / 25.4
A4 = SHEETS["a4-24"]
STOCK = STOCKS["70x37"]


def layouts(facts: list[Label], size: str = "70x37") -> list[Layout]:
    """Lay the labels out for a sheet."""
    return [lay_out(each, STOCKS[size], dpi=600, measure=chinese().length) for each in facts]


@pytest.mark.parametrize("size", STOCKS)
def test_every_label_of_a_full_sheet_decodes(size: str) -> None:
    """A viewer's picture of the sheet holds each payload once, in the order of the sheet."""
    facts = [label(codes.new()) for _ in slots(sheet_of(size))]
    [page] = printed_pdf(pdf(layouts(facts, size), chinese(), sheet_of(size)))

    assert sorted(decoded(page)) == sorted(
        each.payload(STOCKS[size]) for each in facts for _ in STOCKS[size].faces
    )


def test_labels_go_on_to_the_next_sheet() -> None:
    """One label more than a sheet holds makes two pages."""
    facts = [label(codes.new()) for _ in range(25)]
    found = [decoded(page) for page in printed_pdf(pdf(layouts(facts), chinese(), A4))]

    assert [len(each) for each in found] == [24, 1]
    assert found[1] == [facts[24].payload(STOCK)]


def test_used_labels_of_the_first_sheet_are_skipped() -> None:
    """With 23 of 24 labels used up, the first goes to the last place and the next to a new page."""
    facts = [label(), LONG]
    first, second = printed_pdf(pdf(layouts(facts), chinese(), A4, skip=23))
    corner = first.crop((first.width * 2 // 3, first.height * 7 // 8, first.width, first.height))

    assert decoded(corner) == [label().payload(STOCK)]
    assert decoded(second) == [LONG.payload(STOCK)]


@pytest.mark.parametrize("skip", [-1, 24])
def test_skipping_a_whole_sheet_is_unreadable(skip: int) -> None:
    """The number to skip is one of the places of a sheet."""
    with pytest.raises(Unreadable) as caught:
        pdf(layouts([label()]), chinese(), A4, skip=skip)

    assert caught.value.field == "skip"


def test_page_is_a4() -> None:
    """The page is 210 mm × 297 mm, and printing is asked not to scale it."""
    reader = PdfReader(BytesIO(pdf(layouts([label()]), chinese(), A4)))
    size = [float(side) / MM for side in reader.pages[0].mediabox[2:]]

    assert size == pytest.approx([210, 297], abs=0.01)
    assert reader.root_object["/ViewerPreferences"]["/PrintScaling"] == "/None"  # type: ignore[index]


def test_slots_are_the_millimetres_of_the_stock() -> None:
    """24 labels of 70 × 37 mm fill the sheet from edge to edge, half a millimetre at the top."""
    found = slots(A4)

    assert (len(found), found[0], found[1], found[-1]) == (24, (0, 0.5), (70, 0.5), (140, 259.5))


def test_sheet_of_65_is_the_one_that_is_sold() -> None:
    """Five columns of 38.1 mm at a pitch of 40.6 mm, thirteen rows from 10.7 mm."""
    found = slots(SHEETS["a4-65"])

    assert len(found) == 65
    assert found[0] == pytest.approx((4.75, 10.7))
    assert found[1] == pytest.approx((45.35, 10.7))
    assert found[-1] == pytest.approx((167.15, 265.1))


def test_symbol_stands_where_the_layout_says() -> None:
    """The dark of the symbol begins and ends on its millimetre."""
    [layout] = layouts([label(synthetic=False)])
    [page] = printed_pdf(pdf([layout], chinese(), A4), dpi=600)
    x, y, side = layout.square.x, layout.square.y + 0.5, layout.square.width
    at = [round(edge * 600 / 25.4) for edge in (x, y, x + side, y + side)]
    square = page.convert("L").crop((at[0], at[1], at[2], at[3])).point(lambda v: 255 * (v < 128))
    quiet = 4 * layout.module * 600 / 25.4
    far = side * 600 / 25.4 - quiet

    assert square.getbbox() == pytest.approx((quiet, quiet, far, far), abs=1.5)


def test_text_can_be_searched() -> None:
    """Number, name and code come out of the file as text."""
    text = PdfReader(BytesIO(pdf(layouts([label()]), chinese(), A4))).pages[0].extract_text()

    assert all(part in text for part in ("样例", "DQ-2026-0001", "馈电开关", "7K3Q-F9XW"))


def test_same_labels_give_the_same_bytes() -> None:
    """Nothing in the file depends on when or where it was made."""
    made = layouts([label(), LONG])

    assert pdf(made, chinese(), A4) == pdf(made, chinese(), A4)
