"""A task and its reasons as text for the screen. Values from documents are plain text here, never markup."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from dutytrack.domain.acts import status_word
from dutytrack.domain.lamps import lamp_style, lamp_word
from dutytrack.i18n import _, clauses, listed
from dutytrack.output.cells import fill, in_print, printable, printable_lines, width
from dutytrack.output.figures import figures_measured, only_marked, percent, progress_told, schedule_told
from dutytrack.output.reasons import also_told, beside, figures_seen, rule_told
from dutytrack.output.supervision import pace
from dutytrack.output.words import flag_words
from dutytrack.store.reading.detail import TaskDetail
from dutytrack.store.reading.tasks import TaskRow
from dutytrack.store.reading.why import Why
from dutytrack.tui.shared.flow import flow
from dutytrack.tui.shared.task_lines import parts_of

_BAR = 24
"""Cells of the bar that shows progress."""
_LEAST_LABEL = 6
"""Cells that labels at the left take at least, so that short ones line up from task to task."""


def detail_text(detail: TaskDetail, *, cells: int, dark: bool) -> Text:
    """The whole of ``detail`` in lines of ``cells`` cells: head, parts under their labels, the document's text."""
    text = _head(detail.row, cells=cells, dark=dark)
    text.append_text(_progress(detail, cells))
    text.append_text(labelled_lines(list(parts_of(detail)), cells))
    if detail.text:
        text.append("\n" + "\n".join(flow(printable_lines(detail.text), cells)) + "\n")
    return text


def progress_bar(progress: float, schedule: float | None, cells: int) -> Text:
    """How far it is, and as a stroke how far it would be on schedule, in ``cells`` cells: ``[====--|---]``."""
    room = cells - 2
    done = round(min(max(progress, 0), 100) * room / 100)
    text = Text("[")
    text.append("=" * done, "bold green").append("-" * (room - done), "dim").append("]")
    if schedule is None:
        return text
    mark = 1 + min(int(min(max(schedule, 0), 100) * room / 100), room - 1)
    return text[:mark].append("|", "bold red").append_text(text[mark + 1 :])


def _progress(detail: TaskDetail, cells: int) -> Text:
    """The bar and its figures; nothing where progress is not known."""
    row = detail.row
    measured = figures_measured(detail)
    if row.progress is None:
        return Text(f"{_('unknown')}  {measured}\n" if measured else "")
    marked = only_marked(detail) if row.status != "closed" else None
    said = [marked] if marked else [progress_told(detail), _("claimed") if row.claimed else _("verified")]
    schedule = None
    if row.behind is not None:
        schedule = float((detail.should or "0%").rpartition(" ")[2].rstrip("%"))
        said += [_("schedule | {percent}").format(percent=percent(schedule)), pace(row.behind)]
        if row.figures_total and (told := schedule_told(detail)):
            said.append(told)
    if row.members_total:
        said.append(_("{done}/{count} members done").format(done=row.members_done or 0, count=row.members_total))
    said += [measured] if measured else []
    text = progress_bar(row.progress, schedule, _BAR)
    first, *rest = flow("  ".join(said), max(cells - _BAR - 1, 20))
    return text.append(f" {first}\n" + "".join(f"{line}\n" for line in rest))


def labelled_lines(parts: Sequence[tuple[str, Sequence[str]]], cells: int) -> Text:
    """``parts`` with their labels in a column of their own at the left."""
    labels = [_(label) for label, _lines in parts]
    indent = max([_LEAST_LABEL, *map(width, labels)]) + 2
    text = Text()
    for label, (_english, lines) in zip(labels, parts, strict=True):
        head = label
        for line in (shown for said in lines for shown in _hanging(said, cells - indent)):
            text.append(fill(head, indent), "bold" if head else "")
            text.append(f"{line}\n")
            head = ""
    return text


def _hanging(said: str, cells: int) -> list[str]:
    """``said`` in lines that all begin where the first one does."""
    inset = said[: len(said) - len(said.lstrip(" "))]
    return [inset + line for line in flow(in_print(said.lstrip(" ")), cells - len(inset))]


def why_text(why: Why) -> str:
    """The rule that decided, what else holds, and the figures the rules saw."""
    lines = [f"{why.key} {printable(why.title)}", ""]
    lines.append(_("{lamp}, because {clause}").format(lamp=lamp_word(why.lamp), clause=why.decided_by.because))
    lines += beside(why)
    if why.also:
        lines += ["", _("This holds too:")]
        lines += [f"  {also_told(rule, why)}" for rule in why.also]
    lines += ["", clauses([rule_told(why), _("as of {date}").format(date=why.as_of)])]
    lines.append(_("The rules saw: {figures}").format(figures=figures_seen(why)))
    return "\n".join(lines)


def _head(row: TaskRow, *, cells: int, dark: bool) -> Text:
    text = Text()
    text.append(f"{row.key} ", "bold")
    text.append(f" {lamp_word(row.lamp)} ", lamp_style(row.lamp, dark=dark))
    said = [status_word(row.status)]
    if row.days_late:
        said.append(_("{days} days late").format(days=row.days_late))
    said += flag_words([flag for flag in row.flags if flag != "overdue"])
    before = width(row.key) + width(lamp_word(row.lamp)) + 4
    first, *rest = flow(listed(said), max(cells - before, 10))
    text.append(f" {first}\n")
    text.append("".join(f"{line}\n" for line in rest))
    text.append("".join(f"{line}\n" for line in flow(printable(row.title), cells)), "bold")
    return text
