"""证据包: a mine's whole sealed log for somebody who trusts neither the mine nor this program.

A bundle is a ZIP with the signed checkpoint, the entries as they were hashed, the files
they name, a page to read without a network, and ``verify_evidence.py``, which shares no code
with equiplink. A receipt proves single entries by their path to the signed root.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files as resources
from pathlib import Path
from typing import Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sqlalchemy import or_, select

from equiplink import ledger
from equiplink.audit import log
from equiplink.chain import Chain
from equiplink.errors import Conflict, NotFound
from equiplink.files import store
from equiplink.ledger import Checkpoint, Entry, texts
from equiplink.tree import Leaf
from equiplink.work import Actor, Work

VERIFIER = "verify_evidence.py"
HOW = """\
证据包 evidence bundle

checkpoint.txt      台账的签名检查点：台账名称、条数、根
key.txt             本包所用公钥；核验时请用您以前保存的公钥，而不是这一份
entries.jsonl       全部记录，按封存顺序，每行一条，内容即被哈希的各列
files/              记录所附的文件，文件名即其 SHA-256
index.html          供人阅读，不需要网络
verify_evidence.py  独立核验程序，只需 Python 和 cryptography

    python verify_evidence.py 本包.zip --key "您保存的公钥" --known 旧检查点.txt

Verify with the key and the checkpoints that you kept, not with those in here.
"""
_HEAD = """\
<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>台账 {mine}</title><style>body{{font:14px/1.5 sans-serif;margin:2em}}td,th{{text-align:left;
vertical-align:top;padding:.2em .6em;border-bottom:1px solid #ccc}}
pre{{background:#eee;padding:1em;overflow:auto}}
td:last-child{{word-break:break-all}}</style><h1>台账 Ledger</h1><p>共 {size} 条，按封存顺序。
本页只供阅读，是否被改写以核验程序为准。</p><pre>{note}</pre>
<table><tr><th>序号<th>时间（UTC）<th>办理人<th>记录<th>动作<th>状态<th>内容
"""
_EPOCH = (1980, 1, 1, 0, 0, 0)


def checkpoint(chain: Chain, mine_id: UUID) -> Checkpoint:
    """Seal what was committed and return the newest checkpoint of the mine.

    Raises ``NotFound`` for an empty log, and ``Conflict`` when a wrong key would sign it.
    """
    head = chain.seal(mine_id)
    if head is None:
        raise NotFound(
            "the ledger is empty; there is nothing to prove yet",
            zh="台账还没有记录，暂无可以证明的内容",
            field="mine",
        )
    if not chain.key.verifies(head.note):
        raise Conflict(
            "the newest checkpoint is signed by another key; name the right key file",
            zh="最新检查点由另一把密钥签名，请指定正确的密钥文件",
            field="key",
        )
    return head


def export(chain: Chain, actor: Actor, out: Path, *, reason: str) -> Checkpoint:
    """Write the bundle of the actor's mine to *out* and return its checkpoint.

    The export is itself an entry of the ledger, the last of the bundle but for
    what others commit meanwhile. A file is packed as it lies in the store: that one is
    gone or changed is for the verifier to say.
    """
    with chain.work(actor) as work:
        work.log("mine", work.mine_id, "export_evidence", "", "", {"reason": reason})
    head = checkpoint(chain, actor.mine_id)
    aside = out.with_name(out.name + ".part")
    try:
        with chain.read(actor) as work, ZipFile(aside, "w", ZIP_DEFLATED) as bundle:
            _fill(work, bundle, head, chain.key.verifier)
        aside.replace(out)
    finally:
        aside.unlink(missing_ok=True)
    return head


def prove(work: Work, head: Checkpoint, record_id: UUID) -> list[dict[str, Any]]:
    """Return a receipt for the entry *record_id*, or for all sealed entries of that record.

    Raises ``NotFound`` when the log knows no such entry or record.
    """
    query = select(Entry).filter_by(mine_id=work.mine_id).order_by(Entry.id)
    told = work.session.scalars(
        query.where(or_(Entry.id == record_id, Entry.subject_id == record_id))
    ).all()
    places = log.places(work, [entry.id for entry in told])
    sealed = [entry for entry in told if places.get(entry.id, head.size) < head.size]
    if not sealed:
        raise NotFound(
            f"no sealed entry or record {record_id} in this mine; check the number",
            zh=f"本矿台账中没有编号为 {record_id} 的已封存记录，请核对",
            field="record_id",
        )
    return [
        {
            "entry": texts({name: getattr(entry, name) for name in ledger.HASHED}),
            "position": places[entry.id],
            "proof": log.path(work, places[entry.id], head.size),
            "checkpoint": head.note,
        }
        for entry in sealed
    ]


def _fill(work: Work, bundle: ZipFile, head: Checkpoint, key: str) -> None:
    digests: set[str] = set()
    small = {
        "README.txt": HOW,
        "checkpoint.txt": head.note,
        "key.txt": key + "\n",
        VERIFIER: resources("equiplink.exchange").joinpath(VERIFIER).read_text("utf-8"),
    }
    for name, text in small.items():
        bundle.writestr(_named(name), text)
    with bundle.open(_named("entries.jsonl"), "w", force_zip64=True) as file:
        for columns in _entries(work, head):
            file.write(json.dumps(columns, ensure_ascii=False).encode() + b"\n")
            if tuple(columns[5:8:2]) == ("attachment", "attach"):
                digests.add(json.loads(columns[-1])["sha256"])
    with bundle.open(_named("index.html"), "w", force_zip64=True) as file:
        said = _HEAD.format(mine=work.mine_id, size=head.size, note=escape(head.note))
        file.write(said.encode())
        for position, columns in enumerate(_entries(work, head)):
            file.write(_row(position, columns).encode())
        file.write(b"</table></html>\n")
    for digest in sorted(digests):
        lies = store.path(work.files, digest)
        if lies.exists():
            bundle.writestr(_named(f"files/{digest}"), lies.read_bytes())


def _entries(work: Work, head: Checkpoint) -> Iterator[list[str]]:
    """Yield the columns of every sealed entry, in the order of the log, in constant memory."""
    query = (
        select(Entry.__table__)
        .join(Leaf, (Leaf.mine_id == Entry.mine_id) & (Leaf.entry_id == Entry.id))
        .where(Leaf.mine_id == work.mine_id, Leaf.position < head.size)
        .order_by(Leaf.position)
    )
    rows = work.session.execute(query.execution_options(yield_per=1000))
    for row in rows.mappings():
        yield texts(dict(row))


def _row(position: int, columns: Sequence[str]) -> str:
    _, _, at, _, actor, subject, subject_id, action, before, after, details = map(escape, columns)
    turn = f"{before} → {after}" if after else ""
    return (
        f"<tr><td>{position}<td>{at[:19]}<td>{actor}<td>{subject}<br><small>{subject_id}</small>"
        f"<td>{action}<td>{turn}<td>{details}\n"
    )


def _named(name: str) -> ZipInfo:
    """Name a part of the bundle without the moment of writing: the same log, the same bytes."""
    info = ZipInfo(name, _EPOCH)
    info.compress_type = ZIP_DEFLATED
    return info
