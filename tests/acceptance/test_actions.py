"""Acceptance through its verbs, on both databases."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import update

from equiplink.acceptance import actions as acceptance
from equiplink.acceptance.models import Acceptance
from equiplink.acceptance.states import AcceptanceState
from equiplink.catalogue.models import Product, SafetyMark, StopUseNotice
from equiplink.catalogue.papers import set_paper
from equiplink.catalogue.states import MarkStatus
from equiplink.contract import actions as contract
from equiplink.contract.models import Contract, ContractLine, DeliveryLine
from equiplink.contract.states import ContractState
from equiplink.db import new_id
from equiplink.errors import Forbidden, IllegalStep, Refused, Unreadable
from equiplink.ledger import Entry
from equiplink.mine import actions as mine
from equiplink.supplier.models import Mark
from equiplink.supplier.states import MarkKind
from tests.acceptance import steps
from tests.acceptance.steps import SAMPLES
from tests.contract.steps import Delivered
from tests.contract.steps import delivered as arrives
from tests.world import World

SWITCH = SAMPLES["switch"]


@pytest.fixture
def arrived(world: World) -> Delivered:
    """Two switches on the floor."""
    return steps.delivered(world)


def refusal(world: World, acceptance_id: Any, by: str = "acceptor") -> list[str]:
    """Try to accept; return the codes of the refusal."""
    with pytest.raises(Refused) as caught, world.work(by) as work:
        acceptance.accept(work, acceptance_id)
    return [each.code for each in caught.value.findings if each.denies]


def test_right_goods_are_accepted(world: World, arrived: Delivered) -> None:
    """The verdict is signed, counted on the delivery line, and marks the supplier."""
    made = steps.accepted(world, arrived.lines["switch"], SWITCH)

    with world.read() as work:
        verdict = work.get(Acceptance, made)
        part = work.get(DeliveryLine, arrived.lines["switch"])
        (mark,) = work.all(Mark, subject_id=made)
    assert verdict.state is AcceptanceState.ACCEPTED
    assert (verdict.signed_by, verdict.signed_at) == (world.people["acceptor"].id, world.clock.now)
    assert (part.presented, part.accepted, part.rejected) == (1, 1, 0)
    assert mark.kind is MarkKind.ACCEPTED


def test_plate_that_differs_is_refused_with_every_mismatch(
    world: World, arrived: Delivered
) -> None:
    """Nameplate against contract, certificate, papers and register are all named."""
    wrong = steps.plate(SWITCH, "SN1", model="KBZ-630/1140", mark_number="MZZ990199")
    made = steps.presented(world, arrived.lines["switch"], SWITCH, serial="SN1", plate=wrong)

    assert refusal(world, made) == ["M10", "M10B", "M10C", "M10D", "G13M", "M01"]
    with world.read() as work:
        assert work.get(Acceptance, made).state is AcceptanceState.PENDING


def test_judging_writes_nothing(world: World, arrived: Delivered) -> None:
    """Anybody may ask; the answer is that of ``accept`` without the signer."""
    made = steps.presented(world, arrived.lines["switch"], SWITCH, papers={})
    with world.read("buyer") as work:
        found = acceptance.judge(work, made)

    assert [each.code for each in found] == ["L13", "G13"]
    with world.read() as work:
        assert work.get(Acceptance, made).findings == []


@pytest.mark.parametrize(
    ("shown", "found"),
    [
        ({}, []),
        ({"status": "暂停"}, ["CT2"]),
        ({"valid_until": date(2026, 9, 30)}, ["CT3"]),
        ({"valid_until": date(2026, 10, 1)}, []),
        ({"models": ["KBZ-630/1140"]}, ["CT4"]),
        ({"maker": "另一合成厂"}, ["CT4"]),
    ],
)
def test_paper_is_what_its_issuer_shows(
    world: World, arrived: Delivered, shown: dict[str, Any], found: list[str]
) -> None:
    """CT2 to CT4: it stands, was in date on the day of making, and covers these goods."""
    made = steps.presented(world, arrived.lines["switch"], SWITCH)
    with world.work("acceptor") as work:
        set_paper(
            work,
            **{
                "kind": "ex_certificate", "number": "SYN-ex_certificate", "issuer": "合成中心",
                "holder": steps.MAKER, "maker": steps.MAKER, "product": SWITCH.title,
                "models": [SWITCH.model], "synthetic": True, "source": "合成", **shown,
            },
        )  # fmt: skip
    with world.read() as work:
        codes = [each.code for each in acceptance.judge(work, made)]

    assert [each for each in codes if each != "CT1"] == found


def test_rejected_goods_keep_their_findings_and_go_back(world: World, arrived: Delivered) -> None:
    """The findings are stored; what goes back may be replaced without over-delivery."""
    line_id = arrived.lines["switch"]
    steps.accepted(world, line_id, SWITCH)
    wrong = steps.plate(SWITCH, "SN9", maker="冒牌厂")
    made = steps.presented(world, line_id, SWITCH, serial="SN9", plate=wrong)
    with world.work("acceptor") as work:
        rejected = acceptance.reject(work, made, reason="铭牌厂家与证书不符")
    with pytest.raises(Refused), world.work("keeper") as work:
        contract.deliver(
            work, arrived.contract.contract_id, number="DH-X",
            lines=[
                {"contract_line_id": arrived.contract.lines["switch"], "quantity": Decimal(1)}
            ],
        )  # fmt: skip
    with world.work("keeper") as work:
        acceptance.send_back(work, made)
    again = arrives(world, made=arrived.contract, brings={"switch": 1})
    steps.accepted(world, again.lines["switch"], SWITCH, serial="SN9")

    assert [each["code"] for each in rejected.findings] == [
        "M10A",
        "M10E",
        "G13M",
        "M05H",
        *steps.ASKED,
    ]
    with world.work("acceptor") as work:
        contract.close_delivery(work, arrived.delivery_id)
        contract.close_delivery(work, again.delivery_id)
    with world.work("buyer") as work:
        contract.fulfil(work, arrived.contract.contract_id)
    with world.read() as work:
        kinds = [mark.kind for mark in work.all(Mark, subject_id=made)]
        line = work.get(ContractLine, arrived.contract.lines["switch"])
    assert kinds == [MarkKind.REJECTED]
    assert line.received == 2


def test_signer_is_certified_that_day_and_independent(world: World, arrived: Delivered) -> None:
    """Without a certificate, or for goods he presented himself, nobody signs."""
    made = steps.presented(world, arrived.lines["switch"], SWITCH, by="acceptor")
    own = refusal(world, made)
    world.clock.now = world.clock.now.replace(year=2028, month=1, day=1)
    late = steps.presented(world, arrived.lines["switch"], SWITCH)

    assert own == ["G05P"]
    assert refusal(world, late) == ["G05C"]


def test_buyer_does_not_sign_for_what_he_bought(world: World, arrived: Delivered) -> None:
    """Who drafted the contract may not accept, though he has role and certificate."""
    buyer = world.people["buyer"].id
    with world.work() as work:
        mine.change_roles(work, buyer, ["buyer", "acceptor"])
        mine.certify(
            work, buyer, permit="acceptance", number="1", issuer="合成发证机关",
            valid_from=date(2026, 1, 1), valid_until=date(2027, 12, 31),
        )  # fmt: skip
    made = steps.presented(world, arrived.lines["switch"], SWITCH)

    assert refusal(world, made, by="buyer") == ["G05B"]


def test_keeper_has_not_the_role_to_accept(world: World, arrived: Delivered) -> None:
    """A certified person who presented nothing still needs the role."""
    with world.work() as work:
        mine.certify(
            work, world.people["mechanic"].id, permit="acceptance", number="1",
            issuer="合成发证机关", valid_from=date(2026, 1, 1), valid_until=date(2027, 12, 31),
        )  # fmt: skip
    made = steps.presented(world, arrived.lines["switch"], SWITCH)
    with pytest.raises(Forbidden), world.work("mechanic") as work:
        acceptance.accept(work, made)


@pytest.mark.parametrize("status", [MarkStatus.SUSPENDED, MarkStatus.REVOKED])
def test_mark_has_to_be_valid_that_day(
    world: World, arrived: Delivered, status: MarkStatus
) -> None:
    """What the issuer's register shows on the day of the verdict counts."""
    made = steps.presented(world, arrived.lines["switch"], SWITCH)
    with world.work() as work:
        mark = work.first(SafetyMark, number=SWITCH.mark)
        assert mark is not None
        mark.status = status

    assert refusal(world, made) == ["M06"]


def test_stop_use_notice_refuses(world: World, arrived: Delivered) -> None:
    """A regulator's notice on the certificate stops its acceptance."""
    made = steps.presented(world, arrived.lines["switch"], SWITCH)
    with world.work() as work:
        work.session.add(
            StopUseNotice(
                id=new_id(),
                number="合成通知1号",
                mark_number=SWITCH.mark,
                maker=steps.MAKER,
                product=SWITCH.title,
                issuer="合成监察机构",
                issued_on=work.today,
                reason="抽检不合格",
                source="合成",
            )
        )

    assert refusal(world, made) == ["M13"]


def test_banned_product_is_refused(world: World, arrived: Delivered) -> None:
    """A line of the banned list that came after the award still counts."""
    made = steps.presented(world, arrived.lines["switch"], SWITCH)
    with world.work() as work:
        product = work.first(Product, name=SWITCH.title, maker=steps.MAKER)
        assert product is not None
        product.bans = [
            {"jurisdiction": "国家", "batch": 9, "no": 1, "item": "合成条目", "condition": {},
             "effective_on": None}
        ]  # fmt: skip

    assert refusal(world, made) == ["L02"]


def test_ex_mark_has_to_suit_the_place_of_use(world: World, arrived: Delivered) -> None:
    """A plate of group II, and none at all, are refused for the face of a gassy mine."""
    line_id = arrived.lines["switch"]
    foreign = steps.plate(SWITCH, "SN1", ex_mark="Ex db IIC T6 Gb")
    bare = steps.plate(SWITCH, "SN2", ex_mark="")
    first = steps.presented(world, line_id, SWITCH, serial="SN1", plate=foreign)
    second = steps.presented(world, line_id, SWITCH, serial="SN2", plate=bare)

    assert "X01" in refusal(world, first)
    assert refusal(world, second) == ["M10H", "X07"]


def test_serial_number_is_accepted_once(world: World, arrived: Delivered) -> None:
    """A second unit of the same maker and model with that number is refused."""
    line_id = arrived.lines["switch"]
    steps.accepted(world, line_id, SWITCH, serial="SN7")
    made = steps.presented(world, line_id, SWITCH, serial="SN7")

    assert refusal(world, made) == ["G13U"]


def test_goods_without_a_serial_number_are_judged(world: World, arrived: Delivered) -> None:
    """A unit without a number is written down, and then refused."""
    made = steps.presented(world, arrived.lines["switch"], SWITCH, serial="")

    assert refusal(world, made) == ["G13S"]


def test_no_more_is_presented_than_arrived(world: World, arrived: Delivered) -> None:
    """Two arrived: the third is refused and leaves nothing behind."""
    line_id = arrived.lines["switch"]
    for _ in range(2):
        steps.presented(world, line_id, SWITCH)
    with pytest.raises(Refused) as caught:
        steps.presented(world, line_id, SWITCH)

    assert [each.code for each in caught.value.findings] == ["G14Q"]
    with world.read() as work:
        assert len(work.all(Acceptance)) == 2


def test_nothing_is_accepted_for_a_contract_that_is_over(world: World, arrived: Delivered) -> None:
    """No plan and contract in force, no acceptance; nor any presentation."""
    made = steps.presented(world, arrived.lines["switch"], SWITCH)
    with pytest.raises(Refused) as ended, world.work("approver") as work:
        contract.terminate(work, arrived.contract.contract_id, reason="供应商停产")
    with world.work() as work:  # no verb ends it while goods wait; an older record may be so
        work.session.execute(
            update(Contract)
            .where(Contract.id == arrived.contract.contract_id)
            .values(state=ContractState.TERMINATED)
        )
    with pytest.raises(Refused) as caught:
        steps.presented(world, arrived.lines["switch"], SWITCH)

    assert [each.code for each in ended.value.findings] == ["C37"]
    assert refusal(world, made) == ["G14"]
    assert [each.code for each in caught.value.findings] == ["G14"]


def test_late_verdict_carries_its_warning(world: World, arrived: Delivered) -> None:
    """After the inspection period the verdict stands, and the ledger says that it was late."""
    made = steps.presented(world, arrived.lines["switch"], SWITCH)
    world.clock.forward(days=16)
    with world.work("acceptor") as work:
        acceptance.accept(work, made, note="供应商已书面同意延期")

    with world.read() as work:
        entry = work.first(Entry, subject_id=made, action="accept")
        stored = work.get(Acceptance, made).findings
    assert entry is not None
    assert [each["code"] for each in entry.data["warnings"]] == ["L12", *steps.ASKED]
    assert [each["code"] for each in stored] == ["L12", *steps.ASKED]


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("quantity", {"quantity": Decimal(2)}),
        ("quantity", {"quantity": Decimal("0.5")}),
        ("made_on", {"made_on": date(2030, 1, 1)}),
        ("made_on", {"expires_on": date(2020, 1, 1)}),
        ("papers", {"papers": {"love_letter": {}}}),
        ("papers", {"papers": {"manual": {"colour": "红"}}}),
        ("papers", {"papers": {"manual": {"valid_until": "2027年"}}}),
        ("plate", {"plate": {"colour": "红"}}),
        ("checks", {"checks": {"smell": True}}),
    ],
)
def test_bad_input_names_its_field(
    world: World, arrived: Delivered, field: str, change: dict[str, Any]
) -> None:
    """What cannot be understood is not stored."""
    with pytest.raises(Unreadable) as caught:
        steps.presented(world, arrived.lines["switch"], SWITCH, **change)

    assert caught.value.field == field
    with world.read() as work:
        assert work.all(Acceptance) == []


def test_rejection_says_why_and_comes_once(world: World, arrived: Delivered) -> None:
    """A reason is asked for, and what has its verdict gets no second one."""
    made = steps.presented(world, arrived.lines["switch"], SWITCH)
    with pytest.raises(Unreadable) as caught, world.work("acceptor") as work:
        acceptance.reject(work, made, reason=" ")
    with world.work("acceptor") as work:
        acceptance.reject(work, made, reason="外壳破损")
    with pytest.raises(IllegalStep), world.work("acceptor") as work:
        acceptance.reject(work, made, reason="外壳破损")

    assert caught.value.field == "reason"


def test_accepted_goods_do_not_go_back(world: World, arrived: Delivered) -> None:
    """Only what was rejected is sent back, and the count stays."""
    made = steps.accepted(world, arrived.lines["switch"], SWITCH)
    with pytest.raises(IllegalStep), world.work("keeper") as work:
        acceptance.send_back(work, made)

    with world.read() as work:
        assert work.get(ContractLine, arrived.contract.lines["switch"]).received == 2


def test_lot_is_presented_in_batches(world: World) -> None:
    """Two batches of one lot line, each with its own verdict."""
    arrived = steps.delivered(world, {"resin": 400})
    resin, line_id = SAMPLES["resin"], arrived.lines["resin"]
    steps.accepted(world, line_id, resin, quantity=Decimal(300))
    old = steps.presented(
        world, line_id, resin, quantity=Decimal(100), made_on=date(2025, 1, 1),
        expires_on=world.clock.now.date() - timedelta(days=1),
    )  # fmt: skip

    assert refusal(world, old) == ["P16"]
    with world.read() as work:
        part = work.get(DeliveryLine, line_id)
    assert (part.presented, part.accepted) == (400, 300)


def test_another_name_on_the_plate_only_warns(world: World, arrived: Delivered) -> None:
    """A product's name is written freely; the difference is recorded."""
    named = steps.plate(SWITCH, "SN1", name="馈电开关")
    made = steps.presented(world, arrived.lines["switch"], SWITCH, serial="SN1", plate=named)
    with world.work("acceptor") as work:
        accepted = acceptance.accept(work, made)

    assert [each["code"] for each in accepted.findings] == ["M05P", *steps.ASKED]


def test_missing_papers_are_the_suppliers(world: World, arrived: Delivered) -> None:
    """Goods rejected without their papers leave two marks: the rejection, and the late papers."""
    lacking = steps.papers(SWITCH, manual=None)
    made = steps.presented(world, arrived.lines["switch"], SWITCH, papers=lacking)
    with world.work("acceptor") as work:
        acceptance.reject(work, made, reason="文件不全")
        kinds = [each.kind for each in work.all(Mark, subject_id=made)]
        note = work.all(Mark, subject_id=made, kind=MarkKind.LATE_PAPERS)[0].note

    assert kinds == [MarkKind.REJECTED, MarkKind.LATE_PAPERS]
    assert "说明书" in note
