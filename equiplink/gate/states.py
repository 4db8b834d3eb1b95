"""The words of the gate. A scan has no states: it is a fact."""

from equiplink.words import Word


class Together(Word):
    """How the things on one trip go: each by itself, or all or none."""

    EACH = "each", "逐件放行"
    ALL = "all", "整车放行"


class Verdict(Word):
    """What one rule says of one scan."""

    PASSED = "passed", "符合"
    WARNED = "warned", "提示"
    FAILED = "failed", "不符合"
    NOT_APPLICABLE = "not_applicable", "不适用"


class Direction(Word):
    """入井 or 升井."""

    IN = "in", "入井"
    OUT = "out", "升井"
