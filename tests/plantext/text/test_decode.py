"""Bytes to text: every usual encoding, no mojibake in silence, pictures refused."""

import pytest

from dutytrack.plantext.text.decode import NotAPlanError, decode

TEXT = "云江市工作方案\n一、主要任务\n1.加强管理。(牵头单位:市科技局)\n" * 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
def test_reads_encoding(encoding):
    assert decode(TEXT.encode(encoding)).text == TEXT


def test_line_ends_are_one_kind():
    assert decode("一\r\n二\r三".encode()).text == "一\n二\n三"


def test_few_broken_bytes_are_a_problem_with_their_line():
    data = (TEXT * 5).encode()
    broken = data[:200].rsplit(b"\n", 1)[0] + b"\n\xff\n" + data[:4000]
    decoded = decode(broken)
    assert decoded.problems
    assert {problem.code for problem in decoded.problems} == {"text-replaced"}
    assert decoded.text.split("\n")[decoded.problems[0].line - 1].count("�")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
    ],
)
def test_picture_or_archive_is_refused_by_name(data, kind):
    with pytest.raises(NotAPlanError, match=kind):
        decode(data, "plan.txt")


def test_bytes_of_no_text_are_refused():
    with pytest.raises(NotAPlanError, match=r"plan\.txt"):
        decode(bytes(range(256)) * 40, "plan.txt")


def test_nothing_is_empty_text():
    assert decode(b"").text == ""


@pytest.mark.parametrize("encoding", ["big5", "big5hkscs", "gb18030"])
def test_a_traditional_text_is_read_in_its_encoding(encoding):
    text = "雲江市工作方案\n一、主要任務\n(一)加強管理。責任單位:市科技局、縣政府。\n"
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("right", ["utf-8", "gb18030"])
def test_chinese_once_taken_for_latin_letters_is_read_as_it_was(right):
    assert decode(TEXT.encode(right).decode("latin-1").encode()).text == TEXT


def test_a_text_whose_characters_were_lost_before_is_told_or_refused():
    once = decode((TEXT + "二、锟斤拷\n").encode())
    assert [(problem.code, problem.line) for problem in once.problems] == [("text-replaced", 13)]
    with pytest.raises(NotAPlanError, match="encoding"):
        decode("一、锟斤拷锟斤拷\n".encode() * 9)


def test_bytes_that_make_rare_characters_only_are_no_text():
    with pytest.raises(NotAPlanError, match="encoding"):
        decode("".join(chr(0x8000 + 37 * n % 0x1000) for n in range(400)).encode("gb18030"))


def test_a_few_stray_control_characters_make_no_picture_of_a_text():
    assert "重点" in decode((TEXT + "\x07重点\x1a").encode("gb18030")).text
