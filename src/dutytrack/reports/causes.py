"""What turned a lamp between two days, or passed by itself: the act that did, else what the lamp's rule is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import date
from typing import NamedTuple

from dutytrack.domain.acts import ACTS, act_word
from dutytrack.domain.lamps import LAMPS
from dutytrack.domain.progress.share import tenth
from dutytrack.domain.rules.packs import Rule
from dutytrack.i18n import N_, _
from dutytrack.store.reading.tasks import TaskRow

PASSED: Mapping[str, str] = {
    "overdue": N_("its date passed"),
    "duty-missed": N_("a recurring duty was missed"),
    "unanswered": N_("an order's reply day passed"),
    "silent": N_("no report in time"),
    "unreceived": N_("not signed for"),
}
"""What time brings about by itself, by the flag that says so."""
_TURNING = ("submitted", "returned", "reopened", "resumed", "suspended", "dropped", "omitted", "restored")
"""The acts by which a task has another status, and with it another lamp."""
_CAME: Mapping[str, str] = {
    "progress_report": N_("a report came in"),
    "measurement": N_("a figure came in"),
    "order_reply": N_("an order was answered"),
}
"""What else lets a lamp turn for the better, the weightiest first: that is told."""
_TOUCHED = ("status", "status_on", "due", "progress", "claimed", "lead")
"""What is the same on both days where nothing was done about a task."""


class Between(NamedTuple):
    """A task on the two days that are compared, and what was done about it since the first."""

    before: TaskRow
    after: TaskRow
    done: AbstractSet[str]
    """Kinds of acts, and of what else was told."""
    since: date

    @property
    def passed(self) -> tuple[str, ...]:
        """The flags of what passed by itself since."""
        gained = {*self.after.flags} - {*self.before.flags}
        return tuple(flag for flag in PASSED if flag in gained and (flag != "overdue" or self._is_late_since))

    @property
    def turn(self) -> int:
        """How much more the lamp asks for than it did; less than 0 where it asks for less."""
        return LAMPS[self.after.lamp].alarm - LAMPS[self.before.lamp].alarm

    def causes(self, rule: Rule | None) -> tuple[str, ...]:
        """What turned the lamp: the act that did, else what ``rule`` is about, by which it turned for the worse."""
        if rule is None:
            came = (_(word) for kind, word in _CAME.items() if kind in self.done)
            return (*self._acts(), *self._met(), *self._later(), *came)[:1] or self._by_time()
        query = rule.query(self.since)
        about = (_(PASSED[flag]) for flag in self.passed if query.asks_for("flag", flag))
        if told := (*self._acts(), *about):
            return told
        if self.after.behind is not None and "{behind}" in rule.clause:
            return (_("{points} points behind schedule").format(points=f"{tenth(self.after.behind):g}"),)
        return (rule.title,)

    @property
    def _is_late_since(self) -> bool:
        """Whether its date passed since, and it is not late because of what was done about one of before."""
        return self.after.due is None or self.after.due >= self.since or not any(self._acts())

    def _acts(self) -> Iterator[str]:
        """What was done by which it stands otherwise than it did."""
        if "check-returned" in self.done and "sent-back" in self.after.flags:
            yield _("sent back by a check")
        elif self.after.status != self.before.status:
            kinds = (kind for kind in _TURNING if kind in self.done and ACTS[kind].gives == self.after.status)
            yield from (act_word(kind) for kind in kinds if self.before.status in ACTS[kind].allowed)

    def _met(self) -> Iterator[str]:
        """What was marked as met, where the date at hand is another since, or a missed duty was made up."""
        if "met" in self.done and "duty-missed" in {*self.before.flags} - {*self.after.flags}:
            yield _("a recurring duty was done")
        elif "met" in self.done and self.before.due != self.after.due:
            yield act_word("met")

    def _later(self) -> Iterator[str]:
        before, after = self.before.due, self.after.due
        if before and after and "extended" in self.done and after > before:
            yield _("it has a later date")

    def _by_time(self) -> tuple[str, ...]:
        is_same = all(getattr(self.after, name) == getattr(self.before, name) for name in _TOUCHED)
        return (_("by time alone"),) if is_same and not self.done else ()
