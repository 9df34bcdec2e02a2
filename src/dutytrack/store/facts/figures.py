"""What was measured of indicators and stands, as the rules of figures take it, and which dates that reached.

The expressions need the tables of ``PARTIES``.
"""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from dutytrack.store.facts.claims import stands
from dutytrack.store.facts.deadlines import MET_ON, held_on
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
_UNTIL = dialect.element("e.value", "until")
_AS_IT_WAS = f"(SELECT e.value FROM {dialect.elements('i.former')} e WHERE {_UNTIL} > :as_of ORDER BY {_UNTIL} LIMIT 1)"
"""What an indicator ``i`` was on ``:as_of``, as JSON, where a later text changed it after."""

PRINTED = ", ".join(
    f"(SELECT CASE WHEN o.was IS NULL THEN i.{name} ELSE {dialect.element('o.was', name)} END "
    f"FROM (SELECT {_AS_IT_WAS} AS was) o)"
    for name in ("op", "max")
)
"""The operator and the upper bound of an indicator ``i`` on ``:as_of``."""


def of_indicator(first: str, day: str = ":as_of") -> str:
    """All that ``measured_of`` takes of an indicator ``i`` on ``:as_of``, as JSON; it needs the tables of PARTIES.

    Its date is the one that held on a ``day``.
    """
    values = dialect.gathered('x."on", x.value, x.id, x.year')
    met = MET_ON.format(task="i.task_id", row="d")
    columns = (
        "i.name, i.unit, i.kind, i.op, i.value, i.due, i.freq, i.baseline, "
        f"{dialect.from_json(f'(SELECT {values} {measured(first)})')}, i.anew, "
        f"(SELECT MAX({held_on(day)}) {_OF_ITS_DATE}), (SELECT MIN({met}) {_OF_ITS_DATE}), i.text, "
        "i.former, :as_of"
    )
    return dialect.row(columns)


def measured_of(row: list[Any]) -> Measured:
    """An indicator with what was measured of it, from what ``of_indicator`` gives."""
    from dutytrack.domain.progress.measured import Measured, Value
    from dutytrack.domain.progress.share import guess_kind

    name, unit, kind, op, target, due, freq, baseline, values, anew, moved, met, text, former, as_of = row
    told = sorted(json.loads(former), key=lambda one: str(one["until"])) if former else []
    if was := next((one for one in told if one["until"] > as_of), None):
        name, unit, op, target = was["name"], was["unit"], was["op"], was["value"]
        due, freq, text = was["due"], was["freq"], was["text"]
    kind = kind or guess_kind(name, op, unit)
    taken = tuple(Value(date.fromisoformat(on), value, entry, year) for on, value, entry, year in values)
    anew = None if anew is None else bool(anew)
    days = day_of(due), freq, baseline
    before = tuple((date.fromisoformat(one["until"]), one["value"]) for one in told if one["until"] <= as_of)
    return Measured(name, unit, kind, target, *days, taken, anew, day_of(moved), day_of(met), text, before=before)


def lend_stages_reached(connection: dialect.Reader) -> None:
    """Let ``connection`` tell which stages of a task were reached by its figures."""
    dialect.lend(connection, "stages_reached", _stages_reached, parameters=3)


def _stages_reached(figures: str, start: str | None, days: str) -> str | None:
    """The dates of a task but for the last, where the unit has to hand in, whose figures all reached them in time.

    ``days`` are its dates, as first laid down and as they hold. Each has the day on which they did; all as JSON.
    """
    dates = [(day_of(printed), day) for printed, day in json.loads(days)]
    if len(dates) < 2:
        return None
    from dutytrack.domain.progress.past import dates_reached

    last = max(day for _printed, day in dates)
    reached = dates_reached(list(map(measured_of, json.loads(figures))), day_of(start), day_of(last))
    found = [[day, str(reached[printed])] for printed, day in dates if printed in reached and day < last]
    return json.dumps(sorted(found)) if found else None
