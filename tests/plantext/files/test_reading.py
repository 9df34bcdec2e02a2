"""One entrance for files, archives and folders; what can't be read is told in one line."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile

import pytest

from dutytrack.errors import DutyTrackError
from dutytrack.plantext.files import Limits, read_document
from dutytrack.plantext.files.document import FileData
from dutytrack.plantext.files.errors import (
    DamagedFileError,
    EmptyFileError,
    EncryptedFileError,
    EntityError,
    FileTooLargeError,
    MissingFileError,
    NothingReadableError,
    OldWordError,
    TooMuchInsideError,
    UnopenedFileError,
    UnsupportedKindError,
)
from dutytrack.plantext.files.office import converted

PLAN = "一、重点任务\n(一)建设平台。\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.fixture
def no_office(monkeypatch):
    """A machine without LibreOffice."""
    monkeypatch.setenv("PATH", "")


def test_a_text_file_keeps_its_lines_and_tells_its_hash(save):
    data = ("\n" + PLAN).encode("gb18030")
    (document,) = read_document(save("方案.txt", data))

    assert document.text.startswith("\n一、重点任务\n")
    assert (document.name, document.media_type) == ("方案.txt", "text/plain")
    assert document.data_sha256 == hashlib.sha256(data).hexdigest()


def test_markdown_is_known_by_its_name(save):
    assert read_document(save("方案.md", "# 方案\n"))[0].media_type == "text/markdown"


def test_an_archive_gives_its_documents_in_order_and_tells_what_it_left_out(save, make_zip, make_docx):
    inner = make_zip({"丙.txt": PLAN})
    members = {"乙.txt": PLAN, "甲.docx": make_docx("<w:p><w:r><w:t>一、任务</w:t></w:r></w:p>"), "内.zip": inner}
    members |= {"图.txt": b"\x89PNG\r\n\x1a\n", "__MACOSX/乙.txt": b"x", "~$甲.docx": b"x", "空.txt": b""}
    documents = read_document(save("方案.zip", make_zip(members)))

    assert [one.name for one in documents] == ["方案.zip/乙.txt", "方案.zip/内.zip/丙.txt", "方案.zip/甲.docx"]
    assert documents[2].text == "一、任务\n"
    assert [one.message for one in documents[0].problems] == [
        "方案.zip/图.txt was left out: 方案.zip/图.txt is a PNG picture, which can't be read; run text recognition (OCR) on it first",  # noqa: E501
        "方案.zip/空.txt was left out: 方案.zip/空.txt is empty",
    ]


def test_names_in_gbk_are_read_as_meant(tmp_path):
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ABCD.txt", PLAN)
    path.write_bytes(path.read_bytes().replace(b"ABCD.txt", "方案".encode("gbk") + b".txt"))

    assert [one.name for one in read_document(path)] == ["x.zip/方案.txt"]


def test_a_folder_gives_its_documents_by_path(tmp_path):
    for name in ("b.txt", "下/a.txt", ".git/c.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(PLAN)

    assert [one.name for one in read_document(tmp_path)] == ["b.txt", "下/a.txt"]


def test_what_is_no_document_by_its_name_is_left_out_of_folders_and_archives(save, make_zip, tmp_path):
    members = {
        "方案.txt": PLAN,
        "README.md": "说明",
        "setup.toml": "x = 1",
        "图.png": b"\x89PNG\r\n\x1a\n",
        "下/.gitkeep": "",
    }
    for name, data in members.items():
        save(f"夹/{name}", data)

    for path, prefix in ((tmp_path / "夹", ""), (save("夹.zip", make_zip(members)), "夹.zip/")):
        (document,) = read_document(path)

        assert document.name == prefix + "方案.txt"
        assert [one.message for one in document.problems] == [
            f"{prefix}{name} was left out: no document by its name" for name in ("README.md", "setup.toml", "图.png")
        ]


def test_an_archive_or_folder_without_documents_says_so(save, make_zip, tmp_path):
    with pytest.raises(NothingReadableError):
        read_document(save("x.zip", make_zip({"图.png": b"\x89PNG\r\n\x1a\n"})))
    (tmp_path / "空").mkdir()
    with pytest.raises(NothingReadableError, match="空 holds no document"):
        read_document(tmp_path / "空")


def test_a_damaged_document_of_an_archive_or_folder_is_named_and_the_others_are_read(
    save, make_zip, make_docx, tmp_path
):
    members = {"甲.txt": PLAN, "坏.docx": make_docx("<w:p>"), "扫描.pdf": b"%PDF-1.4 cut off"}
    for name, data in members.items():
        save(f"夹/{name}", data)
    for path in (save("夹.zip", make_zip(members)), tmp_path / "夹"):
        (document,) = read_document(path)
        assert document.name.endswith("甲.txt")
        assert [one.facts["name"].split("/")[-1] for one in document.problems] == ["坏.docx", "扫描.pdf"]
        assert all("damaged" in one.message for one in document.problems)


def test_a_member_of_which_bytes_were_lost_is_named_and_the_others_are_read(save, make_zip):
    data = bytearray(make_zip({"甲.txt": PLAN, "乙.txt": PLAN * 50}))
    at = data.index("乙.txt".encode()) + 12
    data[at : at + 4] = b"\0\0\0\0"
    (document,) = read_document(save("x.zip", bytes(data)))
    assert document.name == "x.zip/甲.txt"
    assert [one.facts["name"] for one in document.problems] == ["x.zip/乙.txt"]


def test_an_archive_of_nothing_but_a_damaged_document_says_so(save, make_zip, make_docx):
    with pytest.raises(DamagedFileError, match=r"x\.zip/坏\.docx is damaged"):
        read_document(save("x.zip", make_zip({"坏.docx": make_docx("<w:p>"), "图.png": b"x"})))


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(99), "a PNG picture"),
        ("scan.docx", b"\xff\xd8\xff\xe0" + bytes(99), "a JPEG picture"),
        ("a.txt", b"{\\rtf1 x}", "an RTF document"),
        ("a.zip", b"Rar!\x1a\x07\x00", "a RAR archive"),
        ("a.txt", b"MZ\x90\x00" + bytes(99), "a Windows program"),
        ("a.txt", b"RIFF\x00\x00\x00\x00WEBP", "a picture, sound or film"),
        ("a.txt", bytes(range(1, 256)) * 20, "binary data"),
        ("a.doc", b'<?xml version="1.0"?><w:wordDocument xmlns:w="x"/>', "an office document as xml"),
        ("a.ppt", OLE + "PowerPoint Document".encode("utf-16-le"), "a PowerPoint presentation"),
    ],
)
@pytest.mark.usefixtures("no_office")
def test_files_of_other_kinds_are_refused_by_the_name_of_what_they_are(save, name, data, kind):
    with pytest.raises(UnsupportedKindError, match=f"{name} is {kind}"):
        read_document(save(name, data))


@pytest.mark.parametrize("part", ["content.xml", "ppt/presentation.xml", "xl/workbook.bin"])
@pytest.mark.usefixtures("no_office")
def test_zipped_formats_that_are_not_read_are_named(save, make_zip, part):
    with pytest.raises(UnsupportedKindError):
        read_document(save("a.docx", make_zip({part: "x", "mimetype": "x"})))


@pytest.mark.usefixtures("no_office")
def test_old_and_encrypted_office_files_are_told(save):
    with pytest.raises(OldWordError, match=r"save it as \.docx"):
        read_document(save("旧.doc", OLE + "WordDocument".encode("utf-16-le")))
    with pytest.raises(EncryptedFileError, match="without a password"):
        read_document(save("密.docx", OLE + "EncryptedPackage".encode("utf-16-le")))


def test_paths_that_are_no_files_are_told(save, tmp_path):
    with pytest.raises(MissingFileError, match="no such file"):
        read_document(tmp_path / "nothing.txt")
    with pytest.raises(EmptyFileError):
        read_document(save("a.txt", b""))
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(UnopenedFileError, match="no regular file"):
        read_document(tmp_path / "pipe.txt")


def test_a_gigabyte_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "big.docx"
    with path.open("wb") as stream:
        stream.truncate(2**30)

    with pytest.raises(FileTooLargeError, match=r"big\.docx is too large: 1,073,741,824 bytes"):
        read_document(path)


@pytest.mark.parametrize("member", ["word/document.xml", "word/styles.xml", "方案.txt", "xl/workbook.xml"])
def test_a_zip_bomb_is_refused(save, make_zip, make_docx, member):
    bomb = b"<" + b"a" * 30_000_000
    members = {"word/document.xml": b"<x/>", member: bomb} if member.startswith("word/") else {member: bomb}

    with pytest.raises(TooMuchInsideError, match="holds too much"):
        read_document(save("bomb.zip", make_zip(members)))


def test_a_member_that_lies_about_its_size_is_caught_while_unpacking(save, make_zip):
    data = bytearray(make_zip({"a.txt": b"a" * 5_000_000}))
    real = (5_000_000).to_bytes(4, "little")
    while real in data:
        at = data.index(real)
        data[at : at + 4] = (100).to_bytes(4, "little")

    with pytest.raises(DutyTrackError):
        read_document(save("lie.zip", bytes(data)))


def test_archives_in_archives_end_somewhere(save, make_zip):
    data = PLAN.encode()
    for depth in range(5):
        data = make_zip({f"{depth}.zip" if depth else "a.txt": data})

    with pytest.raises(TooMuchInsideError, match="archives in each other"):
        read_document(save("deep.zip", data))


def test_too_many_members_are_refused(save, make_zip, tmp_path):
    data = make_zip({f"{number}.txt": "x" for number in range(12)})

    with pytest.raises(TooMuchInsideError, match="more than 10 files"):
        read_document(save("下/many.zip", data), limits=Limits(members=10))
    for number in range(12):
        save(f"many/{number}.txt", "x")
    with pytest.raises(TooMuchInsideError):
        read_document(tmp_path / "many", limits=Limits(members=10))


def test_the_sum_of_a_folder_and_the_length_of_a_text_are_bounded(save, tmp_path):
    for number in range(3):
        save(f"sum/{number}.txt", "一" * 100)

    with pytest.raises(TooMuchInsideError):
        read_document(tmp_path / "sum", limits=Limits(unpacked_bytes=500))
    with pytest.raises(FileTooLargeError):
        read_document(tmp_path / "sum" / "0.txt", limits=Limits(text_bytes=200))


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "word/numbering.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_in_office_files_are_refused(save, make_docx, part, encoding):
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{ENTITIES}<x>&b;</x>'.encode(encoding)

    with pytest.raises(EntityError, match="xml entities"):
        read_document(save("x.docx", make_docx("", extra={part: xml})))


def test_an_outer_file_named_as_entity_is_never_opened(save, make_docx, tmp_path):
    secret = save("secret.txt", "秘密")
    xml = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]><x>&s;</x>'
    late = "<!-- " + "x" * 9000 + " -->" + xml

    for text in (xml, late):
        with pytest.raises(EntityError):
            read_document(save("x.docx", make_docx("", extra={"word/document.xml": text})))


@pytest.mark.parametrize("wrapper", ["w:sdt", "w:smartTag"])
def test_deep_nesting_in_a_docx_is_refused_without_exhausting_the_stack(save, make_docx, wrapper):
    body = f"<{wrapper}>" * 30_000 + f"</{wrapper}>" * 30_000

    with pytest.raises(DutyTrackError):
        read_document(save("x.docx", make_docx(f"<w:p>{body}</w:p>")))
    with pytest.raises(DutyTrackError):
        read_document(save("x.docx", make_docx(body)))


def test_no_library_is_imported_before_its_kind_of_file_is_met(save):
    path = save("a.txt", PLAN)
    code = (
        "import sys; from pathlib import Path; from dutytrack.plantext.files import read_document;"
        f"read_document(Path({str(path)!r}));"
        "print([name for name in ('lxml', 'pypdfium2', 'xlrd', 'selectolax', 'openpyxl', 'docx') if name in sys.modules])"  # noqa: E501
    )
    outcome = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert outcome.stdout == "[]\n"


def test_a_member_with_a_password_is_said_to_be_encrypted(save, make_zip):
    data = make_zip({"a.txt": "一、任务"})
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(mark) + place
        data = data[:at] + b"\x01" + data[at + 1 :]
    with pytest.raises(EncryptedFileError):
        read_document(save("a.zip", data))


def test_members_of_one_name_are_all_read_and_the_same_file_once(save, make_zip):
    members = {f"方案\\计划{number}.txt": text for number, text in enumerate(("甲", "乙", "甲", "丙"))}
    data = make_zip(members)
    for name in members:
        data = data.replace(name.encode(), "方案\\计划0.txt".encode())

    documents = read_document(save("文件.zip", data))

    assert [(one.name, one.text) for one in documents] == [
        ("文件.zip/方案/计划0 (2).txt", "乙"),
        ("文件.zip/方案/计划0 (3).txt", "丙"),
        ("文件.zip/方案/计划0.txt", "甲"),
    ]


def test_what_nobody_sees_in_a_text_is_not_read_and_look_alikes_are_what_they_show(lines_of):
    text = "一、重\u200b点\x07任务\x1a\n(\u2f00)\u2f6d立\uf979亭\uf0b395%\n"

    assert lines_of("plan.txt", text) == ["一、重点任务", "(一)矛立凉亭≥95%"]


def test_older_and_rarer_office_files_are_read_where_the_machine_has_libreoffice(save):
    rtf = "{\\rtf1\\ansi " + "".join(f"\\u{ord(sign)}?" if sign > "~" else sign for sign in PLAN.strip()) + "\\par}"
    rtf = rtf.replace("\n", "\\par ")
    made = converted(FileData("a.rtf", rtf.encode()), ".rtf", "Rich Text Format", "doc")
    if made is None:
        pytest.skip("this machine has no LibreOffice, or one that does not start, as where there are no fonts")

    (document,) = read_document(save("旧.wps", made.data))
    assert (document.text, document.media_type) == (PLAN, "application/msword")
    assert document.data_sha256 == hashlib.sha256(made.data).hexdigest()
    assert read_document(save("a.rtf", rtf))[0].text == PLAN
    with pytest.raises(OldWordError, match=r"save it as \.docx"):
        read_document(save("坏.doc", OLE + "WordDocument".encode("utf-16-le")))


@pytest.mark.parametrize(
    "program", [None, "exit 1", "exit 0"], ids=["none", "one that fails", "one that makes nothing"]
)
def test_an_old_word_document_is_refused_where_libreoffice_does_not_make_a_newer_one(
    save, tmp_path, monkeypatch, program
):
    if program is not None:
        office = tmp_path / "bin" / "soffice"
        office.parent.mkdir()
        office.write_text(f"#!/bin/sh\n{program}\n", encoding="ascii")
        office.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))

    with pytest.raises(OldWordError, match=r"save it as \.docx"):
        read_document(save("旧.doc", OLE + "WordDocument".encode("utf-16-le")))
