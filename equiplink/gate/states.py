"""The words of the gate. A scan has no states: it is a fact."""

from enum import StrEnum


class Direction(StrEnum):
    """入井 or 升井."""

    IN = "in"
    OUT = "out"
