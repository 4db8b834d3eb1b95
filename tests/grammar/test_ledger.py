"""The ledger: nothing lost, nothing forked, nothing rewritten unseen."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text

from equiplink import ledger, verifying
from equiplink.chain import Chain
from equiplink.db import new_id
from equiplink.merkle import consistency_proof, verify_consistency
from equiplink.notes import Key
from equiplink.tree import Leaf
from equiplink.work import Actor
from tests.grammar.log import entries, opened, root_of, sealed, tamper, write


@pytest.fixture
def mine_id(chain: Chain) -> UUID:
    """A mine whose ledger holds four entries: its opening and three notes."""
    mine_id = opened(chain)
    write(chain, mine_id, "一", "二", "三")
    return mine_id


def problems(chain: Chain, mine_id: UUID, known: dict[int, str] | None = None) -> str:
    """Return what verification complains of."""
    return "\n".join(chain.verify(mine_id, known).problems)


def test_entry_tells_who_when_what(chain: Chain, mine_id: UUID) -> None:
    """An entry names actor, moment, subject and details, and outlives the actor's row."""
    last = entries(chain, mine_id)[-1]

    assert (last.actor_name, last.subject, last.subject_id) == ("安装程序", "mine", mine_id)
    assert (last.action, last.data) == ("note", {"note": "三"})
    assert last.at == chain.clock()


def test_untouched_ledger_verifies(chain: Chain, mine_id: UUID) -> None:
    """Every entry is sealed, under a root that anybody can compute from the entries."""
    head = sealed(chain, mine_id)
    verdict = chain.verify(mine_id)

    assert (verdict.entries, verdict.sealed, verdict.problems) == (4, 4, [])
    assert verdict.intact
    assert head.root == verdict.root == root_of(chain, mine_id)


def test_empty_ledger_has_no_checkpoint(chain: Chain) -> None:
    """A mine without entries has nothing to seal, and verifies."""
    nowhere = new_id()

    assert chain.seal(nowhere) is None
    assert chain.verify(nowhere).intact


def test_sealing_twice_changes_nothing(chain: Chain, mine_id: UUID) -> None:
    """Without new entries the former checkpoint stands."""
    first = sealed(chain, mine_id)
    second = chain.seal(mine_id)

    assert second is not None
    assert (first.id, first.note) == (second.id, second.note)


def test_later_checkpoint_only_adds(chain: Chain, mine_id: UUID) -> None:
    """Who kept an old checkpoint can prove that the new log contains the old one."""
    old = sealed(chain, mine_id)
    write(chain, mine_id, "四", "五")
    new = sealed(chain, mine_id)
    with chain.read(Actor.installer(mine_id)) as work:
        leaves = [bytes.fromhex(each.leaf) for each in work.all(Leaf, Leaf.position)]

    assert verify_consistency(
        old.size,
        new.size,
        bytes.fromhex(old.root),
        bytes.fromhex(new.root),
        consistency_proof(leaves, old.size),
    )
    assert chain.verify(mine_id, {old.size: old.root, new.size: new.root}).intact


def test_mines_have_ledgers_of_their_own(chain: Chain, mine_id: UUID) -> None:
    """What one mine writes is not in the other's log."""
    other = opened(chain, "M")

    assert sealed(chain, other).size == 1
    assert sealed(chain, mine_id).size == 4


def test_checkpoint_is_a_c2sp_note(chain: Chain, mine_id: UUID) -> None:
    """Origin, size, root; signed by the key that lies beside the database."""
    head = sealed(chain, mine_id)
    origin, size, *_ = head.note.splitlines()

    assert (origin, size) == (f"equiplink.local/mine/{mine_id}", "4")
    assert chain.key.verifies(head.note)


CHANGES = {
    "a changed detail": "update ledger_entry set details = replace(details, '二', '贰')",
    "a changed actor": "update ledger_entry set actor_name = '别人' where details like '%二%'",
    "a changed time": "update ledger_entry set at = '2026-01-01 00:00:00+00:00'"
    " where details like '%二%'",
    "a removed leaf": "delete from ledger_leaf where position = 1",
    "two leaves in each other's places": "update ledger_leaf set position ="
    " case position when 1 then -2 when 2 then -1 end where position in (1, 2)",
    "a changed root": "update ledger_checkpoint set root = 'ab'",
    "a changed note": "update ledger_checkpoint set note = replace(note, 'equiplink.local/', 'x/')",
    "a cut signature": "update ledger_checkpoint set note = substr(note, 1, length(note) - 9)",
    "a removed last leaf": "delete from ledger_leaf where position = 3",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_what_was_rewritten_is_found(chain: Chain, mine_id: UUID, change: str) -> None:
    """Whatever somebody with the owner's rights does to sealed rows, verification names it."""
    sealed(chain, mine_id)
    tamper(chain, change)

    assert problems(chain, mine_id)


def test_column_that_was_emptied_is_found(chain: Chain, mine_id: UUID) -> None:
    """Who loosens the schema first, to leave nothing where a name stood, is found all the same."""
    sealed(chain, mine_id)
    emptied = "'actor_name TEXT NOT NULL', 'actor_name TEXT'"
    loosen = {
        "sqlite": (
            "pragma writable_schema = on",
            f"update sqlite_master set sql = replace(sql, {emptied}) where name = 'ledger_entry'",
            "pragma writable_schema = reset",
        ),
        "postgresql": ("alter table ledger_entry alter column actor_name drop not null",),
    }[chain.engine.dialect.name]
    tamper(chain, *loosen, "update ledger_entry set actor_name = null where details like '%二%'")

    assert "已被改动" in problems(chain, mine_id)


def test_removed_entry_and_leaf_are_found(chain: Chain, mine_id: UUID) -> None:
    """Taking an entry out together with its place in the log leaves a gap."""
    sealed(chain, mine_id)
    victim = entries(chain, mine_id)[1].id
    key = victim if chain.engine.dialect.name == "postgresql" else str(victim)
    tamper(
        chain,
        f"delete from ledger_leaf where entry_id = '{key}'",
        f"delete from ledger_entry where id = '{key}'",
    )

    assert "leaf does not match" in problems(chain, mine_id)


def test_entry_behind_the_seal_is_found(chain: Chain, mine_id: UUID) -> None:
    """An entry that claims to be older than what is sealed was put in later."""
    sealed(chain, mine_id)
    write(chain, mine_id, "四")
    tamper(chain, "update ledger_entry set tx = 0 where details like '%四%'")

    assert "put in later" in problems(chain, mine_id)


def test_cut_tail_is_seen_by_who_kept_a_checkpoint(chain: Chain, mine_id: UUID) -> None:
    """A tail that went with its checkpoint leaves no trace inside; an outsider's copy shows it."""
    sealed(chain, mine_id)
    write(chain, mine_id, "四")
    kept = sealed(chain, mine_id)
    last = entries(chain, mine_id)[-1].id
    tamper(
        chain,
        "delete from ledger_checkpoint where size = 5",
        "delete from ledger_leaf where position = 4",
        f"delete from ledger_entry where id = '{last}'",
    )

    assert chain.verify(mine_id).intact
    assert "records before it are missing" in problems(chain, mine_id, {kept.size: kept.root})


def test_history_signed_again_is_seen_by_who_kept_a_checkpoint(chain: Chain, mine_id: UUID) -> None:
    """With the stolen key all can be rewritten; a checkpoint on paper still differs."""
    kept = sealed(chain, mine_id)
    victim = entries(chain, mine_id)[1]
    values = {name: getattr(victim, name) for name in ledger.HASHED}
    forged = values | {"details": victim.details.replace("一", "壹")}
    tamper(
        chain,
        "delete from ledger_checkpoint",
        "delete from ledger_leaf",
        f"update ledger_entry set details = '{forged['details']}',"
        f" leaf = '{ledger.hash_of(forged)}' where id = '{victim.id}'",
    )
    sealed(chain, mine_id)

    assert chain.verify(mine_id).intact
    assert "differs from a kept checkpoint" in problems(chain, mine_id, {kept.size: kept.root})


def test_other_key_does_not_verify(chain: Chain, mine_id: UUID, tmp_path: Path) -> None:
    """A log that another key signed is not this mine's."""
    sealed(chain, mine_id)
    with chain.read(Actor.installer(mine_id)) as work:
        verdict = verifying.verify(work.session, mine_id, signer=Key.at(tmp_path / "other.key"))

    assert [each.partition("，")[0] for each in verdict.problems] == ["检查点 4 签名无效"]


def test_other_key_does_not_spoil_the_log(chain: Chain, mine_id: UUID, tmp_path: Path) -> None:
    """A service that was started with another key seals nothing; the right one goes on."""
    head = sealed(chain, mine_id)
    write(chain, mine_id, "四")
    with chain.work(Actor.installer(mine_id)) as work:
        kept = ledger.seal(
            work.session, mine_id, now=work.now, signer=Key.at(tmp_path / "other.key")
        )

    assert kept is not None
    assert kept.size == head.size
    assert chain.verify(mine_id).intact
    assert sealed(chain, mine_id).size == head.size + 1


def test_guard_that_was_taken_away_is_named(chain: Chain, mine_id: UUID) -> None:
    """Who removes or disables a guard is seen, though he changed nothing yet."""
    sealed(chain, mine_id)
    with chain.engine.begin() as connection:
        connection.execute(
            text("drop trigger ledger_entry_no_update")
            if chain.engine.dialect.name == "sqlite"
            else text("alter table ledger_entry disable trigger ledger_entry_no_change")
        )

    assert "ledger_entry_no_" in "\n".join(chain.verify(mine_id).problems)


def test_times_of_any_zone_hash_alike(chain: Chain, mine_id: UUID) -> None:
    """The hash is over UTC text, so both databases and every reader compute the same."""
    found = entries(chain, mine_id)

    assert [ledger.hash_of({n: getattr(e, n) for n in ledger.HASHED}) for e in found] == [
        each.leaf for each in found
    ]


@pytest.mark.parametrize("dialect", ["postgresql"], indirect=True)
def test_restored_cluster_goes_on_sealing(chain: Chain, mine_id: UUID) -> None:
    """A cluster restored from a dump counts its transactions anew; nothing stays unsealed."""
    sealed(chain, mine_id)
    tamper(chain, f"update ledger_checkpoint set through = {2**62}")
    write(chain, mine_id, "四")

    assert sealed(chain, mine_id).size == 5
    assert chain.verify(mine_id).intact
