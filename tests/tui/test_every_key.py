"""No key ends the program, on whichever screen, with whatever is in the ledger, on however small a terminal."""

from __future__ import annotations

import asyncio
import datetime as dt
import random
import string
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest
from rich.console import RenderableType
from textual import events
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from dutytrack.domain.review.model import begin
from dutytrack.plantext.plan.reader import read_plans
from dutytrack.services.plans.accepting import begin_review
from dutytrack.services.plans.decisions import Decisions
from dutytrack.services.plans.documents import DocumentText, ReadPlan
from dutytrack.store.ledger import Ledger
from dutytrack.tui.app import DutyTrackApp
from dutytrack.tui.review.acceptance import Acceptance
from dutytrack.tui.review.screen import ReviewApp, ReviewScreen
from dutytrack.tui.shared import keys
from dutytrack.tui.shared.access import LedgerAccess
from dutytrack.tui.shared.base import BaseApp

pytestmark = pytest.mark.slow
TODAY = dt.date(2026, 7, 15)
MOVES = ("up", "down", "left", "right", "home", "end", "pageup", "pagedown")
MODIFIERS = ("", "ctrl+", "shift+")
NAMED = ("enter", "escape", "tab", "shift+tab", "space", "backspace", "delete", "insert", "ctrl+@")
KEYS = (
    *(modifier + move for modifier in MODIFIERS for move in MOVES),
    *NAMED,
    *(f"f{number}" for number in range(1, 13)),
    *(f"ctrl+{letter}" for letter in string.ascii_lowercase if letter != "q"),
    *string.ascii_letters,
    *string.digits,
    *string.punctuation,
    *"市、（é",
)
"""All that a keyboard has, but for the way out."""
SCREENS = {
    "ledger": (),
    "sidebar": ("v",),
    "filter": ("slash",),
    "today": ("2",),
    "task": ("enter",),
    "help": ("question_mark",),
    "why": ("w",),
    "acts": ("a",),
    "undo": ("u",),
    "import": ("I",),
    "palette": ("ctrl+p",),
    "report": ("p",),
    "order": ("o",),
}
FORMS = [command.keys for command in keys.FORM_COMMANDS]
REVIEW_SCREENS = {"review": (), "fields": ("e",), "plan": ("p",), "split": ("s",), "new": ("n",), "accept": ("A",)}
LIVELY = (
    "up",
    "down",
    "enter",
    "escape",
    "tab",
    "G",
    "pagedown",
    "slash",
    "p",
    "c",
    "u",
    "y",
    "a",
    "2",
    "1",
    "w",
    "v",
    "I",
)
"""Keys that open and leave screens."""
PLAN_HEAD = "临澜市渔业提升行动方案(2025-2027年)\n\n一、主要任务\n\n"
TASK = "(一)扩建渔港。到2026年,建成泊位12个。\n整修航标。\n(牵头单位:市交通局)\n"


class Typist:
    """Types without looking, and sees whether the program still runs."""

    def __init__(self, pilot: Pilot[object]) -> None:
        self.pilot = pilot

    @property
    def app(self) -> BaseApp[object]:
        assert isinstance(self.pilot.app, BaseApp)
        return self.pilot.app

    async def press(self, *pressed: str) -> None:
        for key in pressed:
            await self.burst(key)

    async def burst(self, *pressed: str) -> None:
        """Press all of ``pressed`` at once."""
        before = self.app.screen
        for key in pressed:
            character = {"space": " ", "slash": "/", "question_mark": "?"}.get(key, key if len(key) == 1 else None)
            self.app.post_message(events.Key(key, character))
        await self.rest()
        assert self.app._exception is None, f"{pressed} on {before}: {self.app._exception!r}"
        assert self.app.is_running, f"{pressed} left the program"

    async def resize(self, width: int, height: int) -> None:
        await self.pilot.resize_terminal(width, height)
        await self.rest()

    async def rest(self) -> None:
        """Wait until what was typed has acted, and every answer is there."""
        idle = 0
        while idle < 2 and self.app.is_running:
            with suppress(WorkerCancelled):
                await self.app.workers.wait_for_complete()
            await asyncio.sleep(0)
            done = self.app.typeahead.quiet and all(worker.is_finished for worker in self.app.workers)
            idle = idle + 1 if done else 0

    async def back(self, base: int) -> None:
        """Leave whatever was opened."""
        for _ in range(40):
            if len(self.app.screen_stack) <= base:
                return
            await self.press("escape")
        pytest.fail(f"no way back from {self.app.screen}")


def on_ledger(path: Path) -> DutyTrackApp:
    """The program on a ledger; it stays where the user would leave."""

    async def stay() -> None:
        """Do nothing."""

    app = DutyTrackApp(LedgerAccess(path, today=lambda: TODAY, actor="office"))
    vars(app)["action_quit"] = stay
    return app


async def all_keys_on(app: BaseApp[object], way: tuple[str, ...]) -> None:
    """Every key on the screen to which ``way`` leads; it is opened again when a key closed it.

    A key that does something there is pressed alone, the others in bursts, as a cat on the keyboard would. (Forms are
    opened one by one by a test of their own.)
    """
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        typist = Typist(pilot)
        await typist.rest()
        base = len(app.screen_stack)
        await typist.press(*way)
        there, bound = type(app.screen), set(app.screen.active_bindings) - set(FORMS)
        idle = [key for key in KEYS if key not in bound]
        for burst in (*((key,) for key in KEYS if key in bound), *batched(idle, 10)):
            if type(app.screen) is not there:
                await typist.back(base)
                await typist.press(*way)
            await typist.burst(*burst)


def batched(pressed: list[str], size: int) -> list[tuple[str, ...]]:
    return [tuple(pressed[place : place + size]) for place in range(0, len(pressed), size)]


@pytest.fixture
def empty_ledger(tmp_path: Path) -> Path:
    path = tmp_path / "empty.db"
    with Ledger.open(path, create=True):
        pass
    return path


@pytest.mark.parametrize("screen", ["ledger", "sidebar", "filter", "today", "help", "undo", "import", "palette"])
async def test_every_key_on_an_empty_ledger(empty_ledger: Path, screen: str):
    await all_keys_on(on_ledger(empty_ledger), SCREENS[screen])


@pytest.mark.parametrize("screen", ["ledger", "sidebar", "filter"])
async def test_every_key_on_a_filter_that_finds_nothing(ledger_path: Path, screen: str):
    await all_keys_on(on_ledger(ledger_path), ("slash", *"xyz", "enter", *SCREENS[screen]))


@pytest.mark.parametrize("screen", SCREENS)
async def test_every_key_on_a_ledger_with_tasks(ledger_path: Path, screen: str):
    await all_keys_on(on_ledger(ledger_path), SCREENS[screen])


async def test_every_form_opens_and_takes_every_kind_of_key(ledger_path: Path):
    app = on_ledger(ledger_path)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        typist = Typist(pilot)
        await typist.rest()
        for form in FORMS:
            await typist.press(form, "up", "down", "pagedown", "end", "x", "7", "tab", "enter", "down", "ctrl+end")
            await typist.back(2)


def review(tmp_path: Path, text: str) -> ReviewApp:
    """A review of the plan in ``text``; it opens again where the user would leave."""
    document = DocumentText("plan.txt", "text/plain", sha256(text.encode()).hexdigest(), text)
    accept = Acceptance(
        LedgerAccess(tmp_path / "reviewed.db", today=lambda: TODAY, actor="office"), document, Decisions()
    )
    read = begin(read_plans(text, "plan.txt")[0], text.split("\n"))
    if (tmp_path / "reviewed.db").is_file():
        with accept.access.desk("import") as desk:
            read = begin_review(desk, ReadPlan(read.read, document))
    app = ReviewApp(read, accept)

    def again(result: str | None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        app.push_screen(ReviewScreen(app.review, accept), again)

    vars(app)["exit"] = again
    return app


@pytest.mark.parametrize("screen", REVIEW_SCREENS)
async def test_every_key_on_a_review(tmp_path: Path, screen: str):
    await all_keys_on(review(tmp_path, PLAN_HEAD + TASK), REVIEW_SCREENS[screen])


@pytest.mark.parametrize("way", [(), ("c",), ("G",), ("G", "c")])
async def test_every_key_on_a_review_of_a_later_text(tmp_path: Path, way: tuple[str, ...]):
    first = review(tmp_path, PLAN_HEAD + TASK)
    first.accept.write(first.review, None)
    assert review(tmp_path, PLAN_HEAD + TASK.replace("2", "3")).review.amends
    await all_keys_on(review(tmp_path, PLAN_HEAD + TASK.replace("2", "3")), way)


@pytest.mark.parametrize("screen", ["review", "plan", "new"])
async def test_every_key_on_a_review_without_tasks(tmp_path: Path, screen: str):
    await all_keys_on(review(tmp_path, PLAN_HEAD), REVIEW_SCREENS[screen])


@pytest.mark.parametrize("seed", range(3))
async def test_keys_at_random(ledger_path: Path, seed: int):
    dice = random.Random(seed)
    app = on_ledger(ledger_path)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        typist = Typist(pilot)
        await typist.rest()
        for _ in range(40):
            pressed = [dice.choice(KEYS if dice.random() < 0.5 else LIVELY) for _ in range(dice.randint(1, 6))]
            await typist.burst(*pressed)


async def test_every_screen_on_a_tiny_terminal(ledger_path: Path):
    app = on_ledger(ledger_path)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        typist = Typist(pilot)
        await typist.rest()
        for way in SCREENS.values():
            await typist.press(*way)
            for size in ((40, 12), (10, 3), (1, 1), (80, 24)):
                await typist.resize(*size)
                await typist.burst("down", "pagedown", "x", "tab", "ctrl+end")
            await typist.back(2)


async def test_a_review_on_a_tiny_terminal(tmp_path: Path):
    app = review(tmp_path, PLAN_HEAD + TASK)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        typist = Typist(pilot)
        await typist.rest()
        for way in REVIEW_SCREENS.values():
            await typist.press(*way)
            await typist.resize(10, 3)
            await typist.press("down", "pagedown", "x", "tab")
            await typist.resize(80, 24)
            await typist.back(2)
