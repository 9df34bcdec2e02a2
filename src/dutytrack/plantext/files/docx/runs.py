"""A docx paragraph's text as Word shows it with all tracked changes accepted, and the text boxes that hang on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from dutytrack.plantext.files.archive import Archive
from dutytrack.plantext.files.docx.styles import Styles, is_on, value
from dutytrack.plantext.files.xmlparts import check_depth, child, children, local

_LEFT_OUT = frozenset((
    "pPr", "rPr", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "docPr", "cNvPr",
    "del", "moveFrom", "delText", "delInstrText", "instrText", "fldData", "rt", "sym", "pgNum",
    "footnoteReference", "endnoteReference", "annotationRef", "commentReference", "footnoteRef", "endnoteRef",
    "separator", "lastRenderedPageBreak", "softHyphen",
))  # fmt: skip
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(slots=True)
class ParagraphText:
    """What one paragraph holds: its text, and ``w:txbxContent`` elements, each once."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)


class RunReader:
    """Reads paragraphs of one document; fields may run on from one paragraph to the next."""

    def __init__(self, archive: Archive, styles: Styles) -> None:
        self._archive = archive
        self._styles = styles
        self._fields: list[bool] = []
        """For each field that is open: whether its result has begun; its instruction before that is not shown."""

    def read(self, paragraph: etree._Element) -> ParagraphText:
        """The paragraph's text and text boxes."""
        found = ParagraphText()
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
            self._field(value(part, "fldCharType"))
        elif name == "txbxContent":
            found.boxes.append(part)
        elif name == "AlternateContent":
            self._alternate(part, found, depth)
        else:
            self._walk(part, found, depth + 1)

    def _alternate(self, part: etree._Element, found: ParagraphText, depth: int) -> None:
        """The first choice, or the fallback where no choice holds anything: never both, they say the same."""
        before = (len(found.pieces), len(found.boxes))
        for option in (*children(part, "Choice"), *children(part, "Fallback")):
            self._walk(option, found, depth + 1)
            if (len(found.pieces), len(found.boxes)) != before:
                return

    def _add(self, text: str, found: ParagraphText) -> None:
        if text and all(self._fields):
            found.pieces.append(text)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _hidden(self, run: etree._Element) -> bool:
        vanish = child(run, "rPr", "vanish")
        styled = value(child(run, "rPr", "rStyle")) in self._styles.hidden
        return is_on(vanish) if vanish is not None else styled
