"""The words a document is found by: its number, title and whole text, without diacritics."""

from __future__ import annotations

from collections.abc import Iterator

from documents.official import OfficialDocument, Table
from documents.vietnamese import search_key


def body_key(document: OfficialDocument, *, number_and_symbol: str) -> str:
    """Return the stored column the register searches in; equal on every database."""
    return search_key(" ".join([number_and_symbol, *_texts(document)]))


def _texts(document: OfficialDocument) -> Iterator[str]:
    yield document.title
    yield from document.addressees
    for basis in document.legal_bases:
        yield basis.text
    parts = [document.provisions, *(appendix.provisions for appendix in document.appendices)]
    for provision in (provision for provisions in parts for provision in provisions):
        yield provision.text
        yield from _cells(provision.table)
    for appendix in document.appendices:
        yield appendix.title
        yield from _cells(appendix.table)
    for recipient in document.recipients:
        yield recipient.text
    yield document.signature.name or ""
    for attached in document.attached:
        yield from _texts(attached)


def _cells(table: Table | None) -> Iterator[str]:
    if table is not None:
        for row in (*table.head, *table.rows):
            yield from row
