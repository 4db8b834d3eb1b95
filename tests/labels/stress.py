"""What a label suffers in a mine, as a seeded model: damage in mm, then a camera in pixels.

Beside our label stands one of the same printed size whose symbol ``qrcode`` makes
with its default settings: of the address as a browser shows it, which is what
most programs print, and of our own text. All suffer the same stroke of fate in a
trial. It is a model: trust which label does better, not the percentages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from cv2.typing import MatLike
from PIL import Image
from qrcode.main import QRCode

from equiplink import codes
from equiplink_labels import draw
from equiplink_labels.fonts import chinese
from equiplink_labels.layout import lay_out
from equiplink_labels.stocks import STOCKS
from tests.labels.samples import decoded, decoded_by_opencv, label, seeded

Picture = MatLike
Chance = np.random.Generator

DOTS = 12
"""Of the printed label, to the mm: what happens to it happens this finely."""

NEAR = 8.0
"""Pixels of the camera, to the mm: a phone at 19 cm."""

ARM = 150.0
"""Pixels of a phone to the mm, times its distance in cm."""

MARGIN = 3 * DOTS
INK, PAPER, TABLE = 25.0, 225.0, 120.0
SEED, TRIALS = 20261130, 12
NAMES = "ours", "qrcode", "qrcode, our text"


@dataclass(frozen=True, slots=True)
class Face:
    """The part of a printed label around its symbol, whose square has *side* dots."""

    picture: Picture
    side: int
    payload: str

    @property
    def square(self) -> tuple[slice, slice]:
        """Rows and columns of the symbol with its quiet zone."""
        top = (self.picture.shape[0] - self.side) // 2
        return slice(top, top + self.side), slice(MARGIN, MARGIN + self.side)

    def at(self, chance: Chance, least: float, most: float) -> tuple[int, int]:
        """Return a place of the symbol as (column, row), between these parts of its side."""
        row, column = (part.start for part in self.square)
        x, y = self.side * chance.uniform(least, most, 2)
        return column + int(x), row + int(y)


def faces(code: str, size: str) -> dict[str, Face]:
    """Return our label of *code*, and those with a symbol that ``qrcode`` makes by default."""
    facts, stock, font = label(code, synthetic=False), STOCKS[size], chinese()
    layout = lay_out(facts, stock, dpi=DOTS * 25.4, measure=font.length, distance=10)
    drawn = np.array(draw.image(layout, font, dpi=DOTS * 25.4).convert("L"))
    left, top, side = (
        round(each * DOTS) for each in (layout.square.x, layout.square.y, layout.square.width)
    )
    symbols = {"ours": (facts.payload(stock), drawn[top : top + side, left : left + side])}
    texts = {NAMES[1]: codes.payload(code).lower(), NAMES[2]: facts.payload(stock)}
    for name, text in texts.items():
        made = QRCode()
        made.add_data(text)
        plain = np.array(made.make_image().get_image().convert("L"))
        symbols[name] = text, cv2.resize(plain, (side, side), interpolation=cv2.INTER_AREA)
    column = drawn[top : top + side, left + side : left + side + MARGIN]
    found = {}
    for name, (text, symbol) in symbols.items():
        shown = np.hstack([np.full((side, MARGIN), 255, np.uint8), symbol, column])
        found[name] = Face(_byte(INK + shown / 255 * (PAPER - INK)), side, text)
    return found


def shot(picture: Picture, chance: Chance, pixels: float = NEAR, noise: float = 3.0) -> Picture:
    """Return what a camera of so many *pixels* a mm sees of it, lying on a table."""
    scene = cv2.copyMakeBorder(
        picture, MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_CONSTANT, value=TABLE
    )
    scale = pixels / DOTS
    shift = chance.uniform(0, 1, 2)
    move = np.array([[scale, 0, shift[0]], [0, scale, shift[1]]])
    size = round(scene.shape[1] * scale) + 1, round(scene.shape[0] * scale) + 1
    soft = cv2.GaussianBlur(scene, (0, 0), 0.45 / scale)
    seen = cv2.warpAffine(soft, move, size, flags=cv2.INTER_LINEAR, borderValue=TABLE)
    return _byte(seen + chance.normal(0, noise, seen.shape))


def _byte(picture: Picture) -> Picture:
    return picture.clip(0, 255).astype(np.uint8)


def rotation(face: Face, degrees: float, chance: Chance) -> Picture:
    """Lying askew, by so many degrees and a few."""
    height, width = face.picture.shape
    big = round(1.5 * max(width, height))
    turned = cv2.getRotationMatrix2D((width / 2, height / 2), degrees + chance.uniform(-5, 5), 1)
    turned[:, 2] += (big - width) / 2, (big - height) / 2
    return shot(cv2.warpAffine(face.picture, turned, (big, big), borderValue=TABLE), chance)


def tilt(face: Face, degrees: float, chance: Chance) -> Picture:
    """Seen from the left or the right, 20 cm from its middle."""
    height, width = face.picture.shape
    angle, far = np.radians(degrees) * chance.choice([-1, 1]), 200.0 * DOTS
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = np.zeros_like(flat)
    for number, (x, y) in enumerate(flat - (width / 2, height / 2)):
        near = far / (far + x * np.sin(angle))
        seen[number] = width / 2 + x * np.cos(angle) * near, height * 0.6 + y * near
    matrix = cv2.getPerspectiveTransform(flat, seen)
    size = width, round(height * 1.2)
    return shot(
        cv2.warpPerspective(face.picture, matrix, size, flags=cv2.INTER_AREA, borderValue=TABLE),
        chance,
    )


def defocus(face: Face, radius: float, chance: Chance) -> Picture:
    """Out of focus: a point is a disc of that radius in mm."""
    reach = round(radius * DOTS) + 1
    y, x = np.ogrid[-reach : reach + 1, -reach : reach + 1]
    disc = (x**2 + y**2 <= (radius * DOTS) ** 2).astype(np.float32)
    return shot(_byte(cv2.filter2D(face.picture, -1, disc / disc.sum())), chance)


def motion(face: Face, length: float, chance: Chance) -> Picture:
    """Moved by so many mm in any direction."""
    reach = round(length * DOTS)
    line, angle = np.zeros((2 * reach + 1, 2 * reach + 1), np.float32), chance.uniform(0, np.pi)
    x, y = np.cos(angle) * reach / 2, np.sin(angle) * reach / 2
    ends = [(round(reach + way * x), round(reach + way * y)) for way in (-1, 1)]
    cv2.line(line, ends[0], ends[1], 1)
    return shot(_byte(cv2.filter2D(face.picture, -1, line / line.sum())), chance)


def contrast(face: Face, part: float, chance: Chance) -> Picture:
    """Bleached and under a film, to that part of its contrast."""
    return shot(_byte(90 + part * (face.picture - 90.0)), chance, noise=2.0)


def dust(face: Face, part: float, chance: Chance) -> Picture:
    """Grains of coal of 0.3 to 1.2 mm, until so large a part of it is covered."""
    soiled, covered = face.picture.copy(), np.zeros(face.picture.shape, np.uint8)
    height, width = soiled.shape
    while covered[face.square].mean() < part:
        at = int(chance.uniform(0, width)), int(chance.uniform(0, height))
        size = int(chance.uniform(0.15, 0.6) * DOTS)
        cv2.circle(soiled, at, size, chance.uniform(15, 60), -1)
        cv2.circle(covered, at, size, 1, -1)
    return shot(soiled, chance)


def smudge(face: Face, part: float, chance: Chance, nearest: float = 0.12) -> Picture:
    """Blots of black grease, two or three, over so large a part of the symbol."""
    soiled, count = face.picture.copy(), int(chance.integers(2, 4))
    area = part * face.side**2 / count / np.pi
    for _ in range(count):
        ratio, tone = chance.uniform(0.6, 1.6), chance.uniform(20, 60)
        axes = int(np.sqrt(area * ratio)), int(np.sqrt(area / ratio))
        at = face.at(chance, nearest, 0.88)
        cv2.ellipse(soiled, at, axes, chance.uniform(0, 180), 0, 360, tone, -1)
    return shot(soiled, chance)


def smudge_of_data(face: Face, part: float, chance: Chance) -> Picture:
    """The same, but not over the finders on the left and at the top."""
    return smudge(face, part, chance, nearest=0.45)


def scratches(face: Face, count: float, chance: Chance) -> Picture:
    """So many scratches across it, down to the bright or the dark below, 0.4 to 0.9 mm wide."""
    torn = face.picture.copy()
    for _ in range(round(count)):
        (x, y), angle = face.at(chance, 0.1, 0.9), chance.uniform(0, np.pi)
        half = face.side * chance.uniform(0.2, 0.45)
        dx, dy = int(np.cos(angle) * half), int(np.sin(angle) * half)
        tone, width = float(chance.choice([40, 235])), int(chance.uniform(0.4, 0.9) * DOTS)
        cv2.line(torn, (x - dx, y - dy), (x + dx, y + dy), tone, width)
    return shot(torn, chance)


def glare(face: Face, radius: float, chance: Chance) -> Picture:
    """A lamp mirrored in it, that part of its side in radius."""
    y, x = np.ogrid[: face.picture.shape[0], : face.picture.shape[1]]
    left, top = face.at(chance, 0.2, 0.8)
    far = np.hypot(y - top, x - left) / (radius * face.side)
    return shot(
        _byte(np.maximum(face.picture, 255 * np.exp(-4 * np.maximum(far - 1, 0) ** 2))), chance
    )


def pixels(face: Face, each: float, chance: Chance) -> Picture:
    """A coarse but sharp camera: so many pixels a mm."""
    return shot(face.picture, chance, each)


def distance(face: Face, cm: float, chance: Chance) -> Picture:
    """A phone at so many cm, its lens not quite sharp, in the little light there is."""
    soft = cv2.GaussianBlur(face.picture, (0, 0), 0.12 * DOTS)
    return shot(soft.astype(np.uint8), chance, ARM / cm, noise=8.0)


def jpeg(face: Face, quality: float, chance: Chance) -> Picture:
    """Sent as a small JPEG of that quality."""
    seen = shot(face.picture, chance, 3.0)
    _, packed = cv2.imencode(".jpg", seen, [cv2.IMWRITE_JPEG_QUALITY, round(quality)])
    return np.array(Image.fromarray(seen) if packed is None else cv2.imdecode(packed, 0), np.uint8)


def curve(face: Face, angle: float, chance: Chance) -> Picture:
    """Round a pipe on which the symbol spans so many radians."""
    height, width = face.picture.shape
    radius, middle = face.side / angle, MARGIN + face.side / 2
    x = np.arange(width) - middle
    source = np.where(
        np.abs(x) < radius, middle + radius * np.arcsin(np.clip(x / radius, -1, 1)), -width
    )
    columns = np.tile(source.astype(np.float32), (height, 1))
    rows = np.repeat(np.arange(height, dtype=np.float32)[:, None], width, axis=1)
    bent = cv2.remap(face.picture, columns, rows, cv2.INTER_LINEAR, borderValue=TABLE)
    return shot(bent.astype(np.uint8), chance)


Stroke = Callable[[Face, float, Chance], Picture]
STROKES: dict[Stroke, tuple[float, ...]] = {
    rotation: (30, 77, 170),
    tilt: (30, 55, 65),
    defocus: (0.45, 0.6, 0.7),
    motion: (1.1, 1.4),
    contrast: (0.2, 0.1, 0.06),
    dust: (0.03, 0.06, 0.1),
    smudge: (0.05, 0.1, 0.15, 0.25),
    smudge_of_data: (0.05, 0.1, 0.15, 0.25),
    scratches: (1, 2, 4),
    glare: (0.08, 0.11, 0.15),
    pixels: (2.2, 2, 1.8),
    distance: (50, 70, 75, 80),
    jpeg: (15, 8, 4),
    curve: (1.3, 1.6, 1.9),
}
"""How hard each strikes, from what is read to what is not."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of ``TRIALS`` labels were read, by whose symbol: by ZXing, and by either decoder."""

    stroke: str
    strength: float
    zxing: Counter[str]
    either: Counter[str]
    wrong: Counter[str]


def tallies(size: str, strokes: Iterable[Stroke] = STROKES) -> Iterator[Tally]:
    """Strike labels of *size* with everything, and tell how many are read."""
    printed = [faces(code, size) for code in seeded(TRIALS)]
    for stroke in strokes:
        for strength in STROKES[stroke]:
            tally = Tally(stroke.__name__, strength, Counter(), Counter(), Counter())
            for trial, labels in enumerate(printed):
                for name, face in labels.items():
                    fate = np.random.default_rng([SEED, trial, round(1000 * strength)])
                    _read(tally, name, face.payload, stroke(face, strength, fate))
            yield tally


def table(size: str, found: Iterable[Tally]) -> str:
    """Return *found* side by side: read by ZXing / by either decoder."""
    lines = [f"{size:<22}" + "".join(f"{name:>18}" for name in NAMES)]
    for tally in found:
        rates = (f"{tally.zxing[name]:>15}/{tally.either[name]:>2}" for name in NAMES)
        lines.append(f"{tally.stroke:<16}{tally.strength:>6}" + "".join(rates))
    return "\n".join(lines)


def _read(tally: Tally, name: str, payload: str, seen: Picture) -> None:
    picture = Image.fromarray(seen)
    read = decoded(picture)
    tally.zxing[name] += read == [payload]
    if not read:
        read = [text for text in [decoded_by_opencv(picture)] if text]
    tally.either[name] += read == [payload]
    tally.wrong[name] += read not in ([], [payload])
