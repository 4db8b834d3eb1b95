"""Who was trained and which points were checked in a campaign, as the ledger tells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from equiplink.campaign.check_models import CheckPoint
from equiplink.campaign.check_states import PointKind
from equiplink.campaign.models import Campaign
from equiplink.campaign.people_models import Training
from equiplink.campaign.people_states import TrainingKind
from equiplink.ledger import Entry
from equiplink.mine.models import Person
from equiplink.mine.states import Role


def trained(
    entries: Sequence[Entry], campaign: Campaign, teams: Mapping[str, str], on: date
) -> Iterator[dict[str, Any]]:
    """Yield, team by team, how many passed each training that the document asks for.

    *teams* are names by id. People are those who belonged to the mine on the day *on*, but
    for a department's inspectors.
    """
    people = _people(entries, on)
    for kind in campaign.terms.get("trainings", []):
        told, passed = _passed(entries, campaign, kind)
        for team_id, name in sorted(teams.items(), key=lambda each: each[1]):
            its = {person for person, team in people.items() if team == team_id}
            if its:
                yield {
                    "team": name, "kind": kind, "zh": TrainingKind(kind).zh, "people": len(its),
                    "passed": len(its & passed), "entries": told,
                }  # fmt: skip


def _people(entries: Sequence[Entry], on: date) -> dict[str, str]:
    """Return each person's team, of those who were at their posts on a day."""
    people: dict[str, str] = {}
    for entry in entries:
        if entry.subject != Person.__tablename__:
            continue
        who, data = str(entry.subject_id), entry.data
        inspects = Role.INSPECTOR in data.get("roles", ())
        gone = "left_on" in data and date.fromisoformat(data["left_on"]) <= on
        if entry.action == "add_person" and data.get("team_id"):
            people[who] = data["team_id"]
        if inspects or gone:
            people.pop(who, None)
    return people


def _passed(entries: Sequence[Entry], campaign: Campaign, kind: str) -> tuple[list[str], set[str]]:
    """Return the entries of a kind of training in the campaign's days, and who passed it."""
    held = [
        each for each in entries
        if each.subject == Training.__tablename__ and each.data["kind"] == kind
        and campaign.starts_on <= date.fromisoformat(each.data["held_on"]) <= campaign.ends_on
    ]  # fmt: skip
    passed = {who for each in held for who, good in each.data["attended"].items() if good}
    return [str(each.id) for each in held], passed


def covered(entries: Sequence[Entry], campaign: Campaign) -> Iterator[dict[str, Any]]:
    """Yield how many points of each kind there are, and which of them no round has seen."""
    points = {
        str(each.subject_id): each.data for each in entries
        if each.subject == CheckPoint.__tablename__
        and each.data["campaign_id"] == str(campaign.id)
    }  # fmt: skip
    rounds = [
        each for each in entries
        if each.subject_id == campaign.id and each.action == "hold_round" and each.data["covered"]
    ]  # fmt: skip
    seen = {point for each in rounds for point in each.data["covered"]}
    for kind in PointKind:
        its = {key: data["name"] for key, data in points.items() if data["kind"] == kind}
        if its:
            yield {
                "kind": kind.value, "zh": kind.zh, "points": len(its),
                "seen": len(its.keys() & seen),
                "unseen": sorted(name for key, name in its.items() if key not in seen),
                "entries": [
                    str(each.id) for each in rounds if its.keys() & set(each.data["covered"])
                ],
            }  # fmt: skip
