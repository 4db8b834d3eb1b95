"""The rows of the register: units and lots, what they are called, what was handed out, tags."""

from __future__ import annotations

from equiplink.gate import actions as gate
from equiplink.register import actions as register
from equiplink.register.enrol_models import Enrolment
from equiplink.register.enrol_states import ENROLMENT
from equiplink.register.models import Alias, Blank, Issue, Item, Print, Tag
from equiplink.register.states import ITEM, LOST, UNDONE
from equiplink.register.tag_states import BLANK_TAG
from equiplink.upkeep import faults, overhauls, schedule, urgent
from equiplink.usage import actions as usage
from equiplink.usage import cameras
from equiplink_api.resources import Part, Resource

REGISTER: tuple[Resource, ...] = (
    Resource(
        "items",
        Item,
        ITEM,
        create={"take_in": register.take_in},
        act={
            "issue_tag": register.issue_tag,
            "reprint": register.reprint,
            "report_lost": register.report_lost,
            "report_damaged": register.report_damaged,
            "split": register.split,
            "cut": register.cut,
            "issue": register.issue,
            "return_offcut": register.return_offcut,
            "store": register.store,
            "consume": register.consume,
            "install": register.install,
            "take_out": register.take_out,
            "grade": register.grade,
            "check_plates": register.check_plates,
            "add_alias": register.add_alias,
            "inspect": gate.inspect,
            "issue_permit": gate.issue_permit,
            "request_emergency": gate.request_emergency,
            "schedule": schedule.schedule,
            "place": usage.place,
            "report_fault": faults.report,
            "plan_overhaul": overhauls.plan,
            "request_urgent": urgent.request,
            "check_camera": cameras.check_camera,
            "read_hours": usage.read_hours,
            "read_tonnes": usage.read_tonnes,
            "replace_meter": usage.replace_meter,
        },
        elsewhere={
            **dict.fromkeys(("enter", "leave", "enter_part", "leave_part"), "PUT /scans/{id}"),
            **dict.fromkeys(UNDONE, "POST /scans/{id}/correct"),
            **dict.fromkeys(LOST, "POST /placements/{id}/write_off"),
            "part_off": "POST /items/{id}/split",
            "enrol": "POST /enrolments",
            "enrol_below": "POST /enrolments",
            "give_back": "POST /issues/{id}/give_back",
            "start_repair": "POST /jobs/start_repair",
            "end_repair": "POST /jobs/{id}/pass",
            "scrap": "POST /scrappings/{id}/destroy",
            "scrap_part": "POST /scrappings/{id}/destroy",
        },
        parts=(Part("tags", Tag, "item_id"), Part("aliases", Alias, "item_id")),
        filters=("number", "serial", "batch", "mark_number"),
    ),
    Resource("issues", Issue, act={"give_back": register.give_back}),
    Resource("aliases", Alias, act={"end": register.end_alias}, filters=("value",)),
    Resource(
        "enrolments",
        Enrolment,
        ENROLMENT,
        create={"enrol": register.enrol},
        act={
            "supply": register.supply,
            "regularise": register.regularise,
            "turn_out": register.turn_out,
        },
    ),
    Resource("tags", Tag, create={"issue": register.issue_tags}, filters=("code",)),
    Resource(
        "prints", Print, create={"record": register.record_prints}, filters=("code", "sha256")
    ),
    Resource(
        "blank-tags",
        Blank,
        BLANK_TAG,
        create={"print": register.print_blanks, "count": register.count_blanks},
        act={"claim": register.claim, "write_off": register.write_off},
        filters=("batch", "code"),
    ),
)
