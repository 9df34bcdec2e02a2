"""Points come from facts by rules that are data: weights, caps, sizes, ties and exemptions."""

from __future__ import annotations

from datetime import date

import pytest

from dutytrack.domain.rules.appraisal import (
    FACT_KINDS,
    AppraisalError,
    Assessed,
    Event,
    Load,
    appraise,
    read_appraisal_rules,
    ties,
)
from dutytrack.seedfiles import seed_path

RULES = """
name = "plain"
base = 100
ceiling = 105
[roles]
lead = 1
participating = 0.5
[levels]
instruction = 2
[[rule]]
fact = "on-time"
points = 2
cap = 5
because = { en = "done by {due}" }
[[rule]]
fact = "late"
points = -1
per = 30
because = { en = "{size} days late" }
[[rule]]
fact = "returned"
points = -4
"""


def event(unit="市科技局", kind="on-time", day=1, **over):
    given = {"role": "lead", "level": "plan", "key": f"LL25-{day}", "title": "任务", "on": date(2026, 5, day)}
    return Event(unit=Assessed(sum(map(ord, unit)), unit), kind=kind, **{**given, **over})


def scores(*events, rules=RULES):
    return {score.unit.name: score for score in appraise(events, read_appraisal_rules(rules))}


def test_points_are_weighted_by_role_and_level():
    found = scores(
        event(kind="returned"),
        event("市财政局", kind="returned", role="participating"),
        event("市教育局", kind="returned", level="instruction"),
    )

    assert [(name, score.score) for name, score in found.items()] == [
        ("市财政局", 98.0), ("市科技局", 96.0), ("市教育局", 92.0),
    ]  # fmt: skip


@pytest.mark.parametrize(("days", "lost"), [(1, 1), (30, 1), (31, 2), (90, 3), (0, 1)])
def test_points_by_size_count_each_started_step(days, lost):
    found = scores(event(kind="late", size=days))["市科技局"]

    assert found.lost == lost
    assert found.entries[0].reason == f"{days} days late"


def test_a_cap_cuts_the_points_of_the_facts_that_reach_it():
    found = scores(*(event(day=day) for day in range(1, 5)))["市科技局"]

    assert [(entry.points, entry.capped) for entry in found.entries] == [
        (2.0, False), (2.0, False), (1.0, True), (0.0, True),
    ]  # fmt: skip
    assert [entry.counts for entry in found.entries] == [True, True, True, False]
    assert (found.gained, found.score) == (5.0, 105.0)


def test_a_cap_cuts_the_points_that_are_lost_too():
    rules = RULES.replace("points = -4", "points = -4\ncap = 10")
    found = scores(*(event(kind="returned", day=day) for day in range(1, 5)), rules=rules)["市科技局"]

    assert [(entry.points, entry.capped) for entry in found.entries] == [
        (-4.0, False), (-4.0, False), (-2.0, True), (0.0, True),
    ]  # fmt: skip
    assert (found.lost, found.score) == (10.0, 90.0)


def test_every_point_is_that_of_an_entry():
    found = scores(event(), event(kind="late", day=2, size=45), event(kind="returned", day=3))["市科技局"]

    assert found.score == 100 + sum(entry.points for entry in found.entries) == 96


def test_the_score_keeps_between_floor_and_ceiling():
    assert scores(*(event(kind="returned", day=day) for day in range(1, 31)))["市科技局"].score == 0
    assert scores(event(), rules=RULES.replace("105", "101"))["市科技局"].score == 101


def test_equal_scores_share_a_rank_and_the_next_is_left_out():
    made = appraise(
        [event("甲局"), event("乙局"), event("丙局", kind="returned"), event("丁局", size=3)],
        read_appraisal_rules(RULES),
    )

    assert [(score.unit.name, score.rank) for score in made] == [("丁局", 1), ("乙局", 1), ("甲局", 1), ("丙局", 4)]
    assert [[score.unit.name for score in group] for group in ties(made)] == [["丁局", "乙局", "甲局"]]


def test_two_units_of_one_score_are_a_tie():
    made = appraise([event("甲局"), event("乙局"), event("丙局", kind="returned")], read_appraisal_rules(RULES))

    assert [[score.unit.name for score in group] for group in ties(made)] == [["乙局", "甲局"]]


def test_points_are_of_hundredths():
    rules = RULES.replace("participating = 0.5", "participating = 0.333").replace("ceiling = 105", "")
    found = scores(*(event(day=day, role="participating") for day in (1, 2)), rules=rules)["市科技局"]

    assert [entry.points for entry in found.entries] == [0.67, 0.67]
    assert (found.gained, found.lost, found.score) == (1.34, 0, 101.34)


def test_a_role_or_level_that_the_rules_do_not_weigh_counts_in_full():
    found = scores(event(kind="returned", role="responsible", level="other"))["市科技局"]

    assert found.lost == 4


def test_a_clause_may_name_the_day_and_the_size():
    rules = RULES.replace("{size} days late", "{size} days late on {on}, {key}")
    late = event(kind="late", size=3, figures={"key": "LL25-1"})

    assert scores(late, rules=rules)["市科技局"].entries[0].reason == "3 days late on 2026-05-01, LL25-1"


def test_exempt_facts_are_listed_and_give_nothing_and_a_unit_with_only_those_has_no_rank():
    made = appraise(
        [
            event("甲局", kind="returned", exempt="停工"),
            event("乙局"),
            event("乙局", kind="late", day=2, exempt="停工"),
        ],
        read_appraisal_rules(RULES),
    )

    assert [(score.unit.name, score.rank, score.score) for score in made] == [("乙局", 1, 102.0), ("甲局", 0, 100.0)]
    assert [(entry.event.exempt, entry.points, entry.capped) for entry in made[0].exempt] == [("停工", 0, False)]
    assert not made[1].assessed


def test_an_exempt_fact_keeps_its_reason():
    [made] = appraise([event(kind="late", size=3, exempt="停工")], read_appraisal_rules(RULES))

    assert made.entries[0].reason == "3 days late"


def test_entries_stand_by_day_whatever_the_role_and_level():
    late = event(kind="returned", day=1, level="plan", role="responsible")
    found = scores(event(kind="returned", day=2, level="instruction", role="lead"), late)["市科技局"]

    assert [(entry.event.on.day, entry.points) for entry in found.entries] == [(1, -4.0), (2, -8.0)]


def test_what_is_lost_and_the_score_are_of_hundredths_too():
    rules = RULES.replace("participating = 0.5", "participating = 0.333").replace("base = 100", "base = 99.994")
    found = scores(event(kind="returned", role="participating"), rules=rules)["市科技局"]

    assert (found.lost, found.score) == (1.33, 98.66)


def test_rules_say_who_they_are_and_what_they_begin_with():
    more = 'title = { en = "Plain", zh = "简明" }\nsource = "办发〔2026〕1号"\nfloor = 60\nearly_days = 10\n'
    rules = read_appraisal_rules(more + RULES)

    assert (rules.name, rules.title, rules.source) == ("plain", "Plain", "办发〔2026〕1号")
    assert (rules.base, rules.floor, rules.ceiling, rules.early_days) == (100, 60, 105, 10)
    assert (rules.rules[0].cap, rules.rules[1].cap, rules.rules[1].per) == (5, None, 30)
    assert (rules.roles["participating"], rules.levels["instruction"], rules.levels["plan"]) == (0.5, 2, 1)


def test_rules_may_leave_all_but_their_points_to_the_usual():
    rules = read_appraisal_rules('[[rule]]\nfact = "late"\npoints = -1_000_000_000\n')

    assert (rules.name, rules.title, rules.source) == ("", "", "")
    assert (rules.base, rules.floor, rules.ceiling, rules.early_days) == (100, 0, float("inf"), 30)
    assert set(rules.roles.values()) == set(rules.levels.values()) == {1.0}


@pytest.mark.parametrize("text", ["", "rule = 1", "rule = []"])
def test_rules_without_a_rule_are_none(text):
    with pytest.raises(AppraisalError, match=r"^appraisal rules: there is no \[\[rule\]\]$"):
        read_appraisal_rules(text)


def test_facts_that_no_rule_names_are_left_out():
    assert scores(event(kind="order")) == {}


def test_the_seed_s_rules_name_every_kind_of_fact_in_both_languages():
    rules = read_appraisal_rules(seed_path("appraisal", "default.toml").read_text(encoding="utf-8"))

    assert {rule.kind for rule in rules.rules} == set(FACT_KINDS)
    assert all({"en", "zh"} <= set(rule.because) for rule in rules.rules)
    assert rules.source


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('fact = "late"', 'fact = "slow"', ", 2: fact must be one of early, on-time, late, overdue"),
        ('fact = "late"', 'fact = "on-time"', "appraisal rules: two rules are about the same fact"),
        ("points = -4", "", ", returned: points is missing"),
        ("points = -4", 'points = "many"', ", returned: points is a number"),
        ("points = -4", "points = 1_000_000_001", "points is a number"),
        ("cap = 5", 'cap = "all"', ", on-time: cap is a number"),
        ("points = -4", "points = nan", "points is a number"),
        ("points = -4", "points = -inf", "points is a number"),
        ("points = -4", "points = 1e300", "points is a number"),
        ("base = 100", "early_days = inf", ", early_days: early_days is a number"),
        ("base = 100", 'floor = "low"', ", floor: floor is a number"),
        ("ceiling = 105", 'ceiling = "high"', ", ceiling: ceiling is a number"),
        ("per = 30", "per = 0", ", late: per is a number of days"),
        ("lead = 1", "boss = 1", ", roles: weights are for lead, responsible, participating"),
        ("lead = 1", 'lead = "much"', ", roles: lead is a number"),
        ("base = 100", "base = true", ", base: base is a number"),
        ("[[rule]]", "[[points]]", "appraisal rules: there is no [[rule]]"),
        ('name = "plain"', "name =", "appraisal rules"),
    ],
)
def test_what_is_wrong_with_rules_is_named(old, new, said):
    text = RULES.replace(old, new) if old == "[[rule]]" else RULES.replace(old, new, 1)
    with pytest.raises(AppraisalError) as caught:
        read_appraisal_rules(text)

    assert said in str(caught.value)


def test_units_are_known_by_id_and_ranked_beside_those_of_their_place_and_kind():
    huzhou, cangzhou = Assessed(1, "市科技局", "湖州市"), Assessed(2, "市科技局", "沧州市")
    county, idle = Assessed(3, "青县政府", "沧州市"), Assessed(4, "市文旅局", "沧州市")
    bad = [event(kind="returned")._replace(unit=unit) for unit in (cangzhou, county)]
    made = appraise(
        [event()._replace(unit=huzhou), *bad], read_appraisal_rules(RULES), {cangzhou: Load(), idle: Load(2, 1)}
    )

    assert [(*score.sequence, score.unit.name, score.rank, score.score) for score in made] == [
        ("沧州市", "bureau", "市文旅局", 1, 100),
        ("沧州市", "bureau", "市科技局", 2, 96),
        ("沧州市", "county", "青县政府", 1, 96),
        ("湖州市", "bureau", "市科技局", 1, 102),
    ]


def test_the_city_s_own_government_is_no_county():
    assert [Assessed(1, name, "沧州市").peers for name in ("沧州市政府", "沧州市新华区政府", "任丘市政府")] == [
        "bureau",
        "county",
        "county",
    ]


def test_a_collective_stands_last_and_has_no_rank():
    names = ("各县(市、区)政府", "市科技局", "青县政府")
    units = [Assessed(place, name, "沧州市") for place, name in enumerate(names)]
    made = appraise(
        [event(kind="returned")._replace(unit=units[0])], read_appraisal_rules(RULES), dict.fromkeys(units, Load())
    )

    assert [(score.unit.name, score.unit.peers, score.rank) for score in made] == [
        ("市科技局", "bureau", 1),
        ("青县政府", "county", 1),
        ("各县(市、区)政府", "collective", 0),
    ]
