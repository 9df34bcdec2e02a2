"""The interface's language: English in the source, catalogs in ``locale/``.

The language is chosen once a process, before anything is printed; ``_`` translates at the moment of the call.
"""

from __future__ import annotations

import gettext as _gettext
from collections.abc import Iterable, Mapping
from pathlib import Path

LANGUAGES = ("en", "zh")
DOMAIN = "dutytrack"
LOCALE = Path(__file__).parent / "locale"
_current: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"


def use_language(language: str) -> None:
    """Translate into ``language`` (``en`` or ``zh``) from now on."""
    global _current, _language  # noqa: PLW0603 - one language a process
    _language = language if language in LANGUAGES else "en"
    # English messages are their own translation (a test says so), so their catalog need not be read
    english = _language == "en"
    _current = _gettext.NullTranslations() if english else _gettext.translation(DOMAIN, LOCALE, [_language])


def language() -> str:
    """The language in use: ``en`` or ``zh``."""
    return _language


def locale_language(environment: Mapping[str, str]) -> str:
    """The language that ``environment``'s locale asks for: ``zh`` where it is Chinese, else ``en``."""
    names = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    chosen = next((name for name in names if name), "")
    return "zh" if chosen.lower().startswith("zh") else "en"


def _(message: str) -> str:
    """``message`` in the language in use."""
    return _current.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """``one`` or ``many``, by ``count``, in the language in use."""
    return _current.ngettext(one, many, count)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name
    """Mark ``message`` for the catalogs, to be translated where it is shown."""
    return message


def listed(words: Iterable[object]) -> str:
    """``words`` as a list within a sentence."""
    return _(", ").join(map(str, words))


def clauses(sentences: Iterable[str]) -> str:
    """``sentences`` as clauses of one; only the last keeps a full stop."""
    *before, last = [*sentences] or [""]
    return _("; ").join([*(one.rstrip("。") for one in before), last])


def bracketed(word: object, more: object) -> str:
    """``word`` with ``more`` in brackets behind it."""
    return _("{word} ({more})").format(word=word, more=more)


def remarked(said: str, more: object) -> str:
    """``said`` with ``more`` in brackets behind it: in those that it ends with, where it has any."""
    if not said.endswith((")", "）")):
        return bracketed(said, more)
    return clauses([said[:-1], f"{more}{said[-1]}"])


def quotable(text: str) -> str:
    """``text`` as it stands within quotation marks: those of its own are single ones."""
    return text.translate(_SINGLE)


_SINGLE = str.maketrans("“”", "‘’")
