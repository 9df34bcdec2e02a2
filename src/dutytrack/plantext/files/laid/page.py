"""What stands on a page: its characters with their places, and the lines ruled on it.

Lengths are in points, measured from the page's lower left corner, the page turned so that most of its text is level.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from dutytrack.plantext.files.document import letters

_LEANING = 10.0
"""Degrees by which text may lean and still be read as level or upright; a watermark leans by more."""
_SAME_PLACE = 0.2
"""Points within which a sign printed again is the same one, printed twice to look bold."""
_STRAIGHT = 1.5
"""How far a ruled line may lean."""
_SHORTEST = 4.0
MOST_RULES = 20_000
_BELOW, _ABOVE = 0.12, 0.88
"""The parts of a Chinese font's size below and above its baseline."""

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, right, bottom and top."""
Turn = Callable[[Point], Point]


class Character(NamedTuple):
    """A character's box: as wide as the sign's advance, as high as the size of its type."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    turn: int = 0
    """Quarters of a turn, against the clock, from the page's text to this one."""

    @property
    def middle(self) -> float:
        """Half-way between bottom and top."""
        return (self.bottom + self.top) / 2

    @property
    def size(self) -> float:
        """The size of its type."""
        return self.right - self.left if self.turn % 2 else self.top - self.bottom

    def levelled(self) -> Character:
        """The character as it stands where the page is turned until it is level."""
        return Character(self.text, *turned((self.left, self.right, self.bottom, self.top), self.turn))


class Sign(NamedTuple):
    """A character as the file sets it."""

    text: str
    x: float
    y: float
    width: float
    size: float
    angle: float
    """Degrees against the clock from the paper's lower edge."""

    @property
    def quarter(self) -> int:
        """The quarters of a turn nearest to its angle."""
        return round(self.angle / 90) % 4

    @property
    def leans(self) -> bool:
        """Whether it stands neither level nor upright."""
        return abs((self.angle + 45) % 90 - 45) > _LEANING


class Rule(NamedTuple):
    """A straight line: across where ``horizontal``, else upright, at ``at``, from ``start`` to ``end``."""

    horizontal: bool
    at: float
    start: float
    end: float


class Page(NamedTuple):
    """A page's content."""

    number: int
    height: float
    characters: tuple[Character, ...]
    rules: tuple[Rule, ...]
    leaning: str
    """What is printed neither level nor upright, in the file's order: a watermark, a stamp."""
    pictured: bool
    """Whether there is something on it that may show text without being any: a picture, or a drawing."""
    signs: Counter[str]
    """How often the page's text has each letter and digit by the pdf library's account, those printed double once."""


_TURNS: tuple[Turn, ...] = (
    lambda point: point,
    lambda point: (point[1], -point[0]),
    lambda point: (-point[0], -point[1]),
    lambda point: (-point[1], point[0]),
)
"""Turning a point with the clock by so many quarters about the origin."""


def page_of(
    number: int,
    sheet: Box,
    signs: Sequence[Sign],
    rules: Callable[[Turn], Iterator[Rule]],
    *,
    is_pictured: Callable[[], bool],
    text: str,
) -> Page:
    """The page of the ``signs`` on a ``sheet`` (its left, bottom, right, top), turned so that most of them are level.

    ``rules`` gives its rules where they lie once the page is turned; ``is_pictured`` is asked where it has no signs;
    ``text`` is all that it says, doubles too.
    """
    once, doubles = printed_once(signs)
    straight_ones = [sign for sign in once if not sign.leans]
    quarter = Counter(sign.quarter for sign in straight_ones).most_common(1)[0][0] if straight_ones else 0
    place, height = _frame(sheet, quarter)
    return Page(
        number=number,
        height=height,
        characters=tuple(_placed(sign, quarter, place) for sign in straight_ones),
        rules=tuple(islice(rules(place), MOST_RULES)),
        pictured=not once and is_pictured(),
        leaning="".join(sign.text for sign in once if sign.leans),
        signs=letters(text) - letters("".join(sign.text for sign in doubles)),
    )


def turned(box: Box, quarters: int) -> Box:
    """The box where the page is turned with the clock about its corner by so many quarters."""
    left, right, bottom, top = box
    return _spanned(_TURNS[quarters]((left, bottom)), _TURNS[quarters]((right, top)))


def _spanned(one: Point, other: Point) -> Box:
    return min(one[0], other[0]), max(one[0], other[0]), min(one[1], other[1]), max(one[1], other[1])


def _frame(sheet: Box, quarter: int) -> tuple[Turn, float]:
    """The turn of the ``sheet`` that makes text at ``quarter`` level, its corner the origin; how high it is then."""
    turn = _TURNS[quarter]
    left, _right, bottom, top = _spanned(turn((sheet[0], sheet[1])), turn((sheet[2], sheet[3])))

    def placed(point: Point) -> Point:
        x, y = turn(point)
        return x - left, y - bottom

    return placed, top - bottom


def _placed(sign: Sign, quarter: int, place: Turn) -> Character:
    def corner(ahead: float, up: float) -> Point:
        x, y = _TURNS[-sign.quarter % 4]((ahead, up))
        return place((sign.x + x, sign.y + y))

    box = _spanned(corner(0.0, -_BELOW * sign.size), corner(sign.width, _ABOVE * sign.size))
    return Character(sign.text, *box, (sign.quarter - quarter) % 4)


def straight(one: Point, other: Point) -> Iterator[Rule]:
    """The rule between two points, where it runs along or up the page."""
    (x1, y1), (x2, y2) = one, other
    if abs(y1 - y2) <= _STRAIGHT and abs(x1 - x2) >= _SHORTEST:
        yield Rule(True, (y1 + y2) / 2, min(x1, x2), max(x1, x2))
    elif abs(x1 - x2) <= _STRAIGHT and abs(y1 - y2) >= _SHORTEST:
        yield Rule(False, (x1 + x2) / 2, min(y1, y2), max(y1, y2))


def printed_once(signs: Sequence[Sign]) -> tuple[list[Sign], list[Sign]]:
    """The signs without those printed a second time in the same place to look bold, and those."""
    doubles = set()
    before = Sign("", 0.0, 0.0, 0.0, 0.0, 0.0)
    for index, sign in sorted(enumerate(signs), key=lambda one: (one[1].text, round(one[1].y), one[1].x)):
        if sign.text == before.text and max(abs(before.x - sign.x), abs(before.y - sign.y)) <= _SAME_PLACE:
            doubles.add(index)
        else:
            before = sign
    kept = [sign for index, sign in enumerate(signs) if index not in doubles]
    return kept, [signs[index] for index in doubles]
