"""What can go wrong when the question itself cannot be answered.

    EquiplinkError
    ├── Unreadable        the input is malformed: it names the field and the remedy
    ├── NotFound          no such record in this mine
    ├── Forbidden         this person may not do this
    ├── Conflict
    │   ├── IllegalStep   the state table has no such step; it names those it has
    │   ├── Refused       rules forbid the act; it carries every finding
    │   ├── Duplicate     the thing exists already
    │   └── Stale         somebody else changed the record first
    └── Tampered          the ledger does not verify

The docstring is the English default message and ``zh`` the Chinese one; both
name the remedy. A refusal at the gate is a record, never one of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import ClassVar

from equiplink.law import Finding
from equiplink.words import chinese, joined


class EquiplinkError(Exception):
    """Something is wrong; see the message."""

    code: ClassVar[str] = "error"
    zh: ClassVar[str] = "操作未完成，请查看提示。"

    def __init__(
        self, en: str | None = None, *, zh: str | None = None, field: str | None = None
    ) -> None:
        self.en = en or (type(self).__doc__ or "").strip()
        self.text_zh = zh or type(self).zh
        self.field = field
        super().__init__(f"{self.text_zh} / {self.en}")

    def message(self, lang: str = "zh") -> str:
        """Return the sentence in ``zh`` or ``en``."""
        return self.en if lang == "en" else self.text_zh


class Unreadable(EquiplinkError):
    """The input cannot be understood; correct the named field and send it again."""

    code = "unreadable"
    zh = "输入无法识别，请改正所指字段后重新提交。"


class NotFound(EquiplinkError):
    """There is no such record in this mine; check the number."""

    code = "not-found"
    zh = "本矿没有这条记录，请核对编号。"


class Forbidden(EquiplinkError):
    """The person may not do this; ask somebody who holds the role."""

    code = "forbidden"
    zh = "您没有此项权限，请由具备相应岗位的人员办理。"


class Conflict(EquiplinkError):
    """The record does not allow this now; read it again."""

    code = "conflict"
    zh = "当前记录不允许此操作，请刷新后再看。"


class IllegalStep(Conflict):
    """The state does not allow this step."""

    code = "illegal-step"
    zh = "当前状态不允许此步骤。"

    def __init__(self, machine: str, state: str, action: str, allowed: Iterable[str]) -> None:
        self.allowed = tuple(allowed)
        steps = joined(self.allowed)
        super().__init__(
            f"'{action}' is not possible while {machine} is '{state}'; "
            f"possible: {steps or 'nothing'}",
            zh=f"{chinese(machine)}处于“{chinese(state)}”状态，不能“{chinese(action)}”；"
            f"可执行：{chinese(steps) or '无'}",
            field="action",
        )


class Refused(Conflict):
    """Rules forbid this act; every broken rule is listed with its source."""

    code = "refused"
    zh = "规则不允许此操作，全部原因及依据见清单。"

    def __init__(self, findings: Iterable[Finding], *, zh: str, en: str) -> None:
        self.findings = tuple(findings)
        super().__init__(en, zh=zh)


class Duplicate(Conflict):
    """The same thing exists already; use the existing record."""

    code = "duplicate"
    zh = "已存在相同记录，请使用原有记录。"


class Stale(Conflict):
    """Somebody changed this record first; read it again and repeat."""

    code = "stale"
    zh = "记录已被他人修改，请刷新后重试。"


class Tampered(EquiplinkError):
    """The ledger does not verify; keep the database as it is and call the auditor."""

    code = "tampered"
    zh = "台账校验不通过，请保留现状并通知审计人员。"


def said(text: str, zh: str, *, field: str) -> str:
    """Return *text* without blanks around it; raise ``Unreadable`` when nothing is left.

    *zh* is what a person calls the field.
    """
    if not text.strip():
        raise Unreadable(f"{field} is empty; fill it in", zh=f"{zh}不能为空，请填写", field=field)
    return text.strip()


_UNIQUE = {"23505", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"}
_FOREIGN = {"23503", "SQLITE_CONSTRAINT_FOREIGNKEY"}


def meaning(error: Exception) -> Exception:
    """Return what a refusal of the database or of arithmetic means; a bug stays what it is."""
    if isinstance(error, OverflowError):
        return Unreadable(
            "a number or a date is beyond what can be computed; correct it",
            zh="数字或日期超出可计算的范围，请改正",
        )
    raw = getattr(error, "orig", error)
    code = getattr(raw, "sqlstate", None) or getattr(raw, "sqlite_errorname", None)
    if code in _UNIQUE:
        return Duplicate(field=_last_column(raw))
    return NotFound(field=_last_column(raw)) if code in _FOREIGN else error


def _last_column(raw: object) -> str | None:
    """Return the last column of the key that was refused; SQLite names none for a reference."""
    detail = getattr(getattr(raw, "diag", None), "message_detail", None)
    columns = re.search(r"\(([^)]*)\)=", detail) if detail else re.search(r": (.*)", str(raw))
    return re.split(r"[., ]+", columns[1])[-1] if columns else None
