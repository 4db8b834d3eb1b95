"""The mine: places, people, certificates, policy, accounts."""

from datetime import date, timedelta

import pytest

from equiplink.db import new_id
from equiplink.errors import Duplicate, Forbidden, NotFound, Unreadable
from equiplink.ledger import Entry
from equiplink.mine import actions as mine
from equiplink.mine.models import Mine, Person, Place
from equiplink.mine.states import Permit
from tests.world import World


def test_mine_is_marked_synthetic(world: World) -> None:
    """An example mine says that it is one."""
    with world.read() as work:
        found = work.mine

    assert found.synthetic is True


def test_change_of_roles_tells_both(world: World) -> None:
    """The ledger says which roles a person had and which he has."""
    with world.work("administrator") as work:
        mine.change_roles(work, world.people["buyer"].id, ["planner"])
        told = work.all(Entry, action="change_roles")[-1].data

    assert told == {"roles": ["planner"], "was": ["buyer"]}


def test_places_form_a_tree(world: World) -> None:
    """A place knows its parent."""
    with world.read() as work:
        face = work.first(Place, name="3101综采工作面")

    assert face is not None
    assert world.places["3101回风巷"] == face.parent_id


@pytest.mark.parametrize("empty", ["", " ", "\u3000"])
def test_nothing_is_no_name(world: World, empty: str) -> None:
    """A place, a team, a person: each is called something."""
    with world.work() as work:
        place = mine.add_place(work, name=" 三采区变电所 ", zone="chamber")
        with pytest.raises(Unreadable) as team:
            mine.add_team(work, name=empty)
        with pytest.raises(Unreadable):
            mine.add_place(work, name=empty, zone="face")
        with pytest.raises(Unreadable) as person:
            mine.add_person(work, number=empty, name="张三")

    assert place.name == "三采区变电所"
    assert (team.value.field, person.value.field) == ("name", "number")


def test_unknown_zone_names_the_field(world: World) -> None:
    """A zone that does not exist is refused with the field and the possible words."""
    with pytest.raises(Unreadable) as caught, world.work() as work:
        mine.add_place(work, name="空中", zone="sky")

    assert caught.value.field == "zone"
    assert "return" in caught.value.message("zh")


def test_second_place_of_one_name_is_a_duplicate(world: World) -> None:
    """Names of places are unique in a mine."""
    with pytest.raises(Duplicate), world.work() as work:
        mine.add_place(work, name="副井井口", zone="shaft")


def test_certificate_counts_both_its_days(world: World) -> None:
    """A certificate is valid on its first and last day, and not on the next."""
    who = world.people["ex_inspector"].id
    with world.read() as work:
        answers = [
            mine.valid_certificate(work, who, Permit.EX_INSPECTION, day) is not None
            for day in (date(2024, 12, 31), date(2025, 1, 1), date(2027, 12, 31), date(2028, 1, 1))
        ]

    assert answers == [False, True, True, False]


def test_certificate_that_ends_before_it_begins_is_unreadable(world: World) -> None:
    """The two days must be in order."""
    with pytest.raises(Unreadable) as caught, world.work() as work:
        mine.certify(
            work, world.people["keeper"].id, permit="acceptance", number="1", issuer="甲",
            valid_from=date(2026, 2, 1), valid_until=date(2026, 1, 1),
        )  # fmt: skip

    assert caught.value.field == "valid_until"


def test_only_administrator_adds_people(world: World) -> None:
    """A keeper may not add a person, and nothing is left behind."""
    with pytest.raises(Forbidden), world.work("keeper") as work:
        mine.add_person(work, number="9999", name="新人")

    with world.read() as work:
        assert work.first(Person, number="9999") is None


def test_right_password_signs_in(world: World) -> None:
    """The right password gives the person with his roles."""
    with world.work() as work:
        mine.create_account(work, world.people["keeper"].id, username="k", password="long enough 1")

    with world.read() as work:
        signed_in = mine.sign_in(work, username="k", password="long enough 1")

    assert signed_in == world.people["keeper"]


@pytest.mark.parametrize(("username", "password"), [("k", "long enough 2"), ("x", "long enough 1")])
def test_wrong_sign_in_says_the_same_for_every_failure(
    world: World, username: str, password: str
) -> None:
    """A wrong password and an unknown name cannot be told apart."""
    with world.work() as work:
        mine.create_account(work, world.people["keeper"].id, username="k", password="long enough 1")

    with pytest.raises(Forbidden, match="用户名或密码不正确"), world.read() as work:
        mine.sign_in(work, username=username, password=password)


def test_short_password_is_unreadable(world: World) -> None:
    """Twelve characters at least."""
    with pytest.raises(Unreadable) as caught, world.work() as work:
        mine.create_account(work, world.people["keeper"].id, username="k", password="short")

    assert caught.value.field == "password"


def test_token_is_its_person_until_it_ends(world: World) -> None:
    """A token answers for its person, and no longer when its time is over."""
    keeper = world.people["keeper"]
    with world.work() as work:
        secret = mine.issue_token(
            work, keeper.id, label="井口", expires_at=work.now + timedelta(days=1)
        )
    with world.read() as work:
        before = mine.who(work, secret)
    world.clock.forward(days=1)

    assert before == keeper
    assert mine.mine_of(secret) == world.mine_id
    with pytest.raises(Forbidden), world.read() as work:
        mine.who(work, secret)


def test_who_left_signs_in_no_more(world: World) -> None:
    """On his last day he still acts; from the day on which he left he does not."""
    keeper = world.people["keeper"].id
    with world.work() as work:
        gone = mine.leave(work, keeper, left_on=work.today + timedelta(days=1)).left_on
        assert mine.actor(work, keeper).id == keeper
    world.clock.forward(days=1)

    with pytest.raises(Forbidden), world.read() as work:
        mine.actor(work, keeper)
    with world.read() as work:
        assert [e.data for e in work.all(Entry, subject_id=keeper, action="leave")] == [
            {"left_on": str(gone)}
        ]


def test_law_is_never_loosened_by_policy(world: World) -> None:
    """A rule that is not known, or was read, cannot be switched off."""
    with pytest.raises(Unreadable) as caught, world.work() as work:
        mine.set_policy(work, "rule.NONE", "off")

    assert caught.value.field == "rule.NONE"


def test_reclassification_is_recorded(world: World) -> None:
    """The new gas class stands in the mine, the old one in the ledger."""
    with world.work() as work:
        mine.reclassify(work, "突出")

    with world.read() as work:
        assert work.get(Mine, world.mine_id).gas_class == "突出"


def test_record_of_another_mine_is_not_found(world: World) -> None:
    """A number that this mine does not have is an error that names the field."""
    with pytest.raises(NotFound) as caught, world.read() as work:
        work.get(Place, new_id())

    assert caught.value.field == "place_id"
