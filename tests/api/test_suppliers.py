"""Suppliers over HTTP: their page, a case from the accusation to the decision, their reach."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tests.api.conftest import As
from tests.supplier.steps import supplier
from tests.tender import steps as tenders
from tests.world import World


def test_page_explains_the_score(world: World, as_: As) -> None:
    """A confirmed rating is a part of the score, and the ledger gives the same."""
    who = supplier(world)
    body = {"category": "quality", "stars": 4, "subject": "supplier", "subject_id": str(who)}
    asked = {"supplier_id": str(who), **body}
    rating = as_(world, "keeper").post("/supplier-ratings", json=asked).json()
    as_(world, "approver").post(f"/supplier-ratings/{rating['id']}/confirm")
    page: dict[str, Any] = as_(world, "planner").get(f"/suppliers/{who}/reputation").json()

    assert (page["score"], page["grade"]) == ({"exact": "75", "about": "75.00"}, "B")
    assert sum(Fraction(each["contribution"]["exact"]) for each in page["parts"]) == 75
    assert page["parts"][0]["subject_id"] == rating["id"]
    assert page["from_ledger"] is True
    assert page["findings"] == []


def test_case_runs_over_http(world: World, as_: As) -> None:
    """Accused, told, heard and decided; the case then holds its debarment."""
    who = supplier(world)
    buyer, approver = as_(world, "buyer"), as_(world, "approver")
    case = buyer.post(
        "/violations",
        json={
            "supplier_id": str(who), "number": "AJ-7", "offence": "false_papers",
            "charge": "合成：证书系伪造", "happened_on": "2026-11-01",
            "evidence": [{"subject": "supplier", "subject_id": str(who)}],
        },
    ).json()["id"]  # fmt: skip
    buyer.post(f"/violations/{case}/tell", json={"notice": "EMS 0001"})
    verdict = {"verdict": "satisfied", "reason": "查实", "starts_on": "2026-11-08",
               "ends_on": "2027-05-07"}  # fmt: skip
    early = approver.post(f"/violations/{case}/decide", json=verdict)
    world.clock.forward(days=6)
    buyer.post(f"/violations/{case}/hear")
    done = approver.post(f"/violations/{case}/decide", json=verdict)
    whole = approver.get(f"/violations/{case}").json()

    assert (early.status_code, early.json()["code"]) == (409, "illegal-step")
    assert done.status_code == 200
    assert [each["offence"] for each in whole["debarments"]] == ["false_papers"]
    assert whole["actions"] == []


def test_change_may_set_a_licence_without_end(world: World, as_: As) -> None:
    """Null is a value, a member that is left out is none."""
    who = supplier(world)
    answer = as_(world, "buyer").post(
        f"/suppliers/{who}/change",
        json={"facts": {"licence_until": "2030-01-01", "contact": "合成联系人"}, "reason": "换证"},
    )
    again = as_(world, "buyer").post(
        f"/suppliers/{who}/change", json={"facts": {"licence_until": None}, "reason": "长期"}
    )

    assert answer.json()["licence_until"] == "2030-01-01"
    assert (again.json()["licence_until"], again.json()["contact"]) == (None, "合成联系人")


def test_reach_is_not_for_everybody(world: World, as_: As) -> None:
    """The safety officer reads it, a planner does not."""
    who = supplier(world)
    path = f"/suppliers/{who}/reach"

    assert as_(world, "safety_officer").get(path).json()["items"] == {}
    assert as_(world, "planner").get(path).status_code == 403


def test_reputations_of_a_tender_keep_its_secret(world: World, as_: As) -> None:
    """Before the opening nobody who only bids is told; afterwards all bidders are."""
    made = tenders.sealed(world)
    path = f"/tenders/{made.tender_id}/reputations"
    before = as_(world, "evaluator1").get(path).json()
    world.clock.forward(days=21)
    as_(world, "buyer").post(f"/tenders/{made.tender_id}/open")
    after = as_(world, "evaluator1").get(path).json()

    assert before == []
    assert {each["supplier_id"] for each in after} == set(map(str, made.suppliers[:3]))
    assert all(each["score"] is None for each in after)
    assert as_(world, "keeper").get(path).status_code == 403


def test_invited_are_told_before_the_opening(world: World, as_: As) -> None:
    """Whom the mine invites it may look at first."""
    made = tenders.published(world, method="inquiry", reason="零星采购", days=3)
    told = as_(world, "buyer").get(f"/tenders/{made.tender_id}/reputations").json()

    assert {each["supplier_id"] for each in told} == set(map(str, made.suppliers[:3]))
