"""The demo ledger: a fictional city's register, plans and what was done about them, day by day.

``demo.toml`` names the other files; the comment at the top of ``acts.toml`` says what an act holds. Every import and
every act is a command of its own, stamped with its own day, so the journal reads like that of a real office.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from dutytrack.seedfiles import seed_path
from dutytrack.services.acting import act_on_task
from dutytrack.services.closing import close_task, meet_deadline, reopen_task
from dutytrack.services.errors import SeedFileError
from dutytrack.services.importing import import_plan
from dutytrack.services.intake import read_plan_file
from dutytrack.services.tasks import Sharing, add_task
from dutytrack.services.units import UnitEntry, enter_units
from dutytrack.store.connection import open_reader
from dutytrack.store.ledger import Ledger
from dutytrack.store.tables import Plan, Setting, Task

_OFFICE = "督查室"
_ZONE = timezone(timedelta(hours=8))
_MORNING = time(9, 0, tzinfo=_ZONE)
_KINDS = {
    "receive": "received",
    "submit": "submitted",
    "return": "returned",
    "verify": "verified",
    "suspend": "suspended",
    "resume": "resumed",
    "drop": "dropped",
}
"""Words of ``acts.toml`` for acts that need no service of their own."""

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DemoLedger:
    """What the demo ledger holds."""

    today: date
    """The demo's clock, which is the ledger's setting ``today``."""
    plans: int
    tasks: int
    units: int
    acts: int


@dataclass(frozen=True, slots=True)
class _Event:
    """One command of the demo's history."""

    on: date
    name: str
    actor: str
    do: Callable[[Session], object]


def build_demo(ledger: Ledger, *, folder: Path | None = None) -> DemoLedger:
    """Fill an empty ``ledger`` with the demo in ``folder`` (the one that comes with the program).

    Raises:
        SeedFileError: a file of the demo is not as it should be.
        DutyTrackError: an act that the ledger refuses.
    """
    home = folder or seed_path("demo")
    demo = _read(home / "demo.toml")
    register = _read(home / demo["register"])
    acts: Sequence[Entry] = _read(home / demo["acts"]).get("act", [])
    plans = [_import_event(home, entry) for entry in demo["plan"]]
    codes = {entry["name"]: entry["code"] for entry in demo["plan"]}
    events = sorted(plans + [_act_event(home, act, codes) for act in acts], key=lambda event: event.on)
    begin = _Event(events[0].on, "seed", _OFFICE, lambda session: _begin(session, demo, register))
    _play(ledger, [begin, *events])
    with closing(open_reader(ledger.path)) as reader:
        tasks = reader.execute("SELECT COUNT(*) FROM task").fetchone()[0]
    units = sum(len(register.get(kind, ())) for kind in ("unit", "collective"))
    return DemoLedger(demo["today"], len(plans), tasks, units, len(acts))


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SeedFileError(path.name, str(error)) from error


def _play(ledger: Ledger, events: Sequence[_Event]) -> None:
    """Run ``events`` in order; those of one day are a minute apart."""
    for minute, event in enumerate(events):
        stamp = datetime.combine(event.on, _MORNING) + timedelta(minutes=minute)
        with ledger.command(event.name, actor=event.actor, now=stamp) as session:
            event.do(session)


def _begin(session: Session, demo: Entry, register: Entry) -> None:
    """Lay down the clock and the register of units."""
    session.add(Setting(key="today", value=demo["today"].isoformat()))
    entries = [_unit_entry(entry, "unit") for entry in register.get("unit", ())]
    entries += [_unit_entry(entry, "collective") for entry in register.get("collective", ())]
    enter_units(session, jurisdiction=demo["jurisdiction"], entries=entries)


def _unit_entry(entry: Entry, kind: str) -> UnitEntry:
    return UnitEntry(
        name=entry["name"],
        short=tuple(entry.get("short", ())),
        aliases=tuple(entry.get("aliases", ())),
        kind=kind,
        vague=bool(entry.get("vague", False)),
        members=tuple(entry.get("members", ())),
    )


def _import_event(home: Path, entry: Entry) -> _Event:
    on: date = entry["imported"]

    def do(session: Session) -> None:
        file = read_plan_file(home / entry["file"])
        for plan in file.plans:
            import_plan(session, parsed=plan, document=file.document, code=entry["code"], today=on)

    return _Event(on, "import", _OFFICE, do)


def _act_event(home: Path, act: Entry, codes: Mapping[str, str]) -> _Event:
    """An act as a command; what is missing in it or unknown is named by its day and title."""
    missing = [field for field in ("do", "on", "title") if field not in act]
    if missing:
        raise SeedFileError(home.name, f"{dict(act)}: {', '.join(missing)}")

    def do(session: Session) -> None:
        try:
            _do_act(session, act, codes)
        except LookupError as error:
            raise SeedFileError(home.name, f"{act.get('on')} {act.get('title')}: {error}") from error

    return _Event(act["on"], act["do"], act.get("by", _OFFICE), do)


def _do_act(session: Session, act: Entry, codes: Mapping[str, str]) -> None:
    on, said = act["on"], {"by": act.get("by"), "note": act.get("note")}
    if act["do"] == "add":
        _add(session, act)
        return
    key = _key_of(session, act, codes)
    match act["do"]:
        case "close":
            close_task(session, key=key, on=on, today=on, **said)
        case "reopen":
            reopen_task(session, key=key, on=on, today=on, **said)
        case "meet":
            meet_deadline(session, key=key, deadline=act["due"], on=on, today=on, **said)
        case kind:
            act_on_task(session, key=key, kind=_KINDS[kind], on=on, today=on, unit=act.get("unit"), **said)


def _add(session: Session, act: Entry) -> None:
    add_task(
        session,
        title=act["title"],
        today=act["on"],
        kind=act.get("kind", "other"),
        sharing=Sharing(act.get("lead"), act.get("responsible"), act.get("participating")),
        due=act.get("due"),
        start=act.get("start"),
        source=act.get("source"),
        leader=act.get("leader"),
    )


def _key_of(session: Session, act: Entry, codes: Mapping[str, str]) -> str:
    """The key of the task that ``act`` names by plan and title."""
    query = select(Task.key).where(col(Task.title) == act["title"])
    if "plan" in act:
        query = query.join(Plan, col(Plan.id) == col(Task.plan_id)).where(col(Plan.code) == codes[act["plan"]])
    else:
        query = query.where(col(Task.plan_id).is_(None))
    keys = session.exec(query).all()
    if len(keys) != 1:
        raise LookupError(", ".join(keys) or "no such task")
    return keys[0]
