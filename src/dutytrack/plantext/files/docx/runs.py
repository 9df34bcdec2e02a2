"""A docx paragraph's text as Word shows it with all tracked changes accepted, and the text boxes that hang on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from dutytrack.plantext.files.archive import Archive
from dutytrack.plantext.files.docx.styles import SWITCHES, Styles, is_on, value
from dutytrack.plantext.files.xmlparts import check_depth, child, children, local
from dutytrack.plantext.text.signs import drawn, is_symbol_font

_LEFT_OUT = frozenset((
    "pPr", "rPr", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "docPr", "cNvPr",
    "del", "moveFrom", "delText", "delInstrText", "fldData", "rt", "pgNum",
    "annotationRef", "commentReference", "footnoteRef", "endnoteRef",
    "separator", "lastRenderedPageBreak", "softHyphen",
))  # fmt: skip
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_FIELD_PARTS = ("fldChar", "instrText")
_TELLS = frozenset((*SWITCHES, "rStyle", "rFonts"))
"""What of a run's properties is asked for."""
_HEX = re.compile("[0-9A-Fa-f]{1,4}")
_BLANKS = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\s++(?=[\u3000-\u9fff\uff00-\uffef])")
_CONTENTS = re.compile(r"\s*TOC\b")

Unseen = Literal["", "hidden", "struck", "contents"]
"""Why a run's text is not read: nobody sees it, it is crossed out, or it repeats headings."""


@dataclass(slots=True)
class ParagraphText:
    """What one paragraph holds: its text, and ``w:txbxContent`` elements, each once."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    """What is crossed out."""
    contents: list[str] = field(default_factory=list)
    """What belongs to the table of contents."""
    hidden: bool = False
    """Whether there is text that nobody sees."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    """The foot- and endnotes it refers to: which kind, and which id."""


@dataclass(slots=True)
class _Field:
    code: str = ""
    begun: bool = False
    """Whether its result has begun; the instruction before that is not shown."""


class RunReader:
    """Reads paragraphs of one document; fields may run on from one paragraph to the next."""

    def __init__(self, archive: Archive, styles: Styles, fields_are_whole: Callable[[], bool]) -> None:
        self._archive = archive
        self._styles = styles
        self._fields_are_whole = fields_are_whole
        self._fields: list[_Field] = []
        self._unseen: Unseen = ""
        self._switched: Mapping[str, bool] = {}
        """What the paragraph's style says of all its runs."""
        self._font: str | None = None
        self._controls = 0

    def read(self, paragraph: etree._Element, style: str | None) -> ParagraphText:
        """The paragraph's text and text boxes; ``style`` is the one that it names."""
        found = ParagraphText()
        self._switched = self._styles.switched(style or self._styles.default)
        self._walk(paragraph, found, 0)
        return found

    def _walk(self, element: etree._Element, found: ParagraphText, depth: int) -> None:
        check_depth(self._archive, depth)
        for part in element:
            name = local(part)
            if name == "t":
                self._add(_printed(part.text or "", self._font), found)
            elif name == "r":
                self._run(part, found, depth)
            elif name in _SIGNS:
                self._add(_SIGNS[name], found)
            elif name in _FIELD_PARTS:
                self._field(name, part)
            elif name not in _LEFT_OUT:
                self._special(name, part, found, depth)

    def _run(self, run: etree._Element, found: ParagraphText, depth: int) -> None:
        properties = child(run, "rPr")
        if properties is None and not self._switched:
            self._walk(run, found, depth + 1)
            return
        before = self._unseen, self._font
        own = {} if properties is None else {name: one for one in properties if (name := local(one)) in _TELLS}
        self._unseen = self._unseen or self._why_unseen(own)
        self._font = _symbol_font(own.get("rFonts"))
        self._walk(run, found, depth + 1)
        self._unseen, self._font = before

    def _why_unseen(self, properties: Mapping[str, etree._Element]) -> Unseen:
        own = {name: is_on(one) for name, one in properties.items() if name in SWITCHES}
        style = value(properties.get("rStyle"))
        if self._controls and self._styles.name(style) == "placeholder text":
            return "hidden"
        if not own and style is None and not self._switched:
            return ""
        told = {**self._switched, **self._styles.switched(style), **own}
        return "hidden" if told.get("vanish") else "struck" if told.get("strike") else ""

    def _special(self, name: str, part: etree._Element, found: ParagraphText, depth: int) -> None:
        if name == "br":
            self._add("" if value(part, "type") in ("page", "column") else "\n", found)
        elif name == "sym":
            code = value(part, "char") or ""
            self._add(drawn(chr(int(code, 16)), value(part, "font")) if _HEX.fullmatch(code) else "", found)
        elif name in _NOTES:
            found.notes += [] if self._unseen else [(_NOTES[name], value(part, "id") or "")]
        elif name == "txbxContent":
            found.boxes.append(part)
        elif name == "textpath":  # letters drawn along a line
            self._add(part.get("string", ""), found)
        elif name == "AlternateContent":
            self._alternate(part, found, depth)
        elif name == "sdt":
            self._control(part, found, depth)
        else:
            self._walk(part, found, depth + 1)

    def _control(self, part: etree._Element, found: ParagraphText, depth: int) -> None:
        """A content control; the prompt that it shows while nothing was filled in is no text."""
        before = self._unseen
        self._unseen = "hidden" if is_prompt(part) else before
        self._controls += 1
        self._walk(part, found, depth + 1)
        self._controls -= 1
        self._unseen = before

    def _alternate(self, part: etree._Element, found: ParagraphText, depth: int) -> None:
        """The first choice, or the fallback where no choice holds anything: never both, they say the same."""
        before = (len(found.pieces), len(found.boxes))
        for option in (*children(part, "Choice"), *children(part, "Fallback")):
            self._walk(option, found, depth + 1)
            if (len(found.pieces), len(found.boxes)) != before:
                return

    def _add(self, text: str, found: ParagraphText) -> None:
        if not text or (self._fields and not self._shows_fields()):
            return
        unseen = self._unseen or ("contents" if any(_CONTENTS.match(one.code) for one in self._fields) else "")
        if unseen == "struck":
            found.struck.append(text)
        elif unseen == "contents" and self._fields_are_whole():
            found.contents.append(text)
        elif unseen == "hidden":
            found.hidden = True
        else:
            found.pieces.append(text)

    def _shows_fields(self) -> bool:
        """Whether what stands here is the result of the open fields; so is all where one of them never ends."""
        return all(one.begun for one in self._fields) or not self._fields_are_whole()

    def _field(self, name: str, part: etree._Element) -> None:
        kind = value(part, "fldCharType")
        if name == "instrText":
            if self._fields and not self._fields[-1].begun:
                self._fields[-1].code += part.text or ""
        elif kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].begun = True
        elif kind == "end" and self._fields:
            self._fields.pop()


def is_prompt(control: etree._Element) -> bool:
    """Whether a ``w:sdt`` shows what to fill in, and nothing that was."""
    return is_on(child(control, "sdtPr", "showingPlcHdr"))


def _symbol_font(fonts: etree._Element | None) -> str | None:
    """The run's font, where letters show other signs in it."""
    names = (value(fonts, name) for name in ("ascii", "hAnsi")) if fonts is not None else ()
    return next((name for name in names if is_symbol_font(name)), None)


def _printed(text: str, font: str | None) -> str:
    """A ``w:t``'s text: a line break in it is a blank to Word, or nothing where it parts Chinese characters."""
    if "\n" in text:
        text = _BLANKS.sub(lambda blanks: "" if "\n" in blanks[0] else blanks[0], text).replace("\n", " ")
    return drawn(text, font) if font else text
