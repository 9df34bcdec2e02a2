"""Why a task's lamp is what it is: the rule, its clause and the figures it saw."""

from __future__ import annotations

from dutytrack.domain.lamps import lamp_word
from dutytrack.i18n import _
from dutytrack.reports.model import Column, Group, Report, Row
from dutytrack.store.query.look import Look
from dutytrack.store.reading.detailrows import RuleSeen, Why
from dutytrack.store.reading.why import explain


def why_report(look: Look, key: str) -> Report | None:
    """The rule that lights the task's lamp on a day, the later ones that hold too, and the figures they saw.

    ``None`` where no task has this key.
    """
    seen = explain(look, key)
    return None if seen is None else _report(seen)


def _report(seen: Why) -> Report:
    groups = (
        Group((_rule_row(seen.decided_by),), _("The rule that decides"), "rule"),
        Group(tuple(map(_rule_row, seen.also)), _("Rules that hold too"), "also"),
        Group(tuple(_figure_row(*figure) for figure in seen.figures.items()), _("What they saw"), "figure"),
    )
    columns = (
        Column("name", _("name")),
        Column("lamp", _("lamp"), "lamp"),
        Column("value", _("because")),
        Column("when", _("when")),
    )
    return Report(
        name="why",
        title=_("{key} is {lamp} on {as_of}: {title}").format(
            key=seen.key, lamp=lamp_word(seen.lamp), as_of=seen.as_of, title=seen.title
        ),
        columns=columns,
        groups=tuple(group for group in groups if group.rows),
        as_of=seen.as_of,
        group_key="part",
        notes=(_("rule pack: {name}").format(name=seen.rule_pack),),
    )


def _rule_row(rule: RuleSeen) -> Row:
    return (rule.rule, rule.lamp, rule.because, rule.when)


def _figure_row(name: str, value: str | int | None) -> Row:
    return (name, None, value, None)
