"""An official document as it stands on paper: every line, its style and the length of its rules decided.

PDF and DOCX are both drawn from the `PrintedDocument`, so they carry the same text in the same order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from documents.layout import HEADER, PAGE
from documents.official import ProvisionKind
from documents.rendering.lines import CentredText
from documents.rendering.tables import PrintedTable


class BlockStyle(StrEnum):
    """How a paragraph of the body is set; also the class of the HTML element and the key of the Word style."""

    BASIS = "basis"
    CENTRED_HEADING = "centred-heading"
    SECTION = "section"
    HEADING = "heading"
    TEXT = "text"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style, added to the style of its block."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    is_raised: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """The marker a block's text opens with ("II.", "1.2.", "-"), and where its provision stands in the outline."""

    text: str
    kind: ProvisionKind
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a table. `leads_table` holds a paragraph on the page of the table that follows it."""

    style: BlockStyle
    runs: list[Run] = field(default_factory=list)
    table: PrintedTable | None = None
    mark: Mark | None = None
    leads_table: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def is_heading(self) -> bool:
        return self.style in {BlockStyle.CENTRED_HEADING, BlockStyle.SECTION, BlockStyle.HEADING}


@dataclass(frozen=True, slots=True)
class PrintedHeader:
    """Ô 1-5b, 10b and 11. `is_narrow` takes the sizes 12/13/13 because place and date are long.

    Number and date are empty in a text attached to a decision, which has none of its own.
    """

    parent: CentredText
    issuer: CentredText
    motto_width_mm: float
    number: str
    date: str
    is_narrow: bool
    letter_subject: CentredText | None
    urgency: str
    urgency_width_mm: float
    circulation: str
    circulation_width_mm: float

    @property
    def circulation_left_mm(self) -> float:
        """Left edge of the box from the left edge of the text, such that it is centred over Quốc hiệu where it fits there."""
        centred_mm = HEADER.left_column_mm + (HEADER.right_column_mm - self.circulation_width_mm) / 2
        return round(max(0.0, min(centred_mm, PAGE.text_width_mm - self.circulation_width_mm)), 2)

    @property
    def agency_pt(self) -> float:
        return HEADER.narrow_agency_pt if self.is_narrow else HEADER.agency_pt

    @property
    def nation_pt(self) -> float:
        return HEADER.narrow_nation_pt if self.is_narrow else HEADER.nation_pt

    @property
    def motto_pt(self) -> float:
        return HEADER.narrow_motto_pt if self.is_narrow else HEADER.motto_pt

    @property
    def date_pt(self) -> float:
        return HEADER.narrow_date_pt if self.is_narrow else HEADER.date_pt


@dataclass(frozen=True, slots=True)
class PrintedAppendix:
    """A Phụ lục, or an attached programme whose label is its type name; `title` of a programme keeps sentence case."""

    label: str
    title: CentredText
    attached: CentredText
    blocks: list[Block]
    is_landscape: bool


@dataclass(frozen=True, slots=True)
class PrintedClosing:
    """Signature and Nơi nhận (ô 7, 9b, 12). `other_post` stands just above the name.

    Of a long list of recipients only those as high as the signature stand beside it, the rest in `recipients_below`;
    `drafter` is set at the right end of the last of them.
    """

    recipients: list[list[Run]]
    recipients_below: list[list[Run]]
    drafter: str
    signer: list[CentredText]
    other_post: CentredText | None
    signer_name: str

    @property
    def is_empty(self) -> bool:
        return not (self.recipients or self.signer or self.signer_name)


@dataclass(frozen=True, slots=True)
class PrintedDocument:
    """All that stands on paper, in reading order. `kept` are the last paragraphs, held on one page with the signature.

    `end_stays` tells that these are too few, so that what stands before them stays with them: the last row of a table, the
    last lines of a long paragraph. `attached_to` is the bracket of a text attached to a decision, None elsewhere.
    """

    heading: str
    header: PrintedHeader
    type_name: str
    title: CentredText | None
    attached_to: CentredText | None
    addressees: list[str]
    bases: list[Block]
    decision_authority: CentredText | None
    body: list[Block]
    kept: list[Block]
    end_stays: bool
    closing: PrintedClosing
    contact: str
    attached: list[PrintedDocument]
    appendices: list[PrintedAppendix]
