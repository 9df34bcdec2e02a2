"""Role clauses (牵头单位:A, or 由A牵头,B配合): found where they stand, and taken apart into fields of names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dutytrack.domain.words.roles import Role
from dutytrack.plantext.roles.fields import (
    REMARK_INSIDE,
    TRAILING,
    RoleField,
    all_units,
    judged,
    names_field,
    phrases_of,
    trimmed,
)
from dutytrack.plantext.text.paragraphs import Slice
from dutytrack.plantext.words import roles
from dutytrack.plantext.words.patterns import regex
from dutytrack.plantext.words.roles import FieldKind
from dutytrack.plantext.words.units import DEPARTMENT, looks_like_unit

_BOUNDARY = regex(r"[\s。.;!?)(|,、:：”》]?")
_LONE_UNIT = regex(
    r"^(?!含|即|简称|以下|包括|原|不含|限|除|详见|见)[一-鿿]{2,20}(?:管委会|人民政府|领导小组办公室|局|委|办公室)$"
)
"""A name in a bracket of its own, without its level."""
_UNIT_HEADING = regex(
    r"(?:局|委|办|厅|部|院|会|中心|政府|管委会|公司|集团|海关|银行|支行|街道|镇|乡|处|联|校|工会|团[市县区]委)(?:\([^()]{1,20}\))?$"
)
_HEAD = regex(r"\s*(?P<name>[^\s、,;。():|]+)")
_STOP = regex("。")
_BRACKETS = regex("[()]")
_SHORT_NAME = 3
_SENTENCE_LONGEST = 500
_LABEL_LONGEST = 24
_CLAUSE_LONGEST = 4000
"""Characters: longer stretches are no clauses."""
_NOTHING = frozenset({"", "无", "/", "-", "--", "——", "暂无", "—"})


@dataclass(slots=True)
class Clause:
    """All that a plan says in one place about who does a task."""

    fields: list[RoleField]
    raw: list[Slice]
    """As printed, without the brackets around it."""
    start: int
    end: int
    """The stretch of its paragraph slice that it takes up, brackets included."""
    unbalanced: bool = False
    bare: bool = False
    """Names without any word for their role."""
    own_line: bool = False
    """Nothing else stands on its line."""
    inherited: bool = False
    """Said by the heading that the task stands under."""

    @property
    def in_words(self) -> bool:
        """Whether it is a sentence of its paragraph: 由A牵头,B配合."""
        return not self.own_line and any(field.in_words for field in self.fields)


def behind_the_first(text: str) -> Role | None:
    """The role of the units behind the first, where a folded text lays down that that leads (列第一位的为牵头单位)."""
    if not ("第一" in text or "首" in text) or not roles.FIRST_LEADS.search(text):
        return None
    return "participating" if roles.OTHERS_SHARE.search(text) else "responsible"


def says_who_is_in_brackets(text: str) -> bool:
    """Whether a folded text lays down which role the units that stand in brackets have (括号内为责任单位)."""
    return "括" in text and bool(roles.OF_BRACKETS.search(text) and roles.RULE_OF_ROLES.search(text))


def lends_below(text: str) -> bool:
    """Whether a folded text lays down that the units behind a heading are those of the tasks under it."""
    return "括" in text and roles.TO_THOSE_BELOW.search(text) is not None


def unknown_rule(text: str) -> str | None:
    """A rule of a folded text that says by where or how units are printed who has which role, and that is not known."""
    if not any(noun in text for noun in ("单位", "部门", "科室", "处室")):
        return None
    known = (roles.FIRST_LEADS, roles.OTHERS_SHARE, roles.OF_BRACKETS)
    rules = (rule[0] for rule in roles.RULE_OF_ROLES.finditer(text))
    return next((rule for rule in rules if not any(one.search(rule) for one in known)), None)


def find_clauses(part: Slice) -> list[Clause]:
    """The role clauses of a paragraph (or part of one), in their order."""
    text = part.text
    first, last = len(text) - len(text.lstrip()), len(text.rstrip(TRAILING + ")"))
    clauses: list[Clause] = []
    covered = 0
    regions = [*_bracket_regions(text), *_label_regions(text), *_sentence_regions(text)]
    regions.sort(key=lambda region: (region.start, region.in_words, -region.end))
    for region in regions:
        start, end = region.start, region.end
        if start < covered or end - start > _CLAUSE_LONGEST:
            continue
        inner = part.part(*(region.inner or (start, end)))
        bracketed = region.inner is not None
        stands_last = end >= last or (bracketed and text[:start].rstrip()[-1:] == "。")
        labels = [] if region.in_words else _labels_at_boundaries(inner.text)
        bare = False
        if any(label["unit"] or label["person"] for label in labels):
            fields = _read_labelled(inner, labels)
        elif labels and labels[0].start() == 0:
            continue
        else:
            fields, bare = _read_words(inner, bracketed=bracketed, at_end=stands_last)
        if region.in_words and fields and fields[-1].kind == "words":
            end = fields.pop().value.start - part.start
            inner = part.part(start, end)
        if any(f.kind not in {"time", "other", "words"} for f in fields):
            own_line = start <= first and end >= last
            clauses.append(Clause(fields, [inner], start, end, region.unbalanced, bare, own_line))
            covered = end
    return clauses


def cell_fields(kind: FieldKind, cell: Slice) -> list[RoleField]:
    """The fields of a cell in a column of ``kind``: its own labels (牵头单位:A;配合单位:B) overrule the column's."""
    labels = _labels_at_boundaries(cell.text)
    if not any(label["unit"] or label["person"] for label in labels):
        return names_field(kind, cell)
    start = labels[0].start()
    before, rest = trimmed(cell.part(0, start)), cell.part(start, len(cell))
    unlabelled = names_field(kind, before) if len(before) else []
    return [*unlabelled, *_read_labelled(rest, _labels_at_boundaries(rest.text))]


def units_only(part: Slice) -> bool:
    """Whether ``part`` is nothing but names of units (a further line of a clause)."""
    text = part.text.strip(TRAILING)
    return 2 <= len(text) <= 400 and not re.search("[。:]", text) and all_units(text)


def times_only(part: Slice) -> Clause | None:
    """A line that says nothing but when (完成时限:…), as a clause without units."""
    label = roles.LABEL.match(part.text)
    if label is None or not (label["time"] or label["other"]) or "。" in part.text.rstrip(TRAILING):
        return None
    fields = _read_labelled(part, _labels_at_boundaries(part.text))
    if not fields or any(f.kind not in {"time", "other", "words"} for f in fields):
        return None
    return Clause(fields, [part], 0, len(part), own_line=True)


def label_alone(part: Slice) -> tuple[FieldKind, Slice] | None:
    """A label that has its line to itself, its value standing on the next: what it labels, and itself."""
    text = part.text
    if len(text) > _LABEL_LONGEST or not text.endswith(":"):
        return None
    label = roles.LABEL.fullmatch(text)
    return (_label_kind(label), part) if label else None


def is_unit_heading(heading: str) -> bool:
    """Whether a folded heading is nothing but names of units."""
    return _UNIT_HEADING.search(heading) is not None and all_units(heading)


class _Region(NamedTuple):
    """A stretch that may be a clause; what of it stands inside its brackets is ``inner``."""

    start: int
    end: int
    inner: tuple[int, int] | None = None
    unbalanced: bool = False
    in_words: bool = False


def _bracket_regions(text: str) -> list[_Region]:
    regions = []
    opened: list[int] = []
    for match in _BRACKETS.finditer(text):
        if match.group() == "(":
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            if match.start() - start > 3 and (not opened or _label_at(text, start + 1)):
                regions.append(_Region(start, match.end(), (start + 1, match.start())))
    return regions + [_unclosed(text, start) for start in opened if _label_at(text, start + 1)]


def _unclosed(text: str, start: int) -> _Region:
    """An opened bracket that nothing closes runs to the end, or to another's closing bracket that ends the text."""
    end = len(text.rstrip())
    return _Region(start, end, (start + 1, len(text[:end].rstrip("。; ").removesuffix(")"))), unbalanced=True)


def _label_at(text: str, at: int) -> re.Match[str] | None:
    """The label that stands there, blanks before it left out."""
    while at < len(text) and text[at].isspace():
        at += 1
    return roles.LABEL.match(text, at)


def _label_regions(text: str) -> list[_Region]:
    """Labels outside brackets: from a label at a boundary to the end of the last value."""
    regions: list[_Region] = []
    covered = 0
    for match in _labels(text):
        if match["other"] or match["time"] or match.start() < covered:
            continue
        before = text[max(match.start() - 2, 0) : match.start()]
        if not before.strip() or before[-1] in "。.;!?) |”》\xa0\x1f":
            covered = _values_end(text, match.start())
            regions.append(_Region(match.start(), covered))
    return regions


def _labels(text: str) -> Iterator[re.Match[str]]:
    """The labels of ``text``, looked for only where a colon or a word for a unit can end one."""
    covered = 0
    for anchor in roles.LABEL_ENDS.finditer(text):
        if anchor.start() < covered:
            continue
        reach = max(covered, anchor.start() - roles.LABEL_REACH)
        if not anchor[0].endswith(":") and not roles.ROLE_SIGN.search(text, reach, anchor.end()):
            continue
        label = roles.LABEL.search(text, reach, anchor.end() + 2)
        while label is not None and label.end() <= anchor.end() + 2:
            if not label["bare"] or _names_follow(text, label.end()):
                yield label
            covered = label.end()
            label = roles.LABEL.search(text, covered, anchor.end() + 2)


def _names_follow(text: str, at: int) -> bool:
    """Whether a unit, a short name or nothing stands there: 落实:各部门要加强协作 is a sentence and no label."""
    head = _HEAD.match(text, at)
    name = head["name"].removesuffix("等") if head else ""
    return len(name) <= _SHORT_NAME or looks_like_unit(name) or looks_like_unit(roles.VERB_AT_END.sub("", name))


def _values_end(text: str, start: int) -> int:
    """Where the labelled values from ``start`` on end: at a ``。`` that no further label or unit follows."""
    stops = (stop.end() for stop in _STOP.finditer(text, start, len(text.rstrip()) - 1))
    return next((end for end in stops if not _label_at(text, end)), len(text))


def _sentence_regions(text: str) -> list[_Region]:
    """Sentences in words: 此项工作由A牵头,B配合。, and a last sentence that is nothing but units and their roles."""
    regions = []
    for match in roles.WORK_BY.finditer(text) if "由" in text or "请" in text else ():
        stop = text.find("。", match.end())
        regions.append(_Region(match.start(), len(text) if stop < 0 else stop + 1, in_words=True))
    regions += [_Region(*match.span(), in_words=True) for match in roles.LED_SENTENCE.finditer(text)]
    body = text.rstrip()
    last = max(body[:-1].rfind("。"), body[:-1].rfind(";")) + 1
    if 0 < len(body) - last <= _SENTENCE_LONGEST and not any(region.start >= last for region in regions):
        regions.append(_Region(last, len(text), in_words=True))
    return regions


def _labels_at_boundaries(text: str) -> list[re.Match[str]]:
    """The labels that a blank, a stop or nothing stands before."""
    return [label for label in _labels(text) if _BOUNDARY.fullmatch(text[max(label.start() - 1, 0) : label.start()])]


def _read_labelled(inner: Slice, labels: Sequence[re.Match[str]]) -> list[RoleField]:
    fields: list[RoleField] = []
    before = trimmed(inner.part(0, labels[0].start()))
    if len(before):
        timed = roles.TIME_SEGMENT.match(before.text) is not None
        fields += [RoleField("time", before)] if timed else judged(phrases_of(before, None))
    ends = [*(label.start() for label in labels[1:]), len(inner)]
    for label, end in zip(labels, ends, strict=True):
        value = trimmed(inner.part(label.end(), end))
        if value.text in _NOTHING:
            continue
        kind = _label_kind(label)
        fields += names_field(kind, trimmed(inner.part(label.start(), end)) if kind == "time" else value)
    return fields


def _label_kind(label: re.Match[str]) -> FieldKind:
    if label["unit"]:
        return roles.role_of_label(label["unit"])
    return "leader" if label["person"] else "time" if label["time"] else "other"


def _read_words(inner: Slice, *, bracketed: bool, at_end: bool) -> tuple[list[RoleField], bool]:
    """A clause without labels; nothing unless each of its parts is units and what they do."""
    by = roles.BY.match(inner.text)
    value = trimmed(inner.part(by.end() if by else 0, len(inner)))
    if not len(value) or len(value) > 2 * _SENTENCE_LONGEST or (not bracketed and not by and "。" in value.text):
        return [], False
    if not bracketed and not by and REMARK_INSIDE.search(value.text):
        return [], False
    fields = phrases_of(value, None) if bracketed else _up_to_prose(phrases_of(value, None), value)
    named = [f for f in fields if f.names_units]
    if any(f.in_words for f in fields) and named and all(all_units(f.value.text) for f in named):
        return fields, False
    untimed = [f for f in fields if f.kind != "time"]
    if bracketed and at_end and len(untimed) == 1 and not untimed[0].in_words:
        names, timed = untimed[0].value.text, len(untimed) < len(fields)
        if _bare_units(names) or (timed and all_units(names)):
            return judged(fields), True
    return [], False


def _up_to_prose(fields: list[RoleField], value: Slice) -> list[RoleField]:
    """The fields of a sentence; what names no units behind those that do is its prose (抓紧落实)."""
    for n, field in enumerate(fields):
        if field.names_units and not all_units(field.value.text) and any(one.in_words for one in fields[:n]):
            return [*fields[:n], RoleField("words", value.part(field.value.start - value.start, len(value)))]
    return fields


def _bare_units(text: str) -> bool:
    """Names of units and nothing else: several departments, or a name with its level."""
    parts = [part.strip() for part in re.split("[、,;]", text)]
    levelled = text.startswith(tuple("市省区县各")) or _LONE_UNIT.match(text) is not None
    departments = len(parts) >= 2 and all(DEPARTMENT.search(part) for part in parts)
    return (levelled or departments) and all_units(text)
