"""A document as one HTML file: nothing is fetched, nothing runs, and it prints on A4."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib.resources import files

from equiplink.exchange.document import Block, Code, Document, Facts, Heading, Table, Text

STYLE = files("equiplink.exchange").joinpath("report.css").read_text("utf-8")


def html(document: Document) -> str:
    """Return *document* as HTML; whatever it says is text and never markup."""
    return "".join(_page(document))


def _page(document: Document) -> Iterator[str]:
    title = escape(document.title)
    yield '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}　{escape(document.subtitle)}</title><style>{STYLE}</style></head>\n"
    yield f"<body><main><header><h1>{title}</h1><p>{escape(document.subtitle)}</p></header>\n"
    chapters = [b for b in document.blocks if isinstance(b, Heading) and b.level == 1]
    links = (f'<a href="#c{n}">{escape(b.text)}</a>' for n, b in enumerate(chapters, 1))
    yield f"<nav>{''.join(links)}</nav>\n"
    number = 0
    for block in document.blocks:
        number += isinstance(block, Heading) and block.level == 1
        yield from _block(block, number)
        yield "\n"
    yield f"<footer>{escape(document.footer)}</footer></main></body></html>\n"


def _block(block: Block, number: int) -> Iterator[str]:
    match block:
        case Heading(text, 1):
            yield f'<h2 id="c{number}">{escape(text)}</h2>'
        case Heading(text):
            yield f"<h3>{escape(text)}</h3>"
        case Text(text, note):
            yield f"<p{' class=note' if note else ''}>{escape(text)}</p>"
        case Code(text, name):
            yield f'<pre data-name="{escape(name)}">{escape(text)}</pre>'
        case Facts(rows):
            yield '<table class="facts"><tbody>'
            for name, value in rows:
                yield f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>"
            yield "</tbody></table>"
        case Table():
            yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    def cells(tag: str, row: tuple[str, ...]) -> str:
        right = (' class="n"' if n in table.numbers else "" for n in range(len(row)))
        return "".join(
            f"<{tag}{side}>{escape(cell)}</{tag}>"
            for cell, side in zip(row, right, strict=True)
        )  # fmt: skip

    yield f'<div class="scroll"><table data-name="{escape(table.name)}">'
    yield f"<thead><tr>{cells('th', tuple(table.head))}</tr></thead><tbody>"
    for n, row in enumerate(table.rows):
        kind = ' class="marked"' if n in table.marked else ""
        yield f"<tr{kind}>{cells('td', tuple(row))}</tr>"
    yield "</tbody></table></div>"
