"""Tell the whole chain, step by step, on a fresh SQLite file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from equiplink.example.buying import planning, receiving, tendering
from equiplink.example.cast import assemble
from equiplink.example.using import entering, proving, stopping, wearing
from equiplink.exchange import mtt1201


def tell(folder: Path) -> Iterator[str]:
    """Run the story into ``folder/demo.db`` and yield it line by line, in plain Chinese."""
    cast = assemble(folder)
    yield "equiplink 样例：示例煤业B（合成煤矿，高瓦斯；人员、供应商、多数证书均为虚构）"
    yield "型号、厂家、禁用目录和停用通知取自公开资料，出处见目录数据"
    for chapter in (planning, tendering, receiving, entering, stopping, wearing, proving):
        yield from chapter(cast)
    yield "\n导出"
    with cast.by("administrator") as work:
        for kind, text in (
            (mtt1201.Kind.JBSJ, mtt1201.jbsj(work)),
            (mtt1201.Kind.ABSJ, mtt1201.absj(work)),
        ):
            path = folder / mtt1201.file_name(work, kind)
            path.write_text(text, encoding="utf-8")
            yield f"  MT/T 1201.2 {kind}：{path}"
    cast.chain.close()
    yield f"  数据库：{folder / 'demo.db'}"
