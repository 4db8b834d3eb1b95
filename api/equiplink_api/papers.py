"""The rows of the table for papers beside the safety mark, controlled parts and the two lanes."""

from __future__ import annotations

from equiplink.catalogue import lanes, papers
from equiplink.catalogue.paper_models import (
    Acknowledgement,
    ControlledPart,
    ProductPaper,
    Renewal,
    Trial,
)
from equiplink_api.resources import Part, Resource

PAPERS: tuple[Resource, ...] = (
    Resource(
        "papers",
        ProductPaper,
        create={"set_paper": papers.set_paper},
        act={"acknowledge": papers.acknowledge},
        parts=(Part("acknowledgements", Acknowledgement, "paper_id"),),
        filters=("number",),
    ),
    Resource("acknowledgements", Acknowledgement),
    Resource(
        "controlled-parts",
        ControlledPart,
        create={"add_part": papers.add_part},
        filters=("mark_number", "model"),
    ),
    Resource(
        "renewals",
        Renewal,
        create={"propose_renewal": lanes.propose_renewal},
        act={"sign": lanes.sign_renewal},
        filters=("mark_number",),
    ),
    Resource(
        "trials",
        Trial,
        create={"propose_trial": lanes.propose_trial},
        act={"approve": lanes.approve_trial},
    ),
)
