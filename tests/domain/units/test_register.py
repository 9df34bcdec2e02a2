"""What the register's file says of a unit at each level: its names, its time, what came after it."""

from __future__ import annotations

from datetime import date

import pytest

from dutytrack.domain.units.register import Register, read_register

TOML = """
[[unit]]
id = "office"
kind = "party"
levels = ["state", "province", "city"]
name = "委员会办公室"
names = { state = "中央办公厅", province = "委办公厅" }
short = ["委办"]
shorts = { province = ["委厅"] }
also = ["委员会秘书处", "协作区管理委员会"]
from = { city = "1999", province = "2001-07" }
until = { city = "2018", province = "2018-10" }
successors = ["heir", "nobody"]
note = "各地不一"

[[unit]]
id = "heir"
kind = "zone"
levels = ["city"]
name = "新区管理委员会"

[[collective]]
name = "各县(市、区)政府"
also = ["各县（市、区）人民政府"]
members = "county-government"
"""


@pytest.fixture(scope="module")
def register() -> Register:
    return read_register(TOML)


def borne(register: Register, level: str) -> dict[str, int]:
    """The names at a level, each with its variant."""
    named = {name: one for name in register.names(level) for one in register.bearers(name) if one.body.level == level}
    return {name: one.variant for name, one in named.items()}


def test_a_level_with_another_name_has_the_short_names_of_that_alone(register):
    bodies = [register.bodies["office", level] for level in ("state", "province", "city")]

    assert [(body.full, body.short) for body in bodies] == [
        ("中央办公厅", ()),
        ("委办公厅", ("委厅",)),
        ("委员会办公室", ("委办",)),
    ]


def test_other_places_names_are_variants_of_their_own_but_the_centre_is_only_itself(register):
    assert borne(register, "state") == {"中央办公厅": 0}
    assert borne(register, "city") == {
        "委员会办公室": 0,
        "委办": 0,
        "委员会秘书处": 1,
        "协作区管理委员会": 2,
        "协作区管委会": 2,
        "新区管理委员会": 0,
        "新区管委会": 0,
    }
    assert register.bearers("财政局") == ()


@pytest.mark.parametrize(
    ("level", "since", "until", "gone"),
    [
        ("city", date(1999, 1, 1), date(2018, 1, 1), date(2019, 1, 1)),
        ("province", date(2001, 7, 1), date(2018, 10, 1), date(2018, 10, 1)),
        ("state", None, None, None),
    ],
)
def test_a_unit_whose_year_alone_is_known_is_gone_everywhere_when_it_is_over(register, level, since, until, gone):
    body = register.bodies["office", level]

    assert (body.since, body.until, body.gone) == (since, until, gone)


def test_what_came_after_a_unit_is_of_its_level(register):
    city, state = register.bodies["office", "city"], register.bodies["office", "state"]

    assert register.successors(city) == (register.bodies["heir", "city"],)
    assert register.successors(state) == ()
    assert (city.note, register.bodies["heir", "city"].note) == ("各地不一", "")


def test_a_collective_is_known_however_it_is_written_and_may_have_no_other_name(register):
    alone = read_register('[[collective]]\nname = "各部门"\nmembers = "department"\n')

    assert set(register.gatherings) == {"各县(市、区)政府", "各县(市、区)人民政府"}
    assert (set(alone.gatherings), alone.bodies) == ({"各部门"}, {})
    assert dict(read_register("").gatherings) == {}
