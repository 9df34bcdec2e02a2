"""Automatic numbering as Word shows it: the marker before each paragraph of a list (ECMA-376, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from dutytrack.plantext.files.docx.names import child, children, is_on, number, value
from dutytrack.plantext.files.docx.numerals import number_text
from dutytrack.plantext.files.docx.styles import ListPlace, Styles, list_place

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_ENDS_OPEN = re.compile(r"[0-9A-Za-z\uff10-\uff19\u4e00-\u9fff\u3007\u2460-\u24ff\u3251-\u325f\u3280-\u32bf]$")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    number_format: str
    text: str
    restart: int | None
    legal: bool
    style: str | None
    suffix: str


_PLAIN = _Level(1, "decimal", "%1.", None, False, None, "tab")


class Numbering:
    """The document's lists, with how far each has been counted; asked once for each paragraph, in order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[int, dict[int, _Level]] = {}
        self._style_links: dict[int, str] = {}
        self._named: dict[str, int] = {}
        self._instances: dict[int, int] = {}
        self._overrides: dict[int, dict[int, _Level]] = {}
        self._starts: dict[int, dict[int, int]] = {}
        self._counts: dict[int, list[int | None]] = {}
        self._begun: set[tuple[int, int]] = set()
        for abstract in children(root, "abstractNum"):
            self._read_abstract(abstract)
        for instance in children(root, "num"):
            self._read_instance(instance)

    def marker(self, properties: etree._Element | None) -> str:
        """The marker of the paragraph with these ``w:pPr``; ``""`` where it belongs to no list."""
        place = self._place(properties)
        if place is None or place.number_id not in self._instances:
            return ""
        level = min(max(place.level or 0, 0), _LEVELS - 1)
        self._count(place.number_id, level)
        return self._show(place.number_id, level)

    def _read_abstract(self, abstract: etree._Element) -> None:
        identity = number(abstract, "abstractNumId")
        if identity is None:
            return
        levels = ((number(level, "ilvl"), _level(level)) for level in children(abstract, "lvl"))
        self._abstract[identity] = {index: level for index, level in levels if index is not None}
        link, name = value(child(abstract, "numStyleLink")), value(child(abstract, "styleLink"))
        if link:
            self._style_links[identity] = link
        if name:
            self._named[name] = identity

    def _read_instance(self, instance: etree._Element) -> None:
        identity, abstract = number(instance, "numId"), number(child(instance, "abstractNumId"))
        if identity is None or abstract is None:
            return
        self._instances[identity] = self._named.get(self._style_links.get(abstract, ""), abstract)
        for override in children(instance, "lvlOverride"):
            index = number(override, "ilvl")
            if index is None:
                continue
            start, level = number(child(override, "startOverride")), child(override, "lvl")
            if start is not None:
                self._starts.setdefault(identity, {})[index] = start
            if level is not None:
                self._overrides.setdefault(identity, {})[index] = _level(level)

    def _place(self, properties: etree._Element | None) -> ListPlace | None:
        own = list_place(child(properties, "numPr"))
        style = value(child(properties, "pStyle")) or self._styles.default
        if own is not None:
            return own if own.number_id else None
        found = self._styles.list_place(style)
        if found is None or not found[0].number_id:
            return None
        place, owner = found
        own_level = number(child(child(properties, "numPr"), "ilvl"))
        level = own_level if own_level is not None else self._linked_level(place.number_id, style, owner)
        return ListPlace(place.number_id, place.level if level is None else level)

    def _linked_level(self, number_id: int, *names: str | None) -> int | None:
        """The level that names one of the styles as its own."""
        for name in names:
            for index, level in self._abstract.get(self._instances.get(number_id, -1), {}).items():
                if name is not None and level.style == name:
                    return index
        return None

    def _level_of(self, number_id: int, index: int) -> _Level:
        own = self._overrides.get(number_id, {}).get(index)
        return own or self._abstract.get(self._instances[number_id], {}).get(index, _PLAIN)

    def _count(self, number_id: int, index: int) -> None:
        counts = self._counts.setdefault(self._instances[number_id], [None] * _LEVELS)
        start = self._level_of(number_id, index).start
        forced = self._starts.get(number_id, {}).get(index)
        now = counts[index]
        if forced is not None and (number_id, index) not in self._begun:
            counts[index] = forced
        elif now is None:
            counts[index] = start if forced is None else forced
        else:
            counts[index] = now + 1
        self._begun.add((number_id, index))
        for deeper in range(index + 1, _LEVELS):
            restart = self._level_of(number_id, deeper).restart
            if restart is None or (restart and index < restart):
                counts[deeper] = None

    def _show(self, number_id: int, index: int) -> str:
        level = self._level_of(number_id, index)
        if level.number_format in ("bullet", "none"):
            return ""
        counts = self._counts[self._instances[number_id]]

        def one(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            shown = self._level_of(number_id, at)
            count = counts[at]
            number_format = "decimal" if level.legal else shown.number_format
            return number_text(shown.start if count is None else count, number_format)

        marker = _PLACEHOLDER.sub(one, level.text)
        return marker + (" " if marker and _parted(marker, level.suffix) else "")


def _parted(marker: str, suffix: str) -> bool:
    """Whether a blank parts marker and text: where Word shows a gap and no sign of the marker's own does it."""
    return suffix != "nothing" and _ENDS_OPEN.search(marker) is not None


def _level(element: etree._Element) -> _Level:
    start = number(child(element, "start"))
    return _Level(
        start=0 if start is None else start,
        number_format=value(_format(element)) or "decimal",
        text=value(child(element, "lvlText")) or "",
        restart=number(child(element, "lvlRestart")),
        legal=is_on(child(element, "isLgl")),
        style=value(child(element, "pStyle")),
        suffix=value(child(element, "suff")) or "tab",
    )


def _format(element: etree._Element) -> etree._Element | None:
    """The level's format; newer ones stand in a compatibility wrapper whose fallback Word's elders read."""
    plain = child(element, "numFmt")
    if plain is not None:
        return plain
    wrapper = child(element, "AlternateContent")
    return child(child(wrapper, "Fallback"), "numFmt")
