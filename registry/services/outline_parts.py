"""The parts of a document that are edited as outlines: its text, its grounds, attached texts, appendices."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError

from documents.official import Appendix, LegalBasis, OfficialDocument, Provision, ProvisionKind
from documents.outline import EditableOutline, arranged
from documents.reading.citations import read_basis_line

BODY = "noi-dung"
BASES = "can-cu"
# The table that closes an appendix is shown as its last provision, with an id that no provision reaches by counting.
_CLOSING_TABLE_ID = 1_000_000
_NUMBERED_PART = re.compile(r"^(?P<name>phu-luc|kem-theo)-(?P<number>\d{1,3})$")
_TOP_KINDS = {"QĐ": ProvisionKind.ARTICLE, "CV": ProvisionKind.PARAGRAPH}


class PartMissing(ValidationError):
    """The document has no such part, or no longer."""

    def __init__(self) -> None:
        super().__init__("Phần này không còn trong văn bản. Hãy chọn phần khác ở trên.")


@dataclass(frozen=True, slots=True)
class Part:
    """A part by the key it has in addresses. Of a flat one the items are lines without levels and numbers."""

    key: str
    label: str
    count: int

    @property
    def is_flat(self) -> bool:
        return self.key == BASES


def parts_of(document: OfficialDocument) -> list[Part]:
    """The parts in the order of the document, the text first."""
    parts = [
        Part(BODY, "Nội dung", len(document.provisions)),
        Part(BASES, "Căn cứ", len(document.legal_bases)),
    ]
    for number, attached in enumerate(document.attached, 1):
        parts.append(
            Part(f"kem-theo-{number}", attached.type_name.capitalize() or "Kèm theo", len(attached.provisions))
        )
    for number, appendix in enumerate(document.appendices, 1):
        count = len(appendix.provisions) + (appendix.table is not None)
        parts.append(Part(f"phu-luc-{number}", _appendix_label(appendix, number, len(document.appendices)), count))
    return parts


def top_kind(document: OfficialDocument, key: str) -> ProvisionKind:
    """The kind of the first provision of an empty part."""
    if key == BODY:
        return _TOP_KINDS.get(document.type_code, ProvisionKind.SECTION)
    return ProvisionKind.PARAGRAPH if key == BASES else ProvisionKind.CLAUSE


def provisions_of(document: OfficialDocument, key: str) -> list[Provision]:
    """The provisions of a part as an outline. Raises PartMissing."""
    if key == BODY:
        return document.provisions
    if key == BASES:
        return [
            Provision(number, "", basis.text, ProvisionKind.PARAGRAPH)
            for number, basis in enumerate(document.legal_bases)
        ]
    part = _numbered_part(document, key)
    if isinstance(part, OfficialDocument) or part.table is None:
        return part.provisions
    taken = {provision.id for provision in part.provisions}
    table_id = _CLOSING_TABLE_ID if _CLOSING_TABLE_ID not in taken else max(taken) + 1
    return [*part.provisions, Provision(table_id, "", "", ProvisionKind.PARAGRAPH, table=part.table)]


def put_provisions(document: OfficialDocument, key: str, provisions: list[Provision]) -> None:
    """Write a part back. Raises PartMissing."""
    if key == BODY:
        document.provisions = provisions
        return
    if key == BASES:
        former = dict(enumerate(document.legal_bases))
        document.legal_bases = [_basis(item, former.get(item.id)) for item in provisions]
        return
    part = _numbered_part(document, key)
    if isinstance(part, Appendix):
        part.table = None
        last = provisions[-1] if provisions else None
        if last is not None and last.table is not None and last.parent is None and not last.text and not last.marker:
            part.table, provisions = last.table, provisions[:-1]
    part.provisions = provisions


def opened(document: OfficialDocument) -> OfficialDocument:
    """The document with every outline put in order (`documents.outline.arranged`), equal documents equally."""
    return _with_outlines(document, arranged)


def tidied(document: OfficialDocument) -> OfficialDocument:
    """The document as the register keeps it: provisions counted from 0, and none without words."""

    def counted(provisions: list[Provision]) -> list[Provision]:
        filled = _without_empty(provisions)
        numbers = {item.id: number for number, item in enumerate(filled)}
        return [
            replace(item, id=numbers[item.id], parent=None if item.parent is None else numbers[item.parent])
            for item in filled
        ]

    tidy = _with_outlines(document, counted)
    tidy.legal_bases = [basis for basis in tidy.legal_bases if basis.text.strip()]
    return tidy


def _without_empty(provisions: list[Provision]) -> list[Provision]:
    """Leave out lines begun and never written, and close the rows they stood in."""
    outline = EditableOutline(provisions)
    while True:
        items = outline.provisions
        parents = {item.parent for item in items}
        empty = [item.id for item in items if not item.text.strip() and item.table is None and item.id not in parents]
        if not empty:
            return items
        for item_id in empty:
            outline.delete(item_id)


def with_outlines_of(document: OfficialDocument, writer: OfficialDocument) -> OfficialDocument:
    """The head and closing of `document` around the text, grounds, attached texts and appendices of `writer`."""
    return replace(
        document,
        provisions=writer.provisions,
        legal_bases=writer.legal_bases,
        appendices=writer.appendices,
        attached=writer.attached,
    )


def have_same_outlines(one: OfficialDocument, other: OfficialDocument) -> bool:
    """True when both say the same in every part that is edited as an outline."""
    return with_outlines_of(one, other) == one


def _with_outlines(
    document: OfficialDocument, change: Callable[[list[Provision]], list[Provision]]
) -> OfficialDocument:
    return replace(
        document,
        provisions=change(document.provisions),
        legal_bases=list(document.legal_bases),
        appendices=[replace(appendix, provisions=change(appendix.provisions)) for appendix in document.appendices],
        attached=[replace(attached, provisions=change(attached.provisions)) for attached in document.attached],
    )


def _numbered_part(document: OfficialDocument, key: str) -> Appendix | OfficialDocument:
    match = _NUMBERED_PART.match(key)
    if match is None:
        raise PartMissing
    place = int(match["number"]) - 1
    row: list[Appendix] | list[OfficialDocument] = (
        document.appendices if match["name"] == "phu-luc" else document.attached
    )
    if not 0 <= place < len(row):
        raise PartMissing
    return row[place]


def _basis(item: Provision, former: LegalBasis | None) -> LegalBasis:
    return former if former is not None and former.text == item.text else read_basis_line(item.text)


def _appendix_label(appendix: Appendix, number: int, count: int) -> str:
    label = appendix.label.strip()
    if not label or (label.lower() == "phụ lục" and count > 1):
        return f"Phụ lục {number}"
    return label.capitalize() if label.isupper() else label
