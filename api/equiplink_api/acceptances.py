"""The rows of the table that are about acceptance: verdicts, templates, instruments."""

from __future__ import annotations

from equiplink.acceptance import actions as acceptance
from equiplink.acceptance import concessions, floor, instruments, sampling
from equiplink.acceptance.check_models import (
    Calibration,
    CheckAnswer,
    CheckTemplate,
    Instrument,
    Suspicion,
)
from equiplink.acceptance.check_states import INSTRUMENT
from equiplink.acceptance.models import Acceptance
from equiplink.acceptance.sample_models import Sample, SampleAnswer, SamplingRisk
from equiplink.acceptance.sample_states import SAMPLE
from equiplink.acceptance.states import ACCEPTANCE
from equiplink.acceptance.verdict_models import Concession
from equiplink.acceptance.verdict_states import CONCESSION
from equiplink_api.resources import Part, Resource

ACCEPTANCES: tuple[Resource, ...] = (
    Resource(
        "acceptances",
        Acceptance,
        ACCEPTANCE,
        create={"present": acceptance.present},
        act={
            "check": floor.check,
            "split": concessions.part_off,
            "accept": acceptance.accept,
            "reject": acceptance.reject,
            "send_back": acceptance.send_back,
        },
        elsewhere={
            "part_off": "POST /acceptances/{id}/split",
            "concede": "POST /concessions/{id}/approve",
        },
        parts=(Part("answers", CheckAnswer, "acceptance_id"),),
        filters=("serial", "batch"),
    ),
    Resource(
        "concessions",
        Concession,
        CONCESSION,
        create={"request": concessions.request},
        act={"approve": concessions.approve, "refuse": concessions.refuse},
    ),
    Resource("sampling-risks", SamplingRisk, create={"set": sampling.set_risks}),
    Resource(
        "samples",
        Sample,
        SAMPLE,
        create={"prepare": sampling.prepare},
        act={
            "draw": sampling.draw,
            "examine": sampling.examine,
            "conclude": sampling.conclude,
        },
        elsewhere=dict.fromkeys(("pass", "fail"), "POST /samples/{id}/conclude"),
        parts=(Part("answers", SampleAnswer, "sample_id"),),
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
