"""A report as Markdown tables; what Markdown would take as a sign of its own is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dutytrack.i18n import _
from dutytrack.output.cells import printable
from dutytrack.output.words import word_of
from dutytrack.reports.model import Column, Report, Row

_SIGNS = re.compile(r"([\\|`*_\[\]<>])")


def escaped(text: str) -> str:
    """``text`` on one line with Markdown's signs taken literally."""
    return _SIGNS.sub(r"\\\1", printable(text))


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
        yield from _tables(table)
    yield from (f"\n{escaped(note)}" for note in report.notes)


def _tables(report: Report) -> Iterator[str]:
    """A table a group, each under its title."""
    for group in report.groups:
        if not group.rows:
            continue
        if group.title:
            yield f"### {escaped(group.title)}\n"
        yield from _table(report.columns, group.rows)
        yield ""


def _table(columns: Sequence[Column], rows: Sequence[Row]) -> Iterator[str]:
    yield _row(escaped(column.label) for column in columns)
    yield _row("---:" if column.align == "right" else "---" for column in columns)
    words = [word_of(column) for column in columns]
    for row in rows:
        yield _row(escaped(word(cell)) for word, cell in zip(words, row, strict=True))


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"
