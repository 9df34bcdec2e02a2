"""What reports, measurements, orders and checks add up to: the facts of ``facts`` that supervision adds.

The expressions read a row ``w`` of the task's first facts and its ``figures`` and, in the second step, ``s``, which has
those of the first too. What indicators add up to is worked out by ``domain.progress.trajectory`` itself, which is lent
to SQLite as a function.
"""
# ruff: noqa: S608 - the texts are put together from this module's own constants; values are parameters

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from dutytrack.domain.acts import ENDING_REST, LAYING_DOWN, TURNING
from dutytrack.store.facts.acted import BACK_AT_WORK, closing_waiver, taken_up_on, where_acted
from dutytrack.store.facts.cadence import MEMBER_JOINED_ON, MEMBER_REPORTED_ON, asked_from, next_report, report_by
from dutytrack.store.facts.claims import stands, was_accepted
from dutytrack.store.facts.deadlines import new_year_after, waits_until
from dutytrack.store.facts.duties import lend_duties
from dutytrack.store.facts.figures import lend_stages_reached, measured_of
from dutytrack.store.facts.members import (
    MEMBER_HAS_SAID,
    MEMBER_HEARD_ON,
    MEMBER_IS_DONE,
    MEMBER_IS_SENT_BACK,
    MEMBER_IS_UNCHECKED,
    REPORTS,
    SHARE_OF_MEMBER,
    WITH_PERCENT,
)
from dutytrack.store.facts.orders import HOLDS_ITS_RUNG, IS_FOLLOWED, IS_REVOKED
from dutytrack.store.facts.parties import speaks
from dutytrack.store.facts.turns import was_handed_in
from dutytrack.store.sql import dialect
from dutytrack.store.sql.dialect import quoted
from dutytrack.store.sql.records import day_of, iso

if TYPE_CHECKING:
    from dutytrack.domain.progress.share import Pace
    from dutytrack.domain.progress.trajectory import Assessment, Stage

FIRST_DAY = "0001-01-01"


_BY_PARTY = speaks("r", "w.first_unit_id")
_BY_PARTY_STILL = f"{_BY_PARTY} AND {speaks('r', 'w.first_unit_id', ':as_of')}"
"""Who spoke for the first unit, and does on the day: what a member said counts no more once it has left."""
_MEMBERS = "FROM member b WHERE b.collective_id = w.first_unit_id"
_HAS_MEMBERS = "w.first_unit_id IN (SELECT collective_id FROM member)"
_MEMBERS_HAVE_SAID = f"CASE WHEN w.has_members THEN EXISTS (SELECT 1 {_MEMBERS} AND {MEMBER_HAS_SAID}) END"

_SIGNED_ON = (
    "(SELECT MIN(a.\"on\") FROM action a WHERE a.task_id = w.task_id AND a.kind = 'received' "
    f'AND a."on" <= :as_of AND {speaks("a", "w.first_unit_id")})'
)
_SIGNED_BY_ALL = (
    "(SELECT CASE WHEN COUNT(*) = COUNT(g.day) THEN MAX(g.day) END "
    f"FROM (SELECT {MEMBER_HEARD_ON} AS day {_MEMBERS}) g)"
)
"""The day on which the last member signed for it, or said something of it; none while one has not."""

_STANDING_MEASURES = (
    'FROM measurement x WHERE x.task_id = {row}.task_id AND x."on" <= :as_of '
    f"AND {speaks('x', '{row}.first_unit_id')} AND {stands('measurement', 'x')}"
)

_REST_ENDS = (
    '(SELECT MIN(e."on") FROM action e WHERE e.task_id = a.task_id AND e."on" <= :as_of '
    f'AND e.kind IN ({quoted(ENDING_REST)}) AND (e."on", e.id) > (a."on", a.id))'
)
_SUSPENSIONS = "FROM action a WHERE a.task_id = w.task_id AND a.kind = 'suspended' AND a.\"on\" <= :as_of"
_RESTS = (
    f"(SELECT {dialect.gathered('x.since, x.until')} "
    f'FROM (SELECT a."on" AS since, {_REST_ENDS} AS until {_SUSPENSIONS}) x WHERE x.until > x.since)'
)
"""The suspensions of the task of ``w`` that are over: each from a day to another."""
_BEGINS = f"COALESCE(w.start, NULLIF(w.exists_from, '{FIRST_DAY}'))"

_HEIR = (
    "(SELECT h.heir_id FROM heir h WHERE h.unit_id = w.first_unit_id AND h.heir_id NOT IN (SELECT unit_id FROM heir) "
    "AND NOT (w.status = 'closed' AND w.status_on < h.since) ORDER BY h.since DESC, h.heir_id LIMIT 1)"
)


def _laid_down(row: str, first: str) -> str:
    """The times ``x`` after the date of the task of ``row`` for which an act by or for ``first`` had laid it down."""
    spans = (
        f"SELECT CASE WHEN a.kind IN ('resumed', 'restored') THEN 'submitted' ELSE a.kind END AS kind, "
        f'MAX(a."on", {row}.due) AS since, (SELECT MIN(e."on") FROM action e '
        f'WHERE e.task_id = a.task_id AND e."on" <= :as_of AND e.kind IN ({quoted(TURNING)}) '
        f'AND {speaks("e", first)} AND (e."on", e.id) > (a."on", a.id)) AS until '
        f'FROM action a WHERE a.task_id = {row}.task_id AND a."on" <= :as_of '
        f"AND (a.kind IN ({quoted(LAYING_DOWN)}) OR a.kind IN ('resumed', 'restored') AND {was_handed_in('a', first)}) "
        f"AND {speaks('a', first)}"
    )
    handed_in_on = f"CASE {row}.status WHEN 'submitted' THEN {row}.status_on END"
    over = f"x.until > x.since AND x.until <= COALESCE({row}.done_on, {handed_in_on}, x.until)"
    return f"FROM ({spans}) x WHERE {over}"


_RESTED_LATE = (
    f"(SELECT CAST(SUM({dialect.day_number('x.until')} - {dialect.day_number('x.since')}) AS INTEGER) "
    f"{_laid_down('w', 'w.first_unit_id')})"
)
"""The days after a task's date on which nobody had to work on it, before it was done or handed in: it was suspended,
handed in before, closed or dropped, and taken up again."""


def rested_as(row: str, first: str) -> str:
    """The kinds of the acts, commas between them, by which nobody had to work on those days; see ``rest_told``."""
    return f"(SELECT group_concat(DISTINCT x.kind) {_laid_down(row, first)})"


_OF_REPORT = "FROM progress_report r WHERE r.id = w.report_id"
_HAS_CADENCES = "EXISTS (SELECT 1 FROM cadence)"
_OWN_REPORT = dialect.row(
    f"{report_by('w', 'w.last_report', asked_from('w'))}, COALESCE(w.last_report, {asked_from('w')})"
)
_REPORTING = (
    f"(SELECT {dialect.gathered('k.last, k.joined')} FROM (SELECT DISTINCT {MEMBER_REPORTED_ON} AS last, "
    f"{MEMBER_JOINED_ON} AS joined {_MEMBERS} AND NOT {MEMBER_IS_DONE}) k)"
)
"""The days of the last reports of members that are not done with their part, and those from which they are members."""

_ORDERS = 'FROM supervision_order o WHERE o.task_id = {row}.task_id AND o."on" <= :as_of AND '

LOOKED_UP: tuple[Mapping[str, str], ...] = (
    {
        "report_id": f"(SELECT r.id {WITH_PERCENT.format(who=_BY_PARTY_STILL)})",
        "has_members": _HAS_MEMBERS,
    },
    {
        "answering_id": (
            f"COALESCE(CASE WHEN w.first_unit_id IN (SELECT unit_id FROM heir) THEN {_HEIR} END, w.first_unit_id)"
        ),
        "gauge": (
            "CASE WHEN w.figures IS NOT NULL "
            f"THEN assess_indicators(w.figures, w.start, w.last_due, {_RESTS}, w.judged_on) END"
        ),
        "rested_late": where_acted("w", LAYING_DOWN, _RESTED_LATE),
        "rested": where_acted("w", ("suspended",), f"rested_pace({_BEGINS}, w.last_due, {_RESTS})"),
        "percent": f"(SELECT r.percent {_OF_REPORT})",
        "percent_on": f'(SELECT r."on" {_OF_REPORT})',
        "last_report": f'(SELECT MAX(r."on") {REPORTS} {_BY_PARTY})',
        "taken_up_on": where_acted("w", BACK_AT_WORK, taken_up_on("w")),
        "ordered_on": f'(SELECT MAX(o."on") {_ORDERS.format(row="w")} TRUE)',
        "members_total": f"CASE WHEN w.has_members THEN (SELECT COUNT(*) {_MEMBERS}) END",
        "members_done": f"CASE WHEN w.has_members THEN (SELECT COUNT(*) {_MEMBERS} AND ({MEMBER_IS_DONE})) END",
        "members_sent_back": (
            f"CASE WHEN w.has_members THEN EXISTS (SELECT 1 {_MEMBERS} AND {MEMBER_IS_SENT_BACK}) END"
        ),
        "accepted": (
            f"CASE WHEN {_MEMBERS_HAVE_SAID} THEN NOT EXISTS (SELECT 1 {_MEMBERS} AND {MEMBER_IS_UNCHECKED}) "
            f"ELSE (SELECT {was_accepted('report', 'r')} {_OF_REPORT}) END"
        ),
        "received_on": (
            f"CASE WHEN w.has_members THEN {_SIGNED_BY_ALL} ELSE {where_acted('w', ('received',), _SIGNED_ON)} END"
        ),
        "members_said": f"CASE WHEN w.has_members THEN (SELECT COUNT(*) {_MEMBERS} AND {MEMBER_HAS_SAID}) END",
        "members_mean": f"CASE WHEN w.has_members THEN (SELECT AVG({SHARE_OF_MEMBER}) {_MEMBERS}) END",
        "reporting": f"CASE WHEN w.has_members AND {_HAS_CADENCES} THEN {_REPORTING} END",
    },
    {
        "next_report": (
            f"CASE WHEN w.reporting NOT NULL THEN {next_report('w')} WHEN {_HAS_CADENCES} THEN {_OWN_REPORT} END"
        ),
        "as_done": f"w.status = 'closed' AND w.gauge IS NULL AND {closing_waiver('w')} IS NULL",
        "share": (
            "CASE WHEN COALESCE(w.members_said, 0) = 0 THEN w.percent "
            "WHEN w.members_said = w.members_total OR w.members_mean < 100 THEN w.members_mean END"
        ),
    },
)
"""What is looked up once, and used by more than one fact: each step with what the one before it found.

``as_done`` is whether it was closed, and neither a figure nor a waiver says otherwise: then all of it is done, whatever
was reported before. ``share`` is what was reported: of a collective the mean of those who have; where they are done and
others not, nobody knows.
"""

_UNANSWERED = (
    f'NOT EXISTS (SELECT 1 FROM order_reply y WHERE y.order_id = o.id AND y."on" <= :as_of) AND NOT {IS_FOLLOWED}'
)
_LATEST_ORDER = f'{_ORDERS.format(row="s")} {HOLDS_ITS_RUNG} ORDER BY o."on" DESC, o.id DESC LIMIT 1'


def at_work_until(row: str) -> str:
    """The last day on which the task of ``row`` is not late: its date, and as many days as nobody had to work on it.

    A date that waits for its figures is not late before they come out.
    """
    return (
        f"CASE WHEN {row}.rested_late > 0 THEN date({row}.due, '+' || {row}.rested_late || ' days') "
        f"ELSE {waits_until(row, f'{row}.due')} END"
    )


def reply_by(row: str, whose: str = "TRUE") -> str:
    """The first day by which an order ``o`` about the task of ``row`` that nobody replied to is to be answered."""
    return f"(SELECT MIN(o.reply_by) {_ORDERS.format(row=row)} {whose} AND NOT {IS_REVOKED} AND {_UNANSWERED})"


_GAUGE = dialect.element("s.gauge", "{}")
_PROGRESS = f"CASE WHEN s.gauge IS NOT NULL THEN {_GAUGE.format('progress')} WHEN s.as_done THEN 100.0 ELSE s.share END"
_PROGRESS_ON = (
    f"CASE WHEN s.gauge IS NOT NULL THEN {_GAUGE.format('on')} WHEN s.as_done THEN s.status_on ELSE s.percent_on END"
)
_GAUGE_IS_ACCEPTED = (
    f"NOT EXISTS (SELECT 1 {_STANDING_MEASURES.format(row='s')} AND NOT {was_accepted('measurement', 'x')} "
    f'AND x."on" = {_GAUGE.format("on")})'
)
_IS_ACCEPTED = f"CASE WHEN s.gauge IS NOT NULL THEN {_GAUGE_IS_ACCEPTED} ELSE s.accepted END"


def _of_gauge(name: str) -> str:
    return f"CASE WHEN s.gauge IS NOT NULL THEN {_GAUGE.format(name)} END"


def _paced(of_gauge: str, of_percent: str) -> str:
    """What indicators say where any was measured, else what goes with the reported percent, where there is one."""
    percent = f"CASE WHEN s.share IS NOT NULL THEN {of_percent} END"
    return f"CASE WHEN s.gauge IS NOT NULL THEN {_GAUGE.format(of_gauge)} ELSE {percent} END"


SUPERVISION_FACTS: Mapping[str, str] = {
    "progress": _PROGRESS,
    "progress_on": f"CASE WHEN ({_PROGRESS}) IS NOT NULL THEN {_PROGRESS_ON} END",
    "claimed": f"CASE WHEN ({_PROGRESS}) IS NOT NULL THEN NOT s.as_done AND NOT ({_IS_ACCEPTED}) END",
    "schedule_from": _paced("from", _BEGINS.replace("w.", "s.")),
    "schedule_to": _paced("to", "s.last_due"),
    "paced": _paced(
        "paced",
        "CASE WHEN COALESCE(s.members_said, 0) IN (0, s.members_total) THEN s.share END",
    ),
    "paces": _of_gauge("paces"),
    "rested": "s.rested",
    "rested_late": "s.rested_late",
    "steady": _of_gauge("steady"),
    "milestone_due": _of_gauge("milestone"),
    "received_on": "s.received_on",
    "last_report": "s.last_report",
    "report_by": dialect.element("s.next_report", 0),
    "silent_since": dialect.element("s.next_report", 1),
    "reply_by": f"CASE WHEN s.ordered_on NOT NULL THEN {reply_by('s')} END",
    "sent_back": "COALESCE(s.members_sent_back, s.sent_back)",
    "order_rung": f"CASE WHEN s.ordered_on NOT NULL THEN (SELECT o.rung {_LATEST_ORDER}) END",
    "order_position": f"CASE WHEN s.ordered_on NOT NULL THEN (SELECT o.position {_LATEST_ORDER}) END",
    "members_total": "s.members_total",
    "members_done": "s.members_done",
    "members_said": "s.members_said",
    "figures_total": _of_gauge("total"),
    "figures_measured": _of_gauge("measured"),
    "stages": _of_gauge("stages"),
}
"""Each fact that supervision adds, over a row ``s`` that holds the first facts and what is ``LOOKED_UP``."""


def _latest(day: str, source: str, guard: str = "TRUE") -> str:
    return f"COALESCE(CASE WHEN {guard} THEN (SELECT MAX({day}) FROM {source}) END, '{FIRST_DAY}')"


def _latest_of(table: str, guard: str = "TRUE") -> str:
    return _latest('l."on"', f'{table} l WHERE l.task_id = s.task_id AND l."on" <= :as_of', guard)


_HAS_ANOTHER_YEAR = (
    "EXISTS (SELECT 1 FROM indicator n WHERE n.task_id = i.task_id AND n.id <> i.id AND i.due NOT NULL "
    "AND (n.due IS NULL OR substr(n.due, 1, 4) >= substr(i.due, 1, 4)))"
)
"""Whether another stage may begin after that of a figure ``i``, be it in its year: told by more than has one."""
_YEAR_MEASURED = new_year_after('x."on"')
_YEARS_OVER = (
    f"SELECT {_YEAR_MEASURED} AS day FROM measurement x JOIN indicator i ON i.id = x.indicator_id "
    f"WHERE x.task_id = s.task_id AND ({_HAS_ANOTHER_YEAR} OR (i.freq = 'yearly' "
    f"AND COALESCE({_YEAR_MEASURED} <= s.last_due, TRUE))) UNION ALL "
    f"SELECT {new_year_after('i.due')} FROM indicator i WHERE i.task_id = s.task_id AND {_HAS_ANOTHER_YEAR}"
)
"""The days on which a year began of which nobody may know yet what became of the figures of ``s``."""
_MEMBERSHIPS = "unit_member b WHERE b.collective_id = s.first_unit_id"
_OF_MEMBERS = (
    _latest("h.since", f"heir h WHERE h.unit_id IN (SELECT b.unit_id FROM {_MEMBERSHIPS})"),
    _latest("b.valid_from", f"{_MEMBERSHIPS} AND b.valid_from <= :as_of"),
    _latest("date(b.valid_to, '+1 day')", f"{_MEMBERSHIPS} AND b.valid_to < :as_of"),
)
LAST_DAYS: tuple[str, ...] = (
    f"COALESCE(s.checked_on, '{FIRST_DAY}')",
    f"COALESCE(s.ordered_on, '{FIRST_DAY}')",
    _latest_of("progress_report"),
    _latest_of("measurement", "s.figures NOT NULL"),
    _latest("k.day", f"({_YEARS_OVER}) k WHERE k.day <= :as_of", "s.figures NOT NULL"),
    _latest_of("order_reply", "s.ordered_on NOT NULL"),
    _latest("h.since", "heir h WHERE h.unit_id = s.first_unit_id", "s.first_unit_id IN (SELECT unit_id FROM heir)"),
    (
        f"CASE WHEN s.first_unit_id IN (SELECT collective_id FROM unit_member) THEN MAX({', '.join(_OF_MEMBERS)}) "
        f"ELSE '{FIRST_DAY}' END"
    ),
)
"""The latest day of each kind of dated fact that the facts above count."""


def lend_functions(connection: dialect.Reader) -> None:
    """Let ``connection`` work out what indicators add up to, which dates they reached, and which duties are met."""
    lend_duties(connection)
    lend_stages_reached(connection)
    dialect.lend(connection, "assess_indicators", _assess_indicators, parameters=5)
    dialect.lend(connection, "rested_pace", _rested_pace, parameters=3)


def _assess_indicators(indicators: str, start: str | None, end: str | None, rests: str, as_of: str) -> str | None:
    """The assessment of a task's indicators, from JSON to JSON; ``None`` where nothing is known of any."""
    from dutytrack.domain.progress.trajectory import assess

    figures, day = list(map(measured_of, json.loads(indicators))), date.fromisoformat(as_of)
    found = assess(figures, day_of(start), day_of(end), _spans(rests), as_of=day)
    return None if found is None else json.dumps(_told(found), ensure_ascii=False)


def _rested_pace(start: str | None, end: str | None, rests: str) -> str | None:
    """The days of a task as a whole, where days of suspension are left out of them, as JSON."""
    begin, finish = day_of(start), day_of(end)
    if begin is None or finish is None:
        return None
    from dutytrack.domain.progress.share import pace

    found = pace(begin, finish, _spans(rests))
    return json.dumps([*_days(found), found.left_out]) if found.left_out else None


def _spans(rests: str) -> tuple[tuple[date, date], ...]:
    return tuple((date.fromisoformat(since), date.fromisoformat(until)) for since, until in json.loads(rests))


def _days(of: Pace) -> list[float]:
    """The days of a pace as ``facts.pace`` reads them."""
    return [dialect.number_of(of.begin), dialect.number_of(of.end)]


def _told(found: Assessment) -> dict[str, object]:
    paces = [[*_days(own), share, own.steps] for own, share in found.paces]
    return {
        "progress": found.progress,
        "on": found.on.isoformat(),
        "from": iso(found.schedule_from),
        "to": iso(found.schedule_to),
        "paced": found.paced,
        "paces": paces or None,
        "steady": found.steady,
        "milestone": iso(found.milestone_due),
        "total": found.total,
        "measured": len(found.stages),
        "stages": [_stage(stage) for stage in found.stages],
    }


def _stage(stage: Stage) -> list[object]:
    """A stage as ``facts.pace`` reads it; ``way`` says when it counts: by pace, on any day, after its own."""
    from dutytrack.domain.progress.share import STEADY

    end = None if stage.end is None else dialect.number_of(stage.end)
    days = (None, end, None) if stage.pace is None else (*_days(stage.pace), stage.pace.left_out)
    way = "untold" if stage.pace is None else "paced"
    way = "steady" if stage.kind in STEADY else "after" if stage.kind == "milestone" else way
    told = [stage.base, stage.target, stage.value, stage.share, way, int(stage.is_one_of_several)]
    return [stage.name, stage.unit, *days, *told, 0 if stage.pace is None else stage.pace.steps]
