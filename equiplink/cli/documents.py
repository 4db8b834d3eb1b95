"""A document as a file: the ending of its name says whether to print, to edit or to add it up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from equiplink.cli.context import Context
from equiplink.errors import Unreadable
from equiplink.exchange.document import Document
from equiplink.exchange.exports import exported
from equiplink.exchange.html import html
from equiplink.exchange.word import docx
from equiplink.exchange.workbook import workbook

WRITERS: Mapping[str, Callable[[Document], bytes]] = {
    ".html": lambda document: html(document).encode(),
    ".docx": docx,
    ".xlsx": workbook,
}


def writer(out: Path) -> Callable[[Document], bytes]:
    """Return what writes the form that *out* is named after."""
    found = WRITERS.get(out.suffix.lower())
    if found is None:
        raise Unreadable(
            f"{out} is none of {', '.join(WRITERS)}; name the file after what it is to be",
            zh=f"{out} 的扩展名不是 {'、'.join(WRITERS)} 之一；请按需要的格式命名",
            field="out",
        )
    return found


def write(context: Context, document: Document, out: Path) -> None:
    """Write *document* and tell how large it is."""
    content = writer(out)(document)
    leave(context, document.title, content, out)
    size = len(content)
    context.say(
        f"{document.title}：{out}（{size} 字节）", f"{document.title}: {out} ({size} bytes)"
    )


def leave(context: Context, what: str, content: bytes, out: Path) -> None:
    """Tell the ledger that *content* leaves, then write it to *out*."""
    with context.chain.work(context.actor) as work:
        exported(work, what, content)
    out.write_bytes(content)
