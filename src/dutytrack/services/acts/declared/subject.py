"""What acts take from the task they are about: who has a part in it, which of its dates are open, what was asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dutytrack.domain.words.names import BETWEEN_NAMES
from dutytrack.domain.words.supervision import RESULT_WORDS, SIDE_WORDS, WAY_WORDS
from dutytrack.i18n import _

if TYPE_CHECKING:
    from dutytrack.domain.rules.ladder import Ladder
    from dutytrack.store.reading.detailrows import TaskDetail

Choice = tuple[str, str]
"""What is shown, and the value it stands for."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The task that an act is about, the ladder of the ledger's orders, and what today is."""

    detail: TaskDetail
    today: dt.date
    ladder: Ladder

    @property
    def key(self) -> str:
        """The task's key."""
        return self.detail.row.key


Default = Callable[[Subject], str]
"""What stands in a field before anything is entered."""


def first_of(choices: Callable[[Subject], Sequence[Choice]]) -> Default:
    """The first of ``choices``, if there is one."""
    return lambda subject: next((value for _word, value in choices(subject)), "")


def today(subject: Subject) -> str:
    """Today."""
    return subject.today.isoformat()


def title(subject: Subject) -> str:
    """The task's title."""
    return subject.detail.row.title


def start(subject: Subject) -> str:
    """The day it starts."""
    day = subject.detail.row.start
    return day.isoformat() if day else ""


def leader(subject: Subject) -> str:
    """The leaders named."""
    return subject.detail.leader or ""


def lead(subject: Subject) -> str:
    """The lead units, joined."""
    return BETWEEN_NAMES.join(subject.detail.row.lead)


def responsible(subject: Subject) -> str:
    """The responsible units, joined."""
    return BETWEEN_NAMES.join(subject.detail.row.responsible)


def participating(subject: Subject) -> str:
    """The participating units, joined."""
    return BETWEEN_NAMES.join(subject.detail.row.participating)


def units(subject: Subject) -> Sequence[Choice]:
    """Everyone with a part in the task: its units, and the members of collectives."""
    names: dict[str, None] = {}
    for one in subject.detail.obligations:
        names.setdefault(one.unit)
        names.update((member.unit, None) for member in one.members)
    if not names:
        names.update((unit.name, None) for unit in subject.detail.units)
    return [(name, name) for name in names]


def first_unit(subject: Subject) -> str:
    """Who answers first, where that is one unit."""
    for one in subject.detail.obligations:
        if one.first:
            return one.members[0].unit if one.members else one.unit
    return first_of(units)(subject)


def nobody_answers(subject: Subject) -> str:
    """Why nothing can be asked of anybody; empty where somebody has a part in the task."""
    return "" if units(subject) else _("No unit has a part in {key}.").format(key=subject.key)


def unmet_dates(subject: Subject) -> Sequence[Choice]:
    """The dates still to be met, ascending."""
    days = sorted(row.current for row in subject.detail.deadlines if row.current and not row.met_on)
    return [(day.isoformat(), day.isoformat()) for day in days]


def no_date_left(subject: Subject) -> str:
    """Why no date can be met or moved; empty where one can."""
    return "" if unmet_dates(subject) else _("This task has no date left to meet.")


def indicators(subject: Subject) -> Sequence[Choice]:
    """The indicators of the task, each name once."""
    return [(name, name) for name in dict.fromkeys(one.name for one in subject.detail.indicators)]


def no_indicator(subject: Subject) -> str:
    """Why nothing can be measured; empty where something can."""
    return "" if subject.detail.indicators else _("{key} has no figure to reach.").format(key=subject.key)


def results(_subject: Subject) -> Sequence[Choice]:
    """What a check may come to."""
    return [(_(word), result) for result, word in RESULT_WORDS.items()]


def ways(_subject: Subject) -> Sequence[Choice]:
    """How a check is made."""
    return [(_(word), way) for way, word in WAY_WORDS.items()]


def rungs(subject: Subject) -> Sequence[Choice]:
    """The rungs of the ladder, from the mildest up."""
    return [(rung.word, rung.name) for rung in subject.ladder.rungs]


def next_rung(subject: Subject) -> str:
    """The rung above that of the last order; the first where there was none, the last where that is the top."""
    orders = subject.detail.orders
    above = subject.ladder.after(orders[-1].position if orders else 0) or len(subject.ladder.rungs)
    return subject.ladder.rung(above).name


def grounds(subject: Subject) -> Sequence[Choice]:
    """The grounds on which a rung is reached without the one below."""
    found = {ground.name: ground.word for rung in subject.ladder.rungs for ground in rung.direct}
    return [(word, name) for name, word in found.items()]


def orders(subject: Subject) -> Sequence[Choice]:
    """The orders about the task, those without an answer first, the latest first."""
    latest = sorted(subject.detail.orders, key=lambda order: (bool(order.replies), -order.on.toordinal(), -order.id))
    return [(f"{order.mark}  {order.unit}  {order.on}", order.mark) for order in latest]


def no_order(subject: Subject) -> str:
    """Why there is nothing to answer; empty where there is."""
    return "" if subject.detail.orders else _("No order was issued about {key}.").format(key=subject.key)


def wished(subject: Subject) -> str:
    """The date that the extension asked for wishes."""
    undecided = subject.detail.undecided
    return undecided[-1].wished.isoformat() if undecided else ""


def nothing_asked(subject: Subject) -> str:
    """Why no extension can be decided; empty where one can."""
    if subject.detail.undecided:
        return ""
    return _("No extension of {key} waits for a decision.").format(key=subject.key)


def decisions(_subject: Subject) -> Sequence[Choice]:
    """What may become of an extension."""
    return [(_("granted"), "granted"), (_("refused"), "refused")]


def sides(_subject: Subject) -> Sequence[Choice]:
    """Who says how sure it is."""
    return [(_(word), side) for side, word in SIDE_WORDS.items()]


def asked_late(subject: Subject) -> str:
    """Whether time that is asked for today is asked for late."""
    return "yes" if "" < first_of(unmet_dates)(subject) < subject.today.isoformat() else "no"


def yes_or_no(_subject: Subject) -> Sequence[Choice]:
    """Yes and no."""
    return [(_("no"), "no"), (_("yes"), "yes")]
