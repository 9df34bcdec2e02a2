"""Rule packs: those there are, what each says, and what would change colour if another were adopted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from dutytrack.domain.lamps import LAMPS, lamp_word
from dutytrack.domain.query.parsing import Query
from dutytrack.domain.rules.packs import RulePack
from dutytrack.i18n import _
from dutytrack.reports.model import Column, Group, Report
from dutytrack.store.query.look import Look
from dutytrack.store.reading.trial import LampChange, lamp_changes


def packs_report(packs: Iterable[RulePack], *, in_use: str, as_of: date) -> Report:
    """The rule packs that come with the program; ``in_use`` is the name of the ledger's."""
    columns = (
        Column("name", _("name"), "key"),
        Column("in_use", _("in use")),
        Column("rules", _("rules"), "number"),
        Column("title", _("title")),
        Column("source", _("source")),
    )
    rows = tuple((pack.name, pack.name == in_use, len(pack.rules), pack.title, pack.source) for pack in packs)
    return Report("rule-packs", _("Rule packs"), columns, (Group(rows),), as_of)


def pack_report(pack: RulePack, *, as_of: date) -> Report:
    """The rules of a pack, in the order in which they are tried."""
    columns = (
        Column("rule", _("rule"), "key"),
        Column("lamp", _("lamp"), "lamp"),
        Column("when", _("when")),
        Column("because", _("because")),
    )
    rows = tuple((rule.name, rule.lamp, rule.when, rule.clause) for rule in pack.rules)
    notes = (_("source: {source}").format(source=pack.source),) if pack.source else ()
    return Report("rules", pack.title, columns, (Group(rows),), as_of, notes=notes)


def trial_report(look: Look, query: Query | str = "", *, tried: RulePack) -> Report:
    """What the pack ``tried`` would light otherwise than ``rules`` on a day, grouped by the change.

    Lamps that ``query`` asks for are those of ``rules``.

    Raises:
        QueryError: the query, or a rule, can't be understood.
    """
    changes, total = lamp_changes(look, query, tried=tried)
    counts = Counter((change.was, change.would_be) for change in changes)
    ranks = {lamp: rank for rank, lamp in enumerate(LAMPS)}
    order = sorted(counts, key=lambda pair: (ranks[pair[1]], ranks[pair[0]]))
    groups = tuple(
        Group(
            tuple(_cells(change) for change in changes if (change.was, change.would_be) == pair),
            _("{was} to {would_be}: {count}").format(
                was=lamp_word(pair[0]), would_be=lamp_word(pair[1]), count=counts[pair]
            ),
            f"{pair[0]}-{pair[1]}",
        )
        for pair in order
    )
    columns = (
        Column("key", _("key"), "key"),
        Column("was", _("now"), "lamp"),
        Column("would_be", _("then"), "lamp"),
        Column("because", _("because")),
        Column("title", _("task")),
    )
    return Report(
        name="rules-trial",
        title=_("{tried} in place of {used} on {as_of}").format(
            tried=tried.title, used=look.rules.title, as_of=look.as_of
        ),
        columns=columns,
        groups=groups,
        as_of=look.as_of,
        group_key="change",
        totals=(
            (_("tasks"), total),
            (_("would change"), len(changes)),
            *((_("then {lamp}").format(lamp=lamp_word(lamp)), count) for lamp, count in _then(changes)),
        ),
        notes=() if changes else (_("No lamp would change."),),
    )


def _then(changes: Iterable[LampChange]) -> list[tuple[str, int]]:
    counted = Counter(change.would_be for change in changes)
    return [(lamp, counted[lamp]) for lamp in LAMPS if counted[lamp]]


def _cells(change: LampChange) -> tuple[str, ...]:
    return change.key, change.was, change.would_be, change.because, change.title
