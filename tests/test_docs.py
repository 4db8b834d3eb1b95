"""What the documents say is run: every Python block, link and command, and the glossary's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module
from pathlib import Path

import pytest

from equiplink.rules import RULES

HOME = Path(__file__).parent.parent
PAGES = sorted([HOME / "README.md", *(HOME / "docs").rglob("*.md")])
TEXTS = {str(page.relative_to(HOME)): page.read_text("utf-8") for page in PAGES}
FENCE = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
RUN = [name for name, text in TEXTS.items() if "```python\n" in text]


def blocks(page: str, language: str) -> list[tuple[int, str]]:
    """Return the fenced blocks of a page with the number of the line before each."""
    text = TEXTS[page]
    return [
        (text.count("\n", 0, found.start(2)), found[2])
        for found in FENCE.finditer(text)
        if found[1] == language
    ]


@pytest.fixture(autouse=True)
def _forget_rules() -> Iterator[None]:
    """Take back the rules that a page makes: codes are unique in one process."""
    yield
    for code in [code for code, made in RULES.items() if made.check.__module__ == "__main__"]:
        del RULES[code]


@pytest.mark.parametrize("page", RUN)
def test_python_blocks_run(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The blocks of a page run as they stand, in their order, and keep what they assert."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("EQUIPLINK_KEY", raising=False)
    names = {"__name__": "__main__"}
    for before, block in blocks(page, "python"):
        code = compile("\n" * before + block, HOME / page, "exec")
        exec(code, names)  # noqa: S102  our own text

    assert capsys.readouterr().err == ""


def test_first_block_of_the_readme_is_the_chain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """About twenty lines carry one thing from the plan to the gate, refused and then admitted."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("EQUIPLINK_KEY", raising=False)
    (_, block), *_ = blocks("README.md", "python")
    exec(compile(block, "README.md", "exec"), {"__name__": "__main__"})  # noqa: S102  our own text
    said = capsys.readouterr().out.splitlines()

    assert FENCE.search(TEXTS["README.md"])[1] == "python"  # type: ignore[index]  # it is there
    assert 20 <= len(block.splitlines()) <= 28
    assert [line[:4] for line in said] == ["禁止入井", "准予入井"]


@pytest.mark.parametrize("page", TEXTS)
def test_links_lead_somewhere(page: str) -> None:
    """A link to a file of the project finds it."""
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", TEXTS[page])

    assert [link for link in links if not ((HOME / page).parent / link).exists()] == []


def test_every_target_that_is_named_is_made() -> None:
    """A ``make`` command in a document is a target of the Makefile."""
    targets = set(re.findall(r"^([a-z]+):", (HOME / "Makefile").read_text("utf-8"), re.MULTILINE))
    shown = "\n".join(block for page in TEXTS for _, block in blocks(page, "sh"))
    named = set(re.findall(r"^make ([a-z]+)", shown, re.MULTILINE))

    assert named <= targets
    assert {"demo", "test"} <= named


def test_every_decision_is_listed() -> None:
    """The list of decisions names each page under its own title."""
    links = re.findall(r"\[(.+)\]\((\d.+\.md)\)", TEXTS["docs/decisions/README.md"])
    pages = {
        path.name: path.read_text("utf-8").splitlines()[0].removeprefix("# ")
        for path in (HOME / "docs/decisions").glob("0*.md")
    }

    assert {link: title for title, link in links} == pages


def _kinds() -> dict[str, set[str]]:
    """Return the words of every enumeration of a stage, by ``stage.Name``."""
    kinds = [
        (path.parent.name, kind)
        for path in sorted((HOME / "equiplink").glob("*/*states.py"))
        for kind in vars(import_module(f"equiplink.{path.parent.name}.{path.stem}")).values()
        if isinstance(kind, type) and issubclass(kind, StrEnum)
        and kind.__module__ == f"equiplink.{path.parent.name}.{path.stem}"
    ]  # fmt: skip
    return {f"{stage}.{kind.__name__}": {word.value for word in kind} for stage, kind in kinds}


def test_glossary_has_every_word() -> None:
    """Each enumeration of a stage stands in the glossary with the words that it has, no others."""
    rows = re.findall(r"^\|[^|]+\| `([a-z]+\.\w+)` \| ([^|]+) \|$",
                      TEXTS["docs/glossary.md"], re.MULTILINE)  # fmt: skip

    assert {name: set(re.findall(r"`([^`]+)`", words)) for name, words in rows} == _kinds()
