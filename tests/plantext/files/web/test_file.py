"""Web pages saved from government sites."""

from __future__ import annotations

import quopri

import pytest

from dutytrack.plantext.files import read_document
from dutytrack.plantext.files.errors import DamagedFileError, TooMuchInsideError

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>某某市人民政府门户网站</title>
<style>p {{ color: red }}</style><script>var x = "<p>假</p>";</script></head><body>
<div class="top-nav"><ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li></ul></div>
<div class="breadcrumb">您的位置:<a>首页</a> &gt; <a>政务公开</a> &gt; 正文</div>
<div class="main"><h1>某某市科技创新行动方案</h1>
<p>发布时间:2026-03-01 来源:市政府办 浏览次数: 128 【打印】 【关闭】 字体:[<a>大</a> <a>中</a> <a>小</a>]</p>
<div id="zoom"><p>\u3000\u3000一、重点任务</p><p>(一)建设<b>科技创新</b>平台。<br>牵头单位:市科技局&nbsp;</p>
<p style="display:none">隐藏</p><!-- 注释 -->
<table><tbody><tr><th>序号</th><th>任务</th><th>牵头<br>单位</th></tr>
<tr><td rowspan="2">1</td><td>甲</td><td><p>市科技局</p><p>市财政局</p></td></tr><tr><td>乙</td><td>市教育局</td></tr>
<tr><td colspan="3">二、人才</td></tr></table>
<ol start="3"><li>引进</li><li>培养</li></ol></div>
<p><a href="x.doc">附件下载</a></p><p>上一篇:<a>别的</a></p></div>
<div id="footer">版权所有:某某市人民政府 联系电话</div><p>某ICP备12345678号</p></body></html>"""

LINES = [
    "某某市科技创新行动方案",
    "发布时间:2026-03-01 来源:市政府办",
    "一、重点任务",
    "(一)建设科技创新平台。",
    "牵头单位:市科技局",
    "序号\t任务\t牵头单位",
    "1\t甲\t市科技局、市财政局",
    "1\t乙\t市教育局",
    "二、人才",
    "3.引进",
    "4.培养",
]


@pytest.mark.parametrize(
    ("named", "encoding"),
    [
        ("iso-8859-1", "gbk"),
        ("gbk", "utf-8"),
        ("big5", "gb18030"),
        ("utf-8", "utf-8"),
        ("gb2312", "gb18030"),
        ("gbk", "gbk"),
        ("utf-8", "gb18030"),
        ("nonsense", "utf-8"),
    ],
)
def test_the_document_stands_without_the_site_around_it(lines_of, named, encoding):
    assert lines_of("page.html", PAGE.format(charset=named).encode(encoding)) == LINES


def test_a_page_is_known_by_its_content_whatever_its_name(save):
    (document,) = read_document(save("export.xls", "<html><table><tr><td>任务</td><td>单位</td></tr></table></html>"))

    assert (document.media_type, document.text) == ("text/html", "任务\t单位\n")


def test_tables_that_only_lay_out_the_page_are_read_as_lines(lines_of):
    page = "<html><table><tr><td>左</td><td><p>一、任务</p><table><tr><td>1</td><td>甲</td></tr></table></td></tr></table></html>"  # noqa: E501

    assert lines_of("x.htm", page) == ["左", "一、任务", "1\t甲"]


def test_a_page_that_is_all_links_keeps_them(lines_of):
    assert lines_of("x.html", "<html><body><a>一、任务</a><br><a>二、保障</a></body></html>") == [
        "一、任务",
        "二、保障",
    ]


def test_a_document_inside_an_element_called_nav_is_not_lost(lines_of):
    assert lines_of(
        "x.html", '<html><div class="nav"><p>一、建设科技创新平台。</p><p>二、保障措施。</p></div></html>'
    ) == [
        "一、建设科技创新平台。",
        "二、保障措施。",
    ]


def test_entities_are_signs_and_never_expanded_definitions(lines_of):
    page = '<!DOCTYPE html [<!ENTITY a "aaaa">]><html><body><p>&a;&lt;市&gt;&#x79D1;</p></body></html>'

    assert lines_of("x.html", page)[-1].endswith("&a;<市>科")


def test_bottomless_nesting_is_refused(save):
    with pytest.raises(TooMuchInsideError, match="levels of nesting"):
        read_document(save("x.html", "<html>" + "<div>" * 300_000))


def test_lists_keep_the_numbers_that_a_browser_shows(lines_of):
    page = "<ol start=3><li>甲<li value=7>乙<li>丙</ol><ul><li>丁</ul><li>戊<pre>己\n庚</pre>"
    assert lines_of("a.html", page) == ["3.甲", "7.乙", "8.丙", "丁", "戊", "己", "庚"]


def test_hidden_rows_fall_and_cells_reach_as_far_as_they_say(lines_of):
    page = (
        "<table><tr><td rowspan=0>甲<td>一<td colspan=x>二<tr><td>三<td>四"
        "<tr style='display:none'><td>五<td>六</table><p hidden>七"
    )
    assert lines_of("a.html", page) == ["甲\t一\t二", "甲\t三\t四"]


def test_a_page_of_frames_has_no_text_of_its_own(save):
    (document,) = read_document(save("a.html", "<html><frameset><frame src=b.html></frameset></html>"))
    assert document.text == ""


def test_a_page_in_big5_is_read_though_it_says_nothing_of_it(lines_of):
    page = (
        "<html><body><script>" + "var a;" * 2000 + "</script><p>一、重點任務</p><p>責任單位:市科技局</p></body></html>"
    )

    assert lines_of("x.html", page.encode("big5")) == ["一、重點任務", "責任單位:市科技局"]


def test_anchors_that_lead_nowhere_and_links_that_say_tasks_are_text(lines_of):
    page = (
        '<a name="_Toc1">某市方案</a><p><a href="#_1">一、任务</a></p><p><a id="x">甲</a></p>'
        '<p><a href="/zw">政务公开</a></p>'
        '<h2>一、任务</h2><p><a href="x.html">(一)建平台。牵头单位:市科技局</a></p>'
    )

    assert lines_of("x.html", page) == ["某市方案", "甲", "一、任务", "(一)建平台。牵头单位:市科技局"]


@pytest.mark.parametrize(
    "around",
    ["aside", "footer", "nav", 'div id="share-content"', 'section class="search"', 'div class="related links"'],
)
def test_content_is_read_whatever_the_site_calls_its_place(lines_of, around):
    tag = around.split()[0]
    page = (
        f"<p>某市方案</p><{around}><p>(一)建平台。</p><p>市科技局</p></{tag}><{around}><p>热门推荐</p></{tag}>"
        + "<p>乙</p>" * 9
    )

    assert lines_of("x.html", page)[:4] == ["某市方案", "(一)建平台。", "市科技局", "乙"]


def test_a_role_that_reads_like_a_footer_is_none(lines_of):
    page = "<p>主办单位:市科技局;承办单位:市工信局</p><p>主办单位:某市人民政府 承办单位:某市政府办公室</p>"

    assert lines_of("x.html", page) == ["主办单位:市科技局;承办单位:市工信局"]


def test_a_caption_stands_above_its_table_and_hidden_cells_take_no_place(lines_of):
    page = (
        "<table><caption>任务<br>分解表</caption><tr><th>任务</th><th>单位</th></tr>"
        '<tr><td>甲</td><td style="display:none">旧</td><td hidden>旧</td><td>市科技局</td></tr></table>'
        '<p style="font-size:0">无</p><p style="opacity: 0">无</p><p style="font-size:0.9em">有</p>'
    )

    assert lines_of("x.html", page) == ["任务", "分解表", "任务\t单位", "甲\t市科技局", "有"]


def test_a_cell_that_is_only_not_seen_keeps_its_place(lines_of):
    page = "<table><tr><th>任务<th>单位<th>时限<tr><td>甲<td style='visibility:hidden'>旧<td>2026年底</table>"

    assert lines_of("x.html", page) == ["任务\t单位\t时限", "甲\t\t2026年底"]


def test_struck_text_is_not_read_and_told(save):
    page = '<p>甲<s>旧</s><span style="text-decoration:line-through">废</span>乙</p>'
    (document,) = read_document(save("x.html", page))

    assert document.text == "甲乙\n"
    assert [problem.message for problem in document.problems] == [
        "struck-through text was left out: it is crossed out: 旧/废"
    ]


def test_labels_in_a_cell_and_in_a_table_inside_it_are_kept_apart(lines_of):
    inside = "<table><tr><td>牵头单位</td><td>市科技局</td></tr><tr><td>配合单位</td><td>市财政局</td></tr></table>"
    page = f"<table><tr><th>任务</th><th>责任单位</th></tr><tr><td>甲</td><td>牵头:市科技局<br>配合:市财政局</td></tr><tr><td>乙</td><td>{inside}</td></tr></table>"  # noqa: E501

    assert lines_of("x.html", page) == [
        "任务\t责任单位",
        "甲\t牵头:市科技局\uff1b配合:市财政局",
        "乙\t牵头单位:市科技局\uff1b配合单位:市财政局",
    ]


def test_a_list_without_numbers_shows_none(lines_of):
    assert lines_of("x.html", '<ol style="list-style: none"><li>甲</li></ol>') == ["甲"]


def test_a_web_archive_is_the_page_in_it(save):
    page = quopri.encodestring("<html><body><p>一、任务</p><p>甲</p></body></html>".encode("gb18030")).decode()
    head = "From: <Saved by Blink>\r\nSubject: =?utf-8?Q?x?=\r\nMIME-Version: 1.0\r\n"
    parts = (
        'Content-Type: multipart/related;\r\n\ttype="text/html"; boundary="--x"\r\n\r\n----x\r\n'
        "Content-Type: image/png\r\n\r\nabc\r\n----x\r\nContent-Type: text/html\r\n"
        f"Content-Transfer-Encoding: quoted-printable\r\n\r\n{page}\r\n----x--\r\n"
    )
    (document,) = read_document(save("x.mht", head + parts))

    assert (document.text, document.media_type) == ("一、任务\n甲\n", "multipart/related")
    with pytest.raises(DamagedFileError):
        read_document(save("y.mht", head))
