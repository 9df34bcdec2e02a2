"""The units of one place: found by every name they go by and by the register's facts, or entered anew.

A name that merely looks like another never finds its unit: it becomes a unit of its own and a doubt.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

from sqlmodel import Session, col, select

from dutytrack.domain.units.matching import CONFIDENCE, How, Identity, Matcher, near_name, slip_of
from dutytrack.domain.units.names import is_vague, name_parts, tidy_name, unit_kind
from dutytrack.domain.units.script import simplified
from dutytrack.services.desk import row_id
from dutytrack.services.units.pinyin import initials
from dutytrack.store.settings.register import standard_register
from dutytrack.store.tables.plans import Setting, Unit, UnitName

COMPLETE_REGISTERS = "complete_registers"
"""The setting that names the places whose units are all in the ledger, joined by 、."""
_BY_THE_REGISTER = frozenset({"full", "short"})
"""Kinds of names that the register added; where a plan itself tells two of them apart, they are given up."""


@dataclass(frozen=True, slots=True)
class UnitDoubt:
    """A new unit that may be meant to be another."""

    name: str
    how: How
    """``former``: it was gone by then; ``variant``, ``short``, ``near``: another name is close; ``unknown``."""
    suggestion: str | None
    """The name that may be meant; ``None`` where none is near."""
    confidence: float


@dataclass(frozen=True, slots=True)
class NameMatch:
    """The unit that a name means."""

    unit: Unit
    how: How


@dataclass(frozen=True, slots=True)
class _Known:
    unit: Unit
    row: UnitName

    def holds(self, on: date) -> bool:
        first, last = self.row.valid_from, self.row.valid_to
        return (first is None or first <= on) and (last is None or on <= last)

    def is_ever(self, name: str) -> bool:
        """Whether ``name`` means the unit even when it does not bear it: its own, or one given to it by hand."""
        return self.unit.name == name or self.row.kind not in _BY_THE_REGISTER


class UnitRegister:
    """The units of one jurisdiction, by every name they go by: read once, then asked as often as a plan needs."""

    def __init__(self, session: Session, jurisdiction: str, *, trying: bool = False) -> None:
        """Read the register of ``jurisdiction`` (empty for none; the same place in either script) in one query.

        ``trying``: see what would become of names; the units created are not entered.
        """
        self._session = session
        self._trying = trying
        self._jurisdiction = simplified(jurisdiction)
        self._by_name: dict[str, list[_Known]] = {}
        self._identified: dict[Identity, Unit] | None = None
        self._times_named: Counter[str] = Counter()
        self._beside: Mapping[str, set[str]] = {}
        self.created: list[Unit] = []
        """Units entered through this register, in order."""
        query = select(Unit, UnitName).join(UnitName, col(UnitName.unit_id) == col(Unit.id))
        places = {jurisdiction, self._jurisdiction}
        query = query.where(col(Unit.jurisdiction).in_(places)).order_by(col(UnitName.id))
        for unit, row in session.exec(query).all():
            self._remember(unit, row)

    @cached_property
    def matcher(self) -> Matcher:
        """The register's facts about the names of this place."""
        return _matcher(self._jurisdiction)

    def find(self, name: str, *, on: date) -> Unit | None:
        """The unit that goes by ``name`` on that day; a name with a bracketed alias is also sought by its parts.

        A unit's own name counts before an alias. ``None`` where there is none.
        """
        known = self._named(name, on)
        return None if known is None else known.unit

    def match(self, name: str, *, on: date) -> NameMatch | None:
        """The unit that ``name`` means on that day, and how that is known: by a name it goes by, or by the register."""
        known = self._named(name, on)
        if known is not None:
            return NameMatch(known.unit, "misprint" if known.row.kind == "misprint" else "exact")
        identity = self.matcher.identity(name_parts(name).name, on=on)
        unit = None if identity is None else self._identities(on).get(identity)
        return None if unit is None else NameMatch(unit, "short")

    def nearest(self, name: str, *, on: date, others: Sequence[str] = ()) -> str | None:
        """The name that ``name``, which is no unit's, may be meant to be on that day; ``others`` count as units' too.

        It is what importing would doubt, or one slip of the hand away from a name of the place's units, else from one
        that the register knows; ``None`` where ``name`` is a unit's, or near to nothing.
        """
        base = name_parts(name).name
        if unit_kind(base) != "unit" or base in others or self.match(name, on=on) is not None:
            return None
        doubt = self._doubt(Unit(jurisdiction=self._jurisdiction, name=base), on, dated=True)
        if doubt is not None:
            return doubt.suggestion
        if self.matcher.identity(base, on=on) is not None:
            return None
        return slip_of(base, (*others, *self._by_name)) or slip_of(base, self.matcher.own_names)

    def resolve(self, names: Iterable[str], *, on: date, lists: Iterable[Collection[str]] = ()) -> dict[str, Unit]:
        """The unit for each of ``names`` as it goes on that day; those that are new are entered.

        ``lists`` are the names that stand side by side in one task: two of one list are two units, whatever the
        register says. The new units are flushed, so all of them have an id.
        """
        wanted = Counter(names)
        bases = {name: name_parts(name).name for name in wanted}
        found: dict[str, Unit] = {}
        fresh: list[tuple[Unit, Identity | None]] = []
        self._beside = _neighbours(lists)
        for name, base in bases.items():
            self._times_named[base] += wanted[name]
            if (known := self._meant(name, on)) is not None:
                found[name] = known
        missing = {name: base for name, base in bases.items() if name not in found}
        usual = self._usual_forms(dict.fromkeys(missing.values()), on) if len(missing) > 1 else {}
        for name, base in missing.items():
            found[name] = self._meant(name, on) or self._enter(usual.get(base, base), on, fresh)
        if not self._trying:
            self._session.add_all(unit for unit, _ in fresh)
            self._session.flush()
            self._write_names(found, fresh)
        return found

    def doubts(self, *, on: date, dated: bool = True) -> Iterator[UnitDoubt]:
        """What is to be asked about the units created, named as on that day; ``dated``: the plan says its own day."""
        kept = self._session.get(Setting, COMPLETE_REGISTERS)
        complete = kept is not None and self._jurisdiction in kept.value.split("、")
        for unit in self.created:
            if unit.kind == "unit":
                doubt = self._doubt(unit, on, dated=dated)
                if doubt is not None or complete:
                    yield doubt or UnitDoubt(unit.name, "unknown", None, 0.0)

    def add_names(
        self,
        unit: Unit,
        names: Iterable[str],
        *,
        kind: str,
        valid_from: date | None = None,
        valid_to: date | None = None,
    ) -> None:
        """Let ``unit`` go by ``names`` from one day to another; a name that is taken in the place stays as it is."""
        for name in map(tidy_name, names):
            if not self._by_name.get(name):
                row = name_row(unit, name, kind, valid_from, valid_to)
                self._remember(unit, row)
                self._session.add(row)

    def _named(self, name: str, on: date) -> _Known | None:
        """Who goes by ``name`` on that day; else who did or will, unless the register tells the times apart."""
        parts = name_parts(name)
        for candidate in dict.fromkeys((tidy_name(name), parts.name, simplified(parts.name))):
            known = self._by_name.get(candidate, [])
            held = [one for one in known if one.holds(on)] or [one for one in known if one.is_ever(candidate)]
            if held:
                return next((one for one in held if one.unit.name == candidate), held[0])
        return None

    def _meant(self, name: str, on: date) -> Unit | None:
        """The unit of ``name``, unless its task names another unit by what the register takes for the same name."""
        if not self._rivals(name, on):
            match = self.match(name, on=on)
            return None if match is None else match.unit
        known = self._named(name, on)
        if known is None or known.unit.name == name_parts(name).name or known.row.kind not in _BY_THE_REGISTER:
            return None if known is None else known.unit
        self._by_name[known.row.name].remove(known)
        if not self._trying:
            self._session.delete(known.row)
        return None

    def _rivals(self, name: str, on: date) -> list[str]:
        """Names beside ``name`` in some task that the register takes for the same unit."""
        base = name_parts(name).name
        others = self._beside.get(base)
        identity = self.matcher.identity(base, on=on) if others else None
        if not others or identity is None:
            return []
        return [other for other in sorted(others) if self.matcher.identity(other, on=on) == identity]

    def _identities(self, on: date) -> dict[Identity, Unit]:
        if self._identified is None:
            self._identified = {}
            units = {known.unit.name: known.unit for held in self._by_name.values() for known in held}
            for name, unit in units.items():
                identity = self.matcher.identity(name, on=on)
                if identity is not None:
                    self._identified.setdefault(identity, unit)
        return self._identified

    def _usual_forms(self, names: Iterable[str], on: date) -> dict[str, str]:
        """For each of ``names`` that of them which means the same and stands there most often; the first of several."""
        forms: dict[Identity, list[str]] = {}
        for base in names:
            identity = None if self._rivals(base, on) else self.matcher.identity(base, on=on)
            if identity is not None:
                forms.setdefault(identity, []).append(base)
        usual = (max(same, key=lambda form: self._times_named[form]) for same in forms.values())
        return {form: best for same, best in zip(forms.values(), usual, strict=True) for form in same}

    def _enter(self, name: str, on: date, fresh: list[tuple[Unit, Identity | None]]) -> Unit:
        unit = Unit(jurisdiction=self._jurisdiction, name=name, kind=unit_kind(name), vague=is_vague(name))
        identity = None if self._rivals(name, on) else self.matcher.identity(name, on=on)
        if identity is not None:
            self._identities(on)[identity] = unit
        self._remember(unit, UnitName(unit_id=0, name=name))
        self.created.append(unit)
        fresh.append((unit, identity))
        return unit

    def _write_names(self, found: Mapping[str, Unit], fresh: Collection[tuple[Unit, Identity | None]]) -> None:
        """Name rows for new units, and for what known units were met by for the first time."""
        for unit, _ in fresh:
            self._session.add(name_row(unit, unit.name, "full"))
        for name, unit in found.items():
            parts = name_parts(name)
            self.add_names(unit, (parts.name, *parts.aliases, simplified(parts.name)), kind="alias")
        for unit, identity in fresh:
            for known in () if identity is None else self.matcher.names(identity):
                last = known.until and known.until - timedelta(days=1)
                self.add_names(unit, (known.name,), kind=known.kind, valid_from=known.since, valid_to=last)

    def _doubt(self, unit: Unit, on: date, *, dated: bool) -> UnitDoubt | None:
        identity = self.matcher.identity(unit.name, on=on)
        if identity is None:
            near = near_name(unit.name, (*self._more_usual(unit), *self.matcher.own_names))
            return None if near is None else UnitDoubt(unit.name, "near", near.name, round(near.score, 2))
        body = self.matcher.body(identity)
        if dated and body is not None and body.gone is not None and body.gone <= on:
            return self._after(unit, identity, on)
        for other, its_unit in self._identities(on).items():
            if other.family != identity.family:
                continue
            if self._order(its_unit) < self._order(unit) or not self._is_entered(unit):
                how: How = "short" if other == identity else "variant"
                return UnitDoubt(unit.name, how, its_unit.name, CONFIDENCE["variant"])
        return None

    def _after(self, unit: Unit, identity: Identity, on: date) -> UnitDoubt | None:
        """The doubt whether a unit that was gone is not meant to be what came after it."""
        for heir in self.matcher.heirs(identity):
            known = self._identities(on).get(heir)
            name = known.name if known else self.matcher.usual_name(heir)
            if name is not None and name != unit.name:
                return UnitDoubt(unit.name, "former", name, CONFIDENCE["former"])
        return None

    def _more_usual(self, unit: Unit) -> Iterator[str]:
        """Units' names that ``unit`` may be a misprint of: none that stands beside it, none named less often."""
        beside = self._beside.get(unit.name, set())
        for name, held in self._by_name.items():
            for other in (known.unit for known in held if known.unit.name == name):
                usual = self._rank(other) < self._rank(unit) or not self._is_entered(unit)
                if other.kind == "unit" and name not in beside and usual:
                    yield name

    def _rank(self, unit: Unit) -> tuple[int, int, int]:
        """What was there comes first, then what is named more often, then what was named earlier."""
        order = self._order(unit)
        return (order >= 0, -self._times_named[unit.name], order)

    def _is_entered(self, unit: Unit) -> bool:
        """Whether ``unit`` is the ledger's or was created here; one that a name only may become is neither."""
        return unit.id is not None or any(one is unit for one in self.created)

    def _order(self, unit: Unit) -> int:
        """The place of ``unit`` among those created; -1 where it was there before."""
        return next((order for order, one in enumerate(self.created) if one is unit), -1)

    def _remember(self, unit: Unit, row: UnitName) -> None:
        self._by_name.setdefault(row.name, []).append(_Known(unit, row))


@lru_cache(maxsize=32)
def _matcher(place: str) -> Matcher:
    """One matcher a place and run: it remembers what it was asked."""
    return Matcher(standard_register(), place)


def name_row(
    unit: Unit, name: str, kind: str, valid_from: date | None = None, valid_to: date | None = None
) -> UnitName:
    """A row that lets the flushed ``unit`` go by ``name``."""
    return UnitName(
        unit_id=row_id(unit), name=name, kind=kind, valid_from=valid_from, valid_to=valid_to, initials=initials(name)
    )


def _neighbours(lists: Iterable[Collection[str]]) -> dict[str, set[str]]:
    """The names that stand beside each in some list, aliases in brackets left out."""
    beside: dict[str, set[str]] = {}
    for names in lists:
        together = {name_parts(name).name for name in names}
        for name in together:
            beside.setdefault(name, set()).update(together - {name})
    return beside
