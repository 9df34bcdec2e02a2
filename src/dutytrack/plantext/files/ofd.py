"""OFD files (GB/T 33190), China's documents of fixed layout: their pages are laid out as those of pdf files are.

Places are told in millimetres from a page's upper left corner, a text's from that of its own box.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice

from lxml import etree

from dutytrack.domain.plan.problems import Problem
from dutytrack.i18n import _
from dutytrack.plantext.files.archive import Archive
from dutytrack.plantext.files.document import FileData
from dutytrack.plantext.files.errors import DamagedFileError, EncryptedFileError, TooMuchInsideError
from dutytrack.plantext.files.laid.page import Page, Point, Rule, Sign, Turn, page_of, straight
from dutytrack.plantext.files.laid.text import laid_out
from dutytrack.plantext.files.xmlparts import child, children, local, parse_part, part_path
from dutytrack.plantext.text.decode import Content

_POINTS = 72 / 25.4
"""Of a millimetre."""
_A4 = (0.0, 0.0, 210.0, 297.0)
_OBJECTS = frozenset({"TextObject", "PathObject", "ImageObject", "CompositeObject"})
_MOST_SEGMENTS = 50_000
_LEVEL = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_NUMBERS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
"""By the letter of a step of a path: how many numbers follow it, the last two of which are where it ends."""
_STEP = re.compile(r"[SMLQBAC]|[^\sSMLQBAC]+")


@dataclass(slots=True)
class _Drawn:
    """What is drawn on a page, in points from its lower left corner."""

    signs: list[Sign] = field(default_factory=list)
    segments: list[tuple[Point, Point]] = field(default_factory=list)
    pictured: bool = False
    """Whether there are pictures, or paths that are no straight lines."""


def read_ofd(file: FileData) -> Content:
    """The text of all pages; raises a ``FileReadError`` where there is none."""
    archive = Archive(file, "ofd")
    if "Encryptions.xml" in archive:
        raise EncryptedFileError(file.name)
    documents = [part_path("", _said(body, "DocRoot")) for body in children(_part(archive, "OFD.xml"), "DocBody")]
    roots = [(path, _part(archive, path)) for path in documents]
    total = sum(len(children(child(root, "Pages"), "Page")) for _path_of, root in roots)
    if total > file.limits.pages:
        raise TooMuchInsideError(file.name, what=_("pages"), limit=file.limits.pages)
    pages: list[Page] = []
    for path, root in roots:
        for page in _pages(archive, path, root, len(pages)):
            pages.append(page)
            file.progress(len(pages), total)
    content = laid_out(file, pages)
    if not any(_said(root, "Annotations") for _path_of, root in roots):
        return content
    why = _("notes, stamps and watermarks on the pages are not read")
    left_out = Problem("left-out", 0, "text", {"name": _("annotations"), "why": why})
    return content._replace(problems=(*content.problems, left_out))


def _pages(archive: Archive, path: str, root: etree._Element, before: int) -> Iterator[Page]:
    """The pages of a document, each with what its templates draw on it."""
    common = child(root, "CommonData")
    usual = _numbers(_said(child(common, "PageArea"), "PhysicalBox"), 4) or _A4
    templates = {one.get("ID", ""): one.get("BaseLoc", "") for one in children(common, "TemplatePage")}
    for number, listed in enumerate(children(child(root, "Pages"), "Page"), start=before + 1):
        part = _part(archive, part_path(path, listed.get("BaseLoc", "")))
        box = _numbers(_said(child(part, "Area"), "PhysicalBox"), 4) or usual
        drawn = _Drawn()
        named = [templates.get(one.get("TemplateID", ""), "") for one in children(part, "Template")]
        for content in (*(_part(archive, part_path(path, name)) for name in named if name), part):
            _draw(archive.file, content, box, drawn)
        sheet = (0.0, 0.0, box[2] * _POINTS, box[3] * _POINTS)
        text = "".join(sign.text for sign in drawn.signs)
        rules, is_pictured = partial(_rules, drawn.segments), partial(bool, drawn.pictured)
        yield page_of(number, sheet, drawn.signs, rules, is_pictured=is_pictured, text=text)


def _rules(segments: Sequence[tuple[Point, Point]], place: Turn) -> Iterator[Rule]:
    return (rule for start, end in segments for rule in straight(place(start), place(end)))


def _draw(file: FileData, content: etree._Element, box: Sequence[float], drawn: _Drawn) -> None:
    """Add what the layers of ``content`` draw to what is ``drawn``."""
    limit = file.limits.page_characters
    for one in content.iter():
        kind = local(one)
        if kind not in _OBJECTS or one.get("Visible") in ("false", "0") or one.get("Alpha") == "0":
            continue
        place = _Place(one, box)
        if kind == "TextObject":
            drawn.signs.extend(islice(_signs(one, place), limit + 1))
            if len(drawn.signs) > limit:
                raise TooMuchInsideError(file.name, what=_("characters on a page"), limit=limit)
        elif kind == "PathObject":
            segments, bent = _segments(_said(one, "AbbreviatedData"), place)
            drawn.segments.extend(segments[: _MOST_SEGMENTS - len(drawn.segments)])
            drawn.pictured = drawn.pictured or bent
        else:
            drawn.pictured = True


class _Place:
    """How an object's own places lie on the page: by its box, turned and stretched by its matrix."""

    def __init__(self, drawn: etree._Element, box: Sequence[float]) -> None:
        self._box = box
        self.matrix = _numbers(drawn.get("CTM", ""), 6) or _LEVEL
        self._left, self._top, *_size = _numbers(drawn.get("Boundary", ""), 4) or (0.0, 0.0)

    def __call__(self, x: float, y: float) -> Point:
        a, b, c, d, e, f = self.matrix
        right, down = a * x + c * y + e + self._left, b * x + d * y + f + self._top
        return (right - self._box[0]) * _POINTS, (self._box[1] + self._box[3] - down) * _POINTS


def _signs(text: etree._Element, place: _Place) -> Iterator[Sign]:
    a, b, c, d, _e, _f = place.matrix
    size = float(text.get("Size") or 0) or 1.0
    scale = math.hypot(a, b)
    em = size * scale * float(text.get("HScale") or 1)
    high = size * math.hypot(c, d)
    angle = math.degrees(math.atan2(-b, a)) - float(text.get("CharDirection") or 0)
    upright = int(float(text.get("ReadDirection") or 0)) % 180 == 90
    x = y = 0.0
    for code in children(text, "TextCode"):
        said = code.text or ""
        x, y = float(code.get("X") or x), float(code.get("Y") or y)
        across, down = (list(islice(_steps(code.get(name, "")), len(said))) for name in ("DeltaX", "DeltaY"))
        for index, sign in enumerate(said):
            is_wide = unicodedata.east_asian_width(sign) in "WFA"
            usual = size if is_wide else size / 2
            ahead = across[index] if index < len(across) else 0.0 if down or upright else usual
            if sign.isprintable():
                set_at = em if is_wide else min(ahead * scale, em) if ahead > 0 else em / 2
                yield Sign(sign, *place(x, y), set_at * _POINTS, high * _POINTS, angle)
            x += ahead
            y += down[index] if index < len(down) else usual if upright and not across else 0.0


def _steps(told: str) -> Iterator[float]:
    """The steps between signs: ``g 3 5.5`` says 5.5 three times."""
    words = iter(told.split())
    for word in words:
        times, value = (int(next(words, "0")), next(words, "0")) if word == "g" else (1, word)
        for _time in range(times):
            yield float(value)


def _segments(told: str, place: _Place) -> tuple[list[tuple[Point, Point]], bool]:
    """The straight lines of a path, and whether it has others."""
    found: list[tuple[Point, Point]] = []
    words = (step[0] for step in islice(_STEP.finditer(told), 7 * _MOST_SEGMENTS))
    start = last = (0.0, 0.0)
    bent = False
    for step in words:
        numbers = [float(next(words, "0")) for _number in range(_NUMBERS[step])]
        end = (numbers[-2], numbers[-1]) if numbers else start
        if step in "LC":
            found.append((place(*last), place(*end)))
        elif step in "SM":
            start = end
        else:
            bent = True
        last = end
    return found, bent


def _part(archive: Archive, path: str) -> etree._Element:
    root = parse_part(archive, path)
    if root is None:
        raise DamagedFileError(archive.file.name, "ofd", _("{part} is missing").format(part=path))
    return root


def _said(element: etree._Element | None, name: str) -> str:
    found = child(element, name)
    return "" if found is None else (found.text or "").strip()


def _numbers(told: str, count: int) -> Sequence[float]:
    """So many numbers; none where they are not told."""
    numbers = [float(word) for word in told.split()]
    return numbers if len(numbers) == count else ()
