"""Files of records: what is taken, what is refused, and what a changed byte does."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from pathlib import Path
from uuid import UUID
from zipfile import ZipFile

import pytest
from sqlalchemy import update

from equiplink.audit.replay import verify
from equiplink.catalogue.models import SafetyMark
from equiplink.db import new_id
from equiplink.errors import NotFound, Tampered, Unreadable
from equiplink.files import actions as files
from equiplink.files import store
from equiplink.files.formats import clean, media_of
from equiplink.files.models import Attachment
from equiplink.files.states import FileKind, Media
from equiplink.ledger import Entry
from equiplink.plan import actions as plan
from tests.catalogue.steps import MARKS, national
from tests.world import World

JPEG = b"\xff\xd8\xff\xe0 a synthetic picture"


def packed(*names: str) -> bytes:
    """Return a ZIP with empty files of these names."""
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "")
    return content.getvalue()


def a_plan(world: World) -> UUID:
    """Draft a plan to attach files to."""
    with world.work("planner") as work:
        return plan.draft(work, number="J1", title="配件", period="month", budget=Decimal(100)).id


def stored(folder: Path) -> list[Path]:
    """Return the files of a store."""
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("name", "content", "media"),
    [
        ("a.pdf", b"%PDF-1.7 ...", Media.PDF),
        ("a.PDF", b"%PDF-1.7 ...", Media.PDF),
        ("装箱单.jpeg", JPEG, Media.JPEG),
        ("a.png", b"\x89PNG\r\n\x1a\n...", Media.PNG),
        ("a.docx", packed("word/document.xml"), Media.DOCX),
        ("a.xlsx", packed("xl/workbook.xml"), Media.XLSX),
        ("a.ofd", packed("OFD.xml"), Media.OFD),
        ("a.txt", "文字\r\n".encode(), Media.TEXT),
        ("a.csv", b"\xef\xbb\xbfa,b", Media.CSV),
        ("a.xlsx", packed("xl/workbook.xml", "xl/vbaProject.bin"), None),
        ("a.xlsx", packed("word/document.xml"), None),
        ("a.xlsx", b"PK\x03\x04 broken", None),
        ("a.pdf", JPEG, None),
        ("a.exe", b"MZ\x90\x00", None),
        ("a.txt", b"MZ\x90\x00", None),
        ("a.txt", b"\x1b[2J", None),
        ("a.html", b"<script>", None),
        ("pdf", b"%PDF-1.7", Media.PDF),
        ("", b"%PDF-1.7", None),
    ],
)
def test_format_is_what_the_content_says(name: str, content: bytes, media: Media | None) -> None:
    """The ending and the content must agree, and nothing that runs is taken."""
    assert media_of(name, content) == media


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("C:\\temp\\照片.jpg", "照片.jpg"),
        ("../../etc/passwd", "passwd"),
        ("a\u202egpj.exe.jpg", "agpj.exe.jpg"),
        ("a\r\nb.pdf", "ab.pdf"),
        ("长" * 300 + ".pdf", "长" * 120 + ".pdf"),
        (" x ", "x"),
    ],
)
def test_name_is_harmless(name: str, shown: str) -> None:
    """A name keeps its last part only, without signs that a disk or a header stumbles on."""
    assert clean(name) == shown


def test_attached_file_is_read_again(world: World) -> None:
    """The content comes back, the ledger names its hash, and the file lies outside the database."""
    plan_id = a_plan(world)
    with world.work("planner") as work:
        made = files.attach(
            work, subject="plan", subject_id=plan_id, kind="photo", name="现场.jpg", content=JPEG
        )
    with world.read() as work:
        content = files.read(work, made.id)
        listed = files.of(work, plan_id)
        told = work.first(Entry, subject_id=made.id)
        photos = files.of(work, plan_id, kind=FileKind.REPORT)

    assert content == JPEG
    assert [each.id for each in listed] == [made.id]
    assert list(photos) == []
    assert told is not None
    assert told.data["sha256"] == made.sha256
    assert [path.name for path in stored(world.chain.files_path)] == [made.sha256]


def test_same_content_is_kept_once(world: World) -> None:
    """Two attachments of one content share one file."""
    plan_id = a_plan(world)
    for name in ("一.jpg", "二.jpg"):
        with world.work("planner") as work:
            files.attach(
                work, subject="plan", subject_id=plan_id, kind="photo", name=name, content=JPEG
            )

    assert len(stored(world.chain.files_path)) == 1


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"content": b""}, "content"),
        ({"content": b"%PDF-" + b"0" * 20_000_000}, "content"),
        ({"content": b"MZ", "name": "a.pdf"}, "name"),
        ({"name": " "}, "name"),
        ({"kind": "poem"}, "kind"),
        ({"subject": "mine"}, "subject"),
        ({"subject": "no_such_table"}, "subject"),
    ],
)
def test_bad_file_leaves_nothing(world: World, given: dict[str, object], field: str) -> None:
    """A refusal names the field in both languages, and neither row nor file is left."""
    plan_id = a_plan(world)
    asked = {
        "subject": "plan", "subject_id": plan_id, "kind": "other", "name": "a.jpg",
        "content": JPEG, **given,
    }  # fmt: skip
    with pytest.raises(Unreadable) as refused, world.work("planner") as work:
        files.attach(work, **asked)  # type: ignore[arg-type]  # members are mixed on purpose

    assert refused.value.field == field
    assert stored(world.chain.files_path) == []


def test_file_of_nothing_is_refused(world: World) -> None:
    """A file belongs to a record of this mine, and only known files are read."""
    with pytest.raises(NotFound), world.work("planner") as work:
        files.attach(
            work, subject="plan", subject_id=new_id(), kind="photo", name="a.jpg", content=JPEG
        )
    with pytest.raises(NotFound), world.read() as work:
        files.read(work, new_id())


def test_void_file_stays(world: World) -> None:
    """A void file is no longer among those that count, once, with its reason, and can be read."""
    plan_id = a_plan(world)
    with world.work("planner") as work:
        made = files.attach(
            work, subject="plan", subject_id=plan_id, kind="photo", name="a.jpg", content=JPEG
        )
        files.void(work, made.id, reason="照错设备")
    with world.read() as work:
        content, listed = files.read(work, made.id), files.of(work, plan_id)
    with pytest.raises(Unreadable), world.work("planner") as work:
        files.void(work, made.id, reason="再次")

    assert content == JPEG
    assert list(listed) == []


def test_changed_byte_and_missing_file_are_named(world: World) -> None:
    """Changed, gone, or another file than the ledger says: each is named by the verification."""
    plan_id = a_plan(world)
    made = []
    with world.work("planner") as work:
        for number in range(4):
            content, name = JPEG + bytes([number]), f"{number}.jpg"
            made.append(
                files.attach(
                    work, subject="plan", subject_id=plan_id, kind="photo", name=name,
                    content=content,
                )
            )  # fmt: skip
    folder = world.chain.files_path
    store.path(folder, made[0].sha256).write_bytes(JPEG + b"?")
    store.path(folder, made[1].sha256).unlink()
    with world.chain.engine.begin() as connection:
        connection.execute(
            update(Attachment).where(Attachment.id == made[2].id).values(sha256=made[3].sha256)
        )

    with world.read() as work:
        wrong = {attachment.name: type(error) for attachment, error in files.damaged(work)}
        with pytest.raises(Tampered):
            files.read(work, made[0].id)
    problems = verify(world.chain, world.mine_id).problems

    assert wrong == {"0.jpg": Tampered, "1.jpg": NotFound, "2.jpg": Tampered}
    assert len(problems) == 3


def test_answer_of_a_register_keeps_its_screenshot(world: World) -> None:
    """A safety mark is shared by all mines, and the file of its query is the mine's own (M15)."""
    national(world)
    with world.work("buyer") as work:
        mark = work.first(SafetyMark, number=MARKS["switch"])
        assert mark is not None
        made = files.attach(
            work, subject="safety_mark", subject_id=mark.id, kind="screenshot", name="查询.jpg",
            content=JPEG,
        )  # fmt: skip
    with pytest.raises(NotFound), world.work("buyer") as work:
        files.attach(
            work, subject="safety_mark", subject_id=new_id(), kind="screenshot", name="查询.jpg",
            content=JPEG,
        )  # fmt: skip

    with world.read() as work:
        assert [each.id for each in files.of(work, mark.id)] == [made.id]
