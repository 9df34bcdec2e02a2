"""The files that prove something: which there are, and whether they are still what they were."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from functools import cache, partial
from pathlib import Path

from dutytrack.i18n import _, ngettext
from dutytrack.reports.model import Report, columns_of, listing
from dutytrack.store.reading.evidence import EvidenceFile, evidence_files
from dutytrack.store.sql.dialect import Reader

_ROWS = "SELECT id, path, linked, sha256, size FROM evidence ORDER BY id"
_COLUMNS = "key name size media_type proves unit on linked sha256 path"


def evidence_report(connection: Reader, key: str | None = None, *, as_of: date, folder: Path) -> Report:
    """The files of the task ``key``, or of all tasks, with where each lies."""
    files = evidence_files(connection, key, as_of=as_of)
    columns = columns_of(_COLUMNS)
    title = _("Evidence") if key is None else _("Evidence of {key}").format(key=key)
    report = listing("evidence", title, columns, files, as_of, path=partial(_path, folder))
    totals = ((_("files of evidence"), len(files)), (_("bytes"), sum(file.size for file in files)))
    return report.counting(*totals, nothing=_("No evidence was handed in."))


def evidence_check(connection: Reader, *, as_of: date, folder: Path) -> Report:
    """The files that are not there any more, can't be read, or whose digest is another than was handed in."""
    files = evidence_files(connection, as_of=as_of)
    fault_at = cache(fault_of)

    def fault(file: EvidenceFile) -> str | None:
        return fault_at(place_of(file, folder), file.sha256)

    columns = columns_of(f"fault {_COLUMNS}")
    faulty = [file for file in files if fault(file)]
    title = _("Evidence that does not agree")
    report = listing("evidence-check", title, columns, faulty, as_of, fault=fault, path=partial(_path, folder))
    good = ngettext("{count} file is what it was.", "All {count} files are what they were.", len(files))
    totals = ((_("files of evidence"), len(files)), (_("files that do not agree"), len(faulty)))
    return report.counting(*totals, nothing=good.format(count=len(files)))


def evidence_faults(connection: Reader, folder: Path) -> Iterator[str]:
    """A sentence for each file of the ledger that is not there, can't be read or is not what was handed in.

    Rows may be anything: one that names no file at all is a fault as well.
    """
    for row_id, place, linked, sha256, size in connection.execute(_ROWS):
        try:
            file = Path(place) if linked else folder / place
            fault = fault_of(file, sha256) or (None if file.stat().st_size == size else "altered")
        except (OSError, TypeError, ValueError) as error:
            file, fault = Path(str(place)), str(error)
        if fault is not None:
            words = {"missing": _("is not there"), "altered": _("is not what was handed in")}
            said = words.get(fault, _("can't be read"))
            yield _("evidence {id}: {path} {fault}").format(id=row_id, path=file, fault=said)


def _path(folder: Path, file: EvidenceFile) -> str:
    return str(place_of(file, folder))


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
