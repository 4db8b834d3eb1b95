"""The words of the mine: zones, roles and kinds of certificates."""

from enum import StrEnum


class Zone(StrEnum):
    """Where a place lies, by the columns of the table in 煤矿安全规程 that chooses equipment."""

    SURFACE = "surface"
    SHAFT = "shaft"
    PIT_BOTTOM = "pit_bottom"
    MAIN_INTAKE = "main_intake"
    DISTRICT_INTAKE = "district_intake"
    CHAMBER = "chamber"
    TIPPLER = "tippler"
    RETURN = "return"
    FACE = "face"


UNDERGROUND = frozenset(Zone) - {Zone.SURFACE}


class Role(StrEnum):
    """What a person answers for. One person may hold several."""

    ADMINISTRATOR = "administrator"
    PLANNER = "planner"
    APPROVER = "approver"
    BUYER = "buyer"
    EVALUATOR = "evaluator"
    ACCEPTOR = "acceptor"
    EX_INSPECTOR = "ex_inspector"
    KEEPER = "keeper"
    MECHANIC = "mechanic"
    SAFETY_OFFICER = "safety_officer"
    INSPECTOR = "inspector"


class Permit(StrEnum):
    """What a person's certificate says that he may do."""

    EX_INSPECTION = "ex_inspection"
    EVALUATION = "evaluation"
    ACCEPTANCE = "acceptance"
    ELECTRICIAN = "electrician"
    SAFETY_MANAGEMENT = "safety_management"
