"""Reports, figures, checks, orders, members and successors: an earlier day reads as it was then, every fact of it."""

import datetime as dt

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dutytrack.domain.progress.share import KINDS
from dutytrack.store.facts.kept import LAST_DAY, facts_source, refresh_all_facts
from dutytrack.store.facts.tasks import COLUMNS

FIRST = dt.date(2025, 1, 1)
UNITS = ("市科技局", "甲县", "乙县", "市财政局", "市大数据局")
days = st.integers(0, 360).map(lambda number: (FIRST + dt.timedelta(days=number)).isoformat())
units = st.sampled_from(UNITS)
percents = st.none() | st.integers(0, 100)
happenings = st.one_of(
    st.tuples(st.just("report"), days, units, percents),
    st.tuples(st.just("measure"), days, st.integers(0, 2), st.integers(0, 200)),
    st.tuples(st.just("verify"), days, units | st.none(), st.sampled_from(["accepted", "returned"])),
    st.tuples(st.just("order"), days, units, days),
    st.tuples(st.just("reply"), days, st.integers(0, 5), st.none()),
    st.tuples(st.just("act"), days, units | st.none(), st.sampled_from(["received", "done", "extended", "closed"])),
)
tasks = st.tuples(
    st.sampled_from(["市科技局", "各县政府", None]), st.lists(happenings, max_size=8), st.sampled_from(KINDS)
)
DATED = ("progress_report", "measurement", "verification", "supervision_order", "order_reply", "action")


class City:
    """A ledger with a collective, a succession and a cadence."""

    def __init__(self, office, drawn, since, succeeded):
        self.office = office
        self.numbers = 0
        office.refreshing = False
        self.plan = office.plan()
        collective = office.unit("各县政府", kind="collective")
        for name, start, end in (("甲县", None, None), ("乙县", *since)):
            office.insert(
                "unit_member", collective_id=collective, unit_id=office.unit(name), valid_from=start, valid_to=end
            )
        if succeeded:
            office.insert(
                "unit_succession", unit_id=office.unit("市科技局"), successor_id=office.unit("市大数据局"), on=succeeded
            )
        cadence = office.insert("cadence", plan_id=self.plan, rule="", text="", start="2025-01-01", working_days=0)
        for month in range(1, 13):
            office.insert("cadence_due", cadence_id=cadence, due=f"2025-{month:02}-05")
        for one in drawn:
            self.add(*one)
        refresh_all_facts(office.connection)

    def add(self, lead, happened, kind):
        task = self.office.task(self.plan, lead=(lead,) if lead else (), due=("2025-10-31",))
        figures = [
            self.office.insert(
                "indicator",
                task_id=task,
                position=place,
                name=name,
                op=">=",
                value=value,
                unit="家",
                text="",
                due=due,
                kind=kind,
            )
            for place, (name, value, due) in enumerate(
                (("企业", 50, "2025-06-30"), ("企业", 100, None), ("平台", 10, None))
            )
        ]
        orders: list[int] = []
        for what, on, about, more in happened:
            getattr(self, what)(task, figures, orders, on, about, more)

    def report(self, task, _figures, _orders, on, unit, percent):
        unit = self.office.unit(unit)
        self.office.insert("progress_report", task_id=task, unit_id=unit, on=on, percent=percent, text="")

    def measure(self, task, figures, _orders, on, place, value):
        self.office.insert("measurement", indicator_id=figures[place], task_id=task, on=on, value=value)

    def verify(self, task, _figures, _orders, on, unit, result):
        unit = self.office.unit(unit) if unit else None
        given = {"how": "site", "text": "", "by": "督查员"}
        self.office.insert("verification", task_id=task, unit_id=unit, on=on, result=result, **given)

    def order(self, task, _figures, orders, on, unit, reply_by):
        self.numbers += 1
        given = {
            "year": 2025,
            "number": self.numbers,
            "mark": "",
            "ladder": "",
            "rung": "blue",
            "position": 1,
            "ground": "",
        }
        unit = self.office.unit(unit)
        orders.append(
            self.office.insert("supervision_order", task_id=task, unit_id=unit, on=on, reply_by=reply_by, **given)
        )

    def reply(self, task, _figures, orders, on, place, _more):
        if orders:
            order = orders[place % len(orders)]
            self.office.insert("order_reply", order_id=order, task_id=task, on=on, text="")

    def act(self, task, _figures, _orders, on, unit, kind):
        self.office.act(task, kind, on, unit_id=self.office.unit(unit) if unit else None)

    def forget_after(self, day):
        """As if the rest had not happened yet."""
        for table in DATED:
            if table == "order_reply":
                continue
            self.office.connection.execute(f'DELETE FROM {table} WHERE "on" > ?', (day,))
        self.office.connection.execute('DELETE FROM order_reply WHERE "on" > ?', (day,))
        self.office.connection.execute('DELETE FROM unit_succession WHERE "on" > ?', (day,))
        self.office.connection.execute("DELETE FROM unit_member WHERE valid_from > ?", (day,))
        refresh_all_facts(self.office.connection)

    def facts(self, as_of):
        """Every fact of every task on a day but the day of the last one; floats as near as it matters."""
        names = [name for name in COLUMNS if name != "last_on"]
        clause, source = facts_source(self.office.connection, as_of)
        rows = self.office.connection.execute(
            f"{clause} SELECT {', '.join(names)} FROM {source} ORDER BY task_id", {"as_of": as_of}
        )
        return [dict(zip(names, row, strict=True)) for row in rows]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    drawn=st.lists(tasks, min_size=1, max_size=3),
    since=st.tuples(days | st.none(), days | st.none()),
    succeeded=days | st.none(),
    as_of=days,
)
@example([("市科技局", [("measure", "2025-01-01", 0, 60), ("verify", "2025-01-02", None, "accepted")], "growth")],
         (None, None), None, "2025-01-01")  # fmt: skip
def test_every_fact_of_an_earlier_day_is_as_it_was_then(new_office, drawn, since, succeeded, as_of):
    now, then = City(new_office(), drawn, since, succeeded), City(new_office(), drawn, since, succeeded)
    then.forget_after(as_of)

    assert now.facts(as_of) == then.facts(as_of)
    assert now.office.rows(as_of=as_of) == then.office.rows(as_of=as_of)
    now.office.remove()
    then.office.remove()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    drawn=st.lists(tasks, min_size=1, max_size=3),
    since=st.tuples(days | st.none(), days | st.none()),
    succeeded=days | st.none(),
    as_of=days,
)
def test_days_that_were_kept_are_as_they_are_worked_out(new_office, drawn, since, succeeded, as_of):
    city = City(new_office(), drawn, since, succeeded)
    kept = city.facts(as_of)
    city.office.connection.execute("DROP TABLE task_span")

    assert city.facts(as_of) == kept
    city.office.remove()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(tasks, min_size=1, max_size=3), succeeded=days | st.none())
def test_what_is_kept_is_what_the_last_day_gives(new_office, drawn, succeeded):
    city = City(new_office(), drawn, (None, None), succeeded)
    kept = city.facts(LAST_DAY)
    city.office.connection.execute("DROP TABLE task_span")
    city.office.connection.execute("UPDATE task_fact SET last_on = '9999-12-31'")

    assert city.facts("9999-12-30") == kept
    city.office.remove()
