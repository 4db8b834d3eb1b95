"""抽样检验: how strictly, by which plan, and how far a sample is."""

from equiplink.mine.states import Role
from equiplink.states import START, Machine
from equiplink.words import Word


class Scale(Word):
    """How strictly a supplier's lots of one class are sampled."""

    NORMAL = "normal", "正常检验"
    TIGHTENED = "tightened", "加严检验"
    REDUCED = "reduced", "放宽检验"
    STOPPED = "stopped", "停止抽样（全数检验）"


class PlanBasis(Word):
    """Where size and acceptance number come from. None of them is the standard's table."""

    COMPUTED = "computed", "按超几何分布计算（非标准表）"
    FULL = "full", "全数检验"


class SampleState(Word):
    """How far a sample is."""

    PREPARED = "prepared", "待抽取"
    DRAWN = "drawn", "已抽取"
    PASSED = "passed", "抽检合格"
    FAILED = "failed", "抽检不合格"


SAMPLE = Machine(
    "sample",
    SampleState,
    {
        (START, "prepare"): SampleState.PREPARED,
        (SampleState.PREPARED, "draw"): SampleState.DRAWN,
        (SampleState.DRAWN, "pass"): SampleState.PASSED,
        (SampleState.DRAWN, "fail"): SampleState.FAILED,
    },
    zh="抽样",
    says={
        "prepare": "准备抽样",
        "draw": "抽取",
        "pass": "判为合格",
        "fail": "判为不合格",
    },
    roles={
        "prepare": {Role.ACCEPTOR},
        "draw": {Role.ACCEPTOR, Role.KEEPER, Role.SAFETY_OFFICER, Role.INSPECTOR},
        "pass": {Role.ACCEPTOR},
        "fail": {Role.ACCEPTOR},
    },
)
