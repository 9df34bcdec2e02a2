"""Ladders are data: read from TOML, with what is wrong named; their rungs are found by any of their names."""

from __future__ import annotations

import re
from datetime import date

import pytest

from dutytrack import i18n
from dutytrack.domain.rules.ladder import LadderError, Standing, read_ladder
from dutytrack.seedfiles import seed_path

GOOD = """
name = "two"
[[start]]
when = "flag:overdue"
because = { en = "since {due}", zh = "自 {due}" }
[[rung]]
name = "blue"
word = { en = "blue order", zh = "蓝单" }
reply_days = 7
[[rung]]
name = "red"
word = { zh = "红单" }
reply_days = 3
[[rung.direct]]
name = "special"
word = { zh = "特事特办" }
"""


@pytest.mark.parametrize("path", sorted(seed_path("ladders").glob("*.toml")), ids=lambda path: path.stem)
def test_every_ladder_of_the_seed_can_be_read_and_says_where_it_is_from(path):
    ladder = read_ladder(path.read_text(encoding="utf-8"))

    assert ladder.name == path.stem
    assert ladder.source
    assert len(ladder.rungs) == 3
    assert all({"en", "zh"} <= set(rung.words) for rung in ladder.rungs)
    assert all({"en", "zh"} <= set(start.because) for start in ladder.starts)


def test_a_rung_is_found_by_its_name_or_its_word():
    ladder = read_ladder(GOOD)

    assert [ladder.position(name) for name in ("blue", "BLUE", "蓝单", "blue order", "red", "黄单")] == [
        1, 1, 1, 1, 2, None,
    ]  # fmt: skip
    assert (ladder.after(0), ladder.after(1), ladder.after(2)) == (1, 2, None)
    assert ladder.rung(1).reply_by(date(2026, 7, 1)) == date(2026, 7, 8)


def test_a_direct_ground_is_found_by_its_name_or_its_word():
    red = read_ladder(GOOD).rung(2)

    assert red.ground("特事特办") == red.ground(" Special ") == red.direct[0]
    assert red.ground("着急") is None


def test_words_are_in_the_language_in_use():
    ladder = read_ladder(GOOD)

    assert ladder.rung(1).word == "blue order"
    assert ladder.rung(2).word == "红单", "where English says nothing"
    assert str(ladder.starts[0].reason({"due": "2026-06-30"})) == "since 2026-06-30"
    i18n.use_language("zh")
    assert str(ladder.starts[0].reason({})) == "flag:overdue"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "two"', "name = ", "ladder"),
        ('name = "two"', "", "ladder, name: name is missing"),
        ('name = "blue"', "", "ladder, rung: name is missing"),
        ('name = "special"', "", "ladder, red: name is missing"),
        ('when = "flag:overdue"', "", "ladder, start: when is missing"),
        ("flag:overdue", "flag:slow", "ladder, start: query, character 6: flag has no value slow"),
        ("reply_days = 7", 'reply_days = "soon"', "blue: reply_days"),
        ("reply_days = 7", "", "blue: reply_days"),
        ('name = "red"', 'name = "blue"', "ladder: two rungs have the same name"),
        ("[[start]]", "[[begin]]", "ladder: there is no [[start]]"),
    ],
)
def test_what_is_wrong_with_a_ladder_is_named(old, new, said):
    with pytest.raises(LadderError) as caught:
        read_ladder(GOOD.replace(old, new, 1))

    assert said in str(caught.value)


@pytest.mark.parametrize("text", ["", "rung = 1", "rung = []", "rung = [1]"])
def test_a_ladder_without_rungs_is_none(text):
    with pytest.raises(LadderError, match=r"^ladder: there is no \[\[rung\]\]$"):
        read_ladder(text)


def test_a_ladder_says_where_it_is_from():
    ladder = read_ladder('title = { en = "Two colours", zh = "两色" }\nsource = "办发〔2026〕1号"\n' + GOOD)

    assert (ladder.name, ladder.title, ladder.source) == ("two", "Two colours", "办发〔2026〕1号")
    assert (read_ladder(GOOD).title, read_ladder(GOOD).source) == ("two", "")


def test_a_start_without_a_clause_gives_its_query_and_its_days_move_with_the_day_asked_about():
    text = GOOD.replace("flag:overdue", "due<=+30d").replace('because = { en = "since {due}", zh = "自 {due}" }', "")
    [start] = read_ladder(text).starts

    assert str(start.reason({})) == "due<=+30d"
    assert start.query(date(2026, 6, 1)).terms[0].values[0].last == date(2026, 7, 1)


def standing(**over):
    given = {"position": 1, "mark": "督〔2026〕1号", "on": date(2026, 7, 1), "reply_by": date(2026, 7, 8)}
    return Standing(**{**given, "replied_on": None, "unmet": True, **over})


@pytest.mark.parametrize(
    ("order", "on", "why"),
    [
        (standing(), date(2026, 7, 8), None),
        (standing(), date(2026, 7, 9), "unanswered"),
        (standing(replied_on=date(2026, 7, 8)), date(2026, 7, 9), "unmet"),
        (standing(replied_on=date(2026, 7, 8), unmet=False), date(2026, 7, 9), None),
        (standing(replied_on=date(2026, 7, 10)), date(2026, 7, 9), "unanswered"),
        (standing(replied_on=date(2026, 7, 9)), date(2026, 7, 9), "unmet"),
        (standing(unmet=False), date(2026, 7, 8), None),
        (standing(replied_on=date(2026, 7, 5)), date(2026, 7, 8), None),
    ],
)
def test_an_order_escalates_once_its_reply_date_has_passed_unanswered_or_unmet(order, on, why):
    assert order.escalates(on) == why


@pytest.mark.parametrize("days", [0, 3660])
def test_a_reply_may_be_due_at_once_or_after_ten_years(days):
    text = re.sub(r"reply_days = \d+", f"reply_days = {days}", GOOD, count=1)

    assert read_ladder(text).rung(1).reply_days == days


@pytest.mark.parametrize("days", ["-1", "3661", "9" * 17, "inf", "true"])
def test_a_reply_is_due_within_ten_years(days):
    text = re.sub(r"reply_days = \d+", f"reply_days = {days}", GOOD, count=1)

    with pytest.raises(LadderError, match="reply_days is a number of days, at most 3660"):
        read_ladder(text)


def test_days_late_are_told_by_a_start_of_lateness_that_does_not_name_them():
    start, *_others = read_ladder(GOOD).starts
    figures = {"due": "2026-05-31", "days_late": 45, "days_rested": None, "rested_as": None}
    i18n.use_language("zh")
    assert str(start.reason(figures)) == "自 2026-05-31（已逾期 45 天）"
    rested = figures | {"days_rested": 36, "rested_as": "closed,submitted"}
    assert str(start.reason(rested)) == "自 2026-05-31（已逾期 45 天，扣除报核、办结期间 36 天）"
    i18n.use_language("en")
    assert (
        str(start.reason(rested)) == "since 2026-05-31 (45 days late, 36 of them while with the office or while closed)"
    )
    assert start.is_of_lateness
    behind, *_others = read_ladder(GOOD.replace("flag:overdue", "behind>10")).starts
    assert str(behind.reason(figures)) == "since 2026-05-31"
    assert not behind.is_of_lateness
