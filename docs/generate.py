"""Write ``docs/reference`` from the code, so that it can never say something else.

python docs/generate.py           write the pages
python docs/generate.py --check   fail when a page is not what it would write
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from inspect import getdoc
from itertools import groupby
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

from sqlalchemy import UniqueConstraint

import equiplink
from equiplink.db import Base, Choice
from equiplink.errors import EquiplinkError
from equiplink.law import Reading
from equiplink.rules import RULES, Rule
from equiplink.settings import SETTINGS
from equiplink.states import Machine

OUT = Path(__file__).parent / "reference"
BASES = {"law": "法律法规", "standard": "标准", "campaign": "专项整治", "company": "企业制度"}
READINGS = {Reading.READ: "已读原文", Reading.SEEN: "见于转载", Reading.BELIEVED: "未见原文"}
DIRECTIONS = {"lower": "越小越严", "higher": "越大越严"}


def machines() -> Iterator[Machine[Any]]:
    """Yield every state table of the library, in the order of their modules."""
    for name in sorted(sys.modules):
        if name.startswith("equiplink.") and name.endswith("states"):
            values = vars(sys.modules[name]).values()
            yield from (value for value in values if isinstance(value, Machine))


def errors(top: type[EquiplinkError] = EquiplinkError) -> Iterator[type[EquiplinkError]]:
    """Yield the whole tree of errors, the root first."""
    yield top
    for below in top.__subclasses__():
        yield from errors(below)


def rules_page() -> Iterator[str]:
    """Every rule with its source."""
    yield from heading("规则 Rules", "每条规则：判断什么、依据哪一条、不符合时说什么。")
    yield f"共 {len(RULES)} 条。"
    ordered = sorted(RULES.values(), key=lambda each: (each.stage, each.code))
    for stage, found in groupby(ordered, key=lambda each: each.stage):
        yield f"\n## {stage}\n"
        for each in found:
            yield from rule_section(each)


def rule_section(each: Rule[Any]) -> Iterator[str]:
    """One rule."""
    source = each.source
    dates = [f"{word} {day}" for word, day in (("自", each.since), ("至", each.until)) if day]
    yield f'<a id="{each.code}"></a>\n### {each.code} · {each.title}\n'
    yield f"{getdoc(each.check)}\n"
    yield f"- 依据：《{source.statute}》（{source.edition}）{source.article}：“{source.quote}”"
    yield f"- {BASES[source.basis]} · {READINGS[source.reading]} · `{each.severity}`"
    if dates:
        yield f"- 适用：{' '.join(dates)}"
    yield f"- 中文：{each.zh}"
    yield f"- English: {each.en}\n"


def states_page() -> Iterator[str]:
    """Every state table with its diagram."""
    yield from heading("状态表 State tables", "每类记录的状态、动作与可办理的岗位。")
    for machine in machines():
        yield f"\n## {machine.zh} · {machine.name}\n"
        yield f"{getdoc(machine.states)}\n"
        yield f"```mermaid\n{machine.diagram()}\n```\n"
        yield from table(
            ("动作 action", "岗位 roles"),
            ((f"`{act}`", "、".join(machine.roles_of(act)) or "—") for act in machine.actions),
        )


def errors_page() -> Iterator[str]:
    """Every error."""
    yield from heading("错误 Errors", "问题本身无法回答时的错误；拒绝入井是记录，不是错误。")
    for each in errors():
        yield f'<a id="{each.code}"></a>\n## {each.code} · {each.__name__}\n'
        yield f"{each.zh}\n\n{getdoc(each)}\n"


def settings_page() -> Iterator[str]:
    """Every number that a mine may set."""
    yield from heading("设置 Settings", "各矿可自行设定的数值；有法定依据的只能从严。")
    yield from table(
        ("键 key", "默认 default", "单位 unit", "方向", "说明", "依据"),
        (
            (
                f"`{key}`",
                each.default,
                each.unit,
                DIRECTIONS[each.stricter],
                f"{each.zh}<br>{each.en}",
                each.source or "—",
            )
            for key, each in sorted(SETTINGS.items())
        ),
    )


def tables_page() -> Iterator[str]:
    """Every table."""
    yield from heading("数据表 Tables", "所有表；本矿的表主键为 `(mine_id, id)`，共享表另注。")
    for mapper in sorted(Base.registry.mappers, key=lambda each: str(each.local_table)):
        model: Any = mapper.class_
        where = "本矿" if "mine_id" in model.__table__.c else "共享 shared"
        yield f"\n## {model.__tablename__} · {model.zh}（{where}）\n"
        yield f"{getdoc(model)}\n"
        yield from table(
            ("列 column", "类型 type", "可空", "引用 reference"),
            (
                (
                    f"`{column.name}`",
                    type_name(column.type),
                    "是" if column.nullable else "",
                    f"`{column.info['ref']}`" if "ref" in column.info else "",
                )
                for column in model.__table__.columns
            ),
        )
        for unique in unique_keys(model.__table__):
            yield f"- 唯一 unique: `{unique}`"


def unique_keys(found: Any) -> list[str]:
    """Return every unique key of a table as text."""
    constraints = [c for c in found.constraints if isinstance(c, UniqueConstraint)]
    keys = [", ".join(c.columns.keys()) for c in constraints]
    for index in found.indexes:
        if index.unique:
            only = index.dialect_options["postgresql"]["where"]
            keys.append(", ".join(index.columns.keys()) + f" ({only})" * (only is not None))
    return sorted(keys)


def type_name(kind: Any) -> str:
    """Return the short name of a column's type; a choice lists its words."""
    if isinstance(kind, Choice):
        return "、".join(kind.words)
    return type(kind).__name__


def heading(title: str, about: str) -> Iterable[str]:
    """Return the head of a page."""
    return f"# {title}\n", f"{about}\n", "> 由 `make docs` 从代码生成，请勿手改。\n"


def table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> Iterator[str]:
    """Yield a Markdown table."""
    yield f"| {' | '.join(head)} |"
    yield "| --- " * len(head) + "|"
    for row in rows:
        cells = (str(cell).replace("|", "\\|") for cell in row)
        yield f"| {' | '.join(cells)} |"


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "rules": rules_page,
    "states": states_page,
    "errors": errors_page,
    "settings": settings_page,
    "tables": tables_page,
}


def load() -> None:
    """Import the whole library, so that everything that registers itself has done so."""
    for module in walk_packages(equiplink.__path__, "equiplink."):
        if not module.name.endswith("__main__"):
            import_module(module.name)


def main(arguments: list[str]) -> int:
    """Write the pages, or compare them; return the exit code."""
    load()
    stale = []
    for name, page in PAGES.items():
        path, text = OUT / f"{name}.md", "\n".join(page()).rstrip() + "\n"
        if not path.exists() or path.read_text("utf-8") != text:
            stale.append(name)
            if "--check" not in arguments:
                OUT.mkdir(exist_ok=True)
                path.write_text(text, "utf-8")
    if "--check" in arguments and stale:
        sys.stderr.write(f"docs/reference is stale: {', '.join(stale)}; run make docs\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
