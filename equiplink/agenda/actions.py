"""Tick: write down what time alone has decided, once.

Only the steps that a state table opens to ``Role.CLOCK`` are taken, so the
tables show what time may do. Everything else that is overdue stays what it is:
listed, for a person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from equiplink.agenda.queries import due
from equiplink.campaign.accountability import propose_all
from equiplink.hazard import actions as hazards
from equiplink.hazard.states import Channel, Level
from equiplink.mine.states import Role
from equiplink.tender import auctions, lapse, rounds
from equiplink.usage.sweep import sweep
from equiplink.work import Work

RAISED = frozenset({"G62", "H01", "P03", "P04L", "T24A", "T38"})
"""Duties that become a hazard of management when their day has passed.

样例制度 第六十三条; of explosives 民用爆炸物品安全管理条例 第二十四条 and 第三十七条.
"""


@dataclass(frozen=True, slots=True)
class Done:
    """What the clock did to one record, and why."""

    code: str
    subject: str
    subject_id: UUID
    number: str
    zh: str
    en: str

    def shown(self, lang: str) -> dict[str, str]:
        """Return it as the JSON that the API and the command line share."""
        return {
            "code": self.code,
            "subject": self.subject,
            "subject_id": str(self.subject_id),
            "number": self.number,
            "message": self.en if lang == "en" else self.zh,
        }


def tick(work: Work) -> list[Done]:
    """Apply what is due in the actor's mine, and return it; run twice, the second does nothing."""
    work.allow(Role.CLOCK)
    return [
        *_fail_tenders(work), *_close_auctions(work), *_raise_overdue(work), *_sweep(work),
        *_propose(work),
    ]  # fmt: skip


def _propose(work: Work) -> Iterator[Done]:
    """Propose what a campaign's document says follows from what happened (C67)."""
    for each in propose_all(work):
        zh, en = f"提出问责：{each.title}", f"who answers for it is to be decided: {each.title}"
        yield Done("C67", "accounting", each.id, each.trigger, zh, en)


def _fail_tenders(work: Work) -> Iterator[Done]:
    """Declare tenders failed that have too few bids at their deadline (T30)."""
    for each in lapse.lapsed(work):
        rounds.fail(work, each.tender.id, reason=each.zh)
        yield Done("T30", "tender", each.tender.id, each.tender.number, each.zh, each.en)


def _close_auctions(work: Work) -> Iterator[Done]:
    """Close the auctions that have ended (T08C)."""
    for auction, tender in auctions.unclosed(work):
        if auction.ends_at <= work.now:
            auctions.close(work, auction.id)
            zh, en = "竞价时间已到，结束竞价", "the auction has ended and is closed"
            yield Done("T08C", "auction", auction.id, tender.number, zh, en)


def _raise_overdue(work: Work) -> Iterator[Done]:
    """Open a general hazard for each neglected duty, unless there ever was one."""
    late = [each for each in due(work) if each.code in RAISED and each.on < work.today]
    known = hazards.raised(work, [each.cause for each in late])
    for each in late:
        if each.cause in known:
            continue
        zh, en = f"逾期未办（应于 {each.on} 前）：{each.zh}", f"overdue since {each.on}: {each.en}"
        hazard = hazards.find(
            work,
            title=zh,
            level=Level.GENERAL,
            channel=Channel.DUTY,
            basis=each.code,
            cause=each.cause,
        )
        yield Done(each.code, "hazard", hazard.id, each.number, zh, en)


def _sweep(work: Work) -> Iterator[Done]:
    """Judge everything underground again, and say so when any hazard followed (G10)."""
    swept = sweep(work)
    if swept.opened or swept.again or swept.gone:
        zh = f"在井复查：新开隐患 {swept.opened} 条，再次发现 {swept.again} 条"
        zh += f"，原因消失待验收 {swept.gone} 条"
        en = f"underground: {swept.opened} hazards opened, {swept.again} found again, "
        en += f"{swept.gone} gone and to be verified"
        yield Done("G10", "mine", work.mine_id, work.mine.code, zh, en)
