"""What the scripts share: commands of each kind, run in a child on a small ledger, and a disk that is interfered with.

A shim (``_shim.c``) is preloaded into this process, which starts itself anew for that; children are forked, arm the
shim and run one command line. Linux and a C compiler are needed.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import IntEnum, IntFlag
from pathlib import Path
from typing import NamedTuple

from _options import parser

HERE = Path(__file__).parent
SHIM = "DUTYTRACK_TORTURE_SHIM"
PLAN = """滨海市科技创新行动计划(2025-2026年)

一、重点任务
(一)建设创新平台。到2025年底前,新建市级重点实验室3家。每季度报送进展。
牵头单位:市科技局;责任单位:市财政局、市教育局
(二)引进高层次人才。2026年9月底前,引进高层次人才100名。
牵头单位:市人社局;配合单位:市科技局
(三)推动成果转化。到2026年底,技术合同成交额达到50亿元。
牵头单位:市科技局、市工信局;责任单位:各县(市、区)政府
"""
SECOND = """滨海市营商环境工作方案(2026年)

一、工作任务
(一)精简审批事项。2026年3月底前,公布审批事项清单。
牵头单位:市审批局;责任单位:市司法局
"""
LEDGER = "ledger.db"
OLD = "0005"


class How(IntEnum):
    """What happens to the operation that is hit."""

    NOTHING = 0
    KILL_BEFORE = 1
    KILL_AFTER = 2
    HALF = 3
    """Half of a write is done, then the process dies, or is told of an error where one is given."""
    FAIL = 4


class Kinds(IntFlag):
    """Which operations are counted."""

    WRITE = 1
    SYNC = 2
    NAME = 4
    UNNAME = 8
    ALL = 15


@dataclass(frozen=True)
class Hit:
    """Which operation of a run is interfered with, and how."""

    at: int = 0
    how: How = How.NOTHING
    error: int = 0
    sticky: bool = False
    kinds: Kinds = Kinds.ALL
    record: Path | None = None


class Outcome(NamedTuple):
    """What came of a run: its exit code (negative: the signal that ended it), what it said, what it asked the disk."""

    code: int
    out: str
    err: str
    requests: int


@dataclass(frozen=True)
class Kind:
    """A kind of command: its words, and the command lines before it."""

    name: str
    words: str
    before: tuple[str, ...] = ()
    fresh: bool = False
    """Whether there is no ledger at first."""
    ledger: str = LEDGER
    slow: bool = False


PROVE = "progress add BH25-2 --percent 30 --text 推进 --on 2026-07-01 --evidence other.txt"
ENTER = "add 建设创新平台 --lead 市科技局 --due 2026-09-30 --place 滨海市"
"""A task of which an old layout holds all that is known."""
KINDS = (
    Kind("import", "import second.txt --yes --code YS26"),
    Kind("first import", "import plan.txt --yes", fresh=True),
    Kind("dry run", "import second.txt --dry-run --code YS26"),
    Kind("progress add", "progress add BH25-2 --percent 40 --text 推进 --evidence proof.txt"),
    Kind("evidence add", "evidence add BH25-2 proof.txt other.txt"),
    Kind("measure", "measure BH25-2 --value 高层次人才=40"),
    Kind("submit", "submit BH25-2"),
    Kind("verify", "verify BH25-2 --result accepted --how site --by 督查室 --evidence proof.txt", ("submit BH25-2",)),
    Kind("close", "close BH25-1 --waive 特批"),
    Kind("extend ask", "extend ask BH25-2 --to 2026-12-31 --reason 雨季 --progress 过半"),
    Kind(
        "extend grant",
        "extend grant BH25-2 --to 2026-12-31 --by 王海",
        ("extend ask BH25-2 --to 2026-12-31 --reason 雨季 --progress 过半",),
    ),
    Kind("remind", "remind --yes -o notices.md"),
    Kind("order", "order BH25-1 --rung blue --ground 滞后"),
    Kind("sheet", "progress sheet -o sheet.xlsx"),
    Kind("sheet taken back", "progress import filled.xlsx --yes", ("progress sheet -o filled.xlsx", "!fill")),
    Kind("units merge", "units merge 市教育局 市财政局 --reason 合并 --yes"),
    Kind("undo", "undo --yes", (PROVE,)),
    Kind("migrate", "status", (ENTER, ENTER, "!old"), fresh=True),
    Kind("export", "list -o out.md --force", ("list lead:科技局 -o out.md",)),
    Kind("demo", "demo town", fresh=True, ledger="town/ledger.db", slow=True),
)
BY_NAME = {kind.name: kind for kind in KINDS}


def with_shim() -> None:
    """Start this process anew with the shim preloaded, unless it is; leave where that can't be."""
    if os.environ.get(SHIM):
        return
    compiler = shutil.which("cc") or shutil.which("gcc")
    if sys.platform != "linux" or compiler is None:
        print("a C compiler on Linux is needed: nothing was tried")
        sys.exit(0)
    shim = built(compiler)
    env = {**os.environ, SHIM: str(shim), "LD_PRELOAD": str(shim)}
    os.execve(sys.executable, [sys.executable, *sys.argv], env)


def built(compiler: str) -> Path:
    """The shim as a library, built once for its text."""
    source = HERE / "_shim.c"
    digest = hashlib.sha256(source.read_bytes()).hexdigest()[:16]
    shim = Path(tempfile.gettempdir(), f"dutytrack-torture-{os.geteuid()}-{digest}.so")
    if not shim.exists():
        draft = shim.with_suffix(f".{os.getpid()}")
        subprocess.run([compiler, "-O1", "-shared", "-fPIC", "-o", str(draft), str(source), "-ldl"], check=True)
        draft.replace(shim)
    return shim


def run(folder: Path, words: Sequence[str], hit: Hit | None = None, *, learn: bool = False) -> Outcome:
    """Run a command line in ``folder``, hit as ``hit`` says; ``learn``: its modules are loaded here from now on."""
    said = [tempfile.TemporaryFile() for _ in range(3)]  # noqa: SIM115 - closed below
    child = os.fork()
    if child == 0:
        _run(folder, words, hit, [one.fileno() for one in said], learn=learn)
    _, status = os.waitpid(child, 0)
    texts = []
    for one in said:
        one.seek(0)
        texts.append(one.read().decode(errors="replace"))
        one.close()
    told = re.search(r"^count (\d+)$", texts[2], re.MULTILINE)
    for name in re.findall(r"^module (\S+)$", texts[2], re.MULTILINE):
        with suppress(Exception):
            importlib.import_module(name)
    return Outcome(os.waitstatus_to_exitcode(status), texts[0], texts[1], int(told[1]) if told else 0)


def _run(folder: Path, words: Sequence[str], hit: Hit | None, ends: Sequence[int], *, learn: bool) -> None:
    """Be the child: never return."""
    os.chdir(folder)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(ends[0], 1)
    os.dup2(ends[1], 2)
    (folder / "home").mkdir(exist_ok=True)
    (folder / "tmp").mkdir(exist_ok=True)
    for name in [name for name in os.environ if name.startswith(("DUTYTRACK_", "XDG_", "LD_"))]:
        del os.environ[name]
    os.environ |= {
        "HOME": str(folder / "home"), "TMPDIR": str(folder / "tmp"), "LC_ALL": "C.UTF-8",
        "DUTYTRACK_TODAY": "2026-07-15", "DUTYTRACK_ACTOR": "tester",
    }  # fmt: skip
    tempfile.tempdir = None
    sys.argv = ["dutytrack", *([] if words[0] == "demo" else ["--ledger", LEDGER]), *words]
    shim = ctypes.CDLL(None)
    if hit is not None and hasattr(shim, "torture_arm"):
        record = os.fsencode(hit.record) if hit.record else None
        shim.torture_arm(
            os.fsencode(folder), ctypes.c_long(hit.at), int(hit.how), hit.error, int(hit.sticky), int(hit.kinds), record
        )
    from dutytrack import __main__ as program

    vars(program)["_leave"] = sys.exit  # what quick answers end with would not tell the count
    code = 0
    try:
        program.main()
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else 1
    except BaseException as error:  # noqa: BLE001 - a trace that reaches a user
        print(f"TRACE {type(error).__name__}: {error}", file=sys.stderr)
        code = 99
    with suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    if hit is not None and hasattr(shim, "torture_arm"):
        os.write(ends[2], b"count %d\n" % shim.torture_count())
    if learn:
        names = [name for name in sys.modules if not name.startswith(("_", "torture"))]
        os.write(ends[2], "".join(f"module {name}\n" for name in names).encode())
    os._exit(code)


class Ground:
    """Where commands are tried: the folder that each kind starts from, made once."""

    def __init__(self, place: Path) -> None:
        self._place = place.resolve()
        self._made: dict[str, tuple[Path, Path, int]] = {}
        self._number = 0
        self._base = self._place / "base"
        self._base.mkdir()
        for name, text in (("plan.txt", PLAN), ("second.txt", SECOND), ("proof.txt", "证明"), ("other.txt", "另证")):
            (self._base / name).write_text(text, encoding="utf-8")

    def start(self, kind: Kind) -> tuple[Path, Path, int]:
        """The folder before a command of ``kind``, the one after it, and how often it asks the disk for something."""
        if kind.name not in self._made:
            before = self._place / f"{kind.name}, before"
            shutil.copytree(self._base, before)
            for words in (() if kind.fresh else ("import plan.txt --yes",)) + kind.before:
                if words.startswith("!"):
                    _PREPARED[words](before)
                    continue
                self._well(run(before, words.split(), learn=True), words)
            after = self._place / f"{kind.name}, after"
            shutil.copytree(before, after)
            self._well(run(after, kind.words.split(), learn=True), kind.words)
            shutil.rmtree(after)
            shutil.copytree(before, after)
            outcome = run(after, kind.words.split(), Hit())
            self._well(outcome, kind.words)
            self._made[kind.name] = before, after, outcome.requests
        return self._made[kind.name]

    def copy(self, kind: Kind) -> Path:
        """A folder of its own that is as before a command of ``kind``."""
        self._number += 1
        folder = self._place / f"try {self._number}"
        shutil.copytree(self.start(kind)[0], folder)
        return folder

    def _well(self, outcome: Outcome, words: str) -> None:
        if outcome.code:
            raise RuntimeError(f"{words}: {outcome.code} {outcome.out} {outcome.err}")


def _fill(folder: Path) -> None:
    """Fill in the sheet ``filled.xlsx`` as a unit would: each task is at 40 %."""
    from openpyxl import load_workbook

    path = folder / "filled.xlsx"
    book = load_workbook(path)
    for sheet in book.worksheets:
        rows = list(sheet.iter_rows())
        for row in rows:
            columns = {str(cell.value).split("\n")[0]: cell.column for cell in row if cell.value is not None}
            percent = next((columns[name] for name in columns if name in {"percent", "进度%", "Percent"}), None)
            if percent is not None:
                for under in rows[row[0].row :]:
                    if str(under[0].value or "").startswith("BH25-"):
                        under[percent - 1].value = 40
                break
    book.save(path)


def _old(folder: Path) -> None:
    """Lay the ledger out as an older program did."""
    if (child := os.fork()) == 0:
        from dutytrack.store.file.migrate import migrate

        migrate(folder / LEDGER, OLD)
        os._exit(0)
    os.waitpid(child, 0)


_PREPARED: dict[str, Callable[[Path], None]] = {"!fill": _fill, "!old": _old}


@dataclass
class Report:
    """What was tried and what was lost."""

    tried: int = 0
    lost: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, kind: Kind, what: str, found: Sequence[str]) -> None:
        """Count a try, and say at once what was lost by it."""
        self.tried += 1
        self.counts[kind.name] = self.counts.get(kind.name, 0) + 1
        for one in found:
            self.lost.append(f"{kind.name}, {what}: {one}")
            print(f"LOST: {self.lost[-1]}", flush=True)

    def close(self) -> int:
        """Say it all; the exit code."""
        for name, count in self.counts.items():
            print(f"  {name}: {count}")
        print(f"{self.tried} tries, " + (f"{len(self.lost)} FAULTS" if self.lost else "nothing lost"))
        return 1 if self.lost else 0


def options(about: str | None, *, minutes: float = 1.0) -> argparse.Namespace:
    """The options that the scripts have in common."""
    own = parser(about, minutes=minutes)
    own.add_argument("--count", type=int, help="at most so many tries, instead of a time")
    own.add_argument("--kinds", nargs="*", default=[], choices=list(BY_NAME), metavar="KIND")
    return own.parse_args()


def chosen(given: argparse.Namespace) -> list[Kind]:
    """The kinds that were asked for; the slow ones only where there is time, or they are named."""
    named = [BY_NAME[name] for name in given.kinds]
    return named or [kind for kind in KINDS if not kind.slow or (given.count is None and given.minutes >= 3)]


def campaign(about: str | None, try_one: Try, kinds: Sequence[Kind] | None = None) -> int:
    """Try as often, or for as long, as the command line asks for, kind after kind: the exit code.

    Without ``kinds`` they are those asked for, and the shim is there. The same seed tries the same again.
    """
    given = options(about)
    if kinds is None:
        with_shim()
        kinds = chosen(given)
    chance, report = random.Random(given.seed), Report()
    with place() as folder:
        ground = Ground(Path(folder))
        for number in going_on(given):
            kind = kinds[number % len(kinds)]
            report.add(kind, *try_one(ground, kind, chance))
    return report.close()


def going_on(given: argparse.Namespace) -> Iterator[int]:
    """Numbers for as long, or as often, as was asked for."""
    until = time.monotonic() + given.minutes * 60
    number = 0
    while number < given.count if given.count is not None else time.monotonic() < until:
        yield number
        number += 1


def place() -> tempfile.TemporaryDirectory[str]:
    """A folder to try in, in memory where there is such a disk."""
    quick = Path("/dev/shm")
    return tempfile.TemporaryDirectory(prefix="torture-", dir=quick if os.access(quick, os.W_OK) else None)


Try = Callable[[Ground, Kind, random.Random], tuple[str, list[str]]]
"""One trial: what was done, and what was lost by it."""
