"""Words for the stable values that forms offer and the detail pane shows: the same as at the shell."""

from __future__ import annotations

from dutytrack.output.words import RESULT_WORDS, SIDE_WORDS
from dutytrack.output.words import WAY_WORDS as HOW_WORDS

__all__ = ["HOW_WORDS", "RESULT_WORDS", "SIDE_WORDS"]
