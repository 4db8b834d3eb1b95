"""The words of the gate. A scan has no states: it is a fact."""

from equiplink.words import Word


class Direction(Word):
    """入井 or 升井."""

    IN = "in", "入井"
    OUT = "out", "升井"
