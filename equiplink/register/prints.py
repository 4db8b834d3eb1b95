"""What was printed of the tags: in which generation, on what, by whom, with the hash of the file.

A tag may be printed as often as is needed while it lives, such as for the next
half-used sheet; each time is told, so that a second copy in the pit is no riddle.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from equiplink import codes
from equiplink.errors import NotFound, Unreadable, said
from equiplink.mine.states import Role
from equiplink.register.models import Print, Tag
from equiplink.work import Work

_SHA256 = re.compile("[0-9a-f]{64}")


def record_prints(
    work: Work, *, hashes: Mapping[str, str], size: str, form: str, target: str
) -> Sequence[Print]:
    """Tell that labels were printed; *hashes* gives for each tag's code the SHA-256 of its file.

    *size* and *form* are the words of ``equiplink labels``, *target* is the file or
    the printer. Raises ``NotFound`` for a tag that is unknown or void: nobody
    prints those.
    """
    work.allow(Role.KEEPER)
    size = said(size, "标签规格", field="size")
    form = said(form, "格式", field="form")
    target = said(target, "打印去处", field="target")
    wanted = {codes.parse(code): digest for code, digest in hashes.items()}
    for code, digest in wanted.items():
        if _SHA256.fullmatch(digest) is None:
            raise Unreadable(
                f"{code}: '{digest}' is no SHA-256; give 64 digits of 0-9 and a-f",
                zh=f"{code}：“{digest}”不是 SHA-256，应为 64 位 0-9、a-f",
                field="hashes",
            )
    query = select(Tag).where(
        Tag.mine_id == work.mine_id, Tag.code.in_(wanted), Tag.voided_at.is_(None)
    )
    tags = work.session.scalars(query.order_by(Tag.code)).all()
    lacking = "、".join(sorted(wanted.keys() - {tag.code for tag in tags}))
    if lacking or not tags:
        raise NotFound(
            f"no live tag {lacking}".rstrip() + "; issue a tag first",
            zh=f"没有有效标签{lacking}，请先发放标签",
            field="hashes",
        )
    made = [
        Print(
            tag_id=tag.id, code=tag.code, generation=tag.generation, size=size, form=form,
            target=target, sha256=wanted[tag.code], printed_at=work.now,
            printed_by=work.actor.id,
        )
        for tag in tags
    ]  # fmt: skip
    told = [
        {
            "tag_id": each.tag_id, "code": each.code, "generation": each.generation,
            "size": size, "form": form, "target": target, "sha256": each.sha256,
        }
        for each in made
    ]  # fmt: skip
    work.records(made, "record_print", told)
    return made
