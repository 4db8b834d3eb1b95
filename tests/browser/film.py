"""A label as a camera films it, for Chromium to play in place of a camera."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from cv2.typing import MatLike
from PIL import Image

from equiplink_labels import draw
from equiplink_labels.fonts import chinese
from equiplink_labels.layout import lay_out
from equiplink_labels.stocks import STOCKS
from equiplink_labels.symbol import QUIET
from tests.labels.samples import label

FRAMES = 30
WIDTH, HEIGHT = 1280, 720
DOTS = 8.0
"""Pixels of the film to the mm of the label: a phone at 19 cm."""
INK, PAPER, TABLE, GREASE = 40, 225, 120, 30


def printed(code: str, *, soiled: bool = False) -> MatLike:
    """Return a label of 50 by 30 mm in grey, if need be with a drop of grease on a corner.

    The drop covers the corner of a finder, and so no data: it is for what finds the symbol.
    """
    font, dpi = chinese(), DOTS * 25.4
    layout = lay_out(label(code), STOCKS["50x30"], dpi=dpi, measure=font.length, distance=10)
    ones = np.array(draw.image(layout, font, dpi=dpi).convert("L")) / 255
    drawn = (INK + ones * (PAPER - INK)).astype(np.uint8)
    if soiled:
        module, (left, top, *_) = layout.module, layout.square
        corner = [round((each + QUIET * module) * DOTS) for each in (left, top)]
        cv2.circle(drawn, corner, round(3 * module * DOTS), GREASE, -1)
    return drawn


def filmed(picture: MatLike) -> list[MatLike]:
    """Return what a noisy camera in a hand sees, which turns by ten degrees each way."""
    height, width = picture.shape
    chance = np.random.default_rng(20261128)
    found: list[MatLike] = []
    for phase in np.linspace(0, 2 * np.pi, FRAMES, endpoint=False):
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), 10 * np.sin(phase), 1)
        turn[:, 2] += (WIDTH - width) / 2 + 30 * np.cos(phase), (HEIGHT - height) / 2
        seen = cv2.warpAffine(picture, turn, (WIDTH, HEIGHT), borderValue=TABLE)
        found.append((seen + chance.normal(0, 3, seen.shape)).clip(0, 255).astype(np.uint8))
    return found


def written(path: Path, pictures: list[MatLike]) -> Path:
    """Write a film that is played again and again."""
    with path.open("wb") as file:
        for each in pictures:
            Image.fromarray(each).convert("RGB").save(file, "JPEG", quality=90)
    return path
