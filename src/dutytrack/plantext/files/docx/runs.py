"""A docx paragraph's text as Word shows it with all tracked changes accepted, and the text boxes that hang on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from dutytrack.plantext.files.archive import Archive
from dutytrack.plantext.files.docx.names import child, children, is_on, local, value
from dutytrack.plantext.files.docx.styles import Styles
from dutytrack.plantext.files.xmlparts import check_depth

_LEFT_OUT = frozenset(
    (
        "pPr",
        "rPr",
        "del",
        "moveFrom",
        "delText",
        "delInstrText",
        "instrText",
        "footnoteReference",
        "endnoteReference",
        "annotationRef",
        "commentReference",
        "footnoteRef",
        "endnoteRef",
        "separator",
        "lastRenderedPageBreak",
        "softHyphen",
        "sdtPr",
        "sdtEndPr",
        "rt",
        "fldData",
        "smartTagPr",
        "sym",
        "pgNum",
        "docPr",
        "cNvPr",
        "customXmlPr",
    )
)
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(slots=True)
class ParagraphText:
    """What one paragraph holds."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    """``w:txbxContent`` elements, each once."""
    fields: list[bool] = field(default_factory=list)
    """For each field that is open: whether its result has begun."""

    @property
    def text(self) -> str:
        """The text; line breaks and tabs are those characters."""
        return "".join(self.pieces)

    @property
    def in_instruction(self) -> bool:
        """Whether a field's instruction is going on, which is not shown."""
        return not all(self.fields)


class RunReader:
    """Reads paragraphs of one document; fields may run on from one paragraph to the next."""

    def __init__(self, archive: Archive, styles: Styles) -> None:
        self._archive = archive
        self._styles = styles
        self._fields: list[bool] = []

    def read(self, paragraph: etree._Element) -> ParagraphText:
        """The paragraph's text and text boxes."""
        found = ParagraphText(fields=self._fields)
        self._walk(paragraph, found, 0)
        return found

    def _walk(self, element: etree._Element, found: ParagraphText, depth: int) -> None:
        check_depth(self._archive, depth)
        for part in element:
            name = local(part)
            if name == "t":
                self._add(part.text or "", found)
            elif name in _SIGNS:
                self._add(_SIGNS[name], found)
            elif name not in _LEFT_OUT and not (name == "r" and self._hidden(part)):
                self._special(name, part, found, depth)

    def _special(self, name: str, part: etree._Element, found: ParagraphText, depth: int) -> None:
        if name == "br":
            self._add("" if value(part, "type") in ("page", "column") else "\n", found)
        elif name == "fldChar":
            self._field(value(part, "fldCharType"), found)
        elif name == "txbxContent":
            found.boxes.append(part)
        elif name == "AlternateContent":
            self._alternate(part, found, depth)
        else:
            self._walk(part, found, depth + 1)

    def _alternate(self, part: etree._Element, found: ParagraphText, depth: int) -> None:
        """The first choice, or the fallback where no choice holds anything: never both, they say the same."""
        for option in (*children(part, "Choice"), *children(part, "Fallback")):
            before = (len(found.pieces), len(found.boxes))
            self._walk(option, found, depth + 1)
            if (len(found.pieces), len(found.boxes)) != before:
                return

    def _add(self, text: str, found: ParagraphText) -> None:
        if text and not found.in_instruction:
            found.pieces.append(text)

    def _field(self, kind: str | None, found: ParagraphText) -> None:
        if kind == "begin":
            found.fields.append(False)
        elif kind == "separate" and found.fields:
            found.fields[-1] = True
        elif kind == "end" and found.fields:
            found.fields.pop()

    def _hidden(self, run: etree._Element) -> bool:
        properties = child(run, "rPr")
        if properties is None:
            return False
        vanish = child(properties, "vanish")
        if vanish is not None:
            return is_on(vanish)
        return value(child(properties, "rStyle")) in self._styles.hidden
