"""The files that prove something: which there are, and whether they are still what they were."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cache
from pathlib import Path

from dutytrack.i18n import _, ngettext
from dutytrack.reports.model import Column, Group, Report, cells
from dutytrack.store.reading.evidence import EvidenceFile, evidence_files
from dutytrack.store.sql.dialect import Reader


def evidence_report(connection: Reader, key: str | None = None, *, as_of: date, folder: Path) -> Report:
    """The files of the task ``key``, or of all tasks, with where each lies."""
    files = evidence_files(connection, key, as_of=as_of)
    columns = _columns()
    return Report(
        name="evidence",
        title=_("Evidence") if key is None else _("Evidence of {key}").format(key=key),
        columns=columns,
        groups=(Group(cells(columns, files, path=lambda file: str(place_of(file, folder)))),),
        as_of=as_of,
        totals=((_("files"), len(files)), (_("bytes"), sum(file.size for file in files))),
        notes=() if files else (_("No evidence was handed in."),),
    )


def evidence_check(connection: Reader, *, as_of: date, folder: Path) -> Report:
    """The files that are not there any more, can't be read, or whose digest is another than was handed in."""
    files = evidence_files(connection, as_of=as_of)
    fault_at = cache(fault_of)

    def fault(file: EvidenceFile) -> str | None:
        return fault_at(place_of(file, folder), file.sha256)

    columns = (Column("fault", _("fault")), *_columns())
    faulty = [file for file in files if fault(file)]
    rows = cells(columns, faulty, fault=fault, path=lambda file: str(place_of(file, folder)))
    good = ngettext("{count} file is what it was.", "All {count} files are what they were.", len(files))
    return Report(
        name="evidence-check",
        title=_("Evidence that does not agree"),
        columns=columns,
        groups=(Group(rows),),
        as_of=as_of,
        totals=((_("files"), len(files)), (_("files that do not agree"), len(rows))),
        notes=() if rows else (good.format(count=len(files)),),
    )


def place_of(file: EvidenceFile, folder: Path) -> Path:
    """Where the file lies, kept in ``folder`` or linked."""
    return Path(file.path) if file.linked else folder / file.path


def fault_of(place: Path, sha256: str) -> str | None:
    """What is wrong with the file that lies there, ``missing``, ``altered`` or ``unreadable``; else ``None``."""
    if not place.is_file():
        return "missing"
    try:
        with place.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return "unreadable"
    return None if digest == sha256 else "altered"


def _columns() -> tuple[Column, ...]:
    return (
        Column("key", _("key"), "key"),
        Column("name", _("name")),
        Column("size", _("bytes"), "number"),
        Column("media_type", _("kind of file")),
        Column("proves", _("proves")),
        Column("unit", _("unit")),
        Column("on", _("day"), "date"),
        Column("linked", _("linked")),
        Column("sha256", _("digest (SHA-256)")),
        Column("path", _("path")),
    )
