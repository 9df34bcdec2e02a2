"""Damaged files of every kind: whatever the bytes, a document or one clear line."""

from __future__ import annotations

import io
import random
import zipfile
from pathlib import Path

import openpyxl
import pytest
from tests.plantext.files.conftest import ofd_rules, ofd_text

from dutytrack.errors import DutyTrackError
from dutytrack.plantext.files import Limits, read_document

MUTANTS = 300
LIMITS = Limits(file_bytes=2**22, unpacked_bytes=2**22, sheet_cells=20_000)
TEXT = "某市方案\n一、重点任务\n(一)建设平台。到2026年底建成3家。\n牵头单位:市科技局;责任单位:各区政府\n"


def mutated(data: bytes, chance: random.Random) -> bytes:
    """``data`` with a few bytes changed, a stretch removed, doubled or moved, or its end cut off."""
    changed = bytearray(data)
    for _round in range(chance.randint(1, 8)):
        at = chance.randrange(len(changed)) if changed else 0
        length = chance.choice((1, 2, 8, 64, 512))
        act = chance.randrange(5)
        if act == 0:
            changed[at : at + 1] = bytes([chance.randrange(256)])
        elif act == 1:
            del changed[at : at + length]
        elif act == 2:
            changed[at:at] = changed[at : at + length]
        elif act == 3:
            changed[at : at + length] = chance.randbytes(length)
        elif chance.random() < 0.2:
            del changed[at:]
    return bytes(changed)


def mutated_zip(data: bytes, chance: random.Random) -> bytes:
    """An archive of which one member's content is mutated and packed whole again."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        chosen = chance.choice(source.namelist())
        for name in source.namelist():
            target.writestr(name, mutated(source.read(name), chance) if name == chosen else source.read(name))
    return buffer.getvalue()


def xlsx() -> bytes:
    book = openpyxl.Workbook()
    for row in (("序号", "任务", "牵头单位"), (1, "甲", "市科技局"), (2, "乙", None)):
        book.active.append(row)
    book.active.merge_cells("C2:C3")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.fixture
def sample(make_docx, make_pdf, make_ofd, make_zip):
    def table(canvas):
        canvas.setFont("STSong-Light", 12)
        canvas.grid([50, 200, 400], [500, 550, 600])
        canvas.drawString(60, 560, "任务")
        canvas.drawString(60, 700, "一、重点任务")

    numbering = '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'  # noqa: E501
    numbering += '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    body = (
        '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>任务</w:t></w:r></w:p><w:tbl><w:tr><w:tc>'
    )
    body += '<w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>'  # noqa: E501
    html = "<html><table><tr><td rowspan=2>甲<td>乙<tr><td colspan=2>丙</table><ol><li>一<p>二</ol></html>"
    drawn = ofd_text(25, 40, "一、重点任务") + ofd_rules((20, 90), (50, 60))
    makers = {
        "txt": TEXT.encode, "md": TEXT.encode, "csv": lambda: b'a,b\n"c\nd",e\n', "html": html.encode, "xlsx": xlsx,
        "xls": Path(__file__).with_name("ledger.xls").read_bytes, "pdf": lambda: make_pdf(paint=table),
        "ofd": lambda: make_ofd([drawn]),
        "docx": lambda: make_docx(body, numbering=numbering, styles='<w:style w:styleId="a"/>'),
        "zip": lambda: make_zip({"a.txt": TEXT, "b.csv": "a,b\n"}),
    }  # fmt: skip
    return lambda kind: makers[kind]()


@pytest.mark.parametrize("kind", ["txt", "md", "csv", "html", "docx", "xlsx", "xls", "pdf", "ofd", "zip"])
def test_mutated_files_raise_nothing_but_our_own_errors(kind, sample, tmp_path):
    whole, chance = sample(kind), random.Random(f"dutytrack {kind}")
    path = tmp_path / f"mutant.{kind}"
    read = 0
    mutants = MUTANTS if kind != "xls" else MUTANTS // 6  # each in a process of its own
    for number in range(mutants):
        inner = kind in ("docx", "xlsx", "ofd", "zip") and number % 2
        path.write_bytes(mutated_zip(whole, chance) if inner else mutated(whole, chance))
        try:
            read += len(read_document(path, limits=LIMITS)) > 0
        except DutyTrackError as error:
            assert "\n" not in str(error)  # noqa: PT017 - one line is the promise

    assert read > 0
