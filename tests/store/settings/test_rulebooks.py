"""Rules that are data: found by name, kept in a ledger by name or whole."""

from __future__ import annotations

import re
from contextlib import closing

import pytest

from dutytrack.domain.rules.packs import read_rule_pack
from dutytrack.store.file.connection import open_reader
from dutytrack.store.reading.clauses import FIGURES
from dutytrack.store.reading.settings import appraisal_rules, ladder, rule_pack
from dutytrack.store.settings.keys import SettingValueError, set_setting
from dutytrack.store.settings.rulebooks import RulebookUnknownError, rulebook_names, rulebook_text

OWN = """
name = "own"
[[rule]]
lamp = "green"
when = ""
"""


@pytest.fixture
def give(ledger):
    def give(key, value):
        with ledger.command("setting", actor="李") as session:
            set_setting(session, key, value)

    return give


@pytest.mark.parametrize("name", ["13710", "default", "points-behind", "three-colour", "three-colour-near"])
def test_every_rule_pack_can_be_read_and_says_where_it_is_from(name):
    pack = read_rule_pack(rulebook_text("rules", name))

    assert name in rulebook_names("rules")
    assert pack.name == name
    assert pack.source
    assert {"en", "zh"} <= set(pack.titles)
    assert all({"en", "zh"} <= set(rule.because) for rule in pack.rules)


@pytest.mark.parametrize("name", ["13711", "../rules/default", "", "default.toml"])
def test_a_name_that_there_is_not_is_refused(name):
    with pytest.raises(RulebookUnknownError):
        rulebook_text("rules", name)


def test_the_nearest_name_is_named():
    with pytest.raises(RulebookUnknownError, match="three-colour"):
        rulebook_text("rules", "three-color")


def test_a_ledger_names_its_rules_or_keeps_its_own(path, ledger, give):
    def name_of(read):
        with closing(open_reader(path)) as reader:
            return read(reader).name

    assert (name_of(rule_pack), name_of(ladder), name_of(appraisal_rules)) == ("default", "blue-yellow-red", "default")

    give("rule_pack", "three-colour")
    give("ladder", "blue-orange-red")
    assert (name_of(rule_pack), name_of(ladder)) == ("three-colour", "blue-orange-red")

    give("rule_pack", OWN)
    assert name_of(rule_pack) == "own"

    give("rule_pack", None)
    assert name_of(rule_pack) == "default"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("rule_pack", "no-such"),
        ("ladder", "rainbow"),
        ("appraisal", "strict"),
        ("order_mark", " "),
        ("order_mark", "督\n办"),
        ("reminder_period", "day"),
        ("extension_times", "-1"),
        ("extension_days", "many"),
    ],
)
def test_a_setting_that_can_not_be_is_refused(ledger, give, key, value):
    with pytest.raises(SettingValueError, match=key):
        give(key, value)


@pytest.mark.parametrize("topic", ["rules", "ladders"])
def test_clauses_name_only_figures_that_there_are(topic):
    for name in rulebook_names(topic):
        named = set(re.findall(r"\{(\w+)\}", rulebook_text(topic, name).partition("\nname = ")[2]))

        assert named <= set(FIGURES), name
