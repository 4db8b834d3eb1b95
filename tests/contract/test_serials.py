"""Serial numbers as they are pasted, scanned and abbreviated."""

import pytest

from equiplink.contract.serials import LONGEST, spread
from equiplink.errors import Unreadable


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", ()),
        ("SN1", ("SN1",)),
        ("SN1\nSN2\r\n\tSN3 ", ("SN1", "SN2", "SN3")),
        ("SN1，SN2、SN3；SN4;SN5,SN6", ("SN1", "SN2", "SN3", "SN4", "SN5", "SN6")),
        ("ＳＮ００１", ("SN001",)),
        ("SN009~SN011", ("SN009", "SN010", "SN011")),
        ("SN009 至 011", ("SN009", "SN010", "SN011")),
        ("2026-08..2026-10", ("2026-08", "2026-09", "2026-10")),
        ("0099～0101, X", ("0099", "0100", "0101", "X")),
        ("KBZ-400/1", ("KBZ-400/1",)),
        ("SN7~SN7", ("SN7",)),
    ],
)
def test_numbers_are_read(text: str, numbers: tuple[str, ...]) -> None:
    """Lists, ranges and full-width characters; leading zeros stay."""
    assert spread(text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "SN3~SN1", "SN1~AB3", "SN001~SN3", f"SN1~SN{LONGEST + 1}",
        ",".join(f"S{number}" for number in range(LONGEST + 1)),
    ],
)  # fmt: skip
def test_range_that_is_none_is_unreadable(text: str) -> None:
    """Backwards, with another head, shorter, or without end: the field is named."""
    with pytest.raises(Unreadable) as caught:
        spread(text)

    assert caught.value.field == "serials"
