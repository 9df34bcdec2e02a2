"""The pages for builders name what is there: files, folders, names of the code, targets of make."""

from __future__ import annotations

import ast
import re
from functools import reduce
from importlib import import_module
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "dutytrack"
BUILDING = ROOT / "docs" / "building"
PAGES = (*sorted(BUILDING.glob("*.md")), ROOT / "docs" / "README.md", ROOT / "CONTRIBUTING.md")
FLOORS = ("cli", "tui", "services", "store", "plantext", "domain")
_QUOTED = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(r"[\w.-]*/[\w./-]*|[\w-]+\.(?:py|md|toml|txt|sql|yaml)")
_NAME = re.compile(r"[a-z]\w*(?:\.\w+)+")
_LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
_MAKE = re.compile(r"make ([a-z]+)")
_STEP = re.compile(r"\| `([\w./]+\.py)` \| ((?:`\w+`(?:, )?)+) \|")
_MADE_UP = re.compile(r"\bNAME\b")
"""In a recipe's path it stands for the name that is to be chosen."""


def quoted(page: Path) -> list[str]:
    return _QUOTED.findall(page.read_text(encoding="utf-8"))


def defines(path: Path, name: str) -> bool:
    """Whether the module at ``path`` defines ``name`` itself."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    assigned = (target for node in body for target in getattr(node, "targets", [getattr(node, "target", None)]))
    return name in {getattr(node, "name", None) for node in body} | {getattr(one, "id", None) for one in assigned}


def is_there(path: str) -> bool:
    return any((folder / path).exists() for folder in (PACKAGE, ROOT))


def found(name: str) -> object:
    """What the dotted ``name`` stands for below the package: a module, or something in one."""
    parts = name.split(".")
    for cut in range(len(parts), 0, -1):
        if (PACKAGE / "/".join(parts[:cut])).is_dir() or (PACKAGE / f"{'/'.join(parts[:cut])}.py").exists():
            return reduce(getattr, parts[cut:], import_module(".".join(("dutytrack", *parts[:cut]))))
    raise LookupError(name)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    paths = [path for path in quoted(page) if _PATH.fullmatch(path) and not _MADE_UP.search(path)]
    links = _LINK.findall(page.read_text(encoding="utf-8"))

    assert [path for path in paths if not is_there(path)] == []
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", sorted(BUILDING.glob("*.md")), ids=lambda page: page.name)
def test_every_name_of_the_code_on_a_page_can_be_imported(page: Path) -> None:
    for name in quoted(page):
        if _NAME.fullmatch(name) and not _PATH.fullmatch(name):
            found(name)


def test_every_step_of_a_journey_stands_in_its_file() -> None:
    steps = [
        (path, name)
        for path, names in _STEP.findall((BUILDING / "architecture.md").read_text(encoding="utf-8"))
        for name in _QUOTED.findall(names)
    ]

    assert len(steps) > 50
    assert [(path, name) for path, name in steps if not defines(PACKAGE / path, name)] == []


@pytest.mark.parametrize("floor", FLOORS)
def test_every_topic_of_a_floor_is_listed(floor: str) -> None:
    rows = (BUILDING / "architecture.md").read_text(encoding="utf-8").split("## Topics")[1].splitlines()
    named = set(_QUOTED.findall(next(row for row in rows if row.startswith(f"| `{floor}/` |")))[1:])
    topics = {path.name for path in (PACKAGE / floor).iterdir() if (path / "__init__.py").exists()}

    assert topics - named == set()
    assert {name for name in named - topics if not (PACKAGE / floor / f"{name}.py").exists()} == set()


def test_every_page_is_in_the_index() -> None:
    index = _LINK.findall((ROOT / "docs" / "README.md").read_text(encoding="utf-8"))

    assert {str(page.relative_to(ROOT / "docs")) for page in (ROOT / "docs").rglob("*.md")} - {"README.md"} <= set(
        index
    )


def test_there_are_ten_recipes() -> None:
    recipes = re.findall(r"^## (\d+)\. ", (BUILDING / "howto.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert recipes == [str(number) for number in range(1, 11)]


def test_the_makefile_says_what_each_target_does() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    assert targets is not None

    assert re.findall(r"^# make ([a-z]+) ", text, re.MULTILINE) == targets[1].split()


def test_every_make_target_that_a_page_names_is_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    pages = (*PAGES, ROOT / "README.md", ROOT / "README.zh-CN.md", ROOT / "CHANGELOG.md")
    code = chain.from_iterable(re.findall(r"`[^`]+`|^    .*$", page.read_text("utf-8"), re.MULTILINE) for page in pages)
    named = {target for text in code for target in _MAKE.findall(text)}

    assert named <= targets


def test_hooks_fetch_nothing() -> None:
    hooks = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")

    assert set(re.findall(r"repo: (\S+)", hooks)) == {"local"}
    assert "//" not in hooks
