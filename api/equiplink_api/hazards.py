"""The rows of the table that are about hazards: their life, recalls and holds."""

from __future__ import annotations

from equiplink.hazard import actions as hazard
from equiplink.hazard import extending, holding, major, recalls, siblings
from equiplink.hazard.major_models import QuarterReport, Restart, Sanction, SupervisionOrder
from equiplink.hazard.major_states import RESTART, SUPERVISION_ORDER
from equiplink.hazard.models import Extension, Hazard
from equiplink.hazard.recall_models import Recall, Substitution
from equiplink.hazard.states import HAZARD, HAZARD_EXTENSION
from equiplink.register.hold_models import Hold
from equiplink.upkeep import suspects
from equiplink_api.resources import Part, Resource

HAZARDS: tuple[Resource, ...] = (
    Resource(
        "hazards",
        Hazard,
        HAZARD,
        create={
            "find": hazard.find,
            "stop_use": recalls.stop_use,
            "quarantine": suspects.quarantine,
        },
        act={
            "assign": hazard.assign,
            "rectify": hazard.rectify,
            "verify": hazard.verify,
            "send_back": hazard.send_back,
            "reopen": extending.reopen,
            "ask_extension": extending.ask_extension,
            "quarantine_siblings": siblings.quarantine_siblings,
        },
        elsewhere={
            **dict.fromkeys(("report_gone", "find_again"), "POST /sweep"),
            "extend": "POST /hazard-extensions/{id}/grant",
        },
        parts=(
            Part("holds", Hold, "hazard_id"),
            Part("extensions", Extension, "hazard_id"),
        ),
        filters=("level", "origin", "channel", "criterion"),
    ),
    Resource(
        "hazard-extensions",
        Extension,
        HAZARD_EXTENSION,
        act={"grant": extending.grant_extension, "refuse": extending.refuse_extension},
        elsewhere={"ask": "POST /hazards/{id}/ask_extension"},
    ),
    Resource(
        "recalls",
        Recall,
        create={"recall": recalls.recall},
        act={"replace": recalls.replace},
        parts=(Part("substitutions", Substitution, "recall_id"),),
        filters=("notice_id",),
    ),
    Resource("holds", Hold, create={"hold": holding.hold}, act={"release": holding.release}),
    Resource(
        "supervision-orders",
        SupervisionOrder,
        SUPERVISION_ORDER,
        create={"issue": major.issue_order},
        act={"lift": major.lift_order},
        filters=("number", "hazard_id"),
    ),
    Resource(
        "restarts",
        Restart,
        RESTART,
        create={"apply": major.apply_restart},
        act={
            "accept": major.accept_restart,
            "review": major.review_restart,
            "approve": major.approve_restart,
            "announce": major.announce_restart,
            "refuse": major.refuse_restart,
        },
        filters=("order_id",),
    ),
    Resource("sanctions", Sanction, create={"record": major.record_sanction}, filters=("number",)),
    Resource("quarter-reports", QuarterReport, create={"sign": major.sign_quarter}),
)
