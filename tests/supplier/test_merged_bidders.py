"""Two records of one firm that bid for one lot are bids of one firm."""

from equiplink.supplier import merging
from equiplink.tender import queries, signs
from equiplink.tender.models import Tender
from tests.tender import steps as tenders
from tests.world import World


def test_records_that_were_merged_do_not_compete(world: World) -> None:
    """Before the merger nothing ties them; afterwards both bids are those of one firm."""
    made = tenders.opened(world)

    def tied() -> list[str]:
        with world.read("buyer") as work:
            laid = signs.tables(work, work.get(Tender, made.tender_id))
            return list(signs.related(laid, queries.live_bids(work, made.tender_id)))

    before = tied()
    with world.work("approver") as work:
        merging.merge(
            work, made.suppliers[0], into_id=made.suppliers[1], reason="同一单位重复登记",
            document="合成：登记机关变更证明",
        )  # fmt: skip

    assert before == []
    assert len(tied()) == 1
