"""The numbers of orders: 滨督〔2026〕12号, running by year under the office's own mark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from sqlmodel import col, func, select

from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _, listed
from dutytrack.services.desk import Desk
from dutytrack.store.settings.keys import get_setting
from dutytrack.store.tables.supervision import SupervisionOrder

_SHORT = re.compile(r"(?:(\d{4})[-/.])?(\d{1,6})号?")
_PRINTED = re.compile(r".*[〔\[(（【](\d{4})[〕\])）】]\s*(\d{1,6})\s*号?")


class OrderNotFoundError(DutyTrackError):
    """There is no such order."""

    def __init__(self, mark: str) -> None:
        super().__init__(_("no order {mark}: `dutytrack orders list` prints their numbers"), mark=mark)


class SeveralOrdersError(DutyTrackError):
    """A number without its year is that of several orders."""

    def __init__(self, mark: str, orders: Sequence[SupervisionOrder]) -> None:
        template = _("{mark} may be {orders}: name the year too, as in {example}")
        example, marks = f"{orders[-1].year}-{orders[-1].number}", listed(order.mark for order in orders)
        super().__init__(template, mark=mark, orders=marks, example=example)


def next_number(desk: Desk, on: date) -> tuple[str, int]:
    """The mark and number of an order issued on a day: one more than the year's last."""
    query = select(func.max(SupervisionOrder.number)).where(col(SupervisionOrder.year) == on.year)
    number = (desk.session.exec(query).one() or 0) + 1
    return f"{get_setting(desk.rows, 'order_mark')}〔{on.year}〕{number}号", number


def find_order(desk: Desk, mark: str) -> SupervisionOrder:
    """The order that ``mark`` names: as printed, ``2026-12``, or the number alone where one year has it.

    Raises OrderNotFoundError (there is none), SeveralOrdersError (several years have one of that number).
    """
    wanted = mark.strip()
    match = _PRINTED.fullmatch(wanted) or _SHORT.fullmatch(wanted)
    query = select(SupervisionOrder).where(col(SupervisionOrder.mark) == wanted)
    if match is not None:
        query = select(SupervisionOrder).where(col(SupervisionOrder.number) == int(match[2]))
        if match[1]:
            query = query.where(col(SupervisionOrder.year) == int(match[1]))
    orders = desk.session.exec(query.order_by(col(SupervisionOrder.year))).all()
    if not orders:
        raise OrderNotFoundError(mark)
    if len(orders) > 1:
        raise SeveralOrdersError(mark, orders)
    return orders[0]
