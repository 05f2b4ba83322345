"""A document ready for print as markup, and the style sheet it is set with."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from documents import layout, wording
from documents.rendering.fonts import Face, text_width_mm
from documents.rendering.printed import PrintedDocument

TEMPLATES = Path(__file__).parent / "templates"
_FACES = {Face.REGULAR: ("normal", "normal"), Face.BOLD: ("bold", "normal")} | {
    Face.ITALIC: ("normal", "italic"),
    Face.BOLD_ITALIC: ("bold", "italic"),
}
_LONGEST_WHOLE_WORD = 30  # letters; a longer word may have to be broken to stay on the page
_COMPOUND_WORD = re.compile(r"(\S*\w[-/:]{1,3}\w\S{0,40})")


def document_markup(document: PrintedDocument) -> str:
    """Return the document as well-formed markup."""
    return (
        templates()
        .get_template("official.html")
        .render(
            document=document,
            nation=wording.NATION,
            motto=wording.MOTTO,
            addressee_label_left_mm=round(_addressee_label_left_mm(), 2),
        )
    )


def style_text(directory: Path) -> str:
    """Return the style sheet, with the font files of the folder."""
    faces = [
        {"url": (directory / face.value).as_uri(), "weight": weight, "style": style}
        for face, (weight, style) in _FACES.items()
    ]
    return (
        templates()
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


def words_whole(text: str) -> Markup:
    """Return escaped text whose compound words ("29/KH-UBND", "PAR-Index", "lần/năm") are not broken over two lines.

    Word keeps them whole too, except after a hyphen, so that the lines of both end alike.
    """
    if "-" not in text and "/" not in text:
        return escape(text)
    pieces = _COMPOUND_WORD.split(text)
    return Markup("").join(
        Markup('<span class="whole">{}</span>').format(piece)
        if position % 2 and len(piece) <= _LONGEST_WHOLE_WORD
        else escape(piece)
        for position, piece in enumerate(pieces)
    )


def _addressee_label_left_mm() -> float:
    """Left of "Kính gửi:" such that the dashes of the addressees stand under its colon (F36)."""
    size_pt = layout.TITLE.addressee_pt
    return layout.TITLE.addressee_dash_left_mm - text_width_mm("Kính gửi", size_pt)


@cache
def templates() -> Environment:
    """The templates of this folder, escaping all text."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["words_whole"] = words_whole
    return environment
