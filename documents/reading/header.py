"""What stands above a plan's first section: issuer, number, place and date, kind of document, title, opening paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from documents.reading.cleaning import SourceLine
from documents.reading.letters import (
    DECISION_CODE,
    LETTER_CODE,
    LETTER_NAME,
    find_letter_subject,
    is_letter_subject,
    names_deciding_authority,
)
from documents.reading.markers import split_marker
from documents.vietnamese import fold_spaces, search_key

_HEAD_LINES = 80
_BLANK = r"[\s._…\-–]"
_NUMBER = re.compile(
    rf"Số\s*[:.]?\s*(?P<number>\d{{1,5}}[a-zA-Z]?"
    rf"|{_BLANK}*)\s*/\s*(?:(?P<year>\d{{4}})\s*/\s*)?(?P<symbol>[A-ZĐ][\wĐđ]*(?:\s?[-–/]\s?[A-ZĐ&][\wĐđ&]*)*)"
)
_NUMBER_ONLY = re.compile(rf"^Số\s*[:.]?\s*(?P<number>\d{{1,5}}|{_BLANK}*)$")
_DATE = re.compile(
    rf"(?P<place>[A-ZĐÀ-Ỹ][^,:;/\d]{{1,45}}?)\s*,\s*ngày\s*(?P<day>\d{{1,2}}"
    rf"|{_BLANK}*)\s*tháng\s*(?P<month>\d{{1,2}}|{_BLANK}*)\s*năm\s*(?P<year>\d{{4}}|(?:20)?{_BLANK}*)"
)
# A date cut by the end of a line, as copied from a narrow column of a web page.
_DATE_BREAKS = re.compile(r",\s*ngày(?:\s*\d{1,2})?(?:\s*tháng(?:\s*\d{1,2})?(?:\s*năm)?)?\s*$")
_NATION_KEY = "cong hoa xa hoi chu nghia viet nam"
_MOTTO = re.compile(r"cong hoa xa hoi chu nghia viet nam|doc lap\s*-?\s*tu do\s*-?\s*hanh phuc")
_PREAMBLE = re.compile(
    r"^(?:căn cứ|thực hiện|nhằm|để|ủy ban nhân dân|uỷ ban nhân dân|ubnd|theo|trên cơ sở|xét"
    r"|triển khai thực hiện|tiếp tục|thi hành|trong những năm|kính gửi|chủ tịch|giám đốc|sở\s)",
    re.IGNORECASE,
)
_BRACKET_UNDER_TITLE = re.compile(r"^\((?!\w+\)\s+\S)")
_TYPES = (
    "kế hoạch", "quyết định", "chương trình", "báo cáo", "thông báo", "tờ trình", "chỉ thị", "hướng dẫn", "nghị quyết", "quy chế",
    "quy định",     "phương án", "đề án", "dự án", "công điện", "giấy mời", "biên bản", "thông cáo",
)  # fmt: skip
_TYPE_CODES = {
    "kế hoạch": "KH", "quyết định": "QĐ", "chương trình": "CTr", "báo cáo": "BC", "thông báo": "TB", "tờ trình": "TTr", "chỉ thị": "CT",
    "hướng dẫn": "HD", "nghị quyết": "NQ", "quy chế": "QC", "quy định": "QyĐ", "phương án": "PA", "đề án": "ĐA", "dự án": "DA",
    "công điện": "CĐ", "giấy mời": "GM", "biên bản": "BB", "thông cáo": "TC",
}  # fmt: skip
_SPACED_TYPES = {search_key(name).replace(" ", ""): name for name in _TYPES}
_ISSUER_LINE = re.compile(
    r"^(?:ỦY BAN|UỶ BAN|UBND|SỞ |BAN |VĂN PHÒNG|HỘI ĐỒNG|BỘ |TỈNH |THÀNH PHỐ |HUYỆN |XÃ |PHƯỜNG |BCĐ|CỤC |CHI CỤC )"
)


@dataclass(slots=True)
class Header:
    """The parts of the head as read; `body_starts` is the index of the first line behind the title."""

    number: str | None = None
    symbol: str | None = None
    place: str | None = None
    issued_on: date | None = None
    date_written: tuple[int | None, int | None] = (None, None)
    type_name: str | None = None
    type_code: str = "KH"
    title: str = ""
    issuer_lines: list[str] = field(default_factory=list)
    parent_lines: list[str] = field(default_factory=list)
    has_bad_date: bool = False
    body_starts: int = 0


def read_header(lines: Sequence[SourceLine]) -> Header:
    """Read the head from the first lines; parts that are not printed stay empty."""
    header = Header()
    used = _read_number_and_date(lines[:_HEAD_LINES], header)
    type_index = _find_type(lines[:_HEAD_LINES])
    letter = find_letter_subject(lines)
    if letter is not None and (type_index is None or min(letter[1]) < type_index):
        header.type_code, header.type_name = LETTER_CODE, LETTER_NAME
        header.title, of_subject = letter
        header.body_starts = max(used | of_subject) + 1
        _read_issuer(lines[: header.body_starts], header)
    elif type_index is not None:
        header.body_starts = _read_title(lines, type_index, header)
        _read_issuer(lines[:type_index], header)
    else:
        header.body_starts = (max(used) + 1) if used else 0
        _read_issuer(lines[: header.body_starts], header)
    return header


def plan_year(title: str) -> int | None:
    """The year the title speaks of: the last "năm 2024" that is not the end of a period."""
    years = re.findall(r"năm\s+(20\d{2})(?!\s*[-–]\s*20)", title)
    return int(years[-1]) if years else None


def _read_number_and_date(lines: Sequence[SourceLine], header: Header) -> set[int]:
    used: set[int] = set()
    for index, line in enumerate(lines):
        text = _joined(line)
        if _DATE_BREAKS.search(text):
            text = " ".join([text, *(_joined(later) for later in lines[index + 1 : index + 3])])
        if (
            header.symbol is None
            and (match := _NUMBER.search(text))
            and text[: match.start()].strip(" |:").upper() == text[: match.start()].strip(" |:")
        ):
            number = match["number"].strip(" ._…-–")
            header.number = number or None
            header.symbol = re.sub(r"\s*[-–/]\s*", "-", match["symbol"])
            used.add(index)
            text = f"{text[: match.start()]} {text[match.end() :]}"
        if header.place is None and (match := _DATE.search(text)):
            _take_date(match, header)
            used.add(index)
        if header.place is not None and header.symbol is not None:
            break
        marker = split_marker(line.text)[0]
        if marker is not None and marker.style == "roman" and not is_letter_subject(line.text):
            break
    return used


def _take_date(match: re.Match[str], header: Header) -> None:
    place = re.sub(r"^(?:.*\s{2,})", "", match["place"]).strip(" .*")
    header.place = place or None
    day, month, year = (part.strip(" ._…-–") for part in (match["day"], match["month"], match["year"]))
    written_year = int(year) if len(year) == 4 else None
    written_month = int(month) if month.isdigit() and 1 <= int(month) <= 12 else None
    header.date_written = (written_year, written_month)
    if day and month and written_year:
        try:
            header.issued_on = date(written_year, int(month), int(day))
        except ValueError:
            header.has_bad_date = True


def _find_type(lines: Sequence[SourceLine]) -> int | None:
    for index, line in enumerate(lines):
        if line.cells is None and _type_of(line.text) is not None:
            return index
    for index, line in enumerate(lines):
        if line.cells is None and line.text and _type_prefix(line.text) is not None:
            return index
    return None


def _type_of(text: str) -> str | None:
    """The kind of document a line names and nothing else: "KẾ HOẠCH", "K Ế  H O Ạ C H"."""
    bare = text.strip(' .:*"“”')
    if not bare or len(bare) > 30 or bare.upper() != bare:
        return None
    return _SPACED_TYPES.get(search_key(bare).replace(" ", ""))


def _type_prefix(text: str) -> str | None:
    """The kind of document a line opens with in capitals, before its title on the same line."""
    for name in _TYPES:
        if text.startswith(name.upper() + " ") and len(text) > len(name) + 8:
            return name
    return None


def _read_title(lines: Sequence[SourceLine], type_index: int, header: Header) -> int:
    line = lines[type_index]
    name = _type_of(line.text)
    parts: list[str] = []
    if name is None:
        name = _type_prefix(line.text) or "kế hoạch"
        parts.append(line.text[len(name) :].strip())
    header.type_name = name.upper()
    header.type_code = _TYPE_CODES[name]
    is_centred = line.is_centred
    index = type_index + 1
    was_blank = False
    while index < len(lines) and len(parts) < 12:
        current = lines[index]
        if current.is_blank:
            was_blank = was_blank or bool(parts)
            index += 1
            continue
        if parts and header.type_code == DECISION_CODE and names_deciding_authority(current.text):
            break
        if (
            not parts
            and current.cells is None
            and not _ends_title(current.text)
            and split_marker(current.text)[0] is None
        ) or (
            current.cells is None
            and _continues_title(parts, current, was_blank=was_blank, is_centred=is_centred, lines=lines, index=index)
        ):
            parts.append(current.text)
        else:
            break
        was_blank = False
        index += 1
    header.title = fold_spaces(" ".join(parts))
    return index


def _ends_title(text: str) -> bool:
    """A bracket ends the title when it says what the text belongs to; "(PAPI) tỉnh …" goes on with it."""
    return bool(_BRACKET_UNDER_TITLE.match(text)) or search_key(text).startswith("can cu ")


def _continues_title(
    parts: Sequence[str],
    line: SourceLine,
    *,
    was_blank: bool,
    is_centred: bool,
    lines: Sequence[SourceLine],
    index: int,
) -> bool:
    if not parts:
        return False
    text = line.text
    if split_marker(text)[0] is not None or _ends_title(text) or len(text) > 200 or text.endswith((":", ".", ";")):
        return False
    if is_centred:
        return line.is_centred
    if text[0].islower():
        return len(" ".join(parts)) + len(text) < 500
    if _PREAMBLE.match(text) and not text.isupper():
        return False
    if was_blank:
        return line.is_bold and lines[index - 1].is_blank and len(text) < 160
    return True


def _read_issuer(lines: Sequence[SourceLine], header: Header) -> None:
    """Issuer lines are capitals above the title, beside or above the national motto."""
    found: list[str] = []
    for line in lines:
        for part in re.split(r"\s{3,}|\t" if line.cells is None else r"\t|\||<br\s*/?>", line.raw):
            text = fold_spaces(re.sub(r"[*_#|]", " ", part))
            text = re.sub(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA VIỆT NAM.*|Độc lập\s*[-–]\s*Tự do.*", "", text).strip()
            text = re.sub(r"\s*Số\s*[:.].*$", "", text)
            if (
                text
                and text == text.upper()
                and not _MOTTO.search(search_key(text))
                and search_key(text) not in _NATION_KEY  # broken over two lines
                and (_ISSUER_LINE.match(text) or found)
                and not re.search(r"[\d/]|DỰ THẢO", text)
                and sum(letter.isalpha() for letter in text) >= 3
            ):
                found.append(text)
    if not found:
        return
    split = next(
        (
            index
            for index, text in enumerate(found)
            if index and re.match(r"^(?:SỞ|BAN|VĂN PHÒNG|CHI CỤC|CỤC|TRUNG TÂM|THANH TRA)\b", text)
        ),
        None,
    )
    if split is not None and re.match(r"^(?:UBND|ỦY BAN|UỶ BAN)", found[0]):
        header.parent_lines, header.issuer_lines = found[:split], found[split:]
    else:
        header.issuer_lines = found[:3]


def _joined(line: SourceLine) -> str:
    return "   ".join(line.cells) if line.cells is not None else line.text
