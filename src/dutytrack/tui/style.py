"""Colours of lamps, dark and light; every lamp is a word too."""

from __future__ import annotations

_ON_DARK = {
    "red": "bold white on #b3261e",
    "yellow": "bold black on #e0b000",
    "green": "bold white on #1e7b3a",
    "grey": "black on #9a9a9a",
    "closed": "white on #2f5f9e",
}
_ON_LIGHT = {
    "red": "bold white on #b3261e",
    "yellow": "bold black on #f2c21b",
    "green": "bold white on #22863a",
    "grey": "white on #7a7a7a",
    "closed": "white on #3b73b9",
}


def lamp_style(lamp: str, *, dark: bool) -> str:
    """The Rich style of ``lamp`` on a dark or light background."""
    return (_ON_DARK if dark else _ON_LIGHT).get(lamp, "")
