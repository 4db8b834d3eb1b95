"""A whole buying procedure as a file states it, from the estimate to the contract.

Every field may be left out. What cannot be read is never guessed: an unknown
field, money that is no text, a day that is no day are ``Unreadable`` and name
the field and the remedy.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from equiplink.days import Calendar
from equiplink.errors import Unreadable
from equiplink.tender.states import Ground, Kind, Method

METHODS = {method.value.removesuffix("_tender"): method for method in Method} | {
    method.value: method for method in Method
}
"""The words for a method; ``open`` is as good as ``open_tender``."""


def _money(value: object) -> Decimal:
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,13}(\.[0-9]{1,2})?", value):
        return Decimal(value)
    raise PydanticCustomError("money", "money")


def _method(value: object) -> Method:
    if isinstance(value, str) and value in METHODS:
        return METHODS[value]
    raise PydanticCustomError("method", "method")


Money = Annotated[Decimal, BeforeValidator(_money)]
"""CNY as text, such as ``"3000000.00"``: a JSON number is a float to most readers."""
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]
Count = Annotated[int, Field(ge=0, le=10_000)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Span(_Part):
    """First and last day."""

    first: Day | None = Field(default=None, validation_alias="from")
    last: Day | None = Field(default=None, validation_alias="to")


class Committee(_Part):
    """How many sit on the evaluation committee, and how many of them are experts."""

    members: Count
    experts: Count


class Purchase(_Part):
    """Another purchase of the same project that could be combined with this one."""

    day: Day = Field(validation_alias="date")
    amount: Money


class Procedure(_Part):
    """A procedure: what is bought, its timetable, its contract. Amounts in CNY."""

    works_related: bool | None = None
    state_funds: bool | None = None
    infrastructure_project: bool | None = None
    """Of the list that is compulsory whoever pays."""
    kind: Kind = Kind.GOODS
    estimate: Money | None = None
    method: Annotated[Method, BeforeValidator(_method)] | None = None
    ground: Ground | None = None
    reason: str | None = None
    invited: Count | None = None
    documents_issued: Day | None = None
    sale: Span = Span()
    deadline: Day | None = None
    clarifications: tuple[Day, ...] = ()
    bidders: Count | None = None
    committee: Committee | None = None
    bid_bond: Money | None = None
    report_received: Day | None = None
    publicity: Span = Span()
    award_notice: Day | None = None
    contract_signed: Day | None = None
    contract_amount: Money | None = None
    performance_bond: Money | None = None
    same_project: tuple[Purchase, ...] = ()
    holidays: frozenset[Day] = frozenset()
    """法定休假日, weekends too, as the State Council announced them: none is made up here."""

    @property
    def calendar(self) -> Calendar:
        """The days that move the end of a period."""
        return Calendar(self.holidays)

    @property
    def issued(self) -> date | None:
        """The day on which the documents were first given out."""
        return self.documents_issued or self.sale.first


def read(text: str | bytes) -> Procedure:
    """Return the procedure that JSON *text* states; raise ``Unreadable`` with field and remedy."""
    text = text.removeprefix(BOM_UTF8) if isinstance(text, bytes) else text
    try:
        found = Procedure.model_validate_json(text)
    except ValidationError as error:
        raise unreadable(error.errors(include_url=False)[0]) from None
    signed, noticed, committee = found.contract_signed, found.award_notice, found.committee
    if signed and noticed and signed < noticed:
        raise Unreadable(
            f"contract_signed {signed} is earlier than award_notice {noticed}; correct the days",
            zh=f"合同签订日 {signed} 早于中标通知书发出日 {noticed}，请核对日期",
            field="contract_signed",
        )
    if committee and committee.experts > committee.members:
        raise Unreadable(
            f"{committee.experts} experts among {committee.members} members; correct the numbers",
            zh=f"专家 {committee.experts} 人多于委员 {committee.members} 人，请核对人数",
            field="committee.experts",
        )
    return found


_REMEDIES = {
    "json": ("不是 JSON；请检查引号、逗号和编码（UTF-8）",
             "it is no JSON; look at quotes, commas and encoding (UTF-8)"),
    "extra": ("没有这个字段；请核对拼写", "there is no such field; look at its spelling"),
    "money": ('金额须写成文本，单位元，最多两位小数，例如 "3000000.00"',
              'write money as text in CNY with at most two decimals, such as "3000000.00"'),
    "method": (f"没有这种采购方式；可用：{'、'.join(METHODS)}",
               f"there is no such method; possible: {', '.join(METHODS)}"),
    "date": ('日期须写成 "2024-11-01" 的形式，且确有其日',
             'write a day that exists, such as "2024-11-01"'),
    "greater": ("数值超出范围；请核对", "the value is out of range; correct it"),
    "less": ("数值超出范围；请核对", "the value is out of range; correct it"),
    "bool": ("请写 true 或 false", "write true or false"),
    "int": ("请写整数", "write a whole number"),
    "enum": ("没有这个词；可用：{expected}", "no such word; possible: {expected}"),
    "missing": ("缺少此项；请填写", "it is missing; fill it in"),
}  # fmt: skip
"""What to do about an error, by the first word of pydantic's name for it."""
_OTHER = ("结构不对；请对照说明", "it has the wrong shape; see the manual")


def unreadable(error: Mapping[str, Any]) -> Unreadable:
    """Return what to say of an error of pydantic: its field, and the remedy in both languages."""
    field = ".".join(map(str, error["loc"])) or "file"
    zh, en = _REMEDIES.get(error["type"].split("_")[0], _OTHER)
    expected = error.get("ctx", {}).get("expected", "")
    if "{expected}" in zh:
        zh, en = zh.format(expected=expected), en.format(expected=expected)
    return Unreadable(f"{field}: {en}", zh=f"{field}：{zh}", field=field)
