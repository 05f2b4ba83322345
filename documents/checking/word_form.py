"""The form a paragraph of a Word file really has: its own settings, else those of its styles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from documents.vietnamese import fold_spaces

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_ALIGNMENTS = {0: "left", 1: "center", 2: "right", 3: "both"}


@dataclass(frozen=True, slots=True)
class WordLine:
    """A paragraph with the form of its first written run; sizes and gaps in pt."""

    text: str
    size_pt: float
    is_bold: bool
    is_italic: bool
    is_underlined: bool
    fonts: tuple[str, ...]
    colour: str | None
    alignment: str
    indent_mm: float
    gap_pt: float
    line_spacing: float
    has_border: bool
    is_in_table: bool

    @classmethod
    def of(cls, paragraph: Paragraph, *, is_in_table: bool = False) -> WordLine:
        runs = [run for run in paragraph.runs if run.text.strip()]
        fonts = [run.font for run in runs] or [_style(paragraph).font]
        size = next((_inherited(paragraph, font, "size") for font in fonts), None)
        shape = paragraph.paragraph_format
        spacing = _of_paragraph(paragraph, "line_spacing")
        return cls(
            text=fold_spaces(paragraph.text),
            size_pt=size.pt if size is not None else 10.0,
            is_bold=all(_inherited(paragraph, font, "bold") for font in fonts),
            is_italic=all(_inherited(paragraph, font, "italic") for font in fonts),
            is_underlined=any(_inherited(paragraph, font, "underline") for font in fonts),
            fonts=tuple(sorted({_inherited(paragraph, font, "name") or "" for font in fonts})),
            colour=_colour(paragraph, fonts[0]),
            alignment=_ALIGNMENTS.get(_of_paragraph(paragraph, "alignment") or 0, "left"),
            indent_mm=_length_mm(_of_paragraph(paragraph, "first_line_indent")),
            gap_pt=_length_pt(_of_paragraph(paragraph, "space_before"))
            + _length_pt(_of_paragraph(paragraph, "space_after")),
            line_spacing=spacing if isinstance(spacing, float) else 1.0,
            has_border=bool(shape._element.xpath("./w:pPr/w:pBdr/*")),
            is_in_table=is_in_table,
        )


def word_lines(file: Document) -> list[WordLine]:
    """Return every paragraph of the file in reading order, those of cells in their place."""
    from docx.table import Table

    lines: list[WordLine] = []
    for item in file.iter_inner_content():
        if isinstance(item, Table):
            cells = [cell for row in item.rows for cell in row.cells]
            lines += [WordLine.of(paragraph, is_in_table=True) for cell in cells for paragraph in cell.paragraphs]
        else:
            lines.append(WordLine.of(item))
    return lines


def _style(paragraph: Paragraph) -> Any:
    """The paragraph's style; python-docx gives the default one where the paragraph names none."""
    return paragraph.style


def _inherited(paragraph: Paragraph, font: Any, name: str) -> Any:
    value = getattr(font, name)
    style: Any = _style(paragraph)
    while value is None and style is not None:
        value = getattr(style.font, name)
        style = style.base_style
    return value


def _colour(paragraph: Paragraph, font: Any) -> str | None:
    for colour in (font.color, _style(paragraph).font.color):
        if colour is not None and colour.rgb is not None:
            return str(colour.rgb)
    return None


def _of_paragraph(paragraph: Paragraph, name: str) -> Any:
    value = getattr(paragraph.paragraph_format, name)
    style: Any = _style(paragraph)
    while value is None and style is not None:
        value = getattr(style.paragraph_format, name)
        style = style.base_style
    return value


def _length_mm(length: Any) -> float:
    return length.mm if length is not None else 0.0


def _length_pt(length: Any) -> float:
    return length.pt if length is not None else 0.0
