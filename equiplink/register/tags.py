"""Tags: printed, replaced, lost, damaged; plates printed before anybody knows what for.

A thing carries one live tag at most. A reprint is another generation with
another code, and what it replaces is void from that moment on, in whatever way
the new one came to be.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from equiplink import codes
from equiplink.errors import Duplicate, NotFound, Unreadable, said
from equiplink.mine.models import Person
from equiplink.mine.states import Role
from equiplink.register.models import Blank, Item, Tag
from equiplink.register.rules import LABELLING, Labelling
from equiplink.register.tag_rules import CLAIM, Witness
from equiplink.register.tag_states import BLANK_TAG, BlankState, Fate
from equiplink.settings import Setting, Stricter
from equiplink.work import Work

LARGEST_BATCH = 5_000
TRAVEL_MINUTES = Setting(
    "register.travel_minutes",
    10,
    "分钟",
    Stricter.HIGHER,
    zh="同一物品先后出现在两处井口的最短间隔",
    en="minutes in which nothing gets from one gate to another",
)
DAMAGED_DAYS = Setting(
    "register.damaged_days",
    7,
    "天",
    Stricter.LOWER,
    zh="损坏的标签最长更换天数",
    en="days in which a damaged tag has to be replaced",
)
BLANK_DAYS = Setting(
    "register.blank_days",
    90,
    "天",
    Stricter.LOWER,
    zh="预制标牌最长未认领天数",
    en="days that a pre-printed plate may stay unclaimed",
)


def issue_tag(work: Work, item_id: UUID) -> Tag:
    """Give an item its first tag; raise ``Duplicate`` when it carries a live one."""
    work.allow(Role.KEEPER)
    item = work.get(Item, item_id)
    last = newest_tag(work, item_id)
    if last is not None:
        shown = codes.grouped(last.code)
        raise Duplicate(
            f"{item.number} was given tag {shown}; reprint it with a reason",
            zh=f"{item.number} 已发放过标签 {shown}；更换请办理补打并写明原因",
            field="item_id",
        )
    return _tag(work, item, "issue_tag", code=codes.new(), last=None)


def issue_tags(work: Work, *, item_ids: Sequence[UUID]) -> Sequence[Tag]:
    """Give many items their first tags, in as many statements as one; who has one keeps it."""
    work.allow(Role.KEEPER)
    items = work.session.scalars(
        select(Item)
        .where(Item.mine_id == work.mine_id, Item.id.in_(item_ids))
        .order_by(Item.id)
        .with_for_update()
    ).all()
    if len(items) < len(set(item_ids)):
        raise NotFound(
            "some of these items are not on this mine's register; check their ids",
            zh="其中有的物品不在本矿台账中，请核对编号",
            field="item_ids",
        )
    tagged = set(
        work.session.scalars(
            select(Tag.item_id).where(Tag.mine_id == work.mine_id, Tag.item_id.in_(item_ids))
        )
    )
    made = []
    for item in items:
        LABELLING.require(Labelling(work.today, item.state), work.policy)
        if item.id not in tagged:
            made.append(
                Tag(
                    code=codes.new(), item_id=item.id, generation=1, issued_at=work.now, reason="",
                )
            )  # fmt: skip
    told = [{"item_id": each.item_id, "code": each.code, "generation": 1} for each in made]
    work.records(made, "issue_tag", told)
    return made


def reprint(work: Work, item_id: UUID, *, reason: str) -> Tag:
    """Replace an item's tag: the old one is void from now on, the new one has a new code."""
    work.allow(Role.KEEPER)
    reason = said(reason, "补打原因", field="reason")
    item = work.get(Item, item_id)
    old = newest_tag(work, item_id)
    if old is None:
        raise NotFound(
            f"{item.number} has no tag yet; issue its first one",
            zh=f"{item.number} 尚未发放标签，请先发放",
            field="item_id",
        )
    return _tag(work, item, "reprint", code=codes.new(), last=old, reason=reason)


def report_lost(work: Work, item_id: UUID, *, note: str) -> Tag:
    """Void an item's tag that nobody finds; whoever shows it from now on raises an alarm (R21).

    The thing itself may be gone too: *note* says what is known.
    """
    tag = _reported(work, item_id)
    _void(work, tag, Fate.LOST)
    work.record(tag, "report_lost", item_id=item_id, code=tag.code, note=said(
        note, "遗失情况", field="note"
    ))  # fmt: skip
    return tag


def report_damaged(work: Work, item_id: UUID, *, note: str) -> Tag:
    """Note that a tag is hard to read; it stays live until it is replaced, which is then due."""
    tag = _reported(work, item_id)
    tag.damaged_at = tag.damaged_at or work.now
    work.record(tag, "report_damaged", item_id=item_id, code=tag.code, note=said(
        note, "损坏情况", field="note"
    ))  # fmt: skip
    return tag


def _reported(work: Work, item_id: UUID) -> Tag:
    item = work.get(Item, item_id)
    tag = live_tag(work, item_id)
    if tag is None:
        raise NotFound(
            f"{item.number} carries no live tag",
            zh=f"{item.number} 没有有效标签，无需报告",
            field="item_id",
        )
    return tag


def print_blanks(work: Work, *, batch: str, count: int) -> Sequence[Blank]:
    """Print plates whose things nobody knows yet; *batch* is what the printer's order is called."""
    batch = said(batch, "印制批次", field="batch")
    if not 1 <= count <= LARGEST_BATCH:
        raise Unreadable(
            f"count {count}: print 1 to {LARGEST_BATCH} plates at once",
            zh=f"数量 {count}：每批应为 1 至 {LARGEST_BATCH} 块",
            field="count",
        )
    made = [
        Blank(batch=batch, code=codes.new(), printed_at=work.now, note="") for _ in range(count)
    ]
    work.steps(BLANK_TAG, made, "print", [{"batch": batch, "code": each.code} for each in made])
    return made


def claim(work: Work, blank_id: UUID, *, item_id: UUID, witness_id: UUID, reason: str = "") -> Tag:
    """Put a plate on a thing while somebody else stands by; return its tag.

    A tag that the thing carries already is replaced, for which *reason* is
    needed. Raises ``Refused`` when the witness claims himself or has left (R24),
    ``IllegalStep`` for a plate that is claimed or written off.
    """
    blank = work.get(Blank, blank_id)
    item = work.get(Item, item_id)
    witness = work.get(Person, witness_id)
    facts = Witness(work.today, witness.name, witness_id == work.actor.id, witness.left_on)
    CLAIM.require(facts, work.policy)
    BLANK_TAG.next(blank.state, "claim")
    old = newest_tag(work, item_id)
    if old is not None:
        reason = said(reason, "更换原因", field="reason")
    tag = _tag(work, item, "claim", code=blank.code, last=old, reason=reason)
    blank.tag_id, blank.witness_id = tag.id, witness_id
    work.step(
        BLANK_TAG, blank, "claim", item_id=item_id, code=blank.code, witness_id=witness_id,
        reason=reason,
    )  # fmt: skip
    return tag


def write_off(work: Work, blank_id: UUID, *, reason: str) -> Blank:
    """Take a plate that was spoilt or is missing off the list; it can never be claimed again."""
    reason = said(reason, "注销原因", field="reason")
    blank = work.get(Blank, blank_id)
    blank.note = reason
    work.step(BLANK_TAG, blank, "write_off", code=blank.code, reason=reason)
    return blank


def count_blanks(work: Work, *, batch: str, found: Sequence[str]) -> Sequence[Blank]:
    """Hold the plates that lie in the drawer against the unclaimed ones; return the missing.

    *found* are their codes as scanned. Raises ``Unreadable`` for a plate that is
    not an unclaimed one of the batch: it should not be there.
    """
    work.allow(Role.KEEPER)
    there = {codes.parse(each) for each in found}
    open_ = {each.code: each for each in work.all(Blank, batch=batch, state=BlankState.PRINTED)}
    if not open_:
        raise NotFound(
            f"batch {batch} has no unclaimed plates; check its name",
            zh=f"批次“{batch}”没有未认领的标牌，请核对批次",
            field="batch",
        )
    strange = "、".join(sorted(there - open_.keys()))
    if strange:
        raise Unreadable(
            f"these plates are not unclaimed ones of {batch}: {strange}; set them apart",
            zh=f"以下标牌不是批次“{batch}”未认领的标牌：{strange}；请取出查明",
            field="found",
        )
    missing = [blank for code, blank in open_.items() if code not in there]
    first = next(iter(open_.values()))
    work.log("blank_tag", first.id, "count", "", "", {
        "batch": batch, "found": len(there), "missing": [each.code for each in missing],
    })  # fmt: skip
    return missing


def unclaimed(work: Work, batch: str | None = None) -> Sequence[Blank]:
    """Return the plates that nobody claimed, the oldest first."""
    where = {} if batch is None else {"batch": batch}
    return work.all(Blank, state=BlankState.PRINTED, **where)


def live_tag(work: Work, item_id: UUID) -> Tag | None:
    """Return the tag that the item carries now."""
    return work.first(Tag, item_id=item_id, voided_at=None)


def newest_tag(work: Work, item_id: UUID) -> Tag | None:
    """Return the tag that the item was given last, void or not."""
    query = select(Tag).where(Tag.mine_id == work.mine_id, Tag.item_id == item_id)
    return work.session.scalars(query.order_by(Tag.generation.desc()).limit(1)).first()


def void_tag(work: Work, item_id: UUID) -> Tag | None:
    """Let the tag die with its thing; for the stage that destroys it."""
    tag = live_tag(work, item_id)
    if tag is not None:
        _void(work, tag, Fate.SCRAPPED)
    return tag


def _void(work: Work, tag: Tag, fate: Fate) -> None:
    tag.voided_at, tag.fate = work.now, fate


def _tag(
    work: Work, item: Item, action: str, *, code: str, last: Tag | None, reason: str = ""
) -> Tag:
    warnings = LABELLING.require(Labelling(work.today, item.state), work.policy)
    if last is not None and last.voided_at is None:
        _void(work, last, Fate.REPLACED)
        # The old tag must be void in the database before the new one goes in: one live tag each.
        work.session.flush()
    tag = Tag(
        code=code,
        item_id=item.id,
        generation=last.generation + 1 if last else 1,
        issued_at=work.now,
        reason=reason,
    )
    work.record(
        tag, action, warnings=warnings, item_id=item.id, code=code, generation=tag.generation,
        reason=reason, voids=last.code if last else "",
    )  # fmt: skip
    return tag
