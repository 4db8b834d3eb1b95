"""断网的一班: the manifest is fetched, the network is cut, and what does not fit is listed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from equiplink.example.cast import GATE, Cast
from equiplink.example.physical.hands import FACE, inspect, write
from equiplink.gate import conflicts, devices, manifest, packing, uploads
from equiplink.gate.handheld import Handheld
from equiplink.gate.models import Gate
from equiplink.gate.offline_models import Conflict
from equiplink.gate.offline_states import ConflictKind
from equiplink.hazard import holding

OPERATOR = "0012"
"""The keeper's number."""
RESOLVED = {
    ConflictKind.CLOCK_JUMP: "样例：询问操作人，确认拨快时钟，已校时；升井属实",
    ConflictKind.UNFIT_SINCE: "样例：到现场找到这批锚杆，停用期间未使用，复查合格",
}
"""What a person found when he looked."""


def offline(cast: Cast) -> Iterator[str]:
    """Scan for a shift without the network, while a hold is placed that the device cannot know."""
    yield "\n四、断网的一班：手持机按签名的离线清单判定"
    inspect(cast, "bolt", FACE)
    handheld, started = _enrolled(cast), cast.now
    wrong = timedelta(0)

    def clocks() -> tuple[datetime, float]:
        return cast.now + wrong, (cast.now - started).total_seconds()

    handheld.tell = clocks
    with cast.by("safety_officer") as work:
        held = holding.hold(
            work, kind="quarantine", subject="item", key=str(cast.items["bolt"]),
            reason="样例：断网后才停用",
        ).id  # fmt: skip
    for name, direction in (("resin", "in"), ("bolt", "in"), ("rescuer", "out")):
        cast.wait(minutes=10)
        told = handheld.scan(cast.tags[name], operator=OPERATOR, direction=direction)
        sign = "✓" if told.admitted else "✗"
        yield f"  {sign} SB-{name}-01 {'入井' if direction == 'in' else '升井'}：{told.zh}"
    wrong = timedelta(hours=5)
    yield "  有人把手持机的时钟拨快 5 小时："
    told = handheld.scan(cast.tags["rescuer2"], operator=OPERATOR, direction="out")
    yield f"  {'✓' if told.admitted else '✗'} SB-rescuer-02 升井：{told.zh}"
    wrong = timedelta(0)
    cast.wait(minutes=10)
    _upload(cast, handheld)
    yield f"  联网补传 {len(handheld.events)} 条，再传一次也不会重复"
    yield from _conflicts(cast)
    with cast.by("safety_officer") as work:
        holding.release(work, held, reason="样例：复查合格")
    cast.wait()
    yield from _resolved(cast)


def _resolved(cast: Cast) -> Iterator[str]:
    """Let a person look at every conflict, and say what became of it."""
    with cast.by("safety_officer") as work:
        for each in work.all(Conflict):
            if each.resolved_at is None:
                conflicts.resolve(work, each.id, resolution=RESOLVED[each.kind])
                yield f"  ✓ {each.kind.zh}（设备记录 {each.key}）：{each.resolution}"
        found = [
            {"冲突": each.kind.zh, "编号": each.key, "详情": each.details,
             "处理": each.resolution, "处理时间": each.resolved_at}
            for each in work.all(Conflict)
        ]  # fmt: skip
    write(cast, "conflicts.json", found)


def _enrolled(cast: Cast) -> Handheld:
    folder = cast.folder / "handheld"
    if folder.exists():
        shutil.rmtree(folder)
    with cast.by("administrator") as work:
        (place,) = work.all(Gate, name=GATE)
        device, code = devices.invite_device(work, name="副井手持机", gate_id=place.id)
    handheld = Handheld(
        folder,
        device=str(device.id),
        server=cast.chain.key.public,
        tell=lambda: (cast.now, 0.0),
    )
    with cast.by("keeper") as work:
        devices.enrol_device(work, device.id, code=code, public_key=handheld.key.public.hex())
        data = manifest.issue_manifest(work, place.id)
    handheld.take(data)
    (cast.folder / "manifest.bin").write_bytes(data)
    head = packing.unpack(data, cast.chain.key.public)
    told = {"第几版": head.head.seq, "签发": head.head.issued_at, "失效": head.head.not_after,
            "标签数": len(head.lines)}  # fmt: skip
    write(cast, "manifest.json", told)
    return handheld


def _upload(cast: Cast, handheld: Handheld) -> None:
    body = handheld.upload()
    with cast.by("keeper") as work:
        for _ in range(2):
            answer = uploads.upload(
                work, UUID(handheld.device), events=body["events"], clock=body["clock"]
            )
    handheld.acknowledge(answer)


def _conflicts(cast: Cast) -> Iterator[str]:
    with cast.by("safety_officer") as work:
        for each in work.all(Conflict):
            yield f"  △ {each.kind.zh}（设备记录 {each.key}），由人核对"
