"""The rows of the table for suppliers: the register, their proofs, cases, ratings and marks."""

from __future__ import annotations

from equiplink.supplier import actions as supplier
from equiplink.supplier import cases, merging, proofs
from equiplink.supplier.models import (
    Authorisation,
    Debarment,
    ListCheck,
    Mark,
    Rating,
    Supplier,
    Violation,
)
from equiplink.supplier.states import SUPPLIER, SUPPLIER_RATING, VIOLATION
from equiplink_api.resources import Part, Resource

SUPPLIERS: tuple[Resource, ...] = (
    Resource(
        "suppliers",
        Supplier,
        SUPPLIER,
        create={"register": supplier.register},
        act={
            "change": supplier.change,
            "re_evaluate": supplier.re_evaluate,
            "authorise": proofs.authorise,
            "check_lists": proofs.check_lists,
            "suspend": supplier.suspend,
            "reinstate": supplier.reinstate,
            "strike_off": supplier.strike_off,
            "merge": merging.merge,
            "debar": supplier.debar,
        },
        parts=(
            Part("debarments", Debarment, "supplier_id"),
            Part("authorisations", Authorisation, "supplier_id"),
            Part("list_checks", ListCheck, "supplier_id"),
        ),
        filters=("uscc", "name"),
    ),
    Resource(
        "authorisations",
        Authorisation,
        act={"withdraw_authorisation": proofs.withdraw_authorisation},
    ),
    Resource("list-checks", ListCheck),
    Resource(
        "violations",
        Violation,
        VIOLATION,
        create={"accuse": cases.accuse},
        act={
            "amend": cases.amend,
            "tell": cases.tell,
            "hear": cases.hear,
            "suspend_meanwhile": cases.suspend_meanwhile,
            "decide": cases.decide,
            "complain": cases.complain,
            "review": cases.review,
        },
        parts=(Part("debarments", Debarment, "violation_id"),),
        filters=("number",),
    ),
    Resource("debarments", Debarment, act={"lift": supplier.lift}),
    Resource(
        "supplier-ratings",
        Rating,
        SUPPLIER_RATING,
        create={"rate": proofs.rate},
        act={"confirm": proofs.confirm_rating, "refuse": proofs.refuse_rating},
    ),
    Resource("supplier-marks", Mark, act={"annul": supplier.annul}),
)
