"""What a ledger says of an earlier day is what it would have said then: the slow way equals the fast one."""

import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dutytrack.domain.acts import ACTS
from dutytrack.store.facts.kept import refresh_all_facts

FIRST = dt.date(2025, 1, 1)
days = st.integers(0, 300).map(lambda number: (FIRST + dt.timedelta(days=number)).isoformat())
acts = st.tuples(st.sampled_from([*ACTS, "met", "extended", "met occurrence"]), st.integers(0, 1), days, days)
tasks = st.tuples(st.lists(days | st.none(), max_size=2), st.lists(acts, max_size=6), st.booleans())


def fill(office, drawn, concluded):
    office.refreshing = False
    plan = office.plan()
    for due, done, planned in drawn:
        task = office.task(plan if planned else None, due=tuple(due), lead=("市科技局",))
        deadlines = office.connection.execute("SELECT id FROM deadline WHERE task_id = ?", (task,)).fetchall()
        duty = office.insert("duty", task_id=task, freq="monthly", interval=1, text="每月")
        occurrence = office.insert("occurrence", duty_id=duty, task_id=task, due="2025-05-31")
        for kind, place, on, to_date in done:
            about = {"occurrence_id": occurrence} if kind == "met occurrence" else {}
            if kind in {"met", "extended"} and deadlines:
                about = {"deadline_id": deadlines[place % len(deadlines)][0], "to_date": to_date}
            office.act(task, kind.split()[0], on, **about)
    for on, kind in concluded:
        office.conclude(plan, on, kind)
    refresh_all_facts(office.connection)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    drawn=st.lists(tasks, min_size=1, max_size=4),
    concluded=st.lists(st.tuples(days, st.sampled_from(["concluded", "reopened"])), max_size=2),
    as_of=days,
)
def test_an_earlier_day_reads_as_it_was_then(new_office, drawn, concluded, as_of):
    office, then = new_office(), new_office()
    fill(office, drawn, concluded)
    office.connection.backup(then.connection)
    first_acts = {
        row[0]: row[1]
        for row in then.connection.execute('SELECT task_id, MIN("on") FROM action WHERE task_id NOT NULL GROUP BY 1')
    }
    then.connection.execute('DELETE FROM action WHERE "on" > ?', (as_of,))
    refresh_all_facts(then.connection)
    unborn = {task for task, on in first_acts.items() if on > as_of}
    expected = [row for row in then.rows(as_of=as_of) if row.plan or row.key not in keys_of(office, unborn)]
    assert office.rows(as_of=as_of) == expected
    office.remove()
    then.remove()


def keys_of(office, tasks):
    rows = office.connection.execute("SELECT id, key FROM task").fetchall()
    return {key for task, key in rows if task in tasks}
