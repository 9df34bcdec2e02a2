"""Chinese in either script: a name in traditional characters is found by its simplified ones."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC


def simplified(text: str) -> str:
    """``text`` in simplified characters; what is written in them already comes back as it is."""
    try:
        text.encode("gb2312")  # the simplified standard set, which holds no traditional forms
    except UnicodeEncodeError:
        return str(_converter().convert(text))
    return text


@cache
def _converter() -> OpenCC:
    """The dictionary, loaded at its first use: few plans need it."""
    from opencc import OpenCC

    return OpenCC("t2s")
