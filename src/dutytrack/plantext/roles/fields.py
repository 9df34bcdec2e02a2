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
from dutytrack.plantext.words.units import PERSON, looks_like_unit

TRAILING = " 。;,、.\x1f"
"""What may stand around a value without being part of it."""


_BETWEEN_NAMES = regex(r"[、,;。\s]+|(?<=[局委办厅部府会])[和及与](?=[市省区县各相有])")
_AROUND_NAME = regex(r"^(?:由|及|和|与|以及)|(?:等|按照?职责分工|分别)+$")
_JOINING = regex("会同|等")
_REMARK = regex(r"\s*(?:以下|下同|上述|不再|下列)")
"""How a remark begins that says who answers for other tasks too."""


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
        return self.kind not in {"leader", "time", "other"}


def names_field(kind: FieldKind, value: Slice) -> list[RoleField]:
    """The fields of a value printed under a label of ``kind``: its own words (A牵头,B配合) overrule the label."""
    field = RoleField(kind, value)
    if field.names_units and (phrases := phrases_of(value, kind)):
        return [replace(f, kind="lead") if kind == "lead" and f.kind == "charge" else f for f in phrases]
    together = roles.TOGETHER.search(value.text) if kind in {"lead", "responsible"} else None
    if together and together.start() > 0 and looks_like_unit(value.text[: together.start()]):
        return _led_together(value, together)
    return [field]


def _led_together(names: Slice, together: re.Match[str]) -> list[RoleField]:
    """A会同B: A leads, B takes part."""
    first, rest = names.part(0, together.start()), names.part(together.end(), len(names))
    return [RoleField("lead", trimmed(first), in_words=True), RoleField("participating", trimmed(rest), in_words=True)]


@lru_cache(maxsize=4096)
def all_units(text: str) -> bool:
    """Whether a folded list holds names of units and nothing else; one misprint in a long list is let pass."""
    names = [_AROUND_NAME.sub("", name) for name in _BETWEEN_NAMES.split(text) if name]
    good = sum(len(one) <= 30 and any(map(looks_like_unit, (one, _JOINING.split(one)[-1]))) for one in names)
    return 0 < good == len(names) or (len(names) >= 4 and good >= len(names) - 1)


def phrases_of(value: Slice, label: FieldKind | None) -> list[RoleField] | None:
    """``A牵头,B、C配合,2026年底前完成`` taken apart; ``None`` where no verb says a role."""
    fields: list[RoleField] = []
    pending: int | None = None
    said = False
    for start, end in _segments(value.text):
        segment = value.text[start:end]
        if _REMARK.match(segment):
            continue
        if roles.TIME_SEGMENT.match(segment.strip()):
            fields.append(RoleField("time", trimmed(value.part(start, end))))
            continue
        may_end = segment.rstrip()[-1:] in roles.VERB_SIGNS
        verb = roles.VERB_AT_END.search(segment, max(len(segment) - roles.VERB_TAIL, 0)) if may_end else None
        if verb and roles.FIRST_LEADS.search(segment):
            continue
        begin = start if pending is None else pending
        named = verb is not None and segment[: verb.start()].strip("的和 ") != ""
        if verb is None or (pending is None and not named):
            pending = begin
            continue
        said = True
        if label is not None and pending is not None and named and _verb_kind(verb) == "participating":
            fields.append(RoleField(label, trimmed(value.part(pending, start))))
            begin = start
        fields += _said(value.part(begin, start + verb.start()), verb)
        pending = None
    if not said:
        return None
    if pending is not None:
        rest = trimmed(value.part(pending, len(value)))
        fields.append(RoleField(label or ("responsible" if all_units(rest.text) else "other"), rest))
    return [f for f in fields if len(f.value)]


def _said(names: Slice, verb: re.Match[str]) -> list[RoleField]:
    by = roles.BY.match(names.text)
    names = trimmed(names.part(by.end() if by else 0, len(names)))
    jointly = roles.DIVIDED.search(verb["manner"]) is not None
    kind = _verb_kind(verb)
    if PERSON.search(names.text) and "、" not in names.text and not looks_like_unit(names.text):
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


def _segments(text: str) -> Iterator[tuple[int, int]]:
    """The parts of ``text`` between commas, semicolons and stops that stand outside brackets."""
    depth = start = 0
    for match in roles.SEGMENT_ENDS.finditer(text):
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
    start = len(part.text) - len(part.text.lstrip(TRAILING + ":"))
    text = part.text[start:].rstrip(TRAILING)
    unopened = text.endswith(")") and text.count("(") < text.count(")")
    return part.part(start, start + len(text) - unopened)
