"""A paper as its words and their form, whether it comes as PDF or as Word file; the rules that need no measuring read this."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from documents.layout import LIMITS


@dataclass(frozen=True, slots=True)
class Passage:
    """A line or a paragraph in its form. `size_pt` is that of most letters, `sizes` are all there are but raised ones.

    `is_centred` means centred in the text area.
    """

    text: str
    size_pt: float
    is_bold: bool = False
    has_bold: bool = False
    is_italic: bool = False
    has_italic: bool = False
    starts_bold: bool = False
    is_centred: bool = False
    page: int | None = None
    place: str = ""
    sizes: tuple[float, ...] = ()

    @property
    def is_upper(self) -> bool:
        return self.text == self.text.upper() and any(character.isalpha() for character in self.text)

    def has_size(self, low: float, high: float) -> bool:
        """Tell whether the size lies in the range, within the tolerance of sizes."""
        return low - LIMITS.size_tolerance_pt <= self.size_pt <= high + LIMITS.size_tolerance_pt


@dataclass(slots=True)
class AppendixPaper:
    """Label, title and bracket of a Phụ lục, and its text."""

    label: Passage
    title: list[Passage] = field(default_factory=list)
    bracket: Passage | None = None


@dataclass(slots=True)
class AttachedPaper:
    """A text issued with a decision: type name and bracket under a heading of its own."""

    nation: Passage | None = None
    motto: Passage | None = None
    type_name: Passage | None = None
    bracket: Passage | None = None
    page: int | None = None
    body: list[Passage] = field(default_factory=list)


@dataclass(slots=True)
class Paper:
    """The components (ô số) of a document, as far as they were found; a missing one is None or empty.

    `body` are the paragraphs between title and signature, those of tables in `table_texts`; `addressees` are the lines from
    "Kính gửi" on, `recipients` the lines of "Nơi nhận" with the lines a long one takes joined.
    """

    type_code: str
    is_draft: bool = False
    nation: Passage | None = None
    motto: Passage | None = None
    parents: list[Passage] = field(default_factory=list)
    issuers: list[Passage] = field(default_factory=list)
    number: Passage | None = None
    date: Passage | None = None
    issued_on: datetime.date | None = None
    type_name: Passage | None = None
    subject: list[Passage] = field(default_factory=list)
    letter_subject: list[Passage] = field(default_factory=list)
    circulation: list[Passage] = field(default_factory=list)
    contact: list[Passage] = field(default_factory=list)
    signing_text: Passage | None = None
    addressees: list[Passage] = field(default_factory=list)
    body: list[Passage] = field(default_factory=list)
    table_texts: list[Passage] = field(default_factory=list)
    recipients_label: Passage | None = None
    recipients: list[Passage] = field(default_factory=list)
    drafter: Passage | None = None
    signer: list[Passage] = field(default_factory=list)
    signer_name: Passage | None = None
    appendices: list[AppendixPaper] = field(default_factory=list)
    attached: list[AttachedPaper] = field(default_factory=list)

    @property
    def all_texts(self) -> Iterator[Passage]:
        """What is written in sentences: title, text, tables, recipients."""
        for group in (self.subject, self.letter_subject, self.addressees, self.body, self.table_texts, self.recipients):
            yield from group
