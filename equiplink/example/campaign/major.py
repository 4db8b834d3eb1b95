"""部门精准执法: the county's check, a major hazard, and the restart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256
from uuid import UUID

from equiplink.campaign import actions as campaign
from equiplink.example.campaign.checked import closed, hand_over, put_right
from equiplink.example.campaign.days import Hundred
from equiplink.example.physical.hands import FACE, bring_up, scan, take_down
from equiplink.exchange.campaign_report import Report
from equiplink.hazard import actions as hazard
from equiplink.hazard import major
from equiplink.upkeep import actions as upkeep

REPLY_DAYS = 7


def county(hundred: Hundred) -> Iterator[str]:
    """Hold the county's full check, which finds three things, one of them major."""
    cast = hundred.cast
    yield "\n三、部门精准执法（2024-11-26 至 2025-01-20）"
    hundred.until(date(2024, 12, 3))
    with cast.by("inspector") as work:
        made = campaign.open_audit(
            work, kind="体检式精查", auditor="样例县应急管理局", held_on=hundred.today,
            department=True, campaign_id=hundred.id, place_id=cast.places["3101回风巷"],
        )  # fmt: skip
        findings: dict[str, UUID] = {}
        for name, text, level in (
            ("board", "避灾路线牌缺失 1 处", "general"),
            ("record", "电缆巡检记录缺 2 天", "general"),
            ("ex", "3101 回风巷馈电开关 SB-switch-01 隔爆面锈蚀失爆", "major"),
        ):
            found = campaign.add_finding(
                work, made.id, text=text, level=level,
                criterion="13(三)" if name == "ex" else "",
                item_id=cast.items["switch"] if name == "ex" else None,
                reply_by=hundred.today + timedelta(days=REPLY_DAYS),
            )  # fmt: skip
            hundred.hazards[name], findings[name] = found.hazard_id, found.id
    yield "  12-03 县局体检式精查提出 3 条问题，其中重大隐患 1 条；只有部门可以销号"
    for name in ("board", "record"):
        put_right(hundred, name, "已整改，照片已存")
        yield from closed(hundred, name, by="inspector")
    with cast.by("safety_officer") as work:
        for finding_id in findings.values():
            campaign.reply(work, made.id, finding_id=finding_id, text="样例：已按要求整改，附记录")
    yield "  受检方逐条书面回复"
    hundred.audit = made.id


def restarting(hundred: Hundred) -> Iterator[str]:
    """Hold the switch, bring it up, repair it, look at it again; the county closes."""
    cast = hundred.cast
    yield "\n四、重大隐患：停用、督办、整改、复产"
    with cast.by("inspector") as work:
        order = major.issue_order(
            work, hazard_id=hundred.hazards["ex"], number="样例督〔2024〕1号",
            authority="样例县应急管理局", issued_on=hundred.today,
            due_on=hundred.today + timedelta(days=10), suspends=True,
            requirements="停产整顿，隔爆面修复检测合格",
        )  # fmt: skip
    hand_over(hundred, hundred.hazards["ex"], funds=6_000)
    yield f"  馈电开关随登记立即停用；督办单 {order.number} 责令停产整顿"
    yield "  五落实：责任、措施、资金 6000 元、时限、预案"
    yield from bring_up(cast, "switch")
    yield from scan(cast, "switch")
    hundred.until(date(2024, 12, 6))
    repair(hundred, "switch")
    with cast.by("mechanic") as work:
        hazard.rectify(work, hundred.hazards["ex"], evidence="样例：隔爆面修复检测报告，照片")
    yield from closed(hundred, "ex", by="inspector")
    yield from restart(hundred, order.id)
    with cast.by("inspector") as work:
        campaign.close_audit(work, hundred.audit)
    yield "  县局检查办结"
    yield from take_down(cast, "switch", FACE)
    hundred.until(date(2024, 12, 31), at=18)
    yield from hundred.leave(Report.MONTH, "月报-2024-12", month=date(2024, 12, 1))
    yield from hundred.leave(Report.MAJOR, "重大隐患季报-2024-4")
    with cast.by("approver") as work:
        major.sign_quarter(
            work, year=2024, quarter=4, sent_to="样例县应急管理局、矿山监察机构",
            sent_on=hundred.today,
            sha256=sha256((cast.folder / "重大隐患季报-2024-4.docx").read_bytes()).hexdigest(),
        )  # fmt: skip
    yield "  季报由主要负责人签字后报送，签字文件的哈希值入账"


def restart(hundred: Hundred, order_id: UUID) -> Iterator[str]:
    """Apply to produce again; department, institution and government sign, and it is announced."""
    cast = hundred.cast
    with cast.by("approver") as work:
        made = major.apply_restart(work, order_id=order_id, plan="样例：整改方案和验收资料")
    hundred.until(date(2024, 12, 10))
    for sign, name in (
        (major.accept_restart, "样例县局主要负责人"),
        (major.review_restart, "样例矿山监察机构"),
        (major.approve_restart, "样例县政府主要负责人"),
    ):
        with cast.by("inspector") as work:
            sign(work, made.id, by=name)
    with cast.by("inspector") as work:
        major.announce_restart(work, made.id)
    yield "  恢复生产：部门验收、监察机构审核、政府批准，三方签字，五个工作日内公告；督办单解除"


def repair(hundred: Hundred, name: str) -> None:
    """Repair a thing that is up; an inspector of explosion protection signs."""
    cast = hundred.cast
    with cast.by("mechanic") as work:
        job = upkeep.start_repair(work, cast.items[name], note="样例：研磨隔爆面")
    cast.wait(minutes=240)
    with cast.by("mechanic", 1) as work:
        upkeep.pass_(
            work, job.id, done_by=cast.people["mechanic"][0].id,
            signed_by=cast.people["ex_inspector"][0].id, report="样例：隔爆面修复检测报告",
        )  # fmt: skip
