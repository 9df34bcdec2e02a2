"""Doubts about a plan document, as values: reading never stops at one, its sentence is made when it is shown."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from dutytrack.domain.words.seasons import DOUBT, SENTENCE
from dutytrack.i18n import N_, _, quotable

SENTENCES: Mapping[str, str] = {
    "unknown-unit": N_("unit not in the register: {name}"),
    "near-unit": N_("{name} is not in the register; {suggestion} is near"),
    "former-unit": N_("{name} was gone by then; its duties went to {suggestion}"),
    "mended-misprint": N_("{raw} read as {name}"),
    "no-units": N_("no unit is named"),
    "both-roles": N_("{name} is named in two roles"),
    "date-without-year": N_("the year of {text} is not stated"),
    "year-taken": N_("the year of {text} is not stated; {year} is the first after the plan’s issue"),
    DOUBT: SENTENCE,
    "time-unread": N_("the words {text} tell no day"),
    "redacted-year": N_("the year is redacted: {text}"),
    "number-gap": N_("numbering jumps from {before} to {after}"),
    "number-double": N_("number {label} stands twice"),
    "clause-without-role": N_("units without a role: {text}"),
    "rule-of-roles": N_("“{text}” says who has which role, and was not followed"),
    "unbalanced-bracket": N_("bracket not closed: {text}"),
    "units-without-number": N_("units given to a paragraph without a number"),
    "ambiguous-prefix": N_("{raw} may be {name} or {alternative}"),
    "ambiguous-suffix": N_("{raw} may be {name} or {alternative}"),
    "units-from-above": N_("units taken from the row above: {text}"),
    "columns-guessed": N_("what the columns “{text}” hold is told by their cells, not by these words"),
    "row-unread": N_("a row of a table says not what is to be done: {text}"),
    "unlike-unit": N_("{name} does not look like a unit"),
    "words-among-units": N_("words among the units that name none: {text}"),
    "person-as-unit": N_("{name} is a person, not a unit"),
    "title-doubtful": N_("{text} may be no title"),
    "empty-task": N_("it may be no task of its own"),
    "left-over": N_("nothing was read from “{text}”"),
    "left-out": N_("{name} was left out: {why}"),
    "value-missing": N_("{sheet} has no value in {cells}: {why}"),
    "layout-doubtful": N_("the order in which page {page} is read is a guess"),
    "pages-without-text": N_("no text on page {pages}; a scan?"),
    "no-title": N_("no title was found"),
    "title-guessed": N_("the title is a guess: {text}"),
    "place-guessed": N_("the place is a guess, the one most spoken of: {text}"),
    "period-guessed": N_("the period is a guess, by the words {text}"),
    "issuer-guessed": N_("the issuer is a guess, who published it: {text}"),
    "issued-by-page": N_("no day of issue is printed; {text} is the day that a web page tells"),
    "number-guessed": N_("{text} may be the document’s number, or {alternative}"),
    "figure-passed": N_("{text} was not taken for what is to be reached"),
    "cadence-told": N_("all are to report {text}; `dutytrack cadence set {text} --plan CODE` asks them for it"),
    "figure-unnamed": N_("what {text} counts is not said"),
    "figure-day": N_("by when {text} is to be reached is not sure"),
    "text-replaced": N_("characters that could not be decoded"),
    # of plans that were read before these became checks of the plan's own making, or were no longer told
    "table-unread": N_("a table whose columns are not known was read as text: {text}"),
    "column-unread": N_("“{text}” stands in a column whose word is not known, and was left out"),
    "figure-doubted": N_("{text} may be how many there are, not what is to be reached"),
    "date-not-understood": N_("date not understood: {text}"),
    "no-lead": N_("no lead unit"),
    "vague-unit": N_("{name} does not say which units"),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """One doubt: where it is, what it is about, and the facts its sentence needs."""

    code: str
    line: int
    """1-based line in the source file; 0 where it is about the whole document."""
    field: str
    """The field in doubt: ``lead``, ``responsible``, ``participating``, ``deadline``, ``label``, ``text`` …"""
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @property
    def message(self) -> str:
        """The doubt as a sentence in the language in use."""
        sentence = _(SENTENCES[self.code])
        facts = {name: quotable(fact) if f"“{{{name}}}" in sentence else fact for name, fact in self.facts.items()}
        return sentence.format_map(facts)
