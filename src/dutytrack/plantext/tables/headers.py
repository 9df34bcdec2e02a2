"""The header of a table printed one row a line: of one row of words, or of several, the lower ones naming parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile, zip_longest
from typing import NamedTuple

from dutytrack.plantext.tables.columns import (
    HEADER_LONGEST,
    UNIT_KINDS,
    ColumnKind,
    column_kind,
    header_kinds,
    names_unit,
    plain,
)
from dutytrack.plantext.tables.places import NUMBER_CELL, mostly_by_when, mostly_units, suits, told_by_cells
from dutytrack.plantext.text.paragraphs import Paragraph, Slice
from dutytrack.plantext.words.patterns import regex
from dutytrack.plantext.words.roles import role_of_label

MOST_HEADER_ROWS = 3
"""Rows of words atop a table."""
_WEAK = regex("(?:名称|全称|内容|数量?|数值|时间|日期|时限|姓名)")
"""Words that say little without what stands above them: 时间 below 开工."""
_WHO = regex("(?:单位|部门)(?:名称|全称)?")
"""Who below a word about units, a measure below another."""
_YEAR = regex("20\\d\\d年")
_SENTENCE = regex("[。;:!?]")
_NO_WORD = regex(r"[。;:!,、\d]")
_DUTY = regex(r"[一-鿿]{5}|[一-鿿]{2}\d")
"""What is longer than a name."""
_COLUMNS_LEAST, _ROWS_LEAST = 3, 3
"""Of a table whose words are not known."""
_RANK: tuple[ColumnKind, ...] = ("amount", "period", "other")
"""What two words tell together that hold a time: the first of these."""


class Header(NamedTuple):
    """What stands atop the columns of a table, and what they hold; nothing where only their cells can tell."""

    words: list[Slice]
    kinds: list[ColumnKind]
    rows: int
    """How many rows of words it has."""


def read_header(rows: Iterator[Sequence[Slice]]) -> Header | None:
    """The header that ``rows`` begin with, those of several rows of words as one; ``None`` where there is none."""
    words = list(next(rows, ()))
    found: Header | None = None
    for count in range(1, MOST_HEADER_ROWS + 1):
        kinds = header_kinds([word.text for word in words])
        if kinds or found is None or not found.kinds:
            found = Header(words, kinds or [], count)
        lower = next(rows, ())
        if count == MOST_HEADER_ROWS or not _is_lower(words, lower):
            break
        words = [*_joined(words, lower)]
    return found if found is not None and (found.kinds or _may_head(found.words)) else None


def _is_lower(upper: Sequence[Slice], lower: Sequence[Slice]) -> bool:
    """Whether a row names parts of the columns above it: some of these reach over several, or down into it."""
    pairs = [*zip_longest([plain(one.text) for one in upper], [plain(one.text) for one in lower], fillvalue="")]
    parts = [(n, low) for n, (high, low) in enumerate(pairs) if low and low != high]
    reaches = any(high == low or not high for high, low in pairs if low)
    heads = [high for high, _ in pairs if high]
    if not reaches or len(parts) < 2 or len(heads) < 2 or len(lower) < len(upper) - 1:
        return False
    spans = [not high or (n + 1 < len(pairs) and not pairs[n + 1][0]) for n, (high, _) in enumerate(pairs)]
    return all(_may_be_part(low, spans=spans[n]) for n, low in parts)


def _may_be_part(low: str, *, spans: bool) -> bool:
    """Whether ``low`` may be a word of a header's lower row, below one that may span columns, and is no cell."""
    if len(low) > HEADER_LONGEST or NUMBER_CELL.match(low) or _SENTENCE.search(low):
        return False
    if column_kind(low) not in (None, "period"):
        return True
    return spans or (not names_unit(low) and not suits(low, "time"))


def _joined(upper: Sequence[Slice], lower: Sequence[Slice]) -> Iterator[Slice]:
    """The word atop each column: what stands below, what stands above, or both where only they say what it is."""
    above: Slice | None = None
    for high, low in zip_longest(upper, lower):
        above = high if high is not None and len(high) else above
        if low is None or not len(low) or (high is not None and plain(low.text) == plain(high.text)):
            yield high if high is not None else low
        else:
            yield _word(above, low) if above is not None else low


def _word(high: Slice, low: Slice) -> Slice:
    """What a column's word is, of which ``low`` stands below ``high``."""
    kind, above = column_kind(low.text), column_kind(high.text)
    both = (_both(low, high), _both(high, low))
    if names_unit(low.text):
        return low
    says_who = _WHO.fullmatch(plain(low.text)) is not None
    if says_who or (above in UNIT_KINDS and kind is None):
        return next(filter(_is_whos, both), high if says_who and above in UNIT_KINDS else low)
    told = {column_kind(word.text): word for word in reversed(both)}
    wanted: Sequence[ColumnKind] = ()
    if "period" in (kind, above):
        wanted = _RANK
    elif kind == "other" or _YEAR.search(low.text):
        wanted = ("amount",)
    elif kind is None or _WEAK.fullmatch(plain(low.text)):
        wanted = sorted((one for one in told if one is not None), key=_telling, reverse=True)
    return next((told[one] for one in wanted if one in told), low)


def _is_whos(word: Slice) -> bool:
    return column_kind(word.text) in {*UNIT_KINDS, "leader"}


def _telling(kind: ColumnKind) -> int:
    """How much it tells that two words together are of ``kind``."""
    return 2 if kind == "amount" or kind in UNIT_KINDS else int(kind != "other")


def _both(first: Slice, second: Slice) -> Slice:
    paragraph = Paragraph.of_parts([first, second])
    return Slice(paragraph, 0, len(paragraph.text))


def _may_head(words: Sequence[Slice]) -> bool:
    """Whether each of the cells may be a word atop a column, whatever it says: short, and neither who nor when."""
    texts = [plain(word.text) for word in words]
    return len(texts) >= _COLUMNS_LEAST and all(
        text
        and len(text) <= HEADER_LONGEST
        and not (NUMBER_CELL.match(text) or _NO_WORD.search(text))
        and not (suits(text, "time") or names_unit(text))
        for text in texts
    )


def told_header(header: Header, grid: Sequence[Sequence[str]]) -> tuple[Header, str] | None:
    """A header with what the cells of ``grid`` below it tell, and its words that nothing else tells; or ``None``."""
    texts = grid[header.rows :]
    words = [word.text for word in header.words]
    if not header.kinds:
        by_cells = _kinds_by_cells(words, texts)
        return (header._replace(kinds=by_cells), "、".join(words)) if by_cells else None
    kinds = told_by_cells(header.kinds, words, texts)
    guessed = [words[n] for n, kind in enumerate(kinds) if kind != header.kinds[n] and kind in UNIT_KINDS]
    return header._replace(kinds=kinds), "、".join(guessed)


def _kinds_by_cells(words: Sequence[str], rows: Sequence[Sequence[str]]) -> list[ColumnKind] | None:
    """What the columns under words that are not known hold, by their cells; ``None`` where these tell of no tasks.

    They do where a column names units and one says by when, or is headed by a known word, and one holds a duty a row.
    """
    of_table = [*takewhile(lambda row: sum(map(bool, row)) > 1, rows)]
    grid = [[cell.strip() for cell in row] for row in of_table if len(row) == len(words)]
    if len(grid) < _ROWS_LEAST or len(grid) < len(of_table) - 1:
        return None
    kinds = [column_kind(word) or "unknown" for word in words]
    known = [kind for kind in kinds if kind in {*UNIT_KINDS, "task", "content", "time"}]
    columns = [[row[column] for row in grid] for column in range(len(words))]
    for column in [n for n, kind in enumerate(kinds) if kind == "unknown"]:
        kinds[column] = _kind_by_cells(words[column], columns[column])
    duties = [n for n, kind in enumerate(kinds) if kind == "content" and len({*columns[n]}) == len(grid)]
    if UNIT_KINDS.isdisjoint(kinds) or not ("time" in kinds or known) or not ("task" in kinds or duties):
        return None
    if "task" not in kinds:
        kinds[duties[0]] = "task"
    return kinds


def _kind_by_cells(word: str, cells: Sequence[str]) -> ColumnKind:
    if all(map(NUMBER_CELL.match, cells)):
        return "number"
    if mostly_by_when(cells):
        return "time"
    if mostly_units(cells):
        return role_of_label(word)
    told = sum(_DUTY.search(cell) is not None for cell in cells)
    return "content" if 2 * told > len(cells) else "unknown"
