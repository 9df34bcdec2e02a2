"""A report as Markdown tables; what Markdown would take as a sign of its own is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dutytrack.i18n import _
from dutytrack.output.cells import in_print
from dutytrack.output.words import word_of
from dutytrack.reports.model import Report

_SIGNS = re.compile(r"([\\|`*_\[\]<>])")


def escaped(text: str) -> str:
    """``text`` on one line with Markdown's signs taken literally."""
    return _SIGNS.sub(r"\\\1", in_print(text))


def markdown(report: Report) -> str:
    """``report`` as a heading, a table a group, a list of figures, further tables and notes."""
    return "\n".join(_blocks(report)).rstrip("\n") + "\n"


def _blocks(report: Report) -> Iterator[str]:
    if report.title:
        yield f"## {escaped(report.title)}\n"
    yield from _tables(report)
    yield from (
        "- " + _("{label}: {count}").format(label=escaped(label), count=count) for label, count in report.totals
    )
    for table in report.further:
        yield f"\n### {escaped(table.title)}\n"
        yield "\n".join(_tables(table)).rstrip("\n")
    yield from (f"\n{escaped(note)}" for note in report.notes)


def _tables(report: Report) -> Iterator[str]:
    """A table a group, each under its title; columns that say nothing in any of them are left out."""
    words = [word_of(column) for column in report.columns]
    groups = [
        (group.title, [[escaped(word(cell)) for word, cell in zip(words, row, strict=True)] for row in group.rows])
        for group in report.groups
        if group.rows or group.title
    ]
    told = [place for place in range(len(words)) if any(row[place] for _title, rows in groups for row in rows)]
    columns = [report.columns[place] for place in told]
    for title, rows in groups:
        if title:
            yield f"### {escaped(title)}\n"
        if not rows:
            continue
        yield _row(escaped(column.label) for column in columns)
        yield _row("---:" if column.align == "right" else "---" for column in columns)
        yield from (_row(row[place] for place in told) for row in rows)
        yield ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
