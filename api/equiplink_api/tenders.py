"""The rows of the table of resources that belong to a tender: who reads them, which verbs act."""

from __future__ import annotations

from equiplink.mine.states import Role
from equiplink.tender import actions as tender
from equiplink.tender import (
    auctions,
    bids,
    committee,
    evaluation,
    experts,
    keys,
    methods,
    objections,
    opening,
    prices,
    rounds,
    sheets,
)
from equiplink.tender.auction_models import Auction, AuctionOffer
from equiplink.tender.method_models import MethodChange, MethodLimit
from equiplink.tender.method_states import AUCTION
from equiplink.tender.models import (
    Bid,
    BidLine,
    Invitation,
    Keyholder,
    KeyShare,
    Lot,
    Member,
    Objection,
    Tender,
    TenderLine,
)
from equiplink.tender.panel_models import (
    Adjustment,
    Check,
    Expert,
    ExpertDraw,
    OpeningRecord,
    PriceHold,
    Sheet,
    Signature,
)
from equiplink.tender.panel_states import PRICE_HOLD, SCORE_SHEET
from equiplink.tender.states import BID, LOT, TENDER
from equiplink_api.proceedings import TENDERING
from equiplink_api.resources import Part, Resource

TENDERS: tuple[Resource, ...] = (
    Resource(
        "tenders",
        Tender,
        TENDER,
        create={"draft": tender.draft},
        act={
            "invite": tender.invite,
            "publish": tender.publish,
            "clarify": tender.clarify,
            "hand_in_share": keys.hand_in_share,
            "open": bids.open_bids,
            "seat": evaluation.seat,
            "record_opening": opening.record_opening,
            "declare_interest": committee.declare_interest,
            "evaluate": evaluation.evaluate,
            "sign_report": committee.sign_report,
            "note_silence": committee.note_silence,
            "publicise": evaluation.publicise,
            "award": evaluation.award,
            "object": objections.object_to,
            "fail": rounds.fail,
            "cancel": tender.cancel,
            "next_round": rounds.next_round,
            "approve_change": methods.approve_change,
        },
        elsewhere={
            "answer": "POST /objections/{id}/answer",
            "lose_share": "POST /key-shares/{id}/lose_share",
            "release": "POST /committee-members/{id}/release",
            "conclude": "POST /lots/{id}/fail",
            "set_aside": "POST /lots/{id}/set_aside",
        },
        parts=(Part("lots", Lot, "tender_id"), Part("lines", TenderLine, "tender_id")),
        filters=("number",),
    ),
    Resource(
        "lots",
        Lot,
        LOT,
        act={"fail": rounds.fail_lot, "set_aside": rounds.set_aside},
        elsewhere={
            "divide": "POST /tenders",
            "award": "POST /tenders/{id}/award",
            "cancel": "POST /tenders/{id}/cancel",
        },
        parts=(Part("lines", TenderLine, "lot_id"),),
    ),
    Resource(
        "method-limits",
        MethodLimit,
        create={"set": methods.set_limit},
        act={"end": methods.end_limit},
    ),
    Resource("method-changes", MethodChange),
    Resource(
        "auctions",
        Auction,
        AUCTION,
        act={"offer": auctions.offer, "close": auctions.close},
        elsewhere={
            "announce": "POST /tenders/{id}/publish",
            "postpone": "POST /tenders/{id}/clarify",
            "extend": "POST /auctions/{id}/offer",
        },
    ),
    Resource("auction-offers", AuctionOffer, readers=frozenset({Role.BUYER, Role.INSPECTOR})),
    Resource("keyholders", Keyholder, create={"become_keyholder": keys.become_keyholder}),
    Resource("key-shares", KeyShare, act={"lose_share": keys.lose_share}),
    Resource("objections", Objection, act={"answer": objections.answer}),
    Resource("invitations", Invitation, readers=TENDERING),
    Resource(
        "committee-members",
        Member,
        act={"release": committee.release_member},
        readers=TENDERING,
    ),
    Resource(
        "bids",
        Bid,
        BID,
        create={"submit": bids.submit_bid},
        act={
            "withdraw": bids.withdraw_bid,
            "replace": bids.replace_bid,
            "reject": evaluation.reject_bid,
            "check": committee.check_bid,
            "adjust": prices.adjust_price,
            "drop": rounds.drop_candidate,
        },
        elsewhere={
            "refuse_late": "POST /bids",
            "unseal": "POST /tenders/{id}/open",
            "nominate": "POST /tenders/{id}/evaluate",
            "win": "POST /tenders/{id}/award",
            "give_back": "POST /tenders/{id}/open",
            "set_aside": "POST /lots/{id}/set_aside",
            "bind": "POST /contracts/{id}/sign",
        },
        parts=(Part("lines", BidLine, "bid_id"),),
        secret=dict.fromkeys(("sealed", "withdrawn", "late", "returned"), frozenset({Role.BUYER})),
    ),
    Resource("experts", Expert, create={"enrol": experts.enrol_expert}, readers=TENDERING),
    Resource(
        "expert-draws",
        ExpertDraw,
        create={"prepare": experts.prepare_draw},
        act={"hold": experts.hold_draw, "excuse": experts.excuse_expert},
        readers=TENDERING,
    ),
    Resource("opening-records", OpeningRecord, act={"sign": opening.sign_opening}),
    Resource("bid-checks", Check, readers=TENDERING),
    Resource("price-adjustments", Adjustment, readers=TENDERING),
    Resource(
        "price-holds",
        PriceHold,
        PRICE_HOLD,
        create={"ask": prices.ask_price},
        act={
            "explain": prices.explain_price,
            "accept": prices.accept_price,
            "refuse": prices.refuse_price,
        },
        readers=TENDERING,
    ),
    Resource(
        "score-sheets",
        Sheet,
        SCORE_SHEET,
        create={"fill": sheets.fill_sheet},
        act={"sign": sheets.sign_sheet},
        elsewhere={"annul": "POST /committee-members/{id}/release"},
        readers=TENDERING,
    ),
    Resource("report-signatures", Signature, readers=TENDERING),
)
