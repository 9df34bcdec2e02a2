"""Torture the command line: random commands, options, queries and hostile texts, thousands of them.

    python tools/torture/commandlines.py [--count 2000] [--seed 1]

Each call is made within this process on a copy of a demonstration's ledger. Nothing may end as a fault of the program
(exit 70), in a traceback, in an exit code of no meaning, or with a sign that a terminal obeys; the ledger must be
readable afterwards. What was tried is counted by command and exit code, what went wrong is printed with its words; it
ends with 1 then, else with "nothing lost, nothing unseen".
"""

from __future__ import annotations

import math
import os
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from _options import parser
from typer.main import get_command
from typer.testing import CliRunner

from dutytrack.cli.app import app
from dutytrack.domain.acts import ACTS
from dutytrack.domain.query.fields import FIELDS

RAW = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
MEANT = frozenset({0, 1, 2, 3})
_HOSTILE = (
    "\x1b]52;c;eA==\x07", "\x9b2J", "\u202egnp", "\u2066x", "\x01", "\x7f", "{0}", "{name}", "%s", "%(x)s", "'; --",
    '"', "'", "\\", "`id`", "$(id)", "[/bold]", "[red]", "=1+1", "@x", "-", "--", "---x", "", " ", "\n", "\t", "\r",
    "\u3000", "\ufeff", "\u0301" * 50, "𠮷", "🏳️‍🌈", "科" * 3000, "a" * 9000, "(" * 50, ")", "9" * 400, "-1", "0",
    "1e308", "nan", "inf", "0x1f", "²", "٣", "Ⅷ", "ﬁ", "ǅ", "ß", "İ", "*", "?", "~", "~root/x", "..", "/", "/dev/null",
)  # fmt: skip
_DAYS = (
    "today", "2026-07-15", "9999-12-31", "0001-01-01", "1900-01-01", "2099-12-31", "2026-02-30", "+30d", "-2w", "eom",
    "2026Q3", "月底", "年底前", "6月", "6/30", "0630", "30wd", "99999999", "+999999d", "2026-07-15..2026-08-01", "..",
)  # fmt: skip
_NAMES = ("市科技局", "市财政局", "kjj", "火星局", "LL24", "LL25", "XX99", "LL24-5", "LL25-11", "LL24-999", "海洋")
_SIGNS = (":", "<", "<=", ">", ">=", "=", "：", "≤", "~", "")
_JOINTS = (" ", " or ", " not ", " -", ",", "(", ")", ' "', "..", "\u3000")
_NEVER = frozenset({"demo", "seed"})
"""Commands that take seconds each."""
_GLOBAL = ("--as-of", "--known-at", "--lang", "--format", "--actor", "-q", "--yes", "--dry-run", "--force", "-o")


class Found(NamedTuple):
    """A call that went wrong."""

    number: int
    words: tuple[str, ...]
    why: str


class Words:
    """Random words for command lines, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.commands = tuple(_commands(get_command(app), ()))

    def text(self) -> str:
        """A text that nobody expects."""
        kind = self.chance.random()
        if kind < 0.5:
            return "".join(self.chance.choices(_HOSTILE + _NAMES, k=self.chance.randint(1, 3)))
        if kind < 0.8:
            return "".join(chr(self._code()) for _ in range(self.chance.randint(1, 12)))
        return self.chance.choice(_HOSTILE)

    def _code(self) -> int:
        low, high = self.chance.choice(((1, 0x100), (0x2000, 0x2070), (0x4E00, 0x4F00), (0xFE00, 0xFFFF), (1, 0xD7FF)))
        return self.chance.randint(low, high)

    def query(self) -> str:
        """A query, or what looks like one."""
        terms = [self._term() for _ in range(self.chance.choice((1, 1, 2, 3, 8, 60)))]
        return "".join(part for term in terms for part in (term, self.chance.choice(_JOINTS)))

    def _term(self) -> str:
        field = FIELDS[self.chance.choice(list(FIELDS))]
        values = (*_DAYS, *_NAMES, *field.choices, "none", "无", "12", "50%", self.text())
        sign, left_out = self.chance.choice(_SIGNS), self.chance.choice(("", "-", "not "))
        return f"{left_out}{field.name}{sign}{self.chance.choice(values)}"

    def value(self) -> str:
        """A value of an option or argument: a good one, a day, a query or a text."""
        ways: tuple[Callable[[], str], ...] = (
            lambda: self.chance.choice(_NAMES), lambda: self.chance.choice(_DAYS), self.text, self.query,
            lambda: self.chance.choice(("json", "csv", "md", "zh", "en", "due", "5", "lead", *ACTS)),
        )  # fmt: skip
        return self.chance.choice(ways)()

    def line(self) -> tuple[str, ...]:
        """A command line."""
        name, parameters = self.chance.choice(self.commands)
        words = list(name)
        for parameter in parameters:
            needed = parameter.param_type_name == "argument" or self.chance.random() < 0.25
            if not needed:
                continue
            if parameter.param_type_name == "option":
                words.append(self.chance.choice(parameter.opts))
            if not getattr(parameter, "is_flag", False):
                words.append(self.value())
        if self.chance.random() < 0.3:
            words += [self.chance.choice(_GLOBAL), self.value()]
        if self.chance.random() < 0.1:
            self.chance.shuffle(words)
        return tuple(words)


def _commands(command: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Sequence[Any]]]:
    """Every command by its words, with its own parameters."""
    if not hasattr(command, "list_commands"):
        yield path, command.params
        return
    for name in command.list_commands(None):
        if name not in _NEVER:
            yield from _commands(command.get_command(None, name), (*path, name))


class Outcome(NamedTuple):
    """What a campaign came to."""

    tried: Counter[tuple[str, int]]
    """How often a command ended with an exit code."""
    found: list[Found]


def torture(ledger: Path, *, seed: int, count: int, minutes: float = math.inf) -> Outcome:
    """Make ``count`` calls by ``seed`` on copies of ``ledger``, or as many as ``minutes`` allow."""
    end = time.monotonic() + 60 * minutes
    words, runner = Words(seed), CliRunner()
    tried: Counter[tuple[str, int]] = Counter()
    found: list[Found] = []
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder, "ledger.db")
        environment = {
            "DUTYTRACK_LEDGER": str(own), "DUTYTRACK_CONFIG": "", "DUTYTRACK_ACTOR": "tester", "HOME": folder,
            "DUTYTRACK_TODAY": "2026-07-15", "XDG_STATE_HOME": folder,
        }  # fmt: skip
        before = Path.cwd()
        os.chdir(folder)
        try:
            for number in range(count):
                if time.monotonic() > end:
                    break
                if number % 50 == 0:
                    shutil.copy(ledger, own)
                line = words.line()
                result = runner.invoke(app, list(line), env=environment, input="")
                tried[ascii(line[0] if line else "")[:20], result.exit_code] += 1
                why = _wrong(result)
                if why is None and number % 10 == 0:
                    after = runner.invoke(app, ["status"], env=environment)
                    why = None if after.exit_code == 0 else f"unreadable after it: {after.stderr}"
                if why is not None:
                    found.append(Found(number, line, why))
        finally:
            os.chdir(before)
    return Outcome(tried, found)


def _wrong(result: Any) -> str | None:
    """What is wrong with the outcome of a call; ``None`` where nothing is."""
    said = result.stdout + result.stderr
    if result.exit_code not in MEANT:
        return f"exit {result.exit_code}: {result.stderr.strip()[-300:]} {result.exception!r}"
    if "Traceback" in said:
        return "a traceback"
    raw = RAW.search(said)
    return f"a raw U+{ord(raw[0]):04X}" if raw else None


def demo_ledger(folder: Path) -> Path:
    """The ledger of a demonstration, made in ``folder``."""
    CliRunner().invoke(app, ["demo", str(folder)], env={"DUTYTRACK_CONFIG": ""}, input="")
    return folder / "ledger.db"


def main() -> None:
    """Torture as the command line says; end with 1 where something went wrong."""
    own = parser(__doc__, minutes=None)
    own.add_argument("--count", type=int, default=2_000, help="how many calls, where no --minutes are given")
    asked = own.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        count, minutes = (asked.count, math.inf) if asked.minutes is None else (sys.maxsize, asked.minutes)
        tried, found = torture(demo_ledger(Path(folder)), seed=asked.seed, count=count, minutes=minutes)
    for (name, code), times in sorted(tried.items()):
        print(f"{name:<22} exit {code}: {times}")
    for one in found:
        print(f"#{one.number} {one.why}\n    {' '.join(map(ascii, one.words))[:400]}")
    print(f"{tried.total()} calls by seed {asked.seed} in {time.monotonic() - started:.0f} s, {len(found)} went wrong")
    if found:
        sys.exit(1)
    print("nothing lost, nothing unseen")


if __name__ == "__main__":
    main()
