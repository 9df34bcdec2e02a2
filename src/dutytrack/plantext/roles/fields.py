"""A clause's fields: stretches of names in one role, persons and times, taken apart by the words between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import cast

from dutytrack.plantext.text.paragraphs import Slice
from dutytrack.plantext.words import roles
from dutytrack.plantext.words.patterns import regex
from dutytrack.plantext.words.roles import FieldKind
from dutytrack.plantext.words.units import looks_like_unit, names_persons

TRAILING = " 。;,、.\x1f"
"""What may stand around a value without being part of it."""


_LEADING = TRAILING + ":→—-●■◆▲★"
"""What may stand before one: signs that point at it, too."""
_BETWEEN_NAMES = regex(r"[、,;。\s]+|(?<=[局委办厅部府会])[和及与](?=[市省区县各相有])")
_LEVELS = regex(r"\([市县区旗、]{1,9}\)|(?<=[市县区旗])、[市县区旗](?=[、(人政])")
"""What stands for further levels in a collective: 各县(市、区)政府, 各县、市、区政府."""
_AROUND_NAME = regex(r"^(?:由|及|和|与|以及)|(?:等|按照?职责分工|分别)+$")
_JOINING = regex("会同|等")
_DATED = regex(r"\d[年月日]|[年月]底")
_KIND = "(?:局|委|办|厅|部|院|中心|公司|政府|集团|支队|大队|办事处|街道)"
_JOINED_NAMES = regex(
    rf"\s*会同(?P<names>(?:(?:[市省区县州国各]|[一-鿿]{{2,4}}(?=街道|镇|乡))[^、,;。](?:(?!{_KIND}[和及与]?[市省区县州国各])[^、,;。]){{0,13}}?{_KIND}[、和及与]?)+)(?<![、和及与])"
    r"(?=研究|制[定订]|编制|修[改订]|起草|提出|开展|做好|抓好|抓紧|推进|加快|完善|负责|组织|落实|尽快|按照|对|与)"
)
"""会同A、B研究方案: units that join in, with what they do right behind them. No name holds the end of one and the
beginning of the next: a row of them could else be cut up in ever so many ways."""
_JOINED = regex(r"\s*会同")
_REMARK = regex(r"\s*(?:以下|以上均|下同|上述|下列|不再|注:)")
"""How a remark begins that says who answers for other tasks too."""
REMARK_INSIDE = regex("下同|不再|另行|均[需须为应由含]|均涉及")
"""What a sentence behind the names has in it where it is such a remark."""
_OF_OTHERS = regex("(?:涉及|属于|其中|其他|具体)[^、,;。]{0,20}由")
"""What stands before names in charge of a part: 涉及各县区的工作由."""


@dataclass(slots=True)
class RoleField:
    """A stretch of a clause: the names in one role, a person, or a time."""

    kind: FieldKind
    value: Slice
    in_words: bool = False
    """Said by a verb (A牵头), not by a label."""
    jointly: bool = False
    """Said with 按职责分工: shared, even where just one unit is named."""

    @property
    def names_units(self) -> bool:
        """Whether its value is names of units: no person, no time, nothing else."""
        return self.kind not in {"leader", "time", "other", "words"}


def names_field(kind: FieldKind, value: Slice) -> list[RoleField]:
    """The fields of a value printed under a label of ``kind``: its own words (A牵头,B配合) overrule the label."""
    if not RoleField(kind, value).names_units:
        return [RoleField(kind, value)]
    fields = phrases_of(value, kind)
    if any(f.in_words for f in fields):
        return [replace(f, kind="lead") if kind == "lead" and f.kind == "charge" else f for f in fields]
    together = roles.TOGETHER.search(value.text) if kind in {"lead", "responsible"} else None
    if together and together.start() > 0 and looks_like_unit(value.text[: together.start()]):
        return _led_together(value, together)
    return fields


def _led_together(names: Slice, together: re.Match[str]) -> list[RoleField]:
    """A会同B: A leads, B takes part."""
    first, rest = names.part(0, together.start()), names.part(together.end(), len(names))
    return [RoleField("lead", trimmed(first), in_words=True), RoleField("participating", trimmed(rest), in_words=True)]


@lru_cache(maxsize=4096)
def all_units(text: str) -> bool:
    """Whether a folded list holds names of units and nothing else; one misprint in a long list is let pass."""
    whole = _LEVELS.sub("", text)
    names = [_AROUND_NAME.sub("", name) for name in _BETWEEN_NAMES.split(whole) if name]
    good = sum(
        len(one) <= 30 and not _DATED.search(one) and any(map(looks_like_unit, (one, _JOINING.split(one)[-1])))
        for one in names
    )
    return 0 < good == len(names) or (len(names) >= 4 and good >= len(names) - 1)


def phrases_of(value: Slice, label: FieldKind | None) -> list[RoleField]:
    """``A牵头,B、C配合,2026年底前完成`` taken apart, sentence by sentence: names by verb or else by ``label``, times.

    A sentence behind the first that is a remark on other tasks is left out; one that names no units is ``words``.
    """
    if "。" not in value.text:
        return _in_sentence(value, label)
    fields: list[RoleField] = []
    for number, (start, end) in enumerate(_parts(value.text, roles.SENTENCE_ENDS)):
        sentence = value.part(start, end)
        if number and REMARK_INSIDE.search(sentence.text):
            continue
        found = _in_sentence(sentence, label)
        if number and not all(all_units(f.value.text) for f in found if f.names_units):
            found = [RoleField("words", trimmed(sentence))]
        fields += found
    return fields


def _in_sentence(value: Slice, label: FieldKind | None) -> list[RoleField]:
    fields: list[RoleField] = []
    begin: int | None = None
    text = value.text
    for start, end in _parts(text, roles.SEGMENT_ENDS):
        segment = text[start:end]
        timed = roles.TIME_SEGMENT.match(segment.strip()) is not None
        may_end = segment.rstrip()[-1:] in roles.VERB_SIGNS
        verb = roles.VERB_AT_END.search(segment, max(len(segment) - roles.VERB_TAIL, 0)) if may_end else None
        if timed or _REMARK.match(segment) or (verb and roles.FIRST_LEADS.search(segment)):
            fields += _unsaid(value, begin, start, label)
            fields += [RoleField("time", trimmed(value.part(start, end)))] if timed else []
            begin = None
            continue
        first = begin is None
        begin = start if begin is None else begin
        named = verb is not None and segment[: verb.start()].strip("的和 ") != ""
        if verb is None and fields and (joining := _JOINED.match(segment)) and all_units(segment[joining.end() :]):
            fields.append(RoleField("participating", trimmed(value.part(start + joining.end(), end)), in_words=True))
            begin = None
            continue
        if verb is None and fields and (joined := _JOINED_NAMES.match(segment)):
            fields.append(
                RoleField(
                    "participating", value.part(start + joined.start("names"), start + joined.end()), in_words=True
                )
            )
            begin = start + joined.end()
            continue
        if verb is None or (first and not named):
            continue
        if label is not None and not first and named and _verb_kind(verb) == "participating":
            fields.append(RoleField(label, trimmed(value.part(begin, start))))
            begin = start
        fields += _said(value.part(begin, start + verb.start()), verb)
        begin = None
    fields += _unsaid(value, begin, len(value), label)
    found = [f for f in fields if len(f.value)]
    return judged(found) if any(f.in_words for f in found) else found


def _unsaid(value: Slice, begin: int | None, end: int, label: FieldKind | None) -> list[RoleField]:
    """What no verb says a role of: the label does, or else it is not told yet whether it names units."""
    return [] if begin is None else [RoleField(label or "words", trimmed(value.part(begin, end)))]


def judged(fields: list[RoleField]) -> list[RoleField]:
    """The fields, those of words that are all names of units in charge."""
    return [replace(f, kind="responsible") if f.kind == "words" and all_units(f.value.text) else f for f in fields]


def _said(names: Slice, verb: re.Match[str]) -> list[RoleField]:
    by = roles.BY.match(names.text) or _OF_OTHERS.match(names.text)
    names = trimmed(names.part(by.end() if by else 0, len(names)))
    jointly = roles.DIVIDED.search(verb["manner"]) is not None
    kind = _verb_kind(verb)
    if names_persons(names.text):
        return [RoleField("leader", names, in_words=True)]
    together = roles.TOGETHER.search(names.text)
    if together and together.start() > 0 and kind in {"lead", "charge"}:
        return _led_together(names, together)
    return [RoleField(kind, names, in_words=True, jointly=jointly)]


def _verb_kind(verb: re.Match[str]) -> FieldKind:
    """What the verb makes of the units before it; 分头负责 makes each the lead of its share."""
    if roles.SEPARATELY.search(verb["manner"]) and "负责" in verb[0]:
        return "lead"
    return cast("FieldKind", verb.lastgroup)


def _parts(text: str, ends: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """The parts of ``text`` between signs of ``ends`` that stand outside brackets."""
    depth = start = 0
    for match in ends.finditer(text):
        sign = match.group()
        if sign == "(":
            depth += 1
        elif sign == ")":
            depth = max(depth - 1, 0)
        elif depth == 0:
            if match.start() > start:
                yield start, match.start()
            start = match.end()
    if start < len(text):
        yield start, len(text)


def trimmed(part: Slice) -> Slice:
    """``part`` without the punctuation around it."""
    start = len(part.text) - len(part.text.lstrip(_LEADING))
    text = part.text[start:].rstrip(TRAILING)
    unopened = text.endswith(")") and text.count("(") < text.count(")")
    return part.part(start, start + len(text) - unopened)
