"""What the service offers: one row per kind of record, with the verbs that it takes.

The routes, their bodies, the documents and the ``actions`` of a record all
follow from this table; a test holds it against every state table, so that no
action is forgotten.
"""

from __future__ import annotations

from equiplink.catalogue import actions as catalogue
from equiplink.catalogue.models import (
    BannedItem,
    DeviceClass,
    Product,
    SafetyMark,
    StopUseNotice,
)
from equiplink.db import Base
from equiplink.files import actions as files
from equiplink.files.models import Attachment
from equiplink.gate import actions as gate
from equiplink.gate import conflicts, devices
from equiplink.gate.models import (
    EmergencyEntry,
    EntryInspection,
    EntryPermit,
    Gate,
    Passage,
    Scan,
    ScanCorrection,
)
from equiplink.gate.offline_models import Conflict, Device, DeviceEvent
from equiplink.gate.states import EMERGENCY_ENTRY
from equiplink.ledger import Entry
from equiplink.mine import actions as mine
from equiplink.mine import calendar, windows
from equiplink.mine.models import (
    Account,
    CalendarDay,
    Certificate,
    Person,
    Place,
    ShiftWindow,
    Team,
    Token,
)
from equiplink.mine.states import Role
from equiplink.plan import actions as plan
from equiplink.plan import budgets, entering, requisitions, routes, vacancies
from equiplink.plan.approval_models import (
    Delegation,
    Route,
    RouteStep,
    Seat,
    SigningStep,
    SplitWaiver,
)
from equiplink.plan.models import Approval, Plan, PlanLine, Requisition, YearBudget
from equiplink.plan.states import PLAN, REQUISITION
from equiplink.tender import splitting
from equiplink.upkeep import actions as upkeep
from equiplink.upkeep import faults, outside, overhauls, postponing, scrapping, urgent
from equiplink.upkeep.models import Due, Interval, Job, Overhaul, PlaceInterval, Scrapping
from equiplink.upkeep.states import (
    FAULT,
    JOB,
    OUTSIDE_REPAIR,
    OVERHAUL,
    SCRAPPING,
    URGENT_WORK,
)
from equiplink.upkeep.trouble_models import Fault, Outside, UrgentWork
from equiplink.usage import actions as usage
from equiplink.usage import clearing, commissioning, custody, leakage, losing, pace, stocktakes
from equiplink.usage.models import (
    CameraCheck,
    Commissioning,
    Counted,
    Handover,
    LeakageTest,
    Placement,
    Reading,
    Stocktake,
)
from equiplink.usage.states import HANDOVER, STOCKTAKE
from equiplink_api.acceptances import ACCEPTANCES
from equiplink_api.campaigns import CAMPAIGNS
from equiplink_api.contracts import CONTRACTS
from equiplink_api.explosives import EXPLOSIVES
from equiplink_api.hazards import HAZARDS
from equiplink_api.papers import PAPERS
from equiplink_api.proceedings import PROCEEDINGS
from equiplink_api.register import REGISTER
from equiplink_api.resources import Part, Resource
from equiplink_api.suppliers import SUPPLIERS
from equiplink_api.tenders import TENDERS

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})

RESOURCES: tuple[Resource, ...] = (
    Resource(
        "places",
        Place,
        create={"add_place": mine.add_place},
        act={"close_out": clearing.close_out},
    ),
    Resource("teams", Team, create={"add_team": mine.add_team}),
    Resource(
        "people",
        Person,
        create={"add_person": mine.add_person},
        act={"change_roles": mine.change_roles, "leave": mine.leave},
    ),
    Resource(
        "calendar-days",
        CalendarDay,
        create={"announce": calendar.announce, "adopt": calendar.adopt},
        filters=("day",),
    ),
    Resource("certificates", Certificate, create={"certify": mine.certify}),
    Resource(
        "accounts",
        Account,
        create={"create_account": mine.create_account},
        readers=ADMINISTRATORS,
    ),
    Resource("tokens", Token, act={"revoke": mine.revoke_token}, readers=ADMINISTRATORS),
    Resource("classes", DeviceClass, create={"add_class": catalogue.add_class}, filters=("code",)),
    Resource(
        "products",
        Product,
        create={"add_product": catalogue.add_product},
        filters=("model", "maker"),
    ),
    Resource(
        "safety-marks", SafetyMark, create={"set_mark": catalogue.set_mark}, filters=("number",)
    ),
    Resource("banned-items", BannedItem, create={"add_banned": catalogue.add_banned}),
    Resource(
        "notices",
        StopUseNotice,
        create={"add_notice": catalogue.add_notice, "notice": catalogue.notice},
        act={"withdraw": catalogue.withdraw},
        filters=("number", "mark_number"),
    ),
    Resource(
        "plans",
        Plan,
        PLAN,
        create={"draft": plan.draft, "draft_from": plan.draft_from},
        act={
            "add_line": plan.add_line,
            "add_lines": plan.add_lines,
            "put_lines": entering.put_lines,
            "change_budget": plan.change_budget,
            "correct": plan.correct,
            "gather": requisitions.gather,
            "submit": plan.submit,
            "withdraw": plan.withdraw,
            "approve": plan.approve,
            "return": plan.send_back,
            "regularise": plan.regularise,
            "close": plan.close,
            "waive_split": splitting.waive_split,
        },
        steps=dict.fromkeys(
            ("add_line", "add_lines", "put_lines", "change_budget", "correct", "gather"), "change"
        ),
        elsewhere={"sign": "POST /plans/{id}/approve"},
        parts=(
            Part("lines", PlanLine, "plan_id"),
            Part("steps", SigningStep, "subject_id"),
            Part("approvals", Approval, "plan_id"),
            Part("waivers", SplitWaiver, "plan_id"),
        ),
    ),
    Resource(
        "approval-routes",
        Route,
        create={"set_route": routes.set_route},
        parts=(Part("steps", RouteStep, "route_id"),),
        filters=("matter",),
    ),
    Resource(
        "approval-steps",
        SigningStep,
        parts=(Part("seats", Seat, "step_id"),),
        filters=("subject", "subject_id"),
    ),
    Resource("approval-seats", Seat, act={"reassign": vacancies.reassign}),
    Resource(
        "delegations",
        Delegation,
        create={"delegate": routes.delegate},
        act={"end": routes.end_delegation},
    ),
    Resource(
        "requisitions",
        Requisition,
        REQUISITION,
        create={"file": requisitions.file},
        act={
            "correct": requisitions.correct,
            "return": requisitions.send_back,
            "withdraw": requisitions.withdraw,
        },
        elsewhere={
            "gather": "POST /plans/{id}/gather",
            "release": "POST /plan-lines/{id}/remove",
        },
        filters=("number",),
    ),
    Resource("year-budgets", YearBudget, create={"set": budgets.set_year_budget}),
    Resource(
        "plan-lines",
        PlanLine,
        act={"change": plan.change_line, "remove": plan.remove_line},
    ),
    *PAPERS,
    *SUPPLIERS,
    *TENDERS,
    *PROCEEDINGS,
    *CONTRACTS,
    *ACCEPTANCES,
    *EXPLOSIVES,
    *REGISTER,
    *HAZARDS,
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
        act={"pass": upkeep.pass_, "fail": upkeep.fail, "send_out": outside.send_out},
        steps={"send_out": "pass"},
    ),
    Resource(
        "urgent-works",
        UrgentWork,
        URGENT_WORK,
        act={
            "approve": urgent.approve,
            "refuse": urgent.refuse,
            "withdraw": urgent.withdraw,
        },
        elsewhere={"request": "POST /items/{id}/request_urgent"},
        filters=("item_id",),
    ),
    Resource(
        "faults",
        Fault,
        FAULT,
        act={"clear": faults.clear},
        elsewhere={"report": "POST /items/{id}/report_fault"},
    ),
    Resource(
        "outside-repairs",
        Outside,
        OUTSIDE_REPAIR,
        act={"take_back": outside.take_back},
        elsewhere={"send_out": "POST /jobs/{id}/send_out"},
    ),
    Resource(
        "intervals",
        Interval,
        create={"adopt": upkeep.adopt_intervals},
        act={"set": upkeep.set_interval, "set_at_place": pace.set_at_place},
        parts=(Part("places", PlaceInterval, "interval_id"),),
    ),
    Resource("checks", Due, act={"postpone": postponing.postpone}),
    Resource(
        "overhauls",
        Overhaul,
        OVERHAUL,
        act={"finish": overhauls.finish, "drop": overhauls.drop},
        elsewhere={"plan": "POST /items/{id}/plan_overhaul"},
        filters=("item_id",),
    ),
    Resource(
        "scrappings",
        Scrapping,
        SCRAPPING,
        create={"request": scrapping.request},
        act={
            "condemn": scrapping.condemn,
            "find_usable": scrapping.find_usable,
            "approve": scrapping.approve,
            "refuse": scrapping.refuse,
            "destroy": scrapping.destroy,
        },
    ),
    Resource("gates", Gate, create={"open": gate.open_gate}),
    Resource("entry-inspections", EntryInspection),
    Resource("passages", Passage),
    Resource(
        "scans",
        Scan,
        act={"correct": usage.correct_scan},
        filters=("code", "item_id", "trip_id", "admitted", "device"),
    ),
    Resource(
        "entry-permits",
        EntryPermit,
        act={"withdraw": gate.withdraw_permit},
        filters=("number", "item_id"),
    ),
    Resource("shift-windows", ShiftWindow, create={"set": windows.set_window}),
    Resource("scan-corrections", ScanCorrection, filters=("scan_id",)),
    Resource(
        "emergency-entries",
        EmergencyEntry,
        EMERGENCY_ENTRY,
        act={
            "approve": gate.approve_emergency,
            "refuse": gate.refuse_emergency,
            "withdraw": gate.withdraw_emergency,
        },
        elsewhere={
            "request": "POST /items/{id}/request_emergency",
            "use": "PUT /scans/{id}",
            "undo_use": "POST /scans/{id}/correct",
        },
    ),
    Resource(
        "devices",
        Device,
        act={"enrol": devices.enrol_device, "revoke": devices.revoke_device},
    ),
    Resource("device-events", DeviceEvent, filters=("device_id",)),
    Resource(
        "conflicts",
        Conflict,
        act={"resolve": conflicts.resolve},
        filters=("device_id", "kind", "item_id"),
    ),
    Resource(
        "placements",
        Placement,
        act={
            "commission": commissioning.commission,
            "move": usage.move,
            "hand_over": custody.hand_over,
            "give_back": usage.give_back,
            "use_up": usage.use_up,
            "write_off": losing.write_off,
        },
    ),
    Resource("commissionings", Commissioning, filters=("item_id",)),
    Resource(
        "leakage-tests",
        LeakageTest,
        create={"test": leakage.test_leakage},
        filters=("item_id",),
    ),
    Resource("camera-checks", CameraCheck, filters=("item_id",)),
    Resource(
        "handovers",
        Handover,
        HANDOVER,
        act={
            "accept": custody.accept,
            "decline": custody.decline,
            "withdraw": custody.withdraw,
        },
        elsewhere={"offer": "POST /placements/{id}/hand_over"},
    ),
    Resource(
        "stocktakes",
        Stocktake,
        STOCKTAKE,
        create={"open": stocktakes.open_stocktake},
        act={"count": stocktakes.count, "close": stocktakes.close},
        parts=(Part("counted", Counted, "stocktake_id"),),
    ),
    Resource("readings", Reading),
    *CAMPAIGNS,
    Resource(
        "attachments",
        Attachment,
        act={"void": files.void},
        filters=("subject_id", "subject", "sha256"),
    ),
    Resource(
        "ledger",
        Entry,
        readers=frozenset({Role.ADMINISTRATOR, Role.INSPECTOR}),
        filters=("subject_id", "action", "actor_id"),
    ),
)

BY_MODEL: dict[type[Base], Resource] = {each.model: each for each in RESOURCES}
