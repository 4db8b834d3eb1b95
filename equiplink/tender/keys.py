"""The key to the bids: made by the notice, split among officers, put together at the opening.

Bids are closed to the public half. The private half is either under the chain's
key file (``Seal.FILE``) or nowhere (``Seal.SPLIT``): each officer has a share of
it, in an envelope that only his passphrase opens. So neither the administrator,
with database and key file, nor a single officer reads a bid early; enough of the
officers together could, and so could who changes the program that takes the bids.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from equiplink import envelopes, shares
from equiplink.db import canonical, new_id
from equiplink.errors import Conflict, Duplicate, Forbidden, Tampered, Unreadable, said
from equiplink.mine.actions import actor
from equiplink.mine.models import Person
from equiplink.mine.states import Role
from equiplink.tender import queries
from equiplink.tender.clock_rules import SHARES
from equiplink.tender.models import Keyholder, KeyShare, Tender
from equiplink.tender.opening_rules import HANDING_IN, HANDING_IN_OFFERS
from equiplink.tender.states import KEYHOLDERS, TENDER, TENDERS, Seal
from equiplink.work import Work

SHORTEST = 16
"""A thief of the database may try passphrases as long as he likes; each try costs 64 MiB."""


def become_keyholder(work: Work, *, secret: str) -> Keyholder:
    """Take a passphrase under which shares are kept for you from the next notice on.

    *secret* has at least 16 characters and is stored nowhere: who forgets it has
    lost his shares. A new one replaces the old, which still opens older shares.
    """
    work.allow(*sorted(KEYHOLDERS))
    if len(secret) < SHORTEST:
        raise Unreadable(
            f"secret has fewer than {SHORTEST} characters; choose a longer sentence",
            zh=f"口令至少 {SHORTEST} 个字符，请用更长的句子",
            field="secret",
        )
    former = work.first(Keyholder, person_id=work.actor.id, replaced_at=None)
    if former is not None:
        former.replaced_at = work.now
        work.session.flush()
    salt = envelopes.new_salt()
    public = envelopes.public_of(envelopes.private_of(secret, salt))
    holder = Keyholder(person_id=work.actor.id, public_key=public, salt=salt, since=work.now)
    work.record(holder, "become_keyholder", public_key=public)
    return holder


def hand_in_share(work: Work, tender_id: UUID, *, secret: str) -> KeyShare:
    """Hand in your own share when the bids may be opened; *secret* is your passphrase.

    With the last share that it takes, the key is together. Raises ``Forbidden``
    when the passphrase is wrong, ``Tampered`` when the share was changed.
    """
    tender = work.get(Tender, tender_id)
    TENDER.next(tender.state, "hand_in_share")
    share = _mine(work, tender_id)
    rules = HANDING_IN if tender.method in TENDERS else HANDING_IN_OFFERS
    warnings = rules.require(queries.opening(work, tender), work.policy)
    holder = work.get(Keyholder, share.keyholder_id)
    private = envelopes.private_of(secret, holder.salt)
    if envelopes.public_of(private) != holder.public_key:
        raise Forbidden(
            "the passphrase is not the one under which this share is kept",
            zh="口令不正确，不能打开您保管的份额",
            field="secret",
        )
    part = envelopes.open_with(private, share.sealed, label=label(share))
    if part is None:
        raise Tampered(
            f"the share of {work.actor.name} was changed; keep it and call the auditor",
            zh=f"{work.actor.name} 保管的密钥份额已被改动，请保留现状并通知审计人员",
        )
    share.handed_in = work.key.seal(part, purpose=label(share))
    share.handed_in_at = work.now
    work.step(TENDER, tender, "hand_in_share", warnings=warnings, share_id=share.id)
    return share


def lose_share(work: Work, share_id: UUID, *, reason: str) -> KeyShare:
    """Report your own share lost; of somebody who cannot, approver or inspector reports it.

    A tender that too few shares are left of fails. Who finds his passphrase
    again hands the share in as if nothing had happened.
    """
    reason = said(reason, "份额作废原因", field="reason")
    share = work.get(KeyShare, share_id)
    if share.person_id != work.actor.id:
        work.allow(Role.APPROVER, Role.INSPECTOR)
    if share.handed_in_at is not None:
        raise Conflict("this share is handed in", zh="该份额已交出", field="share_id")
    tender = work.get(Tender, share.tender_id)
    officer = work.get(Person, share.person_id)
    share.lost_at = work.now
    work.step(
        TENDER, tender, "lose_share", share_id=share_id, officer=officer.name, reason=reason
    )  # fmt: skip
    return share


def make(work: Work, tender: Tender, officers: Sequence[UUID]) -> None:
    """Make the key pair of a tender and split the private half among *officers*, if any."""
    holders = _holders(work, officers)
    private = envelopes.new_private()
    tender.public_key = envelopes.public_of(private)
    if not holders:
        tender.seal = Seal.FILE
        tender.kept_key = work.key.seal(private.encode(), purpose=_purpose(tender))
        return
    tender.seal, tender.threshold = Seal.SPLIT, work.setting(SHARES)
    parts = shares.split(bytes.fromhex(private), threshold=tender.threshold, count=len(holders))
    for holder, part in zip(holders, parts, strict=True):
        share = KeyShare(
            id=new_id(),
            mine_id=work.mine_id,
            tender_id=tender.id,
            person_id=holder.person_id,
            keyholder_id=holder.id,
        )
        share.sealed = envelopes.close(
            part.hex().encode(), holder.public_key, label=label(share)
        )  # fmt: skip
        work.session.add(share)


def opening_key(work: Work, tender: Tender) -> str:
    """Return the private key, put together from what was handed in; only for the opening."""
    if tender.seal is Seal.FILE:
        private = work.key.unseal(tender.kept_key, purpose=_purpose(tender)).decode()
    else:
        parts = [
            bytes.fromhex(work.key.unseal(share.handed_in, purpose=label(share)).decode())
            for share in work.all(KeyShare, tender_id=tender.id)
            if share.handed_in_at is not None
        ]
        private = shares.combine(parts).hex()
    if envelopes.public_of(private) != tender.public_key:
        raise Tampered(
            "the key that was put together is not the key of the notice; call the auditor",
            zh="合成的开标密钥与发布的公钥不符，请保留现状并通知审计人员",
        )
    return private


def _mine(work: Work, tender_id: UUID) -> KeyShare:
    share = work.first(KeyShare, tender_id=tender_id, person_id=work.actor.id)
    if share is None:
        raise Forbidden(
            f"{work.actor.name} holds no share of the key to these bids",
            zh=f"{work.actor.name} 未保管本次招标的密钥份额",
        )
    if share.handed_in_at is not None:
        raise Duplicate("your share is handed in already", zh="您的份额已交出")
    return share


def _holders(work: Work, officers: Sequence[UUID]) -> list[Keyholder]:
    if not officers:
        return []
    least = work.setting(SHARES)
    if len(set(officers)) < len(officers) or not least <= len(officers) <= shares.MOST:
        raise Unreadable(
            f"officers are {least} to {shares.MOST} different people, or none",
            zh=f"密钥保管人应为 {least} 至 {shares.MOST} 名不同的人，或者不设",
            field="officers",
        )
    current = {each.person_id: each for each in work.all(Keyholder, replaced_at=None)}
    without = [
        person.name
        for person in (actor(work, each) for each in officers)
        if person.id not in current or person.roles.isdisjoint(KEYHOLDERS)
    ]
    if without:
        raise Unreadable(
            f"{', '.join(without)} cannot hold a share: let each take a passphrase first, "
            "as buyer, approver, safety officer or inspector",
            zh=f"{'、'.join(without)} 不能保管份额：应为采购、审批、安全或监察人员，并先设定口令",
            field="officers",
        )
    holders = [current[each] for each in officers]
    _check_taken(work, holders)
    return holders


def _check_taken(work: Work, holders: Sequence[Keyholder]) -> None:
    """Hold the officers' keys against the ledger, lest somebody put his own in their place."""
    taken = queries.told(work, holders, "become_keyholder")
    for holder in holders:
        if taken.get(holder.id, {}).get("public_key") != holder.public_key:
            raise Tampered(
                "the key of an officer is not the one that he took; call the auditor",
                zh="密钥保管人的公钥与其设定时不一致，请保留现状并通知审计人员",
            )


def _purpose(tender: Tender) -> str:
    return f"key of tender {tender.id}"


def label(share: KeyShare) -> str:
    """Return what stands on the envelope of a share."""
    return canonical({"tender": share.tender_id, "share": share.id, "officer": share.person_id})
