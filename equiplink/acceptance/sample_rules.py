"""抽样: drawn before a witness, every piece answered, and no lot without its sample."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from equiplink.acceptance.sample_states import SampleState
from equiplink.acceptance.seen import Goods
from equiplink.catalogue.states import Tracking
from equiplink.law import HOUSE, Broken, Reading, broken
from equiplink.rules import Rule, RuleSet, rule
from equiplink.settings import Setting, Stricter

TIGHTEN = Setting(
    "acceptance.tighten_failures", 2, "批", Stricter.LOWER,
    "窗口内不合格几批后加严检验（本矿自定，非标准所列）",
    "failed lots within the window that tighten sampling (the house's number)",
)  # fmt: skip
WINDOW = Setting(
    "acceptance.tighten_window", 5, "批", Stricter.HIGHER,
    "加严检验所看的最近批数（本矿自定，非标准所列）",
    "how many of the last lots are looked at (the house's number)",
)  # fmt: skip
RESTORE = Setting(
    "acceptance.restore_passes", 5, "批", Stricter.HIGHER,
    "连续合格几批后恢复上一级检验（本矿自定，非标准所列）",
    "lots in a row that pass until sampling is eased again (the house's number)",
)  # fmt: skip
RELAX = Setting(
    "acceptance.relax_passes", 10, "批", Stricter.HIGHER,
    "连续合格几批后放宽检验（本矿自定，非标准所列）",
    "lots in a row that pass until sampling is reduced (the house's number)",
)  # fmt: skip
STOP = Setting(
    "acceptance.stop_failures", 5, "批", Stricter.LOWER,
    "加严检验中不合格几批后停止抽样、全数检验（本矿自定，非标准所列）",
    "failed lots while tightened after which every piece is looked at (the house's number)",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drawing:
    """Who draws a sample: ``alone`` when the same person prepared it."""

    today: date
    alone: bool


@dataclass(frozen=True, slots=True)
class Concluding:
    """How many pieces of a sample have no answer yet."""

    today: date
    left: int
    size: int


@rule(
    "A52",
    HOUSE("第一百二十三条", "抽样未判合格的批次不得判定合格", reading=Reading.BELIEVED),
    zh="该批应当抽样检验，现为“{state}”；请完成抽样，不合格的整批拒收",
    en="the lot is to be sampled, the sample stands at '{state}'; finish it, reject what failed",
)
def lot_passed_its_sample(c: Goods) -> Broken | None:
    """A lot of a class that is sampled is accepted after its sample passed."""
    if not c.sampling or c.tracking is not Tracking.LOT or c.sampled is SampleState.PASSED:
        return None
    return broken(state=c.sampled)


@rule(
    "A54",
    HOUSE("第一百二十四条", "由准备人以外的人员说出见证词", reading=Reading.BELIEVED),
    zh="准备抽样的人员不能同时见证；请由另一人说出见证词并抽取",
    en="who prepared the sample is not its witness; let somebody else say the word",
)
def draw_is_witnessed(c: Drawing) -> Broken | None:
    """Somebody else than who prepared the sample draws it."""
    return broken() if c.alone else None


@rule(
    "A55",
    HOUSE("第一百二十四条", "样本逐件作出结论", reading=Reading.BELIEVED),
    zh="样本 {size} 件中有 {left} 件没有结论；请逐件检查并填写",
    en="{left} of the {size} pieces of the sample have no answer; look at each",
)
def every_piece_is_answered(c: Concluding) -> Broken | None:
    """Every piece of the sample has an answer before the lot is judged."""
    return broken(left=c.left, size=c.size) if c.left else None


DRAWING = RuleSet("draw of a sample", (draw_is_witnessed,), zh="不能抽取样本")
CONCLUDING = RuleSet("verdict on a sample", (every_piece_is_answered,), zh="抽样不能判定")
SAMPLED: tuple[Rule[Goods], ...] = (lot_passed_its_sample,)
