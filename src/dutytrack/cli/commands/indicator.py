"""``dutytrack indicator``: what kind of figure an indicator is, and where it stood at the start."""

from __future__ import annotations

from typing import Annotated

import typer

from dutytrack.cli.shell.command import Command
from dutytrack.cli.shell.emit import say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import Key, Reason
from dutytrack.i18n import N_, _

app = typer.Typer(add_completion=False, rich_markup_mode=None)


def _kinds() -> list[str]:
    from dutytrack.domain.progress.share import KINDS

    return list(KINDS)


Name = Annotated[str, typer.Argument(metavar="INDICATOR", help=N_("Its name, or a part that fits no other"))]
Kind = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        help=N_("cumulative, level, growth, ratio, milestone or ceiling"),
        autocompletion=_kinds,
    ),
]
Baseline = Annotated[float | None, typer.Option("--baseline", metavar="FIGURE", help=N_("Where it stood at the start"))]


@app.command(cls=Command, help=N_("Say what kind of figure an indicator is, or where it stood at the start"))
def indicator(
    ctx: typer.Context, key: Key, name: Name, kind: Kind = None, baseline: Baseline = None, reason: Reason = None
) -> None:
    """Set kind and baseline, and say what holds now."""
    from dutytrack.domain.progress.share import kind_word
    from dutytrack.services.progress.measuring import set_indicator

    call = Invocation.of(ctx)
    with call.desk("indicator", reason=reason) as desk:
        done = set_indicator(desk, key, name, kind=kind, baseline=baseline)
    told = _("{key}: {indicator} is a figure of the kind {kind}").format(
        key=done.key, indicator=done.indicator, kind=kind_word(done.kind)
    )
    if done.baseline is not None:
        told += _(", from {baseline:g}").format(baseline=done.baseline)
    say(told)
