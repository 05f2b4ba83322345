"""Bytes of a file into lines of text, told apart by content and never by name."""

from __future__ import annotations

import re

from documents.extraction.errors import (
    BinaryFile,
    EmptyFile,
    EncryptedOfficeFile,
    FileTooLarge,
    NotVietnamese,
    UnreadableDocument,
)
from documents.extraction.extracted import ExtractedText, MediaKind
from documents.extraction.html import read_html
from documents.extraction.legacy_encodings import is_vietnamese, modernise
from documents.extraction.pdf import read_pdf
from documents.extraction.plain_text import legacy_finding, read_text
from documents.extraction.word import read_docx
from documents.parsed import Finding, FindingLevel
from documents.vietnamese import to_nfc

__all__ = ["ExtractedText", "MediaKind", "UnreadableDocument", "extract"]

MAX_BYTES = 20 * 1024 * 1024
_BINARY_STARTS = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"II*\x00",
    b"MM\x00*",
    b"MZ",
    b"\x7fELF",
    b"OggS",
    b"ID3",
    b"{\\rtf",
)
# A stray NUL or half of a surrogate pair is no letter of any plan, and no database keeps it.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_OLE = b"\xd0\xcf\x11\xe0"
_HTML_START = re.compile(
    rb"^\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body|meta|title|div|p|table|center|article|section|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)
_NAME_KINDS = {
    ".docx": MediaKind.DOCX,
    ".docm": MediaKind.DOCX,
    ".pdf": MediaKind.PDF,
    ".htm": MediaKind.HTML,
    ".html": MediaKind.HTML,
    ".txt": MediaKind.TEXT,
    ".md": MediaKind.TEXT,
}


def extract(data: bytes, *, file_name: str = "", max_bytes: int = MAX_BYTES) -> ExtractedText:
    """Return the lines of a plan. The content decides what the file is; a name that says otherwise becomes a finding.

    Raises a subclass of UnreadableDocument, whose message tells the person what to do.
    """
    if len(data) > max_bytes:
        raise FileTooLarge(size=len(data), max_bytes=max_bytes)
    if not data.strip(b"\x00\t\n\r \xef\xbb\xbf"):
        raise EmptyFile
    extracted = _read(data)
    if not any(line.strip(" |") for line in extracted.lines):
        raise EmptyFile
    _modernise_lines(extracted)
    extracted.lines = [to_nfc(_UNSTORABLE.sub("", line)) for line in extracted.lines]
    if not is_vietnamese("\n".join(extracted.lines)):
        raise NotVietnamese
    expected = next((kind for suffix, kind in _NAME_KINDS.items() if file_name.lower().endswith(suffix)), None)
    if expected is not None and expected != extracted.media_kind:
        extracted.findings.append(
            Finding(
                FindingLevel.NOTE,
                "name_differs",
                f"Tên tệp không đúng với nội dung: tệp là dạng {extracted.media_kind.value.upper()}.",
            )
        )
    return extracted


def _read(data: bytes) -> ExtractedText:
    if b"%PDF-" in data[:1024]:
        return read_pdf(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return read_docx(data)
    if data.startswith(_OLE):
        raise EncryptedOfficeFile
    if data.startswith(_BINARY_STARTS):
        raise BinaryFile
    if _HTML_START.match(data[:4096].replace(b"\xef\xbb\xbf", b"").replace(b"\x00", b"")):
        return read_html(data)
    return read_text(data)


def _modernise_lines(extracted: ExtractedText) -> None:
    """Word, PDF and HTML files may still be typed in an old font: convert the lines that are."""
    if extracted.media_kind == MediaKind.TEXT:
        return
    text = "\n".join(extracted.lines)
    converted, legacy = modernise(text)
    if legacy is not None and converted.count("\n") == text.count("\n"):
        extracted.lines = converted.split("\n")
        extracted.encoding = legacy
        extracted.findings.append(legacy_finding(legacy))
