"""在井复查: hazards follow what is found underground, once for each thing and rule.

The cause is that under which the gate would open it, so what the gate saw too is
one hazard. A hazard whose reason is gone is reported as such and waits for
somebody to verify it: a machine closes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from equiplink.gate.against import everything_against
from equiplink.hazard import actions as hazards
from equiplink.hazard.criteria import MAJOR
from equiplink.hazard.queries import Open, open_causes
from equiplink.hazard.states import Channel, Level
from equiplink.law import Finding
from equiplink.mine.states import Role
from equiplink.register.models import Item
from equiplink.rules import say
from equiplink.usage.unfit import BATCH, SWEPT, Unfit, judge_below, unfit
from equiplink.work import Work

CAUSE = "gate"
ELSEWHERE = frozenset({"M13H", "G40", "G41", "G42"})
"""Rules that read a hold: whoever placed it has his own hazard or his own file."""


@dataclass(frozen=True, slots=True)
class Swept:
    """What one sweep did. ``listed`` rows of the list, and hazards opened, found again, gone."""

    listed: int
    opened: int
    again: int
    gone: int


def sweep(work: Work) -> Swept:
    """Judge everything underground again, and let the hazards follow.

    Opens a hazard for each thing and denying rule that has none, with who has to
    act and by when; takes back what was reported gone and is there again; reports
    what is gone. Run twice, the second changes nothing.
    """
    work.allow(Role.SAFETY_OFFICER, Role.INSPECTOR, Role.CLOCK)
    known = dict(_known(work))
    met: set[str] = set()
    listed = opened = again = 0
    for each in unfit(work):
        listed += 1
        for cause, finding in _causes(each):
            if cause in met:
                continue
            met.add(cause)
            if cause not in known:
                _open(work, each, cause, finding)
                opened += 1
            elif known[cause].gone:
                hazards.find_again(work, known[cause].id)
                again += 1
    left = {cause: each for cause, each in known.items() if cause not in met and not each.gone}
    stays = set(_standing(work, left))
    gone = [each.id for cause, each in left.items() if cause not in stays]
    evidence = f"{work.today} 在井复查：原因已不存在"
    for hazard_id in gone:
        hazards.report_gone(work, hazard_id, evidence=evidence)
    return Swept(listed, opened, again, len(gone))


def _causes(each: Unfit) -> Iterator[tuple[str, Finding]]:
    """Yield what makes a hazard of its own; a notice that holds the thing has one already."""
    held = any(finding.code == "M13H" for finding in each.denying)
    for finding in each.denying:
        if finding.code not in ELSEWHERE and not (held and finding.code == "M13"):
            yield f"{CAUSE}:{finding.code}:{each.item_id}", finding


def _known(work: Work) -> Iterator[tuple[str, Open]]:
    for cause, each in open_causes(work, f"{CAUSE}:"):
        code = cause.split(":")[1]
        if code in SWEPT and code not in ELSEWHERE:
            yield cause, each


def _open(work: Work, each: Unfit, cause: str, finding: Finding) -> None:
    clause = MAJOR.get(finding.code)
    hazards.find(
        work,
        title=f"{each.number} {each.name} {each.model}（{each.place or '地点不明'}）："
        + say(finding),
        level=Level.MAJOR if clause else Level.GENERAL,
        channel=Channel.SWEEP,
        criterion=clause or "",
        basis="" if clause else finding.code,
        cause=cause,
        item_id=each.item_id,
        place_id=each.place_id,
        responsible_id=each.keeper_id,
        due_on=each.act_by,
    )


def _standing(work: Work, causes: Mapping[str, Open]) -> Iterator[str]:
    """Yield those of *causes* that hold for what is not underground any more.

    What the gate refused as a major hazard stays one while the thing is as it was.
    """
    speaking = everything_against(work, work.today)
    ids = [UUID(cause.split(":")[2]) for cause in causes if cause.split(":")[1] in MAJOR]
    for first in range(0, len(ids), BATCH):
        chosen = Item.id.in_(ids[first : first + BATCH]) & (Item.underground == 0)
        for row, found in judge_below(work, chosen, speaking):
            yield from (f"{CAUSE}:{each.code}:{row.id}" for each in found)
