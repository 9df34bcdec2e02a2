"""A plan's head: title, issuer, number, date of issue and place, from its own text and nothing cited in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from dutytrack.domain.plan.problems import Problem
from dutytrack.domain.words.numerals import read_number
from dutytrack.plantext.outline.places import jurisdiction, places_of
from dutytrack.plantext.outline.titles import (
    DATE_FORM,
    META,
    NUMBER_FORM,
    Printed,
    Title,
    is_title,
    read_title,
    without_label,
)
from dutytrack.plantext.text.lines import folded
from dutytrack.plantext.words.patterns import regex
from dutytrack.plantext.words.units import looks_like_unit

_TITLE_LONGEST = 70
_BEHIND_LABEL = r"\)?\s*[:|]?\s*"
_ISSUER_LABEL = regex(
    r"(?:发文(?:单位|机关|机构)|印发机关|制定机关)(?:\)?\s*[:|)]\s*|\s+)(?P<name>(?!\S{2,4}:)[^\s:,。;|]{3,40})(?!\s*:)"
)
_PUBLISHER_LABEL = regex(
    r"发布(?:单位|机构|机关)(?:\)?\s*[:|)]\s*|\s+)(?P<name>(?!\S{2,4}:)(?!\S{0,20}(?:网|网站|平台)(?:\s|$))[^\s:,。;|]{3,40})(?!\s*:)"
)
_NUMBER = regex(NUMBER_FORM)
_YEAR_OF_NUMBER = regex(r"[(\[](20\d\d)[)\]]")
_DATE = regex(DATE_FORM)
_AMERICAN = regex(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>(?:19|20)\d\d)")
_DATE_LABEL = regex(rf"(?:成文|印发|发文|签发|制定)(?:时间|日期){_BEHIND_LABEL}")
_PAGE_LABEL = regex(rf"(?:发布|公布|公开|生成|更新)(?:时间|日期){_BEHIND_LABEL}")
_LABEL_LAST = regex(r"(?:时间|日期)\)?\s*[:|]?\s*$")
_IMPRINT = regex(rf"\s*(?P<names>[^。;:,\d]{{4,30}}?)\s*(?P<date>{DATE_FORM})\s?印发\s*$")
_SIGNED_LINE = regex(
    rf"\s*(?:(?:制表|编制|填报|制定)(?:单位|机关|部门)?\s*:\s*)?(?P<names>[^。;:,()\d]{{4,40}}?)\s+(?P<date>{DATE_FORM})\s*$"
)
_SEAL = regex(r"\s*[(（](?:盖|印|公)?章[)）]$")
_TAIL = 8
"""Paragraphs at a document's end in which its imprint stands."""
_WHOLE_NUMBER = regex(rf"\s*\(?\s*{NUMBER_FORM}\s*(?:[,、]?\s*{DATE_FORM}(?:印发)?)?\s*\)?\s*(?:签发人.*)?")
_BARE_NUMBER = regex(r"\s*(?P<no>\((?:19|20)\d\d\)\s?第?\s?\d{1,5}\s?号)\s*")
"""〔2026〕14号: the number of minutes, which leave out whose they are."""
_NUMBER_LABEL = regex(rf"(?:文\s?号|发文字号|发布文号|发文号|字\s?号|文件编号){_BEHIND_LABEL}\(?")
_BEHIND_TITLE = regex(rf"(?<=\S)\s*\(\s*{NUMBER_FORM}\s*\)\s*$")
_SENTENCE = regex(r"\s*(?:为|根据|按照?|依据|贯彻|落实|《)|.*[,。;:]")
_WITH_OTHERS = regex(r"等[一二三四五六七八九十\d]{1,2}个?(?:部门|单位)$")
_OPENS_TITLE = regex(
    r"(?P<name>[一-鿿]{2,24}(?:局|委|办|厅|中心|办公室|学校|中学|小学|大学|学院|医院|公司|集团))(?=(?:19|20)\d\d年)"
)
"""桐江市水务局2026年工作要点: whose plan it is."""
_ISSUER_WORDS = regex(
    r"(?P<issuer>(?!为|根据|按照?|依据|依照|经|现将|贯彻|结合|落实|遵照)[^《》,。;:]{2,60}?(?:人民政府|政府|委员会|办公室|办公厅|党委|市委|省委|县委|区委|管委会|局|厅|部|委|国务院|指挥部|领导小组))\s*(?:关于|印发|转发)"
)


class Head(NamedTuple):
    """What a plan says of itself."""

    title: str | None
    issuer: str | None
    doc_no: str | None
    issued: date | None
    jurisdiction: str | None
    places: tuple[str, ...]
    """Names that its place goes by, without the level."""
    problems: tuple[Problem, ...] = ()
    """What of it is a guess."""

    @property
    def numbered(self) -> int | None:
        """The year that stands in the document's number."""
        year = _YEAR_OF_NUMBER.search(folded(self.doc_no or ""))
        return int(year[1]) if year else None

    @property
    def is_titled(self) -> bool:
        """Whether the title is one of a plan."""
        return self.title is not None and is_title(folded(self.title))


class _Issue(NamedTuple):
    """By whom, or when, and where that is a guess the line and code of the doubt."""

    issuer: str | None = None
    issued: date | None = None
    doubt: Problem | None = None


def read_head(front: Sequence[Printed], body: Sequence[Printed], given_title: str | None) -> Head:
    """The head of a plan whose text before the first numbered item is ``front``; ``body`` is all of it."""
    front = [*map(without_label, front)]
    title = Title(given_title) if given_title else read_title(front)
    signer, day = _signed(front, body) or (None, None)
    by = _issuer(front, body, title.text, signer)
    on = _Issue(issued=day) if day else _issued(front, body)
    offices = [by.issuer, title.text, signer, *(names for names, _, _ in _imprints(body))]
    heads = [*offices, *(one.text for one in front if len(one.text) <= _TITLE_LONGEST and is_title(one.text))]
    place = jurisdiction(filter(None, heads), [paragraph.text for paragraph in body])
    number, numbers = _doc_no(front)
    first = front[0].lines[0] if front else 1
    doubts = [_title_doubt(title, first), by.doubt, on.doubt, numbers]
    if place.guessed:
        line = next((one.lines[0] for one in body if (place.name or "")[:-1] in one.text), first)
        doubts.append(Problem("place-guessed", line, "jurisdiction", {"text": place.name or ""}))
    issuer = _WITH_OTHERS.sub("", by.issuer or "") or None
    return Head(title.text, issuer, number, on.issued, place.name, places_of(place.name), tuple(filter(None, doubts)))


def _title_doubt(title: Title, first: int) -> Problem | None:
    if title.text is None:
        return Problem("no-title", first, "title")
    return Problem("title-guessed", title.line, "title", {"text": title.text}) if title.guessed else None


def _first_printed(paragraphs: Iterable[Printed], pattern: re.Pattern[str]) -> tuple[str, int] | None:
    """What the first paragraph that ``pattern`` is found in has as ``name``, with its line."""
    found = ((paragraph, pattern.search(paragraph.text)) for paragraph in paragraphs)
    return next(((_printed(one, match, "name"), one.lines[0]) for one, match in found if match), None)


def _printed(paragraph: Printed, match: re.Match[str], group: str) -> str:
    return paragraph.raw[match.start(group) : match.end(group)].strip()


def _issuer(front: Sequence[Printed], body: Sequence[Printed], title: str | None, signer: str | None) -> _Issue:
    """Whom the head, the title, the signature, a label or the imprint names; a web page's publisher is a guess."""
    for paragraph in front:
        named = _ISSUER_WORDS.match(paragraph.text) if len(paragraph.text) <= 120 else None
        if named and not META.match(paragraph.text):
            return _Issue(_in_full(_printed(paragraph, named, "issuer"), signer))
    titled = _ISSUER_WORDS.match(title or "")
    if name := (titled["issuer"].strip() if titled else None) or _above_title(front) or signer:
        return _Issue(name)
    label, imprint = _first_printed(front, _ISSUER_LABEL), next(_imprints(body), None)
    if name := (label or imprint or (_opens_title(title),))[0]:
        return _Issue(name)
    if publisher := _first_printed(front, _PUBLISHER_LABEL):
        return _Issue(publisher[0], doubt=Problem("issuer-guessed", publisher[1], "issuer", {"text": publisher[0]}))
    return _Issue()


def _opens_title(title: str | None) -> str | None:
    """The office that a title opens with, a year behind it."""
    opened = _OPENS_TITLE.match(title or "")
    return opened["name"] if opened and looks_like_unit(opened["name"]) else None


def _in_full(named: str, signer: str | None) -> str:
    """``市政府办公室`` in a title is who signs below as ``清河市人民政府办公室``."""
    short, full = (re.sub(r"人民(?=政府)", "", name) for name in (named, signer or ""))
    return signer if signer and full != short and full.endswith(short) else named


def _above_title(front: Sequence[Printed]) -> str | None:
    """The issuers on the line above a title that begins with 关于."""
    for before, paragraph in pairwise(front):
        if paragraph.text.strip().startswith("关于") and len(before.text) <= _TITLE_LONGEST and before.text.strip():
            return " ".join(before.raw.split()) if all(map(looks_like_unit, before.text.split())) else None
    return None


def _signed(front: Sequence[Printed], body: Sequence[Printed]) -> tuple[str | None, date] | None:
    """Who signed the document, and when: in its head, else anywhere below."""
    return (
        next(_dates_alone(front), None)
        or next(_signed_lines(front), None)
        or next(_dates_alone(body), None)
        or next(_signed_lines(body[-_TAIL:]), None)
    )


def _dates_alone(paragraphs: Sequence[Printed]) -> Iterator[tuple[str | None, date]]:
    """Issuer and date where a date stands on a line of its own below the issuer's name."""
    for index, paragraph in enumerate(paragraphs):
        text = paragraph.text.strip().strip("()")
        found = _DATE.fullmatch(text) if len(text) <= 20 else None
        if not found or not (day := _to_date(found)):
            continue
        signers = _signers(paragraphs[:index])
        labelled = index and _LABEL_LAST.search(paragraphs[index - 1].text) is not None
        if not labelled and (signers or found["sep"] == "年"):
            yield signers, day


def _signed_lines(paragraphs: Sequence[Printed]) -> Iterator[tuple[str | None, date]]:
    """Issuer and date that stand on one line."""
    for paragraph in paragraphs:
        found = _SIGNED_LINE.match(paragraph.text) if len(paragraph.text) <= _TITLE_LONGEST else None
        if found and not META.match(paragraph.text) and (day := _to_date(found)):
            yield " ".join(_printed(paragraph, found, "names").split()), day


def _signers(before: Sequence[Printed]) -> str | None:
    names: list[str] = []
    for paragraph in reversed(before):
        text = paragraph.text.strip()
        fits = 3 <= len(text) <= 40 and ":" not in text and not is_title(text)
        if not fits or not all(map(looks_like_unit, text.split())):
            break
        names.append(_SEAL.sub("", " ".join(paragraph.raw.split())))
    return " ".join(reversed(names)) or None


def _imprints(body: Sequence[Printed]) -> Iterator[tuple[str, date, int]]:
    """The offices, days and lines of ``清河市人民政府办公室 2023年3月16日印发`` at the document's foot."""
    for paragraph in body[-_TAIL:]:
        found = _IMPRINT.match(paragraph.text) if len(paragraph.text) <= _TITLE_LONGEST else None
        if found and looks_like_unit(found["names"].strip()) and (day := _to_date(found)):
            yield _printed(paragraph, found, "names"), day, paragraph.lines[0]


def _issued(front: Sequence[Printed], body: Sequence[Printed]) -> _Issue:
    """The day that a label or the imprint tells; the day of a web page is a guess."""
    shown = [*front, *body[-_TAIL:]]
    numbered = (_WHOLE_NUMBER.fullmatch(one.text) for one in front if len(one.text) <= _TITLE_LONGEST)
    if day := next((_to_date(match) for match in numbered if match and match["year"]), None):
        return _Issue(issued=day)
    if labelled := next(_dated(shown, _DATE_LABEL), None):
        return _Issue(issued=labelled[0])
    if imprint := next(_imprints(body), None):
        return _Issue(issued=imprint[1])
    if page := next(_dated(shown, _PAGE_LABEL), None) or next(_dated_alone(front), None):
        return _Issue(issued=page[0], doubt=Problem("issued-by-page", page[1], "issued", {"text": page[2]}))
    return _Issue()


def _dated(paragraphs: Sequence[Printed], label: re.Pattern[str]) -> Iterator[tuple[date, int, str]]:
    """The days behind a label, or on the line below it: day, line, as printed."""
    for paragraph, below in pairwise([*paragraphs, None]):
        found = label.search(paragraph.text) if paragraph is not None else None
        if paragraph is None or found is None:
            continue
        on = below if below is not None and found.end() == len(paragraph.text.rstrip()) else paragraph
        at = on.text[found.end() if on is paragraph else 0 :].lstrip()
        day = _DATE.match(at) or _AMERICAN.match(at)
        if day and (issued := _to_date(day)):
            yield issued, on.lines[0], day[0].strip()


def _dated_alone(front: Sequence[Printed]) -> Iterator[tuple[date, int, str]]:
    """Days in figures on a line of their own, with or without a clock."""
    for paragraph in front:
        found = _DATE.match(paragraph.text.strip()) if len(paragraph.text.strip()) <= 20 else None
        if found and found["sep"] != "年" and (day := _to_date(found)):
            yield day, paragraph.lines[0], found[0].strip()


def _to_date(found: re.Match[str]) -> date | None:
    parts = (re.sub("[oO]", "〇", found[name]) for name in ("year", "month", "day"))
    with suppress(ValueError):
        return date(*(int(read_number(part) or 0) for part in parts))
    return None


def _doc_no(front: Sequence[Printed]) -> tuple[str | None, Problem | None]:
    """The document's number, and the doubt where another could be it."""
    found: dict[str, int] = {}
    for paragraph in front:
        text = paragraph.text
        label = _NUMBER_LABEL.search(text)
        match = _NUMBER.match(text, label.end()) if label else None
        if match is None and len(text.strip()) <= _TITLE_LONGEST:
            match = _WHOLE_NUMBER.fullmatch(text) or _BARE_NUMBER.fullmatch(text) or _number_behind_title(text)
        if match:
            found.setdefault(re.sub(r"\s", "", _printed(paragraph, match, "no")), paragraph.lines[0])
    if len({folded(number) for number in found}) < 2:
        return next(iter(found), None), None
    (number, line), (other, _) = list(found.items())[:2]
    return number, Problem("number-guessed", line, "doc_no", {"text": number, "alternative": other})


def _number_behind_title(text: str) -> re.Match[str] | None:
    """``…的通知(江府〔2021〕22号)``: in brackets behind a title, not behind what a sentence cites."""
    return None if _SENTENCE.match(text) else _BEHIND_TITLE.search(text)
