"""The end of a plan: "Nơi nhận" and the signature, in whatever order the two columns reached the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.official import Recipient, SignatureBlock
from documents.reading.cleaning import SourceLine, plain
from documents.vietnamese import fold_spaces, search_key

_RECIPIENTS = re.compile(r"^\W{0,4}n[ơo]i\s+nh[ậâạa]n\s*[:.]?", re.IGNORECASE)
_AUTHORITY = re.compile(
    r"^(?:T\s?/?\s?M|TM|TUQ)\s?[.,]?\s+(?:ỦY|UỶ|UY|UBND|HỘI ĐỒNG|HĐND|BAN|THƯỜNG|TẬP THỂ)[A-ZĐÀ-Ỹ\s,-]*", re.IGNORECASE
)
_ON_BEHALF = re.compile(
    r"^(?:K\s?/?\s?T|T\s?/?\s?L|TUQ|Q)\s?[.,]\s*(?:CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG BAN|CHÁNH VĂN PHÒNG|BỘ TRƯỞNG"
    r"|CỤC TRƯỞNG|CHÁNH THANH TRA|BÍ THƯ|TRƯỞNG PHÒNG|VỤ TRƯỞNG)(?:\s+UBND(?:\s+TỈNH)?)?",
    re.IGNORECASE,
)
_POSITION = re.compile(
    r"^(?:PHÓ\s+|QUYỀN\s+)?(?:CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG BAN|CHÁNH VĂN PHÒNG|CHÁNH THANH TRA|BỘ TRƯỞNG"
    r"|THỨ TRƯỞNG|CỤC TRƯỞNG|BÍ THƯ|TRƯỞNG PHÒNG|TỔNG GIÁM ĐỐC|VỤ TRƯỞNG)(?:\s+(?:THƯỜNG TRỰC|UBND TỈNH|SỞ [A-ZĐÀ-Ỹ ]+))?$"
)
_NAME = re.compile(
    r"^(?:(?:TS|ThS|GS|PGS|BS|KS)\.\s*)*(?:[A-ZĐÀ-Ỹ][a-zà-ỹđ]{0,8}|[A-ZĐÀ-Ỹ]{1,8})(?:\s+(?:[A-ZĐÀ-Ỹ][a-zà-ỹđ]{0,8}|[A-ZĐÀ-Ỹ]{1,8})){1,4}$"
)
_OTHER_POST = re.compile(r"(?:PHÓ |QUYỀN )?(?:CHỦ TỊCH|GIÁM ĐỐC|BÍ THƯ|CHÁNH VĂN PHÒNG)\b")
_SIGNED = re.compile(r"^\(?\s*(?:đã ký|đã kí|ký tên|ký, đóng dấu|signed)\b.*$", re.IGNORECASE)
# The right-hand column where its words reached the text behind those of the left one on the same line.
_SIGNATURE_COLUMN = r"(?:TM|KT|TL|TUQ)\s?\.\s?[A-ZĐỦỶ]{2,}|(?:PHÓ |QUYỀN )?(?:CHỦ TỊCH|GIÁM ĐỐC)(?:\s|$)"
_APPENDIX = re.compile(
    r"^(?:PHỤ LỤC|Phụ lục\b(?!\s+(?:kèm|này))|PHỤ BIỂU|BIỂU MẪU|MẪU SỐ|DỰ KIẾN|CHƯƠNG TRÌNH|DANH SÁCH|DANH MỤC"
    r"|BẢNG |LỊCH |KỊCH BẢN|PHÂN CÔNG|BIỂU |TỔNG HỢP|NỘI DUNG|ĐỀ CƯƠNG)"
)
_DASH = re.compile(r"^[-–—•+*\uf02d\uf0b7]\s*")
_RAISED = re.compile(r"<sup>(.{0,80}?)</sup>|\^\{([^}]{0,80})\}", re.IGNORECASE)


@dataclass(slots=True)
class Ending:
    """Recipients and signature; `starts` is the index of the first line of either, `stops` of the first one behind both."""

    recipients: list[Recipient] = field(default_factory=list)
    signature: SignatureBlock = field(default_factory=SignatureBlock)
    starts: int = 0
    stops: int = 0


def read_ending(lines: Sequence[SourceLine], start: int) -> Ending:
    """Find and read the end from line index `start` on; without one, `starts` and `stops` are the number of lines."""
    begin = _find_start(lines, start)
    ending = Ending(starts=begin, stops=len(lines))
    if begin == len(lines):
        return ending
    raw_recipients: list[list[str]] = []
    is_listing = was_blank = False
    index = begin
    while index < len(lines):
        line = lines[index]
        if line.is_blank:
            was_blank = True
            index += 1
            continue
        if (line.cells is not None and not _is_two_columns(line.cells)) or (
            _APPENDIX.match(line.text) and not _is_signature(line.text)
        ):
            break
        for piece in _pieces(line):
            text = plain(piece)
            if not text:
                continue
            match = _RECIPIENTS.match(text)
            if match:
                is_listing = True
                rest = text[match.end() :].strip()
                if not _take_signature(rest, ending.signature) and _DASH.match(rest):
                    raw_recipients.append([rest])
            elif _take_signature(text, ending.signature) or _SIGNED.match(text):
                continue
            elif _DASH.match(text) and (is_listing or not ending.signature.name):
                raw_recipients.append([piece.strip()])
            elif _is_name(text, ending.signature, was_blank=was_blank, listing=raw_recipients):
                ending.signature.name = text
            elif (
                raw_recipients
                and is_listing
                and not (raw_recipients[-1][-1].rstrip().endswith(".") and text[0].isupper())
                and not ending.signature.name
            ):
                raw_recipients[-1].append(piece.strip())
            elif is_listing and not raw_recipients and not ending.signature.name and len(text) > 4:
                raw_recipients.append([piece.strip()])
            elif ending.signature.name or index - begin > 60:
                ending.stops = index
                ending.recipients = [_recipient(" ".join(parts)) for parts in raw_recipients]
                return ending
        was_blank = False
        index += 1
    ending.stops = index
    ending.recipients = [_recipient(" ".join(parts)) for parts in raw_recipients]
    return ending


def _find_start(lines: Sequence[SourceLine], start: int) -> int:
    candidate = None
    for index in range(start, len(lines)):
        line = lines[index]
        for piece in _pieces(line):
            text = plain(piece)
            if _RECIPIENTS.match(text) and len(text) < 120:
                return index if candidate is None or index - candidate > 12 else candidate
            if (
                (_AUTHORITY.match(text) or _ON_BEHALF.match(text))
                and text == text.upper()
                and len(text) < 90
                and candidate is None
            ):
                candidate = index
    if candidate is not None:
        return candidate
    for index in range(len(lines) - 1, start, -1):
        if _POSITION.match(lines[index].text) and any(_NAME.match(line.text) for line in lines[index + 1 : index + 9]):
            return index
    return len(lines)


def _pieces(line: SourceLine) -> list[str]:
    """The columns of a line: cells of a layout table, or parts set apart by wide gaps."""
    if line.cells is not None:
        return [
            part
            for cell in line.raw.strip("| ").split("\t" if "\t" in line.raw else "|")
            for part in re.split(r"<br\s*/?>", cell)
        ]
    return re.split(rf"\s{{4,}}|(?:(?<=[;:,])|(?<=[a-zà-ỹ]\.))\s+(?={_SIGNATURE_COLUMN})", line.raw.strip())


def _is_two_columns(cells: Sequence[str]) -> bool:
    joined = " ".join(cells)
    return len(cells) <= 2 and bool(
        re.search(r"Nơi nhận|TM\.|CHỦ TỊCH|GIÁM ĐỐC|^-|KT\.", joined) or _NAME.match(cells[-1])
    )


def _is_signature(text: str) -> bool:
    return bool(_AUTHORITY.match(text) or _ON_BEHALF.match(text) or _POSITION.match(text))


def _take_signature(text: str, signature: SignatureBlock) -> bool:
    """Take authority, post signed for and position out of one line, which may hold them all."""
    rest = text.strip(" *")
    if not rest or rest.upper() != rest:
        return False
    taken = False
    if (match := _AUTHORITY.match(rest)) and not signature.authority:
        head = re.split(r"\s(?=(?:KT|TL|TUQ|Q)\s?[.,]\s|(?:PHÓ\s+)?CHỦ TỊCH\b)", match.group().strip())[0]
        signature.authority = _spaced(head)
        rest = rest[len(head) :].strip()
        taken = True
    if (match := _ON_BEHALF.match(rest)) and not signature.on_behalf:
        signature.on_behalf = _spaced(match.group())
        rest = rest[match.end() :].strip()
        taken = True
    if _POSITION.match(rest) and not signature.position:
        signature.position = fold_spaces(rest)
        taken = True
    elif _POSITION.match(rest) and not signature.name and fold_spaces(rest) != signature.position:
        signature.other_post = fold_spaces(rest)
        taken = True
    return taken


def _spaced(text: str) -> str:
    """ "TM.ỦY BAN" and "T/M ỦY BAN" in the one form the decree prints: "TM. ỦY BAN"."""
    folded = fold_spaces(text)
    return re.sub(
        r"^(T\s?/?\s?M|K\s?/?\s?T|T\s?/?\s?L|TUQ|Q)\s?[.,]?\s*",
        lambda match: re.sub(r"[\s/.,]", "", match.group(1)) + ". ",
        folded,
    )


def _is_name(text: str, signature: SignatureBlock, *, was_blank: bool, listing: Sequence[Sequence[str]]) -> bool:
    if signature.name or not _NAME.match(text) or len(text) > 40 or _OTHER_POST.match(text):
        return False
    if (
        re.match(r"^(?:lưu|ubnd|sở|báo|đài|phòng|công an|văn phòng)\b", text, re.IGNORECASE)
        and len(text.split()) < 5
        and search_key(text).split()[0] in ("luu", "ubnd", "so", "bao", "dai")
    ):
        return False
    if listing and not was_blank and not (signature.position or signature.on_behalf):
        return listing[-1][-1].rstrip().endswith(".")
    return bool(signature.position or signature.on_behalf or signature.authority or listing)


def _raised(unit: str) -> str:
    """The raised letters of one unit; a PDF gives each of their words apart."""
    parts = [part.strip(" ,") for match in _RAISED.finditer(unit) for part in match.groups() if part]
    return ", ".join(part for part in parts if part)


def _recipient(raw: str) -> Recipient:
    by_unit = [_raised(unit) for unit in re.split(r";(?=.*\w)", raw)]
    initials = ";".join(by_unit) if any(by_unit[:-1]) else by_unit[-1]
    text = _DASH.sub("", plain(raw))
    text = re.sub(r"\s+([;,.])", r"\1", text)
    text = re.sub(r"\s*;\s*(?=\()", " ", text)
    return Recipient(text=text.strip(" ;.,\\"), initials=initials)
