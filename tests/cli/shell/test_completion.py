"""What Tab offers."""

from __future__ import annotations

import pytest

from dutytrack.cli.shell import shells
from dutytrack.cli.shell.errors import ShellUnknownError
from dutytrack.cli.shell.shells import shell_in_use
from dutytrack.store.file.migrate import migrate
from dutytrack.store.file.schema import HEAD_REVISION

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


def test_help_and_tab_leave_the_ledger_of_an_older_program_as_it_is(offered, process, ledger):
    migrate(ledger, f"{int(HEAD_REVISION) - 1:04d}")
    before = ledger.read_bytes()

    assert offered("dutytrack show BH25-") == []
    helped = process("demo", "--help")

    assert (helped.code, helped.err, ledger.read_bytes() == before) == (0, "", True)
    assert list(ledger.parent.glob("*.bak-*")) == []


@pytest.mark.parametrize(
    ("calling", "own", "shell"),
    [
        ("fish", "/bin/bash", "fish"),
        ("dash", "/usr/bin/zsh", "zsh"),
        (None, "/bin/bash", "bash"),
        ("bash", "", "bash"),
    ],
)
def test_the_calling_shell_is_meant_else_the_user_s_own(calling, own, shell):
    assert shell_in_use(calling, {"SHELL": own}) == shell


@pytest.mark.parametrize(
    ("calling", "own", "said"),
    [("dash", "", "not for dash"), (None, "/bin/sh", "not for sh"), (None, "", "can't be told")],
)
def test_a_shell_without_completion_is_refused_with_the_way_out(calling, own, said):
    with pytest.raises(ShellUnknownError, match=said) as refused:
        shell_in_use(calling, {"SHELL": own})
    assert "SHELL=/bin/bash" in str(refused.value)


def test_the_completion_script_is_offered_whoever_calls(process):
    """A process without a parent shell, as behind cron, ssh or make, is offered the user's own shell's."""
    assert "_DUTYTRACK_COMPLETE" in process("--show-completion", env={"SHELL": "/bin/bash"}).out


def test_nobody_s_shell_is_one_plain_error(run, monkeypatch):
    monkeypatch.delenv("SHELL", raising=False)
    monkeypatch.setattr(shells, "calling_shell", lambda: None)

    outcome = run("--show-completion")

    assert outcome.code == 2
    assert outcome.err.count("\n") == 1
    assert "SHELL=/bin/bash" in outcome.err
