"""A lamp is one record: nothing that shows, asks for or is set by a lamp knows any of its own."""

from __future__ import annotations

import subprocess
import sys
from typing import get_type_hints

import pytest

from dutytrack import i18n
from dutytrack.cli.commands.remind import app as remind_app
from dutytrack.domain.lamps import ALARMING, LAMPS, Lamp, lamp_letter, lamp_style, lamp_word, lamps_to_ask_for

NEW_LAMP = """
import datetime as dt
from dutytrack.domain import lamps
red = lamps.LAMPS["red"]
orange = lamps.Lamp("orange", "O", "橙", "35", "on #111111", "on #222222", alarm=1, view="Orange", also=("amber",))
lamps.LAMPS = {"red": red, "orange": orange, **{name: lamps.LAMPS[name] for name in lamps.LAMPS if name != "red"}}
lamps.ALARMING = tuple(name for name, lamp in lamps.LAMPS.items() if lamp.alarm)
from dutytrack.domain.query.parsing import parse
from dutytrack.domain.rules.packs import read_rule_pack
from dutytrack.output.table import Screen, drawn
from dutytrack.reports.model import Column, Group, Report
from dutytrack.store.reading import reminders, tasks
from dutytrack.tui.ledger.sidebar import VIEWS
print(read_rule_pack('[[rule]]\\nlamp = "orange"\\nwhen = ""').rules[0].lamp)
print(parse("lamp:橙", dt.date(2026, 7, 15)).terms[0].values[0].name)
print(lamps.lamp_style("orange", dark=True), lamps.lamp_style("orange", dark=False))
report = Report("x", "", (Column("lamp", "lamp", "lamp"),), (Group((("orange",),)),), dt.date(2026, 7, 15))
print("\\x1b[35mO orange" in drawn(report, Screen(80, colour=True)))
print([query for query in VIEWS.values() if query.startswith("lamp:")])
print(list(tasks.LAMPS)[:3], reminders.ALARMING)
"""


def test_a_new_lamp_needs_a_record_alone() -> None:
    ran = subprocess.run([sys.executable, "-c", NEW_LAMP], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == [
        "orange",
        "orange",
        "on #111111 on #222222",
        "True",
        "['lamp:red', 'lamp:orange', 'lamp:yellow']",
        "['red', 'orange', 'yellow'] ('red', 'orange', 'yellow')",
    ]


@pytest.mark.parametrize("name", LAMPS)
def test_a_lamp_has_its_words_and_colours(name: str) -> None:
    lamp = LAMPS[name]
    assert all((lamp.word, lamp.letter, lamp.chinese, lamp.ansi, lamp.on_dark, lamp.on_light))
    assert lamp_style(name, dark=True) != "" != lamp_style(name, dark=False)
    assert bool(lamp.alarm) == bool(lamp.view)


@pytest.mark.parametrize("part", ["word", "letter", "chinese", "ansi", "on_dark", "on_light"])
def test_no_two_lamps_look_alike(part: str) -> None:
    assert part in get_type_hints(Lamp)
    assert len({getattr(lamp, part) for lamp in LAMPS.values()}) == len(LAMPS)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_each_lamp_has_a_word_and_a_letter_of_its_own(language: str) -> None:
    i18n.use_language(language)
    assert len({lamp_letter(lamp) for lamp in LAMPS}) == len({lamp_word(lamp) for lamp in LAMPS}) == len(LAMPS)


@pytest.mark.parametrize(
    ("language", "letters", "asked"),
    [
        ("en", "RYGNC", "red yellow green grey closed"),
        ("zh", "红黄绿灰结", "red yellow green grey closed(红黄绿灰结)"),
    ],
)
def test_lamps_are_lettered_and_asked_for_in_the_language_in_use(language: str, letters: str, asked: str) -> None:
    i18n.use_language(language)
    assert "".join(map(lamp_letter, LAMPS)) == letters
    assert lamps_to_ask_for() == asked


def test_a_lamp_is_drawn_for_its_background() -> None:
    grey = LAMPS["grey"]
    assert (lamp_style("grey", dark=True), lamp_style("grey", dark=False)) == (grey.on_dark, grey.on_light)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_help_of_remind_names_the_lamps_it_reminds_of(language: str) -> None:
    i18n.use_language(language)
    text = i18n._(remind_app.holder("remind").registered_commands[0].help or "")
    assert [lamp for lamp in LAMPS if lamp_word(lamp) in text] == list(ALARMING)
