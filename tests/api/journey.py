"""The whole chain over HTTP, from a plan to a tag on a thing that may go underground."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from equiplink.db import new_id
from equiplink.tender.panel_states import CheckItem
from tests.api.conftest import token
from tests.world import World

Send = Callable[..., Any]
"""``send(method, path, json=…, headers=…)``: a test client's ``request``, or a true one's."""

GOOD = "KBZ-400/1140"
MAKER = "合成制造厂"
CHECKS = {"外观": True, "隔爆接合面": True, "引入装置": True}


@dataclass
class Journey:
    """One mine's people, each with his token, and what they made so far."""

    world: World
    send: Send
    tick: Callable[[], None] = lambda: None
    """Called after the clock has moved."""
    tokens: dict[str, str] = field(default_factory=dict)

    def post(self, who: str, path: str, method: str = "POST", /, **body: Any) -> dict[str, Any]:
        """Send *body* as *who*, expect success, return the answer."""
        answer = self.ask(who, path, method, **body)
        assert answer.status_code in {200, 201}, f"{method} {path}: {answer.text}"
        return dict(answer.json())

    def ask(self, who: str, path: str, method: str = "POST", /, **body: Any) -> Any:
        """Send *body* as *who* and return whatever the answer is."""
        if who not in self.tokens:
            self.tokens[who] = token(self.world, who)
        bearer = {"Authorization": f"Bearer {self.tokens[who]}"}
        content = {} if method == "GET" else {"json": body}
        return self.send(method, path, headers=bearer, **content)

    def forward(self, **time: float) -> None:
        """Let time pass."""
        self.world.clock.forward(**time)
        self.tick()

    def day(self, days: int = 0) -> str:
        """Return the day *days* from now."""
        return (self.world.clock.now + timedelta(days=days)).date().isoformat()

    def plan(self) -> tuple[str, str]:
        """Plan, submit and approve one switch; return the plan's and the line's id."""
        kind = self.post(
            "planner",
            "/classes",
            code="SYN-KG",
            name="矿用隔爆型真空馈电开关",
            category="SBLB006",
            tracking="unit",
            unit="台",
            device="electrical",
            requires_mark=False,
            requires_ex=True,
            papers=["product_certificate"],
            source="合成",
        )["id"]
        product = self.post(
            "planner",
            "/products",
            class_id=kind,
            name="矿用隔爆型真空馈电开关",
            model=GOOD,
            maker=MAKER,
            source="合成",
        )["id"]
        plan = self.post(
            "planner", "/plans", number="CG-1", title="馈电开关", period="month", budget="20000"
        )["id"]
        line = self.post(
            "planner",
            f"/plans/{plan}/add_line",
            product_id=product,
            quantity="1",
            estimate="10000.00",
            need_by="2027-06-30",
            place_id=str(self.world.places["一采区进风巷"]),
            purpose="更换",
            papers=["product_certificate", "ex_certificate"],
        )["id"]
        self.post("planner", f"/plans/{plan}/submit")
        self.post("approver", f"/plans/{plan}/approve")
        return plan, line

    def published(self, officers: Sequence[str] = ()) -> tuple[str, str]:
        """Plan and publish an open tender; return the tender's and its line's id."""
        _, line = self.plan()
        made = self.post(
            "buyer",
            "/tenders",
            number="ZB-1",
            title="馈电开关",
            method="open_tender",
            evaluation="lowest_evaluated_price",
            works_related=False,
            state_funds=True,
            lines=[{"plan_line_id": line, "quantity": "1"}],
        )
        deadline = self.world.clock.now + timedelta(days=20)
        self.post(
            "buyer",
            f"/tenders/{made['id']}/publish",
            deadline=deadline.isoformat(),
            sale_from=self.day(),
            sale_until=self.day(7),
            media=["https://example.invalid/notice"],
            officers=list(officers),
        )
        read = self.ask("buyer", f"/tenders/{made['id']}", "GET").json()
        return made["id"], read["lines"][0]["id"]

    def bid(self, tender: str, line: str, name: str, price: str) -> str:
        """Register a supplier and hand in his bid."""
        supplier = self.post(
            "buyer",
            "/suppliers",
            uscc=f"91000000MA000000{ord(name) % 100:02d}",
            name=f"合成供应商{name}",
            legal_representative=f"合成负责人{name}",
            proof="合成示例，无统一社会信用代码",
            synthetic=True,
        )["id"]
        offer = {"tender_line_id": line, "unit_price": price, "model": GOOD, "maker": MAKER}
        lines = [{**offer, "mark_number": ""}]
        made = self.post("buyer", "/bids", tender_id=tender, supplier_id=supplier, lines=lines)
        return str(made["id"])

    def awarded(self) -> str:
        """Take three bids, open, evaluate, publicise and award; return the tender's id."""
        tender, line = self.published()
        bids = [
            self.bid(tender, line, name, price)
            for name, price in (("甲", "9500.00"), ("乙", "9800.00"), ("丙", "9900.00"))
        ]
        self.forward(days=20)
        self.post("buyer", f"/tenders/{tender}/open")
        self.judged(tender, bids)
        self.post(
            "buyer", f"/tenders/{tender}/publicise", starts_on=self.day(), ends_on=self.day(3)
        )
        self.forward(days=4)
        self.post("approver", f"/tenders/{tender}/award", bid_id=bids[0])
        return tender

    def judged(self, tender: str, bids: Sequence[str]) -> None:
        """Record the opening, seat five, review every bid, rank, and have the report signed."""
        members = [f"evaluator{number}" for number in range(1, 6)]
        for number, name in enumerate(members):
            person = str(self.world.people[name].id)
            self.post("buyer", f"/tenders/{tender}/seat", person_id=person, expert=number > 0)
            self.post(name, f"/tenders/{tender}/declare_interest")
        readings = [
            {"bid_id": bid, "envelope": "electronic", "price": self.read(f"/bids/{bid}")["price"]}
            for bid in bids
        ]
        officers = {role: str(self.world.people[role].id) for role in ("buyer", "safety_officer")}
        record = self.post(
            "buyer", f"/tenders/{tender}/record_opening", venue="合成会议室", present=[],
            readings=readings, reader_id=officers["buyer"], recorder_id=officers["safety_officer"],
        )  # fmt: skip
        for role in officers:
            self.post(role, f"/opening-records/{record['id']}/sign")
        for bid in bids:
            found = [{"item": item, "passes": True, "evidence": "合成"} for item in CheckItem]
            self.post("evaluator1", f"/bids/{bid}/check", answers=found)
        self.post("buyer", f"/tenders/{tender}/evaluate", report_on=self.day())
        for name in members:
            self.post(name, f"/tenders/{tender}/sign_report")

    def read(self, path: str) -> dict[str, Any]:
        """Read a record as the buyer."""
        found: dict[str, Any] = self.ask("buyer", path, "GET").json()
        return found

    def delivered(self) -> str:
        """Sign the contract and let the goods arrive; return the delivery line's id."""
        tender = self.awarded()
        contract = self.post(
            "buyer", "/contracts", tender_id=tender, number="HT-1", deliver_by=self.day(30)
        )["id"]
        self.post("approver", f"/contracts/{contract}/sign")
        order = self.ask("buyer", f"/contracts/{contract}", "GET").json()["lines"][0]["id"]
        load = {"contract_line_id": order, "quantity": "1"}
        arrived = self.post(
            "keeper", "/deliveries", contract_id=contract, number="DH-1", lines=[load]
        )["id"]
        read = self.ask("keeper", f"/deliveries/{arrived}", "GET").json()
        return str(read["lines"][0]["id"])

    def in_stock(self) -> tuple[str, str]:
        """Accept, take in and tag the switch; return the item's id and its tag."""
        part = self.delivered()
        title = "矿用隔爆型真空馈电开关"
        plate = {"name": title, "model": GOOD, "maker": MAKER, "serial": "S-1"}
        paper = {"number": "HG-1", "issuer": MAKER, "model": GOOD, "maker": MAKER, "passed": True}
        papers = {
            "product_certificate": paper,
            "ex_certificate": {
                **paper,
                "number": "SYN-0001",
                "valid_until": "2028-12-31",
                "ex_mark": "Exd I",
            },
        }
        presented = self.post(
            "keeper",
            "/acceptances",
            delivery_line_id=part,
            quantity="1",
            serial="S-1",
            plate={**plate, "ex_mark": "Ex db I Mb"},
            papers=papers,
            made_on=self.day(-30),
        )["id"]
        self.post("acceptor", f"/acceptances/{presented}/accept")
        item = self.post("keeper", "/items", acceptance_id=presented, number="KD-001")["id"]
        tag = self.post("keeper", f"/items/{item}/issue_tag")["code"]
        return item, tag

    def inspected(self) -> tuple[str, str]:
        """Inspect the switch for its place and open a gate; return the item's id and its tag."""
        item, tag = self.in_stock()
        self.post(
            "ex_inspector",
            f"/items/{item}/inspect",
            place_id=str(self.world.places["一采区进风巷"]),
            passed=True,
            checks=CHECKS,
            valid_until=self.day(7),
        )
        self.post(
            "administrator",
            "/gates",
            name="副井",
            place_id=str(self.world.places["副井井口"]),
        )
        return item, tag

    def scan(self, tag: str, scan_id: UUID | None = None, /, **members: Any) -> Any:
        """Scan the tag at the gate and return the answer."""
        path = f"/scans/{scan_id or new_id()}"
        return self.ask("keeper", path, "PUT", **{"tag": tag, "gate": "副井", **members})
