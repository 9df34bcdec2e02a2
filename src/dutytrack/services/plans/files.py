"""From a file to the plans in it: a document that is read, or a reading in JSON as ``import --dry-run`` prints it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dutytrack.domain.json import read_json
from dutytrack.domain.plan.as_json import from_json
from dutytrack.domain.plan.model import ParsedPlan
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _
from dutytrack.services.plans.documents import JSON_MEDIA_TYPE, DocumentText, ReadPlan
from dutytrack.services.plans.errors import PlanJsonError, SeveralDocumentsError

MOST_JSON = 2**26
"""Bytes of a reading in JSON; a larger file is something else."""

if TYPE_CHECKING:
    from dutytrack.plantext.files import Document
    from dutytrack.plantext.files.document import Progress


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A document and the plans read from it."""

    document: DocumentText
    plans: tuple[ParsedPlan, ...]

    @property
    def reads(self) -> list[ReadPlan]:
        """Each plan with its document."""
        return [ReadPlan(plan, self.document) for plan in self.plans]


def read_plan_files(
    path: Path, failed: Callable[[DutyTrackError], None], progress: Progress | None = None
) -> list[PlanFile]:
    """The plans at ``path``, where an archive may hold many documents: ``failed`` is told of those that fail.

    ``progress`` is told how far the file itself is read. Raises what ``read_plan_file`` raises where ``path`` is a
    single document, or an archive that can't be read.
    """
    documents = _documents(path, progress)
    if len(documents) == 1:
        return [_read(documents[0])]
    files = []
    for document in documents:
        try:
            files.append(_read(document))
        except DutyTrackError as error:
            failed(error)
    return files


def read_plan_file(path: Path) -> PlanFile:
    """The plans in the file at ``path``; needs no ledger.

    What could not be decoded is a problem of the first plan. Raises PlanJsonError (a ``.json`` file that is no reading
    of plans), SeveralDocumentsError (an archive or folder with more than one document), NotAPlanError, DutyTrackError
    (a document that can't be read, or holds no plan).
    """
    document, *others = _documents(path)
    if others:
        raise SeveralDocumentsError(path.name, 1 + len(others))
    return _read(document)


def _documents(path: Path, progress: Progress | None = None) -> Sequence[Document | Path]:
    """The documents at ``path``; a reading in JSON is its path."""
    if path.suffix.lower() == ".json":
        return (path,)
    from dutytrack.plantext.files import read_document
    from dutytrack.plantext.files.document import no_progress

    return read_document(path, progress=progress or no_progress)


def _read(document: Document | Path) -> PlanFile:
    if isinstance(document, Path):
        return _read_json(document)
    from dutytrack.plantext.plan.reader import read_plans

    first, *others = read_plans(document.text, document.name)
    kept = DocumentText(document.name, document.media_type, document.data_sha256, document.text)
    return PlanFile(kept, (replace(first, problems=document.problems + first.problems), *others))


def _read_json(path: Path) -> PlanFile:
    from dutytrack.plantext.files.document import DEFAULT_LIMITS
    from dutytrack.plantext.files.reading import file_bytes

    name = path.name
    data = file_bytes(path, DEFAULT_LIMITS._replace(file_bytes=MOST_JSON), name)
    try:
        text = data.decode("utf-8-sig")
        read = read_json(text)
        plans = tuple(_read_object(name, plan) for plan in (read if isinstance(read, list) else [read]))
    except KeyError as error:
        raise PlanJsonError(name, _("{field} is missing").format(field=error.args[0])) from error
    except ValueError as error:
        raise PlanJsonError(name, str(error)) from error
    except (TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise PlanJsonError(name, _("its fields are other ones")) from error
    if not plans:
        raise PlanJsonError(name, "[]")
    return PlanFile(DocumentText(name, JSON_MEDIA_TYPE, hashlib.sha256(data).hexdigest(), text), plans)


def _read_object(name: str, plan: Any) -> ParsedPlan:
    """One plan; a plan without a single task is none."""
    parsed = from_json(plan)
    if not parsed.tasks:
        raise ValueError("tasks")
    return replace(parsed, source=parsed.source or name)
