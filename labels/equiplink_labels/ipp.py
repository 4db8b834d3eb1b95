"""The Internet Printing Protocol (RFC 8010, RFC 8011): a request and its answer as bytes.

As much of it as a job takes: attributes of one kind each, no collections. What an
answer holds beyond that is read past.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum

VERSION = b"\x01\x01"
"""What every printer speaks."""

MEDIA_TYPE = "application/ipp"
OPERATION, JOB, END = 0x01, 0x02, 0x03
"""Groups of attributes; those of the printer come in the answer."""

REFUSED = 0x0400
"""Statuses from here on say that nothing was done."""

_FIRST_VALUE = 0x10
"""Tags below it begin groups."""


class Operation(IntEnum):
    """What a printer is asked to do."""

    PRINT_JOB = 0x0002
    CANCEL_JOB = 0x0008
    GET_JOB_ATTRIBUTES = 0x0009
    GET_PRINTER_ATTRIBUTES = 0x000B


class Kind(IntEnum):
    """How the value of an attribute is to be read."""

    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    TEXT = 0x41
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME = 0x49


Value = int | str
_NUMBERS = {Kind.INTEGER, Kind.ENUM}


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of a request with its values; the first group is that of the operation."""

    kind: Kind
    name: str
    values: Sequence[Value]
    group: int = OPERATION

    def written(self) -> bytes:
        """Return the bytes; each further value has no name."""
        names = [self.name.encode("ascii"), *[b""] * (len(self.values) - 1)]
        return b"".join(
            bytes([self.kind]) + _sized(name) + _sized(_packed(self.kind, value))
            for name, value in zip(names, self.values, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """A printer's *status* and the values of each attribute by its name."""

    status: int
    values: dict[str, list[Value]] = field(default_factory=dict)

    def words(self, name: str) -> list[str]:
        """Return the values of *name* as words; none when the printer does not say."""
        return [str(each) for each in self.values.get(name, [])]

    def number(self, name: str) -> int:
        """Return the value of *name*, 0 when the printer does not say."""
        return next((each for each in self.values.get(name, []) if isinstance(each, int)), 0)


def request(operation: Operation, attributes: Sequence[Attribute], document: bytes = b"") -> bytes:
    """Return the request with its *attributes* in groups, and the *document* behind them."""
    parts = [VERSION, struct.pack(">HI", operation, 1)]
    for group in (OPERATION, JOB):
        inside = [each for each in attributes if each.group == group]
        if inside:
            parts += [bytes([group]), *(each.written() for each in inside)]
    return b"".join([*parts, bytes([END]), document])


def answer(content: bytes) -> Answer:
    """Read an answer; raise ``ValueError`` or ``struct.error`` when it is none."""
    (status,) = struct.unpack_from(">H", content, 2)
    found, at, name = Answer(status), 8, ""
    while content[at] != END:
        tag, at = content[at], at + 1
        if tag < _FIRST_VALUE:
            continue
        key, at = _read(content, at)
        value, at = _read(content, at)
        name = key.decode("ascii") or name
        found.values.setdefault(name, []).append(_unpacked(tag, value))
    return found


def _sized(content: bytes) -> bytes:
    return struct.pack(">H", len(content)) + content


def _read(content: bytes, at: int) -> tuple[bytes, int]:
    (size,) = struct.unpack_from(">H", content, at)
    return content[at + 2 : at + 2 + size], at + 2 + size


def _packed(kind: Kind, value: Value) -> bytes:
    if kind in _NUMBERS:
        return struct.pack(">i", value)
    return bytes([bool(value)]) if kind is Kind.BOOLEAN else str(value).encode()


def _unpacked(tag: int, value: bytes) -> Value:
    if tag in _NUMBERS:
        return int.from_bytes(value, "big", signed=True)
    return value[0] if tag == Kind.BOOLEAN else value.decode(errors="replace")
