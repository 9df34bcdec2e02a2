"""A document of the reading corpus as it is kept: its text, with what a clerk finds in it marked at the place.

Before ``---`` stand ``#: key value`` lines about the whole; ``glued`` makes one line of the text. After it,
each line is the document's own, but for

    @ REF | L lead … | R responsible … | P participating … | D dates … | F duties … | I figures …
                    the next lines are a task; REF ``*`` is made of the numbers above it and its own, ``-`` is none
    @.              no task any more
    @p TITLE | START | END      a stage of the timetable
    @sheet NAME     what follows stands on a sheet of its own, where the format has sheets
    @table STYLE [head=N] … @end    rows with ``¦`` between cells; ``^`` is one with the cell above, ``<`` with the left
    §N              a heading of level N (0: a title); ends a task unless one begins there
    ⟦…⟧             the task's title

Names stand between blanks. A date is ``26`` (a year), ``26-06`` (a month), ``26-06-15`` or ``?`` (no date can be told);
a duty is ``y h q m w`` or ``2y``; a figure is ``6000家``, ``<=5%``, ``2-3家``, with ``>DATE`` where it has one and
``/yearly`` where it comes each year.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

MARKER = re.compile(
    r"\s*(?P<marker>第[一二三四五六七八九十百]+[章节条]?|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d+[.．、]"
    r"|[（(]\d+[）)]|[①-⑳]|任务[一二三四五六七八九十\d]+[：:]?)"
)
TITLE = re.compile("⟦(.*?)⟧", re.DOTALL)
FIGURE = re.compile(
    r"(?P<op><=|==)?(?P<low>\d+(?:\.\d+)?)(?:-(?P<high>\d+(?:\.\d+)?))?"
    r"(?P<unit>[^>/]*(?:/(?!yearly|monthly)[^>/]*)?)(?:>(?P<due>[\d?-]+))?(?:/(?P<freq>yearly|monthly))?"
)
DUTY = {"y": ("yearly", 1), "h": ("monthly", 6), "q": ("monthly", 3), "m": ("monthly", 1), "w": ("weekly", 1)}
STYLES = {"tab": "\t", "bars": " | ", "spaces": " "}
HEADS = ("title", "issuer", "doc_no", "issued", "jurisdiction")
DAY_PARTS = 3


@dataclass(slots=True)
class Piece:
    """A line of the document, or a table."""

    text: str = ""
    level: int | None = None
    rows: list[list[str]] = field(default_factory=list)
    style: str = ""
    head: int = 1
    sheet: str = ""


@dataclass(slots=True)
class Marked:
    """A document with its gold."""

    name: str
    about: dict[str, str]
    pieces: list[Piece]
    text: str
    gold: dict[str, Any]

    @property
    def makes(self) -> list[tuple[str, str]]:
        """Format and maker of each further file of the document."""
        return [
            (kind, maker) for kind, _, maker in (word.partition(":") for word in self.about.get("make", "").split())
        ]


def read_marked(path: Path) -> Marked:
    """A kept document, with the text and the gold that it comes to."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
    about = dict(line.removeprefix("#: ").split(" ", 1) for line in head.splitlines())
    builder = _Builder()
    for line in body.rstrip("\n").split("\n"):
        builder.take(line)
    builder.close()
    start, _, end = about.get("period", "").partition(" ")
    plan = {key: about.get("place" if key == "jurisdiction" else key) for key in HEADS}
    gold = {
        "source": f"{path.stem}.txt",
        "plan": {**plan, **({"period": {"start": start, "end": end}} if start else {})},
        "phases": builder.phases,
        "tasks": builder.tasks,
    }
    if "glued" in about:
        builder.glue()
    return Marked(path.stem, about, builder.pieces, "\n".join(builder.lines) + "\n", gold)


class _Builder:
    """Takes a document line by line."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.lines: list[str] = []
        self.tasks: list[dict[str, Any]] = []
        self.phases: list[dict[str, str]] = []
        self._headings: dict[int, str] = {}
        self._waiting: dict[str, Any] | None = None
        self._open: dict[str, Any] | None = None
        self._table: Piece | None = None

    def take(self, line: str) -> None:
        """One line of the kept file."""
        if line.startswith("@"):
            self._order(line)
        elif self._table is not None:
            self._row(self._table, line)
        else:
            self._line(line)

    def _order(self, line: str) -> None:
        if line.startswith("@table"):
            words = line.split()
            head = next((int(word[5:]) for word in words if word.startswith("head=")), 1)
            self._table = Piece(style=words[1], head=head)
            self.pieces.append(self._table)
        elif line.startswith("@sheet "):
            self.pieces.append(Piece(sheet=line.removeprefix("@sheet ")))
        elif line == "@end":
            self._table = None
            self.close()
        elif line == "@.":
            self.close()
        elif line.startswith("@p "):
            self.close()
            title, start, end = (part.strip() for part in line[3:].split("|"))
            self.phases.append({"title": title, "start": start, "end": end})
        elif line.startswith("@ "):
            self.close()
            self._waiting = _task(line[2:])
        else:
            raise ValueError(line)

    def _line(self, line: str) -> None:
        level = None
        if line.startswith("§"):
            level, line = int(line[1]), line[2:]
            if self._waiting is None:
                self.close()
        clean = _clean(line)
        if level:
            for deeper in [known for known in self._headings if known >= level]:
                del self._headings[deeper]
        self._begin(line, self._place(clean, level))
        if level and (marker := MARKER.match(clean)):
            self._headings[level] = _bare(marker["marker"])
        self.pieces.append(Piece(clean, level))
        self._write(clean)

    def _place(self, clean: str, level: int | None) -> str:
        above = [number for known, number in sorted(self._headings.items()) if level is None or known < level]
        marker = MARKER.match(clean)
        return ".".join([*above, *([_bare(marker["marker"])] if marker else [])])

    def _row(self, table: Piece, line: str) -> None:
        cells = [cell.replace("\\n", "\n") for cell in line.split("¦")]
        self._begin(line.replace("\\n", "\n"), "")
        table.rows.append([_clean(cell) for cell in cells])
        shown = ["" if cell in {"^", "<"} else cell for cell in table.rows[-1]]
        if table.style == "cells":
            for cell in shown:
                self._write(cell)
                self._write("")
        elif table.style == "bars":
            self._write(" | ".join(cell.replace("\n", " ") for cell in shown) + " |")
        else:
            self._write(STYLES[table.style].join(cell.replace("\n", " ") for cell in shown))
        self._end_here()

    def _begin(self, line: str, place: str) -> None:
        if self._waiting is not None and line.strip():
            self._open, self._waiting = self._waiting, None
            self._open["lines"] = [len(self.lines) + 1, len(self.lines) + 1]
            if self._open["ref"] == "*":
                self._open["ref"] = place
            self.tasks.append(self._open)
        if self._open is not None and (title := TITLE.search(line)):
            self._open["title"] = title[1].replace("\n", "")

    def _write(self, text: str) -> None:
        for line in text.split("\n"):
            self.lines.append(line)
            if line.strip():
                self._end_here()

    def _end_here(self) -> None:
        if self._open is not None:
            self._open["lines"][1] = len(self.lines)

    def glue(self) -> None:
        """Make one line of all, as some web pages are."""
        self.lines = ["".join(line.strip() for line in self.lines)]
        for task in self.tasks:
            task["lines"] = [1, 1]

    def close(self) -> None:
        """End the task that is open."""
        if self._waiting is not None:
            message = f"a task without a line: {self._waiting}"
            raise ValueError(message)
        if self._open is not None and "title" not in self._open:
            message = f"a task without a title: {self._open}"
            raise ValueError(message)
        self._open = None


def _clean(line: str) -> str:
    return line.replace("⟦", "").replace("⟧", "")


def _bare(marker: str) -> str:
    return marker.rstrip("、.．：:")


def _task(line: str) -> dict[str, Any]:
    ref, *parts = (part.strip() for part in line.split("|"))
    given = {part[0]: part[1:].split() for part in parts if part}
    if unknown := set(given) - set("LRPDFI"):
        message = f"{unknown} in {line}"
        raise ValueError(message)
    return {
        "ref": "" if ref == "-" else ref,
        "lead": [{"name": name} for name in given.get("L", [])],
        "responsible": [{"name": name} for name in given.get("R", [])],
        "participating": [{"name": name} for name in given.get("P", [])],
        "deadlines": [_deadline(word) for word in given.get("D", [])],
        "recurring": [_duty(word) for word in given.get("F", [])],
        "indicators": [_figure(word) for word in given.get("I", [])],
    }


def _deadline(word: str) -> dict[str, Any]:
    precision = ("year", "month", "day")[min(word.count("-"), DAY_PARTS - 1)]
    return {"date": _date(word), "precision": precision}


def _date(word: str) -> str | None:
    if word == "?":
        return None
    year, *rest = (int(part) for part in word.split("-"))
    year += 2000 if year < 100 else 0
    month = rest[0] if rest else 12
    day = rest[1] if len(rest) > 1 else calendar.monthrange(year, month)[1]
    return f"{year:04}-{month:02}-{day:02}"


def _duty(word: str) -> dict[str, Any]:
    freq, interval = DUTY[word[-1]]
    return {"freq": freq, "interval": interval * int(word[:-1] or 1)}


def _figure(word: str) -> dict[str, Any]:
    parts = FIGURE.fullmatch(word)
    if parts is None:
        message = f"no figure: {word}"
        raise ValueError(message)
    value = float(parts["low"])
    figure: dict[str, Any] = {
        "op": parts["op"] or ">=",
        "value": int(value) if value == int(value) else value,
        "unit": parts["unit"],
        "due": _date(parts["due"]) if parts["due"] else None,
        "freq": parts["freq"],
    }
    return {**figure, "max": float(parts["high"])} if parts["high"] else figure
