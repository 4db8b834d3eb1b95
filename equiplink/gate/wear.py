"""Tags that are dying: still read, but with little of their error correction to spare.

A camera tells with each reading how much of it was not needed. One bad picture says
nothing of the tag; when even the best of its last readings is poor, the tag is
reported as damaged, and its reprint is due before nobody can read it any more.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from equiplink.gate.models import Scan
from equiplink.register.models import Tag
from equiplink.register.tags import report_damaged
from equiplink.settings import Setting, Stricter
from equiplink.work import Work

SPARE = Setting(
    "gate.tag_spare",
    30,
    "%",
    Stricter.HIGHER,
    zh="摄像头读码纠错余量低于多少即补打标签",
    en="per cent of a tag's error correction that readings leave, below which it is reprinted",
)
READINGS = 3
"""The last ones, of which the best counts."""


def report_worn(work: Work, codes: Iterable[str]) -> None:
    """Report each live tag among *codes* as damaged whose last readings were all poor."""
    live = select(Tag).where(
        Tag.mine_id == work.mine_id,
        Tag.code.in_(sorted(codes)),
        Tag.voided_at.is_(None),
        Tag.damaged_at.is_(None),
    )
    for tag in work.session.scalars(live.order_by(Tag.code)).all():
        read = work.session.scalars(
            select(Scan.spare)
            .where(Scan.mine_id == work.mine_id, Scan.item_id == tag.item_id)
            .where(Scan.code == tag.code, Scan.spare.is_not(None))
            .order_by(Scan.at.desc(), Scan.id.desc())
            .limit(READINGS)
        ).all()
        best = max(each for each in read if each is not None)
        if len(read) == READINGS and best < work.setting(SPARE):
            note = f"最近 {READINGS} 次摄像头读码，纠错余量最高只有 {best}%"
            report_damaged(work, tag.item_id, note=note)
