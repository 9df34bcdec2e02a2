"""What Tab offers."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.usefixtures("ledger")


@pytest.fixture
def offered(process):
    """What the shell is offered for the last word of a command line."""

    def complete(line: str) -> list[str]:
        env = {"_DUTYTRACK_COMPLETE": "complete_fish", "_TYPER_COMPLETE_ARGS": line,
               "_TYPER_COMPLETE_FISH_ACTION": "get-args"}  # fmt: skip
        return [word.split("\t")[0] for word in process(env=env).out.split("\n") if word]

    return complete


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("dutytrack st", ["status"]),
        ("dutytrack show BH25-", ["BH25-1", "BH25-2", "BH25-3"]),
        ("dutytrack plan show B", ["BH25"]),
        ("dutytrack add x --lead 市科", ["市科技局"]),
        ("dutytrack list lam", ["lamp:"]),
        ("dutytrack list lamp:r", ["lamp:red"]),
        ("dutytrack list -is:c", ["-is:closed", "-is:concluded"]),
        ("dutytrack list -fl", ["-flag:"]),
        ("dutytrack list -V", ["-V"]),
        ("dutytrack list --quie", ["--quiet"]),
        ("dutytrack help over", ["overdue"]),
        ("dutytrack help plan con", ["conclude"]),
        ("dutytrack list plan:", ["plan:BH25"]),
        ("dutytrack list lead:市人", ["lead:市人社局"]),
        ("dutytrack list --format m", ["markdown"]),
        ("dutytrack seed load sh", ["shenyang-2012"]),
    ],
)
def test_completion(offered, line, words):
    assert offered(line) == words


def test_a_missing_ledger_offers_nothing_and_says_nothing(process, tmp_path):
    env = {"_DUTYTRACK_COMPLETE": "complete_fish", "_TYPER_COMPLETE_ARGS": "dutytrack show B",
           "_TYPER_COMPLETE_FISH_ACTION": "get-args", "DUTYTRACK_LEDGER": str(tmp_path / "none.db")}  # fmt: skip

    assert process(env=env).out.strip() == ""
    assert process(env=env).err == ""


def test_the_completion_script_is_offered(process):
    assert "_DUTYTRACK_COMPLETE" in process("--show-completion", env={"SHELL": "/bin/bash"}).out
