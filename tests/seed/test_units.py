"""The unit register: every reference holds, and no name means two units at one level and time."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

SEED = Path(__file__).parents[2] / "seed"
REGISTER: dict[str, Any] = tomllib.loads((SEED / "units.toml").read_text(encoding="utf-8"))
UNITS: list[dict[str, Any]] = REGISTER["unit"]
BY_ID = {unit["id"]: unit for unit in UNITS}
KINDS = {
    *("party", "government", "congress", "judiciary", "army"),
    *("mass", "institution", "vertical", "zone", "enterprise"),
}
ALWAYS, EVER = "0000-00", "9999-99"


def full_name(unit: dict[str, Any], level: str) -> str:
    return unit.get("names", {}).get(level, unit["name"])


def names_at(unit: dict[str, Any], level: str) -> set[str]:
    """Every name of the unit at ``level``; ``short`` counts where no other full name is given."""
    own = unit.get("short", []) if level not in unit.get("names", {}) else []
    short = unit.get("shorts", {}).get(level, own)
    also = unit.get("also", []) if level != "state" else []
    return {full_name(unit, level), *short, *also}


def month(text: str | None, *, otherwise: str) -> str:
    """The first month that ``YYYY`` or ``YYYY-MM`` covers."""
    return otherwise if text is None else f"{text}-00"[:7]


def lifetime(unit: dict[str, Any], level: str) -> tuple[str, str]:
    return (
        month(unit.get("from", {}).get(level), otherwise=ALWAYS),
        month(unit.get("until", {}).get(level), otherwise=EVER),
    )


def bearers() -> Iterator[tuple[str, str, str, str, str]]:
    for unit in UNITS:
        for level in unit["levels"]:
            for name in names_at(unit, level):
                yield level, name, unit["id"], *lifetime(unit, level)


def test_register_is_broad_enough_for_city_province_and_state() -> None:
    assert len(BY_ID) == len(UNITS)
    assert sum(len(unit["levels"]) for unit in UNITS) >= 360
    assert {unit["kind"] for unit in UNITS} == KINDS


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit["id"])
def test_unit_is_well_formed(unit: dict[str, Any]) -> None:
    levels = [level["name"] for level in REGISTER["level"]]
    assert unit["levels"] == [level for level in levels if level in unit["levels"]]
    for field in ("names", "shorts", "from", "until"):
        assert set(unit.get(field, {})) <= set(unit["levels"]), field
    for name in (unit["name"], *unit.get("short", []), *unit.get("also", [])):
        assert name == name.strip()
        assert name
        assert "（" not in name


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit["id"])
def test_dates_are_ordered(unit: dict[str, Any]) -> None:
    for level in unit["levels"]:
        begin, end = lifetime(unit, level)
        assert begin < end, level
    for date in (*unit.get("from", {}).values(), *unit.get("until", {}).values()):
        assert re.fullmatch(r"(19|20)\d\d(-(0[1-9]|1[0-2]))?", date), date


@pytest.mark.parametrize("unit", [unit for unit in UNITS if "successors" in unit], ids=lambda unit: unit["id"])
def test_successors_are_there_when_the_unit_ends(unit: dict[str, Any]) -> None:
    assert unit["until"]
    for level, ends in unit["until"].items():
        heirs = [BY_ID[heir] for heir in unit["successors"] if level in BY_ID[heir]["levels"]]
        assert heirs, level
        for heir in heirs:
            begins, heir_ends = lifetime(heir, level)
            assert begins[:4] <= ends[:4] < heir_ends[:4], (level, heir["id"])


def test_moved_duties_go_to_units_of_the_register() -> None:
    moves = [(unit, move) for unit in UNITS for move in unit.get("moved", [])]
    assert moves
    for unit, move in moves:
        begins, ends = lifetime(BY_ID[move["to"]], "state")
        assert begins <= move["on"] < ends, (unit["id"], move["to"])
        assert move["duty"]


def test_no_name_means_two_units_at_one_level_and_time() -> None:
    held: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for level, name, unit, begin, end in bearers():
        held[level, name].append((begin, end, unit))
    for (level, name), spans in held.items():
        spans.sort()
        for (_, end, first), (begin, _, second) in pairwise(spans):
            assert end <= begin, f"{name} at {level}: {first} and {second}"


@pytest.mark.parametrize(
    ("level", "name", "when", "unit"),
    [
        ("city", "工商局", "2015-06", "industry-commerce"),
        ("city", "市场监管局", "2024-01", "market-supervision"),
        ("city", "经信委", "2013-12", "economy-information"),
        ("city", "卫计委", "2017-01", "health-family"),
        ("city", "国税局", "2018-01", "state-tax"),
        ("city", "银监分局", "2016-01", "banking"),
        ("province", "科技厅", "2020-01", "science-technology"),
        ("state", "国家发展改革委", "2020-01", "development-reform"),
        ("state", "银保监会", "2020-01", "banking-insurance"),
        ("state", "金融监管总局", "2024-01", "financial-supervision"),
        ("state", "国务院扶贫办", "2020-12", "poverty"),
        ("state", "国家乡村振兴局", "2021-02", "rural-revitalisation"),
    ],
)
def test_name_at_its_time_finds_its_unit(level: str, name: str, when: str, unit: str) -> None:
    found = [who for at, called, who, begin, end in bearers() if (at, called) == (level, name) and begin <= when < end]
    assert found == [unit]


def test_collectives_are_named_once_and_say_whom_they_gather() -> None:
    names = [
        name for collective in REGISTER["collective"] for name in (collective["name"], *collective.get("also", []))
    ]
    assert len(names) == len(set(names))
    assert all(collective["members"] for collective in REGISTER["collective"])
    assert {"相关部门", "各地区"} <= {
        collective["name"] for collective in REGISTER["collective"] if collective.get("vague")
    }
