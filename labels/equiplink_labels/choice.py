"""Which labels are printed: of the live tags those that are named, or that the register picks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select

from equiplink import codes
from equiplink.catalogue.models import DeviceClass, Product
from equiplink.errors import NotFound
from equiplink.mine.models import Place, Team
from equiplink.register.models import Issue, Item, Print, Tag
from equiplink.usage.models import Placement
from equiplink.work import Mine, Work
from equiplink_labels.layout import Label


def read(
    work: Work,
    tags: Sequence[str] = (),
    *,
    first: str = "",
    last: str = "",
    kind: str = "",
    team: str = "",
    place: str = "",
    generation: int | None = None,
    unprinted: bool = False,
) -> list[Label]:
    """Return the labels of *tags*, or of all live tags of the mine, by the item's number.

    Only those count that fit all of what is given: items numbered from *first* to
    *last*, of the class *kind* by its code or name, with *team*, at *place* or
    below it or stored there, of a *generation*, or *unprinted* until now. Raise
    ``NotFound`` for a tag that is unknown or void, as it must not be printed
    again, for a name that the mine does not have, and when nothing is left.
    """
    wanted = {codes.parse(tag) for tag in tags}
    fits: list[ColumnElement[bool]] = [Tag.code.in_(wanted)] if wanted else []
    if first:
        fits.append(Item.number >= first)
    if last:
        fits.append(Item.number <= last)
    if kind:
        fits.append(Product.class_id == _class(work, kind))
    if team:
        fits.append(_with(work, _named(work, Team, team)))
    if place:
        fits.append(_at(work, _named(work, Place, place)))
    if generation is not None:
        fits.append(Tag.generation == generation)
    if unprinted:
        printed = select(Print.id).where(Print.mine_id == Tag.mine_id, Print.tag_id == Tag.id)
        fits.append(~printed.exists())
    found = _live(work, fits)
    lacking = wanted - {label.code for label in found}
    if lacking or not found:
        raise _nothing(lacking, filtered=len(fits) > bool(wanted))
    return found


def _live(work: Work, fits: Sequence[ColumnElement[bool]]) -> list[Label]:
    """Return the labels of all live tags that *fits*, by the item's number."""
    query = (
        select(
            Tag.code, Item.number, Product.name, Product.model, Mine.name, Mine.synthetic,
            Item.serial, Item.mark_number, Item.ex_mark, Item.next_due_on, Tag.generation,
        )
        .join(Item, (Item.mine_id == Tag.mine_id) & (Item.id == Tag.item_id))
        .join(Product, Product.id == Item.product_id)
        .join(Mine, Mine.id == Tag.mine_id)
        .where(Tag.mine_id == work.mine_id, Tag.voided_at.is_(None), *fits)
        .order_by(Item.number)
    )  # fmt: skip
    return [Label(*row) for row in work.session.execute(query)]


def _nothing(lacking: Collection[str], *, filtered: bool) -> NotFound:
    """Say which tags there are not, or that the filters leave none."""
    named = "、".join(sorted(lacking))
    if filtered and not named:
        return NotFound(
            "no live tag fits all that was asked; ask for less",
            zh="没有符合全部条件的有效标签，请放宽条件",
            field="tag",
        )
    return NotFound(
        f"no live tag {named}".rstrip() + "; issue a tag first",
        zh=f"没有有效标签{named}，请先发放标签",
        field="tag",
    )


def _class(work: Work, name: str) -> UUID:
    """Return the class of that code or name."""
    query = select(DeviceClass.id).where(or_(DeviceClass.code == name, DeviceClass.name == name))
    found = work.session.scalars(query).first()
    if found is None:
        raise NotFound(
            f"no class '{name}'; give its code or name from the catalogue",
            zh=f"没有物资类别“{name}”，请填目录中的类别代码或名称",
            field="class",
        )
    return found


def _named(work: Work, model: type[Place | Team], name: str) -> UUID:
    """Return the place or team of that name."""
    query = select(model.id).where(model.mine_id == work.mine_id, model.name == name)
    found = work.session.scalars(query).first()
    if found is None:
        field = model.__tablename__
        raise NotFound(
            f"the mine has no {field} '{name}'; give its name",
            zh=f"本矿没有{model.zh}“{name}”，请填全名",
            field=field,
        )
    return found


def _with(work: Work, team_id: UUID) -> ColumnElement[bool]:
    """Say that the team answers for it where it is used, or was handed it and still has it."""
    handed = select(Issue.id).where(
        Issue.mine_id == work.mine_id,
        Issue.item_id == Item.id,
        Issue.team_id == team_id,
        Issue.returned < Issue.quantity,
    )
    return or_(_used(work, Placement.team_id == team_id), (Item.issued > 0) & handed.exists())


def _at(work: Work, place_id: UUID) -> ColumnElement[bool]:
    """Say that it is used or stored at the place or in what lies in it."""
    start = select(Place.id).where(Place.mine_id == work.mine_id, Place.id == place_id)
    found = start.cte("places", recursive=True)
    inside = Place.parent_id == found.c.id
    below = found.union(select(Place.id).join(found, inside).where(Place.mine_id == work.mine_id))
    ids = select(below.c.id)
    return or_(_used(work, Placement.place_id.in_(ids)), (Item.stock > 0) & Item.place_id.in_(ids))


def _used(work: Work, how: ColumnElement[bool]) -> ColumnElement[bool]:
    """Say that it, or the machine that it is installed in, is in use *how*."""
    query = select(Placement.id).where(
        Placement.mine_id == work.mine_id,
        Placement.item_id == func.coalesce(Item.parent_id, Item.id),
        Placement.ended_at.is_(None),
        how,
    )
    return query.exists()
