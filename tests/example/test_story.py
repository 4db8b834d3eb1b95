"""The shipped example tells the whole chain in its order, and what it tells is so."""

from pathlib import Path

import pytest

from equiplink.audit.passport import passport
from equiplink.chain import Chain
from equiplink.hazard.models import Hazard
from equiplink.register.models import Item, Tag
from equiplink.work import Actor

IN_ORDER = (
    "计划 JH-2026-03 已审批",
    "只有 2 家投标，少于 3 家",
    "排名第一的投标人中标",
    "铭牌型号“KBZ-200/1140”与合同型号",
    "标签",
    "没有合格的入井前检查",
    "限期使用物资有效至",
    "的状态为“暂停”",
    "安标 MAH160130 被通知停止使用",
    "验收销号",
    "使此前的入井检查失效",
    "鉴定、审批、销毁",
    "缺项：无",
    "校验通过，状态可由台账重放",
    "校验不通过",
)


def test_story_is_told_in_its_order(story: tuple[Path, list[str]]) -> None:
    """Every turn of the story comes, each after the one before."""
    _, lines = story
    at = -1
    for turn in IN_ORDER:
        at = next(n for n, line in enumerate(lines) if n > at and turn in line)

    assert at < len(lines)


def test_example_says_that_it_is_synthetic(story: tuple[Path, list[str]]) -> None:
    """Nobody takes the example for a real mine."""
    folder, lines = story
    (mine,) = Chain(f"sqlite:///{folder}/demo.db").mines()

    assert mine.synthetic
    assert "合成煤矿" in lines[0]


def test_gate_refused_three_things_for_three_reasons(story: tuple[Path, list[str]]) -> None:
    """Before the first admission three things are refused, each by another rule."""
    _, lines = story
    gate = lines[next(n for n, line in enumerate(lines) if "五、入井" in line) :]
    first = next(n for n, line in enumerate(gate) if "✓" in line)
    refused = [line for line in gate[:first] if "✗" in line]
    reasons = {line.split("]")[0].strip() for line in gate[:first] if line.strip().startswith("[")}

    assert len(refused) == 3
    assert {"[G02", "[G16", "[M06"} == reasons


def test_nothing_is_left_open(story: tuple[Path, list[str]]) -> None:
    """The hazard of the story is closed and the lamps are out."""
    folder, _ = story
    chain = Chain(f"sqlite:///{folder}/demo.db")
    with chain.read(Actor.installer(chain.mines()[0].id)) as work:
        hazards = [hazard.state for hazard in work.all(Hazard)]
        lamps = [item.underground for item in work.all(Item, mark_number="MAH160130")]
    chain.close()

    assert hazards == ["closed"]
    assert sum(lamps) == 0
    assert len(lamps) == 3


def test_passport_of_the_switch_lacks_nothing(story: tuple[Path, list[str]]) -> None:
    """One item has all nine words, and a passport in one document."""
    folder, _ = story
    chain = Chain(f"sqlite:///{folder}/demo.db")
    with chain.read(Actor.installer(chain.mines()[0].id)) as work:
        (item,) = work.all(Item, number="SB-switch-01")
        (tag,) = work.all(Tag, item_id=item.id)
        document = passport(work, tag.code)
    chain.close()

    assert document["missing"] == []
    assert len(document["words"]) == 9


@pytest.mark.parametrize("kind", ["JBSJ", "ABSJ"])
def test_exports_are_written(story: tuple[Path, list[str]], kind: str) -> None:
    """The files for the department lie in the folder."""
    folder, _ = story

    assert len(list(folder.glob(f"*_{kind}_*.txt"))) == 1
