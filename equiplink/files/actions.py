"""Attach a file to a record, read it, void it, and look whether all files are still there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import select

from equiplink.db import Base, Shared, one_of
from equiplink.errors import EquiplinkError, NotFound, Tampered, Unreadable, said
from equiplink.files import store
from equiplink.files.formats import clean, media_of
from equiplink.files.models import Attachment
from equiplink.files.states import FileKind, Media
from equiplink.ledger import Entry
from equiplink.settings import Setting, Stricter
from equiplink.work import Mine, Work

LARGEST = Setting(
    "files.largest", 20, "MB", Stricter.LOWER,
    zh="附件的最大容量", en="largest size of a file",
)  # fmt: skip
MEGABYTE = 1_000_000


def attach(
    work: Work, *, subject: str, subject_id: UUID, kind: str, name: str, content: bytes
) -> Attachment:
    """Attach *content* under *name* to the record *subject_id* of the table *subject*.

    ``kind`` is a word of ``FileKind``. Raises ``Unreadable`` for a file that is
    empty, too large, or not what its name says; ``NotFound`` for an unknown record.
    """
    what = one_of(FileKind, kind, field="kind")
    _find(work, subject, subject_id)
    name = said(clean(name), "文件名", field="name")
    most = work.setting(LARGEST)
    if not 0 < len(content) <= most * MEGABYTE:
        raise Unreadable(
            f"the file has {len(content)} bytes; it must have some, and at most {most} MB",
            zh=f"文件大小为 {len(content)} 字节；须不为空且不超过 {most} MB，请压缩或重新选择",
            field="content",
        )
    media = media_of(name, content)
    if media is None:
        known = "、".join(Media)
        raise Unreadable(
            f"'{name}' is none of {known} by its content; name it after what it is, "
            "and save office files without macros",
            zh=f"“{name}”的内容与扩展名不符或格式不受支持（可用：{known}，不得含宏），请另存后上传",
            field="name",
        )
    attachment = Attachment(
        subject=subject,
        subject_id=subject_id,
        kind=what,
        name=name,
        media=media,
        size=len(content),
        sha256=store.put(work.files, content),
        person_id=work.actor.id,
        at=work.now,
        void_reason="",
    )
    work.record(
        attachment, "attach", subject=subject, subject_id=subject_id, kind=what, name=name,
        sha256=attachment.sha256, size=attachment.size,
    )  # fmt: skip
    return attachment


def void(work: Work, attachment_id: UUID, *, reason: str) -> Attachment:
    """Say that a file no longer counts, and why; it stays where it is."""
    attachment = work.get(Attachment, attachment_id)
    reason = said(reason, "作废原因", field="reason")
    if attachment.void_reason:
        raise Unreadable(
            f"this file is void already ({attachment.void_reason}); choose another",
            zh=f"该附件已作废（{attachment.void_reason}），请核对编号",
            field="attachment_id",
        )
    attachment.void_reason = reason
    work.record(attachment, "void", reason=reason, sha256=attachment.sha256)
    return attachment


def read(work: Work, attachment_id: UUID) -> bytes:
    """Return the content; raise ``Tampered`` when it is not what was attached."""
    query = select(Attachment.sha256).filter_by(mine_id=work.mine_id, id=attachment_id)
    digest = work.session.scalar(query)
    if digest is None:
        raise NotFound(
            f"no attachment {attachment_id} in this mine; check the number",
            zh=f"本矿没有编号为 {attachment_id} 的附件，请核对",
            field="attachment_id",
        )
    return store.get(work.files, digest)


def of(work: Work, subject_id: UUID, *, kind: FileKind | None = None) -> Sequence[Attachment]:
    """Return the files of a record that count, as they came; of one *kind* if it is given."""
    where = {} if kind is None else {"kind": kind}
    return work.all(Attachment, subject_id=subject_id, void_reason="", **where)


def damaged(work: Work) -> Iterator[tuple[Attachment, EquiplinkError]]:
    """Yield every file of the mine that is gone or changed, with what is wrong; reads them all.

    What counts is the hash that the ledger names, whatever the row says now.
    """
    query = select(Entry).filter_by(mine_id=work.mine_id, subject="attachment", action="attach")
    told = {entry.subject_id: entry.data["sha256"] for entry in work.session.scalars(query)}
    for attachment in work.all(Attachment):
        try:
            if attachment.sha256 != told.get(attachment.id):
                raise Tampered(
                    "the ledger names another file; keep it and call the auditor",
                    zh="台账记载的是另一份文件，请保留现场并通知审计人员",
                )
            store.get(work.files, attachment.sha256)
        except EquiplinkError as error:
            yield attachment, error


def _find(work: Work, subject: str, subject_id: UUID) -> None:
    table = Base.metadata.tables.get(subject)
    own = table is not None and "mine_id" in table.c
    if table is None or not (own or subject in _shared()):
        raise Unreadable(
            f"subject '{subject}' is no record that takes files; give it as the API names it",
            zh=f"“{subject}”不是可以附文件的记录，请核对记录类型",
            field="subject",
        )
    query = select(table.c.id).where(table.c.id == subject_id)
    if own:
        query = query.where(table.c.mine_id == work.mine_id)
    if work.session.scalar(query) is None:
        raise NotFound(
            f"no {subject} {subject_id} in this mine; check the number",
            zh=f"本矿没有编号为 {subject_id} 的记录（{subject}），请核对",
            field="subject_id",
        )


def _shared() -> set[str]:
    """Return the tables of the catalogues that all mines share: each mine keeps its own files."""
    return {
        mapper.class_.__tablename__
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Shared) and mapper.class_ is not Mine
    }
