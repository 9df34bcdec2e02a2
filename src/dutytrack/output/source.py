"""A task's lines of its document, with what was read from them marked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from dutytrack.domain.plan.model import Span
from dutytrack.i18n import N_, _
from dutytrack.output.cells import printable

if TYPE_CHECKING:
    from dutytrack.output.table import Screen
    from dutytrack.store.reading.detail import SourceLines, TaskDetail

_MARKS = ("«", "»")
_KINDS = {"title": N_("task"), "unit": N_("unit"), "date": N_("date"), "figure": N_("figure")}
_STYLES = {"title": "1", "unit": "36", "date": "33", "figure": "32"}


def source_page(detail: TaskDetail, screen: Screen | None) -> str:
    """The source lines with their numbers; read parts are coloured on a terminal, else set in «…»."""
    source = detail.source_lines
    if source is None:
        return _("{key} comes from no document").format(key=detail.row.key) + "\n"
    spans = _looking_alike(detail, source) if source.spans is None else source.spans
    number_width = len(str(source.first_line + len(source.lines)))
    lines = [printable(source.document), f"SHA-256 {source.sha256}", _legend(screen), ""]
    for number, line in enumerate(source.lines, source.first_line):
        own = {kind: [span for span in spans.get(kind, ()) if span.line == number] for kind in _KINDS}
        lines.append(f"{number:>{number_width}}  {_marked(line, own, screen)}")
    return "\n".join(lines) + "\n"


def _legend(screen: Screen | None) -> str:
    if screen is None or not screen.colour:
        return _("what was read stands in {marks}").format(marks="…".join(_MARKS))
    return "  ".join(screen.paint(_(word), _STYLES[kind]) for kind, word in _KINDS.items())


def _looking_alike(detail: TaskDetail, source: SourceLines) -> dict[str, list[Span]]:
    """The printed words of each field wherever they stand: where it was read was not kept by earlier versions."""
    texts = {
        "title": [detail.row.title],
        "unit": [unit.raw for unit in detail.units],
        "date": [*(row.text for row in detail.deadlines), *(row.text for row in detail.duties)],
        "figure": [row.text for row in detail.indicators],
    }
    return {
        kind: [
            Span(number, *found.span())
            for number, line in enumerate(source.lines, source.first_line)
            for text in {text for text in words if text.strip()}
            for found in re.finditer(re.escape(text), line)
        ]
        for kind, words in texts.items()
    }


def _marked(line: str, spans: Mapping[str, Sequence[Span]], screen: Screen | None) -> str:
    """The line with its spans marked: coloured, the later kind over the earlier; or each set in signs of its own."""
    if screen is not None and screen.colour:
        kinds: list[str] = [""] * len(line)
        for kind in _KINDS:
            for span in spans[kind]:
                kinds[span.start : span.end] = [kind] * len(kinds[span.start : span.end])
        runs = (
            (kind, "".join(character for character, _kind in run))
            for kind, run in groupby(zip(line, kinds, strict=True), key=itemgetter(1))
        )
        return "".join(screen.paint(printable(text), _STYLES[kind]) if kind else printable(text) for kind, text in runs)
    apart = {(span.start, span.end) for found in spans.values() for span in found}
    begun, ended = Counter(start for start, _end in apart), Counter(end for _start, end in apart)
    places = sorted({0, *begun, *ended})
    return "".join(
        _MARKS[1] * ended[place] + _MARKS[0] * begun[place] + printable(line[place:until])
        for place, until in pairwise([*places, len(line)])
    )
