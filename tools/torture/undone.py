"""Do acts in any order at the command line, take them back in any order, and compare with what was there before.

python tools/torture/undone.py [--seed N] [--minutes M | --count C]

Some commands are taken back in the middle: where later ones build on them, that is refused in one line, which names the
last of those, and changes nothing. In the end all are taken back, from the last to the first, and every table has to be
as it was; ``log verify`` finds nothing.
"""

from __future__ import annotations

import random
import re
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from _harness import LEDGER, Ground, Kind, Outcome, campaign, run
from _left import state, unverified

START = Kind("acts", "list")
TASKS = ("BH25-1", "BH25-2", "BH25-3")
UNITS = ("市科技局", "市财政局", "市教育局", "市人社局", "市工信局")
DAYS = ("2025-11-03", "2026-02-10", "2026-05-20", "2026-07-01", "2026-07-15")
ACTS = (
    "progress add {task} --percent {percent} --text 推进 --on {day}",
    "progress add {task} --percent {percent} --text 推进 --evidence proof.txt",
    "progress add {task} --value {figure} --text 完成",
    "measure BH25-2 --value 高层次人才={percent} --on {day}",
    "receive {task} --on {day}",
    "submit {task} --on {day}",
    "verify {task} --result accepted --how site --by 督查室 --evidence other.txt",
    "verify {task} --result returned --how phone --by 督查室 --on {day}",
    "close {task} --waive 特批",
    "close {task} --on {day}",
    "reopen {task} --note 复查",
    "suspend {task} --reason 停工 --on {day}",
    "resume {task} --note 复工",
    "drop {task} --reason 取消",
    "extend ask {task} --to 2027-01-31 --reason 雨季 --progress 过半",
    "extend grant {task} --to 2026-12-31 --by 王海",
    "extend refuse {task} --by 王海 --note 不准",
    "remind --yes",
    "order {task} --rung blue --ground 滞后",
    "order {task} --rung yellow --direct 严重滞后 --ground 滞后",
    "evidence add {task} proof.txt",
    "units merge {unit} {other} --reason 合并 --yes",
    "units rename {unit} {unit}新 --reason 改名",
    "confidence set {task} office 6",
    "exempt {task} --month 2026-05 --reason 台风",
    "set {task} --title 新题目 --reason 笔误",
    "contact add {unit} 张三",
    "import second.txt --yes --code YS26",
)


def command_line(chance: random.Random) -> str:
    """A command line drawn at random."""
    unit, other = chance.sample(UNITS, 2)
    return chance.choice(ACTS).format(
        task=chance.choice(TASKS), day=chance.choice(DAYS), percent=chance.choice([0, 30, 60, 100]), unit=unit,
        other=other, figure=chance.choice(["高层次人才=20", "重点实验室=3", "50"]),
    )  # fmt: skip


def standing(path: Path) -> list[str]:
    """The commands that are neither undone nor undos, the last one first."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT command, max(undoes), min(seq) FROM journal GROUP BY command").fetchall()
    undone = {undoes for _command, undoes, _seq in rows if undoes}
    return [one for one, undoes, _seq in sorted(rows, key=lambda row: -row[2]) if not undoes and one not in undone]


def try_sequence(ground: Ground, chance: random.Random) -> tuple[str, list[str]]:
    """What was done, and what was wrong."""
    folder = ground.copy(START)
    ledger, found, done = folder / LEDGER, [], []
    begun, first = tables(ledger), standing(ledger)
    for _ in range(chance.randint(3, 10)):
        words = command_line(chance)
        before = tables(ledger)
        outcome = run(folder, words.split())
        done.append(f"{words} → {outcome.code}")
        if outcome.code not in {0, 2} or "TRACE" in outcome.err:
            found.append(f"{words}: {outcome.code} {outcome.err.strip()}")
        elif outcome.code and tables(ledger) != before:
            found.append(f"{words}: refused, and changed something")
        left = standing(ledger)[: -len(first)]
        if left and chance.random() < 0.3:
            found += _taken_back(folder, chance.choice(left))
    tries = 0
    while (left := standing(ledger)[: -len(first)]) and not found and tries < 50:
        tries += 1
        outcome = run(folder, ["undo", left[0], "--yes"])
        if outcome.code:
            found.append(f"the last command can't be undone: {outcome.err.strip()}")
    if not found and tables(ledger) != begun:
        found.append("undone, and not as before")
    found += unverified(ledger)
    shutil.rmtree(folder)
    return "; ".join(done), found


def tables(ledger: Path) -> str | None:
    """What is in the tables, the journal left out."""
    return state(ledger, journal=False)


def _taken_back(folder: Path, command: str) -> list[str]:
    """What is wrong with taking back a command in the middle."""
    ledger = folder / LEDGER
    before, later = tables(ledger), standing(ledger)
    outcome: Outcome = run(folder, ["undo", command, "--yes"])
    if outcome.code == 0:
        return []
    named = re.search(r"beginning with: dutytrack undo (\S+)", outcome.err)
    if outcome.code != 2 or named is None:
        return [f"undo in the middle: {outcome.code} {outcome.err.strip()}"]
    if named[1] not in later[: later.index(command)]:
        return [f"undo names {named[1]}, which is no later command that stands"]
    return [] if tables(ledger) == before else ["a refused undo changed something"]


if __name__ == "__main__":
    sys.exit(campaign(__doc__, lambda ground, _kind, chance: try_sequence(ground, chance), [START]))
