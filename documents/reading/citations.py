"""Documents cited as ground or mandate: "Chỉ thị số 06/CT-CTUBND ngày 17/5/2019 của Chủ tịch UBND tỉnh"."""

from __future__ import annotations

import re
from datetime import date

from documents.official import LegalBasis

_TYPE = (
    r"(?P<type>Luật(?: [^,;\d]{3,60}?)?|Nghị định|Nghị quyết|Quyết định|Thông tư(?: liên tịch)?|Chỉ thị"
    r"|Công văn|Kế hoạch|Chương trình|Kết luận|Hướng dẫn|Thông báo|Pháp lệnh|Công điện"
    r"|Văn bản|Báo cáo|Tờ trình|Quy định|Đề án)"
)
_CITED = re.compile(
    _TYPE + r"\s+(?:của\s+[^,;:\d]{2,60}\s+)?số\s*:?\s*(?P<number>\d{1,5}[\w/&.Đđ-]*(?:[-–][\w&Đđ]+)*)"
    r"(?:\s*,?\s*ngày\s+(?P<day>\d{1,2})\s?(?:[/.-]|\s+tháng\s+)\s?(?P<month>\d{1,2})\s?(?:[/.-]|\s+năm\s+)\s?(?P<year>\d{4}))?",
    re.IGNORECASE,
)
_LATER_NUMBER = re.compile(
    r"(?<![\w/])số\s+(?P<number>\d{1,5}/[\w/&.Đđ-]*[\wĐđ])(?:\s*,?\s*ngày\s+(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4}))?",
    re.IGNORECASE,
)
_LAW = re.compile(
    r"(?P<type>Luật|Bộ luật)\s+(?P<name>[A-ZĐÀ-Ỹ][^;,]{3,80}?)\s+(?:ngày\s+(?P<day>\d{1,2})\s?(?:/"
    r"|tháng)\s?(?P<month>\d{1,2})\s?(?:/|năm)\s?(?P<year>\d{4})|năm\s+\d{4})"
)


def is_basis_line(text: str) -> bool:
    """Whether a paragraph is one "Căn cứ …" line of the grounds (ô 6) rather than running text."""
    return (
        bool(re.match(r"^(?:căn cứ|xét)\s", text, re.IGNORECASE))
        and text.rstrip().endswith((";", ".", ","))
        and "như sau" not in text[-20:]
    )


def read_basis_line(text: str) -> LegalBasis:
    """Return the document a "Căn cứ …" line names, with the whole line as text."""
    cited = cited_documents(text)
    first = cited[0] if cited else None
    return LegalBasis(
        type=first.type if first else "",
        number=first.number if first else "",
        date=first.date if first else None,
        text=text,
    )


def cited_documents(text: str) -> list[LegalBasis]:
    """Return the documents named with their number (laws also by name), in order, each with its own words as text."""
    found: list[tuple[int, LegalBasis]] = []
    taken: list[tuple[int, int]] = []
    for match in _CITED.finditer(text):
        found.append(
            (
                match.start(),
                LegalBasis(_proper(match["type"]), match["number"].rstrip(".-"), _date(match), match.group().strip()),
            )
        )
        taken.append(match.span())
    for match in _LAW.finditer(text):
        if not any(start <= match.start() < end for start, end in taken):
            found.append((match.start(), LegalBasis(match["type"], "", _date(match), match.group().strip())))
            taken.append(match.span())
    for match in _LATER_NUMBER.finditer(text):
        if not any(start <= match.start() < end for start, end in taken):
            before = [basis.type for start, basis in sorted(found, key=lambda pair: pair[0]) if start < match.start()]
            plural = re.findall(
                r"các\s+(Quyết định|Kế hoạch|Công văn|Nghị quyết|Chỉ thị)", text[: match.start()], re.IGNORECASE
            )
            kind = _proper(plural[-1]) if plural else before[-1] if before else ""
            found.append((match.start(), LegalBasis(kind, match["number"], _date(match), match.group().strip())))
    return [basis for _, basis in sorted(found, key=lambda pair: pair[0])]


def _proper(kind: str) -> str:
    return kind[0].upper() + kind[1:]


def _date(match: re.Match[str]) -> date | None:
    try:
        return (
            date(int(match["year"]), int(match["month"]), int(match["day"])) if match["year"] and match["day"] else None
        )
    except ValueError:
        return None
