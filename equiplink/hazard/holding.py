"""Place and end holds: the one way to stop an item, product, mark, supplier or place."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from equiplink.catalogue import naming
from equiplink.catalogue.models import Product
from equiplink.db import Base, one_of
from equiplink.errors import Unreadable, said
from equiplink.hazard.major_models import SupervisionOrder
from equiplink.hazard.major_rules import LIFTING, Lifting
from equiplink.hazard.major_states import OrderState
from equiplink.hazard.models import Hazard
from equiplink.hazard.rules import RELEASE, Release
from equiplink.mine.models import Place
from equiplink.register.hold_models import Hold
from equiplink.register.hold_states import RELEASERS, HoldKind, HoldSubject
from equiplink.register.models import Item
from equiplink.supplier.models import Supplier
from equiplink.work import Work

HELD: Mapping[HoldSubject, type[Base]] = {
    HoldSubject.ITEM: Item,
    HoldSubject.PRODUCT: Product,
    HoldSubject.SUPPLIER: Supplier,
    HoldSubject.PLACE: Place,
}


def hold(
    work: Work,
    *,
    kind: str,
    subject: str,
    key: str,
    reason: str,
    hazard_id: UUID | None = None,
) -> Hold:
    """Stop an item, product, supplier or place (by id) or a safety mark (by number).

    What a kind still allows, and who places and ends it, stands in ``ALLOWS`` and
    ``RELEASERS``. An area is stopped with everything that lies in it; only a place is
    ``stopped``, and a place nothing else. Raises ``NotFound`` or ``Unreadable`` for a
    *key* that names nothing: such a hold would stop nothing.
    """
    wanted = one_of(HoldKind, kind, field="kind")
    work.allow(*RELEASERS[wanted])
    if hazard_id is not None:
        work.get(Hazard, hazard_id)
    what = one_of(HoldSubject, subject, field="subject")
    if (what is HoldSubject.PLACE) is not (wanted is HoldKind.STOPPED):
        raise Unreadable(
            f"a hold of kind '{wanted}' on a '{what}': only a place is stopped, and nothing else "
            "is done to it",
            zh=f"“{wanted.zh}”不能用于“{what.zh}”：停产区域只用于地点，地点只能停产",
            field="kind",
        )
    return place_hold(
        work, kind=wanted, subject=what, key=_key(work, what, key), reason=reason,
        hazard_id=hazard_id,
    )  # fmt: skip


def place_hold(
    work: Work,
    *,
    kind: HoldKind,
    subject: HoldSubject,
    key: str,
    reason: str,
    hazard_id: UUID | None,
) -> Hold:
    """Place a hold that follows from something else, whoever acts."""
    made = Hold(
        kind=kind, subject=subject, key=key, reason=reason, hazard_id=hazard_id,
        placed_at=work.now,
    )  # fmt: skip
    work.record(
        made, "hold", kind=kind, subject=subject, key=key, reason=reason, hazard_id=hazard_id
    )
    return made


def suspended(work: Work, hazard_id: UUID | None) -> str:
    """Return the number of the open order that stopped production for a hazard, or nothing."""
    if hazard_id is None:
        return ""
    open_orders = work.all(
        SupervisionOrder, hazard_id=hazard_id, state=OrderState.ISSUED, suspends=True
    )
    return open_orders[0].number if open_orders else ""


def _key(work: Work, subject: HoldSubject, given: str) -> str:
    """Return the key under which a hold is looked for."""
    if subject is HoldSubject.MARK:
        number = naming.plain(given)
        if naming.MARK.fullmatch(number):
            return number
    else:
        try:
            record_id = UUID(given)
        except ValueError:
            record_id = None
        if record_id is not None:
            work.get(HELD[subject], record_id)
            return str(record_id)
    raise Unreadable(
        f"key '{given[:80]}' is neither the id of a record nor a safety mark number such as "
        "MAH160130; copy it from the register",
        zh=f"停用对象“{given[:80]}”既不是记录编号，也不是 MAH160130 形式的安标编号，请从台账复制",
        field="key",
    )


def release(work: Work, hold_id: UUID, *, reason: str) -> Hold:
    """End a hold; refused while its hazard or an order is open (H07, H66), to others (L10, H56)."""
    reason = said(reason, "解除原因", field="reason")
    held = work.get(Hold, hold_id)
    hazard = work.get(Hazard, held.hazard_id) if held.hazard_id else None
    RELEASE.require(
        Release(
            today=work.today,
            kind=held.kind,
            hazard_open=hazard is not None and hazard.closed_at is None,
            roles=work.actor.roles,
        ),
        work.policy,
    )
    if held.kind is HoldKind.STOPPED:
        LIFTING.require(Lifting(work.today, suspended(work, held.hazard_id)), work.policy)
    held.released_at = work.now
    work.record(held, "release", reason=reason)
    return held
