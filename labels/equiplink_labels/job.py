"""One job of printing: from the labels to files, all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from equiplink.db import one_of
from equiplink.errors import Unreadable
from equiplink.register.prints import record_prints
from equiplink.work import Work
from equiplink_labels import draw, sheet
from equiplink_labels.fonts import Font, chinese
from equiplink_labels.layout import Label, Layout, lay_out
from equiplink_labels.stocks import IN_DUST, SHEETS, STOCKS, Stock, sheet_of
from equiplink_labels.thermal import LANGUAGES, Feed

SHEET_DPI = 600
"""Office printers; a module in the PDF is a whole number of their dots."""

COARSEST_DPI, FINEST_DPI = 150, 1200
THERMAL = {203: 203.2}
"""A head that is sold as 203 dpi has eight dots a millimetre."""

NEAREST, FARTHEST = 10, 1000
"""In cm: between these a reading distance may be asked for."""


T = TypeVar("T")


class Format(StrEnum):
    """What is written: a file for each label, or sheets of many."""

    PNG = "png"
    SVG = "svg"
    PDF = "pdf"
    ZPL = "zpl"
    TSPL = "tspl"


@dataclass(frozen=True, slots=True)
class Job:
    """What labels are printed on and how far off they are to be read."""

    form: Format
    size: str
    dpi: float
    skip: int
    distance: float | None

    @property
    def stock(self) -> Stock:
        """The size of each label."""
        return STOCKS[self.size]

    def lay_out(self, labels: Iterable[Label], font: Font) -> Iterator[Layout]:
        """Lay label after label out; one that cannot be printed fails the job by its name."""
        return (self._laid_out(label, font) for label in labels)

    def _laid_out(self, label: Label, font: Font) -> Layout:
        try:
            return lay_out(
                label, self.stock, dpi=self.dpi, measure=font.length, distance=self.distance
            )
        except Unreadable as error:
            raise Unreadable(
                f"{label.number}: {error.en}", zh=f"{label.number}：{error.text_zh}",
                field=error.field,
            ) from error  # fmt: skip


def job(
    *,
    form: str,
    size: str = "",
    dpi: int = 300,
    sheet: str = "",
    skip: int = 0,
    distance: float | None = None,
) -> Job:
    """Return what was asked for; raise ``Unreadable`` when there is no such thing.

    A *sheet* decides the size, and that sheets are written; the size decides the *distance*.
    """
    if sheet:
        form, size = Format.PDF, _known(sheet, SHEETS, "sheet", "整张").stock
    chosen, size = one_of(Format, form, field="format"), size or "70x37"
    _known(size, STOCKS, "size", "标签规格")
    _between(dpi, COARSEST_DPI, FINEST_DPI, "dpi", "分辨率")
    if distance is not None:
        _between(distance, NEAREST, FARTHEST, "distance", "扫读距离（厘米）")
    grid = SHEET_DPI if chosen is Format.PDF else THERMAL.get(dpi, dpi)
    return Job(chosen, size, grid, skip, distance)


def make(
    labels: Sequence[Label], asked: Job, told: Callable[[int], object] = lambda _: None
) -> dict[str, bytes]:
    """Return the files of *labels* by name: one each, or ``labels.pdf``; all of them or none.

    *told* hears how many more are laid out or drawn.
    """
    font = chinese()
    layouts = _heard(asked.lay_out(labels, font), told)
    if asked.form is Format.PDF:
        return {"labels.pdf": sheet.pdf(layouts, font, sheet_of(asked.size), skip=asked.skip)}
    files: dict[str, bytes] = {}
    for label, layout in zip(labels, layouts, strict=True):
        if asked.form is Format.PNG:
            files[f"{label.code}.png"] = draw.png(layout, font, dpi=asked.dpi)
        elif asked.form is Format.SVG:
            files[f"{label.code}.svg"] = draw.svg(layout, font, title=label.number)
        elif asked.form in LANGUAGES:
            picture = draw.image(layout, font, dpi=asked.dpi)
            files[f"{label.code}.{asked.form}"] = LANGUAGES[asked.form](picture, Feed(asked.dpi))
    return files


def _heard(layouts: Iterable[Layout], told: Callable[[int], object]) -> Iterator[Layout]:
    for layout in layouts:
        yield layout
        told(1)


def record(
    work: Work, labels: Sequence[Label], files: Mapping[str, bytes], target: str, asked: Job
) -> None:
    """Tell that *files* of *labels* go to *target*; only live tags are printed."""
    hashes = {name: sha256(content).hexdigest() for name, content in files.items()}
    record_prints(
        work,
        hashes={
            label.code: hashes.get(f"{label.code}.{asked.form}") or hashes["labels.pdf"]
            for label in labels
        },
        size=asked.size,
        form=asked.form,
        target=target,
    )


def save(files: Mapping[str, bytes], out: Path, asked: Job) -> list[Path]:
    """Write *files* below *out* and return where they are.

    An *out* that ends like the format, such as ``tag.png``, is the one file itself.
    """
    if out.suffix == f".{asked.form}" and len(files) == 1:
        (content,) = files.values()
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(content)
        return [out]
    out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (out / name).write_bytes(content)
    return [out / name for name in files]


def explain(label: Label, asked: Job, lang: str = "zh") -> str:
    """Say how large the symbol of *label* is printed, and from how far off it is read."""
    [layout] = asked.lay_out([label], chinese())
    module, quiet, far = layout.explained
    side, near = layout.square.width, far * IN_DUST
    if lang == "en":
        return (
            f"{asked.size} at {asked.dpi:g} dpi: {layout.symbol.side} modules of {module:.2f} mm, "
            f"quiet zone {quiet:.2f} mm, square {side:.1f} mm; "
            f"read at {far:.0f} cm when clean, {near:.0f} cm in dust"
        )
    return (
        f"{asked.size}，{asked.dpi:g} dpi：每边 {layout.symbol.side} 个码元，"
        f"码元 {module:.2f} 毫米，静区 {quiet:.2f} 毫米，连静区 {side:.1f} 毫米见方；"
        f"干净时 {far:.0f} 厘米、有煤尘时 {near:.0f} 厘米内可扫读"
    )


def _known(name: str, there: Mapping[str, T], field: str, zh: str) -> T:
    if name not in there:
        known = "、".join(there)
        raise Unreadable(
            f"no {field} '{name}'; known: {known}",
            zh=f"没有“{name}”这种{zh}，可选：{known}",
            field=field,
        )
    return there[name]


def _between(value: float, least: float, most: float, field: str, zh: str) -> None:
    if not least <= value <= most:
        raise Unreadable(
            f"{field} {value:g} is not between {least:g} and {most:g}; correct it",
            zh=f"{zh} {value:g} 不在 {least:g} 至 {most:g} 之间，请改正",
            field=field,
        )
