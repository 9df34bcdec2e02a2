"""An item's own text cut into blocks, each closed by the units that it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dutytrack.plantext.outline.headings import split_heading
from dutytrack.plantext.roles.clauses import Clause, find_clauses, label_alone, times_only, units_only
from dutytrack.plantext.roles.fields import names_field
from dutytrack.plantext.text.paragraphs import Slice, covering
from dutytrack.plantext.words.roles import FieldKind

_TOPIC_LONGEST = 24
"""Characters: what a paragraph opens with that says what it is about, before who is to do it."""


@dataclass(slots=True)
class Block:
    """A stretch of an item's own text, with the clause that closes it."""

    text: list[Slice] = field(default_factory=list)
    clause: Clause | None = None

    @property
    def lines(self) -> tuple[int, int] | None:
        """First and last line, units included; ``None`` if empty."""
        parts = [*self.text, *(self.clause.raw if self.clause and not self.clause.inherited else [])]
        return covering(part.lines for part in parts) if parts else None


def blocks_of(paragraphs: Sequence[Slice]) -> list[Block]:
    """An item's own paragraphs, a new block after each clause; clauses on lines in a row are one."""
    blocks = [Block()]
    label: tuple[FieldKind, Slice] | None = None
    for part in paragraphs:
        if label is not None and (label[0] in {"time", "leader"} or units_only(part)):
            clauses = [Clause(names_field(label[0], part), [label[1], part], 0, len(part), own_line=True)]
            label = None
        elif label := label_alone(part):
            continue
        else:
            clauses = find_clauses(part)
        before = _clause_before(blocks)
        if before is not None and not clauses and _goes_on(before, part):
            continue
        at = 0
        inside = len(clauses) == 1 and clauses[0].in_words and clauses[0].start > 0
        if inside and blocks[-1].text and split_heading(part) <= min(_TOPIC_LONGEST, clauses[0].start):
            blocks.append(Block())
        for clause in clauses:
            blocks[-1].text += filter(has_words, [part.part(at, clause.start)])
            if len(blocks) > 1 and takes_part(clause) and blocks[-2].clause and not takes_part(blocks[-2].clause):
                blocks[-2].text += blocks[-1].text
                blocks[-1].text = []
            if before := _clause_before(blocks):
                _join(before, clause)
            else:
                blocks[-1].clause = clause
                blocks.append(Block())
            at = clause.end
        into = blocks[-2] if inside and len(blocks) > 1 else blocks[-1]
        into.text += filter(has_words, [part.part(at, len(part))])
    return blocks if len(blocks) == 1 or blocks[-1].text else blocks[:-1]


def takes_part(clause: Clause) -> bool:
    """Whether a clause names nobody but who takes part: with what is said before, it is part of one before it."""
    return all(field.kind in {"participating", "time", "other", "words"} for field in clause.fields)


def _clause_before(blocks: Sequence[Block]) -> Clause | None:
    """The clause that nothing has followed yet."""
    return blocks[-2].clause if len(blocks) > 1 and not blocks[-1].text else None


def _goes_on(clause: Clause, part: Slice) -> bool:
    """Whether ``part`` is a further line of names for the clause that stands right before it, or says when."""
    if timed := times_only(part):
        _join(clause, timed)
        return True
    field = clause.fields[-1]
    if not clause.own_line or not field.names_units or not units_only(part):
        return False
    clause.fields += names_field(field.kind, part)
    clause.raw.append(part)
    return True


def _join(clause: Clause, further: Clause) -> None:
    clause.fields += further.fields
    clause.raw += further.raw
    clause.unbalanced = clause.unbalanced or further.unbalanced
    clause.bare = clause.bare and further.bare
    clause.own_line = further.own_line


def has_words(part: Slice) -> bool:
    """Whether anything but punctuation stands in ``part``."""
    return bool(part.text.strip("。;,.、 \x1f()|"))


def merged_back(blocks: Sequence[Block]) -> Block:
    """The blocks as one, their clauses put back into the text."""
    return Block([part for block in blocks for part in (*block.text, *(block.clause.raw if block.clause else ()))])


def with_units_only(blocks: Sequence[Block]) -> list[Block]:
    """The blocks that close with units; text after the last of them joins it."""
    closed = [block for block in blocks if block.clause is not None]
    if blocks and blocks[-1].clause is None and closed:
        closed[-1].text += blocks[-1].text
    return closed
