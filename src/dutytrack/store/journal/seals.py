"""Seals: heads that somebody has signed, kept in ``LEDGER.seals``; OpenSSH's signatures, or minisign's."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from dutytrack.drafts import make_folders
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import N_, _
from dutytrack.store.file.location import seals_folder
from dutytrack.store.file.sharing import take_after
from dutytrack.store.journal.heads import KnownHead, NoHeadError, heads_of, open_file, row_of, written
from dutytrack.store.journal.rows import Head
from dutytrack.store.sql.dialect import Reader

_NAMESPACE = "dutytrack"
_ENDINGS = {"ssh-keygen": ".sig", "minisign": ".minisig"}
_MOST_BYTES = 2**20
"""Of a list of those who may seal."""
_SIGNER = re.compile(r'(?:"[^"]+"|[^\s"]+)\s(?:.*\s)?(?:ssh|ecdsa|sk)-\S+\s+AAAA[\w+/]+={0,2}(?:\s|$)', re.ASCII)
_PROMPT = re.compile(r"^Enter passphrase.*?: (?=\S)|^Password: (?=\S)")
"""What a program asked a terminal that is not there, before it said what is wrong."""
_MINISIGN_KEY = re.compile(r"RW[\w+/]{54}", re.ASCII)
SENTENCES = {
    "head": N_("{seal}: the journal does not hold the head that was sealed"),
    "unsigned": N_("{seal}: has no signature"),
    "bad": N_("{seal}: the signature is not good ({detail})"),
    "stranger": N_(
        "{seal}: signed by a key that is none of those who may seal ({detail}); where it may, add it to their list"
    ),
    "unchecked": N_("{seal}: can't be checked without {detail}"),
}


class NotSealedError(DutyTrackError):
    """The head could not be signed."""

    def __init__(self, detail: str) -> None:
        super().__init__(_("the head can't be sealed: {detail}").format(detail=detail))


class SignersUnreadableError(DutyTrackError):
    """A file that is to say who may seal does not."""

    def __init__(self, path: Path, cause: str) -> None:
        template = _(
            "{path}: does not say who may seal ({cause}); it is OpenSSH's list of allowed signers (NAME KEYTYPE KEY), "
            "or a public key of minisign's"
        )
        super().__init__(template.format(path=path, cause=cause))


@dataclass(frozen=True, slots=True)
class SealFault:
    """A seal that is not in order."""

    code: str
    seal: str
    detail: str = ""

    @property
    def message(self) -> str:
        """The fault as a sentence in the language in use."""
        return _(SENTENCES[self.code]).format(seal=self.seal, detail=self.detail)


class Seal(NamedTuple):
    """A seal that is in order."""

    head: str
    by: str
    """Whose it is, as those who may seal are listed; else the key's fingerprint."""
    excuse: str = ""
    """Of a head that is not in the journal: when it was noted that it may be missing."""


def seal(ledger: Path, head: Head, key: Path) -> Path:
    """Sign ``head`` by the secret ``key``: the file of the signature, kept beside the ledger. Raises NotSealedError.

    A seal that is there stays: of one head there may be several.
    """
    folder = seals_folder(ledger)
    if folder.is_symlink():
        raise NotSealedError(_("{path} is a link to somewhere else").format(path=folder))
    try:
        with open_file(key) as stream:
            is_minisign = stream.read(64).startswith(b"untrusted comment: minisign")
        make_folders(folder)
        with TemporaryDirectory(prefix=".new-", dir=folder) as draft:
            statement = Path(draft, "head.txt")
            statement.write_text(f"dutytrack {written(head)}\n", encoding="ascii")
            signature = _signed(statement, key, "minisign" if is_minisign else "ssh-keygen")
            kept = _free(folder, f"{head.seq}-{head.hash[:16]}")
            target = kept.with_name(kept.name + signature.suffix)
            signature.rename(target)
            statement.rename(kept)
    except OSError as error:
        raise NotSealedError(": ".join(filter(None, (error.filename, error.strerror)))) from error
    take_after(ledger, folder, kept, target)
    return target


def _signed(statement: Path, key: Path, program: str) -> Path:
    signature = statement.with_name(statement.name + _ENDINGS[program])
    how = ["-Y", "sign", "-f", key, "-n", _NAMESPACE, statement]
    if program == "minisign":
        how = ["-S", "-m", statement, "-s", key]
    done = _run([program, *map(str, how)], asks=True)
    if done is None:
        raise NotSealedError(_("{program} is not there").format(program=program))
    if done.returncode or not signature.is_file():
        raise NotSealedError(_last(done))
    return signature


def _free(folder: Path, name: str) -> Path:
    """A name for a statement that none has yet."""
    names = chain([name], (f"{name}-{number}" for number in count(2)))
    return next(path for path in (folder / f"{one}.txt" for one in names) if not path.exists())


def check_signers(path: Path) -> None:
    """Return where the file at ``path`` says who may seal, in every line of it. Raises SignersUnreadableError."""
    try:
        with open_file(path) as stream:
            lines = stream.read(_MOST_BYTES).decode("utf-8", "replace").splitlines()
    except OSError as error:
        raise SignersUnreadableError(path, error.strerror or str(error)) from error
    told = [(number, line) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    if not told:
        raise SignersUnreadableError(path, _("it is empty"))
    is_minisign = _MINISIGN_KEY.fullmatch(told[-1][1].strip()) is not None
    for number, line in told[:-1] if is_minisign else told:
        if not line.startswith("untrusted comment:") if is_minisign else not _SIGNER.match(line.lstrip()):
            raise SignersUnreadableError(path, _("line {number}").format(number=number))


def sealed_heads(ledger: Path) -> Iterator[KnownHead]:
    """The heads of ``ledger`` that were sealed, whoever did it."""
    for statement in _statements(ledger):
        with suppress(NoHeadError):
            yield from heads_of(str(statement))


def check_seals(
    ledger: Path,
    connection: Reader,
    signers: Path | None = None,
    excuse: Callable[[KnownHead], str] = lambda _head: "",
) -> Iterator[Seal | SealFault]:
    """Each seal that is kept of ``ledger``, or what is wrong with it.

    ``signers`` lists who may seal: OpenSSH's allowed signers, or a public key of minisign's. Without it the
    signature is held against its own key, whose fingerprint is told. ``excuse`` says of a head
    that is missing when it was noted that it may be; nothing where it was not.
    """
    for statement in _statements(ledger):
        try:
            (head,) = heads_of(str(statement))
        except (NoHeadError, ValueError):
            yield SealFault("bad", str(statement), "dutytrack SEQ:HASH")
            continue
        found = _checked(statement, str(head), signers)
        if row_of(connection, head) is None:
            noted = excuse(head)
            if not noted:
                yield SealFault("head", str(statement))
            elif isinstance(found, Seal):
                found = found._replace(excuse=noted)
        yield found


def _statements(ledger: Path) -> list[Path]:
    """The files of the heads that were sealed."""
    return sorted(seals_folder(ledger).glob("*.txt"), key=lambda path: path.name)


def _checked(statement: Path, head: str, signers: Path | None) -> Seal | SealFault:
    found = ((program, statement.with_name(statement.name + ending)) for program, ending in _ENDINGS.items())
    program, signature = next(((one, file) for one, file in found if file.is_file()), ("", statement))
    if not program:
        return SealFault("unsigned", str(statement))
    if shutil.which(program) is None or (program == "minisign" and signers is None):
        return SealFault("unchecked", str(statement), program if signers or program != "minisign" else "--signers")
    if program == "minisign":
        done = _run(["minisign", "-V", "-m", str(statement), "-x", str(signature), "-p", str(signers)])
        return _outcome(done, statement, head, str(signers))
    checked, whose = ["ssh-keygen", "-Y", "check-novalidate"], ["-s", str(signature), "-n", _NAMESPACE]
    if signers is None:
        done = _run([*checked, *whose], statement)
        return _outcome(done, statement, head, _last_word(done))
    listed = _run(["ssh-keygen", "-Y", "find-principals", *whose[:2], "-f", str(signers)])
    if listed is None or listed.returncode or not listed.stdout.strip():
        return SealFault("stranger", str(statement), _last_word(_run([*checked, *whose], statement)))
    by = listed.stdout.splitlines()[0]
    done = _run(["ssh-keygen", "-Y", "verify", *whose, "-f", str(signers), "-I", by], statement)
    return _outcome(done, statement, head, by)


def _last_word(done: subprocess.CompletedProcess[str] | None) -> str:
    """The fingerprint, with which ssh-keygen ends what it says of a signature."""
    return done.stdout.strip().rpartition(" ")[2] if done else ""


def _outcome(done: subprocess.CompletedProcess[str] | None, statement: Path, head: str, by: str) -> Seal | SealFault:
    if done is None or done.returncode:
        return SealFault("bad", str(statement), _last(done))
    return Seal(head, by)


def _run(
    command: Sequence[str], given: Path | None = None, *, asks: bool = False
) -> subprocess.CompletedProcess[str] | None:
    """What came of ``command``, a list of words and no shell's; ``None`` where the program is not there.

    Only where it ``asks`` may it read what is typed: the words that open a key.
    """
    run = partial(subprocess.run, command, capture_output=True, check=False, encoding="utf-8", errors="replace")
    try:
        if given is not None:
            return run(input=given.read_text("utf-8", "replace"))
        return run(stdin=None if asks else subprocess.DEVNULL)
    except OSError:
        return None


def _last(done: subprocess.CompletedProcess[str] | None) -> str:
    lines = (done.stderr or done.stdout).strip().splitlines() if done else []
    return _PROMPT.sub("", lines[-1]) if lines else "?"
