"""What the service offers: one row per kind of record, with the verbs that it takes.

The routes, their bodies, the documents and the ``actions`` of a record all
follow from this table; a test holds it against every state table, so that no
action is forgotten.
"""

from __future__ import annotations

from equiplink.db import Base
from equiplink.gate.models import Scan
from equiplink.hazard import actions as hazard
from equiplink.hazard.models import Hazard, Hold
from equiplink.hazard.states import HAZARD
from equiplink.ledger import Entry
from equiplink.mine import actions as mine
from equiplink.mine.models import Account, Certificate, Person, Place, Team, Token
from equiplink.mine.states import Role
from equiplink.plan import actions as plan
from equiplink.plan.models import Approval, Plan, PlanLine
from equiplink.plan.states import PLAN
from equiplink.upkeep import actions as upkeep
from equiplink.upkeep import scrapping
from equiplink.upkeep.models import Interval, Job, Scrapping
from equiplink.upkeep.states import JOB, SCRAPPING
from equiplink_api.resources import Part, Resource

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})

RESOURCES: tuple[Resource, ...] = (
    Resource("places", Place, create={"add_place": mine.add_place}),
    Resource("teams", Team, create={"add_team": mine.add_team}),
    Resource(
        "people",
        Person,
        create={"add_person": mine.add_person},
        act={"change_roles": mine.change_roles},
    ),
    Resource("certificates", Certificate, create={"certify": mine.certify}),
    Resource(
        "accounts",
        Account,
        create={"create_account": mine.create_account},
        readers=ADMINISTRATORS,
    ),
    Resource("tokens", Token, act={"revoke": mine.revoke_token}, readers=ADMINISTRATORS),
    Resource(
        "plans",
        Plan,
        PLAN,
        create={"draft": plan.draft},
        act={
            "add_line": plan.add_line,
            "submit": plan.submit,
            "approve": plan.approve,
            "return": plan.send_back,
            "close": plan.close,
        },
        steps={"add_line": "change"},
        parts=(Part("lines", PlanLine, "plan_id"), Part("approvals", Approval, "plan_id")),
    ),
    Resource(
        "plan-lines",
        PlanLine,
        act={"change": plan.change_line, "remove": plan.remove_line},
    ),
    Resource(
        "hazards",
        Hazard,
        HAZARD,
        create={"find": hazard.find, "stop_use": hazard.stop_use},
        act={
            "assign": hazard.assign,
            "rectify": hazard.rectify,
            "verify": hazard.verify,
            "send_back": hazard.send_back,
        },
        parts=(Part("holds", Hold, "hazard_id"),),
    ),
    Resource("holds", Hold, create={"hold": hazard.hold}, act={"release": hazard.release}),
    Resource(
        "jobs",
        Job,
        JOB,
        create={
            "start_test": upkeep.start_test,
            "start_maintenance": upkeep.start_maintenance,
            "start_care": upkeep.start_care,
            "start_repair": upkeep.start_repair,
            "start_modification": upkeep.start_modification,
        },
        act={"pass": upkeep.pass_, "fail": upkeep.fail},
    ),
    Resource(
        "intervals",
        Interval,
        create={"adopt": upkeep.adopt_intervals},
        act={"set": upkeep.set_interval},
    ),
    Resource(
        "scrappings",
        Scrapping,
        SCRAPPING,
        create={"request": scrapping.request},
        act={
            "approve": scrapping.approve,
            "refuse": scrapping.refuse,
            "destroy": scrapping.destroy,
        },
    ),
    Resource("scans", Scan, filters=("code", "item_id", "admitted", "device")),
    Resource(
        "ledger",
        Entry,
        readers=frozenset({Role.ADMINISTRATOR, Role.INSPECTOR}),
        filters=("subject_id", "action", "actor_id"),
    ),
)

BY_MODEL: dict[type[Base], Resource] = {each.model: each for each in RESOURCES}
