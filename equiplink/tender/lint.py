"""Phrases of tender documents that keep bidders out: brands, origin, suppliers, owners, regions.

Pure: texts in, hits out. A phrase counts with the words that make it a condition,
never alone: 进口 is the inlet of a fan as well, and 基本地质 is no region.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

_SENTENCE = re.compile(r"[。；;！!？?\n]+")
_OR_EQUAL = re.compile(
    r"或?相当于|或(?:者)?(?:其他)?(?:相当|同等|等同|同档)|同等(?:档次|品质|质量|性能)|or equ"
)
_REGION = (
    r"(?:(?<![基日根版])本地(?!质|形|面|址|图|化|下)|本[省县](?!略)|本市(?!场|值|面)"
    r"|当地|(?<!国)[省市县][内属](?!存)|\blocal\b)"
)
_GOOD = (
    r"(?:业绩|获奖|奖项|奖励|注册|纳税|社保|分支机构|分公司|子公司|办事处"
    r"|服务网点|服务机构|加分|优先)"
)
_FIRM = r"(?:的|注册的?)?(?:企业|公司|供应商|投标人|厂家|厂商|生产商|制造商)"
_LOCAL = re.compile(rf"{_REGION}(?:{_FIRM}|[^，,]{{0,8}}?{_GOOD})|业绩[^，,]{{0,6}}?{_REGION}")
_OWNER = (
    r"(?:国有(?:控股|独资)?企业|国企|央企|中央企业|民营企业|私营企业|外资企业|外商独资企业"
    r"|合资企业|集体企业|上市公司|股份有限公司|事业单位)"
)
_OWNED = re.compile(
    rf"(?:限于?|须为|须是|应为|必须是|必须为|应当为|只接受|不接受|拒绝|排除)[^，,]{{0,6}}?{_OWNER}"
    rf"|(?:性质|类型)(?:为|是|[:：]){_OWNER}|{_OWNER}[^，,]{{0,4}}?(?:优先|加分|除外|不得参加|不得投标)"
    r"|限(?:定|制)[^，,]{0,4}?所有制"
)
_IS = r"(?:须|应|必须|应当|仅|只)?(?:为|是|限于?|[:：])\s*"
_OPEN = r"(?!投标|供应商|由|不限|自行|自报|填|无|具有|独立|境内|中国境内|上述|依法|/|—|-)"
_ABROAD = r"(?:德国|日本|美国|英国|法国|意大利|瑞典|瑞士|波兰|俄罗斯|韩国|欧洲|欧美|国外)"
_DESIGNATED = re.compile(
    r"指定(?:的)?(?:品牌|厂家|厂商|生产商|制造商|供应商|产地|专利|商标)"
    rf"|(?:品牌|商标|生产厂家|厂家|制造商|原产地|产地){_IS}{_OPEN}[^，,\s]+"
    rf"|原装进口|{_ABROAD}(?:原装|进口|原产|生产|制造)"
    r"|(?:须|必须|应|应当|仅限|只限|限|要求)(?:为|是|采用|选用|使用)(?:进口|国产)(?![口风侧端处管巷压法直])"
    r"|(?:须|必须|应当?)(?:采用|使用|具有|具备|拥有)[^，,]{0,10}?专利"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase and where it stands."""

    phrase: str
    where: str

    def __str__(self) -> str:
        return f"“{self.phrase}”（{self.where}）"


def regional(text: str) -> bool:
    """Say whether *text* speaks of a region: the name of a criterion needs no more to favour it."""
    return re.search(_REGION, text) is not None


def local(texts: Mapping[str, str]) -> tuple[Hit, ...]:
    """Return what favours bidders of a region (实施条例 第三十二条第三项)."""
    return tuple(_found(texts, _LOCAL))


def owners(texts: Mapping[str, str]) -> tuple[Hit, ...]:
    """Return what asks for a kind of owner or company (the same, 第六项)."""
    return tuple(_found(texts, _OWNED))


def designated(texts: Mapping[str, str]) -> tuple[Hit, ...]:
    """Return what sets brand, patent, origin or supplier without 或相当于 (the same, 第五项)."""
    return tuple(_found(texts, _DESIGNATED, unless=_OR_EQUAL.search))


def named(texts: Mapping[str, str], names: Iterable[str]) -> tuple[Hit, ...]:
    """Return those *names* of brands, makers and suppliers that stand there without 或相当于."""
    known = tuple(dict.fromkeys(names))
    return tuple(
        Hit(name, where)
        for where, sentence in _sentences(texts)
        if not _OR_EQUAL.search(sentence)
        for name in known
        if _stands(name, sentence)
    )


def _stands(name: str, sentence: str) -> bool:
    if not name.isascii():
        return name in sentence
    return re.search(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", sentence) is not None


def _found(
    texts: Mapping[str, str],
    pattern: re.Pattern[str],
    *,
    unless: Callable[[str], object] = lambda _: None,
) -> Iterator[Hit]:
    for where, sentence in _sentences(texts):
        if not unless(sentence):
            yield from (Hit(match[0], where) for match in pattern.finditer(sentence))


def _sentences(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for where, text in texts.items():
        yield from ((where, each) for each in _SENTENCE.split(text) if each.strip())
