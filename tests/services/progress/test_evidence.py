"""Evidence: kept once by its digest, linked on request, found out when it is altered."""

from __future__ import annotations

import hashlib
from contextlib import closing
from datetime import date

import pytest

from dutytrack.reports.evidence import evidence_check, evidence_report
from dutytrack.services.progress.evidence import (
    EvidenceEmptyError,
    EvidenceMissingError,
    EvidenceNotedError,
    EvidenceOfLedgerError,
    EvidenceTwiceError,
    NoReportToProveError,
    add_evidence,
    store_files,
)
from dutytrack.services.progress.reporting import NewReport, report_progress
from dutytrack.store.file.connection import open_reader
from dutytrack.store.file.errors import LedgerNotWritableError
from dutytrack.store.file.location import evidence_folder
from dutytrack.store.undo import undo

pytestmark = pytest.mark.usefixtures("imported")
TODAY = date(2026, 7, 15)


@pytest.fixture
def folder(books):
    return evidence_folder(books.ledger.path)


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "现场.jpg"
    path.write_bytes(b"\xff\xd8 the hall")
    return path


def faults(books, folder):
    with closing(open_reader(books.ledger.path)) as reader:
        return [row["fault"] for row in evidence_check(reader, as_of=TODAY, folder=folder).records()]


def test_a_file_is_kept_under_its_digest_whatever_becomes_of_it(books, folder, photo):
    [stored] = store_files(folder, [photo])
    digest = hashlib.sha256(photo.read_bytes()).hexdigest()
    photo.unlink()

    assert (stored.name, stored.sha256, stored.path) == ("现场.jpg", digest, f"{digest[:2]}/{digest}")
    assert (stored.size, stored.media_type, stored.linked) == (11, "image/jpeg", False)
    assert (folder / stored.path).read_bytes() == b"\xff\xd8 the hall"
    assert folder.stat().st_mode & 0o077 == 0
    assert [path.name for path in folder.iterdir()] == [digest[:2]]


def test_the_same_file_kept_again_is_one_file(folder, photo):
    [first], [second] = store_files(folder, [photo]), store_files(folder, [photo])

    assert first == second
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1


def test_a_missing_file_keeps_none_of_the_others(folder, photo, tmp_path):
    with pytest.raises(EvidenceMissingError, match=r"no\.pdf: no such file"):
        store_files(folder, [photo, tmp_path / "no.pdf"])

    assert not folder.exists()


@pytest.mark.parametrize(("name", "error"), [("empty.txt", EvidenceEmptyError), (".", EvidenceMissingError)])
def test_what_proves_nothing_is_refused(folder, tmp_path, name, error):
    (tmp_path / "empty.txt").touch()
    with pytest.raises(error):
        store_files(folder, [tmp_path / name])


def test_a_link_stays_where_it_is_and_is_checked_there(books, folder, photo):
    stored = store_files(folder, [photo], link=True)
    books.run(add_evidence, key="ll25-1", files=stored)

    assert stored[0].path == str(photo)
    assert not folder.exists()
    assert faults(books, folder) == []
    photo.write_bytes(b"\xff\xd8 another")
    assert faults(books, folder) == ["altered"]
    photo.unlink()
    assert faults(books, folder) == ["missing"]


def test_evidence_of_the_latest_report_is_listed_with_its_day_and_unit(books, folder, photo):
    with pytest.raises(NoReportToProveError):
        books.run(add_evidence, key="LL25-1", files=store_files(folder, [photo]), latest_report=True)
    report = NewReport(
        key="LL25-1", on=date(2026, 7, 1), percent=40, text="新增3家", files=store_files(folder, [photo])
    )
    books.run(report_progress, report=report, today=TODAY)
    photo.write_bytes(b"another")
    books.run(add_evidence, key="LL25-1", files=store_files(folder, [photo]), latest_report=True)

    with closing(open_reader(books.ledger.path)) as reader:
        rows = list(evidence_report(reader, "LL25-1", as_of=TODAY, folder=folder).records())
        before = evidence_report(reader, "LL25-1", as_of=date(2026, 6, 30), folder=folder)
    assert [(row["proves"], row["on"], row["unit"]) for row in rows] == [("report", "2026-07-01", "市科技局")] * 2
    assert before.row_count == 0


def test_taking_a_command_back_forgets_the_proof_not_the_file(books, folder, photo):
    stored = store_files(folder, [photo])
    books.run(add_evidence, key="LL25-1", files=stored)
    undo(books.ledger, actor="tester")

    assert books.rows("SELECT COUNT(*) FROM evidence") == [(0,)]
    assert (folder / stored[0].path).exists()
    assert faults(books, folder) == []


@pytest.mark.parametrize("name", ["ledger.db", "ledger.db-wal", "ledger.db-shm", "ledger.db.bak-1", "hard", "soft"])
def test_the_ledger_and_what_lies_beside_it_is_no_evidence(books, folder, tmp_path, name):
    path = books.ledger.path
    other = path.with_name(name)
    if name.startswith("ledger.db.bak"):
        other.write_bytes(path.read_bytes())
    elif name == "hard":
        other.hardlink_to(path)
    elif name == "soft":
        other.symlink_to(path)

    with pytest.raises(EvidenceOfLedgerError, match="belongs to one, proves nothing"):
        store_files(folder, [other])

    assert not folder.exists()


@pytest.mark.parametrize("link", [True, False])
def test_the_same_file_twice_is_refused_under_two_names_too(folder, photo, tmp_path, link):
    other = tmp_path / "copy.jpg"
    other.write_bytes(photo.read_bytes())

    for files in ([photo, photo], [photo, other]):
        with pytest.raises(EvidenceTwiceError, match="the same file as"):
            store_files(folder, files, link=link)


def test_a_file_that_is_noted_for_a_task_is_not_noted_again(books, folder, photo):
    books.run(add_evidence, key="ll25-1", files=store_files(folder, [photo]))

    with pytest.raises(EvidenceNotedError, match=r"现场\.jpg: noted for LL25-1 already"):
        books.run(add_evidence, key="ll25-1", files=store_files(folder, [photo]))

    books.run(add_evidence, key="ll25-2", files=store_files(folder, [photo]))


def test_a_store_that_cannot_be_written_is_the_ledgers_fault_and_a_file_that_cannot_be_read_is_not(folder, photo):
    folder.parent.joinpath(folder.name).write_bytes(b"in the way")

    with pytest.raises(LedgerNotWritableError):
        store_files(folder, [photo])
