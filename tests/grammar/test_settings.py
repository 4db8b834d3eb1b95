"""Numbers of a mine: within the law, whatever the policy says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from equiplink.errors import Unreadable
from equiplink.law import BIDDING
from equiplink.settings import SETTINGS, Setting, Stricter

LAW = BIDDING("第二十四条", "最短不得少于二十日")


@pytest.fixture(autouse=True)
def _registry() -> Iterator[None]:
    """Forget the settings that a test makes."""
    before = dict(SETTINGS)
    yield
    SETTINGS.clear()
    SETTINGS.update(before)


def make(stricter: Stricter, *, law: bool) -> Setting:
    """Make a setting of twenty days."""
    return Setting("zz.days", 20, "日", stricter, "天数", "days", LAW if law else None)


def test_key_is_declared_once() -> None:
    """A second setting of one key does not load."""
    make(Stricter.HIGHER, law=True)

    with pytest.raises(TypeError, match="declared twice"):
        make(Stricter.LOWER, law=True)


@pytest.mark.parametrize(
    ("stricter", "law", "value", "admitted"),
    [
        (Stricter.HIGHER, True, 21, True),
        (Stricter.HIGHER, True, 20, True),
        (Stricter.HIGHER, True, 19, False),
        (Stricter.LOWER, True, 19, True),
        (Stricter.LOWER, True, 21, False),
        (Stricter.LOWER, True, -1, False),
        (Stricter.HIGHER, False, 1, True),
        (Stricter.LOWER, False, 99, True),
        (Stricter.LOWER, False, -1, False),
    ],
)
def test_law_bounds_what_a_mine_may_choose(
    stricter: Stricter, value: int, *, law: bool, admitted: bool
) -> None:
    """A looser number is refused when it is set, and not believed when it was slipped in."""
    setting = make(stricter, law=law)

    assert setting.of({"zz.days": value}) == (value if admitted else 20)
    if admitted:
        setting.check(value)
    else:
        with pytest.raises(Unreadable) as caught:
            setting.check(value)
        assert caught.value.field == "zz.days"


def test_nothing_chosen_is_the_default() -> None:
    """Without a choice, or with one that is no number, the default holds."""
    setting = make(Stricter.HIGHER, law=True)

    assert (setting.of({}), setting.of({"zz.days": "30"})) == (20, 20)
