"""Whatever stages a figure has and whatever is measured of it, the program adds it up as the second opinion does."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.oracle.figures import Figures
from tests.oracle.figures import dates_reached as reached_by_rows

from dutytrack.domain.progress.measured import Measured, Value
from dutytrack.domain.progress.past import dates_reached
from dutytrack.domain.progress.share import PACED, STEADY, elapsed
from dutytrack.domain.progress.share import lag as behind
from dutytrack.domain.progress.trajectory import assess

START, END = date(2025, 1, 1), date(2027, 12, 31)
DUES = st.sampled_from([date(year, month, day) for year in (2025, 2026, 2027) for month, day in ((6, 30), (12, 31))])
NAMES = {
    "cumulative": "新增项目",
    "level": "总数",
    "ratio": "比重",
    "growth": "增速",
    "ceiling": "上限",
    "milestone": "节点",
}
EXAMPLES = 400
"""The same each time: what a longer search finds is mended, and no reason for a run of the tests to fail by chance."""
TARGETS = st.sampled_from([-5.0, -2.0, 0.0, 4.0, 5.0, 8.0, 20.0, 50.0])


@st.composite
def stages(draw):
    """A series with what was measured of it, as the program has it and as rows."""
    kind = draw(st.sampled_from(sorted(NAMES)))
    dues = sorted(draw(st.sets(DUES, min_size=1, max_size=4)))
    anew = draw(st.sampled_from([None, None, True, False]))
    baseline = draw(st.sampled_from([None, None, 80.0, 10.0])) if kind in {"level", "ratio"} else None
    text = draw(st.sampled_from(["2025年20个", "到2025年20个", "2025年、2026年分别20个"]))
    measured, rows, values, entry = [], [], [], 0
    for place, due in enumerate(dues):
        moved = draw(st.sampled_from([None, None, due + timedelta(days=90)]))
        met = draw(st.sampled_from([None, None, None, due, due + timedelta(days=40)]))
        target = draw(TARGETS)
        own = []
        for _ in range(draw(st.integers(0, 3))):
            entry += 1
            on = START + timedelta(days=draw(st.integers(0, 1200)))
            year = draw(st.sampled_from([None, None, due.year]))
            value = Value(on, draw(TARGETS), entry, year if year is None or year <= on.year else None)
            own.append(value)
            values.append((on, entry, SimpleNamespace(**value._asdict(), figure=place, accepted=True)))
        base = baseline if not place or draw(st.booleans()) else None
        days = due, None, base, tuple(own), anew, moved, met, text
        measured.append(Measured(NAMES[kind], "个", kind, target, *days))
        asked = {"unit": "个", "kind": kind, "op": ">=", "value": target, "due": due, "freq": None, "baseline": base}
        rows.append(
            SimpleNamespace(id=place, name=NAMES[kind], text=text, anew=anew, held=moved or due, met=met, **asked)
        )
    return measured, rows, [value for _, _, value in sorted(values, key=lambda item: item[:2])]


def lag(one, day):
    """Points behind, as lists work it out of a stage."""
    if one.kind in STEADY:
        return behind(100, one.share)
    if one.kind in PACED:
        return behind(elapsed(one.pace, day), one.share)
    return 100.0 if one.share < 100 and one.end < day else None


@settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
@given(stages(), st.integers(0, 1300))
def test_a_series_adds_up_alike(drawn, days):
    measured, rows, values = drawn
    day = START + timedelta(days=days)
    program = assess(measured, START, END, as_of=day)
    oracle = Figures.of(rows, values, START, END, day=day)
    assert (program is None) == (oracle is None)
    if program is None:
        return
    assert (
        abs(
            (program.progress if program.progress is not None else -1)
            - (-1 if oracle.progress is None else oracle.progress)
        )
        < 1e-6
    )
    lags = [found for one in program.stages if (found := lag(one, day)) is not None]
    assert [round(one, 6) for one in lags] == [round(one, 6) for one in oracle.lags(day)]


@settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
@given(stages())
def test_which_dates_were_reached_in_time(drawn):
    measured, rows, values = drawn
    assume(measured[0].kind not in {"level", "ratio"})  # which way a height has to go is another question
    assert set(dates_reached(measured, START, END)) == reached_by_rows(rows, values, START, END)
