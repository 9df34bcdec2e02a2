"""``dutytrack log``: the journal of the ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from dutytrack.cli.shell.command import Application
from dutytrack.cli.shell.emit import FOUND, put, say
from dutytrack.cli.shell.errors import NothingSaidError
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.missing import missing_task
from dutytrack.cli.shell.options import Reason, SomeKey, argument, option
from dutytrack.i18n import N_, _, clauses, ngettext
from dutytrack.output.cells import printable
from dutytrack.reports.model import Report

app = Application(N_("The journal: who changed what, when and why"))
All = Annotated[bool, option("--all", N_("Read the files of evidence again, too"))]
Heads = Annotated[
    list[str] | None,
    option("--head", N_("A head kept earlier, its beginning, or a paper with one; may be repeated"), "HEAD|FILE"),
]
Signers = Annotated[
    Path | None, option("--signers", N_("Who may seal: OpenSSH's allowed signers, or minisign's public key"), "FILE")
]
SealKey = Annotated[Path | None, option("--key", N_("The secret key to sign with; else the setting seal_key"), "FILE")]
NewLedger = Annotated[Path, option("-o --output", N_("Where the ledger made anew shall lie"), "FILE")]
Seq = Annotated[int, argument("SEQ", N_("A row of the journal, as `log show` prints it"))]
Was = Annotated[str, option("--was", N_("When it was told, as in 2026-07-01 09:30"), "TIME")]
WhyRestored = Annotated[str, option("--reason", N_("Why it was put back; it stays in the journal"), "TEXT")]


class _Told(NamedTuple):
    """A fault, or what to do about faults, in words that are ready."""

    message: str


@app.lists(N_("Show the journal, of the ledger or of one task"))
def _show(call: Invocation, key: SomeKey = None) -> Report:
    from dutytrack.reports.journal import journal_report

    report = journal_report(call.reader, key, as_of=call.as_of)
    if key is not None and not report.groups:
        raise missing_task(call.reader, key, call.as_of)
    return report


@app.command(N_("Look through the file, recompute the journal's chain and compare every table with what it tells"))
def _verify(call: Invocation, head: Heads = None, signers: Signers = None, all_of_it: All = False) -> int:
    """Verify the ledger; leave with 1 where something does not agree."""
    from dutytrack.cli.shell.progress import Progress
    from dutytrack.store.journal.heads import heads_of
    from dutytrack.store.journal.seals import check_signers
    from dutytrack.store.journal.verify import STEPS
    from dutytrack.store.journal.verify import verify as check

    given = [one for text in head or () for one in heads_of(text, _printed)]
    if signers is not None:
        check_signers(signers)
    reader = call.suspect if call.option("known_at") is None else call.told_anew
    steps = {step: _(word) for step, word in STEPS.items()}
    with Progress(_("looking through {what}: {percent}%"), steps, quiet=call.is_quiet) as progress:
        result = check(reader, progress=progress.at)
    witnesses = [*_altered_papers(head or ()), *_witnesses(call, given, signers)]
    messages = [fault.message for fault in result.faults]
    messages += [one.message for one in witnesses if not isinstance(one, str)]
    if all_of_it:
        messages += _evidence_faults(call)
    for message in messages:
        put(printable(message))
    if messages:
        return FOUND
    template = _("the journal's {rows} rows and every table agree; its head is {head}")
    say(call, template.format(rows=result.rows, head=f"{result.last}:{result.head}"))
    for sentence in witnesses:
        say(call, printable(sentence))
    return 0


def _printed(path: Path) -> str:
    """What is printed in a pdf file."""
    from dutytrack.plantext.files.document import DEFAULT_LIMITS, FileData
    from dutytrack.plantext.files.pdf.file import printed_lines
    from dutytrack.plantext.files.reading import file_bytes

    return "\n".join(printed_lines(FileData(path.name, file_bytes(path, DEFAULT_LIMITS, path.name))))


def _evidence_faults(call: Invocation) -> list[str]:
    """A sentence for each file of evidence that is not what was handed in."""
    from dutytrack.reports.evidence import evidence_faults
    from dutytrack.store.file.location import evidence_folder

    return list(evidence_faults(call.reader, evidence_folder(call.path)))


def _altered_papers(given: Sequence[str]) -> Iterator[_Told]:
    """What is wrong with files of data whose particulars are ``given``."""
    from dutytrack.cli.shell.anchors import altered_since

    for text in given:
        if (altered := altered_since(Path(text))) is not None:
            template = _("{path}: is not as it was put out, its digest is another than {meta} says")
            yield _Told(template.format(path=altered, meta=text))


def _witnesses(call: Invocation, given: Any, signers: Path | None) -> Iterator[Any]:
    """What is wrong with the heads and seals that were kept or are ``given``; a sentence for what is in order."""
    from dutytrack.store.journal.heads import faults_of, row_of

    rows = {one: row_of(call.reader, one) for one in given}
    yield from faults_of(one for one, row in rows.items() if row is None)
    for one, row in rows.items():
        if row is not None:
            sentence = _("{head}: found at row {row}").format(head=one, row=row)
            yield f"{one.source}: {sentence}" if one.source else sentence
    if call.option("known_at") is None:
        yield from _kept_witnesses(call, signers)


def _kept_witnesses(call: Invocation, signers: Path | None) -> Iterator[Any]:
    """The same of what is kept by itself; what is missing since a backup was put back is told, and no fault."""
    from dutytrack.store.journal.heads import faults_of, kept_heads, missing_heads
    from dutytrack.store.journal.restoring import excused, restorations
    from dutytrack.store.journal.seals import SealFault, check_seals

    kept: list[Any] = []
    try:
        kept += kept_heads(call.path, _second_place(call))
    except OSError as error:
        template = _("{path}: the heads that are kept there can't be read ({cause}), so they were not looked for")
        yield _Told(template.format(path=error.filename, cause=error.strerror))
    if not kept:
        yield _("no head of it is kept beside it: what was cut off its end can't be told without one")
    lost, notes = missing_heads(call.reader, kept), restorations(call.reader)
    noted = excused(lost, notes)
    yield from (faults := faults_of(head for head in lost if head not in noted))
    if faults:
        yield _Told(_("where a backup was put back on purpose, note that: dutytrack log restored --reason TEXT"))
    for note in notes:
        if count := len({str(head) for head, one in noted.items() if one is note}):
            yield note.message(count)
    if held := len({str(head) for head in kept} - {str(head) for head in lost}):
        yield _("the heads that were kept are in it: {count}").format(count=held)
    for seal in check_seals(
        call.path, call.reader, signers, lambda head: next((note.at for note in excused([head], notes).values()), "")
    ):
        if isinstance(seal, SealFault):
            yield seal
        else:
            yield _sealed(seal)


def _sealed(seal: Any) -> str:
    """A seal that is in order as a sentence."""
    sentence = _("sealed: {head} by {by}").format(head=seal.head, by=seal.by)
    if not seal.excuse:
        return sentence
    template = _("this head is not in the journal, and excused by the note of {at}")
    return clauses([sentence, template.format(at=seal.excuse)])


def _second_place(call: Invocation) -> str:
    """Where else heads are kept; nowhere where the setting is rubbish, which is named by itself."""
    from dutytrack.store.settings.keys import is_sound

    place = call.ledger_settings.get("heads", "")
    return place if place and is_sound("heads", place) else ""


@app.command(N_("Sign the journal's head, so that nobody without the key can tell another story up to it"))
def _seal(call: Invocation, key: SealKey = None) -> None:
    from dutytrack.cli.shell.anchors import seal_head

    say(call, seal_head(call, key))


@app.command(N_("Make a ledger anew from the journal alone, and compare this one with it"))
def _rebuild(call: Invocation, output: NewLedger) -> int:
    """Rebuild; leave with 1 where the tables are not as the journal tells them."""
    from dutytrack.store.journal.rebuilding import rebuild

    found = rebuild(call.reader, call.path, output)
    call.made = output
    for difference in found:
        put(printable(difference.message))
    say(call, _("made anew: {path}").format(path=output))
    return FOUND if found else 0


@app.command(N_("Note that a backup was put back on purpose, so that the heads it lacks are told and no fault"))
def _restored(call: Invocation, reason: WhyRestored) -> None:
    from dutytrack.store.journal.restoring import note_restored
    from dutytrack.store.journal.rows import command_header

    if not reason.strip():
        raise NothingSaidError("--reason")
    header = command_header("restored", actor=call.settings.actor, reason=reason)
    with call.ledger().recording(header) as session:
        lost = note_restored(session, call.path)
    template = ngettext(
        "noted that a backup was put back: {count} head that was kept is not in it",
        "noted that a backup was put back: {count} heads that were kept are not in it",
        lost,
    )
    say(call, template.format(count=lost))


@app.command(N_("Correct the time that the clock gave a command, for --known-at"))
def _clock(call: Invocation, seq: Seq, was: Was, reason: Reason = None) -> None:
    from dutytrack.store.journal.clocks import correct_clock
    from dutytrack.store.journal.rows import command_header

    header = command_header("clock", actor=call.settings.actor, reason=reason)
    with call.ledger().recording(header) as session:
        done = correct_clock(session, seq, was)
    template = _("{name} was told at {was}; the clock said {clock}")
    said = template.format(name=done.name, was=done.was, clock=done.clock)
    moved = ngettext("{count} row counts from that day now", "{count} rows count from that day now", done.rows)
    say(call, clauses([said, moved.format(count=done.rows)]) if done.rows else said)
