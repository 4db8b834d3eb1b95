"""Which font prints, and what happens when none can."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection, TTFont

from equiplink.errors import Unreadable
from equiplink_labels import fonts
from equiplink_labels.fonts import Font, chinese


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """Look for the font anew in each test."""
    chinese.cache_clear()
    yield
    chinese.cache_clear()


def test_installed_font_has_the_characters_of_names() -> None:
    """The font that comes with the extra holds rare characters of names and the signs of models."""
    chinese().check("样例矿用隔爆喆堃玥珺镕犇 КBZ-400/1140×2Φ№±Ωmm²")


def test_missing_character_stops_the_job() -> None:
    """A character without a glyph is named, with the way to get it."""
    with pytest.raises(Unreadable) as caught:
        chinese().check("煤\U0001f9e8矿")

    assert "\U0001f9e8" in caught.value.message("zh")
    assert "EQUIPLINK_FONT" in caught.value.message("en")


def test_named_font_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """``EQUIPLINK_FONT`` overrides what is installed."""
    path = chinese().path
    chinese.cache_clear()
    monkeypatch.setenv(fonts.VARIABLE, str(path.with_name("NotoSerifSC-Regular.otf")))

    assert chinese().path.name == "NotoSerifSC-Regular.otf"


def test_without_a_font_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A font that is not there is an error in both languages."""
    monkeypatch.setenv(fonts.VARIABLE, "/nowhere/font.otf")
    with pytest.raises(Unreadable) as caught:
        chinese()

    assert "pip install 'equiplink[labels]'" in caught.value.message("zh")
    assert "pip install 'equiplink[labels]'" in caught.value.message("en")


def test_collection_gives_its_simplified_chinese_face(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a collection the face for simplified Chinese is taken, not the first."""
    path = tmp_path / "both.ttc"
    collection = TTCollection()
    for name in ("Made JP", "Made SC"):
        face = TTFont(chinese().path)
        face["name"].setName(name, 4, 3, 1, 0x409)
        for table in ("CFF ", "GSUB", "GPOS", "BASE", "vmtx", "VORG"):
            face.tables.pop(table, None)
        collection.fonts.append(face)
    collection.save(path)
    chinese.cache_clear()
    monkeypatch.setenv(fonts.VARIABLE, str(path))

    assert chinese().index == 1


def test_outlines_are_closed_paths() -> None:
    """Each contour begins with a move and ends closed, in em."""
    outline = Font(chinese().path).outline("煤")
    operators = [operator for operator, _ in outline]
    largest = max(abs(part) for _, points in outline for part in points)

    assert operators.count("M") == operators.count("Z") > 1
    assert set(operators) <= set("MLCZ")
    assert 0.5 < largest < 1.1
