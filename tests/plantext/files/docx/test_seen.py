"""Word documents: what a person sees is read, what nobody sees is not, and what was left out is told."""

from __future__ import annotations

import pytest

from dutytrack.plantext.files import read_document
from dutytrack.plantext.files.errors import PicturesOnlyError

HTML_PART = """Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

<html><p>=E4=B8=99</p><p>=E4=B8=81</p></html>"""


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def p(*runs: str, properties: str = "") -> str:
    inside = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def style(name: str, rest: str = "", kind: str = "character", called: str = "") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{called or name}"/>{rest}</w:style>'


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


@pytest.fixture
def read_docx(save, make_docx):
    """The lines and the problems of a docx file with the given body."""

    def read(body: str, **parts: object):
        (document,) = read_document(save("plan.docx", make_docx(body, **parts)))
        return document.text.splitlines(), [problem.message for problem in document.problems]

    return read


def test_a_field_that_never_ends_hides_nothing(docx_lines):
    body = p("甲", field("begin"), code("DATE"), "乙") + p("丙") + p("丁")

    assert docx_lines(body) == ["甲乙", "丙", "丁"]


def test_what_a_style_hides_is_hidden_and_what_one_shows_again_is_shown(docx_lines):
    styles = (
        style("A", "<w:rPr><w:vanish/></w:rPr>")
        + style("B", '<w:basedOn w:val="A"/>')
        + style("C", '<w:basedOn w:val="A"/><w:rPr><w:vanish w:val="0"/></w:rPr>')
        + style("H", "<w:rPr><w:vanish/></w:rPr>", "paragraph")
        + style("I", '<w:basedOn w:val="H"/>', "paragraph")
    )
    body = p("甲", r("隐", '<w:rStyle w:val="B"/>'), r("显", '<w:rStyle w:val="C"/>'))
    body += p("全隐", properties='<w:pStyle w:val="I"/>')
    body += p("隐", r("显", '<w:vanish w:val="0"/>'), properties='<w:pStyle w:val="H"/>')

    assert docx_lines(body, styles=styles) == ["甲显", "显"]


def test_hidden_rows_and_deleted_cells_fall(docx_lines):
    hidden = f"<w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{p('旧')}</w:tc><w:tc>{p('值')}</w:tc></w:tr></w:tbl>"
    deleted = f"<w:tr><w:tc>{p('乙')}</w:tc><w:tc><w:tcPr><w:cellDel/></w:tcPr>{p('删')}</w:tc></w:tr></w:tbl>"

    assert docx_lines(table(("甲", "一")).replace("</w:tbl>", hidden)) == ["甲\t一"]
    assert docx_lines(table(("甲", "一")).replace("</w:tbl>", deleted)) == ["甲\t一", "乙"]


def test_struck_text_is_not_read_and_told(read_docx):
    styles = style("S", "<w:rPr><w:strike/></w:rPr>")
    body = p("甲", r("旧", "<w:strike/>"), r("废", '<w:rStyle w:val="S"/>'), r("乙", '<w:strike w:val="0"/>'))

    assert read_docx(body, styles=styles) == (["甲乙"], ["struck-through text was left out: it is crossed out: 旧废"])


def test_prompts_of_content_controls_are_no_text_but_their_cells_stay(docx_lines):
    styles = style("a3", called="Placeholder Text")

    def control(inside: str, prompt: str = "<w:showingPlcHdr/>") -> str:
        return f"<w:sdt><w:sdtPr>{prompt}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    body = p("甲:", control(r("点击输入")), control(r("点击", '<w:rStyle w:val="a3"/>'), ""), control(r("乙"), ""))
    body += control(p("请选择"))
    asked = control("<w:tc>" + p("选择一项") + "</w:tc>")
    body += f"<w:tbl><w:tr><w:tc>{p('1')}</w:tc>{asked}<w:tc>{p('丙')}</w:tc></w:tr>"
    body += f"<w:tr><w:tc>{p('2')}</w:tc><w:tc>{p('丁')}</w:tc><w:tc>{control(p('选日期'))}</w:tc></w:tr></w:tbl>"

    assert docx_lines(body, styles=styles) == ["甲:乙", "1\t\t丙", "2\t丁"]


@pytest.mark.parametrize(
    ("run", "shown"),
    [
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "≥"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0A3"/></w:r>', "≤"),
        ('<w:r><w:sym w:font="宋体" w:char="2460"/></w:r>', "①"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✓"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="0050"/></w:r>', "✓"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0D8"/></w:r>', ""),
        (r("P", '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>'), "✓"),
        (r("\uf0fc", '<w:rFonts w:ascii="Wingdings"/>'), "✓"),
        (r("\uf0b3"), "≥"),
        (r("\uf0a3", '<w:rFonts w:ascii="Symbol"/>'), "≤"),
        (r("P", '<w:rFonts w:ascii="Arial"/>'), "P"),
        (r("\u2f00\u2ec5\uf979"), "一见凉"),
    ],
)
def test_signs_of_symbol_fonts_and_radicals_read_as_what_they_show(docx_lines, run, shown):
    assert docx_lines(p("合格率", run, "95%")) == [f"合格率{shown}95%"]


def test_a_table_of_contents_is_left_out_and_what_only_it_says_is_told(read_docx):
    styles = style("11", kind="paragraph", called="toc 1") + style("T", kind="paragraph", called="TOC Heading")
    entry = p("一、任务", "<w:r><w:tab/></w:r>", "1", properties='<w:pStyle w:val="11"/>')
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    in_control = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{p('目录')}{entry}</w:sdtContent></w:sdt>"
    in_field = p(field("begin"), code(' TOC \\o "1-3" '), field("separate"), "一、任务……1") + p(
        "二、附则……2", field("end")
    )
    body = p("一、任务") + p("甲")

    assert read_docx(entry + body, styles=styles) == (["一、任务", "甲"], [])
    assert read_docx(in_control + body, styles=styles)[0] == ["一、任务", "甲"]
    assert read_docx(in_field + body) == (
        ["一、任务", "甲"],
        ["the table of contents was left out: no heading says it: 二、附则"],
    )


def test_notes_stand_after_the_paragraph_that_refers_to_them(docx_lines):
    refer = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnotes {{}}><w:footnote w:id="2">{p("<w:r><w:footnoteRef/></w:r>", " 牵头单位:市科技局")}</w:footnote></w:footnotes>'  # noqa: E501
    notes = notes.format('xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"')

    assert docx_lines(p("(一)建平台。", refer) + p("(二)"), extra={"word/footnotes.xml": notes}) == [
        "(一)建平台。", "牵头单位:市科技局", "(二)",
    ]  # fmt: skip


def test_notes_of_a_cell_stand_in_it_where_they_say_who_and_else_below_the_table(docx_lines):
    notes = "".join(
        f'<w:footnote w:id="{number}">{p(text)}</w:footnote>'
        for number, text in ((2, "牵头单位:市科技局"), (3, "指新建的。"))
    )
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    refer = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = table(("任务", "分工"), (p("甲", refer.format(3)), p("见注", refer.format(2)))) + p("完")

    assert docx_lines(body, extra={"word/footnotes.xml": f"<w:footnotes {space}>{notes}</w:footnotes>"}) == [
        "任务\t分工", "甲\t见注\uff1b牵头单位:市科技局", "指新建的。", "完",
    ]  # fmt: skip


def test_roles_said_in_words_on_lines_of_a_cell_are_parted(docx_lines):
    cell = p("市科技局牵头") + p("市财政局配合")

    assert docx_lines(table(("任务", "分工"), ("甲", cell)))[1] == "甲\t市科技局牵头\uff1b市财政局配合"


def test_line_breaks_inside_a_run_s_text_part_nothing(docx_lines):
    assert docx_lines(p(r("市科技\n   局、A\nB"), "甲")) == ["市科技局、A B甲"]


def test_a_table_inside_a_cell_says_what_heads_each_of_its_cells(docx_lines):
    beside = table(("牵头单位", "市科技局"), ("配合单位", "市财政局"))
    below = table(("牵头单位", "配合单位"), ("市科技局", "市财政局"))

    assert docx_lines(table(("任务", "责任单位"), ("甲", beside + p("")), ("乙", below + p("")))) == [
        "任务\t责任单位",
        "甲\t牵头单位:市科技局\uff1b配合单位:市财政局",
        "乙\t牵头单位:市科技局\uff1b配合单位:市财政局",
    ]


def test_a_table_that_lays_out_the_page_keeps_the_rows_of_those_inside(docx_lines):
    inside = table(("序号", "任务", "牵头单位"), ("1", "甲", "市科技局"))

    assert docx_lines(table((p("方案"), inside + p("注")))) == ["方案", "序号\t任务\t牵头单位", "1\t甲\t市科技局", "注"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("part.html", "<html><body><p>丙</p><p>丁</p></body></html>"),
        ("part.txt", "丙\n丁"),
        ("part.docx", None),
        ("part.mht", f"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n{HTML_PART}\n\n--x--\n"),
        ("part.rar", "Rar!\x1a\x07"),
    ],
)
def test_a_file_taken_in_whole_is_read_or_told(read_docx, make_docx, name, data):
    space = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    relations = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{space[9:-1]}/aFChunk" Target="{name}"/></Relationships>'  # noqa: E501
    extra = {"word/_rels/document.xml.rels": relations, f"word/{name}": data or make_docx(p("丙") + p("丁"))}
    body = p("甲") + f'<w:altChunk {space} r:id="r1"/>' + p("乙")

    lines, problems = read_docx(body, extra=extra)

    assert (lines, len(problems)) == ((["甲", "乙"], 1) if name.endswith("rar") else (["甲", "丙", "丁", "乙"], 0))


def test_a_document_of_pictures_says_that_it_has_no_text(save, make_docx):
    data = make_docx("<w:p/>", extra={"word/media/image1.png": b"\x89PNG"})

    with pytest.raises(PicturesOnlyError, match=r"only pictures.*OCR"):
        read_document(save("扫描.docx", data))


def test_letters_along_a_line_are_text_and_those_of_diagrams_are_told(read_docx):
    word_art = '<w:r><w:pict><v:shape><v:textpath string="某市方案"/></v:shape></w:pict></w:r>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/diagramData"
    relation = f'<Relationship Id="r1" Type="{kind}" Target="d.xml"/>'
    extra = {
        "word/_rels/document.xml.rels": f"<Relationships>{relation}</Relationships>",
        "word/d.xml": "<m><t>组织</t><t>保障</t></m>",
    }

    assert read_docx(p(word_art), extra=extra) == (
        ["某市方案"],
        ["text of drawings was left out: it stands in a chart or diagram: 组织/保障"],
    )


def test_a_hidden_number_is_not_shown(docx_lines):
    level = '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:rPr><w:vanish/></w:rPr></w:lvl>'
    numbering = f'<w:abstractNum w:abstractNumId="1">{level}</w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'

    assert docx_lines(p("甲", properties=listed), numbering=numbering) == ["甲"]
