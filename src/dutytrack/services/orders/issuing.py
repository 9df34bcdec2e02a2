"""Orders (督办单): issued on a rung of the ladder, numbered by year, answered by the unit.

The ladder is data; this module holds to it: no rung is skipped without a ground that the rung names, none is issued
twice, none follows an order that was answered and met.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from dutytrack.domain.acts import UNDER_WAY, status_word
from dutytrack.domain.rules.book import Reason
from dutytrack.domain.rules.ladder import UNANSWERED, Ladder, Rung, Standing
from dutytrack.domain.words.nearest import nearest
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _, bracketed, listed
from dutytrack.services.desk import Desk, EmptyFieldError, not_empty, row_id
from dutytrack.services.limits import day_or_limit, not_off
from dutytrack.services.orders.numbers import ORDERS, find_issued, next_number
from dutytrack.services.progress.evidence import StoredFile, attach
from dutytrack.services.tasks.finding import find_task
from dutytrack.services.tasks.parts import unit_with_part
from dutytrack.services.tasks.recording import check_day
from dutytrack.store.reading.answering import answering
from dutytrack.store.reading.orders import Ground, members_on_ladder, standing_orders, tasks_on_ladder
from dutytrack.store.reading.settings import ladder
from dutytrack.store.reading.standing import Part, StandingTask, standing
from dutytrack.store.tables.plans import Task, Unit
from dutytrack.store.tables.supervision import OrderReply, SupervisionOrder


class RungUnknownError(DutyTrackError):
    """The ladder has no such rung; those it has are listed."""

    def __init__(self, name: str, ladder: Ladder) -> None:
        names = listed(rung.name for rung in ladder.rungs)
        template = _("the ladder {ladder} has no rung {name}; its rungs: {names}")
        super().__init__(template, ladder=ladder.name, name=name, names=names)


class NotAtWorkError(DutyTrackError):
    """Orders are for tasks at work: what is handed in waits for the office, not for the unit."""

    def __init__(self, key: str, status: str, *, concluded: bool) -> None:
        template = _("{key} is {status}: no order can be issued about it")
        if concluded:
            template = _("the plan of {key} is concluded: no order can be issued about it")
        super().__init__(template, key=key, status=status_word(status))


class RungSkippedError(DutyTrackError):
    """A rung can't be reached past those below it, unless on a ground that it names."""

    def __init__(self, key: str, unit: str, rung: Rung, below: Rung) -> None:
        grounds = listed(bracketed(ground.name, ground.word) for ground in rung.direct)
        template = _(
            "{key}: {unit} has had no {below}, so {rung} would skip it; it can be issued directly on one of these "
            "grounds, by --direct: {grounds}"
        )
        if not grounds:
            template = _("{key}: {unit} has had no {below}, so {rung} would skip it, and no ground allows that")
        super().__init__(template, key=key, unit=unit, rung=rung.word, below=below.word, grounds=grounds)


class NotDueForRungError(DutyTrackError):
    """The order below is neither unanswered nor unmet, so the next rung has not come."""

    def __init__(self, key: str, rung: Rung, standing: Standing, on: date) -> None:
        template = _("{key}: {mark} was answered and nothing of it is unmet on {on}, so {rung} is not due")
        if standing.reply_by >= on:
            template = _("{key}: {mark} may be answered until {reply_by}, so {rung} is not due on {on}")
        super().__init__(template, key=key, mark=standing.mark, reply_by=standing.reply_by, rung=rung.word, on=on)


class AlreadyOnRungError(DutyTrackError):
    """The unit stands under an order of this rung, or a higher one, already."""

    def __init__(self, key: str, unit: str, mark: str, on: date) -> None:
        template = _("{key}: {unit} stands under {mark} of {on} already; a lower or equal rung can't follow")
        super().__init__(template, key=key, unit=unit, mark=mark, on=on)


class GroundUnknownError(DutyTrackError):
    """The rung can't be reached directly on this ground; those it names are listed."""

    def __init__(self, said: str, rung: Rung) -> None:
        names = [ground.word for ground in rung.direct]
        near = nearest(said, [*names, *(ground.name for ground in rung.direct)])
        template = _("{rung} can't be issued directly on the ground {said}; grounds: {names}")
        if not names:
            template = _("{rung} can't be issued directly on any ground")
        elif near is not None:
            template = _("{rung} can't be issued directly on the ground {said}; did you mean {near}?")
        super().__init__(template, rung=rung.word, said=said, names=listed(names), near=near)


class ReplyBeforeOrderError(DutyTrackError):
    """A reply date lies before the order it answers."""

    def __init__(self, mark: str, on: date, day: date) -> None:
        super().__init__(_("{mark} is of {on}; {day} is before that"), mark=mark, on=on, day=day)


class LaterOrderError(DutyTrackError):
    """An order can't be put in before one that was issued after it."""

    def __init__(self, key: str, mark: str, issued: date, on: date) -> None:
        template = _("{key}: {mark} was issued on {issued}; {on} is before that")
        super().__init__(template, key=key, mark=mark, issued=issued, on=on)


@dataclass(frozen=True, slots=True)
class NewOrder:
    """An order to be issued."""

    rung: str
    """By its name or word; the one that is due where it is left out."""
    on: date
    ground: str = ""
    """Why; where it is left out, what the ladder found."""
    direct: str | None = None
    """The ground on which the rung is reached without the one below; a ``ground`` worded like one does the same."""
    unit: str | None = None
    """The one that answers first where none is named."""
    reply_by: date | None = None
    """Counted from the ladder's days where it is not given."""
    within: str | None = None
    """The limit that ``reply_by`` is counted by, such as ``5wd``."""


@dataclass(frozen=True, slots=True)
class IssuedOrder:
    """An order that was issued."""

    mark: str
    key: str
    unit: str
    rung: Rung
    ground: str
    reply_by: date
    follows: str | None
    """The mark of the order that it escalates; ``None`` where it was issued directly or is the first."""
    uncovered: tuple[int, ...] = ()
    """The years that its limit runs through and whose national calendar is not known."""


@dataclass(frozen=True, slots=True)
class AnsweredOrder:
    """An order that was answered."""

    mark: str
    key: str
    unit: str
    on: date
    reply_by: date

    @property
    def late(self) -> bool:
        """Whether the answer came after the reply date."""
        return self.on > self.reply_by


def issue_order(desk: Desk, key: str, order: NewOrder) -> IssuedOrder:
    """Issue an order of a rung of the ladder to a unit about a task.

    Raises RungUnknownError (the ladder has no such rung), LaterOrderError, ReplyBeforeOrderError (a day can't be),
    NotAtWorkError (the task is handed in, done, suspended or dropped, or its plan concluded), RungSkippedError,
    NotDueForRungError, AlreadyOnRungError, GroundUnknownError (the ladder forbids it), EmptyFieldError (no ground is
    given and none was found).
    """
    session, on = desk.session, order.on
    task = find_task(desk, key)
    check_day(desk, task, on)
    climb = _Climb(desk, task, unit_with_part(desk, task, order.unit, on=on), order)
    climb.check_at_work()
    climb.check_order_of_days()
    ground = climb.ground()
    end = day_or_limit(desk, order.reply_by, order.within, on)
    reply_by = end.day if end else not_off(desk, climb.rung.reply_by(on))
    mark, number = next_number(desk, ORDERS, on)
    if reply_by < on:
        raise ReplyBeforeOrderError(mark, on, reply_by)
    follows = climb.follows
    row = SupervisionOrder(
        task_id=task.id,
        unit_id=climb.unit.id,
        year=on.year,
        number=number,
        mark=mark,
        ladder=climb.ladder.name,
        rung=climb.rung.name,
        position=climb.position,
        follows_id=follows.id if follows else None,
        ground=ground.said,
        found=[reason._asdict() for reason in ground.found] or None,
        on=on,
        reply_by=reply_by,
        by=desk.by or None,
    )
    session.add(row)
    before = follows.mark if follows else None
    uncovered = end.uncovered if end else ()
    return IssuedOrder(mark, task.key, climb.unit.name, climb.rung, str(ground), reply_by, before, uncovered)


def answer_order(desk: Desk, mark: str, text: str, on: date, *, evidence: Sequence[StoredFile] = ()) -> AnsweredOrder:
    """Note what a unit answered to the order ``mark`` (滨督〔2026〕12号, ``2026-12``, or ``12`` where one year has it).

    Raises NotIssuedError (there is no such order), EmptyFieldError (the answer is empty), FutureDateError,
    ReplyBeforeOrderError (the day can't be).
    """
    session = desk.session
    order, said = find_issued(desk, ORDERS, mark), not_empty("text", text)
    desk.check_has_come(on)
    if on < order.on:
        raise ReplyBeforeOrderError(order.mark, order.on, on)
    reply = OrderReply(order_id=row_id(order), task_id=order.task_id, on=on, text=said, by=desk.by or None)
    session.add(reply)
    session.flush()
    attach(session, evidence, reply)
    task, unit = session.get_one(Task, order.task_id), session.get_one(Unit, order.unit_id)
    return AnsweredOrder(order.mark, task.key, unit.name, on, order.reply_by)


class _Climb:
    """A unit on the ladder, on the day of an order that is to be issued to it about a task."""

    def __init__(self, desk: Desk, task: StandingTask, unit: Part, order: NewOrder) -> None:
        connection = desk.rows
        self.unit = unit
        self.ladder = ladder(connection)
        self._desk, self._task, self._order, self._on = desk, task, order, order.on
        standing = standing_orders(connection, as_of=self._on, task_id=task.id)
        before = next((one for one in standing if one.unit_id == unit.id), None)
        self.position = self._position(before.position if before else 0)
        self.rung = self.ladder.rung(self.position)
        self._stated = self.rung.ground(order.direct if order.direct is not None else order.ground)
        self.follows = before if self._stated is None else None
        """The order that this one escalates; none where it is issued directly."""
        found = tasks_on_ladder(desk.look(self._on), "", self.ladder, among=[task.id])
        self._task_at_work = found.get(task.id)
        self._starts = self._found_for_unit()
        """What starts the ladder for the unit on the day."""
        self._standing = before.standing(unmet=bool(self._starts)) if before else None

    def _found_for_unit(self) -> tuple[Reason, ...]:
        """By the task's figures; of a member of the collective that answers first by its own."""
        if self._task_at_work is None:
            return ()
        who = answering(self._desk.rows, as_of=self._on)
        members = members_on_ladder(self._desk.look(self._on), self.ladder, [self._task.id], who)
        own = members.get(self._task.id, {}).get(self.unit.id)
        return self._task_at_work.found if own is None else own.found

    def _position(self, below: int) -> int:
        """The place of the rung that is named; else of one that names the ground, or the one above ``below``."""
        said, direct = self._order.rung, self._order.direct
        if said:
            position = self.ladder.position(said)
            if position is None:
                raise RungUnknownError(said, self.ladder)
            return position
        named = (place for place, rung in enumerate(self.ladder.rungs, start=1) if direct and rung.ground(direct))
        return next(named, None) or self.ladder.after(below) or below

    def check_at_work(self) -> None:
        if self._task_at_work is not None:
            return
        status = standing(self._desk.rows, self._task.id, self._on).status
        raise NotAtWorkError(self._task.key, status, concluded=status in UNDER_WAY)

    def check_order_of_days(self) -> None:
        """Refuse a day before that of a later order to the unit about the task."""
        query = select(SupervisionOrder).where(
            col(SupervisionOrder.task_id) == self._task.id,
            col(SupervisionOrder.unit_id) == self.unit.id,
            col(SupervisionOrder.on) > self._on,
        )
        later = self._desk.session.exec(query.order_by(col(SupervisionOrder.on))).first()
        if later is not None:
            raise LaterOrderError(self._task.key, later.mark, later.on, self._on)

    def ground(self) -> Ground:
        """The ground to be written, once the ladder allows the rung."""
        direct, standing = self._order.direct, self._standing
        if direct is not None and self._stated is None:
            raise GroundUnknownError(direct, self.rung)
        if standing is not None and self.position <= standing.position:
            raise AlreadyOnRungError(self._task.key, self.unit.name, standing.mark, standing.on)
        if self._stated is None:
            self._check_step(standing)
        said = self._order.ground.strip()
        if self._stated is not None and direct is not None:
            return Ground(said, (self._stated.reason,))
        return Ground(said) if said else Ground("", self._found(standing))

    def _check_step(self, standing: Standing | None) -> None:
        below = standing.position if standing else 0
        if self.position > below + 1:
            raise RungSkippedError(self._task.key, self.unit.name, self.rung, self.ladder.rung(below + 1))
        if standing is not None and standing.escalates(self._on) is None:
            raise NotDueForRungError(self._task.key, self.rung, standing, self._on)

    def _found(self, standing: Standing | None) -> tuple[Reason, ...]:
        """What the ladder itself has found: that the order below was not answered, and the starts that hold."""
        found = [*self._starts]
        if standing is not None and standing.unanswered(self._on):
            days = (self._on - standing.reply_by).days
            named = {"mark": standing.mark, "reply_by": standing.reply_by.isoformat(), "days": days}
            found.insert(0, Reason("unanswered", UNANSWERED, named))
        if not found:
            raise EmptyFieldError("ground")
        return tuple(found)
