"""The rows of the table for what goes on around a tender: notices, prequalification, complaints."""

from __future__ import annotations

from equiplink.mine.states import Role
from equiplink.tender import complaints, notices, prequalification
from equiplink.tender.notice_models import (
    Complaint,
    Notice,
    NoticeCopy,
    NoticeRecipient,
    Taker,
)
from equiplink.tender.qualification_models import (
    Application,
    Prequalification,
    QualificationMark,
)
from equiplink_api.resources import Part, Resource

TENDERING = frozenset({Role.BUYER, Role.EVALUATOR, Role.INSPECTOR})
"""Who may know bidders, committee and scores (招标投标法 第二十二条、第三十七条、第四十四条)."""

PROCEEDINGS: tuple[Resource, ...] = (
    Resource(
        "tender-notices",
        Notice,
        create={"write": notices.write_notice},
        act={"record_copy": notices.record_copy},
        parts=(Part("copies", NoticeCopy, "notice_id"),),
    ),
    Resource("notice-copies", NoticeCopy),
    Resource("notice-recipients", NoticeRecipient, readers=TENDERING),
    Resource("document-takers", Taker, create={"take": notices.take_documents}, readers=TENDERING),
    Resource(
        "prequalifications",
        Prequalification,
        create={"open": prequalification.open_prequalification},
        act={
            "clarify": prequalification.clarify_prequalification,
            "conclude": prequalification.conclude,
        },
    ),
    Resource(
        "applications",
        Application,
        create={"apply": prequalification.apply},
        act={"mark": prequalification.mark_applicant},
        readers=TENDERING,
    ),
    Resource("qualification-marks", QualificationMark, readers=TENDERING),
    Resource(
        "complaints",
        Complaint,
        create={"complain": complaints.complain},
        act={
            "take_up": complaints.take_up,
            "order_pause": complaints.order_pause,
            "resume": complaints.resume,
            "decide": complaints.decide,
        },
        readers=TENDERING,
    ),
)
