"""Labels to draw, and two independent decoders to read them with."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import date

import cv2
import numpy as np
import zxingcpp
from PIL import Image

from equiplink import codes
from equiplink_labels.layout import Label

NEAR = 44.0
"""In cm: where even the smallest label is read, whatever prints it."""

CODE = "7K3QF9XW2M4NJ"


def label(
    code: str = CODE,
    *,
    number: str = "DQ-2026-0001",
    name: str = "矿用隔爆型真空馈电开关",
    model: str = "KBZ-400/1140",
    mine: str = "合成测试煤矿",
    synthetic: bool = True,
    serial: str = "2026-0815",
    mark: str = "MAB260123",
    ex: str = "Ex db [ib Mb] I Mb",
    due: date | None = date(2027, 3, 1),
    generation: int = 1,
) -> Label:
    """Return a label, by default an ordinary one of a synthetic mine."""
    return Label(code, number, name, model, mine, synthetic, serial, mark, ex, due, generation)


LONG = label(
    number="SB-3101-ZC-000123456789",
    name="矿用隔爆兼本质安全型多回路真空电磁起动器组合装置（含附件及备用模块）",
    model="QJZ1-1600/1140(660)-8×2（改进型）",
    mine="阳城县某某煤业有限责任公司第二煤矿北翼采区机电科",
    serial="SN-20260815-000000000000000042",
    mark="MAB260123456789(换)-2026-1",
    ex="Ex db eb ib [ia Ma] [op is T6 Ga] I Mb / II 2G IIC T6 Gb",
    generation=12,
)
"""A label whose every text is longer than its line."""


def decoded(picture: Image.Image) -> list[str]:
    """Return what a scanner reads; of model 2 alone, lest dirt pass for a Micro QR."""
    found = zxingcpp.read_barcodes(
        picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCodeModel2)
    )
    return [each.text for each in found]


def decoded_by_opencv(picture: Image.Image) -> str:
    """Return what a decoder of another family reads off one symbol; empty for nothing.

    Either of its two ways to find a symbol will do: each alone misses one clean
    symbol in a hundred, of whatever program. One raises when it takes a line for a square.
    """
    grey = np.array(picture.convert("L"))
    for detector in (cv2.QRCodeDetector(), cv2.QRCodeDetectorAruco()):
        with suppress(cv2.error):
            if text := detector.detectAndDecode(grey)[0]:
                return text
    return ""


def seeded(count: int, seed: int = 20261127) -> list[str]:
    """Return so many valid codes, the same ones on every day."""
    drawn = random.Random(seed)  # noqa: S311  sample codes
    bodies = ["".join(drawn.choices(codes.ALPHABET, k=12)) for _ in range(count)]
    return [body + codes._check(body) for body in bodies]  # noqa: SLF001  no other way to choose one
