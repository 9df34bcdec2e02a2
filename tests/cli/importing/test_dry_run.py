"""A dry run takes the way of the run: the same lines, the same exit code, and nothing is kept."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.cli.conftest import OVER_PLAN, PLAN, SECOND_PLAN

MARK = "dry run: "
LATER = PLAN.replace("新建市级重点实验室3家", "新建市级重点实验室5家").partition("(三)")[0]
NOVEL = "那天晚上,他走在街上。雨下得很大。\n"
NEAR = SECOND_PLAN.replace("营商环境", "港航发展").replace("市审批局", "市科按局")
TEXTS = {
    "plan.txt": PLAN,
    "later.txt": LATER,
    "reprint.txt": PLAN + "\n(此件公开发布)\n",
    "second.txt": SECOND_PLAN,
    "near.txt": NEAR,
    "levels.txt": NEAR.replace("滨海市港航发展", "滨海市各县(市、区)港航发展"),
    "over.txt": OVER_PLAN,
    "novel.txt": NOVEL,
}
SITUATIONS = (
    "second.txt",
    "plan.txt",
    "reprint.txt",
    "later.txt",
    "later.txt --leave BH25-1",
    "later.txt --leave bh25-1 --leave BH25-3",
    "later.txt --new",
    "later.txt --amends bh25 --on 2026-07-01",
    "later.txt --amends BH25 --on 2030-01-01",
    "second.txt --amends BH26",
    "second.txt --amends BH25",
    "later.txt plan.txt later.txt",
    "second.txt second.txt near.txt",
    "near.txt",
    "levels.txt",
    "over.txt",
    "over.txt --conclude",
    "over.txt --no-conclude",
    "novel.txt second.txt none.txt",
    "several.zip",
    "several.zip --code X1",
    "second.txt --code bh25",
    "second.txt --code X1",
    "second.txt over.txt --code X1",
)


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """The documents of the situations."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with zipfile.ZipFile(folder / "several.zip", "w") as packed:
        for name in ("later.txt", "novel.txt", "over.txt"):
            packed.write(folder / name, name)
    return folder


def words(situation: str, folder: Path) -> list[str]:
    return [str(folder / word) if word.endswith((".txt", ".zip")) else word for word in situation.split()]


def as_done(said: str, lang: str = "en") -> str:
    """What a dry run said, as a run says it: what is to be written is written."""
    told = said.replace({"en": MARK, "zh": "试运行\uff1a"}[lang], "")
    return told.replace(" to be written: ", " written: ").replace(" 将写入\uff1a", " 已写入\uff1a")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_dry_run_says_what_the_run_says(run, ledger, documents, situation, lang):
    call = ("--lang", lang, "import", *words(situation, documents))
    before = digest(ledger)

    dry = run(*call, "--dry-run")

    assert digest(ledger) == before
    done = run(*call, "--yes")
    assert (dry.code, as_done(dry.out, lang), dry.err) == done


@pytest.mark.parametrize("situation", ["plan.txt later.txt plan.txt", "over.txt --conclude", "novel.txt", "near.txt"])
def test_without_a_ledger_too_and_none_is_made(run, documents, tmp_path, monkeypatch, situation):
    path = tmp_path / "home" / "ledger.db"
    monkeypatch.setenv("DUTYTRACK_LEDGER", str(path))

    dry = run("import", *words(situation, documents), "--dry-run")

    assert not path.parent.exists()
    assert (dry.code, as_done(dry.out), dry.err) == run("import", *words(situation, documents), "--yes")


def test_what_was_written_is_marked_line_by_line(run, ledger, documents):
    out = run("import", documents / "later.txt", documents / "over.txt", "--dry-run").out

    assert "a later text of BH25 (plan.txt)" in out
    assert f"{MARK}BH25 amended: 1 changed, 0 added, 1 dropped" in out
    assert f"{MARK}BH15 to be written: 1 tasks" in out


def test_the_copy_it_works_on_is_gone(run, ledger, documents, tmp_path, monkeypatch):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))

    run("import", documents / "later.txt", documents / "novel.txt", "--dry-run")

    assert list(scratch.iterdir()) == []


def test_readings_as_json_need_no_ledger_that_can_be_used(run, ledger, documents):
    ledger.write_bytes(b"no ledger at all")

    assert run("import", documents / "plan.txt", "--dry-run", "--format", "json").code == 0
    assert run("import", documents / "plan.txt", "--dry-run").code == 3


def test_a_plan_to_be_amended_needs_a_ledger_which_is_named(run, documents, tmp_path, monkeypatch):
    monkeypatch.setenv("DUTYTRACK_LEDGER", str(tmp_path / "none.db"))

    dry = run("import", documents / "later.txt", "--amends", "BH25", "--dry-run")

    assert dry.code == 3
    assert "none.db: no ledger there" in dry.err


def test_accepting_a_review_sheet_can_be_tried_too(run, ledger, documents, tmp_path):
    sheet, document = tmp_path / "review.xlsx", documents / "second.txt"
    run("import", document, "--review-sheet", sheet)
    before = digest(ledger)

    dry = run("import", document, "--review-sheet", sheet, "--accept", "--dry-run")

    assert f"{MARK}BH26 to be written: 1 tasks" in dry.out
    assert digest(ledger) == before
    done = run("import", document, "--review-sheet", sheet, "--accept", "--yes")
    assert as_done(dry.out) == done.out


def test_a_sheet_that_is_filled_in_is_not_written_over_by_a_dry_run(run, ledger, documents, tmp_path):
    sheet, document = tmp_path / "review.xlsx", documents / "second.txt"
    run("import", document, "--review-sheet", sheet)
    book = load_workbook(sheet)
    book.worksheets[0]["A1"] = "corrected"
    book.save(sheet)
    filled_in = digest(sheet)

    assert run("import", document, "--review-sheet", sheet, "--dry-run").code == 2
    assert digest(sheet) == filled_in


def test_another_program_may_write_meanwhile(run, ledger, documents, tmp_path):
    from dutytrack.store.ledger import Ledger

    with Ledger.open(ledger) as other, other.command("test", actor="other"):
        assert run("import", documents / "second.txt", "--dry-run").code == 0
    shutil.copy(ledger, tmp_path / "copy.db")
    assert run("--ledger", tmp_path / "copy.db", "log", "verify").code == 0


def test_a_reading_for_programs_loads_no_object_mapper(tmp_path):
    plan = tmp_path / "plan.txt"
    plan.write_text("滨海市行动方案\n1.建设平台。(市科技局牵头)\n", encoding="utf-8")
    program = (
        "import sys\nfrom dutytrack.cli.app import app\n"
        f"try: app(['import', {str(plan)!r}, '--dry-run', '--format', 'json'])\n"
        "except SystemExit: pass\nprint('sqlalchemy' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "False"
