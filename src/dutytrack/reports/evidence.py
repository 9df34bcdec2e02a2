"""The files that prove something: which there are, and whether they are still what they were."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from dutytrack.i18n import _, ngettext
from dutytrack.reports.model import Column, Group, Report, iso
from dutytrack.store.dialect import Reader
from dutytrack.store.reading.evidence import EvidenceFile, evidence_files


def evidence_report(connection: Reader, key: str | None = None, *, as_of: date, folder: Path) -> Report:
    """The files of the task ``key``, or of all tasks, with where each lies."""
    files = evidence_files(connection, key, as_of=as_of)
    rows = tuple((*_shown(file), str(place_of(file, folder))) for file in files)
    return Report(
        name="evidence",
        title=_("Evidence") if key is None else _("Evidence of {key}").format(key=key),
        columns=(*_columns(), Column("path", _("path"))),
        groups=(Group(rows),),
        as_of=as_of,
        totals=((_("files"), len(rows)), (_("bytes"), sum(file.size for file in files))),
        notes=() if rows else (_("No evidence was handed in."),),
    )


def evidence_check(connection: Reader, *, as_of: date, folder: Path) -> Report:
    """The files that are not there any more, can't be read, or whose digest is another than was handed in."""
    files = evidence_files(connection, as_of=as_of)
    found: dict[tuple[str, str], str | None] = {}
    for file in files:
        place = (str(place_of(file, folder)), file.sha256)
        if place not in found:
            found[place] = fault_of(file, folder)
    faulty = [(file, fault) for file in files if (fault := found[str(place_of(file, folder)), file.sha256])]
    rows = tuple((fault, *_shown(file), str(place_of(file, folder))) for file, fault in faulty)
    good = ngettext("{count} file is what it was.", "All {count} files are what they were.", len(files))
    return Report(
        name="evidence-check",
        title=_("Evidence that does not agree"),
        columns=(Column("fault", _("fault")), *_columns(), Column("path", _("path"))),
        groups=(Group(rows),),
        as_of=as_of,
        totals=((_("files"), len(files)), (_("files that do not agree"), len(rows))),
        notes=() if rows else (good.format(count=len(files)),),
    )


def place_of(file: EvidenceFile, folder: Path) -> Path:
    """Where the file lies, kept in ``folder`` or linked."""
    return Path(file.path) if file.linked else folder / file.path


def fault_of(file: EvidenceFile, folder: Path) -> str | None:
    """What is wrong with the file, ``missing``, ``altered`` or ``unreadable``; else ``None``."""
    place = place_of(file, folder)
    if not place.is_file():
        return "missing"
    try:
        with place.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return "unreadable"
    return None if digest == file.sha256 else "altered"


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
    )


def _shown(file: EvidenceFile) -> tuple[str | int | bool | None, ...]:
    return (
        file.key,
        file.name,
        file.size,
        file.media_type,
        file.proves,
        file.unit,
        iso(file.on),
        file.linked,
        file.sha256,
    )
