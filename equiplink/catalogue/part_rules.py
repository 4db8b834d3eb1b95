"""Parts that the safety mark binds, and the marks that goods sold by length carry along it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from equiplink.catalogue.naming import plain, same_model
from equiplink.law import HOUSE, MARK_LABELS, UNNUMBERED, Broken, Severity, broken
from equiplink.rules import RuleSet, rule

LISTED = HOUSE("第一百零三条", "更换清单以外部件的，不得使用")


@dataclass(frozen=True, slots=True)
class Listed:
    """A controlled part as the papers of the machine's safety mark list it."""

    part: str
    model: str
    maker: str
    mark_number: str = ""
    certificates: tuple[str, ...] = ()
    needs_mark: bool = True


@dataclass(frozen=True, slots=True)
class PartFacts:
    """A part that is put into a machine, beside the list of the machine's controlled parts."""

    today: date
    part: str
    model: str
    maker: str
    mark_number: str
    listed: tuple[Listed, ...]

    @property
    def named(self) -> tuple[Listed, ...]:
        """The entries for this part of the machine; none for a part that is not controlled."""
        return tuple(each for each in self.listed if plain(each.part) == plain(self.part))

    @property
    def entry(self) -> Listed | None:
        """The entry that this very part is."""
        return next(
            (
                each
                for each in self.named
                if same_model(each.model, self.model) and plain(each.maker) == plain(self.maker)
            ),
            None,
        )


@rule(
    "M12",
    LISTED,
    zh="{part} 是受控部件，清单为 {listed}，现为 {maker} 的 {model}，不在清单之内，"
    "请更换为清单所列部件",
    en="{part} is a controlled part, listed as {listed}; {model} by {maker} is not on the list: "
    "use one that is",
)
def part_is_listed(c: PartFacts) -> Broken | None:
    """A controlled part is replaced by one that the papers of the safety mark list."""
    if not c.named or c.entry is not None:
        return None
    listed = "；".join(f"{each.maker} {each.model}" for each in c.named)
    return broken(part=c.part, listed=listed, maker=c.maker, model=c.model)


@rule(
    "M12M",
    LISTED,
    zh="受控部件 {part} 清单所载安标为 {listed}，现为 {shown}，请核对实物和证书",
    en="the list gives controlled part {part} the mark {listed}, this one shows {shown}; check it",
)
def part_carries_its_mark(c: PartFacts) -> Broken | None:
    """A controlled part shows the mark number that is listed for it."""
    listed = c.entry.mark_number if c.entry is not None else ""
    if not listed or plain(listed) == plain(c.mark_number):
        return None
    return broken(part=c.part, listed=listed, shown=c.mark_number or None)


@rule(
    "M12N",
    LISTED,
    zh="受控部件 {part}（{model}）的清单没有安标编号，请向生产单位索取并补录",
    en="the list has no safety mark for controlled part {part} ({model}); ask its maker for it",
    severity=Severity.WARN,
)
def listed_part_has_a_mark(c: PartFacts) -> Broken | None:
    """The list gives each controlled part that needs one a mark of its own."""
    entry = c.entry
    if entry is None or entry.mark_number or not entry.needs_mark:
        return None
    return broken(part=entry.part, model=entry.model)


REPLACEMENT = RuleSet(
    "controlled part",
    (part_is_listed, part_carries_its_mark, listed_part_has_a_mark),
    zh="受控部件",
)
"""Judged when a part of a machine is replaced."""

SPACING = Decimal(5)
"""Metres between two marks at most."""


@dataclass(frozen=True, slots=True)
class StripFacts:
    """How goods sold by length carry their safety mark. ``spacing`` in metres, as measured.

    ``on_each`` says whether each smallest unit shows at least one. A class whose goods
    cannot carry the mark along is none of ``strip``.
    """

    today: date
    strip: bool
    spacing: Decimal | None = None
    on_each: bool | None = None


@rule(
    "M09",
    MARK_LABELS(UNNUMBERED, "5 m"),
    zh="安全标志间距 {spacing} m，应每隔不超过 {most} m 有一处；没有测量的按验收项目表测量，"
    "超过的拒收或要求补标",
    en="the marks stand {spacing} m apart, {most} m are allowed; measure it by the template of "
    "checks, reject what is marked too seldom",
)
def marks_stand_close(c: StripFacts) -> Broken | None:
    """Cable, belt, pipe and duct cloth show their mark at least every five metres."""
    if not c.strip or (c.spacing is not None and c.spacing <= SPACING):
        return None
    return broken(spacing=c.spacing, most=SPACING)


@rule(
    "M09U",
    MARK_LABELS(UNNUMBERED, "≥ 1"),
    zh="每个最小单元应至少有一处安全标志，现未核实或没有，请逐卷（根、段）检查",
    en="each smallest unit has to show the mark at least once; nobody saw that: look at each roll",
)
def each_piece_is_marked(c: StripFacts) -> Broken | None:
    """Each smallest unit of them shows the mark at least once."""
    return broken() if c.strip and c.on_each is not True else None


STRIP = RuleSet("marks along a strip", (marks_stand_close, each_piece_is_marked), zh="条带产品标识")
"""Judged at acceptance for goods of a class with ``strip``."""
