"""Rule packs, TOML files: ordered ``{lamp, when: query, because: clause}``; the first that holds lights the lamp."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from dutytrack.domain.lamps import LAMPS
from dutytrack.domain.query.parsing import Query, QueryError, parse
from dutytrack.domain.rules.book import Reason, in_language, read_table, seen_from, text, texts, told, ways
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import N_, _, language, listed

_ANY_DAY = date(2000, 1, 1)
MOST_VALUES = 1_000
"""Words and values of all rules: they are one statement, and SQLite takes none of any size."""


class RulePackError(DutyTrackError):
    """A rule pack that can't light lamps: which rule, and what is wrong with it."""

    def __init__(self, fault: str, rule: str | None = None) -> None:
        where = _("rule pack") if rule is None else _("rule pack, rule {rule}").format(rule=rule)
        super().__init__(_("{where}: {fault}").format(where=where, fault=fault))


_OF_SPECIAL_CASES = frozenset(
    [
        "exempt_month",
        "due_today",
        "silent_from",
        "reopening_on",
        "sent_back_on",
        "dates_met",
        "dates_waived",
        "counted_from",
        "measured",
        "figures_confirmed",
        "progress_of",
        "behind_of",
        "reply_mark",
        "late_again",
        "handed_in_late",
        "days_rested",
        "rested_as",
        "days_at_work",
        "days_of_whole",
        "member",
        "to_mark",
        "next_progress",
        "duties_missed",
        "reports_missed",
        "waived_on",
    ]
)
"""The figures that only few of the tasks which a rule holds for have."""


def _usual(clauses: Sequence[str]) -> str:
    """The first of ``clauses`` that is not about a special case."""
    special = tuple(f"{{{name}}}" for name in _OF_SPECIAL_CASES)
    return next((clause for clause in clauses if not any(name in clause for name in special)), clauses[0])


class Rule(NamedTuple):
    """One rule."""

    name: str
    lamp: str
    when: str
    """The query that has to hold."""
    because: Mapping[str, Sequence[str]]
    """Its clauses by language, the fullest first, with ``{due}`` and the like for the task's figures."""
    titles: Mapping[str, str] = {}

    def query(self, as_of: date) -> Query:
        """The rule's query on a day; raises QueryError where it can't be read, or asks about the lamp itself."""
        query = parse(self.when, seen_from(as_of))
        if query.uses("lamp"):
            raise QueryError((0, len(self.when)), N_("{field} can't be used in a rule"), field="lamp")
        return query

    @property
    def title(self) -> str:
        """What people call the rule, in the language in use, else its name."""
        return in_language(self.titles, self.name)

    @property
    def clause(self) -> str:
        """What it says as a rule, in the language in use, else in English, else in any; its figures not yet filled in.

        That is the fullest of its clauses which are not about a special case.
        """
        usual = {language: _usual(clauses) for language, clauses in self.because.items() if clauses}
        return in_language(usual, "")

    def reason(self, figures: Mapping[str, object]) -> str:
        """The first clause whose ``figures`` are known, with them filled in; without one the rule's title."""
        return str(self.told(figures))

    def told(self, figures: Mapping[str, object]) -> Reason:
        """The rule's reason with those of ``figures`` that its clauses name."""
        return told(self.name, self.because, self.titles, figures)


class RulePack(NamedTuple):
    """An ordered list of rules; the last one holds for every task."""

    name: str
    titles: Mapping[str, str]
    sources: Mapping[str, str]
    """Where the rules come from, by language: an office's notice, a convention."""
    rules: tuple[Rule, ...]

    @property
    def title(self) -> str:
        """The pack's title in the language in use, else its name."""
        return self.titles.get(language()) or self.titles.get("en") or self.name

    @property
    def source(self) -> str:
        """Where the rules come from, in the language in use."""
        return in_language(self.sources, "")


def read_rule_pack(toml_text: str) -> RulePack:
    """The rule pack that ``toml_text`` lays down; raises RulePackError with the rule and what is wrong with it."""
    table = read_table(toml_text, RulePackError)
    entries = table.get("rule")
    if not isinstance(entries, list) or not entries:
        raise RulePackError(_("there is no [[rule]]"))
    sized = [_rule(entry, place) for place, entry in enumerate(entries, start=1)]
    rules = tuple(rule for rule, _size in sized)
    if sum(size for _rule, size in sized) > MOST_VALUES:
        raise RulePackError(_("its rules have more than {limit} words and values together").format(limit=MOST_VALUES))
    if rules[-1].when.strip():
        raise RulePackError(_("the last rule must hold for every task: leave its query empty"), rules[-1].name)
    return RulePack(
        text(table, "name", RulePackError), texts(table, "title", RulePackError),
        texts(table, "source", RulePackError), rules,
    )  # fmt: skip


def _rule(entry: Any, place: int) -> tuple[Rule, int]:
    """The rule that ``entry`` lays down, and how many words and values it has."""
    if not isinstance(entry, dict):
        raise RulePackError(_("a rule is a table: [[rule]]"), str(place))
    name = text(entry, "name", lambda fault: RulePackError(fault, str(place)), str(place))

    def refused(fault: str) -> RulePackError:
        return RulePackError(fault, name)

    lamp, when = entry.get("lamp"), entry.get("when")
    if not isinstance(lamp, str) or lamp not in LAMPS:
        raise RulePackError(_("lamp must be one of {lamps}").format(lamps=listed(LAMPS)), name)
    if not isinstance(when, str):
        raise RulePackError(_("{key} is missing").format(key="when"), name)
    rule = Rule(name, lamp, when, ways(entry, "because", refused), texts(entry, "title", refused))
    try:
        return rule, rule.query(_ANY_DAY).size
    except QueryError as error:
        raise RulePackError(str(error), name) from error
