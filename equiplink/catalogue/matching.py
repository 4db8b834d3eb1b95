"""Why a line of a banned list names and forbids a thing, or does not: for people to read.

A line that has nothing to do with the thing is left out. One that comes near it,
because it shares the beginning of a model or a word of the name, is told with the
reason why it does not reach it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from equiplink.catalogue import bans, naming
from equiplink.words import Both, joined


@dataclass(frozen=True, slots=True)
class Match:
    """One line beside one thing. ``reasons`` are read in either language."""

    line: str
    item: str
    document: str
    names: bool
    forbids: bool
    reasons: tuple[Both, ...]


def matches(
    lines: Iterable[Mapping[str, Any]],
    *,
    model: str,
    name: str,
    ratings: Mapping[str, object],
    zone: str | None,
    gas_class: str | None,
    today: date,
) -> list[Match]:
    """Return the lines that name a thing or come near it, those that forbid it first.

    Judges as ``Product.bans`` and the rules L02 and L02P do.
    """
    spoken = " ".join([name, model, *(v for v in ratings.values() if isinstance(v, str))])
    facts = {**ratings, "zone": zone, "gas_class": gas_class}
    found = []
    for line in lines:
        names = naming.names(line["models"], line["words"], of=model, text=spoken)
        why = _names(line, model) if names else _near(line, model, spoken)
        if why is None:
            continue
        answers = _effect(line, facts, today) if names else []
        found.append(
            Match(
                line=f"{line['jurisdiction']} {line['batch']}-{line['no']}",
                item=line["item"],
                document=line["document"],
                names=names,
                forbids=names
                and _since(line, today) is None
                and bans.applies(line["condition"], facts),
                reasons=(why, *answers),
            )
        )
    return sorted(found, key=lambda match: (not match.forbids, not match.names))


def _names(line: Mapping[str, Any], model: str) -> Both:
    for each in line["models"]:
        if naming.names([each], (), of=model, text=""):
            series = each.endswith("*")
            return Both(
                f"model {model} is {'of the series' if series else 'the'} {each} of the list",
                f"型号 {model} {'属于目录所列系列' if series else '即目录所列型号'} {each}",
            )
    words = joined(line["words"])
    return Both(f"its text has all of: {words}", f"名称、型号或参数含有：{words.zh}")


def _near(line: Mapping[str, Any], model: str, spoken: str) -> Both | None:
    candidate = naming.model(model)
    for each in line["models"]:
        if candidate.startswith(naming.model(each.rstrip("*"))):
            return Both(
                f"the list means {each} and not {model}, which only begins alike",
                f"目录所列为 {each}，{model} 只是开头相同，不是该型号",
            )
    plain = naming.plain(spoken)
    there = [
        word for word in line["words"] if any(naming.plain(w) in plain for w in word.split("|"))
    ]
    if not there:
        return None
    lacking = joined(word for word in line["words"] if word not in there)
    return Both(
        f"it has {joined(there)}, but not {lacking}",
        f"含有“{joined(there).zh}”，但没有“{lacking.zh}”",
    )


def _effect(line: Mapping[str, Any], facts: Mapping[str, object], today: date) -> list[Both]:
    later = _since(line, today)
    return [*bans.answers(line["condition"], facts), *([later] if later else [])]


def _since(line: Mapping[str, Any], today: date) -> Both | None:
    since: date | None = line["effective_on"]
    if since is None or since <= today:
        return None
    return Both(f"in force only from {since} on", f"自 {since} 起施行，现在尚未施行")
