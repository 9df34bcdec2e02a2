import datetime as dt

import pytest

from dutytrack import i18n
from dutytrack.domain.lamps import LAMPS
from dutytrack.domain.rules.packs import RulePackError, read_rule_pack
from dutytrack.seedfiles import seed_path

LAST = '[[rule]]\nname = "rest"\nlamp = "green"\nwhen = ""\n'


def rule(lamp="red", when="flag:overdue", because='"late"'):
    return f'[[rule]]\nname = "first"\nlamp = "{lamp}"\nwhen = "{when}"\nbecause = {because}\n'


def test_a_pack_is_its_rules_in_order():
    pack = read_rule_pack('name = "ours"\nsource = "办发〔2025〕1号"\n' + rule() + LAST)
    assert (pack.name, pack.title, pack.source) == ("ours", "ours", "办发〔2025〕1号")
    assert [(one.name, one.lamp, one.when) for one in pack.rules] == [
        ("first", "red", "flag:overdue"),
        ("rest", "green", ""),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[rule", "^rule pack: "),
        ("", r"^rule pack: there is no \[\[rule\]\]$"),
        ("rule = 1", r"there is no \[\[rule\]\]"),
        ("rule = [1]", "rule pack, rule 1: a rule is a table"),
        (rule(), "rule first: the last rule must hold for every task"),
        ('[[rule]]\nlamp = ["red"]\n' + LAST, "lamp must be one of red, yellow"),
        (rule(lamp="purple") + LAST, "rule first: lamp must be one of red, yellow"),
        ('[[rule]]\nlamp = "red"\n' + LAST, "rule 1: when is missing"),
        (rule(when="lamp:red") + LAST, "rule first: query, character 1: lamp can't be used in a rule"),
        (rule(when="-lamp:red") + LAST, "lamp can't be used in a rule"),
        (rule(when="flag:overdew") + LAST, "rule first: .*overdue"),
    ],
)
def test_a_pack_that_can_t_light_lamps_says_which_rule_and_why(text, says):
    with pytest.raises(RulePackError, match=says):
        read_rule_pack(text)


def test_a_pack_needs_no_name_and_no_source():
    pack = read_rule_pack(LAST)
    assert (pack.name, pack.title, pack.source) == ("", "", "")


def test_a_rule_s_days_move_with_the_day_asked_about():
    first = read_rule_pack(rule(when="due<=+30d") + LAST).rules[0]
    assert first.query(dt.date(2025, 6, 1)).terms[0].values[0].last == dt.date(2025, 7, 1)
    assert first.query(dt.date(2025, 7, 1)).terms[0].values[0].last == dt.date(2025, 7, 31)


def test_a_clause_is_filled_with_figures_in_the_language_in_use():
    text = rule(because='{ en = "{due} passed, {nothing}", zh = "{due} 已过" }') + LAST
    first, rest = read_rule_pack(text).rules
    assert first.reason({"due": "2025-06-01"}) == "first", "what is not known is not told"
    assert first.reason({"due": "2025-06-01", "nothing": 0.5}) == "2025-06-01 passed, 0.5"
    assert rest.reason({}) == "rest"
    i18n.use_language("zh")
    assert first.reason({"due": "2025-06-01"}) == "2025-06-01 已过"
    assert read_rule_pack(rule() + LAST).rules[0].clause == "late"


def test_a_clause_reaches_nothing_but_figures():
    first = read_rule_pack(rule(because='"{due.__class__} {0}"') + LAST).rules[0]
    assert first.reason({"due": "2025-06-01", "0": 1}) == "{due.__class__} 1"


def test_of_several_clauses_the_first_is_told_whose_figures_are_known():
    because = '{ en = ["{a} of {b}", "{a}"], zh = ["{b}之{a}", "{a}"] }'
    first, _rest = read_rule_pack(rule(because=because + '\ntitle = { en = "late", zh = "逾期" }') + LAST).rules
    said = [first.reason(figures) for figures in ({"a": 1, "b": 2}, {"a": 1, "b": None}, {})]
    assert said == ["1 of 2", "1", "late"]
    assert first.told({"a": 1, "b": None}).figures == {"a": 1}
    i18n.use_language("zh")
    assert [first.reason(figures) for figures in ({"a": 1, "b": 2}, {"b": 2})] == ["2之1", "逾期"]
    assert (first.clause, first.title) == ("{b}之{a}", "逾期")


@pytest.mark.parametrize("name", ["13710", "default", "points-behind", "three-colour", "three-colour-near"])
def test_each_rule_that_comes_with_the_program_has_its_words_in_both_languages(name):
    for one in read_rule_pack(seed_path("rules", f"{name}.toml").read_text(encoding="utf-8")).rules:
        assert set(one.because) == set(one.titles) == {"en", "zh"}, one.name
        assert len(one.because["en"]) == len(one.because["zh"]), one.name


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_default_pack_speaks_both_languages(language):
    pack = read_rule_pack(seed_path("rules", "default.toml").read_text(encoding="utf-8"))
    i18n.use_language(language)
    assert pack.title == {"en": "On-schedule supervision", "zh": "序时督查"}[language]
    assert all(set(one.because) == {"en", "zh"} for one in pack.rules)
    assert {one.lamp for one in pack.rules} == set(LAMPS)
