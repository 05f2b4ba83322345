"""The one door to WeasyPrint: an official document in, the bytes of a PDF/UA file out."""

from __future__ import annotations

import gc
import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from documents import layout, wording
from documents.official import OfficialDocument
from documents.rendering.composition import print_ready
from documents.rendering.fonts import Face, fonts_from, text_width_mm

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.document import Page
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

TEMPLATES = Path(__file__).parent / "templates"
PDF_VARIANT = "pdf/ua-1"  # for readers and screen readers; the archive copy (PDF/A) is made when a document is signed
POINTS_PER_CSS_PIXEL = 72 / 96
SIGNATURE_ANCHOR = "signature"  # the id of the gap in official.html
_FACES = {Face.REGULAR: ("normal", "normal"), Face.BOLD: ("bold", "normal")} | {
    Face.ITALIC: ("normal", "italic"),
    Face.BOLD_ITALIC: ("bold", "italic"),
}
_LONGEST_WHOLE_WORD = 30  # letters; a longer word may have to be broken to stay on the page
_HYPHENATED_WORD = re.compile(r"(\S*\w-\w\S{0,40})")
# Collecting less often while the box tree grows makes long tables a third faster.
_GC_THRESHOLD = (50_000, 20, 50)
# A line of progress for every page would drown what a service has to say.
logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)
_one_render_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class SignatureBox:
    """The empty space between the signer's post and name: index of its page from 0, and its corners.

    Corners are in points from the lower left corner of the page, as PDF counts.
    """

    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class RenderedDocument:
    """A finished file, the number of its pages, and where it is signed; None for a document that names no signer."""

    data: bytes
    pages: int
    signature_box: SignatureBox | None = None


def render_pdf(document: OfficialDocument, *, fonts: Path | None = None) -> RenderedDocument:
    """Return the document as PDF/UA; equal documents give equal bytes.

    `fonts` is the folder of the Tinos files. Raises FontsMissing.
    """
    with fonts_from(fonts) as directory:
        return _render(_html(document), directory)


def _html(document: OfficialDocument) -> str:
    template = _templates().get_template("official.html")
    return template.render(
        document=print_ready(document),
        nation=wording.NATION,
        motto=wording.MOTTO,
        addressee_label_left_mm=round(_addressee_label_left_mm(), 2),
    )


def _render(html: str, directory: Path) -> RenderedDocument:
    with _one_render_at_a_time, _rare_garbage_collection():
        from weasyprint import HTML

        stylesheet, configuration, fetcher = _style(directory)
        rendered = HTML(string=html, url_fetcher=fetcher, base_url=TEMPLATES.as_uri() + "/").render(
            stylesheets=[stylesheet], font_config=configuration
        )
        return RenderedDocument(
            rendered.write_pdf(pdf_variant=PDF_VARIANT), len(rendered.pages), _signature_box(rendered.pages)
        )


def _signature_box(pages: list[Page]) -> SignatureBox | None:
    for index, page in enumerate(pages):
        if SIGNATURE_ANCHOR in page.anchors:
            left, top, right, bottom = page.anchors[SIGNATURE_ANCHOR]
            points = [
                round(value * POINTS_PER_CSS_PIXEL, 2)
                for value in (left, page.height - bottom, right, page.height - top)
            ]
            return SignatureBox(index, *points)
    return None


def _addressee_label_left_mm() -> float:
    """Left of "Kính gửi:" such that the dashes of the addressees stand under its colon (F36)."""
    size_pt = layout.TITLE.addressee_pt
    return layout.TITLE.addressee_dash_left_mm - text_width_mm("Kính gửi", size_pt)


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["words_whole"] = words_whole
    return environment


def words_whole(text: str) -> Markup:
    """Return escaped text whose hyphenated words ("29/KH-UBND", "PAR-Index") are not broken over two lines."""
    pieces = _HYPHENATED_WORD.split(text)
    return Markup("").join(
        Markup('<span class="whole">{}</span>').format(piece)
        if position % 2 and len(piece) <= _LONGEST_WHOLE_WORD
        else escape(piece)
        for position, piece in enumerate(pieces)
    )


@cache
def _style(directory: Path) -> tuple[CSS, FontConfiguration, URLFetcher]:
    """Style sheet and fonts, parsed once per process: a new font configuration for each document leaks memory."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    faces = [
        {"url": (directory / face.value).as_uri(), "weight": weight, "style": style}
        for face, (weight, style) in _FACES.items()
    ]
    text = (
        _templates()
        .get_template("official.css")
        .render(
            faces=faces,
            family=layout.FONT_FAMILY_PDF,
            page=layout.PAGE,
            header=layout.HEADER,
            title=layout.TITLE,
            body=layout.BODY,
            table=layout.TABLE,
            addressee_label_mm=round(text_width_mm("Kính gửi: ", layout.TITLE.addressee_pt), 2),
            closing=layout.CLOSING,
            appendix=layout.APPENDIX,
            line_height_em=round(layout.BODY.line_height_em, 4),
            single_line_em=round(layout.FONT_LINE_HEIGHT_EM, 4),
        )
    )
    configuration, fetcher = FontConfiguration(), _fetcher(directory)
    stylesheet = CSS(string=text, font_config=configuration, url_fetcher=fetcher, base_url=TEMPLATES.as_uri() + "/")
    return stylesheet, configuration, fetcher


def _fetcher(directory: Path) -> URLFetcher:
    """A fetcher that serves the four font files and nothing else: no address in a document's text can reach out."""
    from weasyprint.urls import URLFetcher

    allowed = {(directory / face.value).as_uri() for face in Face}

    class PackagedFilesOnly(URLFetcher):
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url not in allowed:
                raise ValueError(f"Địa chỉ ngoài phần mềm không được tải: {url}")
            return super().fetch(url, headers)

    return PackagedFilesOnly(allowed_protocols=["file"], allow_redirects=False)


@contextmanager
def _rare_garbage_collection() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(*_GC_THRESHOLD)
    try:
        yield
    finally:
        gc.set_threshold(*before)
