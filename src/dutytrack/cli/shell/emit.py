"""Putting an answer where it belongs: on the terminal, into a pipe, into a file.

Data (every form but a table) is UTF-8 wherever it goes; what is shown on a terminal is as the terminal can show it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dutytrack.cli.shell.anchors import head_line, head_of, meta_file, particulars, seal_head
from dutytrack.cli.shell.terminal import tell, tell_aside, warn
from dutytrack.i18n import _
from dutytrack.output.cells import well_bracketed
from dutytrack.output.render import json_text, render
from dutytrack.output.table import Screen
from dutytrack.signs import shown

if TYPE_CHECKING:
    from dutytrack.cli.shell.invocation import Invocation
    from dutytrack.files import Writing
    from dutytrack.output.fields import InFull
    from dutytrack.reports.model import Report

FOUND, SOME_FAILED = 1, 2
"""The exit codes of ``--exit-code`` where rows were found, and where one of several documents could not be read."""
TABLE = "table"


def screen(output: Path | None = None) -> Screen | None:
    """The terminal that an answer is drawn on; ``None`` where it goes into a pipe or a file, as ``output`` says."""
    if _file(output) is not None or not sys.stdout.isatty():
        return None
    import shutil

    colour = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Screen(shutil.get_terminal_size().columns, colour)


def emit(call: Invocation, report: Report, output: Path | None = None, *, exit_code: bool = False) -> int:
    """Put ``report`` out in the form asked for; the exit code: with ``exit_code``, 1 where it has rows."""
    said = call.days.said()
    if said:
        report = report._replace(notes=(*report.notes, *said))
    form, on = call.form(output), screen(output)
    is_paper = form == "markdown" or (form == TABLE and on is not None)
    if is_paper and (line := head_line(call, on_screen=on is not None and form == TABLE)):
        report = report._replace(notes=(*report.notes, line))
    text = render(report, form, on)
    if form == TABLE and on is None:
        for table in report.further:
            remark(call, _("only on a terminal and in Markdown: {title}").format(title=table.title))
    if is_paper:
        write(call, text, output, form=form)
    else:
        write_data(call, text, output, form=form, name=report.name)
    sealed(call)
    return FOUND if exit_code and report.row_count else 0


def emit_in_full(call: Invocation, thing: InFull, output: Path | None = None) -> None:
    """Put one thing out in the form asked for."""
    form = call.form(output)
    if form == "json":
        write_data(call, json_text(thing.record), output, form=form, name=thing.report.name)
    elif form == TABLE:
        write_page(call, thing.page(screen(output)), output)
    else:
        emit(call, thing.paper if form == "markdown" else thing.report, output)
        return
    sealed(call)


def write_page(call: Invocation, text: str, output: Path | None = None) -> None:
    """Put a page to be read out, with the journal's head at its foot."""
    line = head_line(call, on_screen=_file(output) is None)
    write(call, f"{text}{line}\n" if line else text, output)


def write_data(call: Invocation, text: str, output: Path | None = None, *, form: str, name: str) -> None:
    """Put pure data out; its particulars go into a file beside the one that it is in, or with ``--meta`` to stderr."""
    write(call, text, output, form=form)
    file, is_asked = _file(output), bool(call.option("meta"))
    if file is not None and file.is_file():
        told = json_text(particulars(call, report=name, data=file.read_bytes()))
        _write_file(call, meta_file(file), told.encode())
    elif is_asked:
        told = json_text(particulars(call, report=name, data=text.encode()))
    if is_asked:
        tell_aside(told)


def sealed(call: Invocation) -> None:
    """Seal the head that was put out, where the call asks for that."""
    if call.option("seal") and head_of(call) is not None:
        remark(call, seal_head(call))


def write(call: Invocation, text: str, output: Path | None = None, *, form: str = TABLE) -> None:
    """Put ``text`` on standard output or into the file ``output``; a spreadsheet's file has a byte order mark."""
    file = _file(output)
    if file is not None:
        _write_file(call, file, shown(text).encode("utf-8-sig" if form == "csv" else "utf-8"))
        if file.is_file():
            remark(call, _("written: {path}").format(path=file))
    elif form == TABLE or sys.stdout.isatty():
        tell(text, colours=True)
    else:
        _to_pipe(shown(text).encode())


def write_workbook(call: Invocation, data: bytes, output: Path) -> bool:
    """Put the workbook ``data`` into the file ``output``; whether it is a file, and no pipe.

    Raises NoBytesOnTerminalError where standard output is a terminal.
    """
    file = _file(output)
    if file is not None:
        _write_file(call, file, data)
        return True
    if sys.stdout.isatty():
        from dutytrack.cli.shell.errors import NoBytesOnTerminalError

        raise NoBytesOnTerminalError
    _to_pipe(data)
    return False


def check_output(call: Invocation, output: Path, named: Iterable[Any] = ()) -> None:
    """Refuse an ``output`` that may not be written, or not in the form asked for, before anything is done."""
    form = call.told_form(output)
    check_file(call, output, named)
    file = _file(output)
    if file is not None and form != "markdown" and (not file.exists() or file.is_file()):
        _writing(call, file).check(meta_file(file), _paths(named))


def check_workbook(call: Invocation, output: Path, named: Iterable[Any] = ()) -> None:
    """Refuse a workbook ``output`` that may not be written, or by its name is none, before anything is done."""
    from dutytrack.config import WORKBOOK

    check_file(call, output, named)
    file = _file(output)
    is_stream = file is None or (file.exists() and not file.is_file())
    if not is_stream and output.suffix.lower() != WORKBOOK:
        from dutytrack.cli.shell.errors import WorkbookEndingError

        raise WorkbookEndingError(output)


def check_file(call: Invocation, output: Path, named: Iterable[Any] = ()) -> None:
    """Refuse a file ``output`` that may not be written, before anything is done; ``named`` is what else is named."""
    file = _file(output)
    if file is not None:
        _writing(call, file).check(file, _paths(named))


def put(text: str) -> None:
    """Print a line that was asked for, with ``--quiet`` too."""
    tell(text + "\n")


def say(call: Invocation, text: str) -> None:
    """Report what was done, and what was understood of its days, on standard output; with ``--quiet`` nothing."""
    if not call.is_quiet:
        put(as_said(call, text))


def as_said(call: Invocation, text: str) -> str:
    """``text`` as it is said: what was understood of its days is in it, and names are bracketed as the language is."""
    return well_bracketed(call.days.said_in(text))


def remark(call: Invocation, text: str) -> None:
    """Say something beside the answer on stderr; with ``--quiet`` nothing."""
    if not call.is_quiet:
        warn(well_bracketed(text))


def _write_file(call: Invocation, file: Path, data: bytes) -> None:
    """Write ``file``, and say which folder was made for it: a name may be mistyped."""
    for made in _writing(call, file).write(file, data)[:1]:
        remark(call, _("folder made: {path}").format(path=made))


def _file(output: Path | None) -> Path | None:
    """The file that ``output`` names; ``None`` where it is standard output."""
    if output is None:
        return None
    from dutytrack.files import is_standard_output

    return None if is_standard_output(output) else output


def _paths(values: Iterable[Any]) -> Iterable[Path]:
    """The files and folders among ``values``: what is a path, and words and lists of words that name one."""
    for value in values:
        if isinstance(value, list | tuple):
            yield from _paths(value)
        elif isinstance(value, Path) or (isinstance(value, str) and value and os.path.exists(value)):  # noqa: PTH110
            yield Path(value)


def _writing(call: Invocation, file: Path) -> Writing:
    from dutytrack.files import Writing
    from dutytrack.store.file.location import belongs_to_a_ledger, outputs_folder, own_files

    ledger, home = call.settings.ledger, call.settings.outputs
    registers = (home, outputs_folder(ledger) if ledger is not None and call.has_ledger else None)
    other = (file,) if belongs_to_a_ledger(file) else ()
    return Writing(
        kept=other if ledger is None else (*own_files(ledger), *other, *call.linked_evidence),
        registers=tuple(register for register in registers if register is not None),
        private=ledger is not None and call.has_ledger and not ledger.stat().st_mode & 0o077,
        force=bool(call.option("force")),
    )


def _to_pipe(data: bytes) -> None:
    """Write bytes to standard output, behind the text that is there already."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
