"""Rule packs: those there are, what each says, and what would change colour if another were adopted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from operator import attrgetter

from dutytrack.domain.lamps import LAMPS, lamp_word
from dutytrack.domain.query.parsing import Query
from dutytrack.domain.rules.ladder import Ladder
from dutytrack.domain.rules.packs import RulePack
from dutytrack.i18n import _
from dutytrack.reports.model import Group, Report, cells, columns_of, listing
from dutytrack.store.query.look import Look
from dutytrack.store.reading.trial import lamp_changes, unmeant


def packs_report(packs: Iterable[RulePack], *, in_use: str, as_of: date) -> Report:
    """The rule packs that come with the program; ``in_use`` is the name of the ledger's."""
    columns = columns_of("name:key in_use rules title source", title=_("title"), source=_("source"))
    own = {"in_use": lambda pack: pack.name == in_use, "rules": lambda pack: len(pack.rules)}
    return listing("rule-packs", _("Rule packs"), columns, packs, as_of, **own)


def pack_report(pack: RulePack, *, as_of: date, warnings: Iterable[str] = ()) -> Report:
    """The rules of a pack, in the order in which they are tried; ``warnings`` are of those that can hold no more."""
    columns = columns_of("rule:key title lamp when because", title=_("title"))
    notes = (_("source: {source}").format(source=pack.source),) if pack.source else ()
    report = listing("rules", pack.title, columns, pack.rules, as_of, rule="name", because="clause")
    return report._replace(notes=(*notes, *warnings))


def unmeant_rules(look: Look) -> list[str]:
    """A sentence for each rule of the pack that names a unit or plan which the ledger doesn't know (any more)."""
    template = _("rule {rule} holds for no task: {why}")
    queries = ((rule.name, rule.query(look.as_of)) for rule in look.rules.rules)
    return [template.format(rule=name, why=error) for name, error in unmeant(look, queries)]


def unmeant_starts(look: Look, ladder: Ladder) -> list[str]:
    """The same of what starts the ladder of orders."""
    template = _("a start of the ladder of orders, {rule}, holds for no task: {why}")
    queries = ((start.when, start.query(look.as_of)) for start in ladder.starts)
    return [template.format(rule=name, why=error) for name, error in unmeant(look, queries)]


def trial_report(look: Look, query: Query | str = "", *, tried: RulePack) -> Report:
    """What the pack ``tried`` would light otherwise than ``rules`` on a day, grouped by the change.

    Lamps that ``query`` asks for are those of ``rules``.
    Raises QueryError where the query, or a rule, can't be understood.
    """
    columns = columns_of("key was would_be because title")
    changes, total = lamp_changes(look, query, tried=tried)
    then = Counter(change.would_be for change in changes)
    ranks = {lamp: rank for rank, lamp in enumerate(LAMPS)}
    in_order = sorted(changes, key=lambda change: (ranks[change.would_be], ranks[change.was]))
    groups = []
    for (would_be, was), alike in groupby(in_order, key=attrgetter("would_be", "was")):
        rows = cells(columns, alike)
        title = _("{was} to {would_be}: {count}")
        title = title.format(was=lamp_word(was), would_be=lamp_word(would_be), count=len(rows))
        groups.append(Group(rows, title, f"{was}-{would_be}"))
    template = _("{tried} in place of {used} on {as_of}")
    title = template.format(tried=tried.title, used=look.rules.title, as_of=look.as_of)
    report = Report("rules-trial", title, columns, tuple(groups), look.as_of, "change")
    by_lamp = ((_("then {lamp}").format(lamp=lamp_word(lamp)), then[lamp]) for lamp in LAMPS if then[lamp])
    changed = (_("would change"), len(changes))
    return report.counting((_("tasks"), total), changed, *by_lamp, nothing=_("No lamp would change."))
