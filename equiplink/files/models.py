"""Which file belongs to which record."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from equiplink.db import Record, choice
from equiplink.files.states import FileKind, Media


class Attachment(Record):
    """One file of one record. ``sha256`` is the hash of its content, in hex."""

    __tablename__ = "attachment"
    __table_args__ = (Index(None, "mine_id", "subject_id"),)
    zh: ClassVar[str] = "附件"

    subject: Mapped[str]
    """The table of the record that it belongs to."""
    subject_id: Mapped[UUID]
    kind: Mapped[FileKind] = choice(FileKind)
    name: Mapped[str]
    media: Mapped[Media] = choice(Media)
    size: Mapped[int]
    """Bytes."""
    sha256: Mapped[str]
    person_id: Mapped[UUID]
    at: Mapped[datetime]
    void_reason: Mapped[str]
    """Why it no longer counts; the file stays. Empty while it does."""
