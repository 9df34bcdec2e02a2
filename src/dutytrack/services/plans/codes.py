"""A plan's short code, from which its tasks' keys are made: ``CZ15`` for Cangzhou's plan of 2015."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count, product
from string import ascii_uppercase

from sqlmodel import Session, col, select

from dutytrack.domain.plan.model import ParsedPlan
from dutytrack.services.plans.errors import BadPlanCodeError, PlanCodeTakenError
from dutytrack.services.units.pinyin import initials
from dutytrack.store.tables.plans import Plan

_CODE = re.compile(r"[A-Z0-9]{1,12}")
_KEPT = re.compile(r"(?:LD|HY|QT)\d{2}")
"""Codes of tasks without a plan: 领导批示, 会议议定事项, 其他."""
_OUTER = re.compile(r"^.+?(?:省|自治区|自治州|市)(?=.{2,}[市区县旗州盟]$)")
"""A higher level before the place itself: 湖州市南浔区."""
_LEVEL = re.compile(r"(?<=.)(?:自治区|自治州|自治县|自治旗|地区|新区|[省市区县旗州盟])$")


def choose_code(session: Session, parsed: ParsedPlan, code: str | None) -> str:
    """``code`` in capitals where one is given, else the first free one made from the plan's place and year.

    Raises BadPlanCodeError (``code`` is not letters and digits, or of the form kept for tasks without a plan),
    PlanCodeTakenError (another plan has it).
    """
    if code is not None:
        return _check_code(session, code)
    taken = set(session.exec(select(Plan.code)).all())
    return next(name for name in _candidates(parsed) if name not in taken and not _KEPT.fullmatch(name))


def place_letters(jurisdiction: str | None) -> str:
    """Initials of a place without its level, in capitals: 沧州市 is ``CZ``; empty for no place."""
    place = _OUTER.sub("", (jurisdiction or "").strip())
    return initials(_LEVEL.sub("", place)).upper()


def _check_code(session: Session, code: str) -> str:
    name = code.strip().upper()
    if not _CODE.fullmatch(name) or _KEPT.fullmatch(name):
        raise BadPlanCodeError(code)
    holder = session.exec(select(Plan).where(col(Plan.code) == name)).one_or_none()
    if holder is not None:
        raise PlanCodeTakenError(name, holder.title)
    return name


def _candidates(parsed: ParsedPlan) -> Iterator[str]:
    """Codes in the order to try them: ``CZ15``, ``CZ15B``, ``CZ15C`` …; without a place ``P1``, ``P2`` and so on."""
    place = place_letters(parsed.jurisdiction)
    if not place:
        yield from (f"P{number}" for number in count(1))
        return
    day = parsed.period.start or parsed.issued
    base = place + (f"{day.year % 100:02d}" if day is not None else "")
    yield base
    for length in count(1):
        yield from (base + "".join(letters) for letters in product(ascii_uppercase, repeat=length) if letters != ("A",))
