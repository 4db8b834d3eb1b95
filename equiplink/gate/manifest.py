"""离线清单: what each tag may do at a gate and until when, signed, for a device offline.

The words are those of the gate's own rules: whatever may enter is judged by them,
for each day until the manifest ends. What cannot enter for a reason that its row
shows at once is not judged, only named; a test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from string import Formatter
from typing import Any, TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, and_, case, delete, select

from equiplink.catalogue.states import Tracking
from equiplink.db import new_id
from equiplink.gate import packing
from equiplink.gate.against import Everything, everything_against
from equiplink.gate.alike import ITSELF, KIND, Alike, Part, Raw
from equiplink.gate.facts import Against, Seen
from equiplink.gate.known import KNOWN, around
from equiplink.gate.models import EntryInspection, Gate
from equiplink.gate.offline_models import GateManifest
from equiplink.gate.packing import Head, Lines, Manifest, Word
from equiplink.gate.states import Direction
from equiplink.law import Finding
from equiplink.mine.models import Place
from equiplink.mine.states import Role
from equiplink.mine.windows import terms_of
from equiplink.register.models import Item, Tag
from equiplink.register.states import ItemState
from equiplink.rules import RULES
from equiplink.settings import Setting, Stricter
from equiplink.work import Work

HOURS = Setting(
    "gate.manifest_hours",
    24,
    "小时",
    Stricter.LOWER,
    zh="离线清单有效小时数，过期后设备不再放行入井",
    en="hours after which a device with this manifest admits nothing any more",
)
AMBER_HOURS = Setting(
    "gate.manifest_amber_hours",
    8,
    "小时",
    Stricter.LOWER,
    zh="离线清单提示更新的小时数",
    en="hours after which a device shows that its manifest is getting old",
)
KEPT = 20
"""Manifests of a gate that are kept; a device that missed more fetches a whole one."""
BATCH = 1000
NOBODY = UUID(int=0)
"""Who scans is not known when the manifest is made; the device's upload asks that."""

Windows: TypeAlias = Sequence[tuple[datetime, Mapping[str, Any]]]
"""The hours of a day in which rules are stricter: a moment in each, and its terms."""
Ask: TypeAlias = Callable[[Seen], tuple[Finding, ...]]

_TAG, _ITEM, _PLACE = Tag.__table__.c, Item.__table__.c, Place.__table__.c
_INSPECTION = EntryInspection.__table__.c
_BY_STATE = {
    ItemState.UNDERGROUND: "G32",
    ItemState.IN_REPAIR: "G33",
    ItemState.SCRAPPED: "G34",
}
"""The rule that speaks for a state, for what the manifest names without judging it."""


def issue_manifest(work: Work, gate_id: UUID, *, base: int | None = None) -> bytes:
    """Make the gate's next manifest, keep it, and return its signed bytes.

    With *base*, the ``seq`` of a manifest that the device holds, only what changed
    since; a whole one when that is not kept any more. See ``packing`` for the form.
    """
    work.allow(Role.KEEPER, Role.ADMINISTRATOR, Role.SAFETY_OFFICER)
    gate = work.get(Gate, gate_id)
    kept = _kept(work, gate_id)
    former = packing.salt_of(kept[0].content, work.key.public) if kept else ""
    not_after = work.now + timedelta(hours=work.setting(HOURS))
    words = dict(words_of(work, work.day_of(not_after)))
    salt, lines = _salted(words, str(work.mine_id), former)
    columns = packing.Columns.of(lines)
    head = Head(
        mine=work.mine.code,
        gate=gate.name,
        seq=kept[0].seq + 1 if kept else 1,
        base=None,
        issued_at=work.now,
        stale_at=min(work.now + timedelta(hours=work.setting(AMBER_HOURS)), not_after),
        not_after=not_after,
        zone=work.mine.time_zone,
        salt=salt,
        digest=columns.digest,
        texts=_texts(columns.words),
    )
    whole = packing.pack(head, columns, work.key.sign_bytes)
    made = GateManifest(
        id=new_id(),
        gate_id=gate_id,
        seq=head.seq,
        issued_at=work.now,
        not_after=not_after,
        content=whole,
    )
    work.record(made, "issue_manifest", gate_id=gate_id, seq=head.seq, digest=head.digest)
    _forget(work, kept[KEPT - 1 :])
    held = next((each for each in kept if each.seq == base), None)
    return whole if held is None else _delta(work, held, head, lines) or whole


def lines_of(work: Work, gate_id: UUID, seq: int) -> Manifest | None:
    """Return the manifest *seq* of a gate, while it is kept."""
    found = work.first(GateManifest, gate_id=gate_id, seq=seq)
    return None if found is None else _unpack(work, found.content)


def _delta(work: Work, held: GateManifest, head: Head, lines: Lines) -> bytes | None:
    former = _unpack(work, held.content)
    if former.head.salt != head.salt:
        return None
    changed, gone = packing.between(former.lines, lines)
    told = Head(**{name: getattr(head, name) for name in Head.__slots__} | {"base": held.seq})
    return packing.pack(told, packing.Columns.of(changed), work.key.sign_bytes, gone)


def _unpack(work: Work, content: bytes) -> Manifest:
    return packing.unpack(content, work.key.public)


def _kept(work: Work, gate_id: UUID) -> list[GateManifest]:
    return list(work.all(GateManifest, GateManifest.seq.desc(), gate_id=gate_id))


def _forget(work: Work, old: Iterable[GateManifest]) -> None:
    ids = [each.id for each in old]
    if ids:
        of_mine = GateManifest.mine_id == work.mine_id
        work.session.execute(delete(GateManifest).where(of_mine, GateManifest.id.in_(ids)))


def _salted(words: dict[str, Word], mine: str, former: str) -> tuple[str, Lines]:
    """Return a salt with which no two of the codes have one hash, the *former* one if it does."""
    number, salt = 0, former or f"{mine}:0"
    while True:
        lines = {packing.hash_of(code, salt): word for code, word in words.items()}
        if len(lines) == len(words):
            return salt, lines
        number += 1
        salt = f"{mine}:{number}"


def _texts(words: Iterable[Word]) -> dict[str, tuple[str, str]]:
    codes = sorted({code for word in words for code in word.codes})
    return {code: (_told(code, "zh"), _told(code, "en")) for code in codes}


def _told(code: str, lang: str) -> str:
    """Return a rule's sentence for every tag at once, its numbers left out."""
    rule = RULES[code]
    parsed = Formatter().parse(rule.en if lang == "en" else rule.zh)
    return rule.message({name: "…" for _, name, _, _ in parsed if name}, lang)


def words_of(work: Work, until: date) -> Iterator[tuple[str, Word]]:
    """Yield the code of every tag with its word; *until* is the manifest's last day."""
    may = and_(
        _TAG.voided_at.is_(None),
        _ITEM.state == ItemState.IN_STOCK,
        _ITEM.stock + _ITEM.issued > 0,
        _INSPECTION.passed,
        _INSPECTION.valid_until >= work.today,
    )
    yield from _named(work, may)
    yield from _judged(work, may, until)


def _named(work: Work, may: Any) -> Iterator[tuple[str, Word]]:
    """Yield the words of what cannot enter, by the first reason that its row shows."""
    reason = case(
        (_TAG.voided_at.is_not(None), "G31"),
        *((_ITEM.state == state, code) for state, code in _BY_STATE.items()),
        (_ITEM.stock + _ITEM.issued <= 0, "G35"),
        (_INSPECTION.passed.is_(None), "G02"),
        (_INSPECTION.valid_until < work.today, "G02D"),
        else_="G02",
    )
    inspected = and_(
        _INSPECTION.mine_id == _ITEM.mine_id,
        _INSPECTION.item_id == _ITEM.id,
        _INSPECTION.superseded_at.is_(None),
    )
    query = (
        select(
            _TAG.code,
            (_ITEM.underground > 0) & _TAG.voided_at.is_(None),
            _ITEM.kind == Tracking.LOT,
            reason,
        )
        .join(Item.__table__, (_ITEM.mine_id == _TAG.mine_id) & (_ITEM.id == _TAG.item_id))
        .outerjoin(EntryInspection.__table__, inspected)
        .where(_TAG.mine_id == work.mine_id, case((may, 0), else_=1) == 1)
    )
    known: dict[tuple[Any, ...], Word] = {}
    for code, *said in work.session.execute(query.execution_options(yield_per=BATCH)):
        key = tuple(said)
        if key not in known:
            leaves, lot, why = key
            known[key] = Word(None, bool(leaves), bool(lot), (why,))
        yield code, known[key]


def _judged(work: Work, may: Any, until: date) -> Iterator[tuple[str, Word]]:
    shared: dict[Word, Word] = {}
    days = [work.today + timedelta(days=n) for n in range((until - work.today).days + 1)]
    windows = {day: _windows(work, day) for day in days}
    speaking = everything_against(work, work.today)
    raw = Raw(work, _seen(work, may))
    alike = Alike(raw, speaking, tuple(_parts(work, windows)))
    shows = raw.of("code", "underground", "kind")
    for row in raw:
        code, underground, kind = shows(row)
        parts = alike.judge(row)  # without its emergency: a device cannot use one up
        word = _word(days, parts, leaves=underground > 0, lot=kind == Tracking.LOT)
        yield code, shared.setdefault(word, word)


def seen_where(work: Work, chosen: Any) -> Iterator[Seen]:
    """Yield what the gate would see of the tags that are *chosen*, streamed, nothing locked."""
    speaking = everything_against(work, work.today)
    for row in work.session.execute(_seen(work, chosen)):
        yield _of_row(work, row, speaking)


def _of_row(work: Work, row: Any, speaking: Everything) -> Seen:
    return Seen(row.code, NOBODY, work.now, row, speaking.of(row), row.time_zone)


def _seen(work: Work, chosen: Any) -> Select[Any]:
    return (
        select(
            _TAG.code, _TAG.generation, _TAG.voided_at, _TAG.fate, *KNOWN,
            _PLACE.name.label("place"), _PLACE.zone,
        )
        .select_from(
            around(
                Tag.__table__.join(
                    Item.__table__, (_ITEM.mine_id == _TAG.mine_id) & (_ITEM.id == _TAG.item_id)
                )
            ).outerjoin(
                Place.__table__,
                (_PLACE.mine_id == _INSPECTION.mine_id) & (_PLACE.id == _INSPECTION.place_id),
            )
        )
        .where(_TAG.mine_id == work.mine_id, chosen)
        .execution_options(yield_per=BATCH)
    )  # fmt: skip


def _windows(work: Work, day: date) -> Windows:
    """Return the windows of *day*, each with a moment in it."""
    midnight = datetime.combine(day, time(), ZoneInfo(work.mine.time_zone))
    terms = terms_of(work, day)
    return [(midnight + timedelta(minutes=each["from"]), each) for each in terms]


def _parts(work: Work, windows: Mapping[date, Windows]) -> Iterator[Part[tuple[set[str], ...]]]:
    """Yield the parts of what is asked of an entry; each comes to the codes that deny, by day."""

    def judging(ask: Ask) -> Callable[[Any, Against], tuple[set[str], ...]]:
        def judge(row: Any, told: Against) -> tuple[set[str], ...]:
            seen = Seen("", NOBODY, work.now, row, told, work.mine.time_zone)
            return _by_day(seen, windows, ask)

        return judge

    tag = "generation", "voided_at", "fate", "permit_quantity"
    permit = (
        "policy",
        "stock",
        "issued",
        "permit_number",
        "permit_until",
        "permit_quantity",
        "danger",
    )
    itself = judging(lambda it: it.judged(it.itself(NOBODY, _most(it.row))))
    yield Part((*tag, *ITSELF), itself, fitness=True)
    yield Part(KIND, judging(lambda it: it.judged(it.kind())))
    yield Part(permit, judging(lambda it: it.judged(it.permit(_most(it.row)))))


def _by_day(seen: Seen, windows: Mapping[date, Windows], ask: Ask) -> tuple[set[str], ...]:
    return tuple(_denied(seen, day, hours, ask) for day, hours in windows.items())


def _word(
    days: Sequence[date], parts: Sequence[tuple[set[str], ...]], *, leaves: bool, lot: bool
) -> Word:
    """Say until when a thing may enter: until the day before the first on which a part denies."""
    last: date | None = None
    for day, *found in zip(days, *parts, strict=True):
        if any(found):
            return Word(last, leaves, lot, () if last else tuple(sorted(set().union(*found))))
        last = day
    return Word(last, leaves, lot)


def denied(seen: Seen, day: date, windows: Windows = ()) -> tuple[str, ...]:
    """Return the codes that deny the entry, on *day*, of all that is in stock and permitted.

    A device knows days, not hours: what one of the *windows* of the day forbids is
    forbidden on the whole of it.
    """
    return tuple(sorted(_denied(seen, day, windows, _everything)))


def _denied(seen: Seen, day: date, windows: Windows, ask: Ask) -> set[str]:
    found = _codes(seen, seen.now, day, ask)
    for moment, window in windows:
        within = replace(seen, against=replace(seen.against, windows=(window,)))
        found |= _codes(within, moment, day, ask)
    return found


def _codes(seen: Seen, now: datetime, day: date, ask: Ask) -> set[str]:
    return {each.code for each in ask(replace(seen, now=now, day=day)) if each.denies}


def _everything(seen: Seen) -> tuple[Finding, ...]:
    return seen.judge(NOBODY, Direction.IN, _most(seen.row))


def _most(row: Any) -> Decimal:
    """Return the most of it that may go down: what is in stock or handed out, and permitted."""
    here: Decimal = row.stock + row.issued
    return min(here, row.permit_quantity or here)
