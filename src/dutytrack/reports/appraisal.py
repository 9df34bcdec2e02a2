"""Appraisal (考核): units ranked by their points in a period, and the facts behind each unit's points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from dutytrack.domain.dates import Period, period_word
from dutytrack.domain.query.parsing import Query
from dutytrack.domain.rules.appraisal import AppraisalRules, Entry, Peers, UnitScore, appraise, ties
from dutytrack.domain.words.roles import ROLE_WORDS
from dutytrack.domain.words.supervision import FACT_WORDS, LEVEL_WORDS
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import N_, _, bracketed, clauses, listed, ngettext
from dutytrack.reports.model import Column, Group, Report, Row, cells, columns_of
from dutytrack.store.query.look import Look
from dutytrack.store.query.naming import unit_ids
from dutytrack.store.reading.appraisal import appraised
from dutytrack.store.reading.keys import unit_labels
from dutytrack.store.reading.unitorder import office_order

_OF_EVENT = {
    **{name: f"event.{name}" for name in ("on", "key", "role", "exempt", "unearned", "title")},
    "fact": "event.kind",
    "kind": "event.level",
    "because": "reason",
}
"""Where an entry has what stands in its row."""
PEERS_WORDS: Mapping[Peers, str] = {
    "bureau": N_("departments"),
    "society": N_("mass organisations"),
    "stationed": N_("central and provincial bodies stationed there"),
    "county": N_("counties and districts"),
    "zone": N_("development zones"),
    "company": N_("companies"),
    "institute": N_("schools and institutes"),
    "office": N_("the office itself, not ranked"),
    "collective": N_("collectives, not ranked"),
}
_HEADS: Mapping[str, str] = {
    "early": N_("early"), "on-time": N_("in time"), "late": N_("after time"), "overdue": N_("unmet"),
    "left-open": N_("left open"), "duty-missed": N_("duties not in time"), "figure-missed": N_("figures missed"),
    "report-missed": N_("no report"), "returned": N_("returned"), "order": N_("orders given"),
    "unanswered": N_("no answer"), "extension": N_("extended"), "extension-late": N_("asked late for more time"),
    "empty-feedback": N_("empty reports"),
}  # fmt: skip
"""What facts are called at the head of a column, in short."""
_COUNTED: Mapping[str, str] = {
    "early": N_("dates met at least {days} days before, which the office has closed or confirmed"),
    "on-time": N_("dates met in time, less than {days} days before, which the office has closed or confirmed"),
    "late": N_("dates met, or handed in for, after their day"),
    "overdue": N_("dates that had passed unmet when the period was over"),
    "left-open": N_("tasks past their date that the conclusion of their plan left open"),
    "duty-missed": N_("times of recurring duties not done by their day"),
    "figure-missed": N_("stages and years of figures not reached in their time"),
    "report-missed": N_("reports that did not come by their day"),
    "returned": N_("checks that sent work back"),
    "order": N_("orders issued to a unit"),
    "unanswered": N_("orders not answered by their day"),
    "extension": N_("extensions granted"),
    "extension-late": N_("extensions asked for after the date"),
    "empty-feedback": N_("reports that say nothing: stock phrases, the last one again, no figure, day or evidence"),
}
"""What the number under each head is of."""
_BY_ITSELF = N_(
    "Each period is reckoned by itself: what is late in two of them counts in both, and their points are not added up."
)
_ALWAYS = frozenset({"on", "key", "fact", "points", "worked", "because", "unearned", "exempt"})
"""What the narrowest screen shows of a fact."""
_NAMED = 8
"""So many of those that share a rank are named."""


class PeriodNotBegunError(DutyTrackError):
    """A period that lies after the day asked about can't be appraised."""

    def __init__(self, first: date, as_of: date) -> None:
        template = _("the period begins on {first}, after {as_of}: nothing can be appraised yet")
        super().__init__(template.format(first=first, as_of=as_of))


def unit_scores(
    look: Look, period: Period, *, rules: AppraisalRules, query: Query | str = ""
) -> tuple[tuple[UnitScore, ...], Mapping[str, set[int]]]:
    """The score of every unit with a task of ``query`` at work in ``period``, as far as is known on a day.

    Beside them the keys of tasks that were handed in in time and wait for the office, each with the ids of its units.
    Raises PeriodNotBegunError, QueryError.
    """
    if period.first > look.as_of:
        raise PeriodNotBegunError(period.first, look.as_of)
    found = appraised(look, period, query=query, early_days=rules.early_days)
    return appraise(found.events, rules, found.units, office_order(look.connection)), found.waiting


def appraisal_report(look: Look, period: Period, *, rules: AppraisalRules, query: Query | str = "") -> Report:
    """The units ranked by their points in a period, those of each place by themselves, by their kinds.

    Beside the points stand the numbers of tasks led and shared, and of facts of each kind. Units of which
    nothing counts come last without a rank, and after all others the office itself and the collectives whose members
    are not known. Raises PeriodNotBegunError, QueryError.
    """
    scores, waiting = unit_scores(look, period, rules=rules, query=query)
    kinds = [kind for kind in FACT_WORDS if any(entry.event.kind == kind for one in scores for entry in one.entries)]
    columns = (
        *columns_of("rank unit:prose score gained lost led shared", led=_("led"), shared=_("shared")),
        *(Column(kind, _(_HEADS[kind]), "number") for kind in kinds),
    )
    template = _("Appraisal of {period} ({days}): {rules}")
    title = template.format(period=period_word(str(period)), days=_days(period, look.as_of), rules=rules.title)
    groups = tuple(
        Group(tuple(_score_cells(score, kinds) for score in own), _sequence_title(own), _sequence_word(*sequence))
        for sequence, own in ((one, [*own]) for one, own in groupby(scores, key=lambda score: score.sequence))
    )
    notes = (*_notes(scores, period, look.as_of, rules), *_waiting(waiting), *(_terms(kinds, rules) if scores else ()))
    hints = (_("all facts behind a unit's points: `--unit NAME`"),) if scores else ()
    report = Report("appraisal", title, columns, groups, look.as_of, "sequence", notes=notes, hints=hints)
    gains = tuple(kind for kind in kinds if (rule := rules.rule(kind)) is not None and rule.points > 0)
    losses = tuple(kind for kind in kinds if kind not in gains)
    report = report._replace(
        counts={_("other gains (times)"): gains, _("other losses (times)"): losses}, kept=_weightiest(scores)
    )
    return report.counting((_("units"), len(scores)), *_totals(scores))


def _weightiest(scores: Sequence[UnitScore]) -> frozenset[str]:
    """The key of the column of those facts that cost most."""
    lost = Counter[str]()
    for entry in (entry for score in scores for entry in score.entries if entry.points < 0):
        lost[entry.event.kind] += round(-100 * entry.points)
    return frozenset(kind for kind, _points in lost.most_common(1))


def _totals(scores: Sequence[UnitScore]) -> tuple[tuple[str, int], ...]:
    """How many facts count and, where there are any, how many don't."""
    counted = sum(entry.counts for score in scores for entry in score.entries)
    others = sum(len(score.entries) for score in scores) - counted
    left_out = ((_("facts that don't count"), others),) if others else ()
    return (_("facts that count"), counted), *left_out


def _in_order(key: str) -> tuple[str, int, str]:
    """The order of tasks' keys: by plan, then by number."""
    plan, _dash, number = key.rpartition("-")
    return plan, len(number), number


def _days(period: Period, as_of: date) -> str:
    """The days of a period that is over; of one that runs, to its last day, the day that it is counted as far as."""
    if period.last >= as_of:
        return _("as far as {as_of}").format(as_of=as_of)
    return _("{first} to {last}").format(first=period.first, last=period.last)


def _sequence_word(place: str, peers: Peers) -> str:
    """What those who are ranked beside each other are called."""
    called = _(PEERS_WORDS[peers])
    return _("{place} {body}").format(place=place, body=called) if place else called


def _sequence_title(scores: Sequence[UnitScore]) -> str:
    """The same with how many they are, where they are ranked."""
    called = _sequence_word(*scores[0].sequence)
    ranked = sum(1 for score in scores if score.rank)
    return "  ".join([called, _("{count} in all").format(count=ranked)]) if ranked else called


def _score_cells(score: UnitScore, kinds: Sequence[str]) -> Row:
    counted = Counter[str](entry.event.kind for entry in score.entries if entry.counts)
    return (
        score.rank or None,
        score.unit.name,
        score.score,
        score.gained,
        score.lost,
        *score.load,
        *(counted[kind] for kind in kinds),
    )


def _terms(kinds: Sequence[str], rules: AppraisalRules) -> Iterator[str]:
    """What the heads of ``kinds`` count."""
    counted = [(_("led"), _("tasks at work in the period that a unit leads or answers for first"))]
    counted += [(_("shared"), _("all other tasks at work in the period that a unit has a part in"))]
    counted += [(_(_HEADS[kind]), _(_COUNTED[kind]).format(days=rules.early_days)) for kind in kinds]
    told = (_("“{head}” counts {what}").format(head=head, what=what) for head, what in counted)
    yield _("{terms}.").format(terms=clauses(told))


def _notes(scores: Sequence[UnitScore], period: Period, as_of: date, rules: AppraisalRules) -> list[str]:
    notes = [_("Every unit begins with {base:g} points.").format(base=rules.base)]
    notes += _unfinished(period, as_of)
    for group in ties(scores):
        first = group[0]
        template = ngettext(
            "{sequence}: rank {rank} is shared by {count} unit: {units}.",
            "{sequence}: rank {rank} is shared by {count} units: {units}.",
            len(group),
        )
        names = listed([score.unit.name for score in group[:_NAMED]])
        if len(group) > _NAMED:
            names = _("{units} and {more} more").format(units=names, more=len(group) - _NAMED)
        sequence = _sequence_word(*first.sequence)
        notes.append(template.format(sequence=sequence, rank=first.rank, count=len(group), units=names))
    exempt = dict.fromkeys((entry.event.key, entry.event.exempt) for score in scores for entry in score.exempt)
    notes += [_("{key} is exempt: {reason}").format(key=key, reason=reason) for key, reason in exempt]
    notes += _unearned(scores)
    notes += _left_out(scores)
    collectives = sum(score.unit.peers == "collective" for score in scores)
    offices = sum(score.unit.peers == "office" for score in scores)
    if collectives:
        template = ngettext(
            "{count} collective whose members are not known has no rank.",
            "{count} collectives whose members are not known have no rank.",
            collectives,
        )
        notes.append(template.format(count=collectives))
    unranked = sum(not score.rank for score in scores) - collectives - offices
    if unranked:
        template = ngettext(
            "{count} unit has only exempt facts and no rank.",
            "{count} units have only exempt facts and no rank.",
            unranked,
        )
        notes.append(template.format(count=unranked))
    if scores:
        notes.append(_(_BY_ITSELF))
    else:
        notes.append(_("Nothing happened in the period that counts."))
    return notes


def _left_out(scores: Sequence[UnitScore]) -> Iterator[str]:
    """That not all facts are counted, and how many of them are left out because a cap was reached."""
    left_out = [entry for score in scores for entry in score.entries if not entry.counts]
    if beyond := sum(entry.is_beyond_cap for entry in left_out):
        template = ngettext(
            "The number of facts of a kind is of those that count; {count} beyond a cap is not among them.",
            "The number of facts of a kind is of those that count; {count} beyond a cap are not among them.",
            beyond,
        )
        yield template.format(count=beyond)
    elif left_out:
        yield _("The number of facts of a kind is of those that count.")


def _unfinished(period: Period, as_of: date) -> Iterator[str]:
    """Of a period that runs, to its last day: what does not count yet."""
    if period.last >= as_of:
        template = _("The period ends on {last}: counted as far as {as_of}; what is due on {as_of} does not count yet.")
        yield template.format(last=period.last, as_of=as_of)


def _waiting(keys: Iterable[str]) -> Iterator[str]:
    """Which tasks were handed in in time and wait for the office."""
    if in_order := sorted(keys, key=_in_order):
        yield _("Handed in in time, to be checked, not counted in this period: {keys}").format(keys=listed(in_order))


def _unearned(scores: Sequence[UnitScore]) -> Iterator[str]:
    """Which tasks earn no points, by why not; one that stands under several reasons with its dates."""
    found: dict[str, dict[str, set[str]]] = {}
    for event in (entry.event for score in scores for entry in score.entries):
        if event.unearned:
            own = found.setdefault(event.unearned, {})
            own.setdefault(event.key, set()).add(str(event.figures.get("due", "")))
    often = Counter(key for keys in found.values() for key in keys)
    for why, keys in found.items():
        told = (
            bracketed(key, _("due {due}").format(due=listed(sorted(keys[key])))) if often[key] > 1 else key
            for key in sorted(keys, key=_in_order)
        )
        yield _("No points ({reason}): {keys}").format(reason=why, keys=listed(told))


def unit_report(look: Look, period: Period, unit: str, *, rules: AppraisalRules, query: Query | str = "") -> Report:
    """The facts behind the points of one unit (by any of its names), by day; several where the name is part of several.

    Raises PeriodNotBegunError, QueryError, and UnknownValueError where no unit is called so.
    """
    wanted = unit_ids(look.connection, "unit", unit, (0, len(unit)))
    found, waiting = unit_scores(look, period, rules=rules, query=query)
    scores = [one for one in found if one.unit.id in wanted]
    own = [key for key, units in waiting.items() if not units.isdisjoint(wanted)]
    ranked = Counter((one.sequence, rank) for one in found if one.rank for rank in (one.rank, None))
    columns = columns_of(
        "on key title fact points worked because:prose unearned exempt capped role kind", points=_("points given")
    )
    template = _("Points of {unit} in {period} ({days})")
    labels = unit_labels(look.connection)
    title = template.format(
        unit=listed(sorted(labels[one] for one in wanted)),
        period=period_word(str(period)),
        days=_days(period, look.as_of),
    )
    groups = tuple(
        Group(
            cells(columns, score.entries, **_OF_EVENT, worked=_worked),
            _unit_title(score, rules, ranked),
            labels[score.unit.id],
        )
        for score in scores
    )
    report = Report("appraisal-unit", title, columns, groups, look.as_of, "unit")
    notes = (*_unfinished(period, look.as_of), *_counted(scores), *_waiting(own), _(_BY_ITSELF))
    report = report._replace(kept=_ALWAYS, notes=notes)
    if not scores:
        return report.counting((_("facts"), 0), nothing=_("The unit had no task at work in the period."))
    return report.counting(*_totals(scores))


def _counted(scores: Sequence[UnitScore]) -> Iterator[str]:
    """How many facts of each kind count, of those kinds of which not all do."""
    for score in scores:
        for kind, word in FACT_WORDS.items():
            own = [entry for entry in score.entries if entry.event.kind == kind]
            counted = [entry for entry in own if entry.counts]
            if len(counted) < len(own):
                template = _("{unit}, {fact}: {counted} of {all} count{keys}; why the others don't stands beside them.")
                keys = _(" ({keys})").format(keys=listed([entry.event.key for entry in counted])) if counted else ""
                told = {"counted": len(counted), "all": len(own), "keys": keys}
                yield template.format(unit=score.unit.name, fact=_(word), **told)


def _worked(entry: Entry) -> str:
    """How the points come about: the rule's own, how often they count, and the weights that are not 1, named."""
    points, of_role, of_level = entry.factors
    own = f"{points / entry.times:g}"
    if entry.times > 1:
        often = f"{entry.times}"
        if entry.per is not None and entry.per > 1 and entry.event.kind != "order":
            often = _("{count} (one for each started {per} days)").format(count=entry.times, per=entry.per)
        own = f"{own} × {often}"
    names = _(ROLE_WORDS.get(entry.event.role, entry.event.role)), _(LEVEL_WORDS[entry.event.level])
    named = [f"{name} {weight:g}" for name, weight in zip(names, (of_role, of_level), strict=True) if weight != 1]
    return " × ".join([own, *named])


_Ranked = Mapping[tuple[tuple[str, Peers], int | None], int]
"""How many units are ranked in each sequence, with each rank and in all."""


def _rank_told(score: UnitScore, ranked: _Ranked) -> str:
    """The rank of a unit, of how many who are ranked beside it, and how many share it."""
    told = {"rank": score.rank, "sequence": _sequence_word(*score.sequence), "count": ranked[score.sequence, None]}
    shared = ranked[score.sequence, score.rank]
    template = _("rank {rank} of {count} {sequence}")
    if shared > 1:
        template = _("rank {rank} of {count} {sequence}, shared by {shared}")
    return template.format(**told, shared=shared)


def _unit_title(score: UnitScore, rules: AppraisalRules, ranked: _Ranked) -> str:
    """The points of a unit, its rank and how many tasks it has a part in."""
    template = _("{unit}: {score:g} points, {rank} (began with {base:g}, gained {gained:g}, lost {lost:g})")
    if not score.entries:
        template = _("{unit}: no fact; {score:g} points, {rank}")
    if score.unit.peers == "office":
        template = _("{unit}: {score:g} points, no rank: the office itself")
    elif score.unit.peers == "collective":
        template = _("{unit}: {score:g} points, no rank: a collective whose members are not known")
    elif not score.rank:
        template = _("{unit}: {score:g} points, no rank (began with {base:g}; nothing counts)")
    said = template.format(
        unit=score.unit.name,
        score=score.score,
        rank=_rank_told(score, ranked) if score.rank else "",
        base=rules.base,
        gained=score.gained,
        lost=score.lost,
    )
    load = _("tasks led: {led}, shared: {shared}").format(led=score.load.led, shared=score.load.shared)
    return clauses([said, load])
