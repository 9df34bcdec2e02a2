"""Mutations of the SQL text in the store: each is made alone in a copy of the tree, and a test has to notice it.

    python tools/mutate_sql.py                        every mutation
    python tools/mutate_sql.py --sample 40 --seed 7   forty of them, the same ones for the same seed
    python tools/mutate_sql.py --minutes 15           stops starting new ones after a quarter of an hour
    python tools/mutate_sql.py --list                 names them and runs nothing

A comparison takes or loses its equality, MIN and MAX, ASC and DESC, AND and OR change places, a term of AND is
dropped. What no test notices has survived and is printed; what SQLite can't read is no mutation and is not counted.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Literal, NamedTuple

ROOT = Path(__file__).parents[1]
SOURCE = Path("src", "dutytrack")
TESTS = ("tests/store/reading", "tests/reports", "tests/services", "tests/store", "tests/scenario")
"""The tests that see what the store answers, the quickest first; the first that fails ends a run."""
PATIENCE = 900
"""Seconds after which a run is taken to hang, which is noticed too."""

_NONE_CHOSEN = 5
"""pytest's exit code where no test is of the kind."""
_FAILED = re.compile(r"\b\d+ (?:failed|errors?)\b")
"""What a run says in which a test noticed something; one that could not start says nothing."""
_TOKEN = re.compile(
    r"#[^\n]*|(?P<prefix>[A-Za-z]{0,2})(?P<quote>\"\"\"|'''|\"|')(?P<body>(?:\\.|(?!(?P=quote)).)*)(?P=quote)",
    re.DOTALL,
)
_IS_SQL = re.compile(
    r"\b(?:SELECT|FROM|WHERE|JOIN|UNION|EXISTS|COALESCE|CASE|WHEN|AND|OR|NOT|IS|IN|MIN|MAX|ORDER BY|BETWEEN)\b"
)
_CHANGES = (
    (re.compile(r"(?<![<>=!\-])(?:<=|>=|<|>)(?![=<>])"), {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}),
    (re.compile(r"\b(?:MIN|MAX)\b(?=\()"), {"MIN": "MAX", "MAX": "MIN"}),
    (re.compile(r"\b(?:AND|OR)\b"), {"AND": "OR", "OR": "AND"}),
    (re.compile(r"\b(?:ASC|DESC)\b"), {"ASC": "DESC", "DESC": "ASC"}),
)
_BETWEEN = re.compile(r"\bBETWEEN\s+\S+\s+$")
_UNSORTED = re.compile(r"(?<=ORDER BY )[\w.\"\\]+(?![\w.\"\\(]| ASC| DESC)")
_TERM_ENDS = re.compile(r"\s*(?:\b(?:AND|OR|ORDER|GROUP|HAVING|LIMIT|UNION|WHEN|THEN|ELSE|END|SELECT)\b|\n\s*$|$)")


def _left_behind(folder: str, names: list[str]) -> set[str]:
    """What is not copied: what was made at the top, hidden and compiled files; ``demo`` is a topic further down."""
    made = {"mutants", "demo"} if Path(folder) == ROOT else set()
    return {name for name in names if name.startswith(".") or name == "__pycache__" or name in made}


Outcome = Literal["killed", "survived", "no SQL"]


class Mutation(NamedTuple):
    """One change of one file's text."""

    path: Path
    line: int
    start: int
    end: int
    new: str
    shown: str
    """The text around it, before and after."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}  {self.shown}"


def mutations(root: Path) -> list[Mutation]:
    """Every mutation of the SQL in the store under ``root``, in the order of the files."""
    return [one for path in sorted((root / SOURCE / "store").rglob("*.py")) for one in _of_file(root, path)]


def _of_file(root: Path, path: Path) -> Iterator[Mutation]:
    text = path.read_text(encoding="utf-8")
    described = _docstring_lines(text)
    for token in _TOKEN.finditer(text):
        body = token["body"]
        if body is None or text.count("\n", 0, token.start()) + 1 in described or not _IS_SQL.search(body):
            continue
        code = _without_fields(body) if "f" in token["prefix"].lower() else body
        for start, end, new in _of_sql(code):
            at = token.start("body")
            line = text.count("\n", 0, at + start) + 1
            old = body[start:end]
            shown = f"{_around(body[:start], before=True)}[{old} -> {new}]{_around(body[end:], before=False)}"
            yield Mutation(path.relative_to(root), line, at + start, at + end, new, shown)


def _docstring_lines(text: str) -> set[int]:
    """The lines on which a text begins that stands for itself: a docstring."""
    return {
        node.lineno for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }  # fmt: skip


def _without_fields(body: str) -> str:
    """The text of an f-string with each ``{field}`` as a name of the same length."""
    return re.sub(r"\{\{|\}\}|\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}", lambda field: "_" * len(field[0]), body)


def _of_sql(code: str) -> Iterator[tuple[int, int, str]]:
    """Where ``code`` is changed, and to what."""
    for pattern, changes in _CHANGES:
        for match in pattern.finditer(code):
            if not (match[0] == "AND" and _BETWEEN.search(code[: match.start()])):
                yield match.start(), match.end(), changes[match[0]]
    for match in _UNSORTED.finditer(code):
        yield match.end(), match.end(), " DESC"
    for match in re.finditer(r" ?\bAND\b ", code):
        end = _term_end(code, match.end())
        if end is not None and not _BETWEEN.search(code[: match.start() + 1]):
            yield match.start(), end, ""


def _term_end(code: str, start: int) -> int | None:
    """Where the term that begins at ``start`` ends; ``None`` where that is not within this text."""
    depth = 0
    for at in range(start, len(code) + 1):
        if depth == 0 and (code[at : at + 1] == ")" or (at > start and _TERM_ENDS.match(code, at))):
            return at
        depth += {"(": 1, ")": -1}.get(code[at : at + 1], 0)
    return None


def _around(text: str, *, before: bool) -> str:
    told = " ".join(text.split())
    return told[-40:] if before else told[:30]


class Tree:
    """A copy of the tree in which one mutation at a time is made."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        shutil.copytree(ROOT, folder, ignore=_left_behind)

    def outcome(self, mutation: Mutation, tests: list[str]) -> Outcome:
        """What ``tests`` make of ``mutation``: those of its own name first, those that draw their cases last."""
        path = self._folder / mutation.path
        text = path.read_text(encoding="utf-8")
        self._write(path, text[: mutation.start] + mutation.new + text[mutation.end :])
        try:
            for chosen, kind in ((self._named_like(path, tests), "not hypothesis"), (tests, "not hypothesis"),
                                 (tests, "hypothesis")):  # fmt: skip
                outcome = self._run(chosen, kind) if chosen else "survived"
                if outcome != "survived":
                    return outcome
            return "survived"
        finally:
            self._write(path, text)

    def unmutated(self, tests: list[str]) -> Outcome:
        """What ``tests`` make of the tree as it is."""
        return self._run(tests, "not hypothesis")

    def _named_like(self, path: Path, tests: list[str]) -> list[str]:
        """The files of ``tests`` that bear the name of the module at ``path``."""
        files = (file for folder in tests for file in sorted((self._folder / folder).rglob("test_*.py")))
        return [str(file) for file in files if path.stem in file.stem]

    def _run(self, tests: list[str], kind: str) -> Outcome:
        """Run those of ``tests`` that are of a ``kind`` on the tree as it is."""
        chosen = ["-x", "-q", "-m", f"{kind} and not slow and not timed", "-p", "no:cacheprovider", "--tb=line", *tests]
        try:
            done = subprocess.run(
                [sys.executable, "-m", "pytest", *chosen],
                cwd=self._folder, capture_output=True, text=True, timeout=PATIENCE, check=False,
                env={**os.environ, "PYTHONPATH": str(self._folder / "src")},
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return "killed"
        survived = done.returncode in {0, _NONE_CHOSEN}
        if not survived and not _FAILED.search(done.stdout):
            sys.exit(f"the tests could not be run:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        unreadable = re.search(r"syntax error|incomplete input|misuse of aggregate|unrecognized token", done.stdout)
        return "survived" if survived else "no SQL" if unreadable else "killed"

    @staticmethod
    def _write(path: Path, text: str) -> None:
        path.write_text(text, encoding="utf-8")
        for compiled in path.parent.glob(f"__pycache__/{path.stem}.*.pyc"):
            compiled.unlink()


def judge(chosen: list[Mutation], tests: list[str], *, jobs: int, minutes: float) -> Counter[str]:
    """Make each of ``chosen``, print it with what came of it, and count."""
    ends = time.monotonic() + 60 * minutes
    counted: Counter[str] = Counter()
    free: SimpleQueue[Tree] = SimpleQueue()

    def one(mutation: Mutation) -> None:
        if time.monotonic() > ends:
            counted["not tried"] += 1
            return
        tree = free.get()
        try:
            outcome = tree.outcome(mutation, tests)
        finally:
            free.put(tree)
        counted[outcome] += 1
        print(f"{outcome:<9} {mutation}", flush=True)

    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(jobs) as pool:
        trees = [Tree(Path(folder, str(number))) for number in range(jobs)]
        if trees[0].unmutated(tests) != "survived":
            sys.exit("the tests fail without any mutation")
        for tree in trees:
            free.put(tree)
        list(pool.map(one, chosen))
    return counted


def main() -> int:
    """Make the mutations; 1 where one has survived."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sample", type=int, help="so many of them, drawn by --seed")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=60, help="start none after so many minutes")
    parser.add_argument("--jobs", type=int, default=2, help="how many at a time")
    parser.add_argument("--only", default="", help="only files whose path holds this")
    parser.add_argument("--list", action="store_true", help="name them and run nothing")
    parser.add_argument("tests", nargs="*", default=TESTS, help="the tests to run, the quickest first")
    args = parser.parse_args()
    found = [one for one in mutations(ROOT) if args.only in one.path.as_posix()]
    chosen = found
    if args.sample is not None:
        chosen = random.Random(args.seed).sample(found, min(args.sample, len(found)))
    if args.list:
        print(*chosen, f"{len(chosen)} of {len(found)} mutations", sep="\n")
        return 0
    counted = judge(chosen, list(args.tests), jobs=args.jobs, minutes=args.minutes)
    judged = counted["killed"] + counted["survived"]
    score = f"{100 * counted['killed'] / judged:.0f} %" if judged else "none"
    print(f"score {score}: {counted['killed']} of {judged} killed; {counted['no SQL']} no SQL, "
          f"{counted['not tried']} not tried, of {len(found)} in all")  # fmt: skip
    return int(counted["survived"] > 0)


if __name__ == "__main__":
    sys.exit(main())
