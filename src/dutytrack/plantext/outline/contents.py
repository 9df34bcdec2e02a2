"""What stands in a document for its pages' sake: a table of contents, pages' numbers. None of it is anybody's task."""

from __future__ import annotations

from collections.abc import Sequence

from dutytrack.plantext.text.lines import SourceLine
from dutytrack.plantext.words.patterns import regex

_HEADING = regex(r"\s*目\s*[录次]\s*")
_HEADING_LONGEST = 12
_PAGED = regex(r"\s*(?:\S.*?(?:[.·…_-]{2,}\s*|\s))?(?:-\s?)?\d{1,3}(?:\s?-)?\s*")
"""Words, then a page's number behind dots or a blank; or a page's number alone."""
_DOTTED = regex(r"\s*\S.*?[.·…]{3,}\s*(?:-\s?)?\d{1,3}(?:\s?-)?\s*")
_ENTRY_LONGEST = 100
_ENTRIES_MOST = 400
_DOTTED_LEAST = 3
"""Fewer lines with dots and a page's number, which no heading stands over, are no contents."""


_PAGE = regex(r"\s*(?:(?:-{1,2}|\x1f)\s?\d{1,4}\s?-{1,2}|第\s?\d{1,4}\s?页(?:[,/]?\s?共\s?\d{1,4}\s?页)?)\s*")
_PAGE_LONGEST = 24


def without_pages(lines: Sequence[SourceLine]) -> Sequence[SourceLine]:
    """``lines`` without pages' numbers and the blank lines beside them: what they part goes on over the page's end."""
    if not any("-" in line.text or "页" in line.text for line in lines if len(line.text) <= _PAGE_LONGEST):
        return lines
    pages = {n for n, line in enumerate(lines) if len(line.text) <= _PAGE_LONGEST and _PAGE.fullmatch(line.text)}
    left_out = set(pages)
    for page in pages:
        for beside in (page - 1, page + 1):
            left_out |= {beside} if 0 <= beside < len(lines) and lines[beside].blank else set()
    return [line for n, line in enumerate(lines) if n not in left_out] if pages else lines


def without_contents(lines: Sequence[SourceLine]) -> Sequence[SourceLine]:
    """``lines`` without a table of contents."""
    for index, line in enumerate(lines):
        if len(line.text) <= _HEADING_LONGEST and "目" in line.text and _HEADING.fullmatch(line.text):
            return [*lines[:index], *lines[_end_of_entries(lines, index + 1) :]]
        if len(line.text) <= _ENTRY_LONGEST and ("…" in line.text or "..." in line.text) and _is_dotted(line):
            end = _end_of_entries(lines, index)
            if sum(map(_is_dotted, lines[index:end])) >= _DOTTED_LEAST:
                return [*lines[:index], *lines[end:]]
    return lines


def _end_of_entries(lines: Sequence[SourceLine], start: int) -> int:
    """Where the entries that begin at ``start`` end: lines with a page, or with words that begin a line further on."""
    end = start
    seen: set[str] = set()
    for index, line in enumerate(lines[start : start + _ENTRIES_MOST], start):
        words = line.text.strip()
        if not words:
            continue
        if len(words) > _ENTRY_LONGEST or words in seen:
            break
        if not _PAGED.fullmatch(words) and not any(one.text.lstrip().startswith(words) for one in lines[index + 1 :]):
            break
        end = index + 1
        seen.add(words)
    return end


def _is_dotted(line: SourceLine) -> bool:
    return _DOTTED.fullmatch(line.text) is not None
