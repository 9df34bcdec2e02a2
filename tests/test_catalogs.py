"""The catalogs are complete in both languages, and in step with the source."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))
import catalogs

from dutytrack import i18n

FIELD = re.compile(r"\{\w*[^}]*\}")


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
def test_every_message_of_the_source_is_translated(language):
    assert list(catalogs.faults(language)) == []


def test_english_messages_are_their_own_translation():
    assert [message.id for message in catalogs.read_catalog("en") if message.string != message.id] == [""]


def test_chinese_messages_are_chinese():
    left_in_english = [
        message.id
        for message in catalogs.read_catalog("zh")
        if message.id and str(message.string).isascii() and str(message.string) == str(message.id)
    ]

    assert [text for text in left_in_english if any(c.isalpha() for c in FIELD.sub("", str(text)))] == []


HALF_WIDTH = re.compile(r"[\u3400-\u9fff}”》）] ?[,;:?!()](?![\w*/-])|[,;:?!(] ?[\u3400-\u9fff]")
"""Punctuation of Latin script beside a Chinese character; GB/T 15834 has that of full width there."""
CODE = re.compile(r"`[^`]*`|\w+:(?=\w)\S+|\[\[?[^\]]*\]\]?")


def test_chinese_messages_have_full_width_punctuation():
    texts = [
        text
        for message in catalogs.read_catalog("zh")
        if message.id
        for text in (message.string if isinstance(message.string, tuple) else (str(message.string),))
    ]

    assert [text for text in texts if HALF_WIDTH.search(CODE.sub("", text))] == []


def test_messages_inside_f_strings_are_found(tmp_path, monkeypatch):
    (tmp_path / "module.py").write_text('print(f"{_(\'inside\')}: {N_(\'marked\')}", ngettext("one", "many", 2))\n')
    monkeypatch.setattr(catalogs, "SOURCE", tmp_path)
    monkeypatch.setattr(catalogs, "ROOT", tmp_path)

    assert {message.id for message in catalogs.messages() if message.id} == {"inside", "marked", ("one", "many")}


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "C", "LC_MESSAGES": "zh_TW.UTF-8"}, "zh"),
        ({"LC_ALL": "", "LANG": "zh"}, "zh"),
    ],
)
def test_the_language_of_the_locale(environment, language):
    assert i18n.locale_language(environment) == language


def test_an_unknown_language_is_english():
    i18n.use_language("fr")

    assert i18n.language() == "en"
    assert i18n._("red") == "red"
