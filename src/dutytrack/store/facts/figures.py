"""What was measured of indicators and stands, as the rules of figures take it, and which dates that reached.

The expressions need the tables of ``PARTIES``.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from dutytrack.store.facts.claims import stands
from dutytrack.store.facts.deadlines import MET_ON, MOVED_TO
from dutytrack.store.facts.parties import speaks
from dutytrack.store.sql import dialect
from dutytrack.store.sql.records import day_of

if TYPE_CHECKING:
    from dutytrack.domain.progress.measured import Measured


def measured(first: str) -> str:
    """Where the measurements ``x`` of an indicator ``i`` that stand are found, by ``first`` and who speaks for it."""
    own = f"{speaks('x', first)} AND {stands('measurement', 'x')}"
    return f'FROM measurement x WHERE x.indicator_id = i.id AND x."on" <= :as_of AND {own}'


def last_measured(first: str) -> str:
    """Where the latest measurement ``x`` of an indicator ``i`` is found."""
    return f'{measured(first)} ORDER BY x."on" DESC, x.id DESC LIMIT 1'


_OF_ITS_DATE = "FROM deadline d WHERE d.task_id = i.task_id AND d.date = i.due"


def of_indicator(first: str) -> str:
    """All that ``measured_of`` takes of an indicator ``i`` on ``:as_of``, as JSON; it needs the tables of PARTIES."""
    values = dialect.gathered('x."on", x.value, x.id, x.year')
    met = MET_ON.format(task="i.task_id", row="d")
    columns = (
        "i.name, i.unit, i.kind, i.op, i.value, i.due, i.freq, i.baseline, "
        f"{dialect.from_json(f'(SELECT {values} {measured(first)})')}, i.anew, "
        f"(SELECT MAX({MOVED_TO}) {_OF_ITS_DATE}), (SELECT MIN({met}) {_OF_ITS_DATE}), i.text"
    )
    return dialect.row(columns)


def measured_of(row: list[Any]) -> Measured:
    """An indicator with what was measured of it, from what ``of_indicator`` gives."""
    from dutytrack.domain.progress.measured import Measured, Value
    from dutytrack.domain.progress.share import guess_kind

    name, unit, kind, op, target, due, freq, baseline, values, anew, moved, met, text = row
    kind = kind or guess_kind(name, op, unit)
    taken = tuple(Value(date.fromisoformat(on), value, entry, year) for on, value, entry, year in values)
    anew = None if anew is None else bool(anew)
    days = day_of(due), freq, baseline
    return Measured(name, unit, kind, target, *days, taken, anew, day_of(moved), day_of(met), text)


def lend_dates_reached(connection: dialect.Reader) -> None:
    """Let ``connection`` tell by which of their dates figures were reached."""
    dialect.lend(connection, "dates_reached", _dates_reached, parameters=3)


def _dates_reached(figures: str, start: str | None, end: str | None) -> str:
    """Each date, as first laid down, with the day by which all that was to be reached by it was, as JSON."""
    from dutytrack.domain.progress.past import dates_reached

    found = dates_reached(list(map(measured_of, json.loads(figures))), day_of(start), day_of(end))
    return json.dumps([[due.isoformat(), on.isoformat()] for due, on in sorted(found.items())])
