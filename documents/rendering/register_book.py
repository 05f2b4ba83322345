"""The register book of outgoing documents on landscape pages, after the template of Nghị định 30/2020/NĐ-CP, Phụ lục IV."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from documents import layout
from documents.rendering.engine import laid_out, pdf_bytes
from documents.rendering.fonts import fonts_from
from documents.rendering.markup import TEMPLATES

TABLE_PT = 11.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterBook:
    """Cover lines and rows. `scope` is the type the book is of, empty for all; `shares` are column widths in all of 1."""

    parent_lines: list[str]
    issuer_lines: list[str]
    year: int
    scope: str
    first_day: date | None
    last_day: date | None
    first_number: str
    last_number: str
    head: list[str]
    rows: list[list[str]]
    shares: list[float]


def render_register_book(book: RegisterBook, *, fonts: Path | None = None) -> bytes:
    """Return the book as PDF; the head of the table stands on every page. Raises FontsMissing."""
    markup = (
        _templates()
        .get_template("register_book.html")
        .render(book=book, page=layout.PAGE, border_pt=layout.TABLE.border_pt, table_pt=TABLE_PT)
    )
    with fonts_from(fonts) as directory, laid_out(markup, directory) as document:
        return pdf_bytes(document)


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
