"""From what pydantic found wrong with a request to a sentence with the remedy, in both languages.

The library that reads the bodies speaks English only; a kind of mistake that is
not in the table is told in general. What was sent never comes back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

OBJECT = "应为对象，形如 {{…}}"
NUMBER = "应为数字，请改正"
WHOLE = "应为整数，请改正"
DAY = "应为日期，例如 2026-07-01"
MOMENT = "应为时间并注明时区，例如 2026-07-01T08:00:00+08:00"
REMEDY = {
    "missing": "缺少此项，请填写",
    "extra_forbidden": "没有这一项，请删去或核对名称",
    "json_invalid": "不是有效的 JSON，请检查引号、括号和逗号",
    "uuid_parsing": "不是 UUID，请核对编号",
    "uuid_type": "不是 UUID，请核对编号",
    "finite_number": NUMBER,
    "decimal_parsing": NUMBER,
    "decimal_type": NUMBER,
    "decimal_max_digits": "数字过长，至多 {max_digits} 位，请改正",
    "int_type": WHOLE,
    "int_parsing": WHOLE,
    "int_from_float": WHOLE,
    "greater_than_equal": "不得小于 {ge}，请改正",
    "less_than_equal": "不得大于 {le}，请改正",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "string_type": "应为文本",
    "string_too_long": "过长，至多 {max_length} 字，请缩短",
    "string_too_short": "不能为空，请填写",
    "list_type": "应为数组，形如 […]",
    "too_long": "过多，至多 {max_length} 项，请分次提交",
    "dict_type": OBJECT,
    "model_type": OBJECT,
    "model_attributes_type": OBJECT,
    "date_type": DAY,
    "date_parsing": DAY,
    "date_from_datetime_parsing": DAY,
    "date_from_datetime_inexact": DAY,
    "datetime_type": MOMENT,
    "datetime_parsing": MOMENT,
    "datetime_from_date_parsing": MOMENT,
    "timezone_aware": MOMENT,
    "enum": "应为下列之一：{expected}",
    "literal_error": "应为下列之一：{expected}",
}
"""Kind of mistake -> what to do about it, with the numbers of the mistake."""


def place(error: Mapping[str, Any]) -> str:
    """Return where the mistake is; of a body that is no JSON, the body."""
    where = error["loc"][:1] if error["type"] == "json_invalid" else error["loc"]
    return ".".join(map(str, where))


def sentence(error: Mapping[str, Any], lang: str) -> str:
    """Return what is wrong there. What our own checks say is written as ``en / zh``."""
    numbers = error.get("ctx", {})
    en, both, zh = str(numbers.get("error", "")).rpartition(" / ")
    if both:
        return en if lang == "en" else zh
    if lang == "en":
        return str(error["msg"])
    return REMEDY.get(error["type"], "不符合格式，请核对接口说明").format(**numbers)
