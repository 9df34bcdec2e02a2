"""The numbers of what is issued under the office's own mark, running by year: 滨督〔2026〕12号, 滨批〔2026〕3号."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from sqlmodel import col, func, select

from dutytrack.errors import DutyTrackError
from dutytrack.i18n import N_, _, listed
from dutytrack.services.desk import Desk
from dutytrack.store.settings.keys import get_setting
from dutytrack.store.tables.supervision import Instruction, SupervisionOrder

_SHORT = re.compile(r"(?:(\d{4})[-/.])?(\d{1,6})号?")
_PRINTED = re.compile(r".*[〔\[(（【](\d{4})[〕\])）】]\s*(\d{1,6})\s*号?")
_Issued = TypeVar("_Issued", SupervisionOrder, Instruction)


class Series(NamedTuple, Generic[_Issued]):
    """One run of numbers."""

    table: type[_Issued]
    setting: str
    """The ledger's setting that the mark begins with."""
    missing: str
    """What is said where there is none of a number; English, marked for the catalogs."""


ORDERS = Series(SupervisionOrder, "order_mark", N_("no order {mark}: `dutytrack orders list` prints their numbers"))
INSTRUCTIONS = Series(
    Instruction, "instruction_mark", N_("no instruction {mark}: `dutytrack instruction list` prints their numbers")
)


class NotIssuedError(DutyTrackError):
    """There is nothing of that number."""

    def __init__(self, mark: str, template: str) -> None:
        super().__init__(_(template), mark=mark)


class SeveralIssuedError(DutyTrackError):
    """A number without its year is that of several."""

    def __init__(self, mark: str, found: Sequence[SupervisionOrder] | Sequence[Instruction]) -> None:
        template = _("{mark} may be {orders}: name the year too, as in {example}")
        example, marks = f"{found[-1].year}-{found[-1].number}", listed(one.mark for one in found)
        super().__init__(template, mark=mark, orders=marks, example=example)


def next_number(desk: Desk, series: Series[_Issued], on: date) -> tuple[str, int]:
    """The mark and number of what is issued on a day: one more than the year's last."""
    query = select(func.max(series.table.number)).where(col(series.table.year) == on.year)
    number = (desk.session.exec(query).one() or 0) + 1
    return f"{get_setting(desk.rows, series.setting)}〔{on.year}〕{number}号", number


def find_issued(desk: Desk, series: Series[_Issued], mark: str) -> _Issued:
    """What ``mark`` names: as printed, ``2026-12``, or the number alone where one year has it.

    Raises NotIssuedError (there is none), SeveralIssuedError (several years have one of that number).
    """
    wanted, table = mark.strip(), series.table
    match = _PRINTED.fullmatch(wanted) or _SHORT.fullmatch(wanted)
    query = select(table).where(col(table.mark) == wanted)
    if match is not None:
        query = select(table).where(col(table.number) == int(match[2]))
        if match[1]:
            query = query.where(col(table.year) == int(match[1]))
    found = desk.session.exec(query.order_by(col(table.year))).all()
    if not found:
        raise NotIssuedError(mark, series.missing)
    if len(found) > 1:
        raise SeveralIssuedError(mark, found)
    return found[0]
