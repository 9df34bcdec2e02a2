"""What a docx file's paragraph and character styles say of numbering and of hidden text."""

from __future__ import annotations

from typing import NamedTuple

from lxml import etree

from dutytrack.plantext.files.docx.attributes import is_on, number, value
from dutytrack.plantext.files.xmlparts import child, children

_DEEPEST = 20


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
            if style is None:
                return None
            if style in self._lists:
                return self._lists[style], style
            style = self._parents.get(style)
        return None


def list_place(properties: etree._Element | None) -> ListPlace | None:
    """The place that the ``w:numPr`` in a paragraph's properties names; ``None`` where there is none."""
    place = child(properties, "numPr")
    number_id = number(child(place, "numId"))
    return None if number_id is None else ListPlace(number_id, number(child(place, "ilvl")))
