"""The tasks' printed numbers reconciled: which stretches were read, and which numbers are missing in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dutytrack.domain.plan import ParsedPlan
from dutytrack.plantext.numerals import read_number

_NUMERAL = re.compile(r"\d+|[一二三四五六七八九十百]+")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of numbers that go up by the same kind of marker: ``1.`` to ``26.``."""

    first: int
    last: int
    missing: tuple[int, ...]

    @property
    def read(self) -> int:
        """How many numbers of the stretch were read."""
        return self.last - self.first + 1 - len(self.missing)


def numbering(plan: ParsedPlan) -> tuple[Run, ...]:
    """The stretches of numbers of the plan's tasks, in order of the document.

    A number that goes back starts a new stretch. A number whose item is no task but has tasks below it is not missing.
    """
    stretches: list[tuple[str, list[int]]] = []
    latest: dict[str, list[int]] = {}
    for style, number in _numbers(plan):
        stretch = latest.get(style)
        if stretch and number == stretch[-1]:
            continue
        if stretch is None or number < stretch[-1]:
            stretch = latest[style] = []
            stretches.append((style, stretch))
        stretch.append(number)
    return tuple(_run(numbers) for _style, numbers in stretches)


def _run(numbers: list[int]) -> Run:
    read = set(numbers)
    first = 1 if numbers[0] <= 2 else numbers[0]
    return Run(first, numbers[-1], tuple(number for number in range(first, numbers[-1]) if number not in read))


def _numbers(plan: ParsedPlan) -> Iterator[tuple[str, int]]:
    """Each marker on the way to each task, outermost first, where it is new: its style and number."""
    before: tuple[str, ...] = ()
    tasks_have = {_style(task.label) for task in plan.tasks}
    for task in plan.tasks:
        markers = tuple(task.ref.partition("/")[0].split("."))
        for depth, marker in enumerate(markers):
            found = _NUMERAL.search(marker)
            number = read_number(found[0]) if found else None
            style = _style(marker)
            if number is not None and style in tasks_have and markers[: depth + 1] != before[: depth + 1]:
                yield style, int(number)
        before = markers


def _style(marker: str) -> str:
    """The marker's kind: its brackets and words, and whether the number is Chinese or Arabic."""
    bare = marker.strip().rstrip(".、，,．")
    return _NUMERAL.sub(lambda found: "1" if found[0].isdigit() else "一", bare, count=1)
