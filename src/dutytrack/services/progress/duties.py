"""Recurring duties: one time of one is met, on its day or made up later."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from dutytrack.services.desk import Desk
from dutytrack.services.progress.errors import (
    OccurrenceMetError,
    OccurrenceNotFoundError,
    SeveralDutiesError,
    UnknownDutyError,
)
from dutytrack.services.tasks.finding import find_task
from dutytrack.services.tasks.recording import check_allowed, check_day
from dutytrack.store.facts.duties import lend_duties
from dutytrack.store.reading.standing import Occurrence, StandingTask, duty_words, occurrences
from dutytrack.store.sql.dialect import Reader
from dutytrack.store.tables.plans import Action


@dataclass(frozen=True, slots=True)
class MetDuty:
    """An occurrence of a recurring duty that was met."""

    key: str
    title: str
    due: date
    on: date
    outstanding: date | None = None
    """An earlier time of the same duty that is still to be done."""
    words: str = ""
    """Its own, where its task has others."""

    @property
    def made_up(self) -> bool:
        """Whether it had been missed by then."""
        return self.on > self.due


def meet_duty(
    desk: Desk, key: str, on: date, *, due: date | None = None, which: str | None = None, note: str | None = None
) -> MetDuty:
    """Mark the occurrence due on ``due`` as met; without it the one whose window holds ``on``.

    Raises:
        SeveralDutiesError: several duties fall due then, and ``which`` does not say one.
        UnknownDutyError: none is called so.
        OccurrenceNotFoundError: there is no such occurrence; those there are are listed.
        OccurrenceMetError: it was met before.
    """
    task = find_task(desk, key)
    check_day(desk, task, on)
    check_allowed(desk.rows, task, "met", on)
    duties = Duties(desk.rows)
    duty = duties.meet(task, on, due, which)
    act = Action(task_id=task.id, occurrence_id=duty.id, kind="met", on=on, by=desk.by or None, note=note or None)
    desk.session.add(act)
    words = duty_words(desk.rows, task.id)
    called = words[duty.duty_id] if len(words) > 1 else ""
    return MetDuty(task.key, task.title, duty.due, on, duties.outstanding(task, duty), called)


class Duties:
    """The recurring duties of tasks, with what the command itself has met so far."""

    def __init__(self, rows: Reader) -> None:
        lend_duties(rows)
        self._rows = rows
        self._met: dict[tuple[int, int | None], date] = {}
        """The occurrences that were met, each for a member or for all."""

    def meet(
        self,
        task: StandingTask,
        on: date,
        named: date | None,
        which: str | None = None,
        *,
        member: int | None = None,
    ) -> Occurrence:
        """The occurrence that something done on ``on`` meets: the one ``named``, else the one whose window holds it.

        An occurrence's window begins after the one before, where that is met: one that was missed is made up for by
        what is nearer to it. One that is met already is passed over. ``which`` says one of several duties, by words of
        its own or by its place as ``#2``. Each ``member`` of a collective meets it for itself; the occurrence found
        bears the day since when it counts as met for all.

        Raises:
            SeveralDutiesError, UnknownDutyError: no single duty is meant.
            OccurrenceNotFoundError: none is due then.
            OccurrenceMetError: the one named, or all whose windows hold ``on``, are met already.
        """
        known = self._known(task, member)
        if which:
            called = self._called(task, which)
            known = [one for one in known if one.duty_id in called]
        found = self._named(task, known, named) if named is not None else _holding(known, on)
        if found is None:
            near = min(_nearest(known, on), key=lambda one: one.due, default=None)
            if near is None or near.met_on is None:
                raise self._not_found(task, on, known)
            raise OccurrenceMetError(task.key, near.due, near.met_on)
        self._check_alone(task, found, known)
        of_all = known if member is None else self._known(task)
        self._met[found.id, member] = on
        return found._replace(met_on=next(one.met_on for one in of_all if one.id == found.id))

    def _called(self, task: StandingTask, which: str) -> list[int]:
        words = duty_words(self._rows, task.id)
        wanted = "".join(which.replace("＃", "#").split())
        if wanted[:1] == "#" and wanted[1:].isdigit():
            found = list(words)[int(wanted[1:]) - 1 :][:1] if int(wanted[1:]) else []
        else:
            found = [duty_id for duty_id, text in words.items() if wanted in text]
        if not found:
            raise UnknownDutyError(task.key, which, _numbered(words))
        return found

    def _check_alone(self, task: StandingTask, found: Occurrence, known: list[Occurrence]) -> None:
        """Several duties of one day are told apart by the clerk, and not by chance."""
        alike = {one.duty_id for one in known if one.due == found.due and one.met_on is None}
        if len(alike) > 1:
            words = duty_words(self._rows, task.id)
            raise SeveralDutiesError(task.key, found.due, _numbered(words, alike))

    def answer(
        self, task: StandingTask, on: date, member: int | None = None
    ) -> tuple[Occurrence | None, Occurrence | None]:
        """The occurrence that a report of ``on`` answers, and the one that it leaves to be done.

        Only a duty to report is answered by a report, for reporting is not doing.
        """
        known = self._known(task, member)
        answered = _holding([one for one in known if one.reports], on)
        if answered is not None:
            self._met[answered.id, member] = on
        return answered, _holding([one for one in known if not one.reports], on)

    def outstanding(self, task: StandingTask, met: Occurrence, member: int | None = None) -> date | None:
        """The earliest time of the duty of ``met`` before it that was not met."""
        left = (one.due for one in self._known(task, member) if one.duty_id == met.duty_id and one.is_missing)
        return min((due for due in left if due < met.due), default=None)

    def _known(self, task: StandingTask, member: int | None = None) -> list[Occurrence]:
        """The occurrences of a task as they stand for a ``member``, else for all."""
        return [
            one._replace(met_on=self._met.get((one.id, None)) or self._met.get((one.id, member)) or one.met_on)
            for one in occurrences(self._rows, task.id, member)
        ]

    def _named(self, task: StandingTask, known: list[Occurrence], named: date) -> Occurrence:
        due = [one for one in known if one.due == named]
        if not due:
            raise self._not_found(task, named, known)
        found = next((one for one in due if one.met_on is None), due[0])
        if found.met_on is not None:
            raise OccurrenceMetError(task.key, named, found.met_on)
        return found

    def _not_found(self, task: StandingTask, on: date, known: list[Occurrence]) -> OccurrenceNotFoundError:
        duties = duty_words(self._rows, task.id).values()
        return OccurrenceNotFoundError(task.key, on, [one.due for one in known], duties)


def _numbered(words: Mapping[int, str], among: Collection[int] | None = None) -> list[str]:
    """Duties as they have to be said, each by its place and words."""
    told = enumerate(words.items(), 1)
    return [f"#{place} {text}" for place, (duty_id, text) in told if among is None or duty_id in among]


def _holding(known: list[Occurrence], on: date) -> Occurrence | None:
    """The earliest unmet occurrence in whose window ``on`` lies: at most one of each duty."""
    return min((one for one in _nearest(known, on) if one.met_on is None), key=lambda one: one.due, default=None)


def _nearest(known: list[Occurrence], on: date) -> Collection[Occurrence]:
    """The occurrences in whose windows ``on`` lies, one of each duty.

    What comes after a day that was missed makes up for it, as long as that is no further off than the next one.
    """
    last: dict[int, Occurrence] = {}
    nearest: dict[int, Occurrence] = {}
    for one in known:
        if one.due >= on:
            nearest.setdefault(one.duty_id, one)
        else:
            last[one.duty_id] = one
    for duty, after in nearest.items():
        before = last.get(duty)
        if before is not None and before.is_missing and on - before.due <= after.due - on:
            nearest[duty] = before
    return nearest.values()
