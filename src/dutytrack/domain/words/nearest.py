"""What is nearest to a word that was typed, among those that would do."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from dutytrack.i18n import _, listed

_NEAR = 60.0
"""Share of signs in common and in order, in percent, from which a word in Latin letters is near to another."""
_NEAR_IN_CHINESE = 50.0
"""That of a word in Chinese, which is short: of two signs one may be mistaken."""
NEAR_OPTION = 85.0
"""That of a word which may well be no option misspelt, but an option's value."""
_LISTED = 20
"""How many words are listed where none of them is near."""


def nearest(name: str, known: Iterable[str], *, least: float | None = None) -> str | None:
    """The one of ``known`` that is most like ``name``; ``None`` where none is near enough, or as near as ``least``."""
    from rapidfuzz import fuzz, process

    cutoff = least or (_NEAR if name.isascii() else _NEAR_IN_CHINESE)
    found = process.extractOne(name, list(known), scorer=fuzz.ratio, score_cutoff=cutoff)
    return None if found is None else str(found[0])


def hint(name: str, known: Collection[str], *, most: int = _LISTED) -> str:
    """What to add to an error about ``name``: which of ``known`` is near, else all of them, where they are ``most``."""
    near = nearest(name, known)
    if near is not None:
        return _("; did you mean {name}?").format(name=near)
    return _("; known: {names}").format(names=listed(known)) if 0 < len(known) <= most else ""
