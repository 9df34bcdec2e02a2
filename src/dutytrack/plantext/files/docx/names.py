"""Names of WordprocessingML in the form that lxml uses, transitional files and strict ones alike."""

from __future__ import annotations

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFF = ("0", "false", "off", "none")


def local(element: etree._Element) -> str:
    """The element's name without its namespace; ``""`` for a comment or an entity reference."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of that name."""
    if element is None:
        return None
    for found in element:
        if local(found) == name:
            return found
    return None


def children(element: etree._Element | None, name: str) -> list[etree._Element]:
    """All children of that name."""
    return [] if element is None else [found for found in element if local(found) == name]


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """The element's ``w:val``, or another of its attributes."""
    if element is None:
        return None
    for namespace in (W, W_STRICT):
        found = element.get(f"{{{namespace}}}{name}")
        if found is not None:
            return found
    return None


def number(element: etree._Element | None, name: str = "val") -> int | None:
    """The attribute as a whole number, or ``None`` where it is absent or none."""
    text = value(element, name)
    try:
        return int(text) if text is not None and len(text) < 10 else None
    except ValueError:
        return None


def is_on(element: etree._Element | None) -> bool:
    """Whether a switch such as ``w:vanish`` is there and not turned off."""
    return element is not None and (value(element) or "1") not in _OFF
