"""A label as graphics for thermal printers: ZPL II and TSPL.

The picture was drawn on the printer's own dots, so that no firmware chooses a
mask, a size or a font. A printer's settings are sent only where they are asked
for; what is left out stays as the printer was set up.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from equiplink.errors import Unreadable

MM = 25.4
COPIES = 1, 9999
GAP = 0.0, 25.4
_COMPLEMENT = bytes(range(255, -1, -1))


@dataclass(frozen=True, slots=True)
class Feed:
    """How a label is printed. A *gap* of 0 mm is a roll without gaps; *speed* is in inches/s."""

    dpi: float = 203.2
    gap: float | None = None
    density: int | None = None
    speed: int | None = None
    copies: int = 1


def zpl(picture: Image.Image, feed: Feed = Feed()) -> bytes:
    """Return *picture* in ZPL II; density is 0 to 30."""
    _check(picture, feed, density=(0, 30), speed=(1, 14))
    white, row = _rows(picture)
    data = white.translate(_COMPLEMENT)
    packed = base64.b64encode(zlib.compress(data, 9)).decode()
    crc = binascii.crc_hqx(packed.encode(), 0)
    settings = "" if feed.gap is None else f"^MN{'Y' if feed.gap else 'N'}"
    settings += "" if feed.speed is None else f"^PR{feed.speed}"
    settings += "" if feed.density is None else f"~SD{feed.density:02}"
    lines = [f"^XA{settings}^XZ"] if settings else []
    lines += [
        f"^XA^PW{picture.width}^LL{picture.height}^LH0,0",
        f"^FO0,0^GFA,{len(data)},{len(data)},{row},:Z64:{packed}:{crc:04X}^FS",
        f"^PQ{feed.copies}^XZ" if feed.copies > 1 else "^XZ",
        "",
    ]
    return "\n".join(lines).encode("ascii")


def tspl(picture: Image.Image, feed: Feed = Feed()) -> bytes:
    """Return *picture* in TSPL; density is 0 to 15. A set bit is white in this language."""
    _check(picture, feed, density=(0, 15), speed=(1, 18))
    white, row = _rows(picture)
    width, height = (dots / feed.dpi * MM for dots in picture.size)
    lines = [f"SIZE {width:.2f} mm,{height:.2f} mm"]
    if feed.gap is not None:
        lines.append(f"GAP {feed.gap:g} mm,0 mm")
    if feed.density is not None:
        lines.append(f"DENSITY {feed.density}")
    if feed.speed is not None:
        lines.append(f"SPEED {feed.speed}")
    lines += ["DIRECTION 0", "REFERENCE 0,0", "CLS", f"BITMAP 0,0,{row},{picture.height},0,"]
    return "\r\n".join(lines).encode("ascii") + white + f"\r\nPRINT 1,{feed.copies}\r\n".encode()


LANGUAGES: dict[str, Callable[[Image.Image, Feed], bytes]] = {"zpl": zpl, "tspl": tspl}
"""What a printer may speak."""


def _rows(picture: Image.Image) -> tuple[bytes, int]:
    """Return *picture* row by row, a set bit being white, and the bytes of a row."""
    row = (picture.width + 7) // 8
    padded = Image.new("1", (row * 8, picture.height), 1)
    padded.paste(picture)
    return padded.tobytes(), row


def _check(
    picture: Image.Image, feed: Feed, *, density: tuple[int, int], speed: tuple[int, int]
) -> None:
    if picture.mode != "1":
        raise ValueError(f"a thermal head prints one bit a dot, not {picture.mode}")
    for name, zh, value, (least, most) in (
        ("gap", "标签间隙（毫米）", feed.gap, GAP),
        ("density", "打印浓度", feed.density, density),
        ("speed", "打印速度（英寸/秒）", feed.speed, speed),
        ("copies", "份数", feed.copies, COPIES),
    ):
        if value is not None and not least <= value <= most:
            raise Unreadable(
                f"{name} {value} is not between {least:g} and {most:g}; correct it",
                zh=f"{zh} {value} 不在 {least:g} 至 {most:g} 之间，请改正",
                field=name,
            )
