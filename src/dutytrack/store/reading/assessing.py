"""What an appraisal asks the ledger about a period, as SQL over the facts ``f`` of a day."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

from dutytrack.domain.acts import LAYING_DOWN, TURNING
from dutytrack.store.facts.cadence import ANSWERS_FOR_MEMBER, asked_from, is_asked
from dutytrack.store.facts.deadlines import WHEN_ASKED, held_on, is_laid_down, judged_on, reached_on, waits_until
from dutytrack.store.facts.duties import DUTY_OF, IS_ASKED, MET_BY_MEMBER, WAITS_UNTIL, met_on
from dutytrack.store.facts.pace import IS_UNDER_WAY
from dutytrack.store.facts.parties import FIRST_UNIT, holds, speaks
from dutytrack.store.facts.turns import DECIDING, was_at_work, was_handed_in
from dutytrack.store.reading.orders import ORDER_STATE
from dutytrack.store.sql.dialect import among, quoted

_MET_ON = (
    "(SELECT MIN(m.\"on\") FROM action m WHERE m.deadline_id = d.id AND m.task_id = d.task_id AND m.kind = 'met' "
    'AND m."on" <= :as_of)'
)
_FIRST = FIRST_UNIT.format(task="f.task_id")
_CHECKS = f"SELECT r.result FROM verification r WHERE r.task_id = f.task_id AND {speaks('r', _FIRST)}"
"""What checks of who answers for the task came to."""
_WAS_WAIVED = (
    "EXISTS (SELECT 1 FROM action w WHERE w.task_id = f.task_id AND w.kind = 'closed' AND w.\"on\" = f.status_on "
    "AND (w.waived IS NOT NULL OR w.note LIKE '%waived (%' OR w.note LIKE '%豁免（%'))"
)
"""Whether a task was closed without what it wanted; earlier versions told that in the note."""
_CLOSING_EARNS_NOT = f"""
    CASE WHEN {_WAS_WAIVED} THEN 'closed-waived'
         WHEN 'accepted' IS NOT ({_CHECKS} AND r."on" <= f.status_on ORDER BY r."on" DESC, r.id DESC LIMIT 1)
         THEN 'closed-unchecked' END
"""
"""Why a closed task earns nothing: something that it wanted was waived, or no check accepted it before."""


def _claimed_since(table: str, kinds: str = "TRUE") -> str:
    """Whether something was claimed between a check ``r`` and the day on which a date ``c`` was marked as met."""
    return (
        f'EXISTS (SELECT 1 FROM {table} p WHERE p.task_id = f.task_id AND p."on" > r."on" AND p."on" <= c.met '
        f"AND {kinds} AND {speaks('p', _FIRST)})"
    )


_OTHER_DATE_MET = (
    "COALESCE((SELECT MAX(m.\"on\") FROM action m WHERE m.task_id = f.task_id AND m.kind = 'met' "
    "AND m.deadline_id <> c.id AND m.\"on\" < c.met), '')"
)
_MARK_EARNS_NOT = f"""
    CASE WHEN EXISTS (SELECT 1 FROM action w WHERE w.task_id = f.task_id AND w.deadline_id = c.id AND w.kind = 'met'
                      AND w.waived IS NOT NULL) THEN 'met-waived'
    WHEN NOT
    ('accepted' IS ({_CHECKS} AND r."on" <= c.met AND r."on" > {_OTHER_DATE_MET}
                     AND NOT {_claimed_since("progress_report")} AND NOT {_claimed_since("measurement")}
                     AND NOT {_claimed_since("action", "p.kind = 'submitted'")}
                     ORDER BY r."on" DESC, r.id DESC LIMIT 1)
     OR 'accepted' IS ({_CHECKS} AND r."on" > c.met AND r."on" <= :as_of ORDER BY r."on", r.id LIMIT 1))
    THEN 'met-unchecked' END
"""
"""Why a date ``c`` that was marked as met earns nothing: something was waived, or neither a check accepted what it was
marked for nor did the next one by ``:as_of``. One from before another date was met, or from before what was claimed
last, says nothing of this one."""
_BY_REOPENING = """
    (EXISTS (SELECT 1 FROM action r WHERE r.task_id = {row}.task_id AND r.kind = 'reopened' AND r."on" <= :as_of)
     AND EXISTS (SELECT 1 FROM journal k JOIN journal j ON j.command = k.command AND j.entity = 'action'
                 JOIN action r ON CAST(r.id AS TEXT) = j.entity_id AND r.kind = 'reopened' AND r.task_id = {row}.task_id
                 WHERE k.entity = '{table}' AND k.entity_id = CAST({row}.id AS TEXT) AND k.before IS NULL))
"""
"""Whether a ``row`` was entered with the act that opened its task again: it gives a further date, and extends none."""
_IS_FURTHER = (
    f"({_BY_REOPENING.format(table='deadline', row='d')} OR EXISTS (SELECT 1 FROM action a WHERE a.task_id = d.task_id "
    "AND a.deadline_id = d.id AND a.kind = 'extended' AND a.\"on\" <= :as_of "
    f"AND {_BY_REOPENING.format(table='action', row='a')}))"
)
_DATE_HELD = (
    "COALESCE((SELECT b.to_date FROM action b WHERE b.task_id = a.task_id AND b.deadline_id = a.deadline_id "
    'AND b.kind = \'extended\' AND (b."on", b.id) < (a."on", a.id) ORDER BY b."on" DESC, b.id DESC LIMIT 1), d.date)'
)
GIVEN_ANEW = f"""
    SELECT DISTINCT a.task_id, {_DATE_HELD} AS held, a."on", a.to_date
    FROM action a JOIN deadline d ON d.id = a.deadline_id
    WHERE a.kind = 'extended' AND a."on" <= :as_of AND {_BY_REOPENING.format(table="action", row="a")}
    ORDER BY a."on", held
"""
REOPENED_AFTER = """
    SELECT a.task_id, MIN(a."on") FROM action a
    WHERE a.kind = 'reopened' AND a.task_id IS NOT NULL AND a."on" > :end AND a."on" <= :as_of GROUP BY a.task_id
"""
"""The tasks that were opened again after a period, each with the first day."""
_HANDED_IN = (
    "(SELECT CASE a.kind WHEN 'submitted' THEN a.\"on\" END FROM action a WHERE a.task_id = f.task_id "
    f'AND a.kind IN ({DECIDING}) AND a."on" <= c.met AND {speaks("a", _FIRST)} '
    'ORDER BY a."on" DESC, a.id DESC LIMIT 1)'
)
"""The day on which was handed in what a date ``c`` was marked as met for while it waited for the office."""
STOOD = """
    SELECT f.task_id, f.status, f.status_on, CASE WHEN f.status = 'closed' THEN f.done_on END
    FROM {facts} f WHERE f.task_id IN (SELECT r.task_id FROM action r WHERE r.kind = 'reopened')
"""
DATES = f"""
    SELECT f.task_id, c.day, c.met, CASE WHEN f.status = 'closed' THEN f.done_on END, f.status, f.status_on,
           CASE WHEN c.further THEN 'given' WHEN c.met IS NULL THEN {_CLOSING_EARNS_NOT}
                ELSE {_MARK_EARNS_NOT} END, f.concluded_on, f.exists_from, {_HANDED_IN},
           {reached_on("f", "c.day")}
    FROM {{facts}} f JOIN
         (SELECT d.id, d.task_id, COALESCE({held_on("g.judged_on")}, d.date) AS day, {_MET_ON} AS met,
                 {_IS_FURTHER} AS further
          FROM (SELECT g.task_id, {judged_on("g")} AS judged_on FROM {{facts}} g) g JOIN deadline d
               ON d.task_id = g.task_id AND {is_laid_down("d", "g.judged_on")}) c
         ON c.task_id = f.task_id
    WHERE f.exists_from <= :as_of AND c.day IS NOT NULL AND {{wanted}}
    UNION ALL
    SELECT f.task_id, f.last_due, NULL, CASE WHEN f.status = 'closed' THEN f.done_on END, f.status, f.status_on,
           {_CLOSING_EARNS_NOT}, f.concluded_on, f.exists_from, NULL, NULL
    FROM {{facts}} f, (SELECT 1) c
    WHERE f.exists_from <= :as_of AND f.last_due IS NOT NULL AND {{wanted_inherited}}
          AND NOT EXISTS (SELECT 1 FROM deadline d WHERE d.task_id = f.task_id AND d.date IS NOT NULL
                          AND {is_laid_down("d", judged_on("f"))})
"""
STAGES_REACHED = "SELECT f.task_id, f.reached FROM {facts} f WHERE f.reached IS NOT NULL"
DONE_IN = "COALESCE({met}, CASE WHEN f.status = 'closed' THEN f.status_on END) BETWEEN :first AND :last"
"""Whether a date was met in the period: by its mark, or by the closing of its task."""
IS_PAST = (
    "COALESCE(f.concluded_on, '9999-12-31') >= MAX({day}, :first) "
    f"AND {{day}} <= :as_of AND {waits_until('f', '{day}')} < :today AND {IS_UNDER_WAY}"
)
"""Whether a day had passed unmet when the period was over, as ``overdue`` has it on the day after; but what was handed
in waits for the office, and the unit is not charged for its wait."""
IS_HANDED_IN_LATE = (
    "f.status = 'submitted' AND {day} < f.status_on AND f.status_on BETWEEN :first AND :last "
    "AND COALESCE(f.concluded_on, '9999-12-31') >= f.status_on"
)
"""Whether what waited for the office when the period was over was handed in within it, after a day."""
WAITS_IN_TIME = """
    SELECT f.task_id FROM {facts} f
    WHERE f.status = 'submitted' AND f.due >= f.status_on AND f.exists_from <= :as_of
          AND COALESCE(f.concluded_on, '9999-12-31') > f.status_on
"""
"""The tasks that were handed in by their date and wait for the office: they count when it has closed them."""
PARTS_SAID_LATE = (
    "COALESCE(f.done_on, CASE f.status WHEN 'submitted' THEN f.status_on END) <= {day} AND {day} < :as_of AND ("
    "EXISTS (SELECT 1 FROM action s WHERE s.task_id = f.task_id AND s.kind IN ('done', 'submitted') "
    'AND s.unit_id IS NOT NULL AND s."on" > {day} AND s."on" BETWEEN :first AND :as_of) '
    "OR EXISTS (SELECT 1 FROM progress_report s WHERE s.task_id = f.task_id AND s.percent >= 100 "
    'AND s."on" > {day} AND s."on" BETWEEN :first AND :as_of))'
)
"""Whether of what was handed in or done by a day a part was said to be done after it, in the period."""
RESTING = (*LAYING_DOWN, "concluded")
"""The acts after which the units have nothing to do, be it for a time."""
_WAITS_AGAIN = was_handed_in("a", FIRST_UNIT.format(task="a.task_id"))
TURNS = f"""
    SELECT a.task_id, a."on" AS day, a.id AS act,
           CASE WHEN a.kind IN ('resumed', 'restored') AND {_WAITS_AGAIN} THEN 'submitted' ELSE a.kind END, FALSE
    FROM action a WHERE a.task_id {among(":ids")} AND a.kind IN ({quoted(TURNING)}) AND a."on" <= :as_of
          AND {speaks("a", FIRST_UNIT.format(task="a.task_id"))}
    UNION ALL
    SELECT t.id, a."on", a.id, a.kind, TRUE FROM action a JOIN task t ON t.plan_id = a.plan_id
    WHERE t.id {among(":ids")} AND a.task_id IS NULL AND a.kind IN ('concluded', 'reopened') AND a."on" <= :as_of
    ORDER BY day, act
"""
"""The acts by which the tasks ``:ids`` or their plans came to rest, or were taken up again."""
_MEMBERS_ASKED = f"unit_member b ON b.collective_id = {FIRST_UNIT.format(task='o.task_id')} AND {IS_ASKED}"
_OF_DUTY = FIRST_UNIT.format(task="o.task_id")
DUTIES = f"""
    SELECT DISTINCT o.task_id, o.due, {DUTY_OF}, b.unit_id,
           CASE WHEN b.unit_id IS NULL THEN {met_on(_OF_DUTY)}
                ELSE (SELECT {met_on(_OF_DUTY, "w.unit_id")} FROM (SELECT b.unit_id) w) END
    FROM occurrence o JOIN {{facts}} f ON f.task_id = o.task_id
         LEFT JOIN {_MEMBERS_ASKED} AND COALESCE({MET_BY_MEMBER} > o.due, TRUE)
    WHERE o.due BETWEEN :first AND :last AND {WAITS_UNTIL} < :today AND f.exists_from <= o.due
          AND {was_at_work("o.task_id", "o.due")}
          AND NOT COALESCE({met_on(_OF_DUTY)} <= o.due, FALSE)
          AND (b.unit_id NOT NULL OR NOT EXISTS (SELECT 1 FROM unit u JOIN {_MEMBERS_ASKED}))
"""
"""The times of recurring duties that were missed; of a collective a row for each member that missed it.

Behind each stands the day on which it was made up.
"""
_PREVIOUS_DUE = "(SELECT MAX(b.due) FROM cadence_due b WHERE b.cadence_id = c.id AND b.due < d.due)"
_OVERTAKEN = (
    "EXISTS (SELECT 1 FROM cadence l WHERE l.plan_id IS c.plan_id AND l.unit_id IS c.unit_id "
    "AND l.start > c.start AND l.start <= d.due)"
)
_REPORTERS_ASKED = (
    f"unit_member b ON b.collective_id = w.first_unit_id AND {holds('b')} AND COALESCE(b.valid_from, '') < d.due"
)
REPORTS_MISSED = f"""
    SELECT DISTINCT w.task_id, d.due, b.unit_id
    FROM cadence_due d JOIN cadence c ON c.id = d.cadence_id
         JOIN (SELECT f.task_id, f.plan_id, f.start, f.exists_from, f.members_total, {_FIRST} AS first_unit_id,
                      f.first_unit_id AS answering_id FROM {{facts}} f) w
         ON w.plan_id = c.plan_id OR (c.plan_id IS NULL AND w.answering_id = c.unit_id)
         LEFT JOIN {_REPORTERS_ASKED}
    WHERE d.due BETWEEN :first AND :last AND d.due < :as_of AND NOT {_OVERTAKEN}
          AND {is_asked(asked_from("w"))} AND {was_at_work("w.task_id", "d.due")}
          AND (b.unit_id NOT NULL OR w.members_total IS NULL)
          AND NOT EXISTS (SELECT 1 FROM progress_report r WHERE r.task_id = w.task_id AND r."on" <= d.due
                          AND r."on" > COALESCE({_PREVIOUS_DUE}, '')
                          AND CASE WHEN b.unit_id IS NULL THEN {speaks("r", "w.first_unit_id")}
                              ELSE {ANSWERS_FOR_MEMBER} END)
"""
"""The reports that were not given in time; of a collective a row for each member that gave none."""
RETURNED = """
    SELECT v.task_id, v.unit_id, v."on" FROM verification v
    WHERE v.result = 'returned' AND v."on" BETWEEN :first AND :last AND v."on" <= :as_of
    UNION
    SELECT a.task_id, a.unit_id, a."on" FROM action a
    WHERE a.kind = 'returned' AND a.task_id IS NOT NULL AND a."on" BETWEEN :first AND :last AND a."on" <= :as_of
          AND NOT EXISTS (SELECT 1 FROM verification v
                          WHERE v.task_id = a.task_id AND v."on" = a."on" AND v.result = 'returned')
"""
ORDERED = """
    SELECT o.task_id, o.unit_id, o."on", o.position, o.mark, o.rung FROM supervision_order o
    WHERE o."on" BETWEEN :first AND :last AND o."on" <= :as_of
"""
UNANSWERED = f"""
    SELECT o.task_id, o.unit_id, o.reply_by, o.mark, o.rung FROM supervision_order o
    WHERE o.reply_by BETWEEN :first AND :last AND o.reply_by < :today
          AND {ORDER_STATE} NOT IN ('answered', 'revoked')
"""
"""What had been withdrawn unanswered, with its task, by the end of the period costs nothing."""
_DATE_BEFORE = (
    "COALESCE((SELECT MAX(a.to_date) FROM action a WHERE a.task_id = e.task_id AND a.deadline_id = e.deadline_id "
    "AND a.kind = 'extended' AND a.to_date < e.granted_to), d.date)"
)
EXTENDED = f"""
    SELECT e.task_id, e.unit_id, e.decided_on, e.granted_to, {_DATE_BEFORE}
    FROM extension e JOIN deadline d ON d.id = e.deadline_id
    WHERE e.decision = 'granted' AND e.decided_on BETWEEN :first AND :last AND e.decided_on <= :as_of
"""
ASKED_LATE = f"""
    SELECT e.task_id, e.unit_id, e.asked_on, COALESCE({WHEN_ASKED}, d.date)
    FROM extension e JOIN deadline d ON d.id = e.deadline_id
    WHERE e.late AND e.asked_on BETWEEN :first AND :last AND e.asked_on <= :as_of
"""
FEEDBACK = """
    SELECT r.task_id, r.unit_id, r."on", r.text,
           (SELECT p.text FROM progress_report p WHERE p.task_id = r.task_id AND p.unit_id = r.unit_id
            AND (p."on" < r."on" OR (p."on" = r."on" AND p.id < r.id)) ORDER BY p."on" DESC, p.id DESC LIMIT 1),
           EXISTS (SELECT 1 FROM evidence e WHERE e.report_id = r.id),
           EXISTS (SELECT 1 FROM measurement x WHERE x.report_id = r.id)
    FROM progress_report r WHERE r."on" BETWEEN :first AND :last AND r."on" <= :as_of ORDER BY r."on", r.id
"""


AT_WORK = """
    SELECT f.task_id FROM {facts} f
    WHERE f.exists_from <= :as_of AND COALESCE(f.concluded_on, '9999-12-31') >= :first
          AND NOT (f.status IN ('closed', 'dropped', 'suspended') AND f.status_on < :first)
"""
