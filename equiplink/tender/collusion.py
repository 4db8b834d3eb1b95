"""Signs that bids were not made independently: pure detectors on plain values.

A sign is never a verdict. Equal values are compared as people mean them, not as
they typed them. Of prices and times the chance is computed that independent
bidders stand as close, or in as regular steps, by accident, and only what is
rarer than the mine's number counts: three round prices, which are easily
regular, stay silent, and the more bids there are, the more it takes. So these
chances are no probabilities of guilt; they order what a committee looks at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations, pairwise
from typing import TypedDict
from unicodedata import normalize

from equiplink.errors import Unreadable

NOBODY = frozenset({
    "administrator", "admin", "user", "owner", "pc", "app", "wps", "unknown", "微软用户",
    "windows用户", "用户", "匿名", "microsoft", "microsoftoffice", "hp", "dell", "lenovo",
    "thinkpad", "asus", "acer", "huawei", "apple",
})  # fmt: skip
"""Names that a program writes when nobody gave his own."""
_PADDING = re.compile(r"[\s\-–—:()+（）]")
_SERIAL = re.compile(r"(.*?)(\d{4,18})")
"""A number of fewer than four digits is an ordinal, and those follow each other anyway."""


class Particulars(TypedDict, total=False):
    """What comes with a bid beside its prices; what is not known is left out.

    ``agent`` handles the bid, ``contact`` is his telephone or address,
    ``managers`` are those named to carry the project out. ``file_author`` is who
    last saved the bid's file (not who made the template), ``file_machine`` the
    address or dongle of his computer, ``file_hash`` that of the technical part.
    """

    agent: str
    contact: str
    managers: Sequence[str]
    bond_account: str
    bond_number: str
    bond_paid_at: datetime
    file_author: str
    file_machine: str
    file_hash: str


def check(particulars: Particulars) -> None:
    """Raise ``Unreadable`` unless the texts are texts and the time names its zone."""
    for name, value in particulars.items():
        if name == "bond_paid_at":
            good = isinstance(value, datetime) and value.tzinfo is not None
        elif name == "managers":
            good = isinstance(value, list | tuple) and all(isinstance(x, str) for x in value)
        else:
            good = name in Particulars.__annotations__ and isinstance(value, str)
        if not good:
            raise Unreadable(
                f"particulars: {name} is unknown or not of its kind; texts, a list of names, and "
                "a moment with its zone such as +08:00",
                zh=f"投标附带信息 {name} 不存在或格式不对：文本、人员名单，时间须注明时区，"
                "例如 +08:00",
                field="particulars",
            )


@dataclass(frozen=True, slots=True)
class Bidder:
    """One bidder. ``total`` and ``prices`` (per line of the tender) are in fen."""

    name: str
    total: int
    prices: tuple[int, ...] = ()
    uscc: str = ""
    head: str = ""
    controller: str = ""
    parent: str = ""
    particulars: Particulars = field(default_factory=Particulars)

    @property
    def staff(self) -> frozenset[str]:
        """Those who act for the bidder, as their names are compared."""
        people = (self.particulars.get("agent", ""), *self.particulars.get("managers", ()))
        return frozenset(map(plainly, people)) - {""}


@dataclass(frozen=True, slots=True)
class Sign:
    """Who is concerned, and the evidence; neither Chinese nor English, so that both may say it."""

    bidders: tuple[str, ...]
    evidence: str

    def __str__(self) -> str:
        return f"{'、'.join(self.bidders)} [{self.evidence}]"


def plainly(value: str) -> str:
    """Return *value* without what people type differently: width, case, spaces, dashes."""
    return _PADDING.sub("", normalize("NFKC", value)).casefold()


def shared(bidders: Sequence[Bidder], of: Callable[[Bidder], Iterable[str]]) -> list[Sign]:
    """Return the values that two or more bidders have in common; empty ones say nothing."""
    holders: dict[str, list[tuple[str, str]]] = {}
    for bidder in bidders:
        for key, value in {plainly(value): value for value in of(bidder)}.items():
            holders.setdefault(key, []).append((bidder.name, value.strip()))
    return [
        Sign(tuple(name for name, _ in held), held[0][1])
        for key, held in holders.items()
        if key and len(held) > 1
    ]


def authors(bidder: Bidder) -> list[str]:
    """Return who wrote the bid's file; a program's default name is nobody."""
    author = bidder.particulars.get("file_author", "")
    return [] if plainly(author) in NOBODY else [author]


def contact(bidder: Bidder) -> list[str]:
    """Return how the bidder is reached; the country's code is left out."""
    plain = plainly(bidder.particulars.get("contact", ""))
    return [plain[2:] if re.fullmatch(r"861\d{10}", plain) else plain]


def crossed(bidders: Sequence[Bidder]) -> list[Sign]:
    """Return who acts for one bidder and heads or controls another."""
    found = []
    for one in bidders:
        for two in bidders:
            heads = {plainly(two.head), plainly(two.controller)}
            both = sorted(one.staff & heads) if one is not two else []
            found += [Sign((one.name, two.name), name) for name in both]
    return found


def insiders(bidders: Sequence[Bidder], people: Iterable[str]) -> list[Sign]:
    """Return bidders whose head or staff bears the name of one of the buyer's *people*."""
    known = set(map(plainly, people)) - {""}
    return [
        Sign((bidder.name,), "、".join(sorted(both)))
        for bidder in bidders
        if (both := known & (bidder.staff | {plainly(bidder.head)}))
    ]


def related(bidders: Sequence[Bidder]) -> list[Sign]:
    """Return pairs with one head, or of which one owns or controls the other."""
    return [
        Sign((one.name, two.name), tie)
        for one, two in combinations(bidders, 2)
        if (tie := _tie(one, two))
    ]


def sisters(bidders: Sequence[Bidder]) -> list[Sign]:
    """Return pairs under one controller or one parent, of which none owns the other."""
    return [
        Sign((one.name, two.name), "、".join(sorted(both)))
        for one, two in combinations(bidders, 2)
        if (both := {one.controller, one.parent} & {two.controller, two.parent} - {""})
        and not _tie(one, two)
    ]


def _tie(one: Bidder, two: Bidder) -> str:
    if plainly(one.head) and plainly(one.head) == plainly(two.head):
        return one.head
    for owner, owned in ((one, two), (two, one)):
        by_code = owner.uscc and owned.parent == owner.uscc
        if by_code or (owned.controller and plainly(owned.controller) == plainly(owner.name)):
            return f"{owner.name} → {owned.name}"
    return ""


def consecutive(bidders: Sequence[Bidder], gap: int) -> list[Sign]:
    """Return bonds whose numbers are the same or at most *gap* apart in one series."""
    series: dict[tuple[str, int], list[tuple[int, str, str]]] = {}
    for bidder in bidders:
        said = bidder.particulars.get("bond_number", "")
        if match := _SERIAL.fullmatch(plainly(said)):
            head, tail = match.groups()
            series.setdefault((head, len(tail)), []).append((int(tail), bidder.name, said))
    found = []
    for each in series.values():
        row = sorted(each)
        for (first, *one), (second, *two) in pairwise(row):
            if second - first <= gap:
                found.append(Sign((one[0], two[0]), f"{one[1]}, {two[1]}"))
    return found
