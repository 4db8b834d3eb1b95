"""Ten thousand labels as one PDF of A4 sheets, beside reportlab with a rectangle for each module.

CPU seconds of one process. Ours hold the bare code in a larger symbol at the highest
error correction; theirs hold it in the smallest, or the address as a browser shows
it, which is what most programs print. Where nobody has reportlab's patience, a part of the
labels stands for all: its time for each label does not fall with their number.
"""

from __future__ import annotations

import resource
from collections.abc import Callable
from io import BytesIO
from time import process_time

from qrcode.main import QRCode
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from equiplink import codes
from equiplink_labels import draw
from equiplink_labels.fonts import chinese
from equiplink_labels.job import Job, job
from equiplink_labels.layout import Label
from equiplink_labels.sheet import pdf, slots
from equiplink_labels.stocks import PAPER, SHEETS, sheet_of
from equiplink_labels.symbol import symbol
from tests.labels.samples import label

LABELS = 10_000
PATIENCE = 1_000
"""Labels that reportlab makes."""

ROUNDS = 3

NAMES = "矿用隔爆型真空馈电开关", "矿用隔爆型移动变电站", "刮板输送机", "采煤机", "液压支架"


def run() -> dict[str, float]:
    """Return labels a CPU second beside reportlab's, milliseconds of one symbol and PNG, MB."""
    facts = [
        label(
            codes.new(), number=f"DQ-2026-{number:05}", name=NAMES[number % len(NAMES)],
            serial=f"S-{number}", synthetic=False,
        )
        for number in range(LABELS)
    ]  # fmt: skip
    asked = job(form="pdf", sheet="a4-65")
    content = _ours(facts, asked)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    roll, some = job(form="png", size="50x30"), facts[:PATIENCE]
    payloads = [codes.payload(each.code) for each in facts[:1000]]
    seconds, theirs, address, symbols, pictures = _best([
        lambda: _ours(facts, asked),
        lambda: _reportlab(some, codes.BARE),
        lambda: _reportlab(some, codes.PREFIX.lower()),
        lambda: [symbol(each) for each in payloads],
        lambda: _pictures(facts[:1000], roll),
    ])  # fmt: skip
    theirs, address = theirs * LABELS / PATIENCE, address * LABELS / PATIENCE
    return {
        "pdf labels/cpu s": LABELS / seconds,
        "pdf cpu s": seconds,
        "pdf MB": len(content) / 1e6,
        "peak MB": peak,
        "reportlab cpu s": theirs,
        "times faster": theirs / seconds,
        "times faster, address": address / seconds,
        "symbol ms": symbols,
        "png 50x30 ms": pictures,
    }


def _best(made: list[Callable[[], object]]) -> list[float]:
    """Return the seconds of each in its best round; they take turns, so that all meet the same."""
    return list(map(min, *([_timed(each) for each in made] for _ in range(ROUNDS))))


def _timed(made: Callable[[], object]) -> float:
    begun = process_time()
    made()
    return process_time() - begun


def _ours(facts: list[Label], asked: Job) -> bytes:
    """Print the labels, beginning with the font file."""
    chinese.cache_clear()
    font = chinese()
    return pdf(asked.lay_out(facts, font), font, sheet_of(asked.size))


def _pictures(facts: list[Label], asked: Job) -> list[bytes]:
    font = chinese()
    return [draw.png(each, font, dpi=asked.dpi) for each in asked.lay_out(facts, font)]


def _reportlab(facts: list[Label], prefix: str) -> bytes:
    """Print the same codes, behind *prefix*, in the same places as most programs do."""
    out, sheet = BytesIO(), SHEETS["a4-65"]
    corners = slots(sheet)
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(out, pagesize=(PAPER[0] * mm, PAPER[1] * mm))
    for number, each in enumerate(facts):
        if number and number % len(corners) == 0:
            canvas.showPage()
        left, top = corners[number % len(corners)]
        code = QRCode()
        code.add_data(prefix + each.code)
        code.make()
        module = 21.2 / (code.modules_count + 8)
        for y, row in enumerate(code.modules):
            for x, dark in enumerate(row):
                if dark:
                    at = left + (x + 4) * module, PAPER[1] - top - (y + 5) * module
                    canvas.rect(at[0] * mm, at[1] * mm, module * mm, module * mm, stroke=0, fill=1)
        grouped = codes.grouped(each.code)
        texts = (each.number, each.name, each.model, f"下检 {each.due}", grouped[:10], grouped[10:],
                 f"第{each.generation}版")  # fmt: skip
        for line, text in enumerate(texts):
            canvas.setFont("STSong-Light", 5)
            canvas.drawString((left + 21) * mm, (PAPER[1] - top - 3 - 2.5 * line) * mm, text)
    canvas.save()
    return out.getvalue()
