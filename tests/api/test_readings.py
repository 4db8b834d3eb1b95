"""Questions about one record, each a row of the table of readings."""

from hashlib import sha256

from tests.api.conftest import As, taken
from tests.contract import steps
from tests.register.steps import tagged
from tests.world import World


def test_contract_says_where_it_differs_from_the_bid(world: World, as_: As) -> None:
    """One that says what was bid differs nowhere."""
    made = steps.signed(world)
    answer = as_(world, "buyer").get(f"/contracts/{made.contract_id}/difference")

    assert (answer.status_code, answer.json()) == (200, [])


def test_delivery_says_until_when_the_seller_is_told(world: World, as_: As) -> None:
    """The last day of the period, and that nothing is presumed before it."""
    made = steps.delivered(world)
    client = as_(world, "acceptor")
    told = client.post(
        "/defect-notices",
        json={
            "delivery_id": str(made.delivery_id), "defect": "quality", "found_on": "2026-11-26",
            "text": "合成：绝缘不合格",
        },
    )  # fmt: skip
    answer = client.get(f"/deliveries/{made.delivery_id}/conformity").json()

    assert told.status_code == 201
    assert [each["id"] for each in answer["notices"]] == [told.json()["id"]]
    assert answer["presumed"] is False
    assert answer["inspect_by"] < answer["hidden_by"]


def test_plan_against_actual_is_a_page_or_a_workbook(world: World, as_: As) -> None:
    """Both say the number of the plan's contract."""
    made = steps.signed(world)
    client = as_(world, "planner")
    path = f"/plans/{made.tender.plan.plan_id}/actual"
    page, file = client.get(f"{path}.html"), client.get(f"{path}.xlsx")
    number = client.get(f"/contracts/{made.contract_id}").json()["number"]

    assert number in page.text
    assert file.headers["Content-Disposition"].endswith('.xlsx"')
    assert file.content[:2] == b"PK"
    assert [(what, digest) for _, what, _, digest in taken(world)] == [
        ("plans actual.html", sha256(page.content).hexdigest()),
        ("plans actual.xlsx", sha256(file.content).hexdigest()),
    ]


def test_passport_and_the_standard_files_leave_with_a_name(world: World, as_: As) -> None:
    """Each is told with who took it; the register's files begin with the mine's code."""
    _, code = tagged(world)
    client = as_(world, "inspector")
    printed = client.get(f"/items/{code}/passport.docx")
    basic, marks = (client.get(f"/exports/mtt1201/{each}") for each in ("JBSJ", "ABSJ"))
    unknown = client.get("/exports/mtt1201/XXXX")

    assert printed.content[:2] == b"PK"
    assert "UTF-8''" in basic.headers["Content-Disposition"]
    assert basic.text.endswith("||")
    assert unknown.status_code == 422
    assert [row[0::3] for row in taken(world)] == [
        ("inspector", sha256(each.content).hexdigest()) for each in (printed, basic, marks)
    ]


def test_file_of_a_tender_is_told_in_any_form(world: World, as_: As) -> None:
    """Who reads the whole file or the proof of the sealed bids is named, though it is JSON."""
    made = steps.signed(world)
    client = as_(world, "buyer")
    path = f"/tenders/{made.tender.tender_id}"
    told = [client.get(f"{path}/{name}").content for name in ("report", "proof", "signs")]

    assert [(what, digest) for _, what, _, digest in taken(world)] == [
        ("tenders report", sha256(told[0]).hexdigest()),
        ("tenders proof", sha256(told[1]).hexdigest()),
    ]


def test_report_is_a_page_or_a_file(world: World, as_: As) -> None:
    """Each is of its own kind, and the page may run nothing."""
    made = steps.signed(world)
    client, path = as_(world, "inspector"), f"/tenders/{made.tender.tender_id}/report"
    page, file = client.get(f"{path}.html"), client.get(f"{path}.docx")

    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert file.headers["Content-Disposition"].endswith('.docx"')
    assert file.content[:2] == b"PK"
