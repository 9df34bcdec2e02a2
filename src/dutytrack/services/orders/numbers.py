"""The numbers of orders: 滨督〔2026〕12号, running by year under the office's own mark."""

from __future__ import annotations

import re
from datetime import date

from sqlmodel import col, func, select

from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _
from dutytrack.services.desk import Desk
from dutytrack.store.settings.keys import get_setting
from dutytrack.store.tables.supervision import SupervisionOrder

_SHORT = re.compile(r"(?:(\d{4})[-/.])?(\d{1,6})号?")
_PRINTED = re.compile(r".*[〔\[(（【](\d{4})[〕\])）】]\s*(\d{1,6})\s*号?")


class OrderNotFoundError(DutyTrackError):
    """There is no such order."""

    def __init__(self, mark: str) -> None:
        super().__init__(_("no order {mark}: `dutytrack orders list` prints their numbers"), mark=mark)


def next_number(desk: Desk, on: date) -> tuple[str, int]:
    """The mark and number of an order issued on a day: one more than the year's last."""
    query = select(func.max(SupervisionOrder.number)).where(col(SupervisionOrder.year) == on.year)
    number = (desk.session.exec(query).one() or 0) + 1
    return f"{get_setting(desk.rows, 'order_mark')}〔{on.year}〕{number}号", number


def find_order(desk: Desk, mark: str) -> SupervisionOrder:
    """The order of ``mark``: as printed, ``2026-12``, or this year's number; OrderNotFoundError where there is none."""
    wanted = mark.strip()
    match = _PRINTED.fullmatch(wanted) or _SHORT.fullmatch(wanted)
    query = select(SupervisionOrder).where(col(SupervisionOrder.mark) == wanted)
    if match is not None:
        year = int(match[1]) if match[1] else desk.today.year
        query = select(SupervisionOrder).where(
            col(SupervisionOrder.year) == year, col(SupervisionOrder.number) == int(match[2])
        )
    order = desk.session.exec(query).first()
    if order is None:
        raise OrderNotFoundError(mark)
    return order
