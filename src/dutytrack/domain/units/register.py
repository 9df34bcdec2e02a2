"""The register of usual units: what a unit is called at each level of government, since when, and what came after it.

The register knows kinds of unit, not places: 科学技术局 of a city, whichever it is. What its fields mean is told at
the head of ``seed/units.toml``, where it comes from.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, NamedTuple

from dutytrack.domain.units.names import tidy_name

Level = Literal["state", "province", "city", "county"]
NameKind = Literal["full", "short", "also"]
SLOT = "{}"
"""Where the word of the level stands, in a name that it does not begin."""
_BOARD = ("管理委员会", "管委会")
_GOVERNMENT = ("人民政府", "政府")


@dataclass(frozen=True, slots=True)
class Body:
    """A unit of the register at one level."""

    id: str
    kind: str
    """``party``, ``government``, ``vertical``, ``zone`` …"""
    level: Level
    full: str
    """Its full name without the level's word; at the level ``state`` as it is."""
    short: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    """Full names in use elsewhere: another place's name for it, or at the same place another unit."""
    since: date | None = None
    """The first day on which it can have been there."""
    until: date | None = None
    """The first day on which it can have been gone."""
    gone: date | None = None
    """The day from which it is gone everywhere."""
    successors: tuple[str, ...] = ()
    """The ids of the units that its duties went to."""
    note: str = ""

    def held_on(self, day: date) -> bool:
        """Whether its names are its own on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


class Bearer(NamedTuple):
    """A unit that bears a name."""

    body: Body
    kind: NameKind
    variant: int
    """0 for its full name and the short forms of that; each other full name is a variant by itself."""


@dataclass(frozen=True, slots=True)
class Register:
    """The units and collectives of the register, by their names."""

    bodies: Mapping[tuple[str, str], Body]
    """By id and level."""
    gatherings: Mapping[str, str]
    """The kind of a collective's members (``county-government``, ``department`` …), by every way to write its name."""
    _bearers: Mapping[str, tuple[Bearer, ...]] = field(repr=False)

    def bearers(self, name: str) -> tuple[Bearer, ...]:
        """Who goes by ``name`` (without the level's word), at any level and time."""
        return self._bearers.get(name, ())

    def names(self, level: Level) -> Iterator[str]:
        """All names in use at ``level``, without the level's word."""
        return (name for name, bearers in self._bearers.items() if any(one.body.level == level for one in bearers))

    @property
    def slotted(self) -> tuple[str, ...]:
        """The names in which the level's word stands within."""
        return tuple(name for name in self._bearers if SLOT in name)

    def is_shared(self, name: str, level: Level) -> bool:
        """Whether ``name`` is borne by several units of ``level``, each at its time."""
        return len({one.body.id for one in self.bearers(name) if one.body.level == level}) > 1

    def successors(self, body: Body) -> tuple[Body, ...]:
        """The units of the same level that the duties of ``body`` went to, the first one first."""
        found = (self.bodies.get((heir, body.level)) for heir in body.successors)
        return tuple(heir for heir in found if heir is not None)


def read_register(toml_text: str) -> Register:
    """The register that ``toml_text`` (``seed/units.toml``) lays down."""
    data = tomllib.loads(toml_text)
    bodies = [_body(entry, level) for entry in data.get("unit", ()) for level in entry["levels"]]
    bearers = defaultdict[str, list[Bearer]](list)
    for body in bodies:
        for name, kind, variant in _names(body):
            if all(one.body is not body for one in bearers[name]):
                bearers[name].append(Bearer(body, kind, variant))
    return Register(
        bodies={(body.id, body.level): body for body in bodies},
        gatherings={
            tidy_name(name): entry["members"]
            for entry in data.get("collective", ())
            for name in (entry["name"], *entry.get("also", ()))
        },
        _bearers={name: tuple(known) for name, known in bearers.items()},
    )


def _body(entry: Mapping[str, Any], level: Level) -> Body:
    """``short`` belongs to ``name``: where a level has another full name, its short names are in ``shorts`` too."""
    renamed = level in entry.get("names", {})
    own = () if renamed else entry.get("short", ())
    until = entry.get("until", {}).get(level)
    return Body(
        id=entry["id"],
        kind=entry["kind"],
        level=level,
        full=entry.get("names", {}).get(level, entry["name"]),
        short=tuple(entry.get("shorts", {}).get(level, own)),
        also=() if level == "state" else tuple(entry.get("also", ())),
        since=_first_day(entry.get("from", {}).get(level)),
        until=_first_day(until),
        gone=_after(until),
        successors=tuple(entry.get("successors", ())),
        note=entry.get("note", ""),
    )


def _names(body: Body) -> Iterator[tuple[str, NameKind, int]]:
    """Every name of ``body`` with its kind and variant; boards and governments also by their usual ending."""
    for name in (body.full, *body.short):
        kind: NameKind = "full" if name == body.full else "short"
        yield name, kind, 0
        if (brief := _brief(name)) != name:
            yield brief, "short", 0
    for variant, name in enumerate(body.also, start=1):
        yield name, "also", variant
        if (brief := _brief(name)) != name:
            yield brief, "also", variant


def _brief(name: str) -> str:
    """A board's or government's name with the ending it usually has in lists: 管委会, 政府."""
    for long, short in (_BOARD, _GOVERNMENT):
        if name.endswith(long):
            return name.removesuffix(long) + short
    return name


def _first_day(text: str | None) -> date | None:
    """The first day of ``YYYY`` or ``YYYY-MM``."""
    year, _, month = (text or "").partition("-")
    return date(int(year), int(month or 1), 1) if year else None


def _after(text: str | None) -> date | None:
    """The day from which something is over everywhere: in ``YYYY`` it ended at some time of that year."""
    return _first_day(text if text is None or "-" in text else str(int(text) + 1))
