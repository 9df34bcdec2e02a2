"""``help query``: the query language on one page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dutytrack.cli.shell.help import page_width, section, settle_language
from dutytrack.domain.query.fields import FIELDS
from dutytrack.domain.query.guide import EXAMPLES, RULES, also_called, values_of
from dutytrack.i18n import _
from dutytrack.output.cells import wrap

_MOST_SPELLINGS = 5


def query_help(ctx: Any) -> str:
    """The page, in the language in use."""
    settle_language(ctx)
    page = page_width()
    lines = [_("A query says which tasks are meant. Several words at the shell are one query.")]
    lines += section(_("Queries"), ((query, _(about)) for query, about in EXAMPLES), page)
    lines += ["", *(line for rule in RULES for line in wrap(_(rule), page))]
    lines += section(_("Fields"), _fields(), page)
    return "\n".join(lines)


def _fields() -> Iterator[tuple[str, str]]:
    for entry in FIELDS.values():
        also = also_called(entry, _MOST_SPELLINGS)
        yield entry.name, _(entry.about) + (_(" (also {words})").format(words=also) if also else "")
        if entry.choices:
            yield " ", values_of(entry)
