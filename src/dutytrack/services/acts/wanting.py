"""What a task still wants before it can be closed, or one of its dates marked as met.

A task that nobody ever reported on, submitted, measured or ordered about may be closed as it is: a bare ledger works
without supervision. From the first of these on, closing wants an accepted check and all members and figures met. So a
date may be marked as met where nothing was measured of the figures that it is for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from dutytrack.domain.progress.measured import Measured
from dutytrack.domain.progress.past import Period, told
from dutytrack.domain.progress.series import pointers
from dutytrack.domain.rules.wants import Want
from dutytrack.services.desk import Desk
from dutytrack.store.facts.kept import facts_of
from dutytrack.store.reading.answering import member_parts
from dutytrack.store.reading.figures import Checked, checked_figures, figures_of
from dutytrack.store.reading.standing import Parts, StandingTask, claims, latest_check
from dutytrack.store.settings.keys import get_setting
from dutytrack.store.sql.dialect import Reader
from dutytrack.store.sql.records import day_of

REACHED = 100
"""The share of its target, in percent, at which a figure is reached."""


def wanting(desk: Desk, task: StandingTask, on: date) -> tuple[Want, ...]:
    """What has to be done before ``task`` can be closed on a day; empty where it can."""
    connection = desk.rows
    said = claims(connection, task.id, on)
    claimed = said.submitted or said.reported or said.measured
    if not (claimed or said.ordered):
        return ()
    answering = [part.id for part in Parts(connection).of(task.id, on) if part.first]
    check = latest_check(connection, task.id, on, answering)
    facts = facts_of(connection, task.id, on)
    share = int(get_setting(connection, "members_share"))
    members = member_parts(connection, [task.id], as_of=on)
    whole = latest_check(connection, task.id, on, [part.id for part in Parts(connection).of(task.id, on) if part.whole])
    if members:  # the check of one member says nothing of the others
        check = whole if whole or not all(one.accepted for one in members) else check
    left = unreported(connection, task, on) if facts["figures_measured"] else ()
    return (*_of_check(claimed, check, facts), *_of_facts(facts, share, measured=bool(said.measured)), *left)


def _of_check(claimed: str | None, check: tuple[str, str] | None, facts: Mapping[str, Any]) -> Iterator[Want]:
    if claimed is None:
        yield Want("claim")
    elif check is None:
        yield Want("check", {"day": claimed})
    elif check[0] != "accepted":
        yield Want("returned", {"day": check[1]})
    elif facts["sent_back"]:
        yield Want("sent-back")
    elif check[1] < claimed or facts["claimed"]:
        yield Want("check-since", {"day": claimed})


def _of_facts(facts: dict[str, Any], share: int, *, measured: bool) -> Iterator[Want]:
    total, done = facts["members_total"], facts["members_done"]
    if total and 100 * done < share * total:
        yield Want("members", {"done": done, "total": total})
    if measured and facts["figures_measured"] in (None, 0):
        yield Want("figures-sent-back")
    elif measured and facts["progress"] is not None and facts["progress"] < REACHED:
        yield Want("figures-short", {"progress": f"{facts['progress']:.0f}"})


def unreported(rows: Reader, task: StandingTask, on: date) -> Iterator[Want]:
    """The figures of which nothing was measured: missing is not reached."""
    facts = facts_of(rows, task.id, on)
    figures = figures_of(rows, task.id, on)
    became = told(figures, day_of(facts["start"]), day_of(facts["last_due"]), on)
    called = pointers(figures)
    left = dict.fromkeys(name for name, one in zip(called, became, strict=True) if one.now.share is None)
    if left:
        total = len(dict.fromkeys(called))
        yield Want("figures-unreported", {"count": len(left), "total": total, "names": list(left)})


def wanting_of_date(desk: Desk, task: StandingTask, deadline: date | None, *, last: bool) -> tuple[Want, ...]:
    """What the figures that were measured of a date, as first laid down, want before it can be marked as met.

    All that is known counts, so that no earlier day is given to be rid of it. Figures without a date are those of the
    ``last`` one. One of which nothing was measured wants nothing: who says that the date is met says that it is.
    """
    facts = facts_of(desk.rows, task.id, desk.today)
    figures = figures_of(desk.rows, task.id, desk.today)
    became = told(figures, day_of(facts["start"]), day_of(facts["last_due"]), desk.today)
    seen = checked_figures(desk.rows, task.id, desk.today)
    return tuple(
        want
        for one, found, check in zip(figures, became, seen, strict=True)
        if one.freq is None and (one.due == deadline or (last and one.due is None))
        for want in _of_figure(one, found.now, check)
    )


def _of_figure(one: Measured, now: Period, check: Checked) -> Iterator[Want]:
    """What was measured of an earlier stage says nothing of this one."""
    if not check.measured:
        return
    if check.on is None:
        yield Want("figure-sent-back", {"name": one.name})
    elif now.value is not None and now.state not in {"reached", "late"} and (now.share or 0.0) < REACHED:
        told_of = {"value": f"{now.value:g}{one.unit}", "target": f"{one.target:g}{one.unit}"}
        yield Want("figure-short", {"name": one.name, **told_of})
    elif not check.accepted:
        yield Want("figure-check", {"name": one.name, "day": str(check.on)})
