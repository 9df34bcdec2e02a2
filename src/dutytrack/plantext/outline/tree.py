"""The outline of a plan: items by their markers, each with its own paragraphs, in a tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dutytrack.plantext.outline.headings import TITLE_OPENS, heading_text, is_dashed_heading, is_unnumbered_heading
from dutytrack.plantext.outline.markers import Marker, Rank, find_markers, opening_markers
from dutytrack.plantext.outline.titles import goes_on, is_fact, may_be_title
from dutytrack.plantext.text.paragraphs import Paragraph, Slice
from dutytrack.plantext.words.patterns import regex
from dutytrack.plantext.words.roles import UNIT_NOUN
from dutytrack.plantext.words.units import looks_like_unit

_TAIL = regex(
    r"\s*(?:\(?(?:附件|附表|附录|附)\)?\s*[\d一二三四五六七八九十]{0,3}\s*[:.、]|附件\s*[\d一二三四五六七八九十]{0,3}\s*$"
    r"|抄送|主送|(?:分送|发送|发|出席|列席|请假|记录)\s*:|主题词|\(?此件\S{0,8}公开|(?:发布|公布|成文|印发|签发|发文|公开|更新|生成)(?:时间|日期)\s*:"
    r"|(?:19|20)\d\d(?:\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日(?:印发)?|[-./]\d{1,2}[-./]\d{1,2})\s*$"
    r"|[^\s。;:,()]{4,30}\s+(?:19|20)\d\d年\d{1,2}月\d{1,2}日\s?印发\s*$"
    r"|(?![市县区省州])[^\s。;:,()]{2,30}(?:政府|办公室|办公厅|委员会|[省市县区]委|指挥部|领导小组)\s+(?:19|20)\d\d年\d{1,2}月\d{1,2}日\s*$)"
)
"""What stands after a plan's last item and belongs to none."""
_ADDRESS = regex(
    rf"\s*(?:请?各(?:地|部门|单位|有关|相关|级|县|市|区|乡镇|镇|成员|专班|工作组|[处科]室|{UNIT_NOUN})|以上各项|请各)"
    r"[^。;:]{0,40}?(?:要|请|应|须|于每)(?=[^。]{4})"
)
_WORDS = regex(r"\w")
_DATE_ALONE = regex(r"(?:(?:19|20)\d\d|二[〇零○oO0一二三四五六七八九]{3})\s?年\s?\S{1,3}\s?月\s?\S{1,3}\s?日$")
_SIGNED_OFF = regex(
    r"(?<=[。)!;])\s*(?P<names>[^\s。;:,()]{4,30}(?:\s+[^\s。;:,()]{4,30}){0,2})\s+"
    r"(?P<date>(?:(?:19|20)\d\d|二[〇零○oO0一二三四五六七八九]{3})\s?年\s?[\d一二三四五六七八九十]{1,3}\s?月\s?[\d一二三四五六七八九十]{1,3}\s?日)\s*$"
)
"""Who signed, and when, behind the last item where all stands on one line."""
_SIGNED_OFF_LONGEST = 130
_SIGNERS_MOST = 4
_HEAD_MOST = 15
"""Paragraphs above the plan's title."""
_SIGNER_LONGEST = 40


class Item:
    """One numbered item (or unnumbered heading): its marker, its own paragraphs, the items under it."""

    __slots__ = ("children", "first", "marker", "paragraphs", "parent", "rank")

    def __init__(self, marker: Marker | None, parent: Item | None, rank: int = -1) -> None:
        self.marker = marker
        self.parent = parent
        self.rank = rank if marker is None else marker.rank
        """Its marker's; that of an unnumbered heading is given, the root stands above all."""
        self.paragraphs: list[Slice] = []
        """Own text after the marker, the heading's line first."""
        self.children: list[Item] = []
        self.first: Slice | None = None
        """The heading's line without the units printed behind it, once these are known."""

    @property
    def heading(self) -> str:
        """The heading as printed, without marker and closing stop; empty for the root."""
        if self.parent is None or not self.paragraphs:
            return ""
        return heading_text(self.first or self.paragraphs[0])

    @property
    def section_name(self) -> str:
        """The heading with its marker, as it stands in a task's section."""
        if self.marker is None or not self.paragraphs:
            return self.heading
        first = self.paragraphs[0]
        between = first.paragraph.raw[self.marker.start : first.start].replace("\x1f", "")
        return between.lstrip() + self.heading

    @property
    def path(self) -> tuple[Item, ...]:
        """The items above it and itself, outermost first, the root left out."""
        return (*self.parent.path, self) if self.parent is not None else ()

    @property
    def ref(self) -> str:
        """The markers of its path joined by dots; a decimal number already holds those above it."""
        refs: list[str] = []
        for mark in (item.marker for item in self.path if item.marker is not None):
            if Rank.DECIMAL <= mark.rank < Rank.DIGIT_BRACKETED and mark.label[:1].isdigit():
                refs = [ref for ref in refs if not ref[:1].isdigit()]
            refs.append(mark.ref)
        return ".".join(refs)

    def walk(self) -> Iterator[Item]:
        """Itself and all items under it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


def build_outline(paragraphs: Sequence[Paragraph]) -> Item:
    """The tree of items of ``paragraphs``; the root's own paragraphs are the preamble."""
    builder = _Builder(paragraphs)
    for index, paragraph in enumerate(paragraphs):
        builder.read(index, paragraph)
    return builder.root


class _Builder:
    """Keeps the chain of open items while reading paragraph by paragraph."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self._paragraphs = paragraphs
        self.root = Item(None, None)
        self._open = [self.root]
        self._closed = False
        self._numbered = False
        self._last: dict[int, int] = {}
        self._ahead = opening_markers(paragraphs)
        self._last_number = max((n for n, mark in enumerate(self._ahead) if mark is not None), default=0)

    def read(self, index: int, paragraph: Paragraph) -> None:
        numbered = [(item.rank, item.marker.number) for item in self._open if item.marker is not None]
        marks = find_markers(paragraph, self._ahead[index], numbered, self._last)
        if not marks:
            self._plain(index, paragraph)
            return
        self._closed = False
        self._text(paragraph, 0, marks[0].start)
        ends = [*(mark.start for mark in marks[1:]), signed_off(paragraph.text)[0]]
        for mark, end in zip(marks, ends, strict=True):
            self._push(mark, index)
            self._text(paragraph, mark.end, end)

    def _plain(self, index: int, paragraph: Paragraph) -> None:
        if _TAIL.match(paragraph.text) or self._is_signature(index) or self._is_address(index):
            self._closed = self._numbered or index >= len(self._paragraphs) - _SIGNERS_MOST
        if self._closed:
            return
        rank = Rank.HEADING if self._is_heading(index, paragraph) else self._rank_of_dashed(index)
        if rank is not None:
            self._pop_to(rank)
            self._enter(None, rank)
        self._text(paragraph, 0, len(paragraph.text))

    def _is_address(self, index: int) -> bool:
        """Whether a word to all who are charged closes the plan here, below its last numbered item."""
        if index <= self._last_number or not self._paragraphs[index - 1].text.rstrip().endswith(("。", ")", ";")):
            return False
        text = self._paragraphs[index].text
        return _ADDRESS.match(text) is not None and "单位:" not in text

    def _is_signature(self, index: int) -> bool:
        """Whether names of issuers stand here alone, the date below them."""
        for paragraph in self._paragraphs[index : index + _SIGNERS_MOST]:
            text = paragraph.text.strip()
            if _DATE_ALONE.match(text):
                return True
            if len(text) > _SIGNER_LONGEST or ":" in text or not all(map(looks_like_unit, text.split())):
                return False
        return False

    def _is_heading(self, index: int, paragraph: Paragraph) -> bool:
        """Whether an unnumbered heading opens here; the first line of all is the plan's title, its rest may follow."""
        headed = any(item.rank == Rank.HEADING for item in self._open)
        fits = paragraph.heading or not self._numbered or headed
        if not fits or not index or not is_unnumbered_heading(paragraph) or is_fact(paragraph.text):
            return False
        return self._numbered or paragraph.heading or not self._titles(index)

    def _titles(self, index: int) -> bool:
        """Whether the plan's title stands here, or goes on here, below a notice or a sentence."""
        above = [paragraph.text.strip() for paragraph in self._paragraphs[max(index - _HEAD_MOST, 0) : index]]
        text = self._paragraphs[index].text.strip()
        return goes_on(above[-1], text) or (TITLE_OPENS.match(text) is not None and not any(map(may_be_title, above)))

    def _rank_of_dashed(self, index: int) -> int | None:
        """The rank of a heading behind a dash: right above that of the number that follows it at once."""
        following = self._ahead[index + 1] if index + 1 < len(self._ahead) else None
        if following is None or not is_dashed_heading(self._paragraphs[index].text):
            return None
        before = self._paragraphs[index - 1].text if index else ":"
        of_list = before.rstrip().endswith((":", ";")) or is_dashed_heading(before)
        return None if of_list else following.rank - 1

    def _push(self, mark: Marker, index: int) -> None:
        self._numbered = True
        self._last[mark.rank] = mark.number
        top = self._open[-1]
        begins = mark.number == 1 and Rank.CHINESE <= mark.rank < top.rank
        begins = begins and mark.rank not in [item.rank for item in self._open]
        if not (begins and top.marker is not None and self._resumes(index, top.marker, mark)):
            self._pop_to(mark.rank)
        self._enter(mark)

    def _resumes(self, index: int, outer: Marker, inner: Marker) -> bool:
        """Whether the outer numbering goes on after the inner one: then the inner stands under it, against custom."""
        ahead = (one for one in self._ahead[index + 1 : index + 200] if one is not None)
        following = next((one for one in ahead if one.rank < inner.rank or one.rank == outer.rank), None)
        return following is not None and (following.rank, following.number) == (outer.rank, outer.number + 1)

    def _pop_to(self, rank: int) -> None:
        """Close the open item of this rank with what is inside it, or else all that are not above it."""
        ranks = [item.rank for item in self._open]
        above = max(place for place, one in enumerate(ranks) if one < rank)
        del self._open[ranks.index(rank) if rank in ranks else above + 1 :]

    def _enter(self, marker: Marker | None, rank: int = Rank.HEADING) -> None:
        item = Item(marker, self._open[-1], rank)
        self._open[-1].children.append(item)
        self._open.append(item)

    def _text(self, paragraph: Paragraph, start: int, end: int) -> None:
        part = Slice(paragraph, start, end)
        if len(part) and _WORDS.search(part.text):
            self._open[-1].paragraphs.append(part)


def signed_off(text: str) -> tuple[int, int]:
    """Where the names and the date begin that close a text printed without line breaks; its length where none do."""
    begin = max(len(text) - _SIGNED_OFF_LONGEST, 0)
    signed = _SIGNED_OFF.search(text, begin) if text.find("年", begin) >= 0 else None
    if signed and all(map(looks_like_unit, signed["names"].split())):
        return signed.start(), signed.start("date")
    return len(text), len(text)
