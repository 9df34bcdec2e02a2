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
    assert first.reason({"due": "2025-06-01"}) == "2025-06-01 passed, ?"
    assert rest.reason({}) == ""
    i18n.use_language("zh")
    assert first.reason({"due": "2025-06-01"}) == "2025-06-01 已过"
    assert read_rule_pack(rule() + LAST).rules[0].clause == "late"


def test_a_clause_reaches_nothing_but_figures():
    first = read_rule_pack(rule(because='"{due.__class__} {0}"') + LAST).rules[0]
    assert first.reason({"due": "2025-06-01"}) == "{due.__class__} ?"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_default_pack_speaks_both_languages(language):
    pack = read_rule_pack(seed_path("rules", "default.toml").read_text(encoding="utf-8"))
    i18n.use_language(language)
    assert pack.title == {"en": "On-schedule supervision", "zh": "序时督查"}[language]
    assert all(set(one.because) == {"en", "zh"} for one in pack.rules)
    assert {one.lamp for one in pack.rules} == set(LAMPS)
