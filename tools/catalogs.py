"""The interface's catalogs: gather the messages from the source, bring the catalogs up to date, compile them.

    python tools/catalogs.py update     after messages changed: gathers them into locale/*/LC_MESSAGES/dutytrack.po
    python tools/catalogs.py compile    after translating: writes the .mo files that the program reads
    python tools/catalogs.py check      says what is missing, and leaves with 1 where something is

English messages are their own translation; ``update`` fills them in.
"""

from __future__ import annotations

import ast
import datetime as dt
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "dutytrack"
LOCALE = SOURCE / "locale"
DOMAIN = "dutytrack"
LANGUAGES = ("en", "zh")
ARGUMENTS = {"_": 1, "N_": 1, "ngettext": 2}
"""The functions that mark messages, and how many of their arguments are messages."""
_ABOUT: dict[str, Any] = {
    "domain": DOMAIN,
    "project": "DutyTrack",
    "version": "0",
    "header_comment": "# DutyTrack's messages. Licensed like DutyTrack itself.",
    "msgid_bugs_address": "",
    "last_translator": "",
    "language_team": "",
    "creation_date": dt.datetime(2026, 11, 22, tzinfo=dt.UTC),
    "revision_date": dt.datetime(2026, 11, 22, tzinfo=dt.UTC),
}
_FIELD = re.compile(r"\{(\w*)[^}]*\}")


def po_path(language: str) -> Path:
    """Where the language's messages lie, to be read and edited."""
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def mo_path(language: str) -> Path:
    """Where they lie as the program reads them."""
    return po_path(language).with_suffix(".mo")


def messages() -> Catalog:
    """Every message of the source, with the files it stands in; line numbers would change with every edit."""
    template = Catalog(fuzzy=False, **_ABOUT)
    for path in sorted(SOURCE.rglob("*.py")):
        for message in _marked(ast.parse(path.read_text(encoding="utf-8"))):
            template.add(message, locations=[(str(path.relative_to(ROOT)), 1)])
    return template


def _marked(tree: ast.Module) -> Iterator[str | tuple[str, ...]]:
    """The messages in a module: literal arguments of the marking functions, inside f-strings too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ARGUMENTS:
            texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            wanted = tuple(text for text in texts[: ARGUMENTS[node.func.id]] if isinstance(text, str) and text)
            if len(wanted) == ARGUMENTS[node.func.id]:
                yield wanted if len(wanted) > 1 else wanted[0]


def read_catalog(language: str) -> Catalog:
    """The language's catalog; an empty one where there is none yet."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, fuzzy=False, **_ABOUT)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def faults(language: str) -> Iterator[str]:
    """What is wrong with a language's catalog, one sentence each."""
    catalog, wanted = read_catalog(language), messages()
    for message in wanted:
        if not message.id:
            continue
        known = catalog.get(message.id)
        if known is None:
            yield f"{language}: not in the catalog: {message.id!r}"
        elif known.fuzzy:
            yield f"{language}: fuzzy: {message.id!r}"
        elif not all(_strings(known.string or "")):
            yield f"{language}: not translated: {message.id!r}"
        elif _fields(known.id) != _fields(known.string or ""):
            yield f"{language}: other placeholders: {message.id!r}"
    for message in catalog:
        if message.id and wanted.get(message.id) is None:
            yield f"{language}: no longer in the source: {message.id!r}"
    if not mo_path(language).exists() or mo_path(language).read_bytes() != compiled(catalog):
        yield f"{language}: the compiled catalog is not in step"


def compiled(catalog: Catalog) -> bytes:
    """The catalog as the program reads it."""
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def update() -> None:
    """Gather the messages into every language's catalog; obsolete ones are dropped."""
    for language in LANGUAGES:
        catalog = read_catalog(language)
        catalog.update(messages(), no_fuzzy_matching=True, update_creation_date=False)
        catalog.obsolete.clear()
        if language == "en":
            for message in catalog:
                message.string = message.id
        _write(language, catalog)


def _write(language: str, catalog: Catalog) -> None:
    path = po_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalog.fuzzy = False
    with path.open("wb") as file:
        write_po(file, catalog, width=120, sort_output=True, include_lineno=False, omit_header=False)


def compile_all() -> None:
    """Write what the program reads."""
    for language in LANGUAGES:
        mo_path(language).write_bytes(compiled(read_catalog(language)))


def _strings(string: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)


def _fields(string: str | tuple[str, ...] | list[str]) -> set[str]:
    return {name for text in _strings(string) for name in _FIELD.findall(text)}


def main(command: str) -> int:
    """Carry out ``command``; the exit code."""
    if command == "update":
        update()
    elif command == "compile":
        compile_all()
    else:
        found = [fault for language in LANGUAGES for fault in faults(language)]
        print("\n".join(found) or "catalogs are complete")
        return 1 if found else 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if sys.argv[1:] else "check"))
