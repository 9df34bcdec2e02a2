"""What a docx file's paragraph and character styles say of numbering and of hidden text."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from dutytrack.plantext.files.docx.names import child, children, is_on, number, value

_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class ListPlace:
    """A paragraph's place in a list: which list, and which level from 0."""

    number_id: int
    level: int | None


@dataclass(slots=True)
class Styles:
    """The styles that matter for a document's text."""

    hidden: set[str] = field(default_factory=set)
    """Character and paragraph styles whose text is hidden."""
    default: str | None = None
    _lists: dict[str, ListPlace] = field(default_factory=dict)
    _parents: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, root: etree._Element | None) -> Styles:
        """The styles of ``styles.xml``; none where the file has no such part."""
        styles = cls()
        for style in children(root, "style"):
            styles._add(style)
        return styles

    def _add(self, style: etree._Element) -> None:
        name = value(style, "styleId")
        if name is None:
            return
        if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true"):
            self.default = name
        parent = value(child(style, "basedOn"))
        if parent:
            self._parents[name] = parent
        if is_on(child(child(style, "rPr"), "vanish")):
            self.hidden.add(name)
        place = list_place(child(child(style, "pPr"), "numPr"))
        if place is not None:
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
    """The place that a ``w:numPr`` names; ``None`` where it names no list."""
    if properties is None:
        return None
    number_id = number(child(properties, "numId"))
    if number_id is None:
        return None
    return ListPlace(number_id, number(child(properties, "ilvl")))
