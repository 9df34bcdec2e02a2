"""Why a task's lamp is what it is: the rule, its clause and the figures it saw."""

from __future__ import annotations

from dutytrack.domain.lamps import lamp_word
from dutytrack.i18n import _
from dutytrack.reports.model import Column, Group, Report, cells
from dutytrack.store.reading.why import Why


def why_report(seen: Why) -> Report:
    """The rule that lights the task's lamp on a day, the later ones that hold too, and the figures they saw."""
    columns = (
        Column("name", _("name")),
        Column("lamp", _("lamp"), "lamp"),
        Column("value", _("because")),
        Column("when", _("when")),
    )
    decided, *also = cells(columns, (seen.decided_by, *seen.also), name="rule", value="because")
    figures = tuple((name, None, value, None) for name, value in seen.figures.items())
    past = tuple((one.figure, None, one.time.value, str(one.time.end)) for one in seen.missed)
    groups = (
        Group((decided,), _("The rule that decides"), "rule"),
        Group(tuple(also), _("Rules that hold too"), "also"),
        Group(figures, _("What they saw"), "figure"),
        Group(past, _("Not reached in its time"), "missed"),
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
