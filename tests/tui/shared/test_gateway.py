"""What a call to the ledger shows, and what it no longer may."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from textual.app import ComposeResult
from textual.widgets import Static

from dutytrack.store.file.turns import turn
from dutytrack.store.ledger import Ledger
from dutytrack.store.tables.plans import Plan
from dutytrack.tui.shared.base import BaseApp
from dutytrack.tui.shared.gateway import CallFailed, ask


class Listener(Static):
    """A widget that keeps what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    def on_call_failed(self, message: CallFailed) -> None:
        self.heard.append(f"failed: {message.error}")


class Asking(BaseApp[None]):
    def compose(self) -> ComposeResult:
        yield Listener()


def failing() -> str:
    raise ValueError("too late")


@pytest.mark.parametrize("late", [lambda: "old", failing], ids=["an answer", "a failure"])
async def test_what_a_newer_call_made_stale_is_not_shown(settle, late) -> None:
    threads = ThreadPoolExecutor()
    asyncio.get_running_loop().set_default_executor(threads)
    has_begun, newer_is_shown = threading.Event(), threading.Event()

    def slow() -> str:
        has_begun.set()
        newer_is_shown.wait(60)
        return late()

    async with Asking().run_test() as pilot:
        listener = pilot.app.query_one(Listener)
        ask(listener, "page", slow, listener.heard.append)
        while not has_begun.is_set():
            await pilot.pause()
        ask(listener, "page", lambda: "new", listener.heard.append)
        await settle(pilot)
        assert listener.heard == ["new"]

        newer_is_shown.set()
        threads.shutdown()
        await settle(pilot)
        assert listener.heard == ["new"]


async def test_calls_of_other_names_are_answered_side_by_side(settle) -> None:
    async with Asking().run_test() as pilot:
        listener = pilot.app.query_one(Listener)
        ask(listener, "page", lambda: "page", listener.heard.append)
        ask(listener, "lamps", lambda: "lamps", listener.heard.append)
        ask(listener, "counts", failing, listener.heard.append)
        await settle(pilot)

        assert sorted(listener.heard) == ["failed: too late", "lamps", "page"]


async def test_screens_go_on_while_a_write_waits_for_its_turn(settle, tmp_path) -> None:
    path = tmp_path / "ledger.db"
    Ledger.open(path, create=True).close()
    has_begun = threading.Event()

    def write() -> str:
        has_begun.set()
        with Ledger.open(path) as ledger, ledger.command("add", actor="李") as session:
            session.add(Plan(code="A"))
        return "written"

    async with Asking().run_test() as pilot:
        listener = pilot.app.query_one(Listener)
        with turn(path):
            ask(listener, "write", write, listener.heard.append)
            while not has_begun.is_set():
                await pilot.pause()
            ask(listener, "page", lambda: "shown", listener.heard.append)
            while not listener.heard:
                await pilot.pause()
            assert listener.heard == ["shown"]
        await settle(pilot)
        assert listener.heard == ["shown", "written"]
