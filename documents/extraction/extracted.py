"""What extraction hands to the reader: the lines of a file, whatever kind of file it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from documents.parsed import Finding


class MediaKind(StrEnum):
    TEXT = "text"
    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"


@dataclass(slots=True)
class ExtractedText:
    """The text of a file in Unicode NFC, one item a line; a table row is one line with its cells parted by tabs.

    `centred` holds the numbers (from 1) of the lines the source sets in the middle of the page, where the source says so.
    `is_wrapped` tells that a paragraph may be broken over several lines, as in plain text and unlike DOCX or HTML.
    """

    lines: list[str] = field(default_factory=list)
    media_kind: MediaKind = MediaKind.TEXT
    encoding: str | None = None
    findings: list[Finding] = field(default_factory=list)
    centred: frozenset[int] = frozenset()
    is_wrapped: bool = True
