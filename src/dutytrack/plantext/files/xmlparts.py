"""The xml parts of office files, strict ones too, parsed without entities, network and bottomless nesting."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from dutytrack.i18n import _
from dutytrack.plantext.files.archive import Archive
from dutytrack.plantext.files.errors import EntityError, TooMuchInsideError, damage_told

_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_HEAD = 4096
_RELATION_ID = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_REPORT_EVERY = 500


def part_bytes(archive: Archive, part: str) -> bytes:
    """A part's bytes; raises ``EntityError`` where it declares a document type: office files have none."""
    data = archive.read(part, archive.file.limits.text_bytes * 4)
    if any(mark in data[:_HEAD] for mark in _DECLARATIONS):
        raise EntityError(archive.file.name)
    return data


def parse_part(archive: Archive, part: str) -> etree._Element | None:
    """The root of a part, or ``None`` where the archive has no such part."""
    if part not in archive:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    with damage_told(archive.file.name, archive.kind):
        root = etree.fromstring(part_bytes(archive, part), parser)
    check_document_type(archive, root)
    return root


def each_element(archive: Archive, part: str, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """The part's elements of the given tags as they end, progress told in bytes; the caller clears what it has read."""
    data = part_bytes(archive, part)
    stream = io.BytesIO(data)
    events = etree.iterparse(stream, tag=tags, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    with damage_told(archive.file.name, archive.kind):
        for count, (_event, element) in enumerate(events):
            if not count:
                check_document_type(archive, element)
            if count % _REPORT_EVERY == 0:
                archive.file.progress(stream.tell(), len(data))
            yield element
    check_document_type(archive, events.root)
    archive.file.progress(len(data), len(data))


class _Local(dict[str, str]):
    """Names without their namespaces, by those with: there are few, and each is asked for a thousand times."""

    def __missing__(self, tag: str) -> str:
        name = tag.rpartition("}")[2]
        if len(self) < _MOST_NAMES:
            self[tag] = name
        return name


_MOST_NAMES = 5_000
_LOCAL = _Local()


class Relation(NamedTuple):
    """Another part that a part points to."""

    kind: str
    """The last word of its type: ``worksheet``, ``sharedStrings``, ``officeDocument``."""
    target: str
    """Its path in the archive, or what it links to outside."""
    outside: bool = False


def relations(archive: Archive, part: str = "") -> dict[str, Relation]:
    """What the part points to, by the relation's id; of the whole file where no part is named."""
    folder, name = posixpath.split(part)
    found: dict[str, Relation] = {}
    for one in children(parse_part(archive, posixpath.join(folder, "_rels", f"{name}.rels")), "Relationship"):
        target, outside = one.get("Target", ""), one.get("TargetMode") == "External"
        path = target if outside else part_path(part, target)
        kind = one.get("Type", "").rpartition("/")[2]
        found[one.get("Id", "")] = Relation(kind, path, outside)
    return found


def part_path(of: str, target: str) -> str:
    """The part that ``target`` names where it stands in the part ``of``."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(of), target.strip())).lstrip("/")


def relation_id(element: etree._Element) -> str:
    """The id of the relation that the element names, in strict files too; ``""`` where it names none."""
    return next((named for name in _RELATION_ID if (named := element.get(name))), "")


def related(archive: Archive, part: str, kind: str, otherwise: str) -> str:
    """The part of a kind that ``part`` points to; ``otherwise`` where it points to none that is there."""
    targets = (one.target for one in relations(archive, part).values() if one.kind == kind and not one.outside)
    return next((target for target in targets if target in archive), otherwise)


def check_document_type(archive: Archive, root: etree._Element) -> None:
    """Raise ``EntityError`` where the parsed part turned out to have a document type after all."""
    if root.getroottree().docinfo.internalDTD is not None:
        raise EntityError(archive.file.name)


def check_depth(archive: Archive, depth: int) -> None:
    """Raise where elements are nested more deeply than the limits allow."""
    if depth > archive.file.limits.xml_depth:
        raise TooMuchInsideError(archive.file.name, what=_("levels of nesting"), limit=archive.file.limits.xml_depth)


def local(element: etree._Element) -> str:
    """The element's name without its namespace; ``""`` for a comment or an entity reference."""
    tag = element.tag
    return _LOCAL[tag] if isinstance(tag, str) else ""


def children(element: etree._Element | None, name: str) -> list[etree._Element]:
    """All children of that name."""
    return [] if element is None else [found for found in element if local(found) == name]


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child of that name; with several names the first child's first child, and so on."""
    for name in path:
        element = _first(element, name)
    return element


def _first(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of that name: asked for each run and cell, so without a detour."""
    if element is not None:
        for found in element:
            tag = found.tag
            if isinstance(tag, str) and _LOCAL[tag] == name:
                return found
    return None


def forget(element: etree._Element) -> None:
    """Free what has been read, so that a long part never stands in memory as a whole."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
