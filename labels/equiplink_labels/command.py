"""The command ``equiplink labels``: print the labels of the mine's live tags."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import select

from equiplink import codes
from equiplink.catalogue.models import Product
from equiplink.db import one_of
from equiplink.errors import NotFound, Unreadable
from equiplink.register.models import Item, Tag
from equiplink.work import Actor, Mine, Work
from equiplink_labels import draw, sheet
from equiplink_labels.fonts import chinese
from equiplink_labels.layout import STOCKS, Label, Stock, lay_out

SHEET_DPI = 600
"""Office printers; a module in the PDF is a whole number of their dots."""

COARSEST_DPI, FINEST_DPI = 150, 1200
THERMAL = {203: 203.2}
"""A head that is sold as 203 dpi has eight dots a millimetre."""


class Format(StrEnum):
    """What is written: a picture or drawing for each label, or sheets of many."""

    PNG = "png"
    SVG = "svg"
    PDF = "pdf"


def read(work: Work, tags: Sequence[str] = ()) -> list[Label]:
    """Return the labels of *tags*, or of all live tags of the mine, by the item's number.

    Raise ``NotFound`` for a tag that is unknown or void: a void tag must not be
    printed again.
    """
    wanted = [codes.parse(tag) for tag in tags]
    query = (
        select(Tag.code, Item.number, Product.name, Product.model, Mine.name, Mine.synthetic)
        .join(Item, (Item.mine_id == Tag.mine_id) & (Item.id == Tag.item_id))
        .join(Product, Product.id == Item.product_id)
        .join(Mine, Mine.id == Tag.mine_id)
        .where(Tag.mine_id == work.mine_id, Tag.voided_at.is_(None))
        .order_by(Item.number)
    )
    if wanted:
        query = query.where(Tag.code.in_(wanted))
    found = [Label(*row) for row in work.session.execute(query)]
    lacking = sorted(set(wanted) - {label.code for label in found})
    if lacking or not found:
        named = "、".join(lacking)
        raise NotFound(
            f"no live tag {named}".rstrip() + "; issue a tag first",
            zh=f"没有有效标签{named}，请先发放标签",
            field="tag",
        )
    return found


def write(
    labels: Sequence[Label], out: Path, *, form: str, size: str, dpi: int, skip: int = 0
) -> list[Path]:
    """Write *labels* below *out* and return the files: one each, or ``labels.pdf``.

    An *out* that ends like the format, such as ``tag.png``, is the one file itself.
    """
    chosen, stock = one_of(Format, form, field="format"), _stock(size)
    if not COARSEST_DPI <= dpi <= FINEST_DPI:
        raise Unreadable(
            f"dpi {dpi} is not between {COARSEST_DPI} and {FINEST_DPI}",
            zh=f"分辨率 {dpi} 不在 {COARSEST_DPI} 至 {FINEST_DPI} dpi 之间",
            field="dpi",
        )
    font = chinese()
    grid = SHEET_DPI if chosen is Format.PDF else THERMAL.get(dpi, dpi)
    layouts = [lay_out(label, stock, dpi=grid, measure=font.length) for label in labels]
    files: dict[str, bytes] = {}
    if chosen is Format.PDF:
        files["labels.pdf"] = sheet.pdf(layouts, font, skip=skip)
    for label, layout in zip(labels, layouts, strict=True):
        if chosen is Format.PNG:
            files[f"{label.code}.png"] = draw.png(layout, font, dpi=grid)
        elif chosen is Format.SVG:
            files[f"{label.code}.svg"] = draw.svg(layout, font, title=label.number)
    if out.suffix == f".{form}" and len(files) == 1:
        (content,) = files.values()
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(content)
        return [out]
    out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (out / name).write_bytes(content)
    return [out / name for name in files]


def _stock(size: str) -> Stock:
    if size not in STOCKS:
        known = "、".join(STOCKS)
        raise Unreadable(
            f"no label size '{size}'; known: {known} (mm)",
            zh=f"没有“{size}”这种标签规格，可选：{known}（毫米）",
            field="size",
        )
    return STOCKS[size]


def labels(
    ctx: typer.Context,
    tags: Annotated[
        list[str] | None, typer.Argument(help="标签码，省略则为全部有效标签 / tag codes")
    ] = None,
    form: Annotated[str, typer.Option("--format", help="png、svg 或 pdf（A4 整张）")] = "pdf",
    out: Annotated[Path, typer.Option(help="输出目录或文件 / directory or file")] = Path("labels"),
    size: Annotated[str, typer.Option(help="规格 / size: " + "、".join(STOCKS))] = "70x37",
    dpi: Annotated[int, typer.Option(help="打印机分辨率 / of the printer, for png and svg")] = 300,
    skip: Annotated[int, typer.Option(help="首张跳过枚数 / labels of the sheet used up")] = 0,
) -> None:
    """打印标签 / print labels of all live tags, or of those given."""
    with ctx.obj.chain.read(Actor.installer(ctx.obj.mine.id)) as work:
        found = read(work, tags or ())
    written = write(found, out, form=form, size=size, dpi=dpi, skip=skip)
    where = written[0] if len(written) == 1 else out
    typer.echo(
        f"{len(found)} labels in {where}"
        if ctx.obj.lang == "en"
        else f"已生成 {len(found)} 枚标签：{where}"
    )
