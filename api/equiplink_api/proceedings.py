"""The rows of the table for what goes on around a tender: bonds, complaints."""

from __future__ import annotations

from equiplink.contract import bid_bonds
from equiplink.mine.states import Role
from equiplink.tender import bonds, complaints, notices, prequalification
from equiplink.tender.bond_models import BidBond
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

PAID = TENDERING | {Role.APPROVER}
"""Who may know which bidder paid; the approver keeps a bond."""

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
    Resource(
        "document-takers",
        Taker,
        create={"take": notices.take_documents},
        act={"return_fee": notices.return_fee},
        readers=TENDERING,
    ),
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
        "bid-bonds",
        BidBond,
        create={"receive": bonds.receive_bid_bond},
        act={"return": bid_bonds.return_bid_bond, "forfeit": bonds.forfeit_bid_bond},
        readers=PAID,
    ),
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
