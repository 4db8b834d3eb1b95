"""Draw up what is looked at, and look: one point after the other, each by who may.

There is no default answer and no verb that answers several points at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NotRequired, TypedDict
from uuid import UUID

from sqlalchemy import select

from equiplink.acceptance import floor_facts
from equiplink.acceptance.check_models import CheckAnswer, CheckTemplate
from equiplink.acceptance.check_states import Family, PointKind
from equiplink.acceptance.floor_rules import ALIKE, CHECKING, Checking
from equiplink.acceptance.models import Acceptance
from equiplink.acceptance.states import ACCEPTANCE
from equiplink.acceptance.template_table import EDITION, TEMPLATES, Point
from equiplink.catalogue.models import DeviceClass
from equiplink.db import new_id, one_of
from equiplink.errors import Duplicate, NotFound, Unreadable, said
from equiplink.files import actions as files
from equiplink.files.models import Attachment
from equiplink.files.states import FileKind
from equiplink.mine.actions import valid_certificate
from equiplink.mine.states import Permit, Role
from equiplink.work import Work


class PointText(TypedDict):
    """One point of a mine's own template; ``kind`` is a word of ``PointKind``.

    What has a ``unit`` is measured. ``permit`` is a word of ``Permit``, by
    default that of acceptance.
    """

    code: str
    kind: str
    name: str
    source: str
    unit: NotRequired[str]
    low: NotRequired[Decimal]
    high: NotRequired[Decimal]
    below: NotRequired[Decimal]
    photo: NotRequired[bool]
    permit: NotRequired[str]


def adopt_template(
    work: Work, *, class_id: UUID, family: str, since: date | None = None
) -> CheckTemplate:
    """Take the shipped template of a *family* (a word of ``Family``) for a class of goods."""
    wanted = one_of(Family, family, field="family")
    return _template(work, class_id, f"{wanted}-{EDITION}", TEMPLATES[wanted], since)


def set_template(
    work: Work,
    *,
    class_id: UUID,
    edition: str,
    points: Sequence[PointText],
    since: date | None = None,
) -> CheckTemplate:
    """Draw up the mine's own template of a class, as a new *edition* in force *since* a day."""
    read = tuple(map(_point, points))
    codes = [each.code for each in read]
    if not codes or len(set(codes)) < len(codes):
        raise Unreadable(
            "points must not be empty, and each needs a code of its own",
            zh="验收项目不能为空，每项须有不重复的代号，请改正",
            field="points",
        )
    return _template(work, class_id, said(edition, "版本", field="edition"), read, since)


def check(
    work: Work,
    acceptance_id: UUID,
    *,
    point: str,
    passed: bool,
    reading: Decimal | None = None,
    unit: str = "",
    instrument_id: UUID | None = None,
    photos: Sequence[UUID] = (),
    note: str = "",
) -> CheckAnswer:
    """Answer one point of the template; a second answer replaces the first and *note* says why.

    *photos* are files of this acceptance, bound by their hash. After the verdict
    only points in doubt are answered again. Raises ``Refused`` for a reading
    without unit or instrument, out of calibration, or that does not bear out *passed*.
    """
    work.allow(Role.ACCEPTOR, Role.EX_INSPECTOR)
    acceptance = work.get(Acceptance, acceptance_id)
    asked = _asked(work, acceptance, point)
    if point not in {code for each in floor_facts.doubts(work, acceptance) for code in each.points}:
        ACCEPTANCE.next(acceptance.state, "accept")
    earlier = work.first(CheckAnswer, acceptance_id=acceptance_id, point=point, replaced_at=None)
    if earlier is not None:
        note = said(note, "更改原因", field="note")
    hashes = _photos(work, acceptance_id, photos)
    gauge = floor_facts.gauge(work, instrument_id)
    most = work.setting(ALIKE)
    facts = Checking(
        today=work.today,
        point=asked,
        passed=passed,
        certified=valid_certificate(work, work.actor.id, asked.permit, work.today) is not None,
        reading=reading,
        unit=unit,
        gauge=gauge,
        photos=len(hashes),
        used_photos=_used(work, acceptance_id, hashes),
        alike=0 if reading is None else floor_facts.alike(work, acceptance, point, reading, most),
        most_alike=most,
    )
    warnings = CHECKING.require(facts, work.policy)
    if earlier is not None:
        earlier.replaced_at = work.now
    answer = CheckAnswer(
        id=new_id(), acceptance_id=acceptance_id, point=point, passed=passed, reading=reading,
        unit=unit, instrument_id=instrument_id, photos=hashes, note=note, person_id=work.actor.id,
        at=work.now,
    )  # fmt: skip
    work.record(
        answer, "check", warnings=warnings, acceptance_id=acceptance_id, point=point,
        passed=passed, reading=reading, unit=unit, instrument_id=instrument_id, photos=hashes,
        note=note, replaces=earlier and earlier.id,
    )  # fmt: skip
    return answer


def _template(
    work: Work, class_id: UUID, edition: str, points: Sequence[Point], since: date | None
) -> CheckTemplate:
    work.allow(Role.ADMINISTRATOR, Role.ACCEPTOR)
    kind = work.get(DeviceClass, class_id)
    if work.first(CheckTemplate, class_id=class_id, edition=edition) is not None:
        raise Duplicate(
            f"edition {edition} of the template of '{kind.name}' exists; give another edition",
            zh=f"“{kind.name}”的验收项目表已有版本 {edition}，请另写版本",
            field="edition",
        )
    template = CheckTemplate(
        id=new_id(), class_id=class_id, edition=edition, since=since or work.today,
        points=[each.document for each in points],
    )  # fmt: skip
    work.record(
        template, "draw_up", class_id=class_id, edition=edition, since=template.since,
        points=template.points,
    )  # fmt: skip
    return template


def _point(text: PointText) -> Point:
    return Point(
        code=said(text["code"], "项目代号", field="code"),
        kind=one_of(PointKind, text["kind"], field="kind"),
        name=said(text["name"], "项目名称", field="name"),
        source=said(text["source"], "项目依据", field="source"),
        unit=text.get("unit", ""),
        low=text.get("low"),
        high=text.get("high"),
        below=text.get("below"),
        photo=text.get("photo", False),
        permit=one_of(Permit, text.get("permit", Permit.ACCEPTANCE), field="permit"),
    )


def _asked(work: Work, acceptance: Acceptance, code: str) -> Point:
    asked = {each.code: each for each in floor_facts.points(work, acceptance)}
    if code not in asked:
        known = "、".join(asked) or "—"
        raise Unreadable(
            f"the template has no point '{code}'; it has: {known}",
            zh=f"验收项目表没有“{code}”，可填：{known}",
            field="point",
        )
    return asked[code]


def _photos(work: Work, acceptance_id: UUID, ids: Sequence[UUID]) -> list[str]:
    there = {each.id: each.sha256 for each in files.of(work, acceptance_id, kind=FileKind.PHOTO)}
    if not set(ids) <= there.keys():
        raise NotFound(
            "a photo is not attached to this acceptance, or is void; attach it first",
            zh="照片未附在本验收单上或者已作废，请先上传",
            field="photos",
        )
    return [there[each] for each in dict.fromkeys(ids)]


def _used(work: Work, acceptance_id: UUID, hashes: Sequence[str]) -> int:
    """Count which of the photos were attached to another acceptance too."""
    if not hashes:
        return 0
    query = select(Attachment.sha256).where(
        Attachment.mine_id == work.mine_id, Attachment.subject == "acceptance",
        Attachment.sha256.in_(hashes), Attachment.subject_id != acceptance_id,
    )  # fmt: skip
    return len(set(work.session.scalars(query)))
