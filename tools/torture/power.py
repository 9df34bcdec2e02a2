"""Cut the power: what the disk was not made to keep is lost, in any part and any order.

python tools/torture/power.py [--seed N] [--minutes M | --count C] [--kinds KIND...]

What a command writes, names and waits for is recorded. Then files are made as a disk may hold them after a power cut at
any moment: what was waited for is there, of the rest any part, pages of one write apart. SQLite has to recover, the
change to be whole or absent, evidence that rows name to be there, no half file to have a final name, and ``log verify``
to find nothing. After a command has said that it is done, its change has to be there whatever was lost.
"""

from __future__ import annotations

import random
import shutil
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from _harness import Ground, Hit, Kind, campaign, run
from _left import faults, is_done, unverified

PAGE = 4096
_HEAD = struct.Struct("<cQqII")


class Asked(NamedTuple):
    """What was asked of the disk: written, truncated, synced, opened, created, made, named, linked, unnamed."""

    letter: str
    number: int
    where: int
    text: bytes
    other: bytes


@dataclass
class File:
    """A file as the disk has it for sure, and what was written since."""

    kept: bytearray = field(default_factory=bytearray)
    waiting: list[tuple[int, bytes | None]] = field(default_factory=list)
    """Pieces by their place; ``None`` cuts the file there."""

    def held(self, chance: random.Random, share: float) -> bytearray:
        """What the disk may hold: each waiting piece with the probability ``share``."""
        held = bytearray(self.kept)
        for where, piece in self.waiting:
            if chance.random() < share:
                _do(held, where, piece)
        return held

    def settle(self) -> None:
        """Keep all that waits."""
        for where, piece in self.waiting:
            _do(self.kept, where, piece)
        self.waiting.clear()


def _do(held: bytearray, where: int, piece: bytes | None) -> None:
    if piece is None:
        del held[where:]
        held.extend(bytes(max(where - len(held), 0)))
        return
    held.extend(bytes(max(where - len(held), 0)))
    held[where : where + len(piece)] = piece


Names = dict[str, File | None]
"""Each path with its file; ``None`` is a folder."""


class Disk:
    """What a disk holds of a folder, and what it has not been made to keep yet."""

    def __init__(self, folder: Path) -> None:
        self._root = str(folder)
        self.now: Names = {self._root: None}
        self._kept: Names = {}
        self._waiting: list[tuple[str, str, File | None, str]] = []
        self._numbers: dict[int, File] = {}
        for path in folder.rglob("*"):
            if not path.name.endswith("-shm"):
                file = File(bytearray(path.read_bytes())) if path.is_file() else None
                self.now[str(path)] = self._kept[str(path)] = file

    def ask(self, asked: Asked) -> None:  # noqa: C901 - a case a letter
        """Do what was asked."""
        path, other = asked.text.decode(errors="replace"), asked.other.decode(errors="replace")
        if path.endswith("-shm"):
            return
        match asked.letter:
            case "c":
                self._name(path, File(), asked.number)
            case "o":
                self._number(asked.number, path)
            case "m":
                self._name(path, None)
            case "r":
                file = self.now.pop(path, None)
                self.now[other] = file
                self._waiting.append(("r", other, file, path))
            case "l":
                self.now[other] = self.now.get(path)
                self._waiting.append(("n", other, self.now[other], ""))
            case "u":
                self.now.pop(path, None)
                self._waiting.append(("u", path, None, ""))
            case "s":
                self._sync(path, asked.number)
            case "t":
                self._write(asked.number, asked.where, None)
            case "w":
                for start in range(0, len(asked.text), PAGE):
                    self._write(asked.number, asked.where + start, asked.text[start : start + PAGE])

    def held(self, chance: random.Random, share: float) -> dict[str, bytes | None]:
        """What may be there after a power cut now: of what waits, each with the probability ``share``."""
        names = dict(self._kept)
        for act in self._waiting:
            if chance.random() < share:
                _rename(names, act)
        folders = {self._root, *(path for path, file in names.items() if file is None)}
        contents: dict[int, bytes] = {}
        found: dict[str, bytes | None] = {}
        for path, file in sorted(names.items()):
            parent = path.rpartition("/")[0]
            if parent not in folders:
                continue  # a folder that was lost, with all in it
            if file is None:
                found[path] = None
            else:
                found[path] = contents.setdefault(id(file), bytes(file.held(chance, share)))
        return found

    def _name(self, path: str, file: File | None, number: int = 0) -> None:
        self.now[path] = file
        if file is not None:
            self._numbers[number] = file
        self._waiting.append(("n", path, file, ""))

    def _number(self, number: int, path: str) -> None:
        file = self.now.get(path)
        if file is not None:
            self._numbers[number] = file

    def _write(self, number: int, where: int, piece: bytes | None) -> None:
        file = self._numbers.get(number)
        if file is not None:
            file.waiting.append((where, piece))

    def _sync(self, path: str, number: int) -> None:
        if path in self.now and self.now[path] is None:
            self._keep_names(path)
        elif number in self._numbers:
            self._numbers[number].settle()

    def _keep_names(self, folder: str) -> None:
        left = []
        for act in self._waiting:
            if act[1].rpartition("/")[0] == folder:
                _rename(self._kept, act)
            else:
                left.append(act)
        self._waiting = left


def _rename(names: Names, act: tuple[str, str, File | None, str]) -> None:
    letter, path, file, source = act
    if letter == "u":
        names.pop(path, None)
        return
    names[path] = file
    if letter == "r":
        names.pop(source, None)


def recorded(record: Path) -> Iterator[Asked]:
    """What was recorded, in order."""
    data, at = record.read_bytes(), 0
    while at < len(data):
        letter, number, where, size, other = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        yield Asked(letter.decode(), number, where, data[at : at + size], data[at + size : at + size + other])
        at += size + other


class Recording(NamedTuple):
    """A command that was run: where it started from, and what it asked."""

    before: Path
    after: Path
    folder: Path
    asked: list[Asked]


@cache
def record(ground: Ground, kind: Kind) -> Recording:
    """Run a command of ``kind`` and record it, once."""
    before, after, _count = ground.start(kind)
    folder = ground.copy(kind)
    (folder / "home").mkdir(exist_ok=True)
    (folder / "tmp").mkdir(exist_ok=True)
    untouched = folder.with_name(f"{folder.name}, untouched")
    shutil.copytree(folder, untouched)
    notes = folder.with_name(f"{folder.name}, record")
    run(folder, kind.words.split(), Hit(record=notes))
    asked = list(recorded(notes))
    shutil.rmtree(folder)
    untouched.rename(folder)
    return Recording(before, after, folder, asked)


def cut(done: Recording, kind: Kind, at: int, chance: random.Random, share: float) -> list[str]:
    """What was lost by a power cut after ``at`` requests, when a ``share`` of what was not waited for is there."""
    disk = Disk(done.folder)
    for asked in done.asked[:at]:
        disk.ask(asked)
    target = done.folder.with_name("after the cut")
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    for name, data in disk.held(chance, share).items():
        path = target / Path(name).relative_to(done.folder)
        if data is None:
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    found = list(faults(target, kind, done.before, done.after))
    if not found and at == len(done.asked) and not is_done(target, kind, done.after):
        found.append("it was said to be done, and is lost")
    if kind.name != "migrate" or is_done(target, kind, done.after):
        found += unverified(target / kind.ledger)
    return found


def at_random(ground: Ground, kind: Kind, chance: random.Random) -> tuple[str, list[str]]:
    """Cut at a random moment of ``kind``, with nothing, some or all of what waits on the disk."""
    run_ = record(ground, kind)
    at = len(run_.asked) if chance.random() < 0.2 else chance.randint(0, len(run_.asked))
    share = chance.choice([0.0, 0.1, 0.5, 0.9, 1.0])
    what = f"cut after {at} of {len(run_.asked)}, {share:.0%} of the rest"
    return what, cut(run_, kind, at, chance, share)


if __name__ == "__main__":
    sys.exit(campaign(__doc__, at_random))
