"""Who has a part in a task on a day: the units assigned, the members of collectives, and the successors of either."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from dutytrack.domain.units.matching import slip_of
from dutytrack.domain.units.names import tidy_name, with_place
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _, listed
from dutytrack.services.desk import Desk
from dutytrack.services.units.finding import register_of
from dutytrack.store.reading.standing import Part, Parts, StandingTask
from dutytrack.store.tables.plans import Unit

_SHOWN = 12
"""How many units a refusal names."""


def _shown(names: Sequence[str]) -> str:
    return listed(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")


class NoPartError(DutyTrackError):
    """The unit has no part in the task; those who have are named."""

    def __init__(self, key: str, name: str, names: Iterable[str]) -> None:
        listed = list(names)
        near = slip_of(name, listed)
        listed = [near, *(one for one in listed if one != near)] if near else listed
        template = _("{name} has no part in {key}; those who have: {names}")
        if not listed:
            template = _("{name} has no part in {key}: no unit has; `dutytrack set {key} --lead UNIT` gives it one")
        super().__init__(template, name=name, key=key, names=_shown(listed))


class UnitToNameError(DutyTrackError):
    """Several units answer for the task, so one has to be named."""

    def __init__(self, key: str, names: Iterable[str]) -> None:
        listed = list(names)
        template = _("several units answer for {key} ({names}); say which with --unit")
        if not listed:
            template = _("no unit answers for {key}; `dutytrack set {key} --lead UNIT` gives it one")
        super().__init__(template, key=key, names=_shown(listed))


def _is_of(desk: Desk, part: Part, place: str) -> bool:
    return desk.session.get_one(Unit, part.id).jurisdiction == place


def unit_with_part(desk: Desk, task: StandingTask, name: str | None, *, on: date, among: Parts | None = None) -> Part:
    """Who goes by ``name`` and has a part in ``task`` on a day; without a name who answers first.

    Where many are asked about, all are looked up ``among`` the same parts. Raises NoPartError (the unit has no part in
    it), UnitToNameError (nobody was named and not just one unit answers first).
    """
    known = among or Parts(desk.rows)
    if name is None:
        answering = [part for part in known.of(task.id, on) if part.first and not part.whole]
        if len(answering) != 1:
            raise UnitToNameError(task.key, [part.name for part in answering])
        return answering[0]
    called = known.called(task.id, tidy_name(name), on)
    named = with_place(name)
    if not called and named is not None:
        called = [part for part in known.called(task.id, named["name"], on) if _is_of(desk, part, named["place"])]
    if len(called) == 1:
        return called[0]
    parts, found = known.of(task.id, on), register_of(desk, task).find(name, on=on)
    wanted = known.answering(on).successor(found.id) if found is not None and found.id is not None else None
    for part in parts:
        if part.id == wanted:
            return part
    raise NoPartError(task.key, name, [part.name for part in parts])
