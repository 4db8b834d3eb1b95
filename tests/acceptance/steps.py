"""Ten synthetic products with their marks and papers, and goods at each point of acceptance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

from equiplink.acceptance import actions as acceptance
from equiplink.acceptance import floor, instruments
from equiplink.acceptance.actions import NamePlate, PaperText
from equiplink.acceptance.floor import PointText
from equiplink.catalogue.models import DeviceClass, Product, SafetyMark
from equiplink.catalogue.states import Device, MarkStatus, Paper, Tracking
from equiplink.db import new_id
from tests.contract import steps as contracts
from tests.contract.steps import Delivered
from tests.templates import remembered
from tests.world import World

MAKER = "合成矿用设备厂"
BASIC = (Paper.PRODUCT_CERTIFICATE, Paper.MANUAL)
ASKED = ("CT1", "CT1")
"""What warns of the two certificates of a synthetic switch or lamp: nobody asked their issuers."""
_numbers = count(1)


@dataclass(frozen=True)
class Sample:
    """One synthetic product: what its nameplate says and what its class asks for."""

    title: str
    model: str
    unit: str
    tracking: Tracking
    device: Device = Device.OTHER
    mark: str = ""
    ex_mark: str = ""
    shelf_life: bool = False
    papers: tuple[Paper, ...] = BASIC
    product_id: UUID | None = None

    @property
    def lot(self) -> bool:
        """Whether it comes as a lot."""
        return self.tracking is Tracking.LOT


def _unit(title: str, model: str, unit: str, mark: str, **more: Any) -> Sample:
    return Sample(title, model, unit, Tracking.UNIT, mark=mark, **more)


def _lot(title: str, model: str, unit: str, mark: str = "", **more: Any) -> Sample:
    return Sample(title, model, unit, Tracking.LOT, mark=mark, **more)


SAMPLES = {
    "support": _unit("液压支架", "ZY4800/09/21", "架", "MZZ990101"),
    "switch": _unit(
        "矿用隔爆型真空馈电开关", "KBZ-400/1140", "台", "MZZ990102",
        device=Device.ELECTRICAL, ex_mark="Ex db I Mb",
    ),
    "fan": _unit(
        "煤矿用隔爆型压入式对旋轴流局部通风机", "FBD№6.7/2×30", "台", "MZZ990103",
        device=Device.ELECTRICAL, ex_mark="Ex db I Mb",
    ),
    "sensor": _unit(
        "矿用甲烷传感器", "GJC4(A)", "台", "MZZ990104",
        device=Device.INSTRUMENT, ex_mark="Ex ib I Mb",
    ),
    "lamp": _unit(
        "矿灯", "KL5LM(A)", "盏", "MZZ990105", device=Device.LAMP, ex_mark="Ex ib I Mb"
    ),
    "rescuer": _unit("隔绝式压缩氧气自救器", "ZYX45", "台", "MZZ990106", shelf_life=True),
    "cable": _lot("煤矿用移动橡套软电缆", "MY-0.38/0.66", "米", "MZZ990107"),
    "belt": _lot(
        "煤矿用织物整芯阻燃输送带", "1000S", "米", "MZZ990108",
        papers=(*BASIC, Paper.FACTORY_REPORT, Paper.THIRD_PARTY_TEST),
    ),
    "bolt": _lot("锚杆", "MSGLW-500/20×2400", "根", papers=(*BASIC, Paper.FACTORY_REPORT)),
    "resin": _lot("树脂锚固剂", "MSK2835", "支", shelf_life=True),
}  # fmt: skip


@remembered
def goods(world: World) -> dict[str, Sample]:
    """Enter the ten products with their classes and marks, once, and return them by name."""
    with world.work() as work:
        known = {each.model: each.id for each in work.all(Product, maker=MAKER)}
        if not known:
            for name, sample in SAMPLES.items():
                kind = DeviceClass(
                    id=new_id(), code=f"SYN-{name}", name=sample.title, category="SBLB013",
                    tracking=sample.tracking, unit=sample.unit, device=sample.device,
                    requires_mark=bool(sample.mark), requires_ex=bool(sample.ex_mark),
                    requires_shelf_life=sample.shelf_life, papers=list(sample.papers),
                    source="合成",
                )  # fmt: skip
                product = Product(
                    id=new_id(), class_id=kind.id, name=sample.title, model=sample.model,
                    maker=MAKER, ratings={}, bans=[], source="合成",
                )  # fmt: skip
                work.session.add(kind)
                work.session.flush()
                work.session.add(product)
                known[sample.model] = product.id
                if sample.mark:
                    work.session.add(_mark(sample))
    return {
        name: replace(sample, product_id=known[sample.model]) for name, sample in SAMPLES.items()
    }


def _mark(sample: Sample) -> SafetyMark:
    return SafetyMark(
        id=new_id(), number=sample.mark, product=sample.title, model=sample.model, holder=MAKER,
        status=MarkStatus.VALID, valid_from=date(2024, 1, 1), valid_until=date(2028, 12, 31),
        batch=False, checked_on=date(2026, 11, 1), synthetic=True, source="合成",
    )  # fmt: skip


@remembered
def delivered(
    world: World, lines: Mapping[str, int | Decimal] | None = None, **how: Any
) -> Delivered:
    """Buy some of the ten products (by default two switches) and let them arrive."""
    known = goods(world)
    wanted = lines or {"switch": 2}
    return contracts.delivered(
        world,
        wanted,
        products={name: known[name].product_id for name in wanted},
        offers={name: {"mark_number": known[name].mark} for name in wanted},
        **how,
    )


def plate(sample: Sample, serial: str = "", **other: Any) -> NamePlate:
    """Return the right nameplate; *other* replaces what it says."""
    said: dict[str, Any] = {
        "name": sample.title,
        "model": sample.model,
        "maker": MAKER,
        "mark_number": sample.mark,
        "serial": serial,
        "ex_mark": sample.ex_mark,
    }
    return said | other  # type: ignore[return-value]


def papers(sample: Sample, **other: dict[str, Any] | None) -> dict[str, PaperText]:
    """Return every paper that may be asked for, all right; *other* changes or drops one."""
    names = [*sample.papers]
    names += [Paper.SAFETY_MARK] if sample.mark else []
    names += [Paper.EX_CERTIFICATE] if sample.ex_mark else []
    made: dict[str, Any] = {}
    for name in names:
        made[name.value] = {
            "number": sample.mark if name is Paper.SAFETY_MARK else f"SYN-{name}",
            "issuer": "合成检验机构",
            "valid_until": date(2028, 12, 31)
            if name in {Paper.SAFETY_MARK, Paper.EX_CERTIFICATE}
            else None,
            "model": sample.model,
            "maker": MAKER,
            "passed": True,
            "ex_mark": sample.ex_mark if name is Paper.EX_CERTIFICATE else "",
        }
    for text, change in other.items():
        if change is None:
            made.pop(text)
        else:
            made[text] = made.get(text, {}) | change
    return made


@remembered
def presented(
    world: World, line_id: UUID, sample: Sample, *, by: str = "keeper", **other: Any
) -> UUID:
    """Present one unit, or a lot of *quantity*, all right but for what *other* replaces."""
    number = next(_numbers)
    serial = "" if sample.lot else f"SN{number:06d}"
    words: dict[str, Any] = {
        "quantity": Decimal(1),
        "serial": serial,
        "batch": f"B{number:06d}" if sample.lot else "",
        "plate": plate(sample, other.get("serial", serial)),
        "papers": papers(sample),
        "checks": {"appearance": True, "sample": True, "seal": True},
        "made_on": date(2026, 10, 1),
        "expires_on": date(2027, 9, 30) if sample.shelf_life else None,
    }
    with world.work(by) as work:
        return acceptance.present(work, line_id, **(words | other)).id


def accepted(world: World, line_id: UUID, sample: Sample, **other: Any) -> UUID:
    """Present and accept; *other* is what ``presented`` takes."""
    made = presented(world, line_id, sample, **other)
    with world.work("acceptor") as work:
        acceptance.accept(work, made)
    return made


def class_of(world: World, name: str) -> UUID:
    """Return the class of one of the ten products."""
    known = goods(world)[name].product_id
    assert known is not None
    with world.read() as work:
        return work.get(Product, known).class_id


def templated(world: World, name: str, points: Sequence[PointText]) -> UUID:
    """Draw up a template for the class of one of the ten products."""
    class_id = class_of(world, name)
    with world.work() as work:
        return floor.set_template(work, class_id=class_id, edition="1", points=points).id


def gauge(world: World, number: str = "JL-1", until: date = date(2027, 12, 31)) -> UUID:
    """Enter an instrument that was calibrated in January 2026."""
    with world.work("keeper") as work:
        made = instruments.register(work, number=number, name="合成量具").id
    calibrated(world, made, made_on=date(2026, 1, 5), until=until)
    return made


def calibrated(world: World, instrument_id: UUID, *, made_on: date, until: date) -> None:
    """Enter a good calibration."""
    with world.work("keeper") as work:
        instruments.calibrate(
            work, instrument_id, certificate="JD-1", issuer="合成计量院", made_on=made_on,
            valid_until=until,
        )  # fmt: skip
