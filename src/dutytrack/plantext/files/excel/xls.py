"""Old Excel workbooks (xls), read in a process of their own."""

from __future__ import annotations

import json
import subprocess
import sys

from dutytrack.i18n import _
from dutytrack.plantext.files.document import FileData
from dutytrack.plantext.files.errors import DamagedFileError, EncryptedFileError, TooMuchInsideError
from dutytrack.plantext.files.excel.sheets import Place, Sheet, book_content, without_covered
from dutytrack.plantext.text.decode import Content

_SECONDS = 120


def read_xls(file: FileData) -> Content:
    """The workbook's sheets as lines; raises a ``FileReadError`` where it is damaged, encrypted or too much."""
    file.progress(0, 1)
    limits = file.limits
    bounds = map(str, (limits.sheets, limits.columns, limits.sheet_cells))
    command = [sys.executable, "-m", "dutytrack.plantext.files.excel.xls_cells", *bounds]
    try:
        done = subprocess.run(command, input=file.data, capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603
        outcome = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise DamagedFileError(file.name, "xls") from error
    file.progress(1, 1)
    if outcome.get("error") == "password":
        raise EncryptedFileError(file.name)
    match outcome.get("error"):
        case "cells":
            raise TooMuchInsideError(file.name, what=_("cells on a sheet"), limit=limits.sheet_cells)
        case "columns":
            raise TooMuchInsideError(file.name, what=_("columns on a sheet"), limit=limits.columns)
        case "sheets":
            raise TooMuchInsideError(file.name, what=_("sheets"), limit=limits.sheets)
    sheets = []
    for found in outcome["sheets"]:
        texts = {(row, column): text for row, column, text in found["texts"]}
        merged = {(first[0], first[1]): (last[0], last[1]) for first, last in found["merged"]}
        missing: dict[str, list[Place]] = {}
        for row, column, text in found["errors"]:
            missing.setdefault(_("an error, {text}").format(text=text), []).append((row, column))
        struck = [text for row, column in found["struck"] if (text := texts.pop((row, column), ""))]
        sheets.append(Sheet(found["name"], found["hidden"], without_covered(texts, merged), merged, missing, struck))
    return book_content(sheets, file)
