"""The rows of the table that are about acceptance: verdicts, templates, instruments."""

from __future__ import annotations

from equiplink.acceptance import actions as acceptance
from equiplink.acceptance import floor, instruments
from equiplink.acceptance.check_models import (
    Calibration,
    CheckAnswer,
    CheckTemplate,
    Instrument,
    Suspicion,
)
from equiplink.acceptance.check_states import INSTRUMENT
from equiplink.acceptance.models import Acceptance
from equiplink.acceptance.states import ACCEPTANCE
from equiplink_api.resources import Part, Resource

ACCEPTANCES: tuple[Resource, ...] = (
    Resource(
        "acceptances",
        Acceptance,
        ACCEPTANCE,
        create={"present": acceptance.present},
        act={
            "check": floor.check,
            "accept": acceptance.accept,
            "reject": acceptance.reject,
            "send_back": acceptance.send_back,
        },
        parts=(Part("answers", CheckAnswer, "acceptance_id"),),
        filters=("serial", "batch"),
    ),
    Resource(
        "check-templates",
        CheckTemplate,
        create={"adopt": floor.adopt_template, "set": floor.set_template},
    ),
    Resource(
        "instruments",
        Instrument,
        INSTRUMENT,
        create={"register": instruments.register},
        act={
            "calibrate": instruments.calibrate,
            "find_faulty": instruments.find_faulty,
            "retire": instruments.retire,
        },
        parts=(
            Part("calibrations", Calibration, "instrument_id"),
            Part("suspicions", Suspicion, "instrument_id"),
        ),
        filters=("number",),
    ),
    Resource("suspicions", Suspicion, act={"clear": instruments.clear}),
)
