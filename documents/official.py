"""Data classes of an official document: what the reader produces and the printer prints.

Reader and printer share these classes, so that a document read and printed again is the same document.
Component names follow Nghị định 30/2020/NĐ-CP, Phụ lục I; the "ô số" of its diagram stands in brackets.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class ProvisionKind(StrEnum):
    """The level a provision has in the structure Phần - Mục - Khoản - Điểm, with the dash and plus items of practice."""

    PART = "part"  # Phần I, Chương I
    SECTION = "section"  # I. MỤC ĐÍCH, YÊU CẦU
    ARTICLE = "article"  # Điều 1.
    CLAUSE = "clause"  # 1. / 1.1.
    POINT = "point"  # a)
    DASH = "dash"  # -
    PLUS = "plus"  # +
    PARAGRAPH = "paragraph"  # running text without a marker


@dataclass(slots=True)
class Provision:
    """One node of the document's outline, in document order; `parent` is the `id` of the node above it.

    `text` excludes the marker. `lines` are the first and last line of the source, counted from 1; (0, 0) when composed.
    `is_title` marks a provision printed as a heading of what follows (bold, Phụ lục I khoản 6).
    """

    id: int
    marker: str
    text: str
    kind: ProvisionKind
    parent: int | None = None
    lines: tuple[int, int] = (0, 0)
    is_title: bool = False
    table: Table | None = None


@dataclass(slots=True)
class Table:
    """A table: the rows of its head, repeated on every page, and of its body. Widths are shares of the text width.

    A body row with a single cell in a table of several columns is a group: bold, over the whole width ("I. Khối sở, ngành").
    """

    head: list[list[str]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    column_shares: list[float] = field(default_factory=list)


@dataclass(slots=True)
class LegalBasis:
    """A document cited as ground (căn cứ, ô 6) or mandate: type, number with symbol, date, and the words as written."""

    type: str
    number: str
    date: date | None
    text: str


@dataclass(slots=True)
class Recipient:
    """A line of "Nơi nhận" (ô 9b) without dash and end mark; `initials` are the small raised letters after a unit.

    Of several units divided by ";" each has its part of `initials`: "CV: HCQT; TH" with "Dực;Hai", or "Dực;" for the first alone.
    """

    text: str
    initials: str = ""


@dataclass(slots=True)
class SignatureBlock:
    """Authority and post of the signer (ô 7a) and name (ô 7b): "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH".

    `other_post` stands just above the name: the signer's post elsewhere, when a council or committee issues the paper (ô 7b).
    """

    authority: str | None = None
    on_behalf: str | None = None
    position: str | None = None
    name: str | None = None
    other_post: str = ""


@dataclass(slots=True)
class Appendix:
    """A Phụ lục or an attached programme, numbered apart (section 2.4 of docs/domain/official-format.md).

    `label` is "Phụ lục", "Phụ lục II" or, for an attached programme, its type name "CHƯƠNG TRÌNH".
    `attached_to` is the bracket "(Kèm theo …)" without brackets, empty when the source prints none.
    """

    label: str
    title: str
    attached_to: str = ""
    table: Table | None = None
    provisions: list[Provision] = field(default_factory=list)
    is_landscape: bool = False
    lines: tuple[int, int] = (0, 0)


@dataclass(slots=True)
class Issuer:
    """The body that issues (ô 2): its name in one or more printed lines, its parent body, its symbol in document numbers.

    `name_lines` is ["ỦY BAN NHÂN DÂN", "TỈNH HƯNG YÊN"]; `parent_lines` is ["UBND TỈNH HƯNG YÊN"] for a department.
    """

    name_lines: list[str] = field(default_factory=list)
    parent_lines: list[str] = field(default_factory=list)
    symbol: str = ""


@dataclass(slots=True)
class OfficialDocument:
    """An administrative document, complete enough to be printed without retyping.

    `type_code` is a code of Phụ lục III ("KH"), "CV" for an official letter. `number` is the bare number ("129"), None in a
    draft. `symbol` is "KH-UBND". `date_written` keeps year and month of a draft whose day is blank, as (year, month | None).
    `circulation` is "LƯU HÀNH NỘI BỘ" or "XEM XONG TRẢ LẠI" (ô 11), `contact` the one line of address, e-mail and telephone
    (ô 13), `drafter` and `copies` make "PL.(300)" (ô 12). `attached` are texts issued with a decision: each keeps a heading
    of its own without number and date (form 1.3 of Phụ lục III) and is no Phụ lục.
    """

    type_code: str = "KH"
    type_name: str = "KẾ HOẠCH"
    title: str = ""
    issuer: Issuer = field(default_factory=Issuer)
    number: str | None = None
    symbol: str | None = None
    place: str | None = None
    issued_on: date | None = None
    date_written: tuple[int | None, int | None] = (None, None)
    addressees: list[str] = field(default_factory=list)
    legal_bases: list[LegalBasis] = field(default_factory=list)
    provisions: list[Provision] = field(default_factory=list)
    recipients: list[Recipient] = field(default_factory=list)
    signature: SignatureBlock = field(default_factory=SignatureBlock)
    appendices: list[Appendix] = field(default_factory=list)
    urgency: str = ""
    is_electronic_original: bool = False
    circulation: str = ""
    contact: str = ""
    drafter: str = ""
    copies: int | None = None
    attached: list[OfficialDocument] = field(default_factory=list)

    @property
    def is_draft(self) -> bool:
        """True while number or date is still blank."""
        return self.number is None or self.issued_on is None
