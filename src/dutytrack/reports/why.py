"""Why a task's lamp is what it is: the rule, its clause and the figures it saw."""

from __future__ import annotations

from dutytrack.domain.lamps import lamp_word
from dutytrack.i18n import _
from dutytrack.reports.model import Group, Report, cells, columns_of
from dutytrack.store.reading.why import Why


def why_report(seen: Why) -> Report:
    """The rule that lights the task's lamp on a day, the later ones that hold too, and the figures they saw."""
    columns = columns_of("name lamp value when", value=_("because"))
    decided, *also = cells(columns, (seen.decided_by, *seen.also), name="rule", value="because")
    figures = tuple((name, None, value, None) for name, value in seen.figures.items())
    groups = (
        Group((decided,), _("The rule that decides"), "rule"),
        Group(tuple(also), _("Rules that hold too"), "also"),
        Group(figures, _("What they saw"), "figure"),
    )
    template = _("{key} is {lamp} on {as_of}: {title}")
    title = template.format(key=seen.key, lamp=lamp_word(seen.lamp), as_of=seen.as_of, title=seen.title)
    notes = (_("rule pack: {name}").format(name=seen.rule_pack),)
    shown = tuple(group for group in groups if group.rows)
    return Report("why", title, columns, shown, seen.as_of, "part", notes=notes)
