"""Random histories: no quantity is made or lost, and a thing never carries two live tags."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from equiplink.audit.replay import replay
from equiplink.errors import EquiplinkError
from equiplink.gate.models import Scan
from equiplink.register import actions as register
from equiplink.register.models import Item, Tag
from equiplink.upkeep import scrapping
from equiplink.usage import actions as usage
from equiplink.usage.models import Placement
from tests.acceptance import steps as acceptances
from tests.gate.offline import shaft
from tests.gate.steps import inspected, opened, scanned
from tests.world import World

WHOLE = 100
PARTS = ("stock", "issued", "underground", "consumed", "scrapped")
QUANTITIES = st.integers(1, 40)
WAYS = st.sampled_from(["in", "out"])
FEW = settings(
    max_examples=20,
    stateful_step_count=24,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
T = TypeVar("T")
_numbers = count(1)
sqlite = pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)


def entered(world: World, product: str, quantity: int) -> UUID:
    """Enter what is here already: the quickest way onto the register."""
    sample = acceptances.goods(world)[product]
    assert sample.product_id is not None
    with world.work("keeper") as work:
        (form,) = register.enrol(
            work,
            things=[{
                "product_id": sample.product_id, "mark_number": sample.mark,
                "number": f"P-{next(_numbers)}", "quantity": Decimal(quantity),
                "serial": "" if product == "cable" else f"S-{next(_numbers)}",
                "place_id": world.places["地面库房"],
            }],
        )  # fmt: skip
        return form.item_id


class History(RuleBasedStateMachine):
    """What both histories share."""

    world: World
    """The mine of the test, which all its examples share; each begins with things of its own."""

    def attempt(self, by: str, verb: Callable[..., T], *subject: Any, **asked: Any) -> T | None:
        """Act, or be refused and change nothing."""
        with suppress(EquiplinkError), self.world.work(by) as work:
            return verb(work, *subject, **asked)
        return None

    def scrap(self, item: UUID, quantity: int) -> None:
        """Ask, approve, destroy."""
        asked = self.attempt("mechanic", scrapping.request, item, quantity=Decimal(quantity),
                             ground="damaged", appraisal="锈蚀")  # fmt: skip
        if asked is not None:
            self.attempt("ex_inspector", scrapping.condemn, asked.id, reason="磨损")
            self.attempt("approver", scrapping.approve, asked.id)
            self.attempt("keeper", scrapping.destroy, asked.id, proof="照片")

    def teardown(self) -> None:
        """The ledger tells of the same states."""
        with self.world.read() as work:
            assert replay(work) == []


class Lots(History):
    """A drum of cable and everything that becomes of it."""

    lots: Bundle[UUID] = Bundle("lots")
    vouchers: Bundle[UUID] = Bundle("vouchers")
    scans: Bundle[UUID] = Bundle("scans")
    placements: Bundle[UUID] = Bundle("placements")
    folder: Path
    """Where the devices of all examples keep what they hold."""

    @initialize(target=lots)
    def arrive(self) -> UUID:
        """Begin with a drum of which some went down, and a device that has no network."""
        self.device = shaft(self.world, self.folder, f"手持机-{next(_numbers)}")
        self.first = entered(self.world, "cable", WHOLE)
        self.tags: dict[UUID, str] = {}
        scanned(self.world, self.tags[self.ready(self.first)], quantity=WHOLE // 2)
        return self.first

    def ready(self, item: UUID) -> UUID:
        """Tag it and inspect it, so that the gate lets it in."""
        with self.world.work("keeper") as work:
            self.tags[item] = register.issue_tag(work, item).code
        inspected(self.world, item)
        return item

    @rule(target=lots, lot=lots, quantity=QUANTITIES)
    def split(self, lot: UUID, quantity: int) -> Any:
        """Part some of it off."""
        part = self.attempt("keeper", register.split, lot, quantity=Decimal(quantity),
                            number=f"P-{next(_numbers)}")  # fmt: skip
        return multiple() if part is None else self.ready(part.id)

    @rule(target=lots, lot=lots, length=QUANTITIES)
    def cut(self, lot: UUID, length: int) -> Any:
        """Cut a piece off."""
        piece = self.attempt("keeper", register.cut, lot, length=Decimal(length),
                             number=f"P-{next(_numbers)}")  # fmt: skip
        return multiple() if piece is None else self.ready(piece.id)

    @rule(target=vouchers, lot=lots, quantity=QUANTITIES)
    def issue(self, lot: UUID, quantity: int) -> Any:
        """Hand some of it out."""
        made = self.attempt(
            "keeper", register.issue, lot, quantity=Decimal(quantity), purpose="支护",
            team_id=self.world.team_id, receiver_id=self.world.people["mechanic"].id,
        )  # fmt: skip
        return multiple() if made is None else made.id

    @rule(voucher=vouchers, quantity=QUANTITIES)
    def give_back(self, voucher: UUID, quantity: int) -> None:
        """Take some of it back."""
        self.attempt("keeper", register.give_back, voucher, quantity=Decimal(quantity))

    @rule(target=scans, lot=lots, quantity=QUANTITIES, direction=WAYS)
    def scan(self, lot: UUID, quantity: int, direction: str) -> UUID:
        """Take some of it through the gate; what the gate refuses stays where it is."""
        answer: Scan = scanned(self.world, self.tags[lot], quantity=quantity, direction=direction)
        assert answer.item_id == lot
        return answer.id

    @rule(scan=scans)
    def take_back(self, scan: UUID) -> None:
        """Say that a scan was wrong, be it refused, taken back before or used up since."""
        self.attempt("keeper", usage.correct_scan, scan, reason="扫错")

    @rule()
    def fetch(self) -> None:
        """Give the device the newest manifest."""
        self.device.fetch()

    @rule(lot=lots, quantity=QUANTITIES, direction=WAYS)
    def scan_offline(self, lot: UUID, quantity: int, direction: str) -> None:
        """Take some of it past the device; the register hears of it later, or never."""
        self.device.scan(self.tags[lot], direction, str(quantity))

    @rule()
    def upload(self) -> None:
        """Send what the device did; what the register cannot follow stands as a conflict."""
        self.device.send()

    @rule(lot=lots, quantity=QUANTITIES)
    def consume(self, lot: UUID, quantity: int) -> None:
        """Use some of it up."""
        self.attempt("mechanic", register.consume, lot, quantity=Decimal(quantity), note="")

    @rule(target=placements, lot=lots, quantity=QUANTITIES)
    def place(self, lot: UUID, quantity: int) -> Any:
        """Lay some of it somewhere, in somebody's charge."""
        made = self.attempt(
            "mechanic", usage.place, lot, quantity=Decimal(quantity), team_id=self.world.team_id,
            place_id=self.world.places["一采区进风巷"], keeper_id=self.world.people["mechanic"].id,
        )  # fmt: skip
        return multiple() if made is None else made.id

    @rule(target=placements, placement=placements)
    def move(self, placement: UUID) -> Any:
        """Lay it somewhere else, be it there still or not."""
        made = self.attempt("mechanic", usage.move, placement,
                            place_id=self.world.places["3101回风巷"])  # fmt: skip
        return multiple() if made is None else made.id

    @rule(placement=placements, quantity=QUANTITIES)
    def take_up(self, placement: UUID, quantity: int) -> None:
        """Take some of it from its place."""
        self.attempt("mechanic", usage.give_back, placement, quantity=Decimal(quantity))

    @rule(placement=placements, quantity=QUANTITIES)
    def use_up(self, placement: UUID, quantity: int) -> None:
        """Use some of it up where it lies."""
        self.attempt("mechanic", usage.use_up, placement, quantity=Decimal(quantity), note="")

    @rule(lot=lots, length=st.integers(0, 40))
    def measure(self, lot: UUID, length: int) -> None:
        """Close it with what is left."""
        self.attempt("keeper", register.return_offcut, lot, length=Decimal(length))

    @rule(lot=lots, quantity=QUANTITIES)
    def destroy(self, lot: UUID, quantity: int) -> None:
        """Scrap some of it."""
        self.scrap(lot, quantity)

    @invariant()
    def nothing_is_made_or_lost(self) -> None:
        """What came is here, handed out, below, used up or scrapped, and nothing is negative."""
        with self.world.read() as work:
            family = [
                each for each in work.all(Item)
                if each.id == self.first or str(self.first) in each.lineage
            ]  # fmt: skip
            standing = [each for item in family for each in work.all(Placement, item_id=item.id)]
            below = [each.quantity for each in usage.balance(work) if each.item_id in self.tags]
        amounts = [getattr(each, name) for each in family for name in PARTS]
        assert sum(amounts) == WHOLE
        assert min(amounts) >= 0
        assert sum(below) == sum(each.underground for each in family)
        assert all(each.quantity >= (each.ended_at is None) for each in standing)


class Labels(History):
    """One unit and every label that it is ever given."""

    @initialize()
    def arrive(self) -> None:
        """Begin without a tag, with plates in the drawer."""
        self.item = entered(self.world, "switch", 1)
        with self.world.work("keeper") as work:
            made = register.print_blanks(work, batch=f"B-{next(_numbers)}", count=2)
        self.blanks = [each.id for each in made]

    @rule()
    def issue(self) -> None:
        """Give out the first."""
        self.attempt("keeper", register.issue_tag, self.item)

    @rule()
    def reprint(self) -> None:
        """Replace it."""
        self.attempt("keeper", register.reprint, self.item, reason="磨损")

    @rule(which=st.integers(0, 1))
    def claim(self, which: int) -> None:
        """Put a plate on, be it claimed before or not."""
        self.attempt("keeper", register.claim, self.blanks[which], item_id=self.item,
                     witness_id=self.world.people["mechanic"].id, reason="换牌")  # fmt: skip

    @rule(verb=st.sampled_from([register.report_lost, register.report_damaged]))
    def report(self, verb: Callable[..., Tag]) -> None:
        """Lose or spoil it."""
        self.attempt("mechanic", verb, self.item, note="现场")

    @rule()
    def destroy(self) -> None:
        """Scrap the thing."""
        self.scrap(self.item, 1)

    @invariant()
    def one_label_lives(self) -> None:
        """At most one, the newest; a scrapped thing has none; each generation has its own code."""
        with self.world.read() as work:
            tags, state = work.all(Tag, item_id=self.item), work.get(Item, self.item).state
        live = [each for each in tags if each.voided_at is None]
        assert len(live) <= (state != "scrapped")
        assert [each.generation for each in tags] == list(range(1, len(tags) + 1))
        assert all(each is tags[-1] for each in live)
        assert len({each.code for each in tags}) == len(tags)


@sqlite
def test_quantity_is_conserved(world: World, tmp_path: Path) -> None:
    """Split, cut, handed out, let in and out, taken back, offline, placed, used up, scrapped."""
    opened(world)
    Lots.world, Lots.folder = world, tmp_path
    run_state_machine_as_test(Lots, settings=FEW)


@sqlite
def test_at_most_one_tag_lives(world: World) -> None:
    """Issued, reprinted, claimed, lost, damaged, scrapped."""
    Labels.world = world
    run_state_machine_as_test(Labels, settings=FEW)
