"""The national data with synthetic safety marks, for the tests of later stages."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from equiplink.catalogue import actions as catalogue
from equiplink.catalogue.models import Product
from tests.templates import remembered
from tests.world import World

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
    "starter": "QC83-80/660",
}
MARKS = {
    "support": "MZZ990101",
    "switch": "MZZ990102",
    "fan": "MZZ990103",
    "cable": "MZZ990104",
    "belt": "MZZ990105",
    "rescuer": "MZZ990106",
    "lamp": "MAH160130",
    "starter": "MZZ990107",
}
BEFORE_NOTICES = date(2021, 1, 1)


@remembered
def national(world: World, as_of: date = BEFORE_NOTICES) -> dict[str, UUID]:
    """Load the national data and return product ids by the short names of ``MODELS``.

    Every product but bolt and resin, whose class needs no mark, gets the synthetic
    mark of ``MARKS`` (MZZ990101 support, …02 switch, …03 fan, …04 cable, …05 belt,
    …06 rescuer, …07 starter), valid from 2024-01-01 to 2028-12-31. The lamp has the
    real number MAH160130 and its real holder, with an invented validity. The
    notice that stops it (2021-08-28) is not loaded; ``load_national(work)`` brings it.
    """
    with world.work("administrator") as work:
        catalogue.load_national(work, as_of=as_of)
        known = {product.model: product for product in work.all(Product)}
        for name, number in MARKS.items():
            product = known[MODELS[name]]
            catalogue.set_mark(
                work, number=number, product=product.name, model=product.model,
                holder=product.maker, status="有效", valid_from=date(2024, 1, 1),
                valid_until=date(2028, 12, 31), synthetic=True, source="合成",
            )  # fmt: skip
    return {name: known[model].id for name, model in MODELS.items()}
