"""A plan is reviewed in a workbook from the command line."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from dutytrack.output.reviewlayout import DEED, DOUBTS, KEY, SHEET_FIELDS, reading_column

LEAD = next(reading_column(place) + 1 for place, field in enumerate(SHEET_FIELDS) if field.name == "lead")


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(
        "滨海市科技创新行动计划(2025-2026年)\n\n一、重点任务\n(一)建设创新平台。到2025年底前,新建市级重点实验室3家。\n"
        "牵头单位:市科技局;责任单位:市财政局\n(二)引进高层次人才。2026年6月底前,引进高层次人才100名。\n牵头单位:市人社局\n",
        encoding="utf-8",
    )
    return path


def test_a_sheet_is_written_filled_in_and_accepted(run, terminal, document: Path, tmp_path: Path) -> None:
    ledger, sheet = tmp_path / "l.db", tmp_path / "review.xlsx"
    written = run("import", document, "--review-sheet", sheet, "--ledger", ledger)
    assert written.code == 0
    assert "2 tasks" in written.out
    assert not ledger.exists()
    book = load_workbook(sheet)
    book.worksheets[0].cell(2, LEAD).value = "市工信局"
    book.worksheets[0].cell(3, DEED).value = "drop"
    book.save(sheet)
    told = terminal("import", document, "--review-sheet", sheet, "--accept", "--ledger", ledger, answers=["y"])
    assert told.code == 0
    assert "1 tasks, 2 corrections" in told.out
    assert "市工信局" in run("list", "--ledger", ledger).out
    assert run("log", "verify", "--ledger", ledger).code == 0


def test_nothing_is_written_without_a_yes(run, terminal, document: Path, tmp_path: Path) -> None:
    ledger, sheet = tmp_path / "l.db", tmp_path / "review.xlsx"
    run("import", document, "--review-sheet", sheet, "--ledger", ledger)
    assert (
        "nothing written"
        in terminal("import", document, "--review-sheet", sheet, "--accept", "--ledger", ledger, answers=["n"]).out
    )
    assert not ledger.exists()


def test_a_bad_cell_is_named_and_nothing_is_written(run, document: Path, tmp_path: Path) -> None:
    ledger, sheet = tmp_path / "l.db", tmp_path / "review.xlsx"
    run("import", document, "--review-sheet", sheet, "--ledger", ledger)
    book = load_workbook(sheet)
    book.worksheets[0].cell(2, DEED).value = "perhaps"
    book.save(sheet)
    refused = run("import", document, "--review-sheet", sheet, "--accept", "--yes", "--ledger", ledger)
    assert refused.code == 2
    assert "B2: perhaps" in refused.err
    assert not ledger.exists()


def test_a_filled_in_sheet_is_not_written_over(run, document: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "review.xlsx"
    run("import", document, "--review-sheet", sheet)
    assert run("import", document, "--review-sheet", sheet).code == 0
    book = load_workbook(sheet)
    book.worksheets[0]["A1"] = "corrected"
    book.save(sheet)
    before = sheet.read_bytes()

    refused = run("import", document, "--review-sheet", sheet, "--yes")

    assert (refused.code, "--accept takes its corrections in" in refused.err) == (2, True)
    assert sheet.read_bytes() == before
    assert run("import", document, "--review-sheet", sheet, "--force").code == 0


def test_the_sheet_of_a_document_that_changed_is_refused(run, document: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "review.xlsx"
    run("import", document, "--review-sheet", sheet)
    document.write_text(document.read_text(encoding="utf-8").replace("100名", "200名"), encoding="utf-8")
    refused = run("import", document, "--review-sheet", sheet, "--accept", "--yes", "--ledger", tmp_path / "l.db")
    assert refused.code == 2
    assert "another text" in refused.err


@pytest.mark.parametrize("options", [("--review",), ("--accept",)])
def test_what_can_not_be_done_here_is_told(run, document: Path, tmp_path: Path, options: tuple[str, ...]) -> None:
    refused = run("import", document, *options, "--ledger", tmp_path / "l.db")
    assert refused.code == 2
    assert "--review-sheet" in refused.err


def test_the_source_is_shown_when_the_file_is_gone(run, document: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "l.db"
    run("import", document, "--yes", "--code", "K1", "--ledger", ledger)
    document.unlink()
    shown = run("show", "K1-1", "--source", "--ledger", ledger).out
    assert "SHA-256" in shown
    assert "«市科技局»" in shown
    assert "4  (一)«建设创新平台»" in shown


def test_the_plans_of_an_archive_are_reviewed_in_one_sheet_and_a_later_text_is_refused_in_part(
    run, document: Path, tmp_path: Path
) -> None:
    ledger, sheet, archive = tmp_path / "l.db", tmp_path / "review.xlsx", tmp_path / "plans.zip"
    text = document.read_text(encoding="utf-8")
    run("import", document, "--yes", "--code", "K1", "--ledger", ledger)
    later = text.replace("新建市级重点实验室3家", "新建市级重点实验室5家").replace("人才100名", "人才120名")
    with ZipFile(archive, "w") as packed:
        packed.writestr("1.txt", later)
        packed.writestr("2.txt", text.replace("科技创新", "科学普及").replace("2025", "2026"))
    assert "4 tasks" in run("import", archive, "--review-sheet", sheet, "--ledger", ledger).out
    book = load_workbook(sheet)
    tasks = book.worksheets[0]
    assert [tasks.cell(row, KEY).value for row in range(2, 6)] == ["1-1", "1-2", "2-1", "2-2"]
    assert "K1-1" in str(tasks.cell(2, DOUBTS).value)
    tasks.cell(2, DEED).value = "不采用"
    tasks.cell(4, DEED).value = "refuse"
    book.save(sheet)
    refused = run("import", archive, "--review-sheet", sheet, "--accept", "--yes", "--ledger", ledger)
    assert (refused.code, "B4: " in refused.err) == (2, True)
    assert run("list", "--ledger", ledger, "-f", "csv").out.count("\n") == 3
    tasks.cell(4, DEED).value = None
    book.save(sheet)
    accepted = run("import", archive, "--review-sheet", sheet, "--accept", "--yes", "--ledger", ledger)
    assert accepted.code == 0, accepted.err
    assert "left as they were: K1-1" in accepted.out
    assert run("list", "--ledger", ledger, "-f", "csv").out.count("\n") == 5
    assert "重点实验室3家" in run("show", "K1-1", "--ledger", ledger).out
    assert "120名" in run("show", "K1-2", "--ledger", ledger).out
    assert run("log", "verify", "--ledger", ledger).code == 0


def test_what_only_the_register_doubts_is_told_before_there_is_a_ledger(run, document: Path, tmp_path: Path) -> None:
    ledger, sheet = tmp_path / "l.db", tmp_path / "review.xlsx"
    document.write_text(document.read_text(encoding="utf-8").replace("市科技局", "市旅游局"), encoding="utf-8")
    run("import", document, "--review-sheet", sheet, "--ledger", ledger)
    assert not ledger.exists()
    book = load_workbook(sheet)
    assert "市文旅局" in str(book.worksheets[0].cell(2, DOUBTS).value)
    book.worksheets[0].cell(2, DEED).value = "采纳"
    book.save(sheet)
    run("import", document, "--review-sheet", sheet, "--accept", "--yes", "--ledger", ledger)
    assert "市文旅局" in run("list", "--ledger", ledger, "-f", "csv").out


@pytest.mark.parametrize(("answer", "lamp"), [("y", "grey"), ("n", "red")])
def test_it_is_asked_of_a_reviewed_plan_that_is_over_whether_it_is_concluded(
    run, terminal, document: Path, tmp_path: Path, answer: str, lamp: str
) -> None:
    ledger, sheet = tmp_path / "l.db", tmp_path / "review.xlsx"
    text = document.read_text(encoding="utf-8").replace("2025-2026", "2023-2024").replace("2025", "2023")
    document.write_text(text.replace("2026", "2024"), encoding="utf-8")
    run("import", document, "--review-sheet", sheet, "--ledger", ledger)
    told = terminal("import", document, "--review-sheet", sheet, "--accept", "--ledger", ledger, answers=["y", answer])
    assert "Its period is over" in told.out
    assert run("list", "--ledger", ledger, "-f", "csv", f"lamp:{lamp}").out.count("\n") == 3


def test_what_is_said_of_a_sheet_counts_its_tasks_and_the_doubts_that_stand_in_it(
    run, document: Path, tmp_path: Path
) -> None:
    ledger, sheet = tmp_path / "l.db", tmp_path / "review.xlsx"
    text = document.read_text(encoding="utf-8")
    misprinted = text.replace("市人社局", "市人设局")
    document.write_text(misprinted, encoding="utf-8")
    run("import", document, "--review-sheet", sheet, "--ledger", ledger)
    book = load_workbook(sheet)
    book.worksheets[0].cell(3, LEAD).value = "市人社局"
    book.save(sheet)
    run("import", document, "--review-sheet", sheet, "--accept", "--yes", "--code", "K1", "--ledger", ledger)

    gone, wharf = (
        "(一)建设创新平台。到2025年底前,新建市级重点实验室3家。\n牵头单位:市科技局",
        "(一)巡查海域。牵头单位:市海洋局",
    )
    rows_apart = "7 建设应急物资仓库并配备 市应急局\n8 开展巡航检查并登记造册 市海事局\n"
    document.write_text(f"{misprinted.replace(gone, wharf)}\n抄送：市纪委监委。\n\n{rows_apart}", encoding="utf-8")
    said = run("import", document, "--review-sheet", sheet, "--force", "--ledger", ledger).out
    tasks = load_workbook(sheet).worksheets[0]
    gone, new, kept, left_over = (str(tasks.cell(row, DOUBTS).value) for row in range(2, 6))
    assert (gone, new, kept) == ("K1-1 dropped", "added", "K1-2 same\n市人设局 read as 市人社局")
    assert "nothing was read from them" in left_over
    assert "2 tasks, 1 of them doubtful" in said
