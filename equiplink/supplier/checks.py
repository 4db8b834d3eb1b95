"""Judge a credit code without recording anything, for the command line."""

from datetime import date

from equiplink.law import Finding
from equiplink.supplier.credit_rules import CREDIT
from equiplink.supplier.facts import CreditCode
from equiplink.supplier.uscc import normalise


def check_uscc(value: str, today: date) -> tuple[Finding, ...]:
    """Return what speaks against the credit code *value*, in any width and case."""
    return CREDIT.judge(CreditCode(today, normalise(value)))
