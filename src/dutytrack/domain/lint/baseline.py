"""Findings that were accepted: a small JSON file, told again neither in lists nor by the exit code."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from dutytrack.domain.json import read_json
from dutytrack.domain.lint.checks import Finding
from dutytrack.domain.lint.plans import LintResult
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _

VERSION = 1
MOST_BYTES = 20_000_000
"""The longest baseline that is read: some hundred thousand findings."""
_NAMES = ("plan", "check", "task", "subject")
_Known = tuple[str, ...]
"""What has the _NAMES of a finding: what stays when lines move and counts change."""


class BaselineError(DutyTrackError):
    """A file is no baseline."""

    def __init__(self, name: str, what: str) -> None:
        sentence = _("{name}: no baseline as `dutytrack lint --write-baseline` writes it ({what})")
        super().__init__(sentence, name=name, what=what)


class Baseline:
    """Findings accepted before, each as often as it was accepted."""

    def __init__(self, known: Iterable[_Known] = ()) -> None:
        self._left = Counter(known)

    def new(self, result: LintResult) -> list[Finding]:
        """The findings of ``result`` that were not accepted; those that were are used up."""
        found = []
        for finding in result.findings:
            known = _known(result, finding)
            if self._left[known] > 0:
                self._left[known] -= 1
            else:
                found.append(finding)
        return found

    @property
    def gone(self) -> int:
        """How many accepted findings have not turned up so far."""
        return self._left.total()


def baseline_text(results: Iterable[LintResult]) -> str:
    """All findings of ``results`` as the text of a baseline, in a steady order, one a line."""
    found = sorted(_known(result, finding) for result in results for finding in result.findings)
    listed = ",\n  ".join(json.dumps(dict(zip(_NAMES, known, strict=True)), ensure_ascii=False) for known in found)
    return f'{{"version": {VERSION}, "accepted": [\n  {listed}\n]}}\n'


def read_baseline(text: str, name: str) -> Baseline:
    """The baseline that ``text`` holds; raises BaselineError, with the file's ``name``, where it is none."""
    try:
        told: Any = read_json(text)
        version = told["version"]
        known = [tuple(str(entry[name]) for name in _NAMES) for entry in told["accepted"]]
    except ValueError as error:
        raise BaselineError(name, str(error)) from error
    except (KeyError, TypeError, RecursionError) as error:
        raise BaselineError(name, f"{type(error).__name__}: {error}") from error
    if version != VERSION:
        raise BaselineError(name, f"version {version}")
    return Baseline(known)


def _known(result: LintResult, finding: Finding) -> _Known:
    return result.plan.name, finding.code, finding.key, finding.subject
