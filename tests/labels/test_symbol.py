"""The symbol that we make fast is the one that ``qrcode`` makes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from qrcode import constants
from qrcode.exceptions import DataOverflowError
from qrcode.main import QRCode

from equiplink import codes
from equiplink_labels.encode import FastQR
from equiplink_labels.symbol import symbol

LEVELS = {
    "L": constants.ERROR_CORRECT_L,
    "M": constants.ERROR_CORRECT_M,
    "Q": constants.ERROR_CORRECT_Q,
    "H": constants.ERROR_CORRECT_H,
}
DIGITS, CAPITALS = "0123456789", codes.ALPHABET + " $%*+-./:"
MIXED = CAPITALS + "abcdefghijklmnopqrstuvwxyz馈电开关矿"


def corpus() -> Iterator[str]:
    """Give payloads of every mode and of lengths on both sides of the versions' limits."""
    rng = random.Random(5)  # noqa: S311  a corpus, not a secret
    for alphabet in (DIGITS, CAPITALS, MIXED):
        for length in [*range(1, 40), 47, 60, 90, 125, 170]:
            yield "".join(rng.choices(alphabet, k=length))
    for length in (21, 30, 45):
        yield "".join(rng.choices(DIGITS, k=length)) + "".join(rng.choices(MIXED, k=length))
    yield from (codes.payload(codes.new()) for _ in range(20))


def made(kind: type[QRCode[Any]], payload: str, **options: Any) -> tuple[int, list[list[bool]]]:
    """Return version and modules of *payload* as *kind* makes them."""
    code = kind(**options)
    code.add_data(payload)
    code.make()
    return code.version, code.modules


@pytest.mark.parametrize("level", LEVELS)
def test_symbol_is_that_of_qrcode_to_the_bit(level: str) -> None:
    """Version, mask and every module are the same for each payload of the corpus."""
    options = {"error_correction": LEVELS[level]}
    payloads = list(corpus())

    assert [made(FastQR, each, **options) for each in payloads] == [
        made(QRCode, each, **options) for each in payloads
    ]


@pytest.mark.parametrize("version", range(1, 41))
def test_every_version_is_that_of_qrcode(version: int) -> None:
    """From 21 to 177 modules a side, with one block and with eighty."""
    options = {"version": version, "mask_pattern": version % 8}

    assert made(FastQR, "EQ:7K3Q", **options) == made(QRCode, "EQ:7K3Q", **options)


@pytest.mark.parametrize("version", [7, 14, 27, 40])
def test_mask_of_a_large_version_is_that_of_qrcode(version: int) -> None:
    """The penalty points are counted alike where symbols are large."""
    payload = "矿用隔爆型" * version

    assert made(FastQR, payload, version=version) == made(QRCode, payload, version=version)


def test_symbols_do_not_hinder_each_other() -> None:
    """One object makes symbol after symbol, as one of ``qrcode`` does."""
    code: Any = FastQR()
    for payload in ("EQ", "EQ" * 50):
        code.clear()
        code.version = None
        code.add_data(payload)
        code.make()

        assert (code.version, code.modules) == made(QRCode, payload)


@pytest.mark.parametrize("options", [{}, {"version": 3}])
def test_too_much_data_overflows(options: dict[str, int]) -> None:
    """What no version holds, or not the one that was asked, is refused as ``qrcode`` does."""
    code = FastQR(**options)
    code.add_data("X" * 5000)

    with pytest.raises(DataOverflowError):
        code.make(fit=not options)


@pytest.mark.parametrize(
    ("length", "version", "level"),
    [(10, 2, "H"), (13, 2, "H"), (20, 2, "H"), (35, 3, "H"), (36, 3, "Q"), (47, 3, "Q")],
)
def test_level_is_the_highest_of_the_version(length: int, version: int, level: str) -> None:
    """A bare code stands in 25 modules a side, up to 35 characters in 29, at level H."""
    payload = "HTTPS://EQ.LOCAL/E/7K3QF9XW2M4NJ7K3QF9XW2M4NJ7K3"[:length]

    expected = made(QRCode, payload, version=version, error_correction=LEVELS[level])
    assert (version, symbol(payload).rows) == expected


def test_symbol_of_a_payload_is_that_of_qrcode() -> None:
    """Written like a tag or not: the smallest version from 2 for Q, then H if it has room."""
    payloads = list(corpus())
    expected = []
    for each in payloads:
        version, modules = made(QRCode, each, version=2, error_correction=LEVELS["Q"])
        stronger, more = made(QRCode, each, version=2, error_correction=LEVELS["H"])
        expected.append(more if stronger == version else modules)

    assert [symbol(each).rows for each in payloads] == expected
