"""Web pages: the text between navigation and footer, walked with our own stack, for hostile pages nest endlessly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from selectolax.lexbor import LexborHTMLParser, LexborNode

from dutytrack.domain.plan.problems import Problem
from dutytrack.i18n import _
from dutytrack.plantext.files.document import FileData, content_of, struck_through
from dutytrack.plantext.files.errors import TooMuchInsideError
from dutytrack.plantext.files.tables import Cell, is_heading, join_cell, labelled_rows, table_lines
from dutytrack.plantext.text.decode import Content, decode

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,100}encoding\s*=\s*[\"']([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "iso-8859-1": "cp1252",
    "big5": "big5hkscs",
}
"""Pages that say gb2312 use characters outside it."""
_HEAD = 4096

_DROPPED = frozenset(
    """
    audio button canvas datalist dialog embed head iframe input link map meta noscript object option progress rp rt
    script select style svg template title video
    """.split()  # noqa: SIM905 - a paragraph of names reads better than a column of them
)
_BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure form h1 h2
    h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td textarea tfoot th thead tr
    ul
    """.split()  # noqa: SIM905 - a paragraph of names reads better than a column of them
)
_SITE_WORDS = frozenset(
    """
    nav navbar navigation menu submenu breadcrumb breadcrumbs crumb crumbs footer foot copyright share sharebox
    bdsharebuttonbox sidebar topbar toolbar pager pagination related recommend hotnews login search qrcode banner
    friendlink links skip weixin wechat
    """.split()  # noqa: SIM905 - a paragraph of names reads better than a column of them
)
_NEVER_NEST = frozenset(
    "area base br col dd dt hr img input li link meta option p param path source td th tr wbr".split()  # noqa: SIM905
)
"""Elements without content, and those whose end tag is often left out."""
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})")
_ATTRIBUTES = r"<[A-Za-z][^\s/>]*+(?:[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+){{{}}}"
"""A tag of so many attributes, as parsers part them; what is in quotation marks may hold any sign."""
_NAME_PARTS = re.compile(r"[^a-z]+")
_STRUCK = frozenset(("del", "s", "strike"))
_STRUCK_STYLE = re.compile(r"text-decoration[a-z-]{0,9}\s{0,9}:[^;]{0,60}line-through", re.IGNORECASE)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|(?:font-size|opacity)\s*:\s*0(?:\.0+)?(?:p[xt]|r?em|%)?\s*(?:[;!]|$)",
    re.IGNORECASE,
)
_GONE = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_UNNUMBERED = re.compile(r"list-style(?:-type)?\s{0,9}:[^;]{0,60}none", re.IGNORECASE)
_OF_A_PLAN = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[(\uff08][一二三四五六七八九十]{1,3}[)\uff09]|第[一二三四五六七八九十百]{1,4}[章条])|"
    r".*(?:(?:牵头|责任|配合|参与|落实)(?:单位|部门)|完成时限)"
)
"""What a site does not print around a document."""
_SENTENCE = 12
"""Signs that a sentence of a document has at least."""
_OF_A_SITE = re.compile(
    r"版权|copyright|©|ICP|公网安备|主办|承办|技术支持|网站|地址|邮编|电话|免责|转载|浏览器", re.IGNORECASE
)
_BLANKS = re.compile(r"[ \t\r\n\f\u00a0\u3000]+")
_SITE_TAGS = ("aside", "nav", "footer")
_VERBATIM = ("pre", "textarea")
_WIDEST = 1_000
_MOST_ROWS = 10_000

_SITE_LINE = re.compile(
    r"(?:您?(?:的|现在的|当前)?(?:位置|所在位置|所在的位置)(?:是)?[:\uff1a].*|首页(?:\s*[>›»\-/|].*)?|(?:[^\s>]{1,20}\s*[>›»]+\s*){2,}.*|"
    r"版权所有.*|copyright.*|©.*|主办(?:单位)?[:\uff1a][^;\uff1b]{0,30}(?:政府|办公室|网|中心|委员会)\s*承办.*|.{0,30}ICP备.*|.{0,20}公网安备.*|网站标识码.*|网站地图.*|"
    r"(?:上|下)一(?:篇|条|页)[:\uff1a]?.*|相关(?:链接|阅读|文章|稿件)[:\uff1a]?|分享(?:到|至)?[:\uff1a]?.{0,30}|扫一扫.{0,40}|返回(?:顶部|首页|列表)|"
    r"加入收藏|设为首页|无障碍(?:浏览|阅读)?|长者(?:模式|版)|收藏本站|技术支持[:\uff1a].*|建议使用.{0,40}浏览器.*|责任编辑[:\uff1a].*|"
    r"[【\[(\uff08]?\s*(?:打印|关闭|收藏|返回)(?:本页|窗口|页面|文章|此页)?\s*[】\])\uff09]?)",
    re.IGNORECASE,
)
_SITE_PHRASE = re.compile(
    r"(?:浏览|阅读|点击|访问)(?:次数|量|数)?\s*[:\uff1a]\s*\d*\s*次?|[【\[(]?\s*字(?:体|号)\s*[:\uff1a]?\s*[【\[(]?\s*"
    r"(?:(?:特|较)?大|中|小|默认|\s|[|】\[【\])(])*(?:小|大|中)\s*[】\])]?|"
    r"[【\[]?\s*(?:打印(?:本页|文章|此页|页面)?|关闭(?:本页|窗口|页面)?|我要打印|收藏本页)\s*[】\]]?(?=\s|$|[【\[|])"
)


@dataclass(slots=True)
class _Line:
    """A line of the page, with what speaks for its being the site's and not the document's."""

    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    size: int = 0
    site: int = 0
    """Which part of the page that is named as the site's own it stands in; 0 for none."""
    table: bool = False

    @property
    def text(self) -> str:
        return _BLANKS.sub(" ", "".join(self.pieces)).strip()


def read_html(file: FileData, charset: str = "") -> Content:
    """The page's text without what surrounds it on the site; ``charset`` is said of it by what it came in."""
    text, problems = _decoded(file.data, charset)
    _check(file, text)
    struck: list[str] = []
    lines = list(page_lines(text, struck))
    if (told := struck_through(struck)) is not None:
        problems += (told,)
    return content_of(lines, problems)


def _check(file: FileData, html: str) -> None:
    """Refuse a page of more than parsers take, by a look at its tags."""
    limits = file.limits
    if len(html) > limits.html_elements and html.count("<") > limits.html_elements:
        raise TooMuchInsideError(file.name, what=_("elements"), limit=limits.html_elements)
    if re.search(_ATTRIBUTES.format(limits.html_attributes + 1), html):
        raise TooMuchInsideError(file.name, what=_("attributes of one tag"), limit=limits.html_attributes)
    if deepest_nesting(html) > limits.html_depth:
        raise TooMuchInsideError(file.name, what=_("levels of nesting"), limit=limits.html_depth)


def _decoded(data: bytes, charset: str) -> tuple[str, tuple[Problem, ...]]:
    """The page in the character set that it names, or in the one found where it names none, or a wrong one."""
    named = _CHARSET.search(data[:_HEAD]) or _XML_ENCODING.search(data[:_HEAD])
    name = named[1].decode("ascii").lower() if named is not None else charset.lower()
    decoded = decode(data, named=_WIDER.get(name, name))
    return decoded.text, decoded.problems


def deepest_nesting(html: str) -> int:
    """How many elements are open at once at most, as far as a look at the tags tells."""
    opened: dict[str, int] = {}
    depth = deepest = 0
    for match in _TAG.finditer(html):
        tag = match[2].lower()
        if tag in _NEVER_NEST:
            continue
        if not match[1]:
            opened[tag] = opened.get(tag, 0) + 1
            depth += 1
            deepest = max(deepest, depth)
        elif opened.get(tag):
            opened[tag] -= 1
            depth -= 1
    return deepest


def page_lines(html: str, struck: list[str]) -> Iterator[str]:
    """The page's lines, without navigation, counters, buttons and footer; ``struck`` gets what is crossed out."""
    body = LexborHTMLParser(html).body
    lines = [line for line in _Walk(body, struck).lines() if line.text] if body is not None else []
    for line in _of_the_document(lines):
        text = line.text if len(line.text) > 200 else _SITE_PHRASE.sub("", line.text).strip(" |\u3000")
        if text and not (len(text) < 120 and _SITE_LINE.fullmatch(text)):
            yield text if "\t" not in "".join(line.pieces) else "".join(line.pieces)


def _of_the_document(lines: Sequence[_Line]) -> Sequence[_Line]:
    """The lines that are the document's; all of them where nearly everything would fall to the site."""
    document = {line.site for line in lines if not line.site or _is_content(line)}
    outside = [line for line in lines if line.site in document]
    if sum(len(line.text) for line in outside) * 3 < sum(len(line.text) for line in lines):
        outside = list(lines)
    unlinked = [line for line in outside if not 0 < line.linked == line.size]
    said = {line.text for line in unlinked}
    kept = [
        line for line in outside if not 0 < line.linked == line.size or (_is_content(line) and line.text not in said)
    ]
    return kept if unlinked else outside


def _is_content(line: _Line) -> bool:
    """Whether the line is one of a document, wherever it stands on the page."""
    text = line.text
    return _OF_A_PLAN.match(text) is not None or (_is_sentence(text) and not _OF_A_SITE.search(text))


def _is_sentence(text: str) -> bool:
    return text.find("。", _SENTENCE) > 0 or text.find("\uff1b", _SENTENCE) > 0


class _Walk:
    """One walk over a part of the page; ``lines`` gives what it found."""

    def __init__(self, top: LexborNode, struck: list[str]) -> None:
        self._top = top
        self._struck = struck
        self._lines = [_Line()]
        self._links: list[str] = []
        self._sites = 0
        self._site: tuple[int, LexborNode] | None = None
        self._verbatim = 0
        self._ordered: list[int | None] = []

    def lines(self) -> list[_Line]:
        stack: list[tuple[LexborNode, bool]] = [(self._top, False)]
        while stack:
            node, leaving = stack.pop()
            if leaving:
                self._leave(node)
            elif self._enter(node):
                stack.append((node, True))
                stack.extend((below, False) for below in _children_from_last(node))
        return self._lines

    def _enter(self, node: LexborNode) -> bool:
        """Take a node; whether its children are to be walked."""
        if node.is_text_node:
            self._text(node.text_content or "")
            return False
        tag = node.tag or ""
        if not node.is_element_node or tag in _DROPPED:
            return False
        attributes = node.attributes
        if tag != "br" and _hides(attributes):
            return False
        if tag in _STRUCK or _STRUCK_STYLE.search(attributes.get("style") or ""):
            self._struck += filter(None, [_BLANKS.sub(" ", node.text() or "").strip()])
            return False
        if tag == "br" or tag in _BLOCKS:
            self._break()
        if tag == "table" and node is not self._top and not _is_layout(node):
            self._table(node)
            return False
        self._open(tag, attributes, node)
        return tag != "br"

    def _table(self, node: LexborNode) -> None:
        """A table's caption and rows as lines."""
        for caption in _descend(node, ("caption",), ("table", "tr")):
            self._lines += [line for line in _Walk(caption, self._struck).lines() if line.text]
        site = self._site[0] if self._site else 0
        rows = table_lines(_cells(node, self._struck))
        self._lines += [_Line([text], 0, len(text), site, table=True) for text in rows]
        self._lines.append(_Line(site=site))

    def _open(self, tag: str, attributes: dict[str, str | None], node: LexborNode) -> None:
        if not self._site and _is_site(tag, attributes):
            self._sites += 1
            self._site = (self._sites, node)
        self._lines[-1].site = self._site[0] if self._site else 0
        if tag == "a":
            self._links.append(attributes.get("href") or "")
        self._verbatim += tag in _VERBATIM
        if tag in ("ol", "ul"):
            numbered = tag == "ol" and not _UNNUMBERED.search(attributes.get("style") or "")
            self._ordered.append(_whole(attributes.get("start"), 1) if numbered else None)
        elif tag == "li" and self._ordered and self._ordered[-1] is not None:
            number = _whole(attributes.get("value"), self._ordered[-1])
            self._lines[-1].pieces.append(f"{number}.")
            self._ordered[-1] = number + 1

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if self._site and self._site[1] is node:
            self._site = None
        if tag == "a" and self._links:
            self._links.pop()
        self._verbatim -= tag in _VERBATIM
        if tag in ("ol", "ul") and self._ordered:
            self._ordered.pop()
        if tag in _BLOCKS:
            self._break()

    def _break(self) -> None:
        if self._lines[-1].pieces:
            self._lines.append(_Line())
        self._lines[-1].site = self._site[0] if self._site else 0

    def _text(self, text: str) -> None:
        for index, piece in enumerate(text.split("\n") if self._verbatim else [text]):
            if index:
                self._break()
            line, size = self._lines[-1], len(piece.strip())
            line.pieces += [piece] if size or line.pieces else []
            line.size += size
            line.linked += size if any(self._links) else 0


def _is_site(tag: str, attributes: dict[str, str | None]) -> bool:
    """Whether the element's name or role says that it belongs to the site around the document."""
    if tag in _SITE_TAGS or attributes.get("role") in ("navigation", "banner", "contentinfo", "search"):
        return True
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()[:500]
    return not _SITE_WORDS.isdisjoint(_NAME_PARTS.split(names))


def _descend(node: LexborNode, tags: tuple[str, ...], stop: tuple[str, ...]) -> Iterator[LexborNode]:
    """The elements of ``tags`` below, in order, not looking into those found nor into those of ``stop``."""
    stack = list(_children_from_last(node))
    while stack:
        found = stack.pop()
        if found.tag in tags:
            yield found
        elif found.tag not in stop:
            stack.extend(_children_from_last(found))


def _children_from_last(node: LexborNode) -> Iterator[LexborNode]:
    """The node's children, the last first, as a stack takes them."""
    below = node.last_child
    while below is not None:
        yield below
        below = below.prev


def _is_layout(table: LexborNode) -> bool:
    """Whether the table only lays out the page: one with tables inside, or with no row of two cells."""
    rows = [list(_descend(row, ("td", "th"), ("table",))) for row in _descend(table, ("tr",), ("table",))]
    if not any(len(cells) > 1 for cells in rows):
        return True
    holds_tables = any(True for _inner in _descend(table, ("table",), ()))
    return holds_tables and not all(is_heading("".join((cell.text() or "").split())) for cell in rows[0])


def _cells(table: LexborNode, struck: list[str]) -> Iterator[Cell]:
    """The table's cells laid out as browsers do: each at the first free column of its row."""
    taken: dict[int, set[int]] = {}
    rows = [row for row in _descend(table, ("tr",), ("table",)) if not _is_hidden(row)]
    for index, row in enumerate(rows):
        column = 0
        for element in _descend(row, ("td", "th"), ("table",)):
            if _is_gone(element):
                continue
            while column in taken.get(index, ()):
                column += 1
            height = min(_whole(element.attributes.get("rowspan"), 1) or len(rows), len(rows) - index, _MOST_ROWS)
            width = min(max(_whole(element.attributes.get("colspan"), 1), 1), _WIDEST)
            for below in range(index, index + height):
                taken.setdefault(below, set()).update(range(column, column + width))
            lines = [] if _is_hidden(element) else _Walk(element, struck).lines()
            yield Cell(index, column, join_cell(_pieces(lines)), height, width)
            column += width
        taken.pop(index, None)


def _pieces(lines: Iterable[_Line]) -> Iterator[str]:
    """A cell's lines; a table inside says of each of its cells what heads it."""
    for in_table, group in groupby(lines, key=lambda line: line.table):
        texts = ["".join(line.pieces) for line in group]
        yield from labelled_rows([text.split("\t") for text in texts]) if in_table else texts


def _is_gone(node: LexborNode) -> bool:
    """Whether the element takes no place on the page; one that is only not seen keeps its own."""
    return "hidden" in node.attributes or _GONE.search(node.attributes.get("style") or "") is not None


def _is_hidden(node: LexborNode) -> bool:
    return _hides(node.attributes)


def _hides(attributes: dict[str, str | None]) -> bool:
    return "hidden" in attributes or _HIDDEN.search(attributes.get("style") or "") is not None


def _whole(text: str | None, otherwise: int) -> int:
    """An attribute as a whole number that is not negative."""
    return int(text) if text is not None and text.isascii() and text.isdecimal() and len(text) < 7 else otherwise
