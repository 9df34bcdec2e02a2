"""A task under review as text: its signs of doubt, its reading, and its source with what was read coloured by kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rich.text import Text

from dutytrack.domain.plan.model import ROLES, ParsedTask, Span
from dutytrack.domain.plan.problems import Problem
from dutytrack.domain.review.drafts import Draft
from dutytrack.domain.review.fields import TASK_FIELDS, shown
from dutytrack.i18n import N_, _, listed
from dutytrack.output.amendment import change_line, fate_line
from dutytrack.output.cells import character_width, fill, printable, printable_lines, width
from dutytrack.tui.shared.flow import flow

SIGNS: Mapping[str, tuple[str, str]] = {
    "unit": (N_("U"), N_("units")),
    "date": (N_("D"), N_("dates")),
    "figure": (N_("F"), N_("figures")),
    "number": (N_("N"), N_("numbering")),
    "text": (N_("T"), N_("text")),
}
"""What a doubt can be about: its sign, and what that stands for."""
_SIGN_OF: Mapping[str, str] = {
    **dict.fromkeys((*ROLES, "units", "leader"), "unit"),
    **dict.fromkeys(("deadline", "deadlines", "recurring"), "date"),
    **dict.fromkeys(("indicator", "indicators"), "figure"),
    **dict.fromkeys(("label", "ref"), "number"),
}
STATES: Mapping[str, str] = {
    "?": N_("left over"), "+": N_("right"), "*": N_("changed"), "n": N_("new"), "x": N_("dropped"),
}  # fmt: skip
"""What stands before a task in the list."""
KINDS: Mapping[str, tuple[str, str, str]] = {
    "title": (N_("task"), "bold underline", "bold underline"),
    "unit": (N_("unit"), "black on #79b8d1", "black on #b5dcef"),
    "date": (N_("date"), "black on #e0b34a", "black on #ffe08a"),
    "figure": (N_("figure"), "black on #8fc37a", "black on #c4e6b3"),
}
"""The kinds of what was read with their words and looks on dark and on light, from the strongest: where two overlap
the first one's colour is seen."""
AROUND = 30
"""Lines of the source shown before and after a task's own."""
LONG_LINE = 4000
"""Characters above which only the part of a line that was read is shown."""
_MARGIN = 200
_NO_START = ",.。、;:!?)》」』】〕〗]},；：！？）…”’"


def kind_style(kind: str, *, dark: bool) -> str:
    """The Rich style of what was read as ``kind``."""
    return KINDS[kind][1 if dark else 2]


def sign_kind(problem: Problem) -> str:
    """What the doubt is about, as in ``SIGNS``."""
    return _SIGN_OF.get(problem.field, "text")


def signs(draft: Draft) -> str:
    """A sign for each doubt, those of one kind counted: ``U2 D``."""
    counted = Counter(map(sign_kind, draft.doubts))
    return " ".join(f"{_(SIGNS[kind][0])}{count if count > 1 else ''}" for kind, count in counted.items())


def state(draft: Draft) -> str:
    """What was done to the task, in a letter; empty where nothing was."""
    if draft.is_waiting:
        return "?"
    if draft.refused or (draft.dropped and not draft.is_gone):
        return "x"
    if draft.marked:
        return "+"
    if draft.added and not draft.is_gone:
        return "n"
    return "*" if draft.touched else ""


def legend(drafts: Sequence[Draft], *, cells: int, dark: bool) -> Text:
    """What colours, the signs among ``drafts`` and, where they fit into ``cells``, the letters mean, on a line."""
    text = Text(no_wrap=True, overflow="ellipsis")
    for kind, (word, *_looks) in KINDS.items():
        text.append(_(word) if kind == "title" else f" {_(word)} ", kind_style(kind, dark=dark))
        text.append(" ")
    found = {sign_kind(problem) for draft in drafts for problem in draft.doubts}
    if found:
        text.append(f" {_('doubts:')} ", "dim")
        text.append("  ".join(f"{_(sign)} {_(word)}" for kind, (sign, word) in SIGNS.items() if kind in found))
    letters = "   " + "  ".join(f"{letter} {_(word)}" for letter, word in STATES.items())
    if width(text.plain + letters) <= cells:
        text.append(letters, "dim")
    return text


def reading_text(draft: Draft, *, cells: int) -> Text:
    """The doubts in sentences, then every field that holds something; changed ones say what was read."""
    text = Text()
    doubt, told = draft.question or (None, ())
    for head, line in _change_lines(draft):
        _append(text, head, line, cells, 3, "bold")
    for problem in draft.doubts:
        line = _("line {line}: {message}").format(line=problem.line, message=problem.message)
        _append(text, _(SIGNS[sign_kind(problem)][0]), line, cells, 3, "bold red")
        if problem is doubt:
            _append(text, "y", listed(answer.value for answer in told), cells, 3, "bold")
    touched = draft.touched
    indent = max(width(_(field.label)) for field in TASK_FIELDS) + 2
    for field in TASK_FIELDS:
        value = re.sub(r" \|(?: +\|)+", " |", shown(draft.task, field.name))
        if field.name == "text" or not (value or field.name in touched or field.name == "lead"):
            continue
        _append(text, _(field.label), value or "-", cells, indent, "bold")
        if field.name in touched and not draft.added:
            was = _("read: {text}").format(text=shown(draft.read, field.name) or "-")
            _append(text, "*", was, cells, indent, "dim", style="dim")
    return text


def _change_lines(draft: Draft) -> Iterator[tuple[str, str]]:
    """What a later text makes of the task, then the fields that differ; ``x`` stands before what is refused."""
    if draft.change is None:
        return
    yield ("x" if state(draft) == "x" else "="), fate_line(draft.change)
    for one in draft.change.fields:
        yield ("x" if one.field in draft.refused_fields else ""), change_line(one)


def _append(text: Text, label: str, value: str, cells: int, indent: int, label_style: str, style: str = "") -> None:
    head = label
    for line in (part for said in value.split("\n") for part in flow(printable(said), max(cells - indent, 8))):
        text.append(fill(head, indent), label_style)
        text.append(f"{line}\n", style)
        head = ""


class Shown(NamedTuple):
    """The source around a task, laid out."""

    text: Text
    row: int
    """The row of ``text`` at which the task begins."""


def source_text(source: Sequence[str], task: ParsedTask, *, cells: int, dark: bool) -> Shown:
    """The lines around ``task`` with their numbers, its own marked by a bar; ``cells`` wide."""
    first, last = task.lines
    if not source or first < 1:
        return Shown(Text("\n".join(flow(printable_lines(task.text), cells)), "dim"), 0)
    begin, end = max(first - AROUND, 1), min(last + AROUND, len(source))
    gutter = len(str(end)) + 3
    spans = _spans_by_line(task)
    rows: list[Text] = []
    row = 0
    for number in range(begin, end + 1):
        if number == first:
            row = len(rows)
        own = first <= number <= last
        styled = _styled(source[number - 1], spans.get(number, ()), own=own, dark=dark)
        rows += _laid_out(styled, number, own=own, gutter=gutter, cells=cells)
    return Shown(Text("\n").join(rows), row)


def _spans_by_line(task: ParsedTask) -> dict[int, list[tuple[str, Span]]]:
    """What was read on each line, the strongest kind last."""
    found: dict[int, list[tuple[str, Span]]] = {}
    spans = task.spans
    for kind in reversed(tuple(KINDS)):
        for span in spans[kind]:
            found.setdefault(span.line, []).append((kind, span))
    return found


def _styled(line: str, spans: Sequence[tuple[str, Span]], *, own: bool, dark: bool) -> Text:
    """The line with its spans coloured; of a very long one only the part that was read."""
    clean = "".join(character if character.isprintable() else " " for character in line)
    text = Text(clean, "" if own else "dim", end="")
    for kind, span in spans:
        text.stylize(kind_style(kind, dark=dark), span.start, span.end)
    if len(clean) <= LONG_LINE:
        return text
    begin = max(min((span.start for _kind, span in spans), default=0) - _MARGIN, 0)
    last = max((span.end for _kind, span in spans), default=0) + _MARGIN
    return text[begin : min(last, begin + LONG_LINE)]


def _laid_out(line: Text, number: int, *, own: bool, gutter: int, cells: int) -> list[Text]:
    rows: list[Text] = []
    for part in _broken(line, max(cells - gutter, 8)):
        head = f"{number if not rows else '':>{gutter - 3}} "
        row = Text(head, "" if own else "dim", end="")
        row.append("| " if own else "  ", "bold red" if own else "")
        row.append_text(part)
        rows.append(row)
    return rows


def _broken(line: Text, cells: int) -> Iterator[Text]:
    """The line in parts of at most ``cells`` cells; none begins with a closing mark."""
    plain = line.plain
    start = used = 0
    for place, character in enumerate(plain):
        size = character_width(character)
        if used + size > cells:
            cut = _cut(plain, start, place)
            yield line[start:cut]
            start, used = cut, width(plain[cut:place])
        used += size
    yield line[start:]


def _cut(plain: str, start: int, place: int) -> int:
    """Where to end a row at the latest at ``place``: before no closing mark, and in no number or Latin word."""
    cut = place
    while cut > start + 1 and (plain[cut] in _NO_START or _in_word(plain, cut)):
        cut -= 1
    return cut if cut > start + (place - start) // 2 else place


def _in_word(plain: str, place: int) -> bool:
    return plain[place - 1 : place + 1].isascii() and plain[place - 1 : place + 1].isalnum()
