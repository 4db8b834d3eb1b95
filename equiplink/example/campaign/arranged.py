"""安排部署: what is to be checked, who was warned, and who signed for what he answers for."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from equiplink.campaign import people, points
from equiplink.example.campaign.days import Hundred

POINTS = (
    ("unit", "3101综采工作面"),
    ("unit", "副井提升"),
    ("link", "材料设备入井"),
    ("post", "把钩工"),
    ("part", "隔爆接合面"),
)
SIGNERS = ("approver", "safety_officer", "mechanic", "keeper")


def arranged(hundred: Hundred) -> Iterator[str]:
    """Write down the points, warn everybody by an accident's story, and have letters signed."""
    cast = hundred.cast
    with cast.by("safety_officer") as work:
        made = points.set_points(
            work, hundred.id, points=[{"kind": kind, "name": name} for kind, name in POINTS]
        )
        hundred.points = [each.id for each in made]
        mine = {role: held for role, held in cast.people.items() if role != "inspector"}
        everybody = [each for held in mine.values() for each in held]
        people.hold_training(
            work, kind="warning", topic="样例：失爆引起的瓦斯爆炸事故案例", held_on=hundred.today,
            hours=Decimal(2), teacher="样例：机电副矿长",
            attended={each.id: True for each in everybody},
        )  # fmt: skip
        letters = people.issue_letters(
            work, campaign_id=hundred.id, text="样例：对本岗位材料设备安全负责",
            person_ids=[cast.people[role][0].id for role in SIGNERS],
        )  # fmt: skip
        waiting = [each.id for each in letters]
    for role, letter_id in zip(SIGNERS, waiting, strict=True):
        with cast.by(role) as work:
            people.sign_letter(work, letter_id)
    yield f"  排查点 {len(POINTS)} 个；警示教育 {len(everybody)} 人"
    yield f"  责任书 {len(SIGNERS)} 份，各由本人签字"
