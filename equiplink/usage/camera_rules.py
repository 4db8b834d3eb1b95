"""What a check of a camera is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from equiplink.law import HOUSE, Broken, Reading, broken
from equiplink.rules import RuleSet, rule

CAMERA = "摄像"
"""The word of a class's name that makes a thing a camera."""


@dataclass(frozen=True, slots=True)
class Watched:
    """One thing that is checked as a camera."""

    today: date
    number: str
    kind: str
    in_use: bool


@rule(
    "U68",
    HOUSE("第一百七十三条", "在用的摄像仪按周期自查画面、网络和盲区", reading=Reading.BELIEVED),
    zh="{number}（{kind}）不是在用的摄像仪；请核对编号",
    en="{number} ({kind}) is no camera in use; check the number",
)
def is_a_camera_in_use(w: Watched) -> Broken | None:
    """What is checked is a camera, and stands somewhere."""
    if w.in_use and CAMERA in w.kind:
        return None
    return broken(number=w.number, kind=w.kind)


WATCHING = RuleSet("checking a camera", (is_a_camera_in_use,), zh="摄像仪自查")
