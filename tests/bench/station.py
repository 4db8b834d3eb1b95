"""What the scan station loads, in kB as gzip packs it, and what its decoders read in Chromium.

The labels are those of the stress set, one frame each: a camera gives many.
"""

from __future__ import annotations

import base64
import gzip
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from cv2.typing import MatLike
from playwright.sync_api import Page, sync_playwright

from equiplink.chain import Chain
from equiplink_api.pages import DECODERS, FILES
from tests.browser.conftest import Service
from tests.labels.samples import seeded
from tests.labels.stress import SEED, STROKES, TRIALS, faces

SIZE = "50x30"
READ = """async ({ pixels, width, height }) => {
  globalThis.readers ??= ["zxing.js", "zbar.js"].map((name) => new Worker(`/station/${name}`));
  const grey = Uint8Array.from(atob(pixels), (each) => each.charCodeAt(0));
  const picture = new ImageData(width, height);
  grey.forEach((each, at) => picture.data.set([each, each, each, 255], 4 * at));
  const told = [];
  for (const reader of readers) {
    const frame = await createImageBitmap(picture), began = performance.now();
    const { found } = await new Promise((resolve) => {
      reader.onmessage = ({ data }) => resolve(data);
      reader.postMessage(frame, [frame]);
    });
    told.push([found.map((each) => each.text), performance.now() - began]);
  }
  return told;
}"""


def run() -> dict[str, float]:
    """Return kB, per cent and milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        chain = Chain(f"sqlite:///{folder}/bench.db", key=Path(folder) / "seal.key")
        chain.init()
        service = Service(chain)
        service.start()
        with sync_playwright() as driver:
            browser = driver.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page()
            page.goto(service.url)
            figures = _read(page)
            browser.close()
        service.stop()
        chain.close()
    packed = {name: _kb(kept) for name, kept in (("first load", FILES), ("decoders", DECODERS))}
    return {f"{name} kB": each for name, each in packed.items()} | figures


def _kb(kept: dict[str, bytes]) -> float:
    return sum(len(gzip.compress(each, 6)) for each in kept.values()) / 1000


def _frames() -> Iterator[tuple[str, MatLike]]:
    printed = [faces(code, SIZE)["ours"] for code in seeded(TRIALS)]
    for stroke, strengths in STROKES.items():
        for strength in strengths:
            for trial, face in enumerate(printed):
                fate = np.random.default_rng([SEED, trial, round(1000 * strength)])
                yield face.payload, stroke(face, strength, fate)


def _read(page: Page) -> dict[str, float]:
    count, first, second, either, wrong = 0, 0, 0, 0, 0
    spent: tuple[list[float], list[float]] = ([], [])
    for payload, picture in _frames():
        height, width = picture.shape
        pixels = base64.b64encode(picture.tobytes()).decode()
        asked: dict[str, Any] = {"pixels": pixels, "width": width, "height": height}
        (zxing, zxing_ms), (zbar, zbar_ms) = page.evaluate(READ, asked)
        count += 1
        first += zxing == [payload]
        second += zbar == [payload]
        either += payload in (zxing or zbar)
        wrong += any(text != payload for text in zxing + zbar)
        spent[0].append(zxing_ms)
        spent[1].append(zbar_ms)
    rates = {"ZXing": first, "ZBar": second, "ZXing, else ZBar": either, "wrong": wrong}
    return {f"{name} %": 100 * each / count for name, each in rates.items()} | {
        f"{name} ms": float(np.median(each)) for name, each in zip(rates, spent, strict=False)
    }
