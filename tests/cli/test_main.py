"""The command line: its answers, its exit codes, its two languages."""

from __future__ import annotations

import json
from datetime import date, datetime
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from equiplink import codes
from equiplink.chain import Chain
from equiplink.cli.main import hoist
from equiplink.cli.tender import NAMES
from equiplink.contract.checks import check_tender
from equiplink.ledger import Entry
from equiplink.mine.actions import sign_in
from equiplink.register.models import Item, Tag
from equiplink.work import Actor
from tests.cli.conftest import Run


def tag_of(db: str, number: str) -> str:
    """Return the newest tag code of the item with that number."""
    chain = Chain(db)
    with chain.read(Actor.installer(chain.mines()[0].id)) as work:
        (item,) = work.all(Item, number=number)
        code = work.all(Tag, item_id=item.id)[-1].code
    chain.close()
    return code


def document(text: str) -> Any:
    """Return the one JSON document that was printed."""
    return json.loads(text)


def test_init_runs_as_often_as_you_like(run: Run, tmp_path: Path) -> None:
    """A second init changes nothing and says the same."""
    url = f"sqlite:///{tmp_path}/new.db"

    first, second = run("init", "--db", url), run("init", "--db", url)

    assert first == second
    assert first[0] == 0
    assert "数据库已就绪" in first[1]


def test_mine_is_opened_with_its_administrator(run: Run, tmp_path: Path) -> None:
    """He can sign in; a short password or a second mine of the code leaves nothing behind."""
    url = f"sqlite:///{tmp_path}/new.db"
    run("init", "--db", url)
    words = (
        "mine", "open", "M-1", "合成煤矿", "--gas", "高瓦斯", "--number", "0001", "--synthetic",
        "--person", "王一", "--username", "admin", "--db", url,
    )  # fmt: skip
    short = run(*words, "--password", "short")
    made = run(*words, "--password", "a-long-passphrase")
    twice = run(*words, "--password", "a-long-passphrase")
    odd = run(*words[:5], "无瓦斯", *words[6:], "--password", "a-long-passphrase")
    chain = Chain(url)
    (mine,) = chain.mines()
    with chain.read(Actor.installer(mine.id)) as work:
        actor = sign_in(work, username="admin", password="a-long-passphrase")
    chain.close()

    assert (short[0], made[0], twice[0], odd[0]) == (2, 0, 2, 2)
    assert "口令" in short[2] or "密码" in short[2]
    assert "gas_class" in odd[2] or "瓦斯" in odd[2]
    assert (mine.code, mine.synthetic) == ("M-1", True)
    assert (actor.name, actor.roles) == ("王一", frozenset({"administrator"}))


def test_rules_have_their_clauses(run: Run) -> None:
    """At least 45 rules, each with statute, edition, article and quote."""
    code, out, _ = run("rules", "--format", "json")
    rows = document(out)

    assert code == 0
    assert len(rows) >= 45
    assert all(row[key] for row in rows for key in ("statute", "edition", "article", "quote"))
    assert {row["basis"] for row in rows} <= {"law", "standard", "campaign", "company"}


def test_rules_as_a_table_in_english(run: Run) -> None:
    """The language may stand after the command."""
    _, zh, _ = run("rules")
    _, en, _ = run("rules", "--lang", "en")

    assert "共" in zh.splitlines()[-1]
    assert en.splitlines()[-1].endswith("rules")


@pytest.mark.parametrize(
    ("arguments", "expected", "codes_found"),
    [
        (("uscc", "914403001922038216"), 0, []),
        (("uscc", "９１４４０３００１９２２０３８２１６"), 0, []),
        (("uscc", "914403001922038217"), 0, ["S02", "S04"]),
        (("uscc", "91440300192203821I"), 1, ["S01"]),
        (("ex", "Ex db I Mb", "--gas", "高瓦斯", "--place", "return"), 0, []),
        (("ex", "Ex db IIC Gb", "--gas", "高瓦斯", "--place", "return"), 1, ["X01"]),
        (("ex", "Ex e I Mb", "--gas", "突出", "--place", "face"), 1, ["X10"]),
        (("model", "QC83-80/660", "--with", "motor_kw=40"), 1, ["L02"]),
        (("model", "QC83-80/660", "--with", "motor_kw=30"), 0, []),
        (("model", "QC83-80/660"), 1, ["L02"]),
        (("model", "ZY3200/14/34"), 0, []),
        (("mark", "MAH160130"), 1, ["M05", "M06", "M13"]),
        (("mark", "MA-040272"), 1, ["M03"]),
    ],
)
def test_check_answers_by_exit_code_and_findings(
    run: Run, arguments: tuple[str, ...], expected: int, codes_found: list[str]
) -> None:
    """``check`` says no with 1, and names every reason with its source."""
    code, out, _ = run("check", *arguments, "--format", "json")
    found = document(out)

    assert (code, found["admitted"]) == (expected, expected == 0)
    assert set(codes_found) <= {finding["code"] for finding in found["findings"]}
    assert bool(codes_found) == bool(found["findings"])
    assert all(finding["source"]["statute"] for finding in found["findings"])


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (("check", "model", "X", "--with", "motor_kw"), "with"),
        (("check", "ex", "Ex db I Mb", "--gas", "多瓦斯"), "gas"),
        (("check", "ex", "Ex db I Mb", "--place", "moon"), "place"),
        (("scan", "HTTPS://EQUIPLINK.LOCAL/E/7K3", "--gate", "副井"), "tag"),
        (("scan", codes.new(), "--gate", "主井"), "gate"),
        (("scan", codes.new(), "--gate", "副井", "--quantity", "一"), "quantity"),
        (("scan", codes.new(), "--gate", "副井", "--as", "9999"), "as"),
        (("passport", codes.new()), "tag"),
        (("passport", codes.new(), "--mine", "00"), "mine"),
    ],
)
def test_wrong_question_is_exit_code_two_with_the_field(
    run: Run, db: str, arguments: tuple[str, ...], field: str
) -> None:
    """What cannot be understood ends with 2 and names the field in both languages."""
    code, out, err = run(*arguments, "--format", "json", "--db", db)
    english = run(*arguments, "--format", "json", "--db", db, "--lang", "en")

    assert code == english[0] == 2
    assert document(out)["field"] == field
    assert err != english[2]


def test_usage_error_is_exit_code_two(run: Run) -> None:
    """A command that does not exist is a wrong question."""
    assert run("dig")[0] == 2
    assert run("scan")[0] == 2


def test_missing_schema_says_what_to_do(run: Run, tmp_path: Path) -> None:
    """A database without tables names ``init``."""
    (tmp_path / "empty.db").touch()

    code, _, err = run("passport", codes.new(), "--db", f"sqlite:///{tmp_path}/empty.db")

    assert code == 2
    assert "equiplink init" in err


def test_missing_database_is_not_made(run: Run, tmp_path: Path) -> None:
    """A typing error in the address is told, and leaves no empty file behind."""
    path = tmp_path / "mien.db"

    code, _, err = run("ledger", "verify", "--db", f"sqlite:///{path}")

    assert code == 2
    assert str(path) in err
    assert not path.exists()


def test_scan_answers_stores_and_refuses_by_exit_code(run: Run, db: str) -> None:
    """A dry run stores nothing; a refused scan ends with 1 and its reasons."""
    tag = tag_of(db, "SB-lamp-03")

    dry = run("scan", tag, "--gate", "副井", "--dry-run", "--format", "json", "--db", db)
    real = run("scan", tag, "--gate", "副井", "--format", "json", "--db", db)
    text = run("scan", tag, "--gate", "副井", "--db", db, "--as", "0012")

    assert dry[0] == real[0] == text[0] == 1
    assert document(dry[1])["admitted"] is document(real[1])["admitted"] is False
    assert "M13" in {finding["code"] for finding in document(real[1])["findings"]}
    assert text[1].startswith("禁止通行")


def test_scan_out_is_admitted(run: Run, db: str) -> None:
    """What is underground comes up with exit code 0."""
    tag = tag_of(db, "SB-support-01")

    code, out, _ = run("scan", tag, "--gate", "副井", "--direction", "out", "--db", db)

    assert code == 0
    assert out.startswith("准予通行")


def test_unknown_tag_is_refused_not_wrong(run: Run, db: str) -> None:
    """A well-formed tag that nobody knows is an answer, not an error."""
    code, out, _ = run("scan", codes.new(), "--gate", "副井", "--format", "json", "--db", db)

    assert code == 1
    assert [finding["code"] for finding in document(out)["findings"]] == ["G30"]


def test_passport_in_both_forms(run: Run, db: str) -> None:
    """The text names the nine words, the JSON carries every event."""
    tag = tag_of(db, "SB-switch-01")

    text, data = (
        run("passport", tag, "--db", db),
        run("passport", tag, "--db", db, "--format", "json"),
    )

    assert "购置、入库、使用、维护、保养、检测、维修、改造、报废" in text[1]
    assert document(data[1])["missing"] == []


def test_passport_as_of_a_day(run: Run, db: str) -> None:
    """The head names the moment, a day means its end; what came later is not told."""
    tag = tag_of(db, "SB-switch-01")
    data = document(run("passport", tag, "--db", db, "--format", "json")[1])
    day = next(link["at"] for link in data["links"] if link["link"] == "tag")[:10]
    text = run("passport", tag, "--db", db, "--as-of", day)[1]
    english = run("passport", tag, "--db", db, "--as-of", f"{day}T23:59", "--lang", "en")[1]
    code, _, err = run("passport", tag, "--db", db, "--as-of", "昨天")

    assert f"截至 {day} 23:59" in text
    assert f"as of {day} 23:59" in english
    assert "tag.issue" in text
    assert "item.scrap" not in text
    assert (code, "--as-of" in err) == (2, True)


def test_what_is_written_is_told(run: Run, db: str, tmp_path: Path) -> None:
    """The printed passport and the file of MT/T 1201.2 are in the ledger before they are out."""
    tag = tag_of(db, "SB-switch-01")
    printed = run("passport", tag, "--db", db, "--out", str(tmp_path / "档案.html"))
    basic = run("export", "jbsj", "--db", db, "--out", str(tmp_path / "联网"))
    odd = run("passport", tag, "--db", db, "--out", str(tmp_path / "档案.exe"))
    chain = Chain(db)
    with chain.read(Actor.installer(chain.mines()[0].id)) as work:
        told = [each.data["what"] for each in work.all(Entry, action="export")]
    chain.close()
    (file,) = (tmp_path / "联网").iterdir()

    assert (printed[0], basic[0], odd[0]) == (0, 0, 2)
    assert "九个环节" in (tmp_path / "档案.html").read_text("utf-8")
    assert "JBSJ" in file.name
    assert told[-2:] == ["一物一档", "MT/T 1201.2 设备基本信息"]


def test_ledger_verifies_until_a_byte_is_changed(run: Run, db: str, tmp_path: Path) -> None:
    """Exit code 0 for an intact ledger, 1 when one byte of an entry was changed."""
    intact = run("ledger", "verify", "--db", db)
    path = tmp_path / "demo.db"
    data = path.read_bytes()
    word = "投标人少于三个".encode()
    at = data.index(word)
    path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    changed = run("ledger", "verify", "--db", db)

    assert intact[0] == 0
    assert "校验通过" in intact[1]
    assert changed[0] == 1


def test_report_of_a_tender_is_written(run: Run, db: str, tmp_path: Path) -> None:
    """By its number, as HTML or DOCX by the name of the file; another name is refused."""
    for name, begins in (("r.html", b"<!DOCTYPE html>"), ("r.docx", b"PK")):
        out = tmp_path / name
        code, said, _ = run("--db", db, "tender", "report", "ZB-2026-07", "--out", str(out))
        assert (code, out.read_bytes()[: len(begins)]) == (0, begins)
        assert name in said

    assert run("--db", db, "tender", "report", "ZB-2026-07", "--out", "r.odt")[0] == 2
    assert run("--db", db, "tender", "report", "ZB-无", "--out", str(tmp_path / "x.html"))[0] == 2


def test_labels_come_in_by_entry_point(run: Run, db: str, tmp_path: Path) -> None:
    """The command of the labels package prints a file."""
    out = tmp_path / "sheet.pdf"

    code, said, err = run("labels", "--format", "pdf", "--out", str(out), "--db", db)

    assert code == 0, err
    assert str(out) in said
    assert out.read_bytes().startswith(b"%PDF")


def test_options_may_stand_anywhere() -> None:
    """Shared options are moved to the front, with their values."""
    given = ["scan", "X", "--db", "d", "--gate", "g", "--lang=en"]

    assert hoist(given) == ["--db", "d", "--lang=en", "scan", "X", "--gate", "g"]


TIMETABLE = {"documents_issued": "2024-11-01", "deadline": "2024-11-20", "works_related": True}


@pytest.mark.parametrize(("works", "expected"), [(True, 1), (False, 0)])
def test_check_tender_judges_a_file(
    run: Run, tmp_path: Path, *, works: bool, expected: int
) -> None:
    """A file of a tender is judged without a database, and its days are computed."""
    path = tmp_path / "tender.json"
    path.write_text(json.dumps(TIMETABLE | {"works_related": works}), "utf-8")
    code, out, _ = run("check", "tender", str(path), "--format", "json")
    found = document(out)
    text, english = (
        run("check", "tender", str(path)),
        run("check", "tender", str(path), "--lang=en"),
    )

    assert code == text[0] == english[0] == expected
    assert [each["severity"] for each in found["findings"]] == ["deny" if works else "warn"]
    assert found["computed"]["deadline_not_before"] == "2024-11-21"
    assert "投标截止不早于：2024-11-21" in text[1]
    assert "deadline not before: 2024-11-21" in english[1]


def test_check_tender_reads_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """``-`` is standard input."""
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(json.dumps(TIMETABLE).encode())))

    assert run("check", "tender", "-")[0] == 1


@pytest.mark.parametrize(
    ("text", "field"), [(None, "value"), ("{}}", "file"), ('{"estimate": 1.5}', "estimate")]
)
def test_check_tender_says_what_it_cannot_read(
    run: Run, tmp_path: Path, text: str | None, field: str
) -> None:
    """No such file, no JSON, a float for money: exit code 2 with the field."""
    path = tmp_path / "tender.json"
    if text is not None:
        path.write_text(text, "utf-8")
    code, out, err = run("check", "tender", str(path), "--format", "json")

    assert code == 2
    assert document(out)["field"] == field
    assert document(out)["message"] in err


def test_every_computed_day_has_a_name_for_people() -> None:
    """What follows from a tender's file is printed in Chinese under its own name."""
    assert set(check_tender("{}", date(2024, 11, 1)).computed) == set(NAMES)


def test_passport_shows_the_mines_clock(run: Run, db: str) -> None:
    """People read local minutes; the JSON keeps UTC with its zone."""
    tag = tag_of(db, "SB-switch-01")
    events = document(run("passport", tag, "--db", db, "--format", "json")[1])["events"]
    text = run("passport", tag, "--db", db)[1]
    moment = datetime.fromisoformat(events[0]["at"]).astimezone(ZoneInfo("Asia/Shanghai"))

    assert f"  {moment:%Y-%m-%d %H:%M} {events[0]['actor']}" in text
    assert "+00:00" not in text
