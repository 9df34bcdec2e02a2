"""A ladder of orders (督办单): its rungs, and whether a unit may be put on one of them.

A rung is reached by escalation, once the order on the rung below is unanswered or unmet, or directly on a ground that
the rung names. What is asked of a task before its first order, and whether an order is still unmet, are queries of
the one query language, so a ladder is data: a TOML file (``seed/ladders``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from dutytrack.domain.query.parsing import Query, QueryError, parse
from dutytrack.domain.rules.book import (
    Reason,
    begins,
    in_language,
    names,
    read_table,
    seen_from,
    text,
    texts,
    told,
    ways,
)
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _

_ANY_DAY = date(2000, 1, 1)
_MOST_DAYS = 3_660
"""Ten years: an order that may be answered later is none."""


class DirectGround(NamedTuple):
    """A ground on which a rung is reached without the one below."""

    name: str
    words: Mapping[str, str]
    """By language."""

    @property
    def word(self) -> str:
        """The ground in the language in use."""
        return in_language(self.words, self.name)

    @property
    def reason(self) -> Reason:
        """The ground as a reason."""
        return Reason(self.name, self.words, {})


class Start(NamedTuple):
    """What makes a task due for the first rung."""

    when: str
    """The query that has to hold."""
    because: Mapping[str, Sequence[str]]
    """Its clauses by language, the fullest first, with ``{due}`` and the like for the task's figures."""

    def query(self, as_of: date) -> Query:
        """The query on a day; raises QueryError where it can't be read."""
        return parse(self.when, seen_from(as_of))

    @property
    def is_of_lateness(self) -> bool:
        """Whether it holds for tasks that are late alone, or tells how late they are."""
        return self.query(_ANY_DAY).asks_for("flag", "overdue") or self._tells_days

    @property
    def _tells_days(self) -> bool:
        return any("{days_late}" in clause for own in self.because.values() for clause in own)

    def reason(self, figures: Mapping[str, object]) -> Reason:
        """The clause with those of ``figures`` that it names; one of lateness that names no days has them behind it."""
        ways = self.because
        if self.is_of_lateness and not self._tells_days:
            ways = {
                language: [clause + days for clause in own for days in (*_DAYS.get(language, _DAYS["en"]), "")]
                for language, own in ways.items()
            }
        return told(self.when, ways, {}, figures)


UNANSWERED = {
    "en": "{mark} was not answered by {reply_by}, {days} days ago",
    "zh": "{mark} 应于 {reply_by} 前回复，逾期 {days} 天未回复",
}
"""Why an order follows one that the unit left unanswered."""
_DAYS = {
    "en": (" ({days_late} days late, {days_rested} of them {rested_as})", " ({days_late} days late)"),
    "zh": ("（已逾期 {days_late} 天，扣除{rested_as}期间 {days_rested} 天）", "（已逾期 {days_late} 天）"),
}
"""How late it is, behind a clause of lateness that does not say so itself."""


class Rung(NamedTuple):
    """One step of a ladder."""

    name: str
    words: Mapping[str, str]
    reply_days: int
    """Calendar days from the order to its reply date where none is given."""
    direct: tuple[DirectGround, ...] = ()

    @property
    def word(self) -> str:
        """What an order of this rung is called, in the language in use."""
        return in_language(self.words, self.name)

    @property
    def called(self) -> str:
        """The same without what it says in brackets."""
        return self.word.partition(" (")[0]

    def ground(self, said: str) -> DirectGround | None:
        """The direct ground that ``said`` names, by its name or its words in any language."""
        return next((ground for ground in self.direct if names(said, ground.name, ground.words)), None)

    def reply_by(self, on: date) -> date:
        """The reply date of an order of ``on``."""
        return on + timedelta(days=self.reply_days)


class Ladder(NamedTuple):
    """The rungs from the mildest up, and what starts and resets them."""

    name: str
    titles: Mapping[str, str]
    source: str
    """Where the ladder comes from: an office's rule."""
    starts: tuple[Start, ...]
    """What makes a task due for the first rung; the first that holds gives the reason."""
    rungs: tuple[Rung, ...]

    @property
    def title(self) -> str:
        """The ladder's title in the language in use."""
        return in_language(self.titles, self.name)

    def position(self, name: str) -> int | None:
        """The place of the rung called ``name``, by its word in any language or how only that one begins, from 1.

        ``None`` where none is called so.
        """
        places = [*enumerate(self.rungs, start=1)]
        named = next((place for place, rung in places if names(name, rung.name, rung.words)), None)
        begun = [place for place, rung in places if begins(name, rung.name, rung.words)]
        return begun[0] if named is None and len(begun) == 1 else named

    def rung(self, position: int) -> Rung:
        """The rung at a place, from 1."""
        return self.rungs[position - 1]

    def after(self, position: int) -> int | None:
        """The place above ``position`` (0: before the first), ``None`` where that is the top."""
        return position + 1 if position < len(self.rungs) else None


class Standing(NamedTuple):
    """The order that a task and unit stand under: the latest since the ladder was last reset."""

    position: int
    mark: str
    on: date
    reply_by: date
    replied_on: date | None
    """The day of the first reply."""
    unmet: bool
    """Whether what started the ladder still holds."""

    def unanswered(self, on: date) -> bool:
        """Whether the reply date has passed by ``on`` without a reply in time."""
        return self.reply_by < on and (self.replied_on is None or self.replied_on > on)

    def escalates(self, on: date) -> str | None:
        """Why the next rung is due on a day: ``unanswered``, ``unmet``, or ``None``."""
        if self.unanswered(on):
            return "unanswered"
        return "unmet" if self.unmet and self.reply_by < on else None


class LadderError(DutyTrackError):
    """A ladder that can't be climbed: which part, and what is wrong with it."""

    def __init__(self, fault: str, part: str | None = None) -> None:
        where = _("ladder") if part is None else _("ladder, {part}").format(part=part)
        super().__init__(_("{where}: {fault}").format(where=where, fault=fault))


def read_ladder(toml_text: str) -> Ladder:
    """The ladder that ``toml_text`` lays down; raises LadderError with the part and what is wrong with it."""
    table = read_table(toml_text, LadderError)
    rungs = tuple(_rung(entry) for entry in _tables(table, "rung"))
    if len({rung.name for rung in rungs}) < len(rungs):
        raise LadderError(_("two rungs have the same name"))
    return Ladder(
        name=_text(table, "name", "name"),
        titles=texts(table, "title", LadderError),
        source=text(table, "source", LadderError),
        starts=tuple(_start(entry) for entry in _tables(table, "start")),
        rungs=rungs,
    )


def _tables(table: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """The tables ``[[key]]``, of which there must be one at least."""
    entries = table.get(key)
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise LadderError(_("there is no [[{key}]]").format(key=key))
    return entries


def _text(table: Mapping[str, Any], key: str, part: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise LadderError(_("{key} is missing").format(key=key), part)
    return text(table, key, lambda fault: LadderError(fault, part))


def _start(entry: Mapping[str, Any]) -> Start:
    start = Start(_text(entry, "when", "start"), ways(entry, "because", LadderError))
    try:
        start.query(_ANY_DAY)
    except QueryError as error:
        raise LadderError(str(error), "start") from error
    return start


def _rung(entry: Mapping[str, Any]) -> Rung:
    name = _text(entry, "name", "rung")
    days = entry.get("reply_days")
    if not isinstance(days, int) or isinstance(days, bool) or not 0 <= days <= _MOST_DAYS:
        raise LadderError(_("reply_days is a number of days, at most {most}").format(most=_MOST_DAYS), name)
    grounds = tuple(
        DirectGround(_text(ground, "name", name), texts(ground, "word", LadderError))
        for ground in (_tables(entry, "direct") if "direct" in entry else ())
    )
    return Rung(name, texts(entry, "word", LadderError), days, grounds)
