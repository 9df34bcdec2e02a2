"""Makers of document files, each with as little in it as its test needs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from dutytrack.plantext.files import read_document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SPACES = (
    f'{W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of the members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def docx_bytes(
    body: str, *, numbering: str = "", styles: str = "", extra: Mapping[str, str | bytes] | None = None
) -> bytes:
    """A docx file around the raw xml of a body."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "word/document.xml": f"<w:document {SPACES}><w:body>{body}</w:body></w:document>",
    }
    if numbering:
        members["word/numbering.xml"] = f"<w:numbering {W}>{numbering}</w:numbering>"
    if styles:
        members["word/styles.xml"] = f"<w:styles {W}>{styles}</w:styles>"
    return zipped({**members, **(extra or {})})


OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd_text(x: float, y: float, text: str, *, size: float = 5.0, ctm: str = "", deltas: str | None = None) -> str:
    """A text whose baseline begins so many millimetres from the left and the top of the page."""
    steps = " ".join(str(size if ord(sign) > 255 else size / 2) for sign in text[:-1]) if deltas is None else deltas
    turned = f' CTM="{ctm}"' if ctm else ""
    code = f'<ofd:TextCode X="0" Y="{size}" DeltaX="{steps}">{escape(text)}</ofd:TextCode>'
    return (
        f'<ofd:TextObject ID="1" Font="1" Size="{size}" Boundary="{x} {y - size} 200 9"{turned}>{code}</ofd:TextObject>'
    )


def ofd_rules(xs: Sequence[float], ys: Sequence[float]) -> str:
    """The rules of a table between these columns and rows."""
    down = " ".join(f"M {x} {ys[0]} L {x} {ys[-1]}" for x in xs)
    across = " ".join(f"M {xs[0]} {y} L {xs[-1]} {y}" for y in ys)
    path = f"<ofd:AbbreviatedData>{down} {across}</ofd:AbbreviatedData>"
    return f'<ofd:PathObject ID="2" Boundary="0 0 210 297" LineWidth="0.3">{path}</ofd:PathObject>'


def ofd_bytes(pages: Sequence[str], extra: Mapping[str, str | bytes] | None = None, head: str = "") -> bytes:
    """An OFD file of A4 pages that hold these objects; ``head`` goes before them into the document."""
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    area = "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
    members: dict[str, str | bytes] = {
        "OFD.xml": f"<ofd:OFD {OFD}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {OFD}><ofd:CommonData>{area}{head}</ofd:CommonData>"
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
    }
    for n, drawn in enumerate(pages):
        content = f"<ofd:Page {OFD}><ofd:Content><ofd:Layer>{drawn}</ofd:Layer></ofd:Content></ofd:Page>"
        members[f"Doc_0/Pages/Page_{n}/Content.xml"] = content
    return zipped({**members, **(extra or {})})


@pytest.fixture
def make_ofd() -> Callable[..., bytes]:
    """Makes an OFD file."""
    return ofd_bytes


@pytest.fixture
def save(tmp_path: Path) -> Callable[[str, bytes | str], Path]:
    """Writes a file into the test's folder."""

    def write(name: str, data: bytes | str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    return write


@pytest.fixture
def lines_of(save: Callable[[str, bytes | str], Path]) -> Callable[[str, bytes | str], list[str]]:
    """The lines that a file of these bytes gives."""

    def read(name: str, data: bytes | str) -> list[str]:
        (document,) = read_document(save(name, data))
        return document.text.splitlines()

    return read


@pytest.fixture
def docx_lines(lines_of: Callable[[str, bytes | str], list[str]]) -> Callable[..., list[str]]:
    """The lines of a docx file with the given body, numbering and styles."""
    return lambda body, **parts: lines_of("plan.docx", docx_bytes(body, **parts))


@pytest.fixture
def make_docx() -> Callable[..., bytes]:
    """Makes a docx file of raw xml."""
    return docx_bytes


@pytest.fixture
def make_zip() -> Callable[[Mapping[str, str | bytes]], bytes]:
    """Makes a zip archive."""
    return zipped


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    """Makes a pdf file of reportlab flowables or of ``paint(canvas)``."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    return pdf_bytes


def pdf_bytes(
    story: Sequence[object] = (),
    *,
    paint: Callable[..., None] | None = None,
    on_page: Callable[..., None] | None = None,
    **options: object,
) -> bytes:
    """A pdf file in a built-in Chinese font."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import SimpleDocTemplate

    buffer = io.BytesIO()
    if paint is not None:
        canvas = Canvas(buffer, pagesize=A4, **options)
        paint(canvas)
        canvas.save()
    else:
        document = SimpleDocTemplate(buffer, pagesize=A4, **options)
        page = on_page or (lambda _canvas, _document: None)
        document.build(list(story), onFirstPage=page, onLaterPages=page)
    return buffer.getvalue()
