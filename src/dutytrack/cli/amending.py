"""Later texts of plans at the shell: which plan a document amends, what it changes, and writing that."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import AbstractContextManager
from datetime import date
from typing import TYPE_CHECKING

from dutytrack.cli.emit import put, screen, write
from dutytrack.cli.errors import AmendsForSeveralPlansError
from dutytrack.i18n import _
from dutytrack.output.amendment import amendment_page
from dutytrack.output.cells import printable
from dutytrack.output.render import render

if TYPE_CHECKING:
    from sqlmodel import Session

    from dutytrack.cli.invocation import Invocation
    from dutytrack.domain.plan import ParsedPlan
    from dutytrack.services.amending import AmendedPlan
    from dutytrack.services.differences import AmendedBy
    from dutytrack.services.documents import DocumentText
    from dutytrack.services.intake import PlanFile


class Amending:
    """How one run of ``import`` treats documents that are later texts of plans."""

    def __init__(
        self,
        call: Invocation,
        *,
        amends: str | None = None,
        leave: Collection[str] = (),
        as_new: bool = False,
        on: date | None = None,
    ) -> None:
        """``amends`` names the plan, else it is recognised; ``as_new`` says that there is none."""
        self.call = call
        self.amends = amends
        self.leave = frozenset(name.strip() for name in leave) | frozenset(name.strip().upper() for name in leave)
        self.as_new = as_new
        self.on = on

    def found(self, file: PlanFile) -> dict[int, AmendedBy]:
        """By its place in the file, what each plan that is a later text changes; none where there is no ledger yet."""
        if self.as_new or (self.amends is None and not self.call.has_ledger):
            return {}
        if self.amends is not None and len(file.plans) > 1:
            raise AmendsForSeveralPlansError(len(file.plans))
        found = {}
        with self._looking() as session:
            for place, plan in enumerate(file.plans):
                amended = self._found(session, plan, file.document)
                if amended is not None:
                    found[place] = amended
        return found

    def show(self, amended: AmendedBy) -> None:
        """Print what a later text changes, task by task."""
        from dutytrack.reports.amendment import amendment_report

        template = _("a later text of {code} ({source}): {title}")
        if not self._is_data:
            told = {"code": amended.code, "source": printable(amended.source), "title": printable(amended.title or "")}
            put(template.format_map(told))
        report = amendment_report(amended.difference, code=amended.code, title=amended.title, as_of=self.call.as_of)
        here = screen()
        page = None if self._is_data or here is None else amendment_page(report, here)
        write(self.call, render(report, self.call.format) if page is None else page, form=self.call.format)
        if not self._is_data:
            put(counted(amended))

    def write(self, session: Session, amended: AmendedBy, plan: ParsedPlan, document: DocumentText) -> AmendedPlan:
        """Write what the later text changes."""
        from dutytrack.services.amending import amend_plan

        return amend_plan(
            session,
            code=amended.code,
            parsed=plan,
            document=document,
            on=self.on or self.call.today,
            today=self.call.today,
            leave=self.leave,
            by=self.call.settings.actor,
        )

    @property
    def _is_data(self) -> bool:
        return self.call.format in ("json", "csv", "markdown")

    def _looking(self) -> AbstractContextManager[Session]:
        """A session in which nothing is written."""
        return self.call.command("import")

    def _found(self, session: Session, plan: ParsedPlan, document: DocumentText) -> AmendedBy | None:
        from dutytrack.services.differences import find_amended, plan_difference

        today = self.call.today
        if self.amends is not None:
            return plan_difference(session, code=self.amends, parsed=plan, today=today)
        return find_amended(session, parsed=plan, document=document, today=today)


def counted(amended: AmendedBy) -> str:
    """One line of figures: how many tasks stay, change, come and go."""
    count = amended.difference.count
    template = _(
        "{same} same, {reworded} reworded, {units} with other units, {deadline} with other dates, "
        "{figures} with other figures, {added} added, {dropped} dropped"
    )
    return template.format(
        same=count("same"),
        reworded=count("reworded"),
        units=count("units"),
        deadline=count("deadline"),
        figures=count("figures"),
        added=count("added"),
        dropped=count("dropped"),
    )


def told(done: AmendedPlan) -> str:
    """What an amendment wrote, in one line and a further one for each thing to look at."""
    template = _("{code} amended: {changed} changed, {added} added, {dropped} dropped: {title}")
    lines = [
        template.format(
            code=done.code,
            changed=done.changed,
            added=len(done.added),
            dropped=len(done.dropped),
            title=printable(done.title or done.source),
        )
    ]
    lists = (
        (_("new: {keys}"), done.added),
        (_("dropped: {keys}"), done.dropped),
        (_("standing again: {keys}"), done.restored),
        (_("closed already, so left closed: {keys}"), done.closed_before),
        (_("left as they were: {keys}"), done.left),
    )
    lines += ["  " + line.format(keys="、".join(keys)) for line, keys in lists if keys]
    return "\n".join(lines)
