"""Text files in whatever encoding Vietnamese offices have used: UTF-8, UTF-16, Windows-1258, TCVN3 (ABC), VNI."""

from __future__ import annotations

from documents.extraction.errors import BinaryFile
from documents.extraction.extracted import ExtractedText, MediaKind
from documents.extraction.legacy_encodings import from_tcvn3, from_vni, modernise, vietnamese_share
from documents.parsed import Finding, FindingLevel
from documents.vietnamese import to_nfc

_LEGACY_NAMES = {"cp1258": "Windows-1258", "TCVN3": "TCVN3 (ABC)", "VNI": "VNI"}


def read_text(data: bytes) -> ExtractedText:
    """Return the lines of a text file in NFC. Raises BinaryFile for bytes that are no text in any known encoding."""
    text, encoding = decode(data)
    findings = []
    converted, legacy = modernise(text)
    if legacy is not None:
        text, encoding = converted, legacy
    if encoding in _LEGACY_NAMES:
        findings.append(legacy_finding(encoding))
    return ExtractedText(split_lines(to_nfc(text)), MediaKind.TEXT, encoding, findings)


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding. Raises BinaryFile."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _checked(data.decode(encoding, errors="replace")), encoding
    wide = _utf16_without_mark(data)
    if wide is not None:
        return _checked(data.decode(wide, errors="replace")), wide
    try:
        return _checked(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        pass
    if data.count(0) or _control_share(data) > 0.02:
        raise BinaryFile
    single = data.decode("latin-1")
    candidates = {
        "cp1258": to_nfc(data.decode("cp1258", errors="replace")),
        "TCVN3": from_tcvn3(single),
        "VNI": from_vni(single),
        "utf-8": data.decode("utf-8", errors="replace"),
    }
    best = max(candidates, key=lambda name: vietnamese_share(candidates[name]))
    return candidates[best], best


def legacy_finding(encoding: str) -> Finding:
    name = _LEGACY_NAMES.get(encoding, encoding)
    return Finding(
        FindingLevel.WARNING,
        "legacy_encoding",
        f"Văn bản dùng bảng mã cũ {name}, đã chuyển sang Unicode; hãy soát lại dấu và chữ hoa.",
    )


def split_lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _checked(text: str) -> str:
    sample = text[:20_000]
    bad = sum(
        character in "\ufffd\x00" or (ord(character) < 32 and character not in "\t\n\r\f\v") for character in sample
    )
    if bad > max(4, len(sample) // 50):
        raise BinaryFile
    return text


def _utf16_without_mark(data: bytes) -> str | None:
    sample = data[:2000]
    if len(sample) < 8:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > len(sample) // 8 and even * 8 < odd:
        return "utf-16-le"
    if even > len(sample) // 8 and odd * 8 < even:
        return "utf-16-be"
    return None


def _control_share(data: bytes) -> float:
    sample = data[:20_000]
    return sum(byte < 32 and byte not in (9, 10, 11, 12, 13) for byte in sample) / max(len(sample), 1)
