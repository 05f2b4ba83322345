"""The register book of outgoing documents (sổ đăng ký văn bản đi), in the columns of Nghị định 30/2020/NĐ-CP, Phụ lục IV."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import F, Prefetch, Q, QuerySet

from agencies.models import Agency
from documents.rendering.register_book import RegisterBook
from documents.wording import FILED
from registry.enums import DocumentState
from registry.models import DocumentType, IssuedDocument, NumberSequence, OutsideNumbers
from registry.services.drafting import committee_first, issuer_block, type_line
from registry.services.symbols import LETTER

if TYPE_CHECKING:
    from accounts.models import User

BOOK_COLUMNS = (
    "Số, ký hiệu văn bản",
    "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung văn bản",
    "Người ký",
    "Nơi nhận văn bản",
    "Đơn vị, người nhận bản lưu",
    "Số lượng bản",
    "Ghi chú",
)
# Shares of the width on paper.
_SHARES = (0.11, 0.095, 0.28, 0.11, 0.17, 0.085, 0.05, 0.10)


@dataclass(frozen=True, slots=True)
class BookRow:
    """A line of the book. `document_id` is None for numbers given on paper and for a gap, which never should be."""

    number_and_symbol: str
    issued_on: date | None
    subject: str
    signer: str = ""
    recipients: str = ""
    kept_by: str = ""
    copies: str = ""
    note: str = ""
    document_id: int | None = None
    is_gap: bool = False

    def cells(self) -> tuple[str, ...]:
        """The texts in the order of BOOK_COLUMNS."""
        day = f"{self.issued_on:%d/%m/%Y}" if self.issued_on else ""
        return (
            self.number_and_symbol,
            day,
            self.subject,
            self.signer,
            self.recipients,
            self.kept_by,
            self.copies,
            self.note,
        )


@dataclass(frozen=True, slots=True)
class BookChoice:
    """Whose book, of which year; of one type or all, of one month or the whole year."""

    issuer: Agency
    year: int
    kind: DocumentType | None = None
    month: int | None = None


def book_documents(choice: BookChoice, user: User) -> QuerySet[IssuedDocument]:
    """The issued documents of the book, in the order of their numbers, those of several types by date."""
    documents = (
        IssuedDocument.objects.visible_to(user)
        .filter(issuer=choice.issuer, year=choice.year, state=DocumentState.ISSUED)
        .without_content()
        .select_related("type", "corrects")
        .defer("corrects__content", "corrects__body_key")
        .annotate(
            signer_name=F("content__signature__name"),
            written_recipients=F("content__recipients"),
            written_addressees=F("content__addressees"),
            copy_count=F("content__copies"),
        )
        .prefetch_related(
            Prefetch(
                "corrections",
                IssuedDocument.objects.without_content().filter(state=DocumentState.ISSUED).order_by("pk"),
            )
        )
    )
    if choice.month:
        documents = documents.filter(issued_on__month=choice.month)
    if choice.kind is not None:
        return documents.filter(type=choice.kind).order_by("sequence_number")
    return documents.order_by("issued_on", "type_id", "sequence_number")


def book_row(document: IssuedDocument) -> BookRow:
    """The line of a document that `book_documents` gave."""
    # What the query took out of the content; the whole paper stays in the database.
    written: Any = document
    recipients = [line["text"] for line in written.written_recipients or []]
    kept = [text for text in recipients if text.startswith(FILED)]
    sent = [text for text in recipients if not text.startswith((FILED, "Như "))]
    notes = []
    if document.corrects is not None:
        notes.append(f"Đính chính, thay thế {document.corrects.number_and_symbol}")
    notes += [f"Được đính chính, thay thế bằng {later.number_and_symbol}" for later in document.corrections.all()]
    name = type_line(document.type).capitalize()
    return BookRow(
        number_and_symbol=document.number_and_symbol,
        issued_on=document.issued_on,
        subject=f"{name}{' v/v' if document.type.code == LETTER else ''} {document.title}",
        signer=written.signer_name or "",
        recipients="; ".join([*(written.written_addressees or []), *sent]),
        kept_by="; ".join(text.removeprefix(FILED).strip(" :.;") for text in kept),
        copies="" if written.copy_count is None else str(written.copy_count),
        note="; ".join(notes),
        document_id=document.pk,
    )


def remarks(choice: BookChoice) -> list[BookRow]:
    """Runs of numbers given on paper, and gaps, which would mean that somebody went around the register."""
    sequences = NumberSequence.objects.filter(issuer=choice.issuer, year=choice.year).select_related("type")
    if choice.kind is not None:
        sequences = sequences.filter(type=choice.kind)
    rows = []
    for sequence in sequences.prefetch_related("outside_numbers").order_by("type_id"):
        kind = type_line(sequence.type).capitalize()
        known: set[int | None] = set(
            IssuedDocument.objects.filter(
                issuer=choice.issuer, type_id=sequence.type_id, year=choice.year, sequence_number__isnull=False
            ).values_list("sequence_number", flat=True)
        )
        for run in sequence.outside_numbers.all():
            known.update(range(run.first_number, run.last_number + 1))
            rows.append(
                BookRow(_run(run.first_number, run.last_number), None, f"{kind}: cấp ngoài cổng", note=run.reason)
            )
        rows += [
            BookRow(_run(first, last), None, f"{kind}: thiếu trong sổ", note="Cần kiểm tra", is_gap=True)
            for first, last in _missing(known, up_to=sequence.last_number)
        ]
    return rows


def book_issuers(user: User, province_id: int) -> QuerySet[Agency]:
    """Agencies with a book: issued documents the person sees, or numbers given on paper."""
    seen = IssuedDocument.objects.visible_to(user).filter(province=province_id, state=DocumentState.ISSUED)
    on_paper = OutsideNumbers.objects.values("sequence__issuer")
    return committee_first(
        Agency.objects.filter(Q(pk__in=seen.values("issuer")) | Q(pk__in=on_paper), province=province_id)
    )


def printed_book(choice: BookChoice, rows: Iterable[BookRow]) -> RegisterBook:
    """The book ready to print."""
    lines = list(rows)
    days = sorted(row.issued_on for row in lines if row.issued_on is not None)
    issuer = issuer_block(choice.issuer)
    return RegisterBook(
        parent_lines=issuer.parent_lines,
        issuer_lines=issuer.name_lines,
        year=choice.year,
        scope=type_line(choice.kind).capitalize() if choice.kind else "",
        first_day=days[0] if days else None,
        last_day=days[-1] if days else None,
        first_number=lines[0].number_and_symbol if lines else "",
        last_number=lines[-1].number_and_symbol if lines else "",
        head=list(BOOK_COLUMNS),
        rows=[list(row.cells()) for row in lines],
        shares=list(_SHARES),
    )


def _run(first: int, last: int) -> str:
    return f"{first:02d}" if first == last else f"{first:02d}–{last:02d}"


def _missing(known: set[int | None], *, up_to: int) -> Iterator[tuple[int, int]]:
    start = None
    for number in range(1, up_to + 2):
        is_missing = number <= up_to and number not in known
        if is_missing and start is None:
            start = number
        if not is_missing and start is not None:
            yield start, number - 1
            start = None
