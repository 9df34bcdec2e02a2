"""Mutated documents by the hundred thousand: whatever is in them, reading gives plans or one clear error.

python tools/fuzz.py [--texts N] [--files N] [--seed WORD] [--save FOLDER]

The samples are the demo's plans and small files of every kind made here. The same seed makes the same mutants. On a
find the input is saved, the trace is printed and the exit code is 1; progress is told on standard error.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import random
import sys
import tempfile
import time
import traceback
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from dutytrack.errors import DutyTrackError
from dutytrack.plantext.files import Limits, read_document
from dutytrack.plantext.plan.reader import read_plans
from dutytrack.plantext.text.decode import decode

ROOT = Path(__file__).parents[1]
PLANS = ROOT / "seed" / "demo" / "plans"
LIMITS = Limits(file_bytes=2**22, unpacked_bytes=2**22, sheet_cells=20_000)
TEXTS, FILES = 100_000, 4_000
BATCH = 250
WORKERS = 2
SLOWEST = 5.0
"""Seconds: reading a mutant of a page takes a hundredth of this."""
PIECES = (
    *"""
    一、 (一) 1. (1) ① 第一条 第三章 任务一: 篇二: 附件: 123. 1.1.1 。 ; : 、 , ( ) 〔 〕 【 】 《 》 “ ”
    | |---| ** <br>
    牵头单位: 责任单位： 责任单位 完成时限: 责任领导:张三 由 牵头 负责 按职责分工负责 分头负责 会同 等 及 和 市科技局
    各县(市、区)政府 高新区管委会 发展改革委 管委会 人民政府 第一责任单位为牵头单位,下同 组长:
    2025年 到2027年 201*年 20XX年 年内 6月底前 2月30日 “十四五”末 二〇二五年 每季度 每年 三年内 今年
    启动阶段(2025年1月—3月)
    100% 10-20家 1.2.3 亿元 翻一番 三分之一 全覆盖 增长8%以上 以下 分别达到 二、实施步骤 总体目标 指导思想 臺灣 體 😀 é
    """.split(),  # noqa: SIM905 - words of plans, a list of which reads better so
    "\n", "\n\n", "\t", "\u3000", "\u200b", "\x0c", "# ", "\ufffd", "配合单位:\n",
    "序号\n任务\n牵头单位\n完成时限\n",
    "0" * 40, "一" * 40, "、" * 40, "(" * 40,
)  # fmt: skip
"""What plans are made of, put in where it does not belong."""


@dataclass(frozen=True, slots=True)
class Find:
    """A mutant that raised something else than a DutyTrackError, or took too long."""

    name: str
    data: bytes
    trace: str


def samples() -> list[str]:
    """Stretches of the demo's plans, short enough to read a hundred thousand of, and forms they lack."""
    found = [
        "某市方案\n一、重点任务\n(一)建设平台。到2026年底建成3家。\n牵头单位:市科技局;责任单位:各区政府\n",
        "任务表\n序号\n任务\n牵头单位\n完成时限\n1\n建校\n市教育局\n2025年\n2\n修路\n市交通局\n2026年\n",
        "|序号|任务|牵头单位|\n|1|建校5所|市教育局|\n|2|修路|市交通局|\n",
    ]
    for path in sorted(PLANS.glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        found += ["\n".join(lines[at : at + 9]) for at in range(0, len(lines), 9)]
    return found


def mutated_text(text: str, chance: random.Random) -> str:
    """``text`` with pieces put in, stretches removed, doubled or moved, lines joined, its end cut off."""
    for _round in range(chance.randint(1, 6)):
        at = chance.randrange(len(text) + 1)
        length = chance.choice((1, 1, 2, 5, 20, 80))
        act = chance.randrange(7)
        if act <= 1:
            text = text[:at] + chance.choice(PIECES) + text[at:]
        elif act == 2:
            text = text[:at] + text[at + length :]
        elif act == 3:
            text = text[:at] + text[at : at + length] * chance.choice((2, 2, 9)) + text[at + length :]
        elif act == 4:
            to = chance.randrange(len(text) + 1)
            text = text[:to] + text[at : at + length] + text[to:]
        elif act == 5:
            text = text[:at] + text[at:].replace("\n", chance.choice(("", " ", "\n\n", "\r\n")), chance.choice((1, 99)))
        elif chance.random() < 0.3:
            text = text[:at]
    return text


def mutated_bytes(data: bytes, chance: random.Random) -> bytes:
    """``data`` with bytes changed, removed, doubled, or its end cut off."""
    changed = bytearray(data)
    for _round in range(chance.randint(1, 8)):
        at, length = chance.randrange(len(changed) + 1), chance.choice((1, 2, 8, 64, 512))
        act = chance.randrange(5)
        if act == 0:
            changed[at : at + 1] = bytes([chance.randrange(256)])
        elif act == 1:
            del changed[at : at + length]
        elif act == 2:
            changed[at:at] = changed[at : at + length]
        elif act == 3:
            changed[at : at + length] = chance.randbytes(length)
        elif chance.random() < 0.2:
            del changed[at:]
    return bytes(changed)


def mutated_archive(data: bytes, chance: random.Random) -> bytes:
    """An archive of which one member is mutated and packed whole again."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        chosen = chance.choice(source.namelist())
        for name in source.namelist():
            inside = source.read(name)
            target.writestr(name, mutated_bytes(inside, chance) if name == chosen else inside)
    return buffer.getvalue()


def file_samples() -> dict[str, bytes]:
    """A small file of every kind that is read."""
    text = samples()[0]
    rows = (("序号", "任务", "牵头单位"), (1, "建校5所", "市教育局"), (2, "修路", None))
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    cells = "".join("<w:tc><w:p><w:r><w:t>单位</w:t></w:r></w:p></w:tc>" for _ in range(3))
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.splitlines())
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    document = f'<w:document xmlns:w="{word}"><w:body>{lines}<w:tbl><w:tr>{cells}</w:tr></w:tbl></w:body></w:document>'
    page = "".join(f"<p>{line}</p>" for line in text.splitlines())
    return {
        "txt": text.encode(),
        "md": f"# {text}".encode("gb18030"),
        "csv": "\n".join(",".join(str(cell or "") for cell in row) for row in rows).encode(),
        "html": f"<html><body>{page}<table><tr><td rowspan=2>甲<td>乙<tr><td>丙</table></body></html>".encode(),
        "docx": _packed({"[Content_Types].xml": types, "word/document.xml": document}),
        "xlsx": _workbook(rows),
        "zip": _packed({"a.txt": text, "b.csv": "任务,单位\n建校,市教育局\n"}),
        "pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj "
        b"4 0 obj<</Length 44>>stream\nBT /F 12 Tf 20 200 Td (1. Plan of tasks) Tj ET\nendstream endobj "
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>",
    }


def _packed(members: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _workbook(rows: Sequence[Sequence[Any]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def fuzz_texts(job: tuple[str, int, int]) -> list[Find]:
    """Read the text mutants ``first`` to ``last`` of a seed."""
    seed, first, last = job
    own = samples()
    finds = []
    for number in range(first, last):
        chance = random.Random(f"{seed} text {number}")
        text = mutated_text(chance.choice(own), chance)
        find = _read_text(f"text-{number}.txt", text)
        finds += [find] if find else []
    return finds


def _read_text(name: str, text: str) -> Find | None:
    started = time.perf_counter()
    data = text.encode("utf-8", "surrogatepass")
    try:
        read_plans(decode(data).text, name)
    except DutyTrackError:
        pass
    except Exception:  # noqa: BLE001 - what it looks for
        return Find(name, data, traceback.format_exc())
    took = time.perf_counter() - started
    return Find(name, data, f"took {took:.1f} s") if took > SLOWEST else None


def fuzz_files(job: tuple[str, int, int]) -> list[Find]:
    """Read the file mutants ``first`` to ``last`` of a seed, each kind in its turn."""
    seed, first, last = job
    own = sorted(file_samples().items())
    finds = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(first, last):
            chance = random.Random(f"{seed} file {number}")
            kind, whole = own[number % len(own)]
            inside = kind in {"docx", "xlsx", "zip"} and chance.random() < 0.7
            data = mutated_archive(whole, chance) if inside else mutated_bytes(whole, chance)
            find = _read_file(Path(folder) / f"file-{number}.{kind}", data)
            finds += [find] if find else []
    return finds


def _read_file(path: Path, data: bytes) -> Find | None:
    path.write_bytes(data)
    try:
        for document in read_document(path, limits=LIMITS):
            read_plans(document.text, document.name)
    except DutyTrackError:
        pass
    except Exception:  # noqa: BLE001 - what it looks for
        return Find(path.name, data, traceback.format_exc())
    finally:
        path.unlink()
    return None


def jobs(seed: str, count: int) -> Iterator[tuple[str, int, int]]:
    """``count`` mutants in batches."""
    for first in range(0, count, BATCH):
        yield seed, first, min(first + BATCH, count)


def run(texts: int, files: int, seed: str) -> list[Find]:
    """All finds, with a line of progress while they are looked for."""
    finds: list[Find] = []
    done, whole, started = 0, texts + files, time.perf_counter()
    with multiprocessing.Pool(WORKERS) as pool:
        batches = [(fuzz_texts, job) for job in jobs(seed, texts)] + [(fuzz_files, job) for job in jobs(seed, files)]
        for count, found in pool.imap_unordered(_batch, batches):
            finds += found
            done += count
            seconds = time.perf_counter() - started
            print(f"\r{done}/{whole} documents, {len(finds)} finds, {seconds:.0f} s", end="", file=sys.stderr)
    print(file=sys.stderr)
    return finds


def _batch(work: tuple[object, tuple[str, int, int]]) -> tuple[int, list[Find]]:
    function, job = work
    return job[2] - job[1], (fuzz_files if function is fuzz_files else fuzz_texts)(job)


def main() -> int:
    """Exit code: 0 nothing found, 1 something."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=TEXTS)
    parser.add_argument("--files", type=int, default=FILES)
    parser.add_argument("--seed", default="dutytrack")
    parser.add_argument("--save", type=Path, default=Path("fuzz-finds"))
    args = parser.parse_args()
    finds = run(args.texts, args.files, args.seed)
    for find in finds:
        args.save.mkdir(exist_ok=True)
        (args.save / find.name).write_bytes(find.data)
        print(f"{args.save / find.name}\n{find.trace}", file=sys.stderr)
    return 1 if finds else 0


if __name__ == "__main__":
    sys.exit(main())
