"""Task tables whose cells stand one after the other: one a line, ended by bars, or parted by single blanks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from dutytrack.domain.words.numerals import printed_number
from dutytrack.plantext.tables.columns import (
    COLUMNS_MOST,
    HEADER_LONGEST,
    UNIT_KINDS,
    ColumnKind,
    blank_parts,
    column_kind,
    header_kinds,
    plain,
    split_header,
    with_lower_header,
)
from dutytrack.plantext.tables.places import NUMBER_CELL, Place, place_cells, suits
from dutytrack.plantext.tables.rows import Row, joined_rows
from dutytrack.plantext.text.lines import SourceLine
from dutytrack.plantext.text.paragraphs import Paragraph, Slice
from dutytrack.plantext.words.patterns import regex

_BARS = ("|", "\uff5c")
_STOP = regex(
    r"\s*(?:[一二三四五六七八九十]{1,3}、\S|\([一二三四五六七八九十]{1,3}\)\S|第[一二三四五六七八九十]{1,3}[章节条]"
    r"|附\s?[件表注]|备注:|注:|说明:)|.*:$"
)
"""A line that no table goes on with."""
_DATE = regex(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日$")
_OWN_NUMBER = regex(r"\s*\d{1,3}[.、]\s*\D")
"""A number printed inside the cell of its task."""
_CELL_LONGEST = 120
_HEADER_LINE_LONGEST = 100
_PLAIN_KINDS = UNIT_KINDS | {"time"}
"""What a cell says by itself that it is for."""
_FREE_KINDS: frozenset[ColumnKind] = frozenset({"task", "content", "category", "other", "unknown"})
"""Columns of any words."""
_ROWS_LEAST = 2
_CELLS_EACH_MOST = 3


@dataclass(slots=True)
class _Stream:
    """The cells of a table in the order of the text."""

    kinds: list[ColumnKind]
    cells: list[list[Slice]] = field(default_factory=list)
    """Each as the stretches of lines that it runs over; none where it is empty."""
    opens: list[bool] = field(default_factory=list)
    """Whether a row may open with it."""
    ends: list[int] = field(default_factory=list)
    """The index of the line behind it."""
    headings: dict[int, str] = field(default_factory=dict)
    """Headings between rows, by the first cell under each."""

    def add(self, cell: list[Slice], end: int, *, opens: bool) -> None:
        self.cells.append(cell)
        self.ends.append(end)
        self.opens.append(opens)

    def drop_last(self) -> None:
        del self.cells[-1], self.opens[-1], self.ends[-1]

    def since_row(self) -> int:
        """How many cells stand behind the last that may open a row, itself included."""
        return next((n for n, opens in enumerate(reversed(self.opens), 1) if opens), len(self.opens))


def rows_of_stream(lines: Sequence[SourceLine], index: int) -> tuple[list[Row], int] | None:
    """The rows of a table whose cells stand one after the other and whose header begins there, and where they end."""
    text = lines[index].text.strip()
    if not text or len(text) > _HEADER_LINE_LONGEST:
        return None
    stream = _one_a_line(lines, index) if len(plain(text)) <= HEADER_LONGEST + 1 else None
    stream = stream or (_single_blanks(lines, index) if " " in text else None)
    if stream is None or not stream.cells:
        return None
    rows = joined_rows([row for row in _rows(stream) if row.cells], stream.kinds)
    return (rows, stream.ends[-1]) if len(rows) >= _ROWS_LEAST and _are_tasks(rows, stream.kinds) else None


def _are_tasks(rows: Sequence[Row], kinds: Sequence[ColumnKind]) -> bool:
    """Whether most rows say what is to be done and who does it: cells without numbers are soon misplaced."""
    who: list[ColumnKind] = [kind for kind in kinds if kind in UNIT_KINDS] or ["number"]
    told = sum(bool(row.first("task") or row.first("content")) and any(row.of(kind) for kind in who) for row in rows)
    return "number" in kinds or told * 3 >= len(rows) * 2


def _rows(stream: _Stream) -> Iterator[Row]:
    bounds = sorted({0, *stream.headings, len(stream.cells)})
    for start, end in pairwise(bounds):
        yield from _placed(stream, start, end)


def _placed(stream: _Stream, start: int, end: int) -> Iterator[Row]:
    """The rows of the cells from ``start`` to ``end``: in turn where each has all of its cells, else by what suits."""
    kinds = stream.kinds
    cells = stream.cells[start:end]
    places = _in_turn(cells, kinds)
    if places is None:
        cells = [cell for cell in cells if cell]
        opens = [opens for cell, opens in zip(stream.cells[start:end], stream.opens[start:end], strict=True) if cell]
        places = _by_numbers(cells, kinds) if kinds[0] == "number" else None
        places = places or (place_cells([_text(cell) for cell in cells], kinds, opens) if cells else [])
    row: Row | None = None
    for cell, place in zip(cells, places, strict=True):
        if row is None or place.opens_row:
            if row is not None:
                yield row
            row = Row(heading=stream.headings.get(start, ""))
        for part in cell:
            row.put(kinds[place.column], part)
    if row is not None:
        yield row


def _text(cell: Sequence[Slice]) -> str:
    return " ".join(part.text for part in cell)


def _in_turn(cells: Sequence[Sequence[Slice]], kinds: Sequence[ColumnKind]) -> list[Place] | None:
    """The places of cells that fill one row after the other; ``None`` where one does not suit its column."""
    places = [Place(n % len(kinds), n % len(kinds) == 0) for n in range(len(cells))]
    told = [(cell, kinds[place.column]) for cell, place in zip(cells, places, strict=True) if cell]
    fits = len(cells) % len(kinds) == 0 and all(kind in _FREE_KINDS or suits(_text(cell), kind) for cell, kind in told)
    return places if fits else None


def _by_numbers(cells: Sequence[Sequence[Slice]], kinds: Sequence[ColumnKind]) -> list[Place]:
    """The places of cells whose rows open with numbers in order, row by row."""
    starts: list[int] = []
    last = 0
    for n, cell in enumerate(cells):
        number = _number(cell)
        if number is None:
            continue
        far = not starts or n - starts[-1] >= len(kinds) - 1
        if number in {last, last + 1} or (far and (number > last or number == 1)):
            starts.append(n)
            last = number
    places: list[Place] = []
    for start, end in pairwise([*sorted({0, *starts}), len(cells)]):
        texts = [_text(cell) for cell in cells[start:end]]
        places += place_cells(texts, kinds, below=start > 0) if texts else []
    return places


def _number(cell: Sequence[Slice]) -> int | None:
    """The number that a row opens with, alone or before its task."""
    own = _OWN_NUMBER.match(cell[0].text) if cell else None
    if own or (len(cell) == 1 and NUMBER_CELL.match(cell[0].text)):
        return printed_number(own[0] if own else cell[0].text)
    return None


def _one_a_line(lines: Sequence[SourceLine], index: int) -> _Stream | None:
    """The cells of a table printed one cell a line, bars behind them or not."""
    barred = lines[index].text.rstrip().endswith(_BARS)
    header, at = _header_lines(lines, index, barred=barred)
    kinds = header_kinds(header)
    if kinds is None or len(kinds) < 3:
        return None
    stream = _Stream(_with_parts(kinds, header))
    pending: list[Slice] = []
    while at < len(lines) and not (stream.cells and _ends_table(stream, lines, at)):
        line = lines[at]
        again, behind = _header_lines(lines, at, barred=barred) if line.text.strip() == header[0] else ([], at)
        if again == header:
            at = behind
            continue
        at += 1
        if line.blank:
            continue
        if _is_heading(lines, at - 1):
            stream.headings[len(stream.cells)] = line.raw.strip()
            continue
        text = line.text.rstrip()
        ended = not barred or text.endswith(_BARS)
        part = Slice(Paragraph([line]), 0, len(text) - (barred and ended))
        pending += [part] if len(part) else []
        if ended:
            stream.add(pending, at, opens=_may_open(stream.kinds, pending, lines, at))
            pending = []
    _trim(stream)
    return stream


def _header_lines(lines: Sequence[SourceLine], index: int, *, barred: bool) -> tuple[list[str], int]:
    """The words of a header printed one a line, and where they end: with the first number, or with the known words."""
    header: list[str] = []
    kinds: list[ColumnKind | None] = []
    word = ""
    for at in range(index, len(lines)):
        text = lines[at].text.strip()
        if not text:
            continue
        word += _without_bar(text) if barred else text
        too_long = len(plain(word)) > HEADER_LONGEST or text.endswith("。") or len(header) == COLUMNS_MOST
        if too_long or _STOP.match(text):
            return header, at
        if barred and not text.endswith(_BARS):
            continue
        kind = column_kind(word)
        if NUMBER_CELL.match(word) if kinds[:1] == ["number"] else kind is None or _comes_again(kind, kinds):
            return header, at
        header.append(word)
        kinds.append(kind)
        word = ""
    return header, len(lines)


def _comes_again(kind: ColumnKind, kinds: Sequence[ColumnKind | None]) -> bool:
    """Whether a header of known words has a column of this kind already, so that the word is a first cell."""
    return kind in {"number", "category", "task", "time"} and kind in kinds


def _with_parts(kinds: list[ColumnKind], header: Sequence[str]) -> list[ColumnKind]:
    """The columns of a header whose lower row stands behind the upper one: 责任单位, 时限, then 牵头, 配合."""
    parts = len(kinds)
    while parts and kinds[parts - 1] in UNIT_KINDS:
        parts -= 1
    of_units = "lead" in kinds[parts:] and "responsible" in kinds[:parts] and len(kinds) - parts > 1
    return (with_lower_header(kinds[:parts], header[parts:]) if of_units else None) or kinds


def _single_blanks(lines: Sequence[SourceLine], index: int) -> _Stream | None:
    """The cells of a table printed one row a line, single blanks between its columns."""
    header = lines[index].text
    words = _words(lines, index)
    kinds = header_kinds(words) if 2 <= len(words) <= COLUMNS_MOST else None
    if kinds is None or not (kinds[0] == "number" or all(map(column_kind, words))):
        return None
    at = index + 1
    if lower := with_lower_header(kinds, _words(lines, at)):
        kinds, at = lower, at + 1
    stream = _Stream(kinds)
    while at < len(lines) and not (stream.cells and _ends_table(stream, lines, at)):
        line = lines[at]
        at += 1
        if line.blank or (stream.cells and line.text.strip() == header.strip()):
            continue
        paragraph = Paragraph([line])
        parts = [Slice(paragraph, *span) for span in blank_parts(line.text)]
        if _is_heading(lines, at - 1):
            stream.headings[len(stream.cells)] = line.raw.strip()
            continue
        if "number" not in kinds and len(parts) < 2:
            break
        opens = _may_open(kinds, parts[:1], lines, at) or _may_open(kinds, parts[1:2], lines, at)
        if not (stream.cells or opens):
            return None
        for n, part in enumerate(parts):
            stream.add([part], at, opens=opens and n == 0)
    _trim(stream)
    return stream


def _words(lines: Sequence[SourceLine], at: int) -> list[str]:
    """The words of a header's lower row, if one stands there."""
    text = lines[at].text if at < len(lines) and len(lines[at].text) <= _HEADER_LINE_LONGEST else ""
    return [text[start:end] for start, end in split_header(text)]


def _may_open(kinds: Sequence[ColumnKind], cell: Sequence[Slice], lines: Sequence[SourceLine], after: int) -> bool:
    """Whether a row may open with ``cell``: any where rows have no numbers, else the number or what is right before."""
    if "number" not in kinds or not cell:
        return "number" not in kinds
    if NUMBER_CELL.match(cell[0].text) or _OWN_NUMBER.match(cell[0].text):
        return True
    return kinds[0] != "number" and NUMBER_CELL.match(_without_bar(_next(lines, after))) is not None


def _without_bar(text: str) -> str:
    text = text.strip()
    return text[:-1].rstrip() if text.endswith(_BARS) else text


def _next(lines: Sequence[SourceLine], at: int) -> str:
    return next((line.text for line in lines[at : at + 4] if not line.blank), "")


def _is_heading(lines: Sequence[SourceLine], at: int) -> bool:
    """Whether a section's heading stands there, a row's number right below it."""
    text = lines[at].text.strip()
    numbered = NUMBER_CELL.match(_without_bar(_next(lines, at + 1)).split(" ")[0]) is not None
    return numbered and len(text) <= _CELL_LONGEST and _STOP.match(text) is not None and not text.endswith(":")


def _ends_table(stream: _Stream, lines: Sequence[SourceLine], at: int) -> bool:
    text = lines[at].text.strip()
    if _STOP.match(text):
        return not _is_heading(lines, at)
    if _DATE.match(text):
        return _is_signed(stream)
    since = stream.since_row()
    return since >= len(stream.kinds) and (len(text) > _CELL_LONGEST or since >= _CELLS_EACH_MOST * len(stream.kinds))


def _is_signed(stream: _Stream) -> bool:
    """Whether a date right below the last cell is that of a signature, which is then no cell."""
    signed = suits(_text(stream.cells[-1]), "lead") and len(stream.cells) > len(stream.kinds)
    if "number" in stream.kinds:
        signed = signed and stream.since_row() > len(stream.kinds)
    elif "time" in stream.kinds:
        signed = signed and stream.kinds[-1] == "time" and suits(_text(stream.cells[-2]), "time")
    if signed:
        stream.drop_last()
    return signed or "time" not in stream.kinds


def _trim(stream: _Stream) -> None:
    """Leave to the text behind the table what its last row has more than columns and none of them is for."""
    kinds = {kind for kind in stream.kinds if kind in _PLAIN_KINDS} | {stream.kinds[-1]} - _FREE_KINDS
    while "number" in stream.kinds and stream.since_row() > len(stream.kinds):
        if any(suits(_text(stream.cells[-1]), kind) for kind in kinds):
            break
        stream.drop_last()
