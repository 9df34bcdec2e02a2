"""Web pages saved from government sites."""

from __future__ import annotations

import pytest

from dutytrack.plantext.files import read_document
from dutytrack.plantext.files.errors import TooMuchInsideError

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
    [("utf-8", "utf-8"), ("gb2312", "gb18030"), ("gbk", "gbk"), ("utf-8", "gb18030"), ("nonsense", "utf-8")],
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
