"""Lines joined to paragraphs: a paragraph may run over lines that a converter broke, and still knows its lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dutytrack.domain.plan.model import Span
from dutytrack.domain.words.roles import words
from dutytrack.plantext.text.lines import MARKUP, SourceLine, shown
from dutytrack.plantext.text.passage import Joined, Piece
from dutytrack.plantext.words.patterns import any_of, regex
from dutytrack.plantext.words.units import looks_like_unit

_LABEL_WORD = regex(rf"(?:单位|部门|领导|责任人)\s*:|{any_of(words('parting'))}")
_SAID = regex(rf"{any_of(words('clause'))}$")
"""How units in a bracket end that are told by words: 市科技局牵头,市财政局配合."""
_LABEL_RESTS = frozenset("位门导单部领")
_LABEL_REST = regex("(?:位|门|导|单位|部门|领导):")
_LABEL_BEGUN = regex(rf"(?:{any_of(words('label'))}|{any_of(words('person'))})(?:单?位|部?门|领?导|单|部|领)$")
"""A label up to the first sign of what stands on the next line."""
_UNITS_BEHIND = regex(r"(?:单位|部门)\s*:[^:。]*$")
_LABEL_BEGUN_LONGEST = 8
_NAME_LONGEST = 24
_UNMARKED = regex(rf"[^{MARKUP}]+")
_BRACKET_LINES_MOST = 3
_BRACKET_LONGEST = 400
_WRAP_LEAST, _WRAP_MOST = 36, 64
"""Half-width: shorter lines are headings or signatures, never broken paragraphs. Characters: longer ones are whole."""
_WRAP_GIVE = 6
"""Half-width: what may be left at the end of a line."""
_WRAP_LINES = 8
"""Lines, whether of a document or such as are full, that tell at which width they are broken."""
_ENDS = regex(r"[。;:!?)\]|…]\s*$")
_BEGINS = regex(
    r"\s{2,}|\s*(?:[(〔\[]?\s*[一二三四五六七八九十百零〇]{1,4}\s*[、.)）]|\(?\d{1,3}\s*[.、)](?!\d)|[①-⓿]"
    rf"|第[一二三四五六七八九十百零〇\d]{{1,5}}[章节条篇部]|附件|--|(?:{any_of(words('alone'))}|完成)\S{{0,6}}:)"
)


class Paragraph(Joined):
    """One paragraph in both forms; offsets hold in ``raw`` and ``text`` alike."""

    __slots__ = ("heading", "text")

    def __init__(self, lines: Sequence[SourceLine]) -> None:
        super().__init__(Piece(line.number, 0, line.raw) for line in lines)
        self.text = "".join(line.text for line in lines)
        self.heading = lines[0].heading

    @classmethod
    def of_parts(cls, parts: Sequence[Slice]) -> Paragraph:
        """The parts as one paragraph, in their order, each still knowing its place."""
        paragraph = cls([SourceLine(part.lines[0], part.raw, part.text) for part in parts])
        Joined.__init__(paragraph, (piece for part in parts for piece in part.paragraph.printed(part.start, part.end)))
        return paragraph

    def printed(self, start: int, end: int) -> list[Piece]:
        """``[start:end]`` as printed, a piece a line."""
        return [
            Piece(piece.line, max(start, at) - at, self.raw[max(start, at) : min(end, at + len(piece.text))])
            for piece, at in zip(self._pieces, self._starts, strict=True)
            if max(start, at) < min(end, at + len(piece.text))
        ]

    @property
    def lines(self) -> tuple[int, int]:
        """First and last source line."""
        return self._pieces[0].line, self._pieces[-1].line

    def pieces(self, start: int, end: int) -> list[Piece]:
        """``[start:end]`` as pieces for a Passage, in simplified characters, Markdown's places left out."""
        return [
            Piece(piece.line, run.start() - at, self._simple_form(*run.span()))
            for piece, at in zip(self._pieces, self._starts, strict=True)
            for run in _UNMARKED.finditer(self.raw, max(start, at), min(end, at + len(piece.text)))
        ]

    def _simple_form(self, start: int, end: int) -> str:
        """The stretch as printed, but with the simplified form of each traditional character."""
        raw, text = self.raw[start:end], self.text[start:end]
        if raw == text:
            return raw
        return "".join(b if "\u4e00" <= a <= "\u9fff" else a for a, b in zip(raw, text, strict=True))


class Slice:
    """A stretch of a paragraph."""

    __slots__ = ("end", "paragraph", "start")

    def __init__(self, paragraph: Paragraph, start: int, end: int) -> None:
        """Blanks at both ends are left out."""
        text = paragraph.text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        self.paragraph = paragraph
        self.start = start
        self.end = end

    def __len__(self) -> int:
        return self.end - self.start

    @property
    def text(self) -> str:
        """Folded."""
        return self.paragraph.text[self.start : self.end]

    @property
    def raw(self) -> str:
        """As printed."""
        return self.paragraph.raw[self.start : self.end]

    @property
    def shown(self) -> str:
        """As printed, without Markdown's signs."""
        return shown(self.raw)

    @property
    def span(self) -> Span | None:
        """Where it stands in the source."""
        return self.paragraph.span(self.start, self.end)

    @property
    def lines(self) -> tuple[int, int]:
        """First and last source line."""
        return self.paragraph.line(self.start), self.paragraph.line(max(self.end - 1, self.start))

    @property
    def pieces(self) -> list[Piece]:
        """For a Passage."""
        return self.paragraph.pieces(self.start, self.end)

    def part(self, start: int, end: int) -> Slice:
        """The stretch from ``start`` to ``end``, counted from this slice's own start."""
        return Slice(self.paragraph, self.start + start, self.start + end)


def covering(spans: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """First and last line of all ``spans``, of which there is one at least."""
    firsts, lasts = zip(*spans, strict=True)
    return min(firsts), max(lasts)


def paragraphs(lines: Iterable[SourceLine]) -> list[Paragraph]:
    """The paragraphs of ``lines``: one a line, but for lines that are plainly broken in mid-sentence."""
    kept = list(lines)
    width = _wrap_width(kept)

    def goes_on(before: SourceLine, line: SourceLine) -> bool:
        full = width and not before.heading and _printed_width(before) >= width - _WRAP_GIVE
        return bool(full) and not _ENDS.search(before.text[-4:]) and not _BEGINS.match(line.text)

    groups: list[list[SourceLine]] = [[]]
    for line in kept:
        group = groups[-1]
        if line.blank:
            groups.append([])
        elif group and (goes_on(group[-1], line) or _closes_bracket(group, line) or _breaks_word(group[-1], line)):
            group.append(line)
        else:
            groups.append([line])
    return [Paragraph(group) for group in groups if group]


def _closes_bracket(group: Sequence[SourceLine], line: SourceLine) -> bool:
    """Whether ``line`` goes on with the units that the last of ``group`` opens a bracket for, or breaks off in a list.

    ``(牵头单位:市科技局;责任单位:市工信`` goes on with ``局、市财政局)``; a line that ends in 、 with any but a number.
    """
    last = group[-1].text
    if len(group) > _BRACKET_LINES_MOST or _BEGINS.match(line.text.lstrip()):
        return False
    if last.rstrip().endswith("、"):
        return _LABEL_WORD.search(last) is not None
    opened = last.rfind("(")
    if opened < 0 or last.find(")", opened) >= 0 or len(last) - opened > _BRACKET_LONGEST:
        return False
    closing = line.text.find(")")
    inside = line.text[: max(closing, 0)]
    names_units = _LABEL_WORD.search(last, opened) is not None or _SAID.search(inside) is not None
    return closing >= 0 and "(" not in inside and "。" not in inside and names_units


def breaks_label(before: str, text: str) -> bool:
    """Whether a label (责任单|位:) that ``before`` ends with goes on in ``text``; both are folded."""
    if text[:1] not in _LABEL_RESTS or not _LABEL_REST.match(text):
        return False
    return _LABEL_BEGUN.search(before[-_LABEL_BEGUN_LONGEST:] + text[:1]) is not None


def _breaks_word(before: SourceLine, line: SourceLine) -> bool:
    """Whether a label (责任单|位:) or, behind one, a unit's name (市财政|局) goes on from the line ``before``."""
    last, text = before.text.rstrip(), line.text.lstrip()
    if breaks_label(last, text):
        return True
    if ":" not in last or last.endswith(")") or _BEGINS.match(line.text) or not _UNITS_BEHIND.search(last):
        return False
    begun, rest = re.split("[、,;:(]", last)[-1], re.split("[、,;。)]", text)[0]
    whole = begun != "" and len(begun + rest) <= _NAME_LONGEST and ":" not in rest
    return whole and not looks_like_unit(begun) and looks_like_unit(begun + rest)


def _wrap_width(lines: Sequence[SourceLine]) -> int:
    """The width at which a converter broke the lines; 0 where each line is a paragraph."""
    if sum(not line.blank for line in lines) < _WRAP_LINES or any(len(line.text) > _WRAP_MOST for line in lines):
        return 0
    widths = [(_printed_width(line), line) for line in lines if not line.blank]
    longest = max(width for width, _ in widths)
    full = [line for width, line in widths if width >= longest - _WRAP_GIVE]
    broken = sum(_ENDS.search(line.text[-4:]) is None for line in full)
    is_wrapped = longest >= _WRAP_LEAST and (4 * len(full) >= len(widths) or len(full) >= _WRAP_LINES)
    return longest if is_wrapped and 2 * broken > len(full) else 0


def _printed_width(line: SourceLine) -> int:
    """How wide the line is printed, its indent included: Chinese signs are twice as wide as others."""
    text = line.text.rstrip()
    return (len(text.encode()) + len(text)) // 2
