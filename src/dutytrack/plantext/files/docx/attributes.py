"""Attributes of WordprocessingML, in transitional files and strict ones alike."""

from __future__ import annotations

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFF = ("0", "false", "off", "none")


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """The element's ``w:val``, or another of its attributes."""
    if element is None:
        return None
    return element.get(f"{{{W}}}{name}", element.get(f"{{{W_STRICT}}}{name}"))


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
