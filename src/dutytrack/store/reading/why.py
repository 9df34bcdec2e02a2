"""Why a task's lamp is what it is: the rule that decided, its figures, and what else would hold."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from dutytrack.domain.acts import ENDED, OPEN, UNDER_WAY
from dutytrack.domain.lamps import ALARMING
from dutytrack.domain.progress.measured import Measured
from dutytrack.domain.progress.past import Period, told
from dutytrack.domain.progress.series import pointers, series_of
from dutytrack.domain.progress.trajectory import awaited
from dutytrack.domain.query.parsing import Query
from dutytrack.domain.rules.wants import waived_closing_told
from dutytrack.domain.words.names import BETWEEN_NAMES
from dutytrack.i18n import bracketed, clauses
from dutytrack.store.facts.acted import closing_waiver
from dutytrack.store.facts.deadlines import LAID_DOWN_AS, WHEN_ASKED, extended_times, held_on, is_laid_down, judged_on
from dutytrack.store.facts.duties import is_unmet
from dutytrack.store.facts.members import TABLES
from dutytrack.store.facts.pace import AT_WORK, BEHIND, PACED_TO
from dutytrack.store.facts.parties import FIRST_UNIT
from dutytrack.store.facts.tasks import unit_names
from dutytrack.store.query.look import Look
from dutytrack.store.query.selection import Selection
from dutytrack.store.reading.clauses import FIGURES, MISSED_ON, figures
from dutytrack.store.reading.course import (
    DateSeen,
    OrderUnderWay,
    Reported,
    SentBack,
    dates_seen,
    orders_under_way,
    reason_of,
    reported,
    sent_back_last,
)
from dutytrack.store.reading.figures import assessing, checked_figures, figures_of, waived_dates
from dutytrack.store.reading.instructions import InstructionRow, instructions_of
from dutytrack.store.reading.keys import task_id_of
from dutytrack.store.reading.obligations import Obligation, obligations
from dutytrack.store.reading.standing import duty_words
from dutytrack.store.sql import dialect
from dutytrack.store.sql.records import day_of, names_of

WHOLE = 100
"""The share that is all."""
_WAIVED = closing_waiver("f")
_DATE = f"""
    SELECT {LAID_DOWN_AS}, COALESCE({held_on(":judged_on")}, d.date) AS current,
           {extended_times("d.id")},
           (SELECT {dialect.gathered("e.asked_on, e.wished, e.decided_on")} FROM extension e WHERE e.deadline_id = d.id
            AND e.decision = 'refused' AND e.decided_on <= :as_of)
    FROM deadline d WHERE d.task_id = :task_id AND current = :due AND {is_laid_down("d", ":judged_on")} ORDER BY d.id
"""
_DUTIES_OF = f"""
    WITH RECURSIVE {TABLES} SELECT DISTINCT o.duty_id FROM occurrence o WHERE o.task_id = :task_id AND o.due = :due
    AND {is_unmet(FIRST_UNIT.format(task="o.task_id"))} ORDER BY o.duty_id
"""
_EXTENSION_WAITS = (
    "FROM extension e WHERE e.task_id = f.task_id AND e.asked_on <= :as_of "
    f"AND COALESCE(e.decided_on > :as_of, TRUE) AND {AT_WORK} ORDER BY e.asked_on DESC, e.id DESC LIMIT 1"
)
_DATE_ASKED_ABOUT = (
    f"CASE WHEN e.late THEN (SELECT COALESCE({WHEN_ASKED}, d.date) FROM deadline d WHERE d.id = e.deadline_id) END"
)
"""The date that more time was asked for after it had passed; ``NULL`` where it had not."""
_WAITING: Mapping[str, str] = {
    "missed_on": f"CASE WHEN f.duty_until < :as_of AND {AT_WORK} THEN {MISSED_ON} END",
    "lead": "f.leads",
    "responsible": unit_names("responsible", "f.task_id"),
    "participating": unit_names("participating", "f.task_id"),
    "paced_to": f"CASE WHEN {BEHIND} <> 0 THEN {PACED_TO} END",
    "extension_asked": f"(SELECT e.asked_on {_EXTENSION_WAITS})",
    "extension_days": f"(SELECT {dialect.days_between(_DATE_ASKED_ABOUT, 'e.asked_on')} {_EXTENSION_WAITS})",
    "extension_wished": f"(SELECT e.wished {_EXTENSION_WAITS})",
    "reached": "f.reached",
    "judged_on": judged_on("f"),
    "sent_back": "f.sent_back",
}
"""What is told of one task beside what rules look at: whose it is, by when it is paced, what waits for the office."""


class RuleSeen(NamedTuple):
    """A rule that holds for a task, with its figures filled in."""

    rule: str
    lamp: str
    because: str
    when: str
    """Its query."""
    title: str


class FigureSeen(NamedTuple):
    """A stage or year of a figure, and what became of it."""

    figure: str
    unit: str
    time: Period
    """With what was asked for, and the value of its time, or the later one that reached it."""
    waived: bool = False
    """Whether its date was marked as met though something was wanting."""


class Refusal(NamedTuple):
    """More time that was asked for and not granted."""

    asked_on: date
    wished: date
    refused_on: date


class DateMoved(NamedTuple):
    """What became of a date before the day asked about."""

    original: date
    """As first laid down."""
    current: date
    times: int
    """How often it was moved to another day."""
    refused: tuple[Refusal, ...]
    """What more was asked for it in vain."""


class Why(NamedTuple):
    """Why a task's lamp is what it is."""

    key: str
    title: str
    lamp: str
    decided_by: RuleSeen
    also: tuple[RuleSeen, ...]
    """The later rules that hold too and ask for something."""
    figures: Mapping[str, str | int | None]
    """What the rules saw: dates as ISO text."""
    rule_pack: str
    as_of: date
    missed: tuple[FigureSeen, ...] = ()
    """The stages and years of its figures that were not reached in their time or by a waiver, whatever came since."""
    pack_title: str = ""
    to_confirm: str | None = None
    """The date that passed though its figures were reached: what is wanting is that it be marked as met (ISO)."""
    waived: str | None = None
    """What a task that is closed was closed without, and why."""
    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    participating: tuple[str, ...] = ()
    members: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    """The members of the collective that answers first for an open task, by how they stand, as ``MEMBER_STATES``."""
    moved: DateMoved | None = None
    """What became of the date that holds for an open task, where it was moved or more time was refused."""
    dates: tuple[DateSeen, ...] = ()
    """What each of its dates asks for, and what became of it."""
    reason: str | None = None
    """Why it was suspended or dropped, or opened again, where it is so."""
    returned: tuple[SentBack, ...] = ()
    """What was sent back of a task at work, and was not handed in since: of the whole, or of members."""
    orders: tuple[OrderUnderWay, ...] = ()
    """The orders that an open task stands under."""
    instructions: tuple[InstructionRow, ...] = ()
    """What leaders wrote on it that is not settled."""
    reported: tuple[Reported, ...] = ()
    """Which units of each role have reported on an open task."""

    unreported: tuple[str, ...] = ()
    """The figures of an open task of which nothing was measured, and whose date was not marked as met."""
    returned_figures: tuple[str, ...] = ()
    """Those of which all that was measured was sent back, and which wait to be reported anew."""

    @property
    def asks(self) -> str:
        """What the date that holds for an open task asks for, in the words of its text."""
        own = (one.asks for one in self.dates if str(one.day) == self.figures["due"] and one.met_on is None)
        return clauses(dict.fromkeys(filter(None, own))) if self.figures["status"] in OPEN else ""


def explain(look: Look, key: str) -> Why | None:
    """The rule that gives the task of ``key`` its lamp on a day, the later rules that hold too, and what they saw.

    ``None`` where there is no such task, or was none on that day.
    """
    task_id = task_id_of(look.connection, key)
    if task_id is None:
        return None
    selection = Selection(look, Query(), task_id=task_id)
    conditions = [f"({condition}) IS TRUE" for condition in selection.compiler.rule_conditions()]
    columns = ", ".join(["t.key", "t.title", *FIGURES.values(), *conditions, *_WAITING.values()])
    rows = selection.run(f"SELECT {columns} {selection.from_where(reads_task=True)}")
    if not rows:
        return None
    own_key, title, *seen = rows[0]
    asked = figures_of(look.connection, task_id, look.as_of)
    known = _known(look, task_id, own_key, seen, asked)
    lead, responsible, participating = (names_of(known.pop(role)) for role in ("lead", "responsible", "participating"))
    holds = seen[len(FIGURES) : -len(_WAITING)]
    holding = [rule for rule, is_so in zip(look.rules.rules, holds, strict=True) if is_so]
    decided, *also = [RuleSeen(rule.name, rule.lamp, rule.reason(known), rule.when, rule.title) for rule in holding]
    is_over = known["status"] in {*ENDED, "suspended"} or known["concluded_on"] is not None
    became = _became(look, task_id, asked, known)
    known["progress_waived"] = _is_waived(known, became)
    course = _course(look, selection, task_id, known, is_over=is_over)
    unreported, returned = ((), ()) if is_over else _not_there(look, task_id, asked, known)
    del known["reached"], known["sent_back"], known["judged_on"]
    return Why(
        own_key,
        title,
        decided.lamp,
        decided,
        tuple(rule for rule in also if rule.when and rule.lamp in ALARMING and not is_over),
        known,
        look.rules.name,
        look.as_of,
        tuple(one for one in became if one.waived or one.time.state not in {"reached", None}),
        look.rules.title,
        _to_confirm(known, became),
        _waived(selection) if known["status"] == "closed" else None,
        lead,
        responsible,
        participating,
        unreported=unreported,
        returned_figures=returned,
        **course,
    )


def _known(look: Look, task_id: int, key: str, seen: Sequence[Any], asked: Sequence[Measured]) -> dict[str, Any]:
    """What rules look at of a task with the figures ``asked``, and what is told beside that."""
    known = figures(seen[: len(FIGURES)])
    if asked and known["figures_total"] is None:
        marked = sum(one.met is not None for one in asked)
        known |= {"figures_total": len(series_of(asked, day_of(known["last_due"]))), "figures_measured": 0}
        known["figures_confirmed"] = marked or None
    known["from_nothing"] = _is_from_nothing(asked, known)
    known |= _owed_by_members(look, key, known)
    known["members_duty"] = _members_duty(look, task_id, known)
    known["next_duty"] = _duty(look, task_id, known["next_occurrence"])
    known |= dict(zip(_WAITING, seen[-len(_WAITING) :], strict=True))
    known["missed_on"] = _several(known["missed_on"])
    return known


def _course(
    look: Look, selection: Selection, task_id: int, known: Mapping[str, Any], *, is_over: bool
) -> dict[str, Any]:
    """What happened to a task, by the fields of ``Why`` that tell it."""
    is_open = known["status"] in OPEN
    members = _members(look, task_id) if known["members_total"] and is_open else {}
    owed = obligations(selection, task_id, look.as_of)
    whose = _whose(owed, members.get("returned", ())) if known["members_total"] else _whose(owed)
    return {
        "members": members,
        "moved": _moved(look, task_id, known) if is_open else None,
        "dates": tuple(dates_seen(look, task_id, known["judged_on"], known["reached"])),
        "reason": _reason(look, task_id, known),
        "returned": _returned(look, task_id, known, whose),
        "orders": () if is_over else tuple(orders_under_way(look.connection, task_id, look.as_of)),
        "instructions": tuple(one for one in instructions_of(look.connection, task_id, look.as_of) if one.is_open),
        "reported": () if is_over else tuple(reported(owed)),
    }


def _reason(look: Look, task_id: int, known: Mapping[str, Any]) -> str | None:
    """Why a task is suspended or dropped, or was opened again."""
    status = known["status"]
    kinds = {"suspended": ("suspended",), "dropped": ("dropped", "omitted")}.get(status, ("reopened",))
    is_told = status in {"suspended", "dropped"} or known["reopened_on"]
    return reason_of(look.connection, task_id, look.as_of, kinds) if is_told else None


def _is_from_nothing(figures: Sequence[Measured], known: Mapping[str, Any]) -> bool | None:
    """Whether what is ahead is a height that nobody said where it stood at the start: it is counted from 0."""
    if (known["behind"] or 0) >= 0:
        return None
    of = known["behind_of"] or known["progress_of"]
    own = [one for one in figures if one.name == of]
    return True if own and all(one.kind in {"level", "ratio"} and one.baseline is None for one in own) else None


def _not_there(
    look: Look, task_id: int, figures: Sequence[Measured], known: Mapping[str, Any]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The figures of which nothing is there: those of which nothing was measured, and those where that was sent back.

    The latter until the task is reported on or handed in anew. Of a series whose last stage is done with it is the next
    one.
    """
    days = day_of(known["start"]), day_of(known["last_due"])
    awaits = awaited(figures, *days, date.fromisoformat(known["judged_on"]))
    checked = checked_figures(look.connection, task_id, look.as_of) if known["sent_back"] else ()
    returned = {place for place, one in enumerate(checked) if one.sent_back}
    found: dict[bool, list[str]] = {True: [], False: []}
    for places in series_of(figures, days[1]):
        name = figures[places[0]].name
        if not any(figures[place].values or figures[place].met for place in places):
            found[not returned.isdisjoint(places)].append(name)
        found[False] += [bracketed(name, str(awaits[place])) for place in places if place in awaits]
    return tuple(dict.fromkeys(found[False])), tuple(dict.fromkeys(found[True]))


def _became(look: Look, task_id: int, figures: Sequence[Measured], known: Mapping[str, Any]) -> tuple[FigureSeen, ...]:
    """What became of each stage and year of its figures."""
    days = day_of(known["start"]), day_of(known["last_due"]), look.as_of
    called, waived = pointers(figures), waived_dates(look.connection, task_id, look.as_of)
    became = told(figures, *days, assessing(look.connection, task_id, known))
    return tuple(
        FigureSeen(name, one.unit, period, period.marked_on is not None and one.due in waived)
        for name, one, found in zip(called, figures, became, strict=True)
        for period in found.years or (found.now,)
    )


def _is_waived(known: Mapping[str, Any], became: Iterable[FigureSeen]) -> bool | None:
    """Whether the figure that progress is of is whole by a waiver alone; ``None`` where it is not."""
    if known["progress"] != WHOLE:
        return None
    of, stage = known["progress_of"], known["progress_stage"]
    own = (one for one in became if one.waived and one.figure.partition("@")[0] == of)
    return any(stage in {None, f"{one.time.target:.15g}{one.unit}"} for one in own) or None


def _returned(look: Look, task_id: int, known: Mapping[str, Any], whose: Container[str | None]) -> tuple[SentBack, ...]:
    """What was sent back of those ``whose`` part it is, and is at work for that."""
    if known["status"] not in UNDER_WAY or known["concluded_on"] is not None:
        return ()
    is_back = known["sent_back"] or known["members_total"]
    since = max(filter(None, (known["reopened_on"], None if is_back else known["status_on"])), default="")
    found = sent_back_last(look.connection, task_id, look.as_of)
    return tuple(one for one in found if one.unit in whose and one.returned_on.isoformat() >= since)


def _whose(owed: Iterable[Obligation], members: Sequence[str] | None = None) -> tuple[str | None, ...]:
    """Whom checks name that sent the whole back, or any of the ``members`` of a collective that were sent back."""
    whole = (name for one in owed if one.first for name in (one.unit, one.assigned))
    return () if members is not None and not members else (None, *whole, *(members or ()))


def _duty(look: Look, task_id: int, due: str | None) -> str | None:
    """The recurring duties that are still to be done of ``due``, in their own words."""
    if due is None:
        return None
    words, parameters = duty_words(look.connection, task_id), {"task_id": task_id, "due": due}
    asked = look.connection.execute(_DUTIES_OF, {**parameters, "as_of": look.as_of.isoformat()})
    return BETWEEN_NAMES.join(words[duty] for (duty,) in asked) or None


def _owed_by_members(look: Look, key: str, known: Mapping[str, Any]) -> dict[str, str | None]:
    """The members that missed a recurring duty, a report, or have not signed for the task in time, by name."""
    today = look.as_of.isoformat()
    is_silent = (known["report_by"] or today) < today
    owes = {"duty_left": known["duty"], "silent_by": is_silent, "unreceived_by": known["unreceived"]}
    if not known["members_total"] or not any(owes.values()):
        return dict.fromkeys(owes)
    from dutytrack.store.reading.members import members_left

    left = members_left(look.connection, [key], as_of=look.as_of).get(key, ())
    named = {
        "duty_left": (one.name for one in left if one.missed),
        "silent_by": (one.name for one in left if one.report_by is not None),
        "unreceived_by": (one.name for one in left if one.unsigned),
    }
    return {name: (BETWEEN_NAMES.join(named[name]) or None) if is_owed else None for name, is_owed in owes.items()}


def _members_duty(look: Look, task_id: int, known: Mapping[str, Any]) -> int | None:
    """How many members have done, or need not do, what the collective's next time of a recurring duty asks for."""
    due, members = day_of(known["next_occurrence"]), known["members_total"]
    if due is None or not members:
        return None
    from dutytrack.store.reading.answering import duties_left

    left = duties_left(look.connection, [task_id], as_of=look.as_of).values()
    return int(members - sum(any(one.due == due for one in own) for own in left))


def _several(days: str | None) -> str | None:
    """The ``days`` of a JSON list in words, where they are several."""
    found = sorted(json.loads(days or "[]"))
    return BETWEEN_NAMES.join(found) if len(found) > 1 else None


def _moved(look: Look, task_id: int, known: Mapping[str, Any]) -> DateMoved | None:
    """What became of the date that is now due; ``None`` where nothing did."""
    asked = {"task_id": task_id, "as_of": look.as_of.isoformat(), "due": known["due"], "judged_on": known["judged_on"]}
    rows = look.connection.execute(_DATE, asked)
    for original, current, times, refused in rows:
        refusals = tuple(Refusal(*map(date.fromisoformat, days)) for days in json.loads(refused))
        if times or refusals:
            return DateMoved(date.fromisoformat(original), date.fromisoformat(current), times, refusals)
    return None


def _members(look: Look, task_id: int) -> Mapping[str, tuple[str, ...]]:
    from dutytrack.store.reading.members import members_by_state

    return members_by_state(look.connection, task_id, as_of=look.as_of)


def _waived(selection: Selection) -> str | None:
    """What the task was closed without, in words."""
    ((waived,),) = selection.run(f"SELECT {_WAIVED} {selection.from_where()}")
    return waived_closing_told(waived)


def _to_confirm(known: Mapping[str, Any], became: Iterable[FigureSeen]) -> str | None:
    """The date that passed, where each figure of it was reached."""
    due = day_of(known["due"])
    of_date = [one.time.state for one in became if due is not None and one.time.end == due]
    is_reached = known["days_late"] is not None and bool(of_date) and set(of_date) <= {"reached", "late"}
    return known["due"] if is_reached and known["status"] != "submitted" else None
