"""A list of units as printed, split into its names: collectives stay whole, and names with 和 or 及 inside them.

各区、县(市)政府 is one name; 市科技局(知识产权局) keeps its alias; a closing 等 goes, 等相关部门 leaves a collective.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from dutytrack.domain.plan.model import Span
from dutytrack.domain.words.roles import Role, role_of
from dutytrack.plantext.text.paragraphs import Slice
from dutytrack.plantext.words.patterns import any_of, regex
from dutytrack.plantext.words.roles import FIRST_LEADER, NOTE
from dutytrack.plantext.words.units import ENDS_AS_UNIT, GENERIC_NOUNS, HAS_LEVEL, LEVEL_NOUNS, STANDS_ALONE

_GOES_ON = regex(
    r"(?:网络安全|经济|社会|人力资源|工业|商务|统计|国有资产|会|队|区域|院|社|站|园|学|处|科|厂|行|组织|基地|平台|企业)$"
)
"""What a 和 inside a name follows: 网络安全和信息化办公室."""
_SEPARATORS = regex(r"[()“”《》、,;。:|/]|\s+")
_BRACKETS = regex(r"[()“”《》]")
_AND = regex(r"[和及与]")
_AND_OTHERS = regex(r"等(?:相关|有关|市直|市级)?(?:部门|单位)$")
_DEPARTMENTS, _OF_KIND = regex(r"(?:有关|相关|各)部门$"), regex(r"(?:有关|相关)?单位$")
_LEVEL = regex(r"[省市县区州乡镇旗]|街道")
_COLLECTIVE = regex(r"各|相关|有关|直|所属|^[驻在](?=[一-鿿])")
_JOINERS = regex(r"以及|和|及|与|暨")
_TRAILING_WORDS = regex(
    r"(?:等?按照?(?:各自)?(?:职责|任务)?(?:分工)?(?:职责)?|等?根据职责(?:分工)?|分别|共同"
    rf"|\(?(?:第一|列第一|排第一)\S{{0,14}}{FIRST_LEADER}\S{{0,6}}\)?|[,(]?下同\)?|\((?:按|根据|排名|以[上下]|下同|不再|注:|列|第一|含)[^()]*\))$"
)
_CLOSING_ETC = regex(r"等(?P<rest>(?:\S{0,8}?(?:单位|部门|企业|机构|高校|院校|地区|区县|县区|县市区|地|成员单位))?)$")
_COLLECTIVE_REST = regex(r"相关|有关|各|成员")
_LIST_MARK = regex(r"^(?:由|及|和|与|以及|、|其中|含)+")
_INNER_LEVEL = regex(
    r"(?:自治[县州旗]|乡镇|镇街|街道|县级市|县区|区县|市|县|区|旗|乡|镇|州|盟|村)(?:\([市县区旗、]{1,9}\))?"
)
"""A word for a level that carries no 各 of its own."""
_GOVERNING = any_of("党委 党工委 人民政府 政府 管委会 管理委员会 街道办事处 办事处")
_BODY = regex(rf"{_GOVERNING}$")
"""What governs a place."""
_ALSO = regex(rf"\([^()、]{{0,6}}{_GOVERNING}\)$")
"""The same of other places, in brackets behind it: 各县、区人民政府(管委会)."""
_QUALIFIER = regex(r"各|有关|相关|全|市辖|涉及|所辖|沿线|试点")
_LEVELS_ONLY = regex(r"^(?:[省市县区州乡镇旗]|乡镇|县区|区县)(?:、(?:[省市县区州乡镇旗]|乡镇|县区|区县))*$")
OPEN_LEVELS = regex(r"\((?=[市县区旗])[市县区旗](?:、[市县区旗])*(?!\))")
"""A bracket of levels that nothing closes: 各县(市、区政府."""


class Name(NamedTuple):
    """One name of a list, as printed and as read."""

    raw: str
    """As shown."""
    text: str
    """Folded."""
    name: str
    """In full; as printed until it is completed."""
    span: Span | None
    line: int
    role: Role | None = None
    """Printed behind the name: 市科技局(牵头)."""


def split_names(part: Slice) -> list[Name]:
    """The names printed in ``part``."""
    return [name for piece in _joined(part.text, _pieces(part.text)) for name in _tidied(part, *piece)]


def _pieces(text: str) -> Iterable[tuple[int, int]]:
    """Stretches between separators that stand outside brackets; a bracket that nothing closes ends after its levels.

    What stands before a colon and is no unit heads those that follow.
    """
    ends_early = _open_brackets(text)
    depth = start = 0
    for match in _SEPARATORS.finditer(text):
        sign = match.group()
        if sign in "(“《":
            depth += 0 if match.start() in ends_early else 1
        elif sign in ")”》":
            depth = max(depth - 1, 0)
        elif depth == 0:
            in_levels = any(first < match.start() <= last for first, last in ends_early.items())
            parts = not sign.isspace() or ENDS_AS_UNIT.search(text[max(start, match.start() - 36) : match.start()])
            if parts and not in_levels:
                if sign != ":" or ENDS_AS_UNIT.search(text[start : match.start()]):
                    yield from _conjoined(text, start, match.start())
                start = match.end()
    yield from _conjoined(text, start, len(text))


def _open_brackets(text: str) -> dict[int, int]:
    """Brackets that nothing closes, with the place where what stands in them ends."""
    opened: list[int] = []
    for match in _BRACKETS.finditer(text):
        if match.group() in "(“《":
            opened.append(match.start())
        elif opened:
            opened.pop()
    levels = {start: OPEN_LEVELS.match(text, start) for start in opened}
    return {start: match.end() if match else start + 1 for start, match in levels.items()}


def _conjoined(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    """Split at 和, 及, 与 between two whole names; inside a name they stay."""
    at = start
    for match in _JOINERS.finditer(text, start, end):
        before = text[at : match.start()]
        outside_brackets = before.count("(") <= before.count(")")
        if outside_brackets and _between_names(before, text[match.end() : end]):
            yield at, match.start()
            at = match.end()
    yield at, end


def _between_names(before: str, after: str) -> bool:
    before, after = before.strip().removesuffix("等"), after.strip()
    before = _AND_OTHERS.sub("局", before)
    if len(before) < 2 or not after or not ENDS_AS_UNIT.search(before[-36:]):
        return False
    if _DEPARTMENTS.search(before) and _OF_KIND.match(after):
        return False
    if before.endswith(("党工委", "党委", "党组")) and after.startswith(("管委会", "政府", "人民政府", "行政")):
        return False
    if STANDS_ALONE.match(after) or HAS_LEVEL.match(after):
        return True
    ends = (_AND.split(after, 1)[0][-36:], after[-36:])
    return not _GOES_ON.search(before) and any(ENDS_AS_UNIT.search(end) for end in ends)


def _joined(text: str, pieces: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Put collectives that hold a separator together again: 各区、县(市)政府; 相关市直部门、单位."""
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        first, last = joined[-1] if joined else (start, start)
        if text[last : last + 1] == "、" and _one_collective(text[first:last].strip(), text[start:end].strip()):
            joined[-1] = (first, end)
        else:
            joined.append((start, end))
    return [(start, end) for start, end in joined if text[start:end].strip()]


def _one_collective(before: str, after: str) -> bool:
    if _LEVELS_ONLY.match(before) and _LEVEL.match(after):
        return True
    body = _ALSO.sub("", after)
    level = _BODY.sub("", body).rsplit("、", 1)[-1]
    if after and _is_level_noun(before) and (not level or _INNER_LEVEL.fullmatch(level)):
        return True
    collective = _COLLECTIVE.search(before) is not None
    of_places = not level and _BODY.search(_ALSO.sub("", before)) is not None
    return collective and (of_places or bool(GENERIC_NOUNS.fullmatch(after)))


def _is_level_noun(text: str) -> bool:
    """各区, 县(市), 乡镇: words for a level."""
    last = text.rsplit("、", 1)[-1]
    plain = len(last) <= 2 or "(" in last
    return LEVEL_NOUNS.fullmatch(last) is not None and (plain or _QUALIFIER.match(text) is not None)


def _tidied(part: Slice, start: int, end: int) -> list[Name]:
    """One piece without 由, 等, 按职责分工 …; 等相关部门 makes a collective of its own."""
    text = part.text[start:end]
    lead = _LIST_MARK.match(text)
    start += lead.end() if lead else 0
    whole = part.part(start, end)
    text = _TRAILING_WORDS.sub("", whole.text).rstrip()
    etc = _CLOSING_ETC.search(text)
    collective = etc is not None and _COLLECTIVE_REST.search(etc["rest"])
    rest = [_printed(whole.part(*etc.span("rest")))] if etc and collective else []
    text = text[: etc.start()].rstrip() if etc else text
    note = NOTE.search(text)
    cut = whole.part(0, len(text[: note.start() if note else None].rstrip(" .。;,、:")))
    if len(cut) < 2 or cut.text in {"等", "下同"}:
        return rest
    return [_printed(cut, role_of(note["word"]) if note else None), *rest]


def _printed(cut: Slice, role: Role | None = None) -> Name:
    text = "".join(cut.text.split())
    return Name("".join(cut.shown.split()), text, text, cut.span, cut.lines[0], role)
