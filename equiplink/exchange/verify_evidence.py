"""Verify an evidence bundle or a receipt of equiplink, without equiplink.

    python verify_evidence.py bundle.zip --key KEY [--known old-checkpoint.txt …]
    python verify_evidence.py receipt.json --key KEY

One file: the standard library and `cryptography`. It shares no code with the program whose
work it checks. KEY is the line `equiplink.local+…` that the mine handed over earlier; the
key inside the bundle proves nothing by itself. Exit code 0: nothing was rewritten; 1: it was,
or it cannot be told; 2: the question was not understood.

只需标准库和 cryptography。KEY 应当是以前从煤矿得到并由您保存的那一行。
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

COLUMNS = 11
MINE, SUBJECT, ACTION, DETAILS = 0, 5, 7, 10
"""Where these stand among the columns of an entry."""
CHUNK = 1 << 20


class Wrong(Exception):
    """What was found, in Chinese and English."""


def leaf(columns: list[str]) -> bytes:
    """Hash an entry: a zero byte, then each column in UTF-8 after its length in four bytes."""
    digest = hashlib.sha256(b"\0")
    for text in columns:
        raw = text.encode()
        digest.update(len(raw).to_bytes(4, "big"))
        digest.update(raw)
    return digest.digest()


def inner(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees (RFC 6962, section 2.1)."""
    return hashlib.sha256(b"\1" + left + right).digest()


class Tree:
    """A Merkle tree that grows: complete subtrees by height, the smallest last."""

    def __init__(self) -> None:
        self.size = 0
        self._parts: list[tuple[int, bytes]] = []

    def add(self, node: bytes) -> None:
        """Append one leaf."""
        height = 0
        while self._parts and self._parts[-1][0] == height:
            node = inner(self._parts.pop()[1], node)
            height += 1
        self._parts.append((height, node))
        self.size += 1

    def root(self) -> bytes:
        """Return the root so far."""
        if not self._parts:
            return hashlib.sha256(b"").digest()
        node = self._parts[-1][1]
        for _, part in self._parts[-2::-1]:
            node = inner(part, node)
        return node


def climb(node: bytes, position: int, size: int, path: list[bytes]) -> bytes:
    """Return the root that *path* leads to from the leaf at *position* (RFC 6962, 2.1.1)."""
    if size == 1:
        if path:
            raise Wrong("证明过长 / the proof is too long")
        return node
    if not path:
        raise Wrong("证明过短 / the proof is too short")
    left = 1
    while left * 2 < size:
        left *= 2
    if position < left:
        return inner(climb(node, position, left, path[:-1]), path[-1])
    return inner(path[-1], climb(node, position - left, size - left, path[:-1]))


class Head:
    """A signed checkpoint: whose log, how many entries, which root."""

    def __init__(self, note: str, key: str) -> None:
        text, gap, signatures = note.replace("\r\n", "\n").rpartition("\n\n")
        lines = text.split("\n")
        if not gap or len(lines) != len(("origin", "size", "root")):
            raise Wrong("检查点格式不对 / this is no checkpoint")
        if not any(signed(line, text + "\n", key) for line in signatures.splitlines()):
            raise Wrong("检查点签名与所给公钥不符 / the checkpoint is not signed by this key")
        self.origin, self.size = lines[0], int(lines[1])
        self.root = base64.b64decode(lines[2])


def signed(line: str, text: str, key: str) -> bool:
    """Say whether a note's signature *line* is that of *key* over *text*."""
    name, ident, blob = key.strip().split("+", 2)
    raw = base64.b64decode(blob)
    if hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4].hex() != ident:
        raise Wrong("公钥行不完整 / the line of the key is incomplete")
    start = f"— {name} "
    if not line.startswith(start):
        return False
    try:
        signature = base64.b64decode(line[len(start) :], validate=True)
        Ed25519PublicKey.from_public_bytes(raw[1:]).verify(signature[4:], text.encode())
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return signature[:4].hex() == ident


def entries(bundle: zipfile.ZipFile) -> Iterator[list[str]]:
    """Read the entries one by one: a line each, a JSON list of texts."""
    with bundle.open("entries.jsonl") as lines:
        for number, line in enumerate(lines):
            columns = json.loads(line)
            if len(columns) != COLUMNS or not all(isinstance(each, str) for each in columns):
                raise Wrong(f"第 {number} 条记录不完整 / entry {number} is incomplete")
            yield columns


def attached(columns: list[str]) -> str:
    """Return the hash of the file that an entry attaches, or nothing."""
    if (columns[SUBJECT], columns[ACTION]) != ("attachment", "attach"):
        return ""
    return str(json.loads(columns[DETAILS])["sha256"])


def verify_bundle(path: Path, key: str, known: list[str]) -> str:
    """Return the good news of a whole bundle, or raise ``Wrong``."""
    with zipfile.ZipFile(path) as bundle:
        head = Head(bundle.read("checkpoint.txt").decode(), key)
        kept: dict[int, list[bytes]] = {}
        for note in known:
            old = Head(note, key)
            if old.origin != head.origin:
                raise Wrong("所存检查点属于另一本台账 / the kept checkpoint is of another log")
            if old.size > head.size:
                raise Wrong(
                    f"台账在您保存的检查点（{old.size} 条）之前中断，被截短 / "
                    f"the log ends before the checkpoint of {old.size} entries that you keep"
                )
            kept.setdefault(old.size, []).append(old.root)
        tree, files = Tree(), set[str]()
        for columns in entries(bundle):
            if not head.origin.endswith("/" + columns[MINE]):
                raise Wrong(f"第 {tree.size} 条不属于本矿 / entry {tree.size} is of another mine")
            tree.add(leaf(columns))
            files.add(attached(columns))
            if any(root != tree.root() for root in kept.get(tree.size, ())):
                raise Wrong(
                    f"与您保存的检查点（{tree.size} 条）分叉，历史被改写 / "
                    f"the history before the checkpoint of {tree.size} that you keep is another"
                )
        if tree.size != head.size:
            raise Wrong(
                f"应有 {head.size} 条，实有 {tree.size} 条 / "
                f"{head.size} entries were sealed, {tree.size} are here"
            )
        if tree.root() != head.root:
            raise Wrong("记录与签名的根不符：有改动、删除或调换 / an entry was changed or moved")
        count = verify_files(bundle, files - {""})
    return (
        f"{head.size} 条记录、{count} 份附件，未被改写 / {head.size} entries, {count} files: intact"
    )


def verify_files(bundle: zipfile.ZipFile, hashes: set[str]) -> int:
    """Hold every attached file against the hash that the ledger names."""
    here = set(bundle.namelist())
    for wanted in sorted(hashes):
        if f"files/{wanted}" not in here:
            raise Wrong(f"缺少附件 {wanted} / the file is missing")
        digest = hashlib.sha256()
        with bundle.open(f"files/{wanted}") as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
        if digest.hexdigest() != wanted:
            raise Wrong(f"附件 {wanted} 被调换 / the file was swapped")
    return len(hashes)


def verify_receipt(path: Path, key: str) -> str:
    """Return the good news of a receipt, or raise ``Wrong``."""
    receipts: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    for each in receipts:
        head = Head(each["checkpoint"], key)
        proof = [bytes.fromhex(sister) for sister in each["proof"]]
        if not 0 <= each["position"] < head.size:
            raise Wrong("位置不在台账之内 / the position is outside of the log")
        if climb(leaf(each["entry"]), each["position"], head.size, proof) != head.root:
            raise Wrong(
                f"第 {each['position']} 条不在签名的台账中 / "
                f"entry {each['position']} is not in the signed log"
            )
    return f"{len(receipts)} 条记录在签名的台账中 / {len(receipts)} entries are in the signed log"


def main(arguments: list[str] | None = None) -> int:
    """Verify what the command line names; return the exit code."""
    parser = argparse.ArgumentParser(description="核验 equiplink 证据包 / verify evidence")
    parser.add_argument("path", type=Path, help="证据包 .zip 或收据 .json")
    parser.add_argument("--key", required=True, help="公钥行 equiplink.local+…，由您保存")
    parser.add_argument("--known", type=Path, nargs="*", default=[], help="您保存的旧检查点文件")
    given = parser.parse_args(arguments)
    try:
        if zipfile.is_zipfile(given.path):
            known = [each.read_text("utf-8") for each in given.known]
            news = verify_bundle(given.path, given.key, known)
        else:
            news = verify_receipt(given.path, given.key)
    except Wrong as wrong:
        sys.stdout.write(f"不通过 NOT INTACT：{wrong}\n")
        return 1
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
    ) as e:
        sys.stdout.write(f"不通过，内容无法读取 NOT INTACT, unreadable：{type(e).__name__} {e}\n")
        return 1
    sys.stdout.write(f"通过 INTACT：{news}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
