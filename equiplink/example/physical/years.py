"""一台馈电开关的五年: checks, a postponement, a fault, a move, a suspension, a modification."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from equiplink.db import plain
from equiplink.example.cast import Cast, calibrate, report
from equiplink.example.moves import put, refused
from equiplink.example.physical.hands import (
    FACE,
    INTAKE,
    STORE,
    ask,
    bring_up,
    inspect,
    place,
    scan,
    take_down,
    write,
    write_text,
)
from equiplink.exchange.unfit_list import write_workbook
from equiplink.hazard import actions as hazard
from equiplink.hazard.models import Hazard
from equiplink.hazard.states import HazardState
from equiplink.mine import actions as mine
from equiplink.mine.models import Certificate
from equiplink.register import actions as register
from equiplink.register import lots, tags
from equiplink.rules import RULES, say
from equiplink.upkeep import actions as upkeep
from equiplink.upkeep import faults, outside, postponing
from equiplink.upkeep.looking import Look
from equiplink.upkeep.models import Due, Interval, Job
from equiplink.upkeep.states import JobState
from equiplink.usage import actions as usage
from equiplink.usage import custody
from equiplink.usage.models import Placement
from equiplink.usage.sweep import sweep
from equiplink.usage.unfit import Unfit, shown, unfit
from equiplink.work import Work

CHECK = "防爆性能检查"


def five_years(cast: Cast) -> Iterator[str]:
    """Tell the five years, one after the other."""
    yield "\n六、一台馈电开关的五年（SB-switch-01）"
    for year in (_first, _second, _third, _fourth, _fifth):
        yield from year(cast)


def _first(cast: Cast) -> Iterator[str]:
    with cast.by("safety_officer") as work:
        upkeep.adopt_intervals(work)
        for each in work.all(Interval, name=CHECK):
            upkeep.set_interval(work, each.id, days=25)
    yield f"  第一年：采用检查周期表，{CHECK}本矿从严定为 25 天（规定最长 30 天）"
    receiver = cast.people["mechanic"][1]
    with cast.by("mechanic") as work:
        offered = custody.hand_over(work, _stands(cast, work).id, keeper_id=receiver.id).id
    cast.wait(minutes=20)
    with cast.by("mechanic", 1) as work:
        custody.accept(work, offered)
    yield f"  包机移交：机电工蒋三交出，{receiver.name}本人接收"
    cast.wait(days=20)
    with cast.by("approver") as work:
        rows = work.all(Due, item_id=cast.items["switch"])
        row = next(each for each in rows if work.get(Interval, each.interval_id).name == CHECK)
        was, until = row.due_on, row.due_on + timedelta(days=4)
        postponing.postpone(
            work, row.id, until=until, reason="样例：检修班调整", asked_by=receiver.id
        )
    yield f"  推迟一次：{was} → {until}，申请人与审批人不是同一人，未超过规定的最长周期"
    yield from _months(cast, 12)


def _second(cast: Cast) -> Iterator[str]:
    began = cast.now
    with cast.by("mechanic", 1) as work:
        fault = faults.report(work, cast.items["switch"], what="样例：真空接触器不吸合").id
    yield "  第二年：故障停机，升井修理"
    yield from bring_up(cast, "switch")
    with cast.by("mechanic") as work:
        job = upkeep.start_repair(work, cast.items["switch"], note="样例：更换线圈").id
    cast.wait(days=2)
    _pass(cast, job, "样例：更换线圈，试验合格")
    with cast.by("mechanic") as work:
        faults.clear(work, fault, job_id=job)
        hours = faults.downtime(work, cast.items["switch"]).hours
    yield f"  修复：停机 {hours} 小时（自 {began:%Y-%m-%d} 起），作业人与签字人不是同一人"
    cast.wait(days=40)
    yield "  在库 40 天无人检查，再入井："
    yield from _refused_then_tested(cast)
    cast.wait(days=10)
    with cast.by("mechanic", 1) as work:
        usage.move(work, _stands(cast, work).id, place_id=cast.places[INTAKE])
    yield f"  由 {FACE} 移到 {INTAKE}，按新地点重新核对选型，准予"
    _certify_again(cast)
    yield from _months(cast, 10)


def _refused_then_tested(cast: Cast) -> Iterator[str]:
    inspect(cast, "switch", FACE)
    yield from scan(cast, "switch")
    _test(cast)
    yield "  补做检测后："
    yield from take_down(cast, "switch", FACE)


def _third(cast: Cast) -> Iterator[str]:
    yield "  第三年：发证机构暂停安标 MZZ990102（样例），当天清查"
    ask(cast, "switch", status="暂停")
    with cast.by("safety_officer") as work:
        sweep(work)
        rows = [each for each in unfit(work) if each.denying]
        write(cast, "unfit.json", [shown(each, "zh") for each in rows])
        write_text(cast, "在井不合格清单.txt", unfit_lines(work, rows))
        listed = (shown(each, "zh") for each in rows)
        with (cast.folder / "在井不合格清单.xlsx").open("wb") as file:
            write_workbook(work.mine.name, work.today, listed, file)
    yield f"  → 在井不合格清单 {len(rows)} 项：{'、'.join(each.number for each in rows)}"
    cast.wait(days=1)
    ask(cast, "switch")
    with cast.by("safety_officer") as work:
        sweep(work)
        left = sum(bool(each.denying) for each in unfit(work))
    yield f"  次日发证机构恢复有效，再清查：{left} 项"
    yield from _verified(cast)
    with cast.by("mechanic") as work:
        starts = (upkeep.start_maintenance, upkeep.start_care)
        jobs = [start(work, cast.items["switch"], note="样例：年度").id for start in starts]
    yield from _spare_part(cast, jobs[0])
    for job in jobs:
        _pass(cast, job, "样例维护保养记录")
    yield from refused(
        cast, "mechanic", "维护签字之后再记备件被拒",
        lambda work: usage.use_up(
            work, cast.placements["lead"], quantity=Decimal(1), note="样例", job_id=jobs[0]
        ),
    )  # fmt: skip
    yield from bring_up(cast, "lead")
    yield "  年度维护、保养各一次，机电工作业，检查员签字"
    yield from _months(cast, 11)


def _spare_part(cast: Cast, job: UUID) -> Iterator[str]:
    """Take five metres of cable down and use four of them in an open job."""
    with cast.by("keeper") as work:
        lead = lots.cut(work, cast.items["reel"], length=Decimal(5), number="SB-reel-01-2")
        cast.items["lead"] = lead.id
        cast.tags["lead"] = register.issue_tag(work, lead.id).code
    yield from take_down(cast, "lead", INTAKE, quantity=Decimal(5))
    with cast.by("mechanic") as work:
        usage.use_up(
            work, cast.placements["lead"], quantity=Decimal(4), note="样例：更换引线", job_id=job
        )
    yield "  维护用备件：电缆 4 m 记入本次维护"


def _fourth(cast: Cast) -> Iterator[str]:
    yield "  第四年：升井改造，再送外修"
    yield from bring_up(cast, "switch")
    with cast.by("mechanic") as work:
        job = upkeep.start_modification(work, cast.items["switch"], note="样例：换装综合保护器").id
    cast.wait(days=1)
    with cast.by("mechanic") as work:
        file = report(work, job, "样例改造报告 GZ-01")
    _pass(cast, job, "样例改造报告 GZ-01", file)
    with cast.by("mechanic") as work:
        job = upkeep.start_repair(work, cast.items["switch"], note="样例：隔爆面修复").id
        sent = outside.send_out(
            work, job, firm="样例防爆电气修理厂", qualification="样例资质",
            due_back_on=work.today + timedelta(days=20),
        ).id  # fmt: skip
    cast.wait(days=15)
    with cast.by("keeper") as work:
        outside.take_back(work, sent, condition="隔爆面参数合格，附修理报告（样例）")
    _pass(cast, job, "样例外修报告 WX-01")
    yield "  改造有报告；出矿外修 15 天返回，修理报告齐全，重新检查合格"
    _test(cast)
    inspect(cast, "switch", FACE)
    yield from scan(cast, "switch")
    yield from refused(
        cast, "mechanic", f"装到 {STORE} 被拒", lambda work: put(cast, work, "switch", STORE)
    )  # fmt: skip
    place(cast, "switch", FACE)
    yield from _months(cast, 11)


def _fifth(cast: Cast) -> Iterator[str]:
    with cast.by("mechanic", 1) as work:
        tags.report_damaged(work, cast.items["switch"], note="样例：标签磨损")
    old = cast.tags["switch"]
    with cast.by("keeper") as work:
        cast.tags["switch"] = tags.reprint(work, cast.items["switch"], reason="样例：磨损").code
    yield f"  第五年：标签磨损，补打 {cast.tags['switch']}，旧标签 {old} 同时作废"
    yield from _months(cast, 12)


def _months(cast: Cast, many: int) -> Iterator[str]:
    """Let months pass; test what is due every few days and ask for the marks every quarter."""
    tested, until = 0, cast.now + timedelta(days=30 * many)
    while cast.now < until:
        cast.wait(days=5)
        tested += _test(cast)
    for name in cast.marks.keys() - {"lamp"}:
        ask(cast, name)
    with cast.by("keeper") as work:
        calibrate(work)
    with cast.by("mechanic") as work:
        jobs = work.all(Job, item_id=cast.items["switch"], state=JobState.PASSED)
        tests = [each for each in jobs if each.interval_id is not None]
        late = sum(_late(work, each) for each in tests)
    counts = f"馈电开关累计 {len(tests)} 次，逾期 {late} 次"
    yield f"  到 {cast.now:%Y-%m-%d}：全矿又检测 {tested} 次；{counts}"


def _late(work: Work, job: Job) -> bool:
    due, closed = job.was_due_on, job.closed_at
    return due is not None and closed is not None and work.day_of(closed) > due


def _test(cast: Cast) -> int:
    """Test what is due within five days; return how many tests that were."""
    with cast.by("mechanic") as work:
        jobs = [
            upkeep.start_test(
                work, each.item.id, note=f"样例：{each.interval.name}", interval_id=each.interval.id
            ).id
            for each in upkeep.due(work, work.today + timedelta(days=5))
        ]  # fmt: skip
    for job in jobs:
        _pass(cast, job, "样例检测记录", look=_sound(cast))
    return len(jobs)


def _sound(cast: Cast) -> Look:
    """Return a look at flameproof equipment that found nothing."""
    return {
        "place_id": cast.places[FACE], "dent_length": Decimal(0), "dent_depth": Decimal(0),
        "weld_whole": True, "glands_whole": True, "chambers_apart": True,
        "certificate_there": True,
    }  # fmt: skip


def _pass(
    cast: Cast, job: UUID, text: str, report_id: UUID | None = None, look: Look | None = None
) -> None:
    cast.wait()
    with cast.by("mechanic", 1) as work:
        upkeep.pass_(
            work, job, done_by=cast.people["mechanic"][0].id,
            signed_by=cast.people["ex_inspector"][0].id, report=text, report_id=report_id,
            instrument_id=cast.gauges["meter"], look=look,
        )  # fmt: skip


def _verified(cast: Cast) -> Iterator[str]:
    """Let another than who swept look at what the sweep found and found gone."""
    with cast.by("inspector") as work:
        for each in work.all(Hazard, item_id=cast.items["switch"]):
            if each.state is HazardState.RECTIFIED:
                hazard.verify(work, each.id)
                yield f"  清查人以外的人验收销号：{each.title}"


def unfit_lines(work: Work, rows: list[Unfit]) -> Iterator[str]:
    """Tell what is unfit underground as a person reads it."""
    yield f"在井不合格清单　{work.mine.name}　{work.today}　共 {len(rows)} 项"
    for number, each in enumerate(rows, 1):
        much = f"{plain(each.quantity)} {each.unit}"
        yield f"\n{number}. {each.number} {each.name} {each.model}，{much}"
        keeper = each.keeper or "未指定"
        yield f"   地点：{each.place or '未定位'}；处理人：{keeper}；期限：{each.act_by}"
        for finding in each.denying:
            yield f"   理由 [{finding.code}] {say(finding)}"
            yield f"   依据：{RULES[finding.code].source}"


def _stands(cast: Cast, work: Work) -> Placement:
    (stands,) = work.all(Placement, item_id=cast.items["switch"], ended_at=None)
    return stands


def _certify_again(cast: Cast) -> None:
    """Renew the certificates of people before they run out."""
    with cast.by("administrator") as work:
        for each in work.all(Certificate):
            mine.certify(
                work, each.person_id, permit=each.permit, number=f"{each.number}-换证",
                issuer=each.issuer, valid_from=date(2027, 12, 31), valid_until=date(2033, 12, 31),
            )  # fmt: skip
