"""The text between heading and signature: grounds, provisions, tables, and the last lines that stay with the signature."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest

from documents import wording
from documents.layout import BODY, CLOSING, PAGE
from documents.official import OfficialDocument, Provision, ProvisionKind, Table
from documents.rendering.lines import line_count
from documents.rendering.printed import Block, BlockStyle, Mark, Run
from documents.rendering.tables import printed_tables
from documents.vietnamese import fold_spaces

_CENTRED_MARKERS = ("Phần", "Chương", "Mục", "Tiểu mục")


def basis_blocks(document: OfficialDocument, known_text: str) -> list[Block]:
    """The căn cứ lines (F37). A ground that the opening paragraph already cites is not printed twice."""
    texts = [fold_spaces(basis.text) for basis in document.legal_bases]
    separate = [text for text in texts if text.startswith(("Căn cứ", "Theo đề nghị", "Xét")) and text not in known_text]
    return [Block(BlockStyle.BASIS, [Run(text, is_italic=True)]) for text in wording.closed_list(separate)]


def provision_blocks(provisions: list[Provision], *, width_mm: float = PAGE.text_width_mm) -> list[Block]:
    """Return paragraphs and tables in order; a paragraph above a table stays on the table's page."""
    blocks = [block for provision in provisions for block in _blocks_of(provision, width_mm)]
    return [
        replace(block, leads_table=True) if _leads(block, following) else block
        for block, following in zip_longest(blocks, blocks[1:])
    ]


def _leads(block: Block, following: Block | None) -> bool:
    return (
        following is not None
        and following.table is not None
        and block.table is None
        and _line_count(block) <= CLOSING.longest_kept_lines
    )


def _blocks_of(provision: Provision, width_mm: float) -> list[Block]:
    marker, text = fold_spaces(provision.marker), fold_spaces(provision.text)
    blocks: list[Block] = []
    if marker or text:
        blocks += _text_blocks(provision, marker, text)
    if provision.table is not None and has_cells(provision.table):
        blocks += table_blocks(provision.table, width_mm=width_mm)
    return blocks


def _text_blocks(provision: Provision, marker: str, text: str) -> list[Block]:
    if marker.startswith(_CENTRED_MARKERS) or (provision.kind is ProvisionKind.PART and not marker):
        lines = [line for line in (marker, text.upper()) if line]
        return [Block(BlockStyle.CENTRED_HEADING, [Run(line)]) for line in lines]
    whole = f"{marker} {text}".strip()
    mark = Mark(marker, provision.kind, provision.parent) if marker else None
    if provision.kind in (
        ProvisionKind.SECTION,
        ProvisionKind.PART,
    ):  # a part "A." stands on its line like a section "I."
        return [Block(BlockStyle.SECTION, [Run(whole.upper())], mark=mark)]
    if provision.is_title:
        return [Block(BlockStyle.HEADING, [Run(whole)], mark=mark)]
    if provision.kind is ProvisionKind.ARTICLE:
        return [Block(BlockStyle.TEXT, [Run(f"{marker} ", is_bold=True), Run(text)], mark=mark)]
    is_basis = not marker and text.startswith("Căn cứ ") and text.endswith((";", ",")) and provision.parent is None
    return [Block(BlockStyle.BASIS if is_basis else BlockStyle.TEXT, [Run(whole, is_italic=is_basis)], mark=mark)]


def has_cells(table: Table) -> bool:
    """Tell whether there is anything to draw."""
    return any([*table.head, *table.rows])


def table_blocks(table: Table, *, width_mm: float = PAGE.text_width_mm) -> list[Block]:
    """Return the table set over the width; one of very many columns makes several."""
    return [Block(BlockStyle.TABLE, table=printed) for printed in printed_tables(table, width_mm=width_mm)]


def with_end_mark(blocks: list[Block]) -> list[Block]:
    """Close the last running paragraph with "./."; a document that ends in a table or heading is left as it is."""
    if not blocks or blocks[-1].style is not BlockStyle.TEXT:
        return blocks
    last = blocks[-1]
    runs = [*last.runs[:-1], replace(last.runs[-1], text=wording.with_end_mark(last.runs[-1].text))]
    return [*blocks[:-1], replace(last, runs=runs)]


def kept_from(blocks: list[Block]) -> int:
    """Where the paragraphs begin that stay with the signature: the last ones that make two lines (F52)."""
    lines, start = 0, len(blocks)
    while start > 0 and lines < CLOSING.lines_kept_above and blocks[start - 1].table is None:
        lines_above = _line_count(blocks[start - 1])
        if lines_above > CLOSING.longest_kept_lines:
            break
        start -= 1
        lines += lines_above
    while 0 < start < len(blocks) and blocks[start - 1].is_heading:
        start -= 1
    return start


def end_stays(body: list[Block], kept: list[Block]) -> bool:
    """Tell whether the kept paragraphs are too few for the signature, so that the end of the body has to stay with them."""
    return bool(body) and sum(_line_count(block) for block in kept) < CLOSING.lines_kept_above


def _line_count(block: Block) -> int:
    return line_count(block.text, size_pt=BODY.size_pt, width_mm=PAGE.text_width_mm - BODY.indent_mm)
