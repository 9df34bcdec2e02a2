"""What the unit register knows of the ledger's units, and what a name may mean."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from dutytrack.domain.units.matching import CONFIDENCE, How, Identity, Matcher, near_name
from dutytrack.domain.units.names import tidy_name
from dutytrack.i18n import _
from dutytrack.reports.model import Group, Report, Row, columns_of
from dutytrack.store.reading.unitdetail import KnownUnit, known_units, units_called
from dutytrack.store.settings.register import standard_register
from dutytrack.store.sql.dialect import Reader
from dutytrack.store.sql.records import iso

_FACTS = "full since until successors note"
"""The columns of what the register says of a unit."""


def register_report(connection: Reader, *, as_of: date, place: str | None = None) -> Report:
    """Every unit of the ledger with what the register says of it: its full name, its time, what came after it."""
    matchers: dict[str, Matcher] = {}
    rows: list[Row] = []
    for unit in known_units(connection, place=place):
        if unit.kind == "unit":
            matcher = matchers.setdefault(unit.jurisdiction, Matcher(standard_register(), unit.jurisdiction))
            rows.append((unit.name, unit.jurisdiction, *_facts(matcher, matcher.identity(unit.name, on=as_of))))
    columns = columns_of(f"name jurisdiction {_FACTS}", name=_("unit"))
    report = Report("register", _("Units in the register"), columns, (Group(tuple(rows)),), as_of)
    known = sum(row[2] is not None for row in rows)
    return report.counting((_("units"), len(rows)), (_("known to the register"), known))


def lookup_report(connection: Reader, name: str, *, as_of: date, place: str) -> Report:
    """What ``name`` may mean at ``place`` on a day, the surest first: in the ledger, by the register, by likeness."""
    matcher = Matcher(standard_register(), place)
    found: dict[str, Row] = {}
    for known, how, confidence in _meanings(connection, matcher, tidy_name(name), as_of):
        identity = matcher.identity(known, on=as_of)
        found.setdefault(known, (known, how, round(confidence, 2), *_facts(matcher, identity)))
    columns = columns_of(f"name how confidence {_FACTS}", name=_("unit"))
    rows = tuple(sorted(found.values(), key=lambda row: -float(str(row[2]))))
    notes = () if rows else (_("Neither the ledger nor the register knows {name}.").format(name=name),)
    return Report("lookup", _("What {name} means").format(name=name), columns, (Group(rows),), as_of, notes=notes)


def _meanings(connection: Reader, matcher: Matcher, name: str, on: date) -> Iterator[tuple[str, How, float]]:
    """Names of units that ``name`` may mean, each with how and how surely."""
    units = known_units(connection, place=matcher.place.name)
    for unit in units_called(connection, name, place=matcher.place.name):
        corrected = any(row.name == name and row.kind == "misprint" for row in unit.names)
        yield unit.name, "misprint" if corrected else "exact", CONFIDENCE["exact"]
    identity = matcher.identity(name, on=on)
    if identity is not None:
        yield from _by_register(matcher, units, identity, on)
        return
    near = near_name(name, (*(unit.name for unit in units if unit.kind == "unit"), *matcher.own_names))
    if near is not None:
        yield near.name, "near", near.score


def _by_register(
    matcher: Matcher, units: list[KnownUnit], identity: Identity, on: date
) -> Iterator[tuple[str, How, float]]:
    heirs = list(matcher.heirs(identity))
    met: set[Identity] = set()
    for unit in units:
        own = matcher.identity(unit.name, on=on)
        if own is None:
            continue
        how: How | None = "short" if own == identity else "variant" if own.family == identity.family else None
        how = "former" if own in heirs else how
        if how is not None:
            met.add(own)
            yield unit.name, how, CONFIDENCE[how]
    for meant in (identity, *heirs):
        usual = matcher.usual_name(meant)
        if usual is not None and meant not in met:
            how = "short" if meant is identity else "former"
            yield usual, how, CONFIDENCE[how]


def register_facts(matcher: Matcher, identity: Identity | None) -> dict[str, Any] | None:
    """What the register says of a unit: full name, first day, first day of its end, successors, note."""
    body = None if identity is None else matcher.body(identity)
    if identity is None or body is None:
        return None
    heirs = tuple(name for heir in matcher.heirs(identity) if (name := matcher.usual_name(heir)) is not None)
    return {
        "full": next((known.name for known in matcher.names(identity)), None),
        "since": iso(body.since),
        "until": iso(body.until),
        "successors": heirs,
        "note": body.note or None,
    }


def _facts(matcher: Matcher, identity: Identity | None) -> Row:
    facts = register_facts(matcher, identity)
    return (None, None, None, (), None) if facts is None else tuple(facts.values())
