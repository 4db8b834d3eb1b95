"""断网的一班: the manifest is fetched, the network is cut, and what does not fit is listed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from equiplink.example.cast import GATE, Cast
from equiplink.gate import devices, manifest, packing, uploads
from equiplink.gate.handheld import Handheld
from equiplink.gate.models import Gate
from equiplink.gate.offline_models import Conflict
from equiplink.hazard import actions as hazard

OPERATOR = "0012"
"""The keeper's number."""


def offline(cast: Cast) -> Iterator[str]:
    """Scan for a shift without the network, while a hold is placed that the device cannot know."""
    yield "\n断网的一班：手持机按签名的离线清单判定"
    handheld, started = _enrolled(cast), cast.now

    def clocks() -> tuple[datetime, float]:
        return cast.now, (cast.now - started).total_seconds()

    handheld.tell = clocks
    with cast.by("safety_officer") as work:
        held = hazard.hold(
            work, kind="quarantine", subject="item", key=str(cast.items["bolt"]),
            reason="样例：断网后才停用",
        ).id  # fmt: skip
    for name, direction in (("resin", "in"), ("bolt", "in"), ("rescuer", "out")):
        cast.wait(minutes=10)
        told = handheld.scan(cast.tags[name], operator=OPERATOR, direction=direction)
        sign = "✓" if told.admitted else "✗"
        yield f"  {sign} SB-{name}-01 {'入井' if direction == 'in' else '升井'}：{told.zh}"
    _upload(cast, handheld)
    yield f"  联网补传 {len(handheld.events)} 条，再传一次也不会重复"
    yield from _conflicts(cast)
    with cast.by("safety_officer") as work:
        hazard.release(work, held, reason="样例：复查合格")
    cast.wait()


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
    _write(cast, "manifest.json", told)
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
        found = [
            {"冲突": each.kind.zh, "编号": each.key, "详情": each.details}
            for each in work.all(Conflict)
        ]
    _write(cast, "conflicts.json", found)
    for each in found:
        yield f"  △ {each['冲突']}（设备记录 {each['编号']}），由人核对"


def _write(cast: Cast, name: str, document: object) -> None:
    text = json.dumps(document, ensure_ascii=False, indent=2, default=str)
    (cast.folder / name).write_text(text + "\n", encoding="utf-8")
