"""Words that people see: each carries its Chinese beside the English that is stored.

A finding that is given one keeps both, so that its sentence prints in either
language, this year and in years to come.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A word of a fixed list: ``RETURN = "return", "回风巷"``. Its value is the first."""

    zh: str

    def __new__(cls, value: str, zh: str = "") -> Self:
        word = str.__new__(cls, value)
        word._value_, word.zh = value, zh or value
        return word


class Both(str):
    """A text in English that carries its Chinese."""

    __slots__ = ("zh",)
    zh: str

    def __new__(cls, en: str, zh: str) -> Self:
        text = super().__new__(cls, en)
        text.zh = zh
        return text


def chinese(text: str) -> str:
    """Return the Chinese of *text*; of a plain text, the text."""
    return text.zh if isinstance(text, Word | Both) else str(text)


def joined(texts: Iterable[str]) -> Both:
    """Return *texts* as one text that is read in either language."""
    said = tuple(texts)
    return Both(", ".join(said), "、".join(map(chinese, said)))
