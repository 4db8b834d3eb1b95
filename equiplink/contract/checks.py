"""Judge a procedure as a whole, before anybody acts, and say which days follow from it.

It stands here because the contract is the last stage that such a file speaks
of: it may see the tender's rules and its own, and the tender may not see these.
It is the same rules as those of the verbs; nothing is recorded. Only what the
file states is judged. As long as the file does not tell whether the statute
compels the tender, it is judged as if it did.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeAlias

from equiplink.contract import procedure_rules
from equiplink.contract.calendar import days_that_follow
from equiplink.contract.procedure import Procedure, read
from equiplink.contract.rules import (
    BOND_PERCENT,
    SIGN_WARNING,
    SIGN_WITHIN,
    Signing,
    Wording,
    bond_is_within_a_tenth,
    signed_in_time,
)
from equiplink.law import Finding
from equiplink.plan.approval_rules import SPLIT_DAYS
from equiplink.rules import Rule, RuleSet
from equiplink.settings import Setting
from equiplink.tender import (
    award_rules,
    clock_rules,
    committee_rules,
    method_rules,
    methods,
    opening_rules,
    rules,
)
from equiplink.tender.states import TENDERS, Evaluation, Kind, Method

SOFT = {f"rule.{code}": "warn" for code in ("T22H", "T35H", "T35DH", "T35AH")}
"""Periods warn where the law does not compel the tender, unless the mine decided otherwise."""

ASKED = {
    Method.INVITED_TENDER: clock_rules.three_are_invited,
    Method.DIRECT: clock_rules.one_is_asked,
}
"""How many are invited; three are asked where nothing else is said."""

ALONE = frozenset({Method.DIRECT, Method.REVERSE_AUCTION})
"""Bought without a group: nothing is weighed."""

Limits: TypeAlias = Mapping[Kind, Mapping[Method, Decimal]]
"""Up to which amount the mine lets a kind of thing be bought by a method, in CNY."""

Judged = tuple[Any, tuple[Rule[Any], ...]]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is wrong with a procedure, and what follows from it."""

    findings: tuple[Finding, ...]
    computed: dict[str, object]


def check_tender(
    text: str | bytes,
    today: date,
    *,
    policy: Mapping[str, object] | None = None,
    limits: Limits | None = None,
) -> Judgement:
    """Judge the procedure that JSON *text* states; *policy* and *limits* are the mine's own.

    Days are counted as 民法典 第二百零一条 says, the first not counted. A period
    whose last day is one of the file's ``holidays`` ends on the first day after
    them (第二百零三条); only the sale is counted in calendar days.
    Raise ``Unreadable`` for what cannot be read.
    """
    case = _Case(read(text), today, policy or {}, limits or {})
    parts = (case.drafting(), case.notice(), case.opening(), case.award(), case.contract())
    found = [
        finding
        for part in parts
        for facts, asked in part
        for finding in RuleSet("procedure", asked, zh="").judge(facts, SOFT | dict(case.policy))
    ]
    return Judgement(tuple(sorted(found, key=lambda each: not each.denies)), case.computed())


@dataclass(frozen=True)
class _Case:
    """The file as facts for the rules; each part yields facts with the rules that read them."""

    stated: Procedure
    today: date
    policy: Mapping[str, object]
    limits: Limits

    @cached_property
    def method(self) -> Method:
        """How it is bought; by the strictest way when nothing is said."""
        return self.stated.method or Method.OPEN_TENDER

    @cached_property
    def mandatory(self) -> bool | None:
        """Whether the statute compels a tender; None when the file does not tell."""
        stated = self.stated
        private = stated.state_funds is False and not stated.infrastructure_project
        if stated.works_related is False or private:
            return False
        pays = stated.state_funds or stated.infrastructure_project or None
        known = (stated.works_related, pays, stated.estimate)
        return None if None in known else self.draft.statutory

    @cached_property
    def statutory(self) -> bool:
        return self.mandatory is not False

    @cached_property
    def draft(self) -> rules.Drafting:
        stated = self.stated
        table = self.limits.get(stated.kind, {})
        return rules.Drafting(
            today=stated.issued or self.today,
            method=self.method,
            works_related=bool(stated.works_related),
            state_funds=bool(stated.state_funds),
            estimate=stated.estimate or Decimal(0),
            others=self.others(),
            reason=stated.reason or "",
            ground=stated.ground,
            evaluation=Evaluation.LOWEST_EVALUATED_PRICE,
            criteria=(),
            bid_bond=stated.bid_bond or Decimal(0),
            portions=(),
            policy_amount=self.number(rules.POLICY_AMOUNT),
            kind=stated.kind,
            infrastructure_project=bool(stated.infrastructure_project),
            most=table.get(self.method),
            instead=methods.instead(table, stated.estimate or Decimal(0)),
        )

    def number(self, setting: Setting) -> int:
        """Return what the mine set."""
        return setting.of(self.policy)

    def others(self) -> Decimal:
        """Return what the project bought within the window in parts below the threshold."""
        issued, window = self.stated.issued, timedelta(days=self.number(SPLIT_DAYS))
        parts = (
            each.amount
            for each in self.stated.same_project
            if each.amount < rules.THRESHOLDS[self.stated.kind]
            and (issued is None or abs(each.day - issued) <= window)
        )
        return sum(parts, Decimal(0))

    def days(self, start: date, days: int) -> int:
        """Return the length of a period, holidays at its end counted in."""
        return self.stated.calendar.length(start, days)

    def drafting(self) -> Iterator[Judged]:
        stated = self.stated
        asked: list[Rule[rules.Drafting]] = []
        if stated.method and stated.estimate is not None and self.mandatory is not None:
            asked += [
                rules.compulsory_purchase_is_tendered,
                procedure_rules.compulsory_works_are_tendered,
                procedure_rules.compulsory_services_are_tendered,
                rules.purchase_is_not_split,
                rules.like_purchases_are_combined,
                rules.compulsory_tender_is_open,
                method_rules.large_purchase_is_tendered,
                method_rules.infrastructure_is_tendered,
            ]
        if stated.method and stated.estimate is not None:
            asked.append(method_rules.method_is_within_its_limit)
        if stated.method and stated.reason is not None:
            asked.append(method_rules.other_method_has_a_reason)
        if stated.method and stated.ground:
            asked.append(method_rules.ground_fits_the_method)
        if stated.bid_bond is not None:
            asked.append(rules.bond_is_under_the_cap)
            asked += [rules.bond_is_small] if stated.estimate is not None else []
        if asked:
            yield self.draft, tuple(asked)

    def notice(self) -> Iterator[Judged]:
        stated = self.stated
        if stated.invited is not None and stated.method not in {None, Method.OPEN_TENDER}:
            yield (
                self.publication(self.today),
                (ASKED.get(self.method, clock_rules.three_are_asked),),
            )
        if self.method not in TENDERS:
            return
        if stated.sale.first and stated.sale.last:
            enough = clock_rules.documents_are_on_sale_long_enough
            sale = enough if self.statutory else procedure_rules.voluntary_sale_is_long_enough
            yield (
                self.publication(stated.sale.first),
                (sale, clock_rules.sale_is_long_enough_in_either_count),
            )
        if stated.deadline is None:
            return
        if stated.issued:
            yield self.publication(stated.issued, sold=False), clock_rules.bidders_have_time
        enough_left = clock_rules.bidders_have_time_for_the_change
        change = enough_left if self.statutory else procedure_rules.voluntary_change_leaves_time
        for day in stated.clarifications:
            facts = clock_rules.Clarification(
                day, self.method, stated.deadline, earlier=False,
                days=self.number(clock_rules.CLARIFICATION_DAYS), calendar=stated.calendar,
            )  # fmt: skip
            yield facts, (change,)

    def publication(self, day: date, *, sold: bool = True) -> clock_rules.Publication:
        """Return the notice of *day*; not *sold*, the bidders' time begins on that day itself."""
        stated = self.stated
        return clock_rules.Publication(
            today=day,
            method=self.method,
            statutory=self.statutory,
            deadline=stated.deadline or day,
            sale_from=stated.sale.first if sold else None,
            sale_until=stated.sale.last,
            invited=stated.invited or 0,
            media=(),
            sale_days=self.number(clock_rules.SALE_DAYS),
            bidding_days=self.number(clock_rules.BIDDING_DAYS),
            calendar=stated.calendar,
        )

    def opening(self) -> Iterator[Judged]:
        stated, day = self.stated, self.stated.deadline or self.today
        tendered = self.method in TENDERS
        if stated.bidders is not None:
            facts = opening_rules.Opening(
                day, self.method, str(day), passed=True, bids=stated.bidders
            )
            enough = opening_rules.three_have_bid if tendered else opening_rules.enough_have_offered
            yield facts, (enough,)
        if stated.committee is not None and self.method not in ALONE:
            seats = committee_rules.Assessment(
                today=day,
                method=self.method,
                statutory=self.statutory,
                members=stated.committee.members,
                experts=stated.committee.experts,
                live=1,
            )
            group = (committee_rules.group_is_odd_and_expert,)
            yield seats, committee_rules.committee_is_odd_and_expert if tendered else group

    def award(self) -> Iterator[Judged]:
        stated, shown = self.stated, self.stated.publicity
        if shown.first:
            report = stated.report_received
            facts = award_rules.Publicity(
                today=shown.first,
                statutory=self.statutory,
                report_on=report,
                starts_on=shown.first,
                ends_on=shown.last or shown.first,
                days=self.number(award_rules.PUBLICITY_DAYS),
                calendar=stated.calendar,
            )
            if report:
                yield facts, award_rules.publicity_starts_in_time
            if shown.last:
                yield facts, award_rules.publicity_lasts_long_enough
        if shown.last and stated.award_notice:
            decision = award_rules.Decision(
                today=stated.award_notice,
                method=self.method,
                statutory=self.statutory,
                publicity_until=shown.last,
                rank=1,
                tied=False,
                reason="",
                unanswered=0,
                price=None,
                sealed_price=None,
            )
            yield decision, award_rules.publicity_is_over

    def contract(self) -> Iterator[Judged]:
        stated = self.stated
        noticed, signed = stated.award_notice, stated.contract_signed
        if noticed and signed:
            term = self.days(noticed, self.number(SIGN_WITHIN))
            in_time = signed_in_time
            if not self.statutory:
                in_time = procedure_rules.voluntary_contract_is_signed_in_time
            yield Signing(signed, noticed, term, self.number(SIGN_WARNING), ""), (in_time,)
        if stated.contract_amount is not None and stated.performance_bond is not None:
            day = signed or self.today
            facts = Wording(
                today=day,
                pairs=(),
                price=None,
                amount=stated.contract_amount,
                bond=stated.performance_bond,
                bond_percent=self.number(BOND_PERCENT),
                deliver_by=day,
                need_by=None,
            )
            yield facts, (bond_is_within_a_tenth,)

    def computed(self) -> dict[str, object]:
        """Return what follows from the file, days as text; null where it says too little."""
        stated = self.stated
        law = rules.compulsory_purchase_is_tendered.source
        days = days_that_follow(stated, self.policy, mandatory=self.mandatory)
        basis = {True: law, False: rules.VOLUNTARY, None: None}[self.mandatory]
        total = None if stated.estimate is None else f"{stated.estimate + self.others():.2f}"
        return {
            "mandatory": self.mandatory,
            "basis": basis and basis.basis.value,
            "source": basis and str(basis),
            "total": total,
        } | {name: day and day.isoformat() for name, day in days.items()}
