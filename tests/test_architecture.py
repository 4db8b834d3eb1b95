"""The house rules, each with the decision that it keeps."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from sqlalchemy import Table, UniqueConstraint

from docs import generate
from equiplink import law
from equiplink.agenda.queries import STAGES
from equiplink.audit.words import NINE_WORDS
from equiplink.db import Base, Choice
from equiplink.rules import RULES
from equiplink.settings import SETTINGS
from equiplink.upkeep.table import CHECKS

HOME = Path(__file__).parent.parent
ROOTS = ("equiplink", "api/equiplink_api", "labels/equiplink_labels", "migrations")
SHARED = {
    "mine", "device_class", "product", "safety_mark", "banned_item", "stop_use_notice",
    "product_paper", "controlled_part",
}  # fmt: skip
"""The tables that all mines share; every other one is of a mine."""

NINE = ("购置", "入库", "使用", "维护", "保养", "检测", "维修", "改造", "报废")
"""What 煤矿安全生产条例 第二十五条 asks to be recorded."""

GRAMMAR = {"words", "law", "errors", "rules", "states", "settings"}
DATA_TYPES = {
    "__future__", "bisect", "collections", "dataclasses", "datetime", "decimal", "enum",
    "fractions", "functools", "itertools", "math", "re", "string", "typing", "unicodedata", "uuid",
}  # fmt: skip

generate.load()
MACHINES = {machine.name: machine for machine in generate.machines()}


@cache
def tree(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text("utf-8"))


def sources(*roots: str) -> Iterator[Path]:
    """Yield every file of the project's own code under *roots*; revisions are generated."""
    for root in roots:
        yield from (p for p in sorted((HOME / root).rglob("*.py")) if "versions" not in p.parts)


def name_of(path: Path) -> str:
    """Return how a finding names a file."""
    return str(path.relative_to(HOME))


def where(path: Path, node: ast.AST) -> str:
    """Return how a finding names a line."""
    return f"{name_of(path)}:{getattr(node, 'lineno', 0)}"


def test_every_test_here_names_its_decision() -> None:
    """Each rule of this file says where it was decided (0015-house-rules-are-tests)."""
    tests = [
        node
        for node in tree(Path(__file__)).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]
    decisions = {path.stem for path in (HOME / "docs/decisions").glob("*.md")}
    named = {
        test.name: re.findall(r"\((\d{4}-[a-z0-9-]+)\)", ast.get_docstring(test) or "")
        for test in tests
    }

    assert [name for name, found in named.items() if not found] == []
    assert {each for found in named.values() for each in found} <= decisions


def test_only_the_chain_commits() -> None:
    """Nobody else ends a transaction (0005-only-work-writes)."""
    found = [
        where(path, node)
        for path in sources(*ROOTS[:3])
        if name_of(path) != "equiplink/chain.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"commit", "begin", "autocommit"}
    ]

    assert found == []


def test_only_work_assigns_a_state() -> None:
    """A state changes through ``Work.step`` alone (0005-only-work-writes)."""

    def writes(node: ast.AST) -> bool:
        if isinstance(node, ast.Attribute):
            return node.attr == "state" and isinstance(node.ctx, ast.Store)
        if isinstance(node, ast.Call):
            function = node.func
            is_update = isinstance(function, ast.Attribute) and function.attr == "values"
            made = function.id if isinstance(function, ast.Name) else ""
            is_record = made in {mapper.class_.__name__ for mapper in Base.registry.mappers}
            return (is_update or is_record) and any(k.arg == "state" for k in node.keywords)
        return False

    found = [
        where(path, node)
        for path in sources(*ROOTS[:3])
        if name_of(path) != "equiplink/work.py"
        for node in ast.walk(tree(path))
        if writes(node)
    ]

    assert found == []


def imports(path: Path) -> Iterator[str]:
    """Yield the modules that a file imports, ``from`` forms as the module they name."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def impure(path: Path, seen: set[Path]) -> Iterator[str]:
    """Yield whatever *path* imports, also through others, that can see a database or a clock."""
    seen.add(path)
    for module in imports(path):
        top, *rest = module.split(".")
        inside = HOME / (module.replace(".", "/") + ".py")
        if top != "equiplink":
            if top not in DATA_TYPES:
                yield f"{name_of(path)}: {module}"
        elif rest[0] not in GRAMMAR and inside not in seen:
            yield from impure(inside, seen) if inside.is_file() else [f"{name_of(path)}: {module}"]


def test_rules_and_states_are_pure() -> None:
    """They import the grammar and data types only (0014-rules-are-pure-and-cite)."""
    pure = [
        path for path in sources("equiplink") if path.parent.name != "equiplink"
        and path.stem.endswith(("rules", "states"))
    ]  # fmt: skip

    assert [found for path in pure for found in impure(path, set())] == []


def test_every_error_says_what_to_do() -> None:
    """Each class has its own code, Chinese sentence and docstring (0002-texts-beside-the-rule)."""
    tree_of_errors = list(generate.errors())
    codes = [each.code for each in tree_of_errors]
    silent = [
        each.__name__
        for each in tree_of_errors
        if not {"code", "zh"} <= set(vars(each)) or not (each.__doc__ or "").strip()
    ]

    assert silent == []
    assert len(codes) == len(set(codes))


def fields(sentence: str) -> set[str]:
    """Return the numbers that a sentence prints."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_every_rule_speaks_both_languages() -> None:
    """Chinese and English, with the same numbers (0002-texts-beside-the-rule)."""
    mute = [
        each.code
        for each in RULES.values()
        if not re.search(r"[一-鿿]", each.zh) or not re.search(r"[a-z]", each.en)
        or fields(each.zh) != fields(each.en)
    ]  # fmt: skip

    assert mute == []


def test_every_source_is_a_text_of_the_list() -> None:
    """Statute and edition are those of ``law.py`` (0014-rules-are-pure-and-cite)."""
    texts = {
        (text.title, text.edition) for text in vars(law).values() if isinstance(text, law.Statute)
    }
    cited = {code: each.source for code, each in RULES.items()}
    cited |= {key: each.source for key, each in SETTINGS.items() if each.source}

    assert [
        name for name, source in cited.items() if (source.statute, source.edition) not in texts
    ] == []


def articles(path: Path) -> dict[str, str]:
    """Return the articles of a text by their number, without spaces."""
    parts = re.split(r"^(第\w+?条(?:之\w+)?)[\s　]", path.read_text("utf-8"), flags=re.MULTILINE)
    text = [re.sub(r"\s", "", part.split("\n#")[0]) for part in parts]
    return dict(zip(text[1::2], text[2::2], strict=True))


def test_house_rules_say_what_is_quoted() -> None:
    """Each quote stands in its article of the sample (0014-rules-are-pure-and-cite)."""
    text = articles(HOME / "docs/house-rules.md")
    sources = {code: each.source for code, each in RULES.items()}
    sources |= {key: each.source for key, each in SETTINGS.items() if each.source}
    cited = {name: source for name, source in sources.items() if source.statute == law.HOUSE.title}
    clauses = [check.clause.split() for check in CHECKS]

    assert cited
    assert [n for n, s in cited.items() if s.quote not in text.get(s.article, "")] == []
    assert {clause[1] for clause in clauses if clause[0] == law.HOUSE.title} <= text.keys()


def test_every_quote_is_chinese_or_a_formula() -> None:
    """No text is quoted in translation (0014-rules-are-pure-and-cite)."""
    formulas = {"EPL", "mod"}
    foreign = {
        code: each.source.quote
        for code, each in RULES.items()
        if set(re.findall(r"[A-Za-z]{3,}", each.source.quote)) - formulas
        and not re.fullmatch(r"[0-9A-Z]+", each.source.quote)
    }

    assert foreign == {}


def test_every_rule_is_tested_by_its_code() -> None:
    """A test names it; coverage sees that it refuses and passes (0015-house-rules-are-tests)."""
    texts = {
        stage: "".join(p.read_text("utf-8") for p in (HOME / "tests" / stage).glob("test_*.py"))
        for stage in {each.stage for each in RULES.values()}
    }

    untested = [
        f"{each.stage} {code}"
        for code, each in RULES.items()
        if f'"{code}"' not in texts[each.stage] and not is_twin(code)
    ]

    assert untested == []


def is_twin(code: str) -> bool:
    """Say whether the rule is the house's twin of a rule of law, with the same check."""
    law_code = code.removesuffix("H")
    return law_code != code and RULES[law_code].title == RULES[code].title


def literals(path: Path) -> Iterator[str]:
    """Yield the texts of a file; of a text that is put together, its beginning and a star."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            yield f"{node.values[0].value!s}*"


def test_every_action_is_taken_by_a_verb() -> None:
    """No step of a table is out of reach (0005-only-work-writes)."""
    taken: dict[str, set[str]] = {name: set() for name in MACHINES}
    for path in sources("equiplink"):
        names = {node.id for node in ast.walk(tree(path)) if isinstance(node, ast.Name)}
        for name in MACHINES.keys() & {each.lower() for each in names if each.isupper()}:
            taken[name] |= set(literals(path)) if not path.stem.endswith("states") else set()
    missing = [
        f"{name} {action}"
        for name, machine in MACHINES.items()
        for action in machine.actions
        if action not in taken[name]
        and not any(
            t.endswith("*") and action.startswith(t[:-1]) for t in taken[name] if len(t) > 2
        )
    ]

    assert missing == []


@pytest.mark.parametrize("name", MACHINES)
def test_state_table_is_its_records(name: str) -> None:
    """A state table bears the name of its table and has its words (0010-dates-are-facts)."""
    column = Base.metadata.tables[name].c.state

    assert isinstance(column.type, Choice)
    assert column.type.words is MACHINES[name].states


@pytest.mark.parametrize("word", NINE)
def test_every_word_of_the_ordinance_has_an_action(word: str) -> None:
    """Each of the nine words of 第二十五条 is told of in the ledger (0003-merkle-batches)."""
    pairs = NINE_WORDS[word]

    assert pairs
    for table, action in pairs:
        assert table in Base.metadata.tables
        assert table not in MACHINES or action in MACHINES[table].actions


@pytest.mark.parametrize("table", Base.metadata.sorted_tables, ids=str)
def test_keys_begin_with_the_mine(table: Table) -> None:
    """Keys, unique keys, indexes and references of a mine's table (0004-mine-id-first)."""
    if table.name in SHARED:
        assert "mine_id" not in table.c
        return
    keys: list[Any] = [
        *(c for c in table.constraints if isinstance(c, UniqueConstraint)),
        *table.indexes,
        *(f for f in table.foreign_key_constraints if f.referred_table.name not in SHARED),
    ]

    assert table.primary_key.columns.keys() == ["mine_id", "id"]
    assert [str(key.name) for key in keys if next(iter(key.columns)).name != "mine_id"] == []


@pytest.mark.parametrize("table", Base.metadata.sorted_tables, ids=str)
def test_every_reference_has_an_index(table: Table) -> None:
    """``ref`` makes key and index together (0004-mine-id-first)."""
    indexed = {tuple(index.columns.keys())[:2] for index in table.indexes}
    referred = {
        tuple(key.column_keys)
        for key in table.foreign_key_constraints
        if key.referred_table.name not in SHARED
    }

    assert referred <= indexed


def test_files_and_functions_stay_small() -> None:
    """No file over 400 lines, no function's body over 50 (0015-house-rules-are-tests)."""
    long = []
    for path in sources(*ROOTS, "tests", "docs"):
        if path.read_text("utf-8").count("\n") > 400:
            long.append(name_of(path))
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[ast.get_docstring(node) is not None :] or node.body
                lines = (node.end_lineno or node.lineno) - body[0].lineno + 1
                if lines > 50:
                    long.append(f"{where(path, node)} {node.name}: {lines}")

    assert long == []


def test_every_stage_with_days_is_in_the_agenda() -> None:
    """``agenda.queries.STAGES`` collects each ``due.py`` (0020-the-clock-is-an-actor)."""
    stages = {path.parent.name for path in (HOME / "equiplink").glob("*/due.py")}

    assert stages <= {each.__module__.split(".")[1] for each in STAGES}


def test_every_stage_tells_its_story() -> None:
    """A stage's ``__init__`` has its 中文 name and imports nothing (0008-order-of-the-chain)."""
    silent = [
        name_of(path)
        for path in (HOME / "equiplink").glob("*/__init__.py")
        if not re.search(r"[一-鿿]", ast.get_docstring(tree(path)) or "") or list(imports(path))
    ]

    assert silent == []
