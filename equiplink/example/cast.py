"""Who and where: the synthetic mine of the example, its people, places, suppliers and marks."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from equiplink.acceptance import floor, instruments
from equiplink.acceptance.check_models import Instrument
from equiplink.acceptance.check_states import Family
from equiplink.acceptance.template_table import EACH, SPACING, TEMPLATES
from equiplink.agenda import actions as agenda
from equiplink.catalogue import actions as catalogue
from equiplink.catalogue.models import DeviceClass, Product, SafetyMark
from equiplink.chain import Chain
from equiplink.files import actions as files
from equiplink.gate import actions as gate
from equiplink.mine import actions as mine
from equiplink.supplier import actions as supplier
from equiplink.supplier import proofs
from equiplink.supplier.states import ListName
from equiplink.supplier.uscc import check_character, organisation_character
from equiplink.work import Actor, Work

BEGIN = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""09:00 in China on Monday 2026-03-02."""
GATE = "副井"
PLACES = (
    ("地面库房", "surface"),
    ("副井井口", "shaft"),
    ("井底车场", "pit_bottom"),
    ("一采区进风巷", "district_intake"),
    ("3101回风巷", "return"),
    ("3101综采工作面", "face"),
)
PEOPLE = (
    ("管理员王一", "administrator", ""),
    ("计划员李二", "planner", ""),
    ("机电副矿长赵三", "approver", ""),
    ("采购员钱四", "buyer", ""),
    ("评委孙五", "evaluator", "evaluation"),
    ("评委周六", "evaluator", "evaluation"),
    ("评委吴七", "evaluator", "evaluation"),
    ("评委郑八", "evaluator", "evaluation"),
    ("评委冯九", "evaluator", "evaluation"),
    ("验收员陈十", "acceptor", "acceptance"),
    ("防爆检查员褚一", "ex_inspector", "ex_inspection"),
    ("库管员卫二", "keeper", ""),
    ("机电工蒋三", "mechanic", "electrician"),
    ("机电班长沈四", "mechanic", "electrician"),
    ("安监员韩五", "safety_officer", "safety_management"),
    ("县局监管专员杨六", "inspector", ""),
)
MODELS = {
    "support": "ZY26000/40/88D",
    "switch": "KBZ-400/1140",
    "fan": "FBD№6.7/2×30",
    "cable": "MY-0.38/0.66",
    "belt": "示例带-1000",
    "rescuer": "ZYX45",
    "lamp": "型号未公布",
    "bolt": "Φ20×2400",
    "resin": "示例锚固剂-2350",
}
MARKS = {
    "support": "MZZ990101",
    "switch": "MZZ990102",
    "fan": "MZZ990103",
    "cable": "MZZ990104",
    "belt": "MZZ990105",
    "rescuer": "MZZ990106",
    "lamp": "MAH160130",
}
"""Made-up numbers, but for the lamp's: that one is real and its dates here are made up."""
YEAR = timedelta(days=365)
GAUGES = (("tape", "样例-JL-1", "钢卷尺"), ("meter", "样例-JL-2", "绝缘电阻表"))
BEFORE_THE_NOTICE = date(2021, 1, 1)


@dataclass
class Cast:
    """The running example. ``by("planner")`` opens a transaction by whoever holds the role."""

    folder: Path
    now: datetime
    chain: Chain = field(init=False)
    people: dict[str, list[Actor]] = field(default_factory=dict)
    places: dict[str, UUID] = field(default_factory=dict)
    team_id: UUID = field(init=False)
    gauges: dict[str, UUID] = field(default_factory=dict)
    """The instruments: the tape of acceptance and the meter of upkeep."""
    suppliers: list[UUID] = field(default_factory=list)
    products: dict[str, Product] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=lambda: dict(MARKS))
    lines: dict[str, UUID] = field(default_factory=dict)
    """The line of plan, tender, contract and delivery of each product, as the story goes on."""
    items: dict[str, UUID] = field(default_factory=dict)
    tags: dict[str, str] = field(default_factory=dict)
    placements: dict[str, UUID] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        for old in self.folder.glob("demo.db*"):
            if old.is_dir():
                shutil.rmtree(old)
            else:
                old.unlink()
        self.chain = Chain(f"sqlite:///{self.folder}/demo.db", clock=lambda: self.now)
        self.chain.init()

    @contextmanager
    def by(self, role: str, which: int = 0) -> Iterator[Work]:
        """Open a transaction by the person who holds *role*."""
        with self.chain.work(self.people[role][which]) as work:
            yield work

    def seal(self) -> None:
        """Seal the ledger, as the mine does every day."""
        self.chain.seal(self.people["inspector"][0].mine_id)

    def tick(self) -> Iterator[str]:
        """Let the clock write down what only time has decided, and tell it."""
        with self.chain.work(Actor.clock(self.people["inspector"][0].mine_id)) as work:
            for done in agenda.tick(work):
                yield f"  定时办理：{done.number} {done.zh}"

    def wait(self, *, days: int = 0, minutes: int = 1) -> None:
        """Let time pass."""
        self.now += timedelta(days=days, minutes=minutes)


def assemble(folder: Path, begin: datetime = BEGIN) -> Cast:
    """Open the mine, enter its people, the national catalogue, marks and suppliers."""
    cast = Cast(folder, begin)
    with cast.chain.work(Actor.installer()) as work:
        mine.open_mine(
            work, code="99999900002", name="示例煤业B", gas_class="高瓦斯", synthetic=True
        )
        cast.team_id = mine.add_team(work, name="综采一队").id
        parent: UUID | None = None
        for name, zone in PLACES:
            parent = cast.places[name] = mine.add_place(
                work, name=name, zone=zone, parent_id=parent
            ).id
        for number, (name, role, permit) in enumerate(PEOPLE, 1):
            enter(work, cast, f"{number:04d}", name, role, permit)
        gate.open_gate(work, name=GATE, place_id=cast.places["副井井口"])
        _stock_catalogue(work, cast)
    with cast.by("acceptor") as work:
        _equip_floor(work, cast)
    with cast.by("buyer") as work:
        for number, name in enumerate("甲乙丙", 1):
            uscc = synthetic_code(number)
            made = supplier.register(
                work, uscc=uscc, name=f"样例机电贸易{name}公司", legal_representative=f"样例{name}",
                synthetic=True,
            )  # fmt: skip
            for each in ListName:
                proofs.check_lists(
                    work, made.id, list=each, listed=False, evidence="样例查询记录 SYN"
                )
            cast.suppliers.append(made.id)
    return cast


def enter(
    work: Work,
    cast: Cast,
    number: str,
    name: str,
    role: str,
    permit: str,
    team_id: UUID | None = None,
) -> None:
    """Enter a person with a role and, where it takes one, a certificate."""
    person = mine.add_person(
        work, number=number, name=name, roles=[role], team_id=team_id or cast.team_id
    )
    cast.people.setdefault(role, []).append(mine.actor(work, person.id))
    if permit:
        mine.certify(
            work, person.id, permit=permit, number=f"样例证-{number}", issuer="样例发证机关",
            valid_from=date(2024, 1, 1), valid_until=date(2027, 12, 31),
        )  # fmt: skip


def _stock_catalogue(work: Work, cast: Cast) -> None:
    catalogue.load_national(work, as_of=BEFORE_THE_NOTICE)
    known = {product.model: product for product in work.all(Product)}
    cast.products = {name: known[model] for name, model in MODELS.items()}
    for name, number in MARKS.items():
        product = cast.products[name]
        catalogue.set_mark(
            work, number=number, product=product.name, model=product.model, holder=product.maker,
            status="有效", valid_from=date(2024, 1, 1), valid_until=date(2028, 12, 31),
            synthetic=True, source="样例：状态和有效期为演示而设",
        )  # fmt: skip


def _equip_floor(work: Work, cast: Cast) -> None:
    """Let the marks along cable and belt be measured, with a tape in calibration."""
    for kind in work.all(DeviceClass, strip=True):
        floor.set_template(
            work, class_id=kind.id, edition="样例",
            points=[
                {
                    "code": each.code, "kind": each.kind.value, "name": each.name,
                    "source": each.source, "unit": each.unit,
                }
                for each in TEMPLATES[Family.CABLE]
                if each.code in {SPACING, EACH}
            ],
        )  # fmt: skip
    for key, number, name in GAUGES:
        cast.gauges[key] = instruments.register(work, number=number, name=name).id
    calibrate(work)


def calibrate(work: Work) -> None:
    """Have every instrument calibrated for two years, a year before its calibration ends."""
    for each in work.all(Instrument):
        if each.calibrated_until is None or each.calibrated_until - work.today < YEAR:
            instruments.calibrate(
                work, each.id, certificate=f"样例-JD-{work.today}", issuer="样例计量检定所",
                made_on=work.today, valid_until=work.today + 2 * YEAR,
            )  # fmt: skip


def report(work: Work, job_id: UUID, text: str) -> UUID:
    """Attach a made-up report to a job."""
    return files.attach(
        work, subject="job", subject_id=job_id, kind="report", name=f"{text}.txt",
        content=f"{text}（合成）：检验合格".encode(),
    ).id  # fmt: skip


def query_again(cast: Cast) -> int:
    """Ask for the status of every mark again, as after ninety days; return how many."""
    with cast.by("administrator") as work:
        known = work.all(SafetyMark)
        for mark in known:
            catalogue.set_mark(
                work, number=mark.number, product=mark.product, model=mark.model,
                holder=mark.holder, status=mark.status, valid_from=mark.valid_from,
                valid_until=mark.valid_until, batch=mark.batch, synthetic=mark.synthetic,
                source=mark.source,
            )  # fmt: skip
    return len(known)


def synthetic_code(number: int) -> str:
    """Return a made-up credit code whose two check characters are right."""
    body = f"91140522MA0EX{number:03d}"
    body += organisation_character(body)
    return body + check_character(body)
