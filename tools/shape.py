"""The shape of the source, floor by floor: its rooms, the arrows between them, circles, clumps, and what is longest.

    python tools/shape.py            prints it
    python tools/shape.py --check    leaves with 1 where rooms import each other in a circle

A floor is a folder of the package, a room a file or folder directly inside it, an arrow the imports from one room to
another of the same floor; a room without any arrow stands alone, and is counted apart. A circle is a group of files
that import each other, at once or through others. A clump is a group of parameters that are handed on together.
Imports inside a function and those for type checkers count like all others.
"""

from __future__ import annotations

import argparse
import ast
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

SOURCE = Path(__file__).parents[1] / "src"
PACKAGE = "dutytrack"
FLOORS = ("services", "plantext", "store", "domain", "cli", "tui", "reports", "output")
MANY = 6
"""Parameters, self apart, from which a function has many."""
CLUMP_OF, CLUMP_IN = 3, 5
"""So many parameters, in so many functions, are a clump."""
SHOWN = 8

Module = tuple[str, ...]
"""A module's name, part by part; a package goes by its folder's name."""


class Function(NamedTuple):
    """A function with where it stands."""

    module: Module
    name: str
    parameters: tuple[str, ...]
    lines: int


class File(NamedTuple):
    """A file of the source."""

    module: Module
    is_package: bool
    lines: int
    tree: ast.Module


def read(source: Path) -> dict[Module, File]:
    """Every module under ``source``."""
    found = {}
    for path in sorted(source.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        parts = path.relative_to(source).with_suffix("").parts
        is_package = parts[-1] == "__init__"
        module = parts[:-1] if is_package else parts
        found[module] = File(module, is_package, text.count("\n"), ast.parse(text))
    return found


def imports(file: File, known: Mapping[Module, File]) -> set[Module]:
    """The modules of ``known`` that ``file`` imports anywhere, itself apart."""
    named: set[Module] = set()
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Import):
            named |= {tuple(alias.name.split(".")) for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = _base(file, node)
            named |= {own if (own := (*base, alias.name)) in known else base for alias in node.names}
    return {module for module in named if module in known} - {file.module}


def _base(file: File, node: ast.ImportFrom) -> Module:
    if not node.level:
        return tuple((node.module or "").split("."))
    folder = file.module if file.is_package else file.module[:-1]
    above = folder[: len(folder) - node.level + 1]
    return (*above, *(node.module.split(".") if node.module else ()))


def arrows(floor: str, links: Mapping[Module, Iterable[Module]]) -> set[tuple[str, str]]:
    """The pairs of rooms of ``floor`` of which the first imports the second."""
    ends = ((_room(floor, one), _room(floor, other)) for one, others in links.items() for other in others)
    return {(one, other) for one, other in ends if one and other and one != other}


def rooms(floor: str, modules: Iterable[Module]) -> set[str]:
    """The files and folders directly inside ``floor``."""
    return {room for module in modules if (room := _room(floor, module))}


def _room(floor: str, module: Module) -> str | None:
    return module[2] if module[:2] == (PACKAGE, floor) and len(module) > 2 else None


def circles(links: Mapping[Module, set[Module]]) -> list[list[Module]]:
    """The groups of modules that import each other, at once or through others, the largest first."""
    reached = {module: _reached(module, links) for module in links}
    groups = {
        frozenset(other for other in reached[module] if module in reached[other]) for module in links
        if module in reached[module]
    }  # fmt: skip
    return sorted((sorted(group) for group in groups), key=lambda group: (-len(group), group))


def _reached(start: Module, links: Mapping[Module, set[Module]]) -> set[Module]:
    seen: set[Module] = set()
    ahead = list(links[start])
    while ahead:
        module = ahead.pop()
        if module not in seen:
            seen.add(module)
            ahead += links[module]
    return seen


def functions(files: Iterable[File]) -> list[Function]:
    """Every function and method, in the order of the files."""
    return [
        Function(file.module, node.name, _parameters(node), (node.end_lineno or node.lineno) - node.lineno + 1)
        for file in files
        for node in ast.walk(file.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def _parameters(node: ast.FunctionDef | ast.AsyncFunctionDef) -> tuple[str, ...]:
    given = node.args
    names = [one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return tuple(name for name in names if name not in {"self", "cls"})


def clumps(found: Iterable[Function]) -> list[tuple[tuple[str, ...], int]]:
    """The groups of parameters handed on together and in how many functions, the most travelled first.

    A group that only ever travels as part of a larger one is left out.
    """
    together = Counter(
        group for one in found for size in (CLUMP_OF, CLUMP_OF + 1)
        for group in combinations(sorted(set(one.parameters)), size)
    )  # fmt: skip
    often = {group: times for group, times in together.items() if times >= CLUMP_IN}
    part = {
        smaller for group, times in often.items() for smaller in combinations(group, len(group) - 1)
        if often.get(smaller) == times
    }  # fmt: skip
    return sorted(((group, times) for group, times in often.items() if group not in part), key=lambda c: (-c[1], c[0]))


def main() -> int:
    """Print the shape; 1 where it is checked and has circles."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="leave with 1 where there are circles")
    args = parser.parse_args()
    files = read(SOURCE)
    links = {module: imports(file, files) for module, file in files.items()}
    found_circles = circles(links)
    _print_floors(files, links)
    _print_longest(files, functions(files.values()))
    print(f"\ncircles: {len(found_circles)}")
    for circle in found_circles:
        print("  " + " ".join(map(_dotted, circle)))
    return int(args.check and bool(found_circles))


def _print_floors(files: Mapping[Module, File], links: Mapping[Module, set[Module]]) -> None:
    print(f"{'floor':<10}{'rooms':>6}{'alone':>7}{'arrows':>8}{'files':>7}{'lines':>8}")
    for floor in FLOORS:
        drawn = arrows(floor, links)
        tied = {room for arrow in drawn for room in arrow}
        alone = rooms(floor, files) - tied
        own = [file for file in files.values() if file.module[:2] == (PACKAGE, floor)]
        lines = sum(file.lines for file in own)
        print(f"{floor:<10}{len(tied):>6}{len(alone):>7}{len(drawn):>8}{len(own):>7}{lines:>8}")
    print(f"{'src':<31}{len(files):>7}{sum(file.lines for file in files.values()):>8}")


def _print_longest(files: Mapping[Module, File], found: list[Function]) -> None:
    many = [one for one in found if len(one.parameters) >= MANY]
    print(f"\nfunctions with {MANY} parameters or more: {len(many)} of {len(found)}")
    print(f"\nclumps: {CLUMP_OF} parameters or more together in {CLUMP_IN} functions or more")
    travelled = clumps(found)
    for group, times in travelled[:SHOWN]:
        print(f"{times:>6}  {', '.join(group)}")
    if len(travelled) > SHOWN:
        print(f"        and {len(travelled) - SHOWN} more")
    print("\nlongest functions")
    for one in sorted(found, key=lambda one: -one.lines)[:SHOWN]:
        print(f"{one.lines:>6}  {_dotted(one.module)}.{one.name}")
    print("\nlongest files")
    for file in sorted(files.values(), key=lambda file: -file.lines)[:SHOWN]:
        print(f"{file.lines:>6}  {_dotted(file.module)}")


def _dotted(module: Module) -> str:
    return ".".join(module[1:]) or module[0]


if __name__ == "__main__":
    sys.exit(main())
