"""The one door to the forms of output: a report goes in, text comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dutytrack.output.table import Screen, drawn, tab_separated
from dutytrack.signs import escaped

if TYPE_CHECKING:
    from dutytrack.reports.model import Report


def render(report: Report, form: str, screen: Screen | None = None) -> str:
    """``report`` as ``table``, ``json``, ``csv`` or ``markdown``; a table fits ``screen``, without one it is plain."""
    if form == "json":
        return json_text(list(report.records()))
    if form == "csv":
        from dutytrack.output.delimited import comma_separated

        return comma_separated(report)
    if form == "markdown":
        from dutytrack.output.markdown import markdown

        return markdown(report)
    return tab_separated(report) if screen is None else drawn(report, screen)


def json_text(value: Any) -> str:
    """``value`` as JSON text, whatever the language: Chinese as it is, signs that are not seen as codes."""
    import json

    return escaped(json.dumps(value, ensure_ascii=False, indent=1, default=str)) + "\n"
