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
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from hashlib import sha256, sha512
from itertools import accumulate
from typing import Any

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


def digest_of(lines: Lines) -> str:
    """Return the digest of all lines, in hex, the same however they came together."""
    words, columns = _columns(lines)
    return sha256(_json([_said(word) for word in words]) + columns).hexdigest()


def pack(manifest: Manifest, sign: Callable[[bytes], bytes]) -> bytes:
    """Return the signed bytes; *sign* maps bytes to an Ed25519 signature."""
    words, columns = _columns(manifest.lines)
    gone = _hashes(sorted(manifest.gone))
    head = asdict(manifest.head) | {
        "words": [_said(word) for word in words],
        "lines": len(manifest.lines),
        "gone": len(manifest.gone),
    }
    raw = _json(head)
    packed = MAGIC + struct.pack(">I", len(raw)) + raw + zlib.compress(columns + gone, 9)
    return packed + sign(sha512(packed).digest())


def unpack(data: bytes, public: bytes) -> Manifest:
    """Return the manifest in *data*; raise ``Tampered`` unless *public* signed every byte."""
    packed, signature = data[:-SIGNATURE], data[-SIGNATURE:]
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, sha512(packed).digest())
    except InvalidSignature:
        raise _broken() from None
    length = struct.unpack(">I", packed[len(MAGIC) : len(MAGIC) + 4])[0]
    start = len(MAGIC) + 4
    head = json.loads(packed[start : start + length])
    body = zlib.decompress(packed[start + length :])
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


def applied(delta: Manifest, base: Lines) -> Lines:
    """Return the lines after *delta*; raise ``Tampered`` when they are not those of the server."""
    kept = {each: word for each, word in base.items() if each not in delta.gone}
    return whole(Manifest(delta.head, kept | dict(delta.lines))).lines


def whole(manifest: Manifest) -> Manifest:
    """Return *manifest*; raise ``Tampered`` unless it holds all lines that its head speaks of."""
    if digest_of(manifest.lines) != manifest.head.digest:
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


def _columns(lines: Lines) -> tuple[Sequence[Word], bytes]:
    """Return the words in use, in order, and the columns: differences, then numbers of words."""
    words = sorted(set(lines.values()), key=_order)
    number = {word: index for index, word in enumerate(words)}
    hashes = sorted(lines)
    numbers = [number[lines[each]] for each in hashes]
    return words, _hashes(hashes) + bytes(n >> 8 for n in numbers) + bytes(n & 255 for n in numbers)


def _order(word: Word) -> tuple[str, bool, bool, tuple[str, ...]]:
    return str(word.enter_until or ""), word.leave, word.lot, word.codes


def _hashes(hashes: Iterable[int]) -> bytes:
    """Return sorted hashes as columns of their differences, the high bytes first."""
    last, raw = 0, bytearray()
    for each in hashes:
        raw += (each - last).to_bytes(WIDTH, "big")
        last = each
    return b"".join(bytes(raw[column::WIDTH]) for column in range(WIDTH))


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
