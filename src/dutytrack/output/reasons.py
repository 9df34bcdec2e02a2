"""Why a task's lamp is what it is: the rule that decided, its clause, and the figures it saw."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dutytrack.i18n import _
from dutytrack.output.cells import printable
from dutytrack.output.words import lamp_text, plain

if TYPE_CHECKING:
    from dutytrack.store.reading.why import RuleSeen, Why


def why_record(why: Why) -> dict[str, Any]:
    """The reasons with stable keys, as JSON shows them."""
    return {
        **why._asdict(),
        "decided_by": why.decided_by._asdict(),
        "also": [rule._asdict() for rule in why.also],
        "figures": dict(why.figures),
    }


def why_page(why: Why) -> str:
    """The reasons to be read."""
    return "\n".join(map(printable, _lines(why))) + "\n"


def _lines(why: Why) -> Iterator[str]:
    yield f"{why.key}  {why.title}"
    yield _("{lamp} on {day}: {because}").format(
        lamp=lamp_text(why.lamp), day=why.as_of, because=why.decided_by.because
    )
    yield _("rule {rule} of {pack}: {when}").format(
        rule=why.decided_by.rule, pack=why.rule_pack, when=why.decided_by.when or _("every other task")
    )
    seen = ", ".join(f"{name} {plain(value)}" for name, value in why.figures.items() if value not in {None, ""})
    yield _("figures: {figures}").format(figures=seen)
    for rule in why.also:
        yield _also(rule)


def _also(rule: RuleSeen) -> str:
    template = _("also holds: {lamp}: {because}")
    return template.format(lamp=lamp_text(rule.lamp), because=rule.because)
