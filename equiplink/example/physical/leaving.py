"""留下的材料: the passports, the recall board, and what each file in the folder is."""

from __future__ import annotations

from collections.abc import Iterator

from equiplink.audit.passport import passport
from equiplink.audit.recall import boards
from equiplink.audit.replay import verify
from equiplink.example.cast import Cast
from equiplink.example.physical.hands import write, write_text

FILES = {
    "passport-switch.json": "馈电开关从采购到报废的档案",
    "passport-bolt.json": "锚杆批次的档案",
    "passport-lamp.json": "被召回矿灯的档案",
    "在井不合格清单.txt": "安标暂停当天清查的结果：理由、地点、处理人、期限",
    "在井不合格清单.xlsx": "同上，表格",
    "unfit.json": "同上，供程序读取",
    "recall.json": "停用通知的排查看板，剩余为 0",
    "manifest.bin": "断网那一班手持机所用的离线清单（签名）",
    "manifest.json": "离线清单的版次、签发和失效时间",
    "conflicts.json": "离线冲突清单和每条的处理结果",
    "回撤平衡表.txt": "回撤时逐项的到达、移走、交回、消耗、核销、现有",
    "balance.json": "同上，供程序读取",
    "demo.db": "走完的数据库；demo.db.key 是封存密钥",
}
"""What is left in the folder, and what it is."""


def leaving(cast: Cast) -> Iterator[str]:
    """Write the passports and the board, tell the nine words, verify the ledger, list the files."""
    yield "\n九、全链条档案与台账"
    cast.seal()
    with cast.by("inspector") as work:
        documents = {name: passport(work, cast.tags[name]) for name in ("switch", "bolt", "lamp")}
        write(cast, "recall.json", boards(work))
        mine_id = work.mine_id
    for name, document in documents.items():
        write(cast, f"passport-{name}.json", document)
    switch = documents["switch"]
    yield f"  馈电开关 {len(switch['events'])} 条记录；已有：{'、'.join(switch['words'])}"
    yield f"  缺项：{'、'.join(switch['missing']) or '无'}"
    verdict = verify(cast.chain, mine_id)
    told = "校验通过，状态可由台账重放" if verdict.intact else "校验不通过"
    yield f"  台账 {verdict.entries} 条记录：{told}"
    lines = [f"{name}　{what}" for name, what in FILES.items()]
    write_text(cast, "索引.txt", ["本目录各文件（样例，合成数据）", *lines])
    yield "\n留下的材料（见 索引.txt）："
    yield from (f"  {each}" for each in lines)
