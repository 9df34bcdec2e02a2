"""What failed after the ledger was written says that the change stands; what failed before does not."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("ledger")
FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
@pytest.mark.parametrize(("lang", "said"), [("en", "before that stands"), ("zh", "已经生效")])
def test_a_command_whose_output_fails_says_that_its_change_stands(process, lang: str, said: str) -> None:
    code, _out, err = process("remind", "--yes", "-o", FULL, "--lang", lang)

    assert (code, said in err, err.count("\n")) == (2, True, 1)
    assert process("remind", "--sent", "-f", "json").out.count('"unit"') > 0


def test_a_command_that_is_refused_says_nothing_of_the_kind(process) -> None:
    assert "stands" not in process("close", "BH25-1", "--on", "2099-01-01").err


@pytest.mark.skipif(not FULL.exists(), reason="no device that is always full")
def test_only_what_was_written_is_named_to_be_taken_back(ledger: Path, tmp_path: Path) -> None:
    def failed(*words: object) -> str:
        with FULL.open("w") as full:
            command = [sys.executable, "-m", "dutytrack", "--lang", "en", *map(str, words)]
            done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False)
        assert done.returncode == 2
        return done.stderr

    with closing(sqlite3.connect(ledger)) as connection:
        told = failed("setting", "set", "language", "zh")
        (command,) = connection.execute("SELECT command FROM journal ORDER BY seq DESC").fetchone()
        (first,) = connection.execute("SELECT at FROM journal ORDER BY seq").fetchone()
    assert f"dutytrack undo {command} takes it back" in told
    told = failed("log", "clock", "1", "--was", first)
    assert "before that stands" in told
    assert "undo" not in told
    assert f"stands: {tmp_path / 'new.db'}" in failed("log", "rebuild", "-o", tmp_path / "new.db")


def test_a_head_that_is_not_kept_says_once_that_the_change_stands(process, ledger: Path) -> None:
    Path(f"{ledger}.heads").mkdir()

    assert process("setting", "set", "language", "en").err.count("stands") == 1
