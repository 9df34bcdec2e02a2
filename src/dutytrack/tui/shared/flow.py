"""Text in lines of so many cells, on the narrowest screens too."""

from __future__ import annotations

from dutytrack.output.cells import wrap


def flow(text: str, cells: int) -> list[str]:
    """``text`` in lines of at most ``cells`` cells, its own line breaks kept."""
    return wrap(text, max(cells, 4))
