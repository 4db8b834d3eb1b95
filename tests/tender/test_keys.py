"""The key to the bids is split: nobody opens alone, and enough of the officers do."""

from hashlib import sha256
from itertools import combinations
from typing import Any

import pytest
from sqlalchemy import text

from equiplink import envelopes, shares
from equiplink.errors import Conflict, Duplicate, Forbidden, Refused, Tampered, Unreadable
from equiplink.ledger import Entry
from equiplink.mine import actions as mine
from equiplink.tender import bids, keys, rounds
from equiplink.tender.models import Bid, Keyholder, KeyShare, Tender
from equiplink.tender.states import BidState, Seal, TenderState
from tests.tender.steps import (
    OFFICERS,
    PASSPHRASE,
    Tendered,
    bid,
    hand_in,
    keyholders,
    published,
    sealed,
)
from tests.world import World


def split(world: World) -> Tendered:
    """Take three bids to a key split among three officers, and wait for the deadline."""
    made = sealed(world, officers=OFFICERS)
    world.clock.forward(days=20)
    return made


def open_(world: World, made: Tendered) -> Tender:
    """Open the bids."""
    with world.work("buyer") as work:
        return bids.open_bids(work, made.tender_id)


def share_of(world: World, name: str) -> KeyShare:
    """Return the share that somebody holds."""
    with world.read() as work:
        (share,) = work.all(KeyShare, person_id=world.people[name].id)
    return share


def codes(caught: pytest.ExceptionInfo[Refused]) -> list[str]:
    """Return the codes of what denies."""
    return [finding.code for finding in caught.value.findings if finding.denies]


def test_enough_officers_open_together(world: World) -> None:
    """One of three shares is refused, two open; the key is then there for everybody."""
    made = split(world)
    hand_in(world, made.tender_id, "safety_officer")
    with pytest.raises(Refused) as caught:
        open_(world, made)
    assert codes(caught) == ["T29O"]

    hand_in(world, made.tender_id, "approver")
    opened = open_(world, made)
    with world.read() as work:
        told = work.all(Entry, subject_id=made.tender_id, action="open")[0].data
        states = {each.state for each in work.all(Bid)}

    assert (opened.seal, opened.threshold, opened.kept_key) == (Seal.SPLIT, 2, "")
    assert states == {BidState.OPENED}
    assert envelopes.public_of(told["opening_key"]) == opened.public_key
    assert told["opening_key"] == opened.opening_key


def test_stranger_opens_with_the_opening_record(world: World) -> None:
    """Who has the published key and the record needs neither the server's key nor an officer."""
    made = split(world)
    hand_in(world, made.tender_id, *OFFICERS)
    opened = open_(world, made)
    with world.read() as work:
        found = work.get(Bid, made.bids[1])
        handed = work.all(Entry, subject_id=found.id, action="submit")[0].data
        content = envelopes.open_with(opened.opening_key, found.sealed, label=bids.label(found))

    assert content is not None
    assert sha256(content).hexdigest() == handed["commitment"]
    assert b'"unit_price":"9800"' in content


def test_database_and_key_file_open_nothing(world: World) -> None:
    """With every row and the key file, but no passphrase, neither key nor price is to be had."""
    made = split(world)
    with world.read() as work:
        found, row = work.get(Tender, made.tender_id), work.get(Bid, made.bids[0])
        held = work.all(KeyShare)
        names = work.session.scalars(text("select details from ledger_entry")).all()
        with pytest.raises(Tampered):
            work.key.unseal(row.sealed, purpose=f"key of tender {found.id}")

    assert found.kept_key == found.opening_key == ""
    assert all(each.handed_in == "" for each in held)
    assert not any(PASSPHRASE in each or "opening_key" in each for each in names)


def test_single_share_tells_nothing(world: World) -> None:
    """One officer who opens his own envelope has no key; two of any three have it."""
    made = split(world)
    parts = []
    with world.read() as work:
        public = work.get(Tender, made.tender_id).public_key
        for name in OFFICERS:
            (share,) = work.all(KeyShare, person_id=world.people[name].id)
            holder = work.get(Keyholder, share.keyholder_id)
            private = envelopes.private_of(PASSPHRASE + name, holder.salt)
            part = envelopes.open_with(private, share.sealed, label=keys.label(share))
            parts.append(bytes.fromhex((part or b"").decode()))

    def is_key(some: tuple[bytes, ...]) -> bool:
        return envelopes.public_of(shares.combine(some).hex()) == public

    assert not any(is_key((part,)) for part in parts)
    assert all(is_key(pair) for pair in combinations(parts, 2))


def test_share_is_handed_in_at_the_opening_only(world: World) -> None:
    """Not a second before the deadline, and not for bids that may not be opened."""
    made = sealed(world, prices=(1, 2), officers=OFFICERS)  # type: ignore[arg-type]
    with pytest.raises(Refused) as early:
        hand_in(world, made.tender_id, "buyer")
    world.clock.forward(days=20)
    with pytest.raises(Refused) as few:
        hand_in(world, made.tender_id, "buyer")

    assert codes(early) == ["T30T", "T30"]
    assert codes(few) == ["T30"]


def test_only_the_officer_hands_in_his_share_and_once(world: World) -> None:
    """A wrong passphrase, somebody without a share, a second time: each is told so."""
    made = split(world)
    with pytest.raises(Forbidden, match="口令"), world.work("buyer") as work:
        keys.hand_in_share(work, made.tender_id, secret=PASSPHRASE + "approver")
    with pytest.raises(Forbidden, match="未保管"), world.work("inspector") as work:
        keys.hand_in_share(work, made.tender_id, secret=PASSPHRASE)
    hand_in(world, made.tender_id, "buyer")
    with pytest.raises(Duplicate):
        hand_in(world, made.tender_id, "buyer")


def test_changed_share_is_found(world: World) -> None:
    """A share that is exchanged for another does not open, with the right passphrase."""
    made = split(world)
    with world.work() as work:
        first, second = work.all(KeyShare)[:2]
        first.sealed = second.sealed
    with pytest.raises(Tampered, match="buyer"):
        hand_in(world, made.tender_id, "buyer")


def test_exchanged_public_key_is_found(world: World) -> None:
    """Who puts his own key in the notice's place, and back again, is found by the ledger."""
    made = published(world, officers=OFFICERS)
    with world.work() as work:
        found = work.get(Tender, made.tender_id)
        true, found.public_key = found.public_key, envelopes.public_of(envelopes.new_private())
    for supplier_id in made.suppliers:
        made.bids.append(bid(world, made, supplier_id, 9500))  # type: ignore[arg-type]
    world.clock.forward(days=20)
    hand_in(world, made.tender_id, *OFFICERS)
    with pytest.raises(Tampered, match="公钥"):
        open_(world, made)
    with world.work() as work:
        work.get(Tender, made.tender_id).public_key = true

    with pytest.raises(Tampered, match=str(made.bids[0])):
        open_(world, made)


def test_tender_fails_when_too_few_shares_are_left(world: World) -> None:
    """One lost of three is no harm; of two lost the tender fails, though enough have bid."""
    made = split(world)
    with world.work("buyer") as work:
        keys.lose_share(work, share_of(world, "buyer").id, reason="忘记口令")
    with pytest.raises(Refused) as caught, world.work("buyer") as work:
        rounds.fail(work, made.tender_id, reason="密钥份额遗失")
    with world.work("inspector") as work:
        keys.lose_share(work, share_of(world, "safety_officer").id, reason="调离")
    with world.work("buyer") as work:
        failed = rounds.fail(work, made.tender_id, reason="密钥份额遗失")
    with world.read() as work:
        told = work.all(Entry, subject_id=made.tender_id, action="fail")[0].data

    assert codes(caught) == ["T30F"]
    assert failed.state is TenderState.FAILED
    assert (told["reason"], told["key_lost"]) == ("密钥份额遗失", True)


def test_found_share_counts_again(world: World) -> None:
    """Whose passphrase turns up hands in what was reported lost; what is in cannot be lost."""
    made = split(world)
    for name in ("buyer", "approver"):
        with world.work(name) as work:
            keys.lose_share(work, share_of(world, name).id, reason="找不到口令")
    hand_in(world, made.tender_id, "buyer")

    with pytest.raises(Conflict), world.work("buyer") as work:
        keys.lose_share(work, share_of(world, "buyer").id, reason="又丢了")
    with pytest.raises(Refused), world.work("buyer") as work:
        rounds.fail(work, made.tender_id, reason="密钥份额遗失")


def test_nobody_reports_anothers_share_lost(world: World) -> None:
    """But approver and inspector, who answer for it by name."""
    split(world)
    with pytest.raises(Forbidden), world.work("buyer") as work:
        keys.lose_share(work, share_of(world, "approver").id, reason="不在")


def test_new_passphrase_is_for_new_shares(world: World) -> None:
    """The old passphrase still opens what was closed to it; the next notice takes the new."""
    made = split(world)
    with world.work("buyer") as work:
        keys.become_keyholder(work, secret="另一句更长的合成测试口令，第二次")
    with pytest.raises(Forbidden), world.work("buyer") as work:
        keys.hand_in_share(work, made.tender_id, secret="另一句更长的合成测试口令，第二次")
    hand_in(world, made.tender_id, "buyer")

    with world.read() as work:
        assert len(work.all(Keyholder, replaced_at=None)) == len(OFFICERS)


def test_keyholder_has_a_long_passphrase_and_a_fit_role(world: World) -> None:
    """Sixteen characters at least; who runs the database and who scores hold no key."""
    with pytest.raises(Unreadable), world.work("buyer") as work:
        keys.become_keyholder(work, secret="x" * 15)
    for name in ("administrator", "evaluator1"):
        with pytest.raises(Forbidden), world.work(name) as work:
            keys.become_keyholder(work, secret="x" * 16)


def test_officers_are_enough_different_keyholders(world: World) -> None:
    """One, one twice, one without a passphrase or by now without the role: nothing is published."""
    one, two = keyholders(world, ("buyer", "approver"))
    with world.work() as work:
        mine.change_roles(work, two, ["planner"])
    wrong: dict[str, list[Any]] = {
        "2 至": [one],
        "不同": [one, one],
        "inspector": [one, world.people["inspector"].id],
        "approver": [one, two],
    }
    for said, officers in wrong.items():
        with pytest.raises(Unreadable, match=said) as caught, world.work("buyer") as work:
            keys.make(work, Tender(id=one), officers)
        assert caught.value.field == "officers"


def test_officers_key_is_the_one_he_took(world: World) -> None:
    """Who puts his own key in an officer's place gets no share."""
    officers = keyholders(world)
    with world.work() as work:
        work.all(Keyholder)[0].public_key = envelopes.public_of(envelopes.new_private())

    with pytest.raises(Tampered), world.work("buyer") as work:
        keys.make(work, Tender(id=officers[0]), officers)


def test_mine_may_ask_for_more_shares_never_for_one(world: World) -> None:
    """Three of three is the mine's choice; one would be no split."""
    with world.work() as work:
        mine.set_policy(work, "tender.shares", 3)
        with pytest.raises(Unreadable):
            mine.set_policy(work, "tender.shares", 1)
    made = split(world)
    hand_in(world, made.tender_id, "buyer", "approver")
    with pytest.raises(Refused):
        open_(world, made)
    hand_in(world, made.tender_id, "safety_officer")

    assert open_(world, made).threshold == 3


def test_tender_says_who_keeps_its_key(world: World) -> None:
    """Without officers it is the chain's file: the notice warns of it, and a mine may forbid it."""
    made = published(world)
    with world.read() as work:
        found = work.get(Tender, made.tender_id)
        told = work.all(Entry, subject_id=made.tender_id, action="publish")[0].data
    with world.work() as work:
        mine.set_policy(work, "rule.T29S", "deny")
    with pytest.raises(Refused) as caught:
        published(world)

    assert found.seal is Seal.FILE
    assert found.threshold is None
    assert "T29S" in [warning["code"] for warning in told["warnings"]]
    assert codes(caught) == ["T29S"]
