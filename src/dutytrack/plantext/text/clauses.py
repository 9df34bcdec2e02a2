"""A folded text cut into sentences, clauses and asides in place; names are blanked, their figures are no targets."""

from __future__ import annotations

import re
from operator import attrgetter
from typing import NamedTuple

from dutytrack.plantext.words.patterns import regex

BLANK = "□"
"""Stands for a character of a name."""
ASIDE = "■"
"""Stands for a character inside brackets, the brackets included."""
_TITLE = regex(r"《[^《》]{0,300}》")
_QUOTED = regex(r"“[^“”]{0,80}”")
_BRACKET = regex(r"\([^()]{0,300}\)")
_SENTENCE_END = regex(r"[。!?\n]|(?<=[%\u4e00-\u9fff])\.(?!\d)|(?<=\d)\.(?=[\u4e00-\u9fff])")
_CLAUSE_END = regex(r"[;:]|,(?!\d{3}(?!\d))|(?<!\d),")
_LIST_HEAD = regex(r":\s{0,40}(?:\n|$)|(?:目标|指标|任务|要求)(?:如下|是|为)?:")


class Clause(NamedTuple):
    """``start:end`` between two commas, or a bracket's inside."""

    start: int
    end: int
    stop: str
    """What ends it: ``,`` ``;`` ``:`` ``。`` or ``)``."""
    bracketed: bool = False


class Sentence(NamedTuple):
    """``start:end`` up to a full stop or line break."""

    start: int
    end: int
    clauses: tuple[Clause, ...]
    heads_list: bool
    """It ends in a colon, or says 目标: so its time governs the sentences that follow."""


def blank_names(text: str) -> str:
    """``text`` with titles and quotations blanked, except a quoted 翻一番."""

    def blank(match: re.Match[str]) -> str:
        printed = match[0]
        return printed if "番" in printed else printed[0] + BLANK * (len(printed) - 2) + printed[-1]

    return _QUOTED.sub(blank, _TITLE.sub(blank, text))


def blank_brackets(text: str) -> str:
    """``text`` with everything in innermost brackets blanked, brackets included."""
    return _BRACKET.sub(lambda match: ASIDE * len(match[0]), text)


def sentences(named: str) -> list[Sentence]:
    """The sentences of a text whose names are blanked."""
    flat = blank_brackets(named)
    brackets = [(match.start() + 1, match.end() - 1) for match in _BRACKET.finditer(named)]
    found, at, used = [], 0, 0
    for stop in [*(match.start() for match in _SENTENCE_END.finditer(flat)), len(flat)]:
        inner = []
        while used < len(brackets) and brackets[used][0] < stop:
            inner.append(Clause(*brackets[used], ")", bracketed=True))
            used += 1
        if stop > at:
            clauses = sorted([*_clauses(flat, at, stop), *inner], key=attrgetter("start"))
            heads = _LIST_HEAD.search(flat, at, min(stop + 1, len(flat))) is not None
            found.append(Sentence(at, stop, tuple(clauses), heads))
        at = stop + 1
    return found


def _clauses(flat: str, start: int, end: int) -> list[Clause]:
    stops = [*((*match.span(), match[0]) for match in _CLAUSE_END.finditer(flat, start, end)), (end, end, "。")]
    starts = [start, *(following for _stop, following, _sign in stops)]
    return [Clause(at, stop, sign) for at, (stop, _after, sign) in zip(starts, stops, strict=False) if stop > at]
