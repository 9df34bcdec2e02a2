"""What a docx file's styles say of numbering and hidden text, and how attributes are read, in strict files too."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from dutytrack.plantext.files.xmlparts import child, children

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFF = ("0", "false", "off", "none")
_DEEPEST = 20


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """The element's ``w:val``, or another of its attributes."""
    if element is None:
        return None
    return element.get(f"{{{W}}}{name}", element.get(f"{{{W_STRICT}}}{name}"))


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
        self.hidden: set[str] = set()
        """Character and paragraph styles whose text is hidden."""
        self.default: str | None = None
        self._lists: dict[str, ListPlace] = {}
        self._parents: dict[str, str] = {}
        for style in children(root, "style"):
            name = value(style, "styleId")
            if name is not None:
                self._add(name, style)

    def _add(self, name: str, style: etree._Element) -> None:
        if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true"):
            self.default = name
        if parent := value(child(style, "basedOn")):
            self._parents[name] = parent
        if is_on(child(style, "rPr", "vanish")):
            self.hidden.add(name)
        if place := list_place(child(style, "pPr")):
            self._lists[name] = place

    def list_place(self, style: str | None) -> tuple[ListPlace, str] | None:
        """The list that the style, or one it is based on, belongs to, with the name of that style."""
        for _step in range(_DEEPEST):
            if style is not None and style in self._lists:
                return self._lists[style], style
            style = self._parents.get(style or "")
        return None


def list_place(properties: etree._Element | None) -> ListPlace | None:
    """The place that the ``w:numPr`` in a paragraph's properties names; ``None`` where there is none."""
    place = child(properties, "numPr")
    number_id = number(child(place, "numId"))
    return None if number_id is None else ListPlace(number_id, number(child(place, "ilvl")))
