"""What a date printed in a task's text asks for, in the words that stand about it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

SENTENCE_END = re.compile(r"[。；;！!\n]")
_BETWEEN_CLAUSES = "，,、 "
_NO_OBJECT = re.compile(r"(?:全面|全部|基本|正式|顺利|按期|按程序)?[^，,]{0,4}(?=[，,]|$)")
"""What follows a date and says no more than that it is to be done by then: ``建成投用``."""
_OF_ALL = re.compile("全部|全面|均")
"""How that begins which is said of what stands before the date."""
_LONGEST = 80


def asked_by(printed: str, text: str, times: Collection[str] = ()) -> str:
    """What a task's ``text`` asks for by the date ``printed``: ``2026年5月底前启动首期工程`` of ``2026年5月底前``.

    It goes on to the end of the sentence, or to the next of the other ``times`` that are printed. Where only a verb
    follows the date, what stands before it is told too. Empty where the text does not print it.
    """
    starts = [start for start in _found(printed, text) if not _is_part(start, printed, text, times)]
    told = (_asked_at(start, printed, text, [time for time in times if time != printed]) for start in starts)
    return "；".join(dict.fromkeys(filter(None, told)))


def _found(wanted: str, text: str) -> Iterator[int]:
    start = text.find(wanted) if wanted else -1
    while start >= 0:
        yield start
        start = text.find(wanted, start + 1)


def _is_part(start: int, printed: str, text: str, times: Collection[str]) -> bool:
    """Whether what stands at ``start`` is the beginning of a longer one of ``times``."""
    return any(len(time) > len(printed) and text.startswith(time, start) for time in times)


def _asked_at(start: int, printed: str, text: str, times: Collection[str]) -> str:
    behind, end = start + len(printed), SENTENCE_END.search(text, start + len(printed))
    others = [place for time in times for place in _found(time, text)]
    stops = [end.start() if end else len(text), *(place for place in others if place > start)]
    told = text[start : min(stops)].rstrip(_BETWEEN_CLAUSES)
    said = text[behind : min(stops)].lstrip(_BETWEEN_CLAUSES)
    before = ""
    if _NO_OBJECT.match(said) and not any(character.isdigit() for character in said):
        before = _before(start, text, others)
    elif _OF_ALL.match(said):
        before = _sentence_before(start, text).rstrip(_BETWEEN_CLAUSES)
        before = re.split("[，,]", before)[-1]
    whole = "，".join(filter(None, (before, told)))
    return whole if len(whole) <= _LONGEST else whole[:_LONGEST] + "…"


def _sentence_before(start: int, text: str) -> str:
    return SENTENCE_END.split(text[:start])[-1]


def _before(start: int, text: str, others: Collection[int]) -> str:
    """What the sentence says before its first date, else the sentence before."""
    begin = start - len(_sentence_before(start, text))
    first = min([start, *(place for place in others if begin <= place < start)])
    said = text[begin:first].strip(_BETWEEN_CLAUSES)
    return said or _sentence_before(max(begin - 1, 0), text).strip(_BETWEEN_CLAUSES)
