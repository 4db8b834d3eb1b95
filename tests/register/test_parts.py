"""Units inside units, their plates and their other names."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest

from equiplink import codes
from equiplink.catalogue import papers
from equiplink.errors import (
    Conflict,
    Duplicate,
    EquiplinkError,
    IllegalStep,
    NotFound,
    Refused,
    Unreadable,
)
from equiplink.ledger import Entry
from equiplink.register import actions as register
from equiplink.register import gs1
from equiplink.register.models import Alias, Item
from equiplink.upkeep import actions as upkeep
from tests.acceptance.steps import MAKER, SAMPLES
from tests.gate.steps import candidate, entered, scanned
from tests.register import steps
from tests.statements import counted
from tests.world import World

SWITCH = SAMPLES["switch"]


def listed(
    world: World, item_id: UUID, part: str = SWITCH.title, model: str = SWITCH.model
) -> None:
    """List the switch as a controlled part of itself, or what else the list says."""
    with world.work("buyer") as work:
        papers.add_part(
            work, product_id=work.get(Item, item_id).product_id, part=part, model=model,
            maker=MAKER, mark_number=SWITCH.mark, source="合成",
        )  # fmt: skip


def units(world: World, number: int) -> list[UUID]:
    """Return so many switches in stock."""
    return [steps.tagged(world)[0] for _ in range(number)]


def install(world: World, part: UUID, parent: UUID) -> None:
    """Install a part."""
    with world.work("mechanic") as work:
        register.install(work, part, parent_id=parent)


def refused(world: World, part: UUID, parent: UUID) -> list[str]:
    """Return the codes that refuse an installation."""
    with pytest.raises(Refused) as caught:
        install(world, part, parent)
    return [each.code for each in caught.value.findings]


def test_controlled_part_is_one_that_the_list_names(world: World) -> None:
    """M12: the listed part goes in, another does not, what is not controlled is free."""
    top, part, other = units(world, 3)
    listed(world, top)
    install(world, part, top)
    with world.work("mechanic") as work:
        register.take_out(work, part)
    listed(world, top, part="本安控制单元", model="KXJ-1")
    with pytest.raises(Refused) as caught, world.work("mechanic") as work:
        register.install(work, part, parent_id=top, part_name="本安控制单元")
    with world.work("mechanic") as work:
        free = register.install(work, other, parent_id=top, part_name="接线盒")

    assert [each.code for each in caught.value.findings if each.denies] == ["M12"]
    assert free.parent_id == top


def test_assembly_tells_everything_inside(world: World) -> None:
    """Three levels in two statements at most; what is taken out is gone with what it holds."""
    top, middle, low, other = units(world, 4)
    install(world, middle, top)
    install(world, low, middle)
    install(world, other, top)
    with world.read() as work, counted(world.chain) as sent:
        inside = {each.id for each in register.assembly(work, top)}
        nothing = register.assembly(work, low)
    with world.work("mechanic") as work:
        register.take_out(work, middle, reason="更换")
    with world.read() as work:
        left = [each.id for each in register.assembly(work, top)]

    assert inside == {middle, low, other}
    assert list(nothing) == []
    assert len([each for each in sent if not each.startswith("BEGIN")]) == 2
    assert left == [other]


def test_parts_go_with_their_unit(world: World) -> None:
    """Down and up, two levels deep; what came up is to be inspected again."""
    top, middle, low = units(world, 3)
    install(world, middle, top)
    install(world, low, middle)
    states = []
    for action in ("enter", "leave"):
        with world.work("keeper") as work:
            register.carry(work, top, action, scan=None)
        with world.read() as work:
            parts = [work.get(Item, each) for each in (middle, low)]
            states.append({(each.state, int(each.underground)) for each in parts})

    assert states == [{("underground", 1)}, {("in_stock", 0)}]
    assert {each.unfit_since for each in parts} == {world.clock.now}


def test_part_in_repair_keeps_its_unit_above(world: World) -> None:
    """Nothing goes when one of them cannot."""
    top, part, other = units(world, 3)
    install(world, part, top)
    install(world, other, top)
    with world.work("mechanic") as work:
        upkeep.start_repair(work, part, note="漏电")
    with pytest.raises(IllegalStep), world.work("keeper") as work:
        register.carry(work, top, "enter")

    with world.read() as work:
        assert work.get(Item, other).state == "in_stock"


def test_nothing_is_inside_itself(world: World) -> None:
    """Neither directly nor three levels down."""
    top, middle, low = units(world, 3)
    install(world, middle, top)
    install(world, low, middle)

    assert refused(world, top, top) == ["R11"]
    assert refused(world, top, low) == ["R11"]


def test_part_is_in_one_unit(world: World) -> None:
    """It is taken out first; what is nowhere is not taken out."""
    first, second, part = units(world, 3)
    install(world, part, first)

    assert refused(world, part, second) == ["R12"]
    with pytest.raises(Conflict) as caught, world.work("mechanic") as work:
        register.take_out(work, first)
    assert caught.value.field == "item_id"


def test_part_and_unit_are_at_one_level_and_units(world: World) -> None:
    """One below and one above cannot be one thing; a lot has no parts."""
    below, _ = entered(world)
    above, _ = steps.tagged(world)
    lot, _ = steps.tagged(world, "bolt", 500)

    assert refused(world, above, below) == ["R10"]
    assert refused(world, lot, above) == ["R13"]


def test_two_installations_at_once_close_no_ring(world: World) -> None:
    """A in B and B in A: whoever comes second is refused."""
    one, other = units(world, 2)

    def attempt(pair: tuple[UUID, UUID]) -> bool:
        try:
            install(world, *pair)
        except EquiplinkError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(attempt, [(one, other), (other, one)]))

    assert sorted(done) == [False, True]


def test_plates_are_looked_at(world: World) -> None:
    """What the class asks for and is not there is a warning in the ledger."""
    item_id, _ = steps.tagged(world)
    with world.work("ex_inspector") as work:
        item = register.check_plates(work, item_id, plates={"nameplate": True, "ex": False})
    with pytest.raises(Unreadable) as caught, world.work("keeper") as work:
        register.check_plates(work, item_id, plates={"flag": True})

    with world.read() as work:
        (warning,) = work.all(Entry, subject_id=item_id)[-1].data["warnings"]
    assert item.plates == {"nameplate": True, "ex": False}
    assert (warning["code"], "防爆标志牌" in warning["params"]["plates_zh"]) == ("R14", True)
    assert caught.value.field == "plates"


def test_unit_has_an_importance(world: World) -> None:
    """A, B or C."""
    item_id, _ = steps.tagged(world)
    with world.work("mechanic") as work:
        assert register.grade(work, item_id, importance="A").importance == "A"
    with pytest.raises(Unreadable), world.work("mechanic") as work:
        register.grade(work, item_id, importance="D")


def named(world: World, item_id: UUID, value: str, kind: str = "old_number", **by: str) -> Alias:
    """Give a thing another name."""
    with world.work("keeper") as work:
        return register.add_alias(work, item_id, kind=kind, value=value, **by)


def found(world: World, text: str) -> tuple[UUID, str]:
    """Return what a text names, and how."""
    with world.read() as work:
        answer = register.find(work, text)
        return answer.item.id, answer.by


def test_every_name_finds_the_thing(world: World) -> None:
    """Tag, number, serial number and aliases in any writing, in two statements."""
    item_id, code = steps.tagged(world)
    steps.tagged(world)
    named(world, item_id, "机-0 1７")
    named(world, item_id, "88.123.4/ab", kind="vaa", issuer="二级节点")
    named(world, item_id, "(01)09506000134352(21)X9", kind="gs1")
    with world.read() as work:
        item = work.get(Item, item_id)

    assert found(world, codes.payload(code)) == (item_id, "tag")
    assert found(world, item.number) == (item_id, "number")
    assert found(world, f" {item.serial.lower()} ") == (item_id, "serial")
    assert found(world, "机-017") == (item_id, "alias")
    assert found(world, "88.123.4/AB") == (item_id, "alias")
    assert found(world, "https://id.gs1.org/01/09506000134352/21/X9") == (item_id, "alias")
    with world.read() as work, counted(world.chain) as sent:
        assert register.find(work, code).tag is not None
    assert len([each for each in sent if not each.startswith("BEGIN")]) == 2


def test_name_is_unique_for_kind_and_issuer(world: World) -> None:
    """Another issuer may use it; then the name alone is ambiguous, and both are told."""
    first, second = units(world, 2)
    alias = named(world, first, "A-1", issuer="一号库")
    with pytest.raises(Duplicate):
        named(world, second, "a-1", issuer="一号库")
    named(world, second, "A-1", issuer="二号库")
    with pytest.raises(Conflict) as caught:
        found(world, "A-1")
    with world.work("keeper") as work:
        register.end_alias(work, alias.id, reason="编错")
    with pytest.raises(Conflict), world.work("keeper") as work:
        register.end_alias(work, alias.id, reason="编错")

    assert caught.value.message("zh").count("SB-") == 2
    assert found(world, "A-1") == (second, "alias")


def test_unknown_name_is_not_found(world: World) -> None:
    """A GS1 identifier with a wrong check digit is no alias either."""
    item_id, _ = steps.tagged(world)
    with pytest.raises(NotFound):
        found(world, "无此编号")
    with pytest.raises(NotFound):
        found(world, codes.new())
    with pytest.raises(Unreadable) as caught:
        named(world, item_id, "(01)09506000134353", kind="gs1")

    assert caught.value.field == "value"


def test_gate_takes_any_name_of_a_tagged_thing(world: World) -> None:
    """The number of the former system stands for the tag; that of an untagged thing does not."""
    item_id, code = candidate(world)
    named(world, item_id, "旧-17")
    answer = scanned(world, "旧—17")
    with pytest.raises(Unreadable):
        scanned(world, "旧-18")

    assert answer.admitted
    assert (answer.code, answer.raw) == (code, "旧—17")


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("(01)09506000134352", "(01)09506000134352"),
        ("(01)09506000134352(10)L7", "(01)09506000134352(10)L7"),
        ("(01)09506000134352(21)1(21)2", None),
        ("(01)09506000134352(99)1", None),
        ("]d2010950600013435221X9", "(01)09506000134352(21)X9"),
        ("8004950600013435ABC", "(8004)950600013435ABC"),
        ("https://a.cn/x/8004/9506%2F1?a=1", "(8004)9506/1"),
        ("(8004)95(21)1", None),
        ("https://a.cn/e/7K3", None),
        ("ftp://a.cn/01/09506000134352", None),
        ("(01)123", None),
        ("看 (01)09506000134352", None),
        ("", None),
    ],
)  # fmt: skip
def test_gs1_is_read_in_three_writings(text: str, known: str | None) -> None:
    """Brackets, element string and Digital Link are one identifier; anything else is none."""
    assert gs1.parse(text) == known
