"""What was told, asked and filed around a tender: notices, prequalification, complaints, files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import select

from equiplink.audit.case import Case
from equiplink.db import Record
from equiplink.files.models import Attachment
from equiplink.supplier.models import Supplier
from equiplink.tender.notice_models import Complaint, Notice, NoticeCopy, NoticeRecipient, Taker
from equiplink.tender.qualification_models import Application, Prequalification


class Papers:
    """The papers of one case; each kind is read once.

    Until the opening nobody learns who took the documents, applied or sent files
    (招标投标法 第二十二条).
    """

    def __init__(self, case: Case) -> None:
        self.case, self.work = case, case.work
        self.told = case.tender.opened_at is not None

    def document(self) -> dict[str, Any]:
        """Return them as parts of the file of the tender."""
        return {
            "notices": list(self._notices()),
            "takers": list(self._takers()),
            "prequalification": list(self._prequalification()),
            "complaints": [_complaint(each) for each in self._complaints],
            "attachments": list(self._attachments()),
        }

    def _notices(self) -> Iterator[dict[str, Any]]:
        copies = self._under(NoticeCopy, NoticeCopy.notice_id, self._written)
        sent = self._under(NoticeRecipient, NoticeRecipient.notice_id, self._written)
        for notice in self._written:
            yield {
                "kind": notice.kind.zh,
                "no": notice.no,
                "written_at": notice.written_at.isoformat(),
                "fingerprint": notice.fingerprint,
                "told": [
                    self._suppliers[each.supplier_id]
                    for each in sent
                    if each.notice_id == notice.id and self.told
                ],
                "copies": [
                    {
                        "medium": each.medium,
                        "url": each.url,
                        "published_on": each.published_on.isoformat(),
                        "fingerprint": each.fingerprint,
                        "same": each.fingerprint == notice.fingerprint,
                        "fee": str(each.fee),
                    }
                    for each in copies
                    if each.notice_id == notice.id
                ],
            }

    def _takers(self) -> Iterator[dict[str, Any]]:
        for each in self._took:
            yield {
                "supplier": self._suppliers[each.supplier_id],
                "taken_on": each.taken_on.isoformat(),
                "fee": str(each.fee),
            }

    def _prequalification(self) -> Iterator[dict[str, Any]]:
        for called in self._rounds:
            yield {
                "round": called.round,
                "criteria": called.criteria,
                "closes_at": called.closes_at.isoformat(),
                "concluded_on": called.concluded_on and called.concluded_on.isoformat(),
                "applications": [
                    {
                        "supplier": self._suppliers[each.supplier_id],
                        "received_at": each.received_at.isoformat(),
                        "result": each.result.zh,
                        "unmet": each.unmet,
                        "told_at": each.told_at and each.told_at.isoformat(),
                    }
                    for each in self._applied
                    if each.prequalification_id == called.id
                ],
            }

    def _attachments(self) -> Iterator[dict[str, Any]]:
        subjects: list[Sequence[Record]] = [
            [self.case.tender], self.case.lots, self._written, self._complaints, self._rounds,
        ]  # fmt: skip
        if self.told:
            subjects += [
                self.case.opened, self.case.objections, self._applied, self.case.contracts,
            ]  # fmt: skip
        ids = [record.id for records in subjects for record in records]
        query = select(Attachment).filter_by(mine_id=self.work.mine_id)
        found = self.work.session.scalars(
            query.where(Attachment.subject_id.in_(ids)).order_by(Attachment.id)
        )
        names = {record.id: type(record).zh for records in subjects for record in records}
        for each in found:
            yield {
                "of": names[each.subject_id],
                "kind": each.kind.zh,
                "name": each.name,
                "size": each.size,
                "sha256": each.sha256,
                "at": each.at.isoformat(),
                "void": each.void_reason,
            }

    @cached_property
    def _written(self) -> Sequence[Notice]:
        return self.work.all(Notice, Notice.written_at, Notice.id, tender_id=self.case.tender.id)

    @cached_property
    def _took(self) -> Sequence[Taker]:
        return self.work.all(Taker, tender_id=self.case.tender.id) if self.told else ()

    @cached_property
    def _rounds(self) -> Sequence[Prequalification]:
        return self.work.all(
            Prequalification, Prequalification.round, tender_id=self.case.tender.id
        )

    @cached_property
    def _applied(self) -> Sequence[Application]:
        if not self.told:
            return ()
        return list(self._under(Application, Application.prequalification_id, self._rounds))

    @cached_property
    def _complaints(self) -> Sequence[Complaint]:
        return self.work.all(Complaint, tender_id=self.case.tender.id)

    @cached_property
    def _suppliers(self) -> dict[UUID, str]:
        query = select(Supplier.id, Supplier.name).filter_by(mine_id=self.work.mine_id)
        return {row.id: row.name for row in self.work.session.execute(query)}

    def _under(self, model: Any, column: Any, above: Sequence[Record]) -> Any:
        if not above:
            return ()
        query = select(model).filter_by(mine_id=self.work.mine_id)
        query = query.where(column.in_([each.id for each in above])).order_by(model.id)
        return self.work.session.scalars(query).all()


def _complaint(each: Complaint) -> dict[str, Any]:
    return {
        "complainant": each.complainant,
        "authority": each.authority,
        "text": each.text,
        "filed_on": each.filed_on.isoformat(),
        "outcome": each.outcome.zh if each.outcome else "",
        "answered_on": each.answered_on and each.answered_on.isoformat(),
        "paused_on": each.paused_on and each.paused_on.isoformat(),
        "resumed_on": each.resumed_on and each.resumed_on.isoformat(),
        "decided_on": each.decided_on and each.decided_on.isoformat(),
        "decision": each.decision,
    }
