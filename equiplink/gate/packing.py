"""The bytes of an offline manifest: what each tag may do, small enough to carry underground.

A manifest is ``EQM1``, a length, a JSON header, a compressed body, and an
Ed25519 signature over the SHA-512 of all of it. Its body holds one line a tag:
a salted hash of the code and the number of a word; the words stand in the
header. Hashes are sorted and stored as differences, in columns, because columns
compress. A delta holds only the lines that changed since another manifest.

Pure: the server packs, a device unpacks, and both use nothing but this.
"""

from __future__ import annotations

import json
import struct
import sys
import zlib
from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from hashlib import sha256, sha512
from itertools import accumulate, chain
from operator import sub
from typing import Any, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from equiplink.errors import Tampered

MAGIC = b"EQM1"
BITS = 35
"""Of the hash. A made-up code that passes for a known one: one in 340,000 among 100,000 tags."""
WIDTH = 5
"""Bytes of a difference between two hashes."""
SIGNATURE = 64


@dataclass(frozen=True, slots=True)
class Word:
    """What a tag may do: enter until a day, the last included, and leave; or why it may not enter.

    ``codes`` are those of the rules that deny its entry. A ``lot`` may go down in
    parts, so that one entry does not keep it from the next.
    """

    enter_until: date | None = None
    leave: bool = False
    lot: bool = False
    codes: tuple[str, ...] = ()


Lines = Mapping[int, Word]
"""The hash of a tag's code -> its word."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a manifest says of itself. Times carry their zone.

    ``base`` is the ``seq`` of the manifest that a delta changes; None in a full one.
    ``digest`` is that of all lines, after the delta too. ``stale_at`` is when a
    device turns amber, ``not_after`` when it stops to admit. ``texts`` explain the
    codes: code -> (Chinese, English).
    """

    mine: str
    gate: str
    seq: int
    base: int | None
    issued_at: datetime
    stale_at: datetime
    not_after: datetime
    zone: str
    salt: str
    digest: str
    texts: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manifest:
    """A head with its lines; of a delta only those that changed, and the hashes that are gone."""

    head: Head
    lines: Lines
    gone: frozenset[int] = frozenset()


def hash_of(code: str, salt: str) -> int:
    """Return the hash by which a manifest names a tag."""
    return int.from_bytes(sha256((salt + code).encode()).digest()[:8], "big") >> (64 - BITS)


@dataclass(frozen=True, slots=True)
class Columns:
    """Lines as they are packed: the words in use, in order, and a column for every byte."""

    words: Sequence[Word]
    raw: bytes
    count: int

    @classmethod
    def of(cls, lines: Lines) -> Self:
        """Return the columns of *lines*, the same however they came together."""
        seen = {id(word): word for word in lines.values()}  # far fewer than lines
        words = sorted(set(seen.values()), key=_order)
        number = {word: index for index, word in enumerate(words)}
        of_word = {key: number[word] for key, word in seen.items()}
        hashes = sorted(lines)
        numbers = [of_word[id(lines[each])] for each in hashes]
        high, low = bytes(n >> 8 for n in numbers), bytes(n & 255 for n in numbers)
        return cls(words, _hashes(hashes) + high + low, len(hashes))

    @property
    def digest(self) -> str:
        """The digest of all lines, in hex."""
        return sha256(_json([_said(word) for word in self.words]) + self.raw).hexdigest()


def pack(
    head: Head,
    columns: Columns,
    sign: Callable[[bytes], bytes],
    gone: frozenset[int] = frozenset(),
) -> bytes:
    """Return the signed bytes; *sign* maps bytes to an Ed25519 signature."""
    raw = _json(
        asdict(head)
        | {
            "words": [_said(word) for word in columns.words],
            "lines": columns.count,
            "gone": len(gone),
        }
    )
    body = zlib.compress(columns.raw + _hashes(sorted(gone)), 9)
    packed = MAGIC + struct.pack(">I", len(raw)) + raw + body
    return packed + sign(sha512(packed).digest())


def unpack(data: bytes, public: bytes) -> Manifest:
    """Return the manifest in *data*; raise ``Tampered`` unless *public* signed every byte."""
    head, packed = _opened(data, public)
    body = zlib.decompress(packed)
    count, gone = head.pop("lines"), head.pop("gone")
    words = [_heard(each) for each in head.pop("words")]
    size = (WIDTH + 2) * count
    hashes = _read(body[: WIDTH * count], count)
    numbers = body[WIDTH * count : size]
    lines = {
        each: words[high << 8 | low]
        for each, high, low in zip(hashes, numbers[:count], numbers[count:], strict=True)
    }
    for name in ("issued_at", "stale_at", "not_after"):
        head[name] = datetime.fromisoformat(head[name])
    return Manifest(Head(**head), lines, frozenset(_read(body[size:], gone)))


def salt_of(data: bytes, public: bytes) -> str:
    """Return the salt of the manifest in *data*, whose lines are left packed."""
    return str(_opened(data, public)[0]["salt"])


def _opened(data: bytes, public: bytes) -> tuple[dict[str, Any], bytes]:
    """Return the header and the packed body; raise ``Tampered`` for what nobody signed."""
    packed, signature = data[:-SIGNATURE], data[-SIGNATURE:]
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, sha512(packed).digest())
    except InvalidSignature:
        raise _broken() from None
    start = len(MAGIC) + 4
    body = start + struct.unpack(">I", packed[len(MAGIC) : start])[0]
    return dict(json.loads(packed[start:body])), packed[body:]


def applied(delta: Manifest, base: Lines) -> Lines:
    """Return the lines after *delta*; raise ``Tampered`` when they are not those of the server."""
    kept = {each: word for each, word in base.items() if each not in delta.gone}
    return whole(Manifest(delta.head, kept | dict(delta.lines))).lines


def whole(manifest: Manifest) -> Manifest:
    """Return *manifest*; raise ``Tampered`` unless it holds all lines that its head speaks of."""
    if Columns.of(manifest.lines).digest != manifest.head.digest:
        raise _broken()
    return manifest


def between(base: Lines, lines: Lines) -> tuple[Lines, frozenset[int]]:
    """Return what changed from *base* to *lines*, and which hashes are gone."""
    changed = {each: word for each, word in lines.items() if base.get(each) != word}
    return changed, frozenset(base.keys() - lines.keys())


def _broken() -> Tampered:
    return Tampered(
        "the manifest is not what the server signed; fetch a whole one again",
        zh="离线清单与服务器签名不符，请重新下载完整清单",
        field="manifest",
    )


def _order(word: Word) -> tuple[str, bool, bool, tuple[str, ...]]:
    return str(word.enter_until or ""), word.leave, word.lot, word.codes


def _hashes(hashes: Sequence[int]) -> bytes:
    """Return sorted hashes as columns of their differences, the high bytes first."""
    steps = array("Q", map(sub, hashes, chain((0,), hashes)))
    if sys.byteorder == "little":
        steps.byteswap()
    raw, size = steps.tobytes(), steps.itemsize
    return b"".join(raw[column::size] for column in range(size - WIDTH, size))


def _read(columns: bytes, count: int) -> list[int]:
    parts = [columns[count * column : count * (column + 1)] for column in range(WIDTH)]
    return list(accumulate(int.from_bytes(bytes(each), "big") for each in zip(*parts, strict=True)))


def _said(word: Word) -> list[object]:
    until = word.enter_until and word.enter_until.isoformat()
    return [until, word.leave, word.lot, list(word.codes)]


def _heard(said: Sequence[Any]) -> Word:
    until, leave, lot, codes = said
    return Word(until and date.fromisoformat(until), leave, lot, tuple(codes))


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return text.encode()
