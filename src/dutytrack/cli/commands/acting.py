"""The commands that are an act on a task and no more."""

from __future__ import annotations

import typer

from dutytrack.cli.shell import acting


def app_of(name: str) -> typer.Typer:
    """The application of the act whose command is called ``name``."""
    from dutytrack.services.acts.declared.acts import ACTS

    return acting.app_of(next(act for act in ACTS.values() if act.words == name))
