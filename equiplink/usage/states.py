"""使用: the words of where a thing is and how long it ran."""

from equiplink.words import Word


class Gauge(Word):
    """What a meter counts."""

    HOURS = "hours", "运行时间（小时）"
    TONNES = "tonnes", "过煤量（吨）"
