"""The one door to WeasyPrint: markup in, laid out pages and the bytes of a PDF out; nothing is fetched from outside."""

from __future__ import annotations

import gc
import io
import logging
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from documents.rendering.archive import PDF_VARIANT, make_archivable
from documents.rendering.fonts import Face
from documents.rendering.markup import TEMPLATES, style_text

if TYPE_CHECKING:
    from weasyprint import CSS, HTML
    from weasyprint.css import ColorProfile
    from weasyprint.document import Document
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

# Collecting less often while the box tree grows saves a tenth of a long report.
_GC_THRESHOLD = (50_000, 20, 50)
# Signs that XML has no place for; no paper carries them either.
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# A line of progress for every page would drown what a service has to say.
logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)
_one_render_at_a_time = threading.Lock()


@contextmanager
def laid_out(markup: str, directory: Path) -> Iterator[Document]:
    """The pages of a document, for as long as the block lasts; `directory` holds the Tinos files.

    The markup must be well-formed XML. One document at a time: the fonts are shared by the whole process.
    """
    with _one_render_at_a_time, _rare_garbage_collection():
        stylesheet, configuration, fetcher = _style(directory)
        yield _source(markup, fetcher).render(
            stylesheets=[stylesheet], font_config=configuration, color_profiles={"srgb": _screen_colours()}
        )


def pdf_bytes(document: Document) -> bytes:
    """Return the file; equal pages give equal bytes."""
    # The intent "srgb" would open the file of the profile again for each document; the one given when laying out is taken.
    return document.write_pdf(pdf_variant=PDF_VARIANT, output_intent="given", finisher=make_archivable)


def _source(markup: str, fetcher: URLFetcher) -> HTML:
    """The markup as WeasyPrint takes it, read by the parser for XML: that for HTML takes a twentieth of the whole time."""
    import cssselect2
    from weasyprint import HTML

    class WellFormed(HTML):
        def __init__(self) -> None:
            root = ElementTree.fromstring(NOT_XML.sub("", markup))  # noqa: S314 the markup is our own template's
            self.base_url = TEMPLATES.as_uri() + "/"
            self.url_fetcher = fetcher
            self.media_type = "print"
            self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
            self.etree_element = self.wrapper_element.etree_element

    return WellFormed()


@cache
def _style(directory: Path) -> tuple[CSS, FontConfiguration, URLFetcher]:
    """Style sheet and fonts, parsed once per process: a new font configuration for each document leaks memory."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    configuration, fetcher = FontConfiguration(), _fetcher(directory)
    stylesheet = CSS(
        string=style_text(directory),
        font_config=configuration,
        url_fetcher=fetcher,
        base_url=TEMPLATES.as_uri() + "/",
    )
    return stylesheet, configuration, fetcher


@cache
def _screen_colours() -> ColorProfile:
    """The profile of sRGB, which a file for the archive carries, byte for byte as it stands in its file.

    The profile that WeasyPrint reads writes itself otherwise from the second document on.
    """
    from weasyprint.css import ColorProfile

    class AsInFile(ColorProfile):
        content = (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()

    return AsInFile(io.BytesIO(AsInFile.content), "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))


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
