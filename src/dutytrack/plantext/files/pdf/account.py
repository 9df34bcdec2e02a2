"""The account of a pdf page: whether all that the page says stands in its lines, and a problem where it does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dutytrack.domain.plan.problems import Problem
from dutytrack.i18n import _
from dutytrack.plantext.files.pdf.page import Page
from dutytrack.plantext.files.pdf.signs import letters

_LONGEST = 40
"""How much is quoted of what was left out."""


def left_out(page: Page, texts: Iterable[str]) -> Iterator[Problem]:
    """A problem for the letters and digits of ``page`` that are in none of ``texts``, and one for what leans."""
    leaning = letters(page.leaning)
    lost = page.signs - letters("".join(texts)) - leaning
    for found, why, text in (
        (leaning, _("it is printed at an angle: {text}"), " ".join(page.leaning.split())),
        (lost, _("no line was found for it: {text}"), "".join(sorted(lost))),
    ):
        if found:
            name = _("text of page {page} ({count} characters)").format(page=page.number, count=found.total())
            yield Problem("left-out", 0, "text", {"name": name, "why": why.format(text=text[:_LONGEST])})
