"""The rows of the table that are about contracts: terms, arrivals, money, changes."""

from __future__ import annotations

from equiplink.contract import actions as contract
from equiplink.contract import amendments, awards, bonds, inspection, payments, penalties, units
from equiplink.contract import lines as contract_lines
from equiplink.contract import terms as contract_terms
from equiplink.contract.models import (
    Amendment,
    ArrivedSerial,
    AwardReport,
    Contract,
    ContractBond,
    ContractLine,
    Conversion,
    DefectNotice,
    Delivery,
    DeliveryLine,
    Milestone,
    PackingLine,
    PartRelease,
    Payment,
    Penalty,
)
from equiplink.contract.states import AMENDMENT, CONTRACT, CONTRACT_BOND, DELIVERY, PENALTY
from equiplink.gate import payments as entry_payments
from equiplink_api.resources import Part, Resource

CONTRACTS: tuple[Resource, ...] = (
    Resource(
        "contracts",
        Contract,
        CONTRACT,
        create={"draft": contract.draft},
        act={
            "agree": contract_terms.agree,
            "sign": contract.sign,
            "fulfil": contract.fulfil,
            "terminate": contract.terminate,
            "confirm_entry": entry_payments.confirm_entry,
        },
        elsewhere={
            "change": "POST /amendments/{id}/sign",
            "short_close": "POST /contract-lines/{id}/short_close",
            "add_free": "POST /contract-lines/{id}/add_free",
            "claim": "POST /contract-lines/{id}/claim",
        },
        parts=(
            Part("lines", ContractLine, "contract_id"),
            Part("milestones", Milestone, "contract_id"),
            Part("payments", Payment, "contract_id"),
        ),
        filters=("number",),
    ),
    Resource(
        "contract-lines",
        ContractLine,
        act={
            "short_close": contract_lines.short_close,
            "add_free": contract_lines.add_free,
            "claim": contract_lines.claim,
        },
    ),
    Resource(
        "amendments",
        Amendment,
        AMENDMENT,
        create={"propose": amendments.propose_amendment},
        act={"sign": amendments.sign_amendment, "void": amendments.void_amendment},
        filters=("number",),
    ),
    Resource(
        "milestones",
        Milestone,
        act={"release": payments.release, "release_part": payments.release_part},
        parts=(Part("released", PartRelease, "milestone_id"),),
    ),
    Resource("payments", Payment, create={"pay": payments.pay}, filters=("number",)),
    Resource(
        "contract-bonds",
        ContractBond,
        CONTRACT_BOND,
        create={"receive": bonds.receive_bond},
        act={"call": bonds.call_bond, "return": bonds.return_bond},
    ),
    Resource(
        "penalties",
        Penalty,
        PENALTY,
        create={"assert": penalties.assert_penalty},
        act={"waive": penalties.waive_penalty},
    ),
    Resource("conversions", Conversion, create={"state": units.state_conversion}),
    Resource("award-reports", AwardReport, create={"report": awards.report_award}),
    Resource(
        "deliveries",
        Delivery,
        DELIVERY,
        create={"deliver": contract.deliver},
        act={"close": contract.close_delivery, "return_all": contract.return_all},
        parts=(
            Part("lines", DeliveryLine, "delivery_id"),
            Part("packing", PackingLine, "delivery_id"),
            Part("notices", DefectNotice, "delivery_id"),
        ),
        filters=("number",),
    ),
    Resource("defect-notices", DefectNotice, create={"notify": inspection.notify_defect}),
    Resource("arrived-serials", ArrivedSerial, filters=("serial",)),
)
