"""What a docx file's styles say of numbering and hidden text, and how attributes are read, in strict files too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from dutytrack.plantext.files.xmlparts import child, children, local

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFF = ("0", "false", "off", "none")
_DEEPEST = 20


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """The element's ``w:val``, or another of its attributes."""
    if element is None:
        return None
    own = element.get(f"{{{W}}}{name}")
    return element.get(f"{{{W_STRICT}}}{name}") if own is None else own


def number(element: etree._Element | None, name: str = "val") -> int | None:
    """The attribute as a whole number, or ``None`` where it is absent or none."""
    text = value(element, name)
    try:
        return int(text) if text is not None and len(text) < 10 else None
    except ValueError:
        return None


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch such as ``w:vanish`` is there and not turned off."""
    return element is not None and (value(element) or "1") not in _OFF


class ListPlace(NamedTuple):
    """A paragraph's place in a list: which list, and which level from 0."""

    number_id: int
    level: int | None


class Styles:
    """The styles of ``styles.xml`` that matter for a document's text; none where the file has no such part."""

    def __init__(self, root: etree._Element | None) -> None:
        self.default: str | None = None
        self._lists: dict[str, ListPlace] = {}
        self._parents: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._switched: dict[str, dict[str, bool]] = {}
        self._told: dict[str | None, dict[str, bool]] = {}
        for style in children(root, "style"):
            name = value(style, "styleId")
            if name is not None:
                self._add(name, style)

    def _add(self, name: str, style: etree._Element) -> None:
        if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true"):
            self.default = name
        if parent := value(child(style, "basedOn")):
            self._parents[name] = parent
        self._names[name] = (value(child(style, "name")) or "").lower()
        self._switched[name] = switches(child(style, "rPr"))
        if place := list_place(child(style, "pPr")):
            self._lists[name] = place

    def name(self, style: str | None) -> str:
        """What Word itself calls the style, in small letters: ``toc 1``."""
        return self._names.get(style or "", "")

    def switched(self, style: str | None) -> Mapping[str, bool]:
        """Which of ``SWITCHES`` the style, or the nearest one it is based on that tells, has on or off."""
        if style not in self._told:
            nearest_last = reversed([self._switched.get(step, {}) for step in self._with_parents(style)])
            self._told[style] = {name: on for one in nearest_last for name, on in one.items()}
        return self._told[style]

    def list_place(self, style: str | None) -> tuple[ListPlace, str] | None:
        """The list that the style, or one it is based on, belongs to, with the name of that style."""
        return next(((self._lists[step], step) for step in self._with_parents(style) if step in self._lists), None)

    def _with_parents(self, style: str | None) -> Iterator[str]:
        for _step in range(_DEEPEST):
            if style is None:
                return
            yield style
            style = self._parents.get(style)


SWITCHES = ("vanish", "strike")
"""What may take a run's text from the reader's eyes; what is struck twice is text that was moved, and read."""


def switches(properties: etree._Element | None) -> dict[str, bool]:
    """Those of ``SWITCHES`` that a ``w:rPr`` sets, on or off."""
    if properties is None:
        return {}
    found = ((local(element), element) for element in properties)
    return {name: is_on(element) for name, element in found if name in SWITCHES}


def list_place(properties: etree._Element | None) -> ListPlace | None:
    """The place that the ``w:numPr`` in a paragraph's properties names; ``None`` where there is none."""
    place = child(properties, "numPr")
    number_id = number(child(place, "numId"))
    return None if number_id is None else ListPlace(number_id, number(child(place, "ilvl")))
