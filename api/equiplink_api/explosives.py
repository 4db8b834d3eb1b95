"""The rows of the table that are about explosives: permits, stores, batches, both books."""

from __future__ import annotations

from equiplink.acceptance import explosives
from equiplink.acceptance.explosive_models import (
    ExplosiveBatch,
    ExplosiveCount,
    ExplosiveIssue,
    ExplosiveStore,
    PermitLine,
    PurchasePermit,
)
from equiplink.acceptance.explosive_states import EXPLOSIVE_BATCH, EXPLOSIVE_ISSUE
from equiplink_api.resources import Part, Resource

EXPLOSIVES: tuple[Resource, ...] = (
    Resource(
        "purchase-permits",
        PurchasePermit,
        create={"enter": explosives.enter_permit},
        parts=(Part("lines", PermitLine, "permit_id"),),
        filters=("number",),
    ),
    Resource(
        "explosive-stores",
        ExplosiveStore,
        create={"open": explosives.open_store},
        act={"count": explosives.count},
        parts=(Part("counts", ExplosiveCount, "store_id"),),
    ),
    Resource(
        "explosive-batches",
        ExplosiveBatch,
        EXPLOSIVE_BATCH,
        create={"receive": explosives.receive},
        act={
            "file_purchase": explosives.file_purchase,
            "destroy": explosives.destroy,
        },
        filters=("batch",),
    ),
    Resource(
        "explosive-issues",
        ExplosiveIssue,
        EXPLOSIVE_ISSUE,
        create={"issue": explosives.issue},
        act={"report": explosives.report, "settle": explosives.settle},
    ),
)
