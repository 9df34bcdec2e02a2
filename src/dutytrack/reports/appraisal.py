"""Appraisal (考核): units ranked by their points in a period, and the facts behind each unit's points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from dutytrack.domain.dates import Period
from dutytrack.domain.rules.appraisal import AppraisalRules, UnitScore, appraise, ties
from dutytrack.domain.words.supervision import FACT_WORDS
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _, ngettext
from dutytrack.reports.model import Column, Group, Report, Row, cells, columns_of
from dutytrack.store.query.naming import unit_ids
from dutytrack.store.reading.appraisal import appraisal_events
from dutytrack.store.reading.keys import unit_names
from dutytrack.store.sql.dialect import Reader

_OF_EVENT = {
    **{name: f"event.{name}" for name in ("on", "key", "role", "exempt", "title")},
    "fact": "event.kind",
    "kind": "event.level",
    "because": "reason",
}
"""Where an entry has what stands in its row."""


class PeriodNotBegunError(DutyTrackError):
    """A period that lies after the day asked about can't be appraised."""

    def __init__(self, first: date, as_of: date) -> None:
        template = _("the period begins on {first}, after {as_of}: nothing can be appraised yet")
        super().__init__(template.format(first=first, as_of=as_of))


def unit_scores(connection: Reader, period: Period, *, as_of: date, rules: AppraisalRules) -> tuple[UnitScore, ...]:
    """The score of every unit with a fact in ``period``, as far as is known on a day. Raises PeriodNotBegunError."""
    if period.first > as_of:
        raise PeriodNotBegunError(period.first, as_of)
    events = appraisal_events(
        connection, first=period.first, last=period.last, as_of=as_of, early_days=rules.early_days
    )
    return appraise(events, rules)


def appraisal_report(connection: Reader, period: Period, *, as_of: date, rules: AppraisalRules) -> Report:
    """The units ranked by their points in a period.

    Beside the points stand the numbers of facts of each kind. Units of which nothing counts come last without a rank.
    Raises PeriodNotBegunError.
    """
    scores = unit_scores(connection, period, as_of=as_of, rules=rules)
    kinds = [kind for kind in FACT_WORDS if any(entry.event.kind == kind for one in scores for entry in one.entries)]
    columns = (
        *columns_of("rank unit score gained lost"),
        *(Column(kind, _(FACT_WORDS[kind]), "number") for kind in kinds),
    )
    template = _("Appraisal of {period}, as known on {as_of}: {rules}")
    title = template.format(period=period, as_of=as_of, rules=rules.title)
    groups = (Group(tuple(_score_cells(score, kinds) for score in scores)),)
    report = Report("appraisal", title, columns, groups, as_of, notes=tuple(_notes(scores, period, as_of, rules)))
    return report.counting((_("units"), len(scores)), (_("facts"), sum(len(score.entries) for score in scores)))


def _score_cells(score: UnitScore, kinds: Sequence[str]) -> Row:
    counted = Counter[str](entry.event.kind for entry in score.entries if not entry.event.exempt)
    return (score.rank or None, score.unit, score.score, score.gained, score.lost, *(counted[kind] for kind in kinds))


def _notes(scores: Sequence[UnitScore], period: Period, as_of: date, rules: AppraisalRules) -> list[str]:
    notes = [_("Every unit begins with {base:g} points.").format(base=rules.base)]
    if period.last > as_of:
        notes.append(_("The period ends on {last}: counted as far as {as_of}.").format(last=period.last, as_of=as_of))
    for group in ties(scores):
        names = "、".join(score.unit for score in group)
        notes.append(_("Rank {rank} is shared by {units}.").format(rank=group[0].rank, units=names))
    exempt = dict.fromkeys((entry.event.key, entry.event.exempt) for score in scores for entry in score.exempt)
    notes += [_("{key} is exempt: {reason}").format(key=key, reason=reason) for key, reason in exempt]
    unranked = sum(not score.rank for score in scores)
    if unranked:
        template = ngettext(
            "{count} unit has only exempt facts and no rank.",
            "{count} units have only exempt facts and no rank.",
            unranked,
        )
        notes.append(template.format(count=unranked))
    if not scores:
        notes.append(_("Nothing happened in the period that counts."))
    return notes


def unit_report(connection: Reader, period: Period, unit: str, *, as_of: date, rules: AppraisalRules) -> Report:
    """The facts behind the points of one unit (by any of its names), by day; several where the name is part of several.

    Raises PeriodNotBegunError, and UnknownValueError where no unit is called so.
    """
    names = unit_names(connection)
    wanted = {names[one] for one in unit_ids(connection, "unit", unit, (0, len(unit)))}
    scores = [score for score in unit_scores(connection, period, as_of=as_of, rules=rules) if score.unit in wanted]
    columns = columns_of("on key fact points because role kind exempt capped title")
    template = _("Points of {unit} in {period}, as known on {as_of}")
    title = template.format(unit="、".join(sorted(wanted)), period=period, as_of=as_of)
    groups = tuple(
        Group(cells(columns, score.entries, **_OF_EVENT), _unit_title(score, rules), score.unit) for score in scores
    )
    report = Report("appraisal-unit", title, columns, groups, as_of, "unit")
    return report.counting((_("facts"), report.row_count), nothing=_("Nothing happened in the period that counts."))


def _unit_title(score: UnitScore, rules: AppraisalRules) -> str:
    template = _("{unit}: {score:g} points, rank {rank} (began with {base:g}, gained {gained:g}, lost {lost:g})")
    if not score.rank:
        template = _("{unit}: {score:g} points, no rank (began with {base:g}; nothing counts)")
    return template.format(
        unit=score.unit, score=score.score, rank=score.rank, base=rules.base, gained=score.gained, lost=score.lost
    )
