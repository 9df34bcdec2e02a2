"""What a word of the command line is: an option, its value, a word of a query, or nothing that is known."""

from __future__ import annotations

from typing import Any

from typer._click.exceptions import BadOptionUsage
from typer._click.parser import _OptionParser

from dutytrack.cli.shell.dashes import DASHES, is_mistaken_option
from dutytrack.cli.shell.errors import UnknownOptionError

_LONG_ENOUGH = 6
"""Signs from which a word after one ``-`` may be a long option misspelt, and not a short one with its value."""


class Parser(_OptionParser):
    """Typer's parser, except that it never takes a mistyped option for something else.

    A word that begins with ``-`` is an option of the command, or with ``takes_query`` a field that a query leaves
    out; every other is refused, as is an option where another's value is due.
    """

    def __init__(self, ctx: Any, *, takes_query: bool) -> None:
        super().__init__(ctx)
        self._context = ctx
        self._takes_query = takes_query
        self._opt_prefixes.update(DASHES)

    def _process_opts(self, arg: str, state: Any) -> None:
        from dutytrack.domain.query.parsing import is_left_out_field

        name = arg.partition("=")[0]
        if self._takes_query and is_left_out_field(arg):
            state.largs.append(arg)
        elif is_mistaken_option(name):
            self._refuse(name)
        elif not arg.startswith("-"):  # a word that begins with another dash, as one of a sentence may
            if not self.allow_interspersed_args:
                raise UnknownOptionError(arg, [*self._long_opt, *self._short_opt])
            state.largs.append(arg)
        elif self._is_unknown(name):
            self._refuse(name)
        else:
            self._check_value(arg, state)
            super()._process_opts(arg, state)

    def _is_unknown(self, name: str) -> bool:
        if name.startswith("--"):
            return name not in self._long_opt
        return name[:2] not in self._short_opt or self._is_long_misspelt(name)

    def _is_long_misspelt(self, name: str) -> bool:
        """Whether ``name`` is a long option with one ``-``: ``-output`` is not ``-o`` with the value ``utput``."""
        from dutytrack.domain.words.nearest import NEAR_OPTION, nearest

        long = f"-{name}"
        return long in self._long_opt or (
            len(name) >= _LONG_ENOUGH and nearest(long, self._long_opt, least=NEAR_OPTION) is not None
        )

    def _check_value(self, arg: str, state: Any) -> None:
        """Refuse another option where the value of ``arg`` is due; ``--note=--limit`` is a way to say just that."""
        option = self._long_opt.get(arg) or self._short_opt.get(arg)
        following = state.rargs[0].partition("=")[0] if state.rargs else ""
        if option is not None and option.takes_value and (following in self._long_opt or following in self._short_opt):
            raise BadOptionUsage(arg, f"Option {arg!r} requires an argument.", ctx=self._context)

    def _refuse(self, name: str) -> None:
        """Say that there is no such option; where a shell completes, say nothing."""
        if not self._context.resilient_parsing:
            word = name[1:] if self._takes_query and name.startswith("-") and not name.startswith("--") else None
            raise UnknownOptionError(name, [*self._long_opt, *self._short_opt], word=word)
