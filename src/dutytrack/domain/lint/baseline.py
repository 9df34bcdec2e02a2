"""Findings that were accepted: a small JSON file, told again neither in lists nor by the exit code."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from dutytrack.domain.lint.checks import Finding
from dutytrack.domain.lint.plans import LintResult
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _

VERSION = 1
_Known = tuple[str, str, str, str]
"""Plan, check, task, subject: what stays when lines move and counts change."""


class BaselineError(DutyTrackError):
    """A file is no baseline."""

    def __init__(self, name: str, what: str) -> None:
        super().__init__(
            _("{name}: no baseline as `dutytrack lint --write-baseline` writes it ({what})").format(
                name=name, what=what
            )
        )


class Baseline:
    """Findings accepted before, each as often as it was accepted."""

    def __init__(self, known: Iterable[_Known] = ()) -> None:
        """Keep ``known``."""
        self._left = Counter(known)

    def new(self, result: LintResult) -> list[Finding]:
        """The findings of ``result`` that were not accepted; those that were are used up."""
        return [finding for finding in result.findings if not self._use(_known(result, finding))]

    @property
    def gone(self) -> int:
        """How many accepted findings have not turned up so far."""
        return self._left.total()

    def _use(self, known: _Known) -> bool:
        if self._left[known] <= 0:
            return False
        self._left[known] -= 1
        return True


def baseline_text(results: Iterable[LintResult]) -> str:
    """All findings of ``results`` as the text of a baseline, in a steady order, one a line."""
    found = sorted(_known(result, finding) for result in results for finding in result.findings)
    lines = (
        json.dumps({"plan": plan, "check": check, "task": task, "subject": subject}, ensure_ascii=False)
        for plan, check, task, subject in found
    )
    listed = ",\n  ".join(lines)
    return f'{{"version": {VERSION}, "accepted": [\n  {listed}\n]}}\n'


def read_baseline(text: str, name: str) -> Baseline:
    """The baseline that ``text`` holds.

    Raises:
        BaselineError: it is none; ``name`` is the file's.
    """
    try:
        told: Any = json.loads(text)
        version = told["version"]
        known = [_entry(entry) for entry in told["accepted"]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BaselineError(name, f"{type(error).__name__}: {error}") from error
    if version != VERSION:
        raise BaselineError(name, f"version {version}")
    return Baseline(known)


def _entry(entry: Any) -> _Known:
    return str(entry["plan"]), str(entry["check"]), str(entry["task"]), str(entry["subject"])


def _known(result: LintResult, finding: Finding) -> _Known:
    return result.plan.name, finding.code, finding.key, finding.subject
