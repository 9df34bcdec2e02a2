"""The scripts that torture a ledger: a small sample of each, by a fixed seed."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TORTURE = Path(__file__).parents[1] / "tools" / "torture"


def test_steady_writers_all_get_through_though_some_are_killed(torture, tmp_path: Path) -> None:
    tally = torture("writers").torture(tmp_path / "ledger.db", 4, 2, seed=3, kill=True)

    assert (tally.failed, tally.faults) == (0, [])
    assert tally.done > 4


@pytest.mark.slow
def test_acts_in_any_order_are_undone_in_any_order() -> None:
    command = [sys.executable, str(TORTURE / "undone.py"), "--seed", "8", "--count", "3"]
    done = subprocess.run(command, capture_output=True, text=True)

    assert (done.returncode, done.stdout.splitlines()[-1:]) == (0, ["3 tries, nothing lost"]), done.stdout + done.stderr


def test_every_script_of_the_folder_is_run_but_what_they_share(torture) -> None:
    run = torture("run")

    assert {one.stem for one in run.scripts([])} >= {"faults", "kills", "power", "undone", "writers"}
    assert [one.stem for one in run.scripts(["writers"])] == ["writers"]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux" or not shutil.which("cc"), reason="a C compiler on Linux is needed")
@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("kills", ["progress add", "evidence add", "migrate", "export"]),
        ("faults", ["progress add", "evidence add", "remind", "sheet", "migrate"]),
        ("power", ["import", "progress add", "evidence add", "migrate", "export"]),
    ],
)
def test_nothing_is_lost_by_kills_full_disks_and_power_cuts(name: str, kinds: list[str]) -> None:
    command = [sys.executable, str(TORTURE / f"{name}.py"), "--seed", "5", "--count", "15", "--kinds", *kinds]
    done = subprocess.run(command, capture_output=True, text=True)

    assert (done.returncode, done.stdout.splitlines()[-1:]) == (0, ["15 tries, nothing lost"]), (
        done.stdout + done.stderr
    )


def test_what_a_disk_was_not_made_to_keep_is_lost_when_the_power_is_cut(torture, tmp_path: Path) -> None:
    """The model by which power cuts are tried: a file, its name and its folder are waited for one by one."""
    power = torture("power")
    disk = power.Disk(tmp_path)
    draft, final = f"{tmp_path}/draft", f"{tmp_path}/final"

    def there(share: float) -> dict[str, bytes]:
        return {Path(name).name: data for name, data in disk.held(random.Random(1), share).items() if data is not None}

    def ask(letter: str, path: str, *, data: bytes = b"", other: str = "") -> None:
        disk.ask(power.Asked(letter, 7, 0, data or path.encode(), other.encode()))

    ask("c", draft)
    ask("w", draft, data=b"whole")
    assert (there(0), there(1)) == ({}, {"draft": b"whole"})
    ask("s", draft)
    assert there(0) == {}
    ask("r", draft, other=final)
    ask("s", str(tmp_path))
    assert there(0) == {"final": b"whole"}
