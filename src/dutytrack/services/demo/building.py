"""The demo ledger: a fictional city's register, plans and what was done about them, day by day.

``demo.toml`` names the other files; the comments at the top of ``acts.toml`` and ``progress.toml`` say what an act
holds. Every import and every act is a command stamped with its own day (receipts and reports come in by the pile), so
the journal reads like that of a real office.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlmodel import Session

from dutytrack.seedfiles import seed_path
from dutytrack.services.demo.acts import Entry, Scene, do_act
from dutytrack.services.demo.seeds import SeedFileError
from dutytrack.services.desk import Desk
from dutytrack.services.plans.files import read_plan_file
from dutytrack.services.plans.importing import import_plan
from dutytrack.services.progress.errors import OccurrenceMetError
from dutytrack.services.tasks.people import Person, add_contact, add_leader
from dutytrack.services.units.finding import UnitEntry, enter_units
from dutytrack.store.file.connection import open_reader
from dutytrack.store.ledger import Ledger
from dutytrack.store.reading.settings import DEMO, MARKED
from dutytrack.store.tables.plans import Setting

_OFFICE = "督查室"
_ZONE = timezone(timedelta(hours=8))
_MORNING = time(9, 0, tzinfo=_ZONE)
_BY_THE_PILE = frozenset({"receive", "report", "duty", "cadence"})
"""What the office enters by the pile, as it comes in."""
_WITHOUT_TITLE = frozenset({"remind", "reply", "answer", "settle", "withdraw"})
"""Acts that are about several tasks, an order or an instruction."""


@dataclass(frozen=True, slots=True)
class _Event:
    """One command of the demo's history."""

    on: date
    name: str
    actor: str
    do: Callable[[Session], object]
    pile: str | None = None
    """Events of one day that follow each other and are of one pile are one command."""


def build_demo(ledger: Ledger, *, folder: Path | None = None) -> date:
    """Fill an empty ``ledger`` with the demo in ``folder`` (the one that comes with the program); its today.

    Raises SeedFileError (a file of the demo is not as it should be), DutyTrackError (an act that the ledger refuses).
    """
    home = folder or seed_path("demo")
    demo = _read(home / "demo.toml")
    register = _read(home / demo["register"])
    acts = [*_events_of_progress(_read(home / demo["progress"]), demo["plan"]), *_read(home / demo["acts"])["act"]]
    plans = [_import_event(home, entry) for entry in demo["plan"]]
    codes = {entry["name"]: entry["code"] for entry in demo["plan"]}
    keys: dict[tuple[str, str], str] = {}
    events = sorted(plans + [_act_event(home, act, codes, keys) for act in acts], key=lambda event: event.on)
    begin = _Event(events[0].on, "seed", _OFFICE, lambda session: _begin(Desk(session, demo["today"]), demo, register))
    with closing(open_reader(ledger.path)):  # as long as someone reads, SQLite does not tidy up after each command
        _play(ledger, [begin, *events])
    today: date = demo["today"]
    return today


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SeedFileError(path.name, str(error)) from error


def _play(ledger: Ledger, events: Sequence[_Event]) -> None:
    """Run ``events`` in order, those of one day a minute apart.

    What came in by the pile on one day (``_BY_THE_PILE``) is entered in one command. A duty that a report has met
    already need not be met again.
    """
    for on, those_of_the_day in groupby(events, key=lambda event: event.on):
        piles = groupby(enumerate(those_of_the_day), key=lambda placed: placed[1].pile or placed[0])
        for minute, (_pile, placed) in enumerate(piles):
            pile = [event for _place, event in placed]
            stamp = datetime.combine(on, _MORNING) + timedelta(minutes=minute)
            with ledger.command(pile[0].name, actor=pile[0].actor, now=stamp) as session:
                for event in pile:
                    with suppress(OccurrenceMetError):
                        event.do(session)


def _begin(desk: Desk, demo: Entry, register: Entry) -> None:
    session = desk.session
    settings = {"today": demo["today"].isoformat(), DEMO: MARKED, "receive_days": str(demo["receive_days"])}
    marks = {name: demo[name] for name in ("order_mark", "instruction_mark")}
    for key, value in {**settings, **marks}.items():
        session.add(Setting(key=key, value=value))
    entries = [_unit_entry(entry, "unit") for entry in register.get("unit", ())]
    entries += [_unit_entry(entry, "collective") for entry in register.get("collective", ())]
    enter_units(desk, demo["jurisdiction"], entries)
    session.flush()
    for unit in register.get("unit", ()):
        if "contact" in unit:
            add_contact(desk, unit["name"], Person(unit["contact"], unit.get("extension", "")))
    for leader in register.get("leader", ()):
        add_leader(desk, leader["name"], leader["post"], leader["portfolio"], demo["register_since"])


def _unit_entry(entry: Entry, kind: str) -> UnitEntry:
    short, aliases, members = (tuple(entry.get(names, ())) for names in ("short", "aliases", "members"))
    return UnitEntry(entry["name"], short, aliases, kind, bool(entry.get("vague", False)), members, entry.get("body"))


def _import_event(home: Path, entry: Entry) -> _Event:
    on: date = entry["imported"]

    def do(session: Session) -> None:
        file = read_plan_file(home / entry["file"])
        for plan in file.plans:
            import_plan(Desk(session, on), plan, file.document, code=entry["code"])

    return _Event(on, "import", _OFFICE, do)


def _events_of_progress(progress: Entry, plans: Sequence[Entry]) -> Iterator[Entry]:
    """The acts of ``progress.toml``: cadences from the day their plan came in, duties met, then the acts proper."""
    imported = {plan["name"]: plan["imported"] for plan in plans}
    for cadence in progress.get("cadence", ()):
        yield {"do": "cadence", "on": imported[cadence["plan"]], "title": cadence["text"], **cadence}
    yield from progress.get("act", ())
    for duty in progress.get("duty", ()):
        for met in duty["met"]:
            noted = max(met["on"], imported[duty["plan"]])
            named = {name: duty.get(name) for name in ("plan", "title", "which")}
            yield {"do": "duty", "noted": noted, **named, **met}


def _act_event(home: Path, act: Entry, codes: Mapping[str, str], keys: dict[tuple[str, str], str]) -> _Event:
    """An act as a command; what is missing in it or unknown is named by its day and title."""
    missing = [field for field in ("do", "on") if field not in act]
    if missing or ("title" not in act and act["do"] not in _WITHOUT_TITLE):
        raise SeedFileError(home.name, f"{dict(act)}: {', '.join(missing or ['title'])}")

    def do(session: Session) -> None:
        try:
            do_act(Scene(session, codes, keys), act)
        except LookupError as error:
            raise SeedFileError(home.name, f"{act.get('on')} {act.get('title')}: {error}") from error

    word = act["do"]
    pile = word if word in _BY_THE_PILE else None
    return _Event(act.get("noted", act["on"]), word, _OFFICE if pile else act.get("by", _OFFICE), do, pile)
