"""A task's lines of its document, with what was read from them marked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dutytrack.i18n import N_, _
from dutytrack.output.cells import printable

if TYPE_CHECKING:
    from dutytrack.output.table import Screen
    from dutytrack.store.reading.detail import TaskDetail

_MARKS = ("«", "»")
_KINDS = {"title": N_("task"), "unit": N_("unit"), "date": N_("date"), "figure": N_("figure")}
_STYLES = {"title": "1", "unit": "36", "date": "33", "figure": "32"}


def source_page(detail: TaskDetail, screen: Screen | None) -> str:
    """The source lines with their numbers; read parts are coloured on a terminal, else set in «…»."""
    source = detail.source_lines
    if source is None:
        return _("{key} comes from no document").format(key=detail.row.key) + "\n"
    parts = _read_parts(detail)
    number_width = len(str(source.first_line + len(source.lines)))
    lines = [printable(source.document), f"SHA-256 {source.sha256}", _legend(screen), ""]
    for number, line in enumerate(source.lines, source.first_line):
        lines.append(f"{number:>{number_width}}  {_marked(printable(line), parts, screen)}")
    return "\n".join(lines) + "\n"


def _legend(screen: Screen | None) -> str:
    if screen is None or not screen.colour:
        return _("what was read stands in {marks}").format(marks="…".join(_MARKS))
    return "  ".join(screen.paint(_(word), _STYLES[kind]) for kind, word in _KINDS.items())


def _read_parts(detail: TaskDetail) -> dict[str, str]:
    """The printed words of each field that was read, and what kind of field it is; the first kind counts."""
    parts: dict[str, str] = {}
    for kind, texts in (
        ("unit", [unit.raw for unit in detail.units]),
        ("date", [row.text for row in detail.deadlines]),
        ("date", [row.text for row in detail.duties]),
        ("figure", [row.text for row in detail.indicators]),
        ("title", [detail.row.title]),
    ):
        for text in texts:
            if text.strip():
                parts.setdefault(printable(text), kind)
    return parts


def _marked(line: str, parts: dict[str, str], screen: Screen | None) -> str:
    if not parts:
        return line

    def marked(found: re.Match[str]) -> str:
        text = found[0]
        return screen.paint(text, _STYLES[parts[text]]) if screen is not None and screen.colour else text.join(_MARKS)

    longest_first = sorted(parts, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, longest_first)), marked, line)
