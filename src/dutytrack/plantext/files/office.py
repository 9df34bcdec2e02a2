"""Documents of older and rarer office programs, turned into newer ones by LibreOffice where the machine has it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from dutytrack.plantext.files.document import FileData

_SECONDS = 120
_PROGRAMS = ("soffice", "libreoffice")


def office_program() -> str | None:
    """The path of LibreOffice; ``None`` where there is none."""
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


def converted(file: FileData, ending: str, filter_name: str, wanted: str) -> FileData | None:
    """The file as one of the kind ``wanted``; ``None`` where LibreOffice can't open it, or takes too long.

    It is opened as what it is, by the filter of that name, in a folder of its own that is gone afterwards, with a
    profile of its own, so that a LibreOffice that is open elsewhere neither helps nor hinders.
    """
    program = office_program()
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="dutytrack-", ignore_cleanup_errors=True) as folder:
        source, made = Path(folder, f"source{ending}"), Path(folder, "made", f"source.{wanted}")
        source.write_bytes(file.data)
        profile = Path(folder, "profile").as_uri()
        command = [
            program,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--norestore",
            f"--infilter={filter_name}",
        ]
        command += ["--convert-to", wanted, "--outdir", str(made.parent), str(source)]
        _run(command, folder)
        if not made.is_file() or made.stat().st_size > file.limits.file_bytes:
            return None
        return file._replace(data=made.read_bytes())


def _run(command: list[str], folder: str) -> None:
    """Run the program and whatever it starts, for no longer than it may take."""
    process = subprocess.Popen(  # noqa: S603 - no shell, and nothing of the document's in it
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={**os.environ, "HOME": folder},
        start_new_session=True,
    )
    try:
        with suppress(subprocess.TimeoutExpired):  # what it has not made by then is not there
            process.wait(_SECONDS)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
