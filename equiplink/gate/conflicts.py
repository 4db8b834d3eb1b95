"""离线冲突: what a person has to look at. It never changes the event that it is about."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self
from uuid import UUID

from equiplink.db import new_id
from equiplink.errors import said
from equiplink.gate.offline_models import Conflict, DeviceEvent
from equiplink.gate.offline_states import ConflictKind
from equiplink.mine.states import Role
from equiplink.work import Work

EXPLAINED = "补传的记录已说明 / a later upload explained it"


@dataclass(frozen=True, slots=True)
class Found:
    """A conflict that was found. ``key`` tells it from others of its kind at its device."""

    kind: ConflictKind
    device_id: UUID
    key: str
    event_id: UUID | None = None
    item_id: UUID | None = None
    details: Mapping[str, Any] = field(default_factory=dict, compare=False)

    @classmethod
    def about(
        cls, kind: ConflictKind, event: DeviceEvent, item_id: UUID | None = None, **details: object
    ) -> Self:
        """Return a conflict of one event that counts."""
        told = {name: str(value) for name, value in details.items()}
        return cls(kind, event.device_id, str(event.seq), event.id, item_id, told)


def file(work: Work, found: Iterable[Found], *, among: Sequence[Conflict]) -> None:
    """Put down what is not *among* the conflicts that are known; sent twice, it stands once."""
    known = {(each.kind, each.device_id, each.key) for each in among}
    for each in found:
        if (each.kind, each.device_id, each.key) in known:
            continue
        known.add((each.kind, each.device_id, each.key))
        work.session.add(
            Conflict(
                mine_id=work.mine_id,
                id=new_id(),
                kind=each.kind,
                device_id=each.device_id,
                key=each.key,
                event_id=each.event_id,
                item_id=each.item_id,
                details=dict(each.details),
                found_at=work.now,
                resolution="",
            )
        )


def settle(
    work: Work, found: Iterable[Found], *, among: Sequence[Conflict], of: Container[ConflictKind]
) -> None:
    """File *found*; close those *of* these kinds that are no more, open those that are again."""
    found = list(found)
    file(work, found, among=among)
    now = {(each.kind, each.device_id, each.key) for each in found}
    for each in among:
        stands = (each.kind, each.device_id, each.key) in now
        if each.kind in of and not stands and each.resolved_at is None:
            each.resolved_at, each.resolution = work.now, EXPLAINED
        elif stands and each.resolution == EXPLAINED:
            each.resolved_at, each.resolution = None, ""


def resolve(work: Work, conflict_id: UUID, *, resolution: str) -> Conflict:
    """Say what became of a conflict, after somebody looked at the thing."""
    work.allow(Role.SAFETY_OFFICER, Role.KEEPER)
    conflict = work.get(Conflict, conflict_id)
    conflict.resolution = said(resolution, "处理结果", field="resolution")
    conflict.resolved_at, conflict.resolved_by = work.now, work.actor.id
    work.record(conflict, "resolve", resolution=conflict.resolution)
    return conflict
