"""Phrases that keep bidders out are found, and words that only look like them are not (T07)."""

from __future__ import annotations

import pytest

from equiplink.tender import lint
from equiplink.tender.documents import BRANDS

HITS = [
    ("local", "投标人近三年在本省业绩不少于三项", "本省业绩"),
    ("local", "具有阳泉市内业绩的加 5 分", "市内业绩"),
    ("local", "本地企业优先", "本地企业"),
    ("local", "须在当地设有办事处", "当地设有办事处"),
    ("local", "业绩须在本县", "业绩须在本县"),
    ("local", "在本市注册并纳税", "本市注册"),
    ("owners", "投标人须为国有企业", "须为国有企业"),
    ("owners", "企业性质为民营企业", "性质为民营企业"),
    ("owners", "不接受外商独资企业投标", "不接受外商独资企业"),
    ("owners", "上市公司优先", "上市公司优先"),
    ("owners", "仅限股份有限公司参加", "限股份有限公司"),
    ("designated", "电缆指定品牌采购", "指定品牌"),
    ("designated", "轴承品牌：甲牌", "品牌：甲牌"),
    ("designated", "主电机须为进口", "须为进口"),
    ("designated", "轴承采用德国原装", "德国原装"),
    ("designated", "原产地为瑞典", "原产地为瑞典"),
    ("designated", "应采用某项发明专利的密封结构", "应采用某项发明专利"),
    ("named", "变频器用西门子产品", "西门子"),
    ("named", "轴承SKF 6205", "SKF"),
    ("named", "由合成矿用设备厂生产", "合成矿用设备厂"),
]
TRAPS = [
    "提供基本地质资料和基本地形图",
    "货物运至本地仓库，遵守当地环保要求",
    "在当地公安机关备案",
    "本市场价格波动由投标人承担",
    "国内业绩不少于三项，国内注册的企业",
    "按本省煤矿安全监管要求办理验收",
    "招标人为国有控股企业，资金来自国有资金",
    "不限所有制，各类企业均可投标；与国有企业签订的合同也可作为业绩",
    "主通风机进口直径 800 mm，进口法兰按图；风机进口风速不超过 15 m/s",
    "须为进口侧预留检修门",
    "如为进口设备，提供报关单",
    "产地：由投标人填写；品牌：投标人自报；制造商为投标人自身的附声明",
    "专利侵权责任由供应商承担，不得侵犯他人专利",
    "轴承性能不低于SKF或相当于SKF的品牌",
    "指定品牌仅供参考，或同等质量的产品",
    "网线为CAT5e，SKFX 型、ABBA 型号不在此列",
    "此项不太重要，华北地区供货，三相五线制",
    "本地化软件界面，本地下载记录",
    "省属煤矿安全标准化要求",
    "合成厂",
]


@pytest.mark.parametrize(("kind", "text", "phrase"), HITS)
def test_phrase_is_found_with_its_place(kind: str, text: str, phrase: str) -> None:
    """Each kind finds its phrase, says where, and no other kind takes it for its own."""
    known = {"names": (*BRANDS, "合成矿用设备厂")} if kind == "named" else {}
    found = getattr(lint, kind)({"招标文件": f"总则。{text}。"}, **known)

    assert [(hit.phrase, hit.where) for hit in found] == [(phrase, "招标文件")]


@pytest.mark.parametrize("text", TRAPS)
def test_words_that_only_look_alike_are_left_alone(text: str) -> None:
    """No kind finds anything."""
    texts = {"招标文件": text}

    assert lint.local(texts) == ()
    assert lint.owners(texts) == ()
    assert lint.designated(texts) == ()
    assert lint.named(texts, [*BRANDS, "合成矿用设备厂"]) == ()


def test_or_equal_excuses_its_own_sentence_only() -> None:
    """What stands in the next sentence is named all the same."""
    texts = {"招标文件": "变频器为西门子或相当于西门子的产品。开关用正泰"}

    assert [hit.phrase for hit in lint.named(texts, BRANDS)] == ["正泰"]


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("本省业绩", True), ("local record", True), ("基本地质资料", False), ("locality", False)],
)
def test_criterion_that_names_a_region_favours_it(name: str, is_one: bool) -> None:  # noqa: FBT001
    """A criterion is a bonus: a region in its name is enough."""
    assert lint.regional(name) is is_one
