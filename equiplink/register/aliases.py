"""What else a thing is called, and the one place where any of its names is looked up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import literal, select, union_all

from equiplink import codes
from equiplink.db import one_of
from equiplink.errors import Conflict, NotFound, Unreadable, said
from equiplink.mine.states import Role
from equiplink.register import gs1
from equiplink.register.models import Alias, Item, Tag
from equiplink.register.states import AliasKind
from equiplink.register.tags import newest_tag
from equiplink.work import Work


def add_alias(work: Work, item_id: UUID, *, kind: str, value: str, issuer: str = "") -> Alias:
    """Note what *issuer* calls a thing; ``Duplicate`` when another thing is called so."""
    work.allow(Role.KEEPER)
    value = said(value, "别名", field="value")
    work.get(Item, item_id)
    what = one_of(AliasKind, kind, field="kind")
    alias = Alias(
        item_id=item_id,
        kind=what,
        issuer=issuer.strip(),
        value=compared(what, value),
        given=value,
        since=work.now,
    )
    work.record(alias, "add_alias", item_id=item_id, kind=what, issuer=alias.issuer, value=value)
    return alias


def end_alias(work: Work, alias_id: UUID, *, reason: str) -> Alias:
    """End an alias that was wrong or is given to something else."""
    work.allow(Role.KEEPER)
    reason = said(reason, "停用原因", field="reason")
    alias = work.get(Alias, alias_id)
    if alias.ended_at is not None:
        raise Conflict(
            f"{alias.given} ended at {alias.ended_at}; add it anew where it is right",
            zh=f"别名 {alias.given} 已停用；需要时请重新登记",
            field="alias_id",
        )
    alias.ended_at = work.now
    work.record(alias, "end_alias", item_id=alias.item_id, value=alias.given, reason=reason)
    return alias


def compared(kind: AliasKind, value: str) -> str:
    """Return an alias as it is compared; raise ``Unreadable`` for a GS1 identifier that is none."""
    if kind is not AliasKind.GS1:
        return codes.normalise(value)
    found = gs1.parse(value)
    if found is None:
        raise Unreadable(
            f"'{value}' is no GS1 identifier of one thing; scan it again or choose another kind",
            zh=f"“{value}”不是可识别的 GS1 标识（或校验位不符）；请重新扫描，或改选其他别名种类",
            field="value",
        )
    return found


@dataclass(frozen=True, slots=True)
class Found:
    """A thing, its newest tag (void or not, None before the first) and which name was given.

    ``by`` is ``tag``, ``number``, ``serial`` or ``alias``.
    """

    item: Item
    tag: Tag | None
    by: str


def find(work: Work, text: str) -> Found:
    """Return the thing that *text* names: tag, number, maker's serial number or alias.

    Raises ``NotFound`` for a name that nobody knows, and ``Conflict`` for one
    that several things share, naming them.
    """
    text = said(text, "标签或编号", field="tag")
    rows = work.session.execute(_asked(work, text)).all()
    numbers = sorted({item.number for item, _ in rows})
    if len(numbers) > 1:
        names = "、".join(numbers)
        raise Conflict(
            f"'{text}' names several things: {names}; scan the tag, or give one of these numbers",
            zh=f"“{text}”对应多件物品：{names}；请扫标签，或改用其中一个编号",
            field="tag",
        )
    if not rows:
        raise NotFound(
            f"nothing on this mine's register is called '{text}'; check it, or register the thing",
            zh=f"本矿台账中没有“{text}”；请核对，或先登记",
            field="tag",
        )
    item, by = rows[-1]
    return Found(item, newest_tag(work, item.id), by)


def tag_of(work: Work, text: str) -> str:
    """Return the tag code that *text* is, or that the thing which it names carries.

    For the gate: a code costs no statement. A name without a thing, or of a
    thing without a tag, is ``Unreadable`` as any text that is no code.
    """
    try:
        return codes.parse(text)
    except Unreadable as error:
        try:
            found = find(work, text)
        except NotFound:
            raise error from None
        if found.tag is None:
            raise error from None
        return found.tag.code


def _asked(work: Work, text: str) -> Any:
    """Look in all four columns at once, each by its own index."""
    names = {text, codes.normalise(text)}
    aliases = names | {known for known in (gs1.parse(text),) if known}
    mine = work.mine_id
    ways = union_all(
        _way(Item.id, "number", Item.mine_id == mine, Item.number.in_(names)),
        _way(Item.id, "serial", Item.mine_id == mine, Item.serial.in_(names)),
        _way(Alias.item_id, "alias", Alias.mine_id == mine, Alias.value.in_(aliases),
             Alias.ended_at.is_(None)),
        _way(Tag.item_id, "tag", Tag.mine_id == mine, Tag.code.in_(_codes(text))),
    ).subquery()  # fmt: skip
    return (
        select(Item, ways.c.by)
        .join(ways, ways.c.item_id == Item.id)
        .where(Item.mine_id == mine)
        .order_by(ways.c.by)
    )


def _way(item_id: Any, by: str, *where: Any) -> Any:
    return select(item_id.label("item_id"), literal(by).label("by")).where(*where)


def _codes(text: str) -> list[str]:
    try:
        return [codes.parse(text)]
    except Unreadable:
        return []
