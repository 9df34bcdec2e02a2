"""Word documents: text as a reader of the printed page sees it."""

from __future__ import annotations

import io

import pytest

from dutytrack.plantext.files.docx.numerals import number_text


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def listed(text: str, level: int, number: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def lvl(index: int, number_format: str, text: str, rest: str = "") -> str:
    return f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{rest}<w:lvlText w:val="{text}"/></w:lvl>'  # noqa: E501


OUTLINE = (
    '<w:abstractNum w:abstractNumId="7">'
    + lvl(0, "chineseCountingThousand", "%1、")
    + lvl(1, "chineseCounting", "(%2)")
    + lvl(2, "decimal", "%3.")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
)


def test_automatic_numbers_stand_before_their_paragraphs(docx_lines):
    body = listed("总体要求", 0) + listed("重点任务", 0) + listed("科技", 1) + listed("甲", 2) + listed("乙", 2)
    body += listed("人才", 1) + listed("丙", 2) + listed("保障", 0) + listed("领导", 1)

    assert docx_lines(body, numbering=OUTLINE) == [
        "一、总体要求", "二、重点任务", "(一)科技", "1.甲", "2.乙", "(二)人才", "1.丙", "三、保障", "(一)领导",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number_format", "text", "shown"),
    [
        ("decimal", "%1.", "3.丙"),
        ("decimal", "第%1条", "第3条 丙"),
        ("chineseCounting", "第%1条", "第三条 丙"),
        ("chineseCountingThousand", "%1、", "三、丙"),
        ("japaneseCounting", "%1、", "三、丙"),
        ("ideographTraditional", "%1.", "丙.丙"),
        ("decimalFullWidth", "%1.", "\uff13.丙"),
        ("decimalEnclosedCircle", "%1", "③ 丙"),
        ("decimalEnclosedCircleChinese", "%1", "③ 丙"),
        ("lowerLetter", "%1)", "c)丙"),
        ("upperRoman", "%1.", "III.丙"),
        ("lowerRoman", "%1.", "iii.丙"),
        ("bullet", "\uf06c", "丙"),
    ],
)
def test_each_number_format_shows_its_own_signs(docx_lines, number_format, text, shown):
    numbering = f'<w:abstractNum w:abstractNumId="1">{lvl(0, number_format, text)}</w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'

    assert docx_lines("".join(listed(text, 0) for text in "甲乙丙"), numbering=numbering)[-1] == shown


def test_two_part_numbers_show_the_outer_count_and_legal_levels_in_digits(docx_lines):
    levels = lvl(0, "chineseCounting", "第%1章") + lvl(1, "decimal", "%1.%2", "<w:isLgl/>")
    numbering = f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'  # noqa: E501

    body = listed("总则", 0) + listed("任务", 0) + listed("甲", 1) + listed("乙", 1)
    assert docx_lines(body, numbering=numbering) == ["第一章 总则", "第二章 任务", "2.1 甲", "2.2 乙"]


def test_a_list_started_anew_counts_from_its_own_start_and_a_shared_one_runs_on(docx_lines):
    numbering = OUTLINE + (
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'  # noqa: E501
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    )
    body = listed("甲", 0) + listed("乙", 0, 3) + listed("丙", 0, 2) + listed("丁", 0, 2)

    assert docx_lines(body, numbering=numbering) == ["一、甲", "二、乙", "五、丙", "六、丁"]


def test_levels_that_never_restart_count_through_the_document(docx_lines):
    levels = lvl(0, "chineseCounting", "%1、") + lvl(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')
    numbering = f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'  # noqa: E501
    body = listed("甲", 0) + listed("一", 1) + listed("乙", 0) + listed("二", 1)

    assert docx_lines(body, numbering=numbering) == ["一、甲", "1.一", "二、乙", "2.二"]


def test_styles_carry_numbering_to_their_paragraphs_and_heirs(docx_lines):
    levels = lvl(0, "chineseCounting", "%1、", '<w:pStyle w:val="H1"/>') + lvl(
        1, "chineseCounting", "(%2)", '<w:pStyle w:val="H2"/>'
    )
    numbering = f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum><w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num>'  # noqa: E501
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="4"/></w:numPr></w:pPr></w:style>'  # noqa: E501
        '<w:style w:type="paragraph" w:styleId="H1b"><w:basedOn w:val="H1"/></w:style>'
    )
    body = p("甲", '<w:pStyle w:val="H1"/>') + p("乙", '<w:pStyle w:val="H2"/>') + p("丙", '<w:pStyle w:val="H1b"/>')
    body += p("无号", '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>')

    assert docx_lines(body, numbering=numbering, styles=styles) == ["一、甲", "(一)乙", "二、丙", "无号"]


def test_tracked_changes_count_as_accepted(docx_lines):
    body = (
        "<w:p><w:r><w:t>由市科技局</w:t></w:r><w:del><w:r><w:delText>配合</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>牵头</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>旧处</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>新处</w:t></w:r></w:moveTo></w:p>"
    )

    assert docx_lines(body) == ["由市科技局牵头新处"]


def test_a_deleted_paragraph_mark_joins_its_paragraph_with_the_next(docx_lines):
    body = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>上半</w:t></w:r></w:p>" + p("下半")

    assert docx_lines(body) == ["上半下半"]


def test_hidden_text_instructions_and_notes_are_left_out(docx_lines):
    body = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>显</w:t></w:r>"  # noqa: E501
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>REF x</w:instrText></w:r><w:r><w:t>废</w:t></w:r>"  # noqa: E501
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>结果</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"  # noqa: E501
        "<w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink><w:r><w:footnoteReference w:id='2'/></w:r></w:p>"
    )

    assert docx_lines(body) == ["显结果链接"]


def test_line_breaks_part_lines_and_tabs_become_blanks(docx_lines):
    assert docx_lines("<w:p><w:r><w:t>1.</w:t><w:tab/><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>") == ["1. 甲", "乙"]


def test_a_table_made_with_tabs_keeps_them(docx_lines):
    cells = "<w:tab/>".join(f"<w:t>{text}</w:t>" for text in ("1", "任务", "市科技局"))

    assert docx_lines(f"<w:p><w:r>{cells}</w:r></w:p>") == ["1\t任务\t市科技局"]


def test_a_text_box_is_read_once_though_it_is_stored_twice(docx_lines):
    box = f"<w:txbxContent>{p('框内')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )

    assert docx_lines(body) == ["正文", "框内"]


def tc(text: str, properties: str = "") -> str:
    paragraphs = "".join(p(line) for line in text.split("|"))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def test_a_cell_merged_downwards_holds_for_all_its_rows(docx_lines):
    body = "<w:tbl>" + tr(tc("序号"), tc("任务"), tc("牵头|单位"))
    body += tr(tc("1"), tc("甲"), tc("市科技局", '<w:vMerge w:val="restart"/>')) + tr(
        tc("2"), tc("乙"), tc("", "<w:vMerge/>")
    )
    body += tr(tc("一、人才", '<w:gridSpan w:val="3"/>')) + tr(tc("3"), tc("丙"), tc("市人社局|市教育局")) + "</w:tbl>"

    assert docx_lines(body) == [
        "序号\t任务\t牵头单位", "1\t甲\t市科技局", "2\t乙\t市科技局", "一、人才", "3\t丙\t市人社局、市教育局",
    ]  # fmt: skip


def test_a_header_of_two_rows_stands_on_two_lines(docx_lines):
    down = '<w:vMerge w:val="restart"/>'
    body = "<w:tbl>" + tr(tc("序号", down), tc("工作任务", down), tc("责任分工", '<w:gridSpan w:val="2"/>'))
    body += tr(tc("", "<w:vMerge/>"), tc("", "<w:vMerge/>"), tc("牵头单位"), tc("配合单位"))
    body += tr(tc("1"), tc("甲"), tc("市科技局"), tc("市财政局")) + "</w:tbl>"

    assert docx_lines(body) == [
        "序号\t工作任务\t责任分工", "序号\t工作任务\t牵头单位\t配合单位", "1\t甲\t市科技局\t市财政局",
    ]  # fmt: skip


def test_deleted_rows_fall_and_a_frame_of_one_cell_is_no_table(docx_lines):
    inner = "<w:tbl>" + tr(tc("1"), tc("甲")) + tr(tc("2"), tc("乙"), properties="<w:del/>") + "</w:tbl>"
    body = "<w:tbl>" + tr("<w:tc>" + p("标题") + inner + "</w:tc>") + "</w:tbl>"

    assert docx_lines(body) == ["标题", "1\t甲"]


def test_a_document_made_by_a_library_is_read_with_its_tables_in_place(lines_of):
    import docx

    document = docx.Document()
    document.add_heading("某市行动方案", 0)
    document.add_paragraph("一、重点任务")
    table = document.add_table(2, 2)
    for cell, text in zip(
        [*table.rows[0].cells, *table.rows[1].cells], ("任务", "牵头单位", "建设平台", "市科技局"), strict=True
    ):
        cell.text = text
    document.add_paragraph("二、保障措施")
    document.sections[0].header.paragraphs[0].text = "页眉"
    buffer = io.BytesIO()
    document.save(buffer)

    assert lines_of("x.docx", buffer.getvalue()) == [
        "某市行动方案",
        "一、重点任务",
        "任务\t牵头单位",
        "建设平台\t市科技局",
        "二、保障措施",
    ]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (12, "chineseCounting", "十二"),
        (123, "chineseCounting", "一二三"),
        (205, "chineseCountingThousand", "二百零五"),
        (1010, "chineseCountingThousand", "一千零一十"),
        (110, "japaneseCounting", "百十"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (11, "ideographEnclosedCircle", "11"),
        (27, "lowerLetter", "aa"),
        (13, "ideographZodiac", "子"),
        (7, "decimalZero", "07"),
        (0, "chineseCounting", "0"),
        (10_000, "chineseCounting", "10000"),
        (3, "none", ""),
        (3, "unknown", "3"),
    ],
)
def test_numbers_are_written_as_word_writes_them(value, number_format, shown):
    assert number_text(value, number_format) == shown


def test_what_word_would_not_write_is_passed_over(docx_lines):
    numbering = (
        "<w:abstractNum/><w:num/>"
        f'<w:abstractNum w:abstractNumId="1">{lvl(0, "decimal", "%1.")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/><w:lvlOverride/></w:num>'
        '<w:num w:numId="x"><w:abstractNumId w:val="1"/></w:num>'
    )
    styles = '<w:style w:type="paragraph"/><w:style w:styleId="a"><w:basedOn w:val="a"/></w:style>'
    looped = p("乙", '<w:pStyle w:val="a"/>')
    assert docx_lines(listed("甲", 0) + looped, numbering=numbering, styles=styles) == ["1.甲", "乙"]


def test_rows_and_cells_in_content_controls_are_the_table_s(docx_lines):
    inside = f"<w:sdt><w:sdtPr/><w:sdtContent>{tr(tc('乙'), tc('二'))}</w:sdtContent></w:sdt>"
    body = f"<w:tbl><w:tblPr/>{tr(tc('甲'), tc('一'))}{inside}</w:tbl>"
    assert docx_lines(body) == ["甲\t一", "乙\t二"]
