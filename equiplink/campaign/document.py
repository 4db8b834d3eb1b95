"""A campaign as a file: what its document asks for, as JSON that is read strictly.

The hundred days of 2024 are shipped as one such file; next year's is another. Days,
reports, triggers of accountability and hours are the document's; nothing else knows them.
"""

from __future__ import annotations

from datetime import date, time
from enum import StrEnum
from importlib.resources import files
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from equiplink.campaign.people_states import TrainingKind
from equiplink.contract.procedure import unreadable
from equiplink.mine.states import Danger

SHIPPED = "hundred_days.json"
Said = Annotated[str, Field(min_length=1, max_length=200)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PhaseIn(_Part):
    """A phase. Both days count."""

    name: Said
    starts_on: date
    ends_on: date


class Kind(StrEnum):
    """What is reported to the department."""

    PLAN = "plan"
    MONTH = "month"
    SUMMARY = "summary"


class ReportIn(_Part):
    """A report and its last day."""

    kind: Kind
    due_on: date


class TriggerIn(_Part):
    """What happens (``code`` names it to the program) and what follows by the document."""

    code: Said
    when: Said
    effects: tuple[Said, ...]


class WindowIn(_Part):
    """Hours in which work is forbidden or rules are stricter."""

    name: Said
    begins: time
    ends: time
    works: tuple[Danger, ...] = ()
    tightens: tuple[Said, ...] = ()


class CampaignFile(_Part):
    """A campaign as its document orders it. All days count."""

    name: Said
    document: Said
    starts_on: date
    ends_on: date
    source: str = ""
    goals: tuple[Said, ...] = ()
    phases: tuple[PhaseIn, ...]
    reports: tuple[ReportIn, ...] = ()
    triggers: tuple[TriggerIn, ...] = ()
    backchecks: tuple[Said, ...] = ()
    windows: tuple[WindowIn, ...] = ()
    trainings: tuple[TrainingKind, ...] = ()
    cases_a_month: Annotated[int, Field(ge=0, le=100)] = 0


def read(text: str | bytes) -> CampaignFile:
    """Return the campaign that JSON *text* states; raise ``Unreadable`` with field and remedy."""
    try:
        return CampaignFile.model_validate_json(text)
    except ValidationError as error:
        raise unreadable(error.errors(include_url=False)[0]) from None


def shipped() -> CampaignFile:
    """Return the hundred days of 阳应急发〔2024〕280号."""
    return read(files("equiplink.campaign").joinpath(SHIPPED).read_bytes())
