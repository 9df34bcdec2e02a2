"""Automatic numbering as Word shows it: the marker before each paragraph of a list (ECMA-376, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from dutytrack.plantext.files.docx.numerals import number_text
from dutytrack.plantext.files.docx.styles import Styles, is_on, list_place, number, value
from dutytrack.plantext.files.xmlparts import child, children

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_ENDS_OPEN = re.compile(r"[0-9A-Za-z\uff10-\uff19\u4e00-\u9fff\u3007\u2460-\u24ff\u3251-\u325f\u3280-\u32bf]$")
"""A marker without a sign of its own at its end: a blank parts it from the text where Word shows a gap."""


class _Level(NamedTuple):
    start: int = 1
    number_format: str = "decimal"
    text: str = "%1."
    restart: int | None = None
    legal: bool = False
    style: str | None = None
    suffix: str = "tab"
    hidden: bool = False


@dataclass(slots=True)
class _List:
    """A list, and how far those of its kind have been counted."""

    kind: Mapping[int, _Level]
    """The levels of all lists of its kind."""
    counts: list[int | None]
    """What each level has come to, in all lists of its kind together."""
    own: dict[int, _Level] = field(default_factory=dict)
    """Levels that are otherwise in this list."""
    starts: dict[int, int] = field(default_factory=dict)
    """Where levels are made to begin in this list."""
    begun: set[int] = field(default_factory=set)

    def level(self, index: int) -> _Level:
        return self.own.get(index) or self.kind.get(index, _Level())

    def count(self, index: int) -> None:
        """Count one more paragraph of a level; deeper ones begin anew."""
        start = self.starts.get(index)
        now = self.counts[index]
        if now is None or (start is not None and index not in self.begun):
            self.counts[index] = self.level(index).start if start is None else start
        else:
            self.counts[index] = now + 1
        self.begun.add(index)
        for deeper in range(index + 1, _LEVELS):
            restart = self.level(deeper).restart
            if restart is None or (restart and index < restart):
                self.counts[deeper] = None

    def marker(self, index: int) -> str:
        """What stands before the paragraph that was counted last."""
        level = self.level(index)
        if level.hidden or level.number_format in ("bullet", "none"):
            return ""

        def one(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            shown, count = self.level(at), self.counts[at]
            return number_text(
                shown.start if count is None else count, "decimal" if level.legal else shown.number_format
            )

        marker = _PLACEHOLDER.sub(one, level.text)
        return marker + " " if level.suffix != "nothing" and _ENDS_OPEN.search(marker) else marker


class Numbering:
    """The document's lists; asked once for each paragraph, in order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[int, _List] = {}
        kinds: dict[int, dict[int, _Level]] = {}
        links: dict[int, str | None] = {}
        named: dict[str, int] = {}
        for abstract in children(root, "abstractNum"):
            identity = number(abstract, "abstractNumId")
            if identity is not None:
                levels = ((number(level, "ilvl"), _level(level)) for level in children(abstract, "lvl"))
                kinds[identity] = {index: level for index, level in levels if index is not None}
                links[identity] = value(child(abstract, "numStyleLink"))
                if name := value(child(abstract, "styleLink")):
                    named[name] = identity
        counts: dict[int, list[int | None]] = {}
        for instance in children(root, "num"):
            identity, abstract_id = number(instance, "numId"), number(child(instance, "abstractNumId"))
            if identity and abstract_id is not None:
                kind = named.get(links.get(abstract_id) or "", abstract_id)
                listed = _List(kinds.get(kind, {}), counts.setdefault(kind, [None] * _LEVELS))
                _override(listed, instance)
                self._lists[identity] = listed

    def marker(self, properties: etree._Element | None) -> str:
        """The marker of the paragraph with these ``w:pPr``; ``""`` where it belongs to no list."""
        number_id, level = self._place(properties)
        listed = self._lists.get(number_id)
        if listed is None:
            return ""
        index = min(max(level, 0), _LEVELS - 1)
        listed.count(index)
        return listed.marker(index)

    def _place(self, properties: etree._Element | None) -> tuple[int, int]:
        """Which list, 0 for none, and which level of it: the paragraph's own, else those of its style."""
        own = list_place(properties)
        if own is not None:
            return own.number_id, own.level or 0
        style = value(child(properties, "pStyle")) or self._styles.default
        found = self._styles.list_place(style)
        if found is None:
            return 0, 0
        place, owner = found
        level = number(child(properties, "numPr", "ilvl"))
        if level is None:
            level = self._level_named(place.number_id, style, owner)
        return place.number_id, (place.level if level is None else level) or 0

    def _level_named(self, number_id: int, *styles: str | None) -> int | None:
        """The level that names one of the styles as its own."""
        levels = self._lists[number_id].kind if number_id in self._lists else {}
        return next((index for name in styles for index, level in levels.items() if name and level.style == name), None)


def _override(listed: _List, instance: etree._Element) -> None:
    """Note what a list has otherwise than those of its kind."""
    for override in children(instance, "lvlOverride"):
        index = number(override, "ilvl")
        start, level = number(child(override, "startOverride")), child(override, "lvl")
        if index is not None and start is not None:
            listed.starts[index] = start
        if index is not None and level is not None:
            listed.own[index] = _level(level)


def _level(element: etree._Element) -> _Level:
    """A level as the file has it; newer formats stand in a wrapper, for which the fallback is read."""
    start, plain = number(child(element, "start")), child(element, "numFmt")
    wrapped = child(element, "AlternateContent", "Fallback", "numFmt")
    return _Level(
        start=0 if start is None else start,
        number_format=value(wrapped if plain is None else plain) or "decimal",
        text=value(child(element, "lvlText")) or "",
        restart=number(child(element, "lvlRestart")),
        legal=is_on(child(element, "isLgl")),
        style=value(child(element, "pStyle")),
        suffix=value(child(element, "suff")) or "tab",
        hidden=is_on(child(element, "rPr", "vanish")),
    )
