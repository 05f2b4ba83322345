"""Documents cited in the text (F71): "số" before the number, the first one complete, one number always the same document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from documents.checking.findings import RuleFinding, warning
from documents.checking.paper import Paper, Passage
from documents.vietnamese import search_key

_TYPES = (
    "Nghị quyết|Nghị định|Quyết định|Chỉ thị|Thông tư liên tịch|Thông tư|Công văn|Kế hoạch|Chương trình|Kết luận|Hướng dẫn"
    "|Thông báo|Pháp lệnh|Công điện|Báo cáo|Tờ trình|Quy định|Đề án|Văn bản"
)
_SYMBOL = r"(?:\d{4}/)?[A-ZĐ][A-Za-zĐđ&]*(?:[-/][A-ZĐ][\w&Đđ]*)+"
_CITED = re.compile(
    rf"(?:(?P<type>{_TYPES})(?P<between>[^.;()\d]{{0,60}}?)|(?P<lone>\bsố\s+))(?P<number>\d{{1,5}})\s?/\s?(?P<symbol>{_SYMBOL})"
)
_DATE = re.compile(
    r"^\s*,?\s*(?:ngày|ban hành ngày)\s+(?P<day>\d{1,2})\s*(?:[/.\-]|\s*tháng)\s*(?P<month>\d{1,2})\s*(?:[/.\-]|\s*năm)\s*(?P<year>\d{4})"
)
# Words that open what the document is about, so that the issuer ends before them.
_SUBJECT_OPENS = (
    "về|ban hành|quy định|phê duyệt|hướng dẫn|triển khai|sửa đổi|thực hiện|công bố|tổ chức|đến|năm|giai đoạn|nhằm|và|tại"
    "|theo|đối với"
)
_ISSUER = re.compile(rf"^\s*,?\s*(?:do|của)\s+(?P<issuer>[^\W\d_][^,;.()]*?)(?=\s+(?:{_SUBJECT_OPENS})\b|[,;.()]|$)")
_TYPE = re.compile(_TYPES)
# "đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số …" names the issuer first.
_ISSUER_BEFORE = re.compile(r"\bcủa\s+([^,;.]{3,80}?)\s+(?:tại|nêu tại|theo)\s*$")
_ABBREVIATED = (("uy ban nhan dan", "ubnd"), ("hoi dong nhan dan", "hdnd"), ("thu tuong chinh phu", "ttcp"))


@dataclass(frozen=True, slots=True)
class Citation:
    """A document named in the text; `day` and `issuer` are empty where it is named in short."""

    type: str
    number: str
    symbol: str
    has_number_word: bool
    day: date | None
    issuer: str
    words: str
    at: Passage


def citations(passages: list[Passage]) -> list[Citation]:
    """Return the documents with number and symbol that the passages name, in order."""
    found = []
    for passage in passages:
        for match in _CITED.finditer(passage.text):
            rest = passage.text[match.end() :]
            day = _DATE.match(rest)
            after = rest[day.end() :] if day else rest
            issuer = _ISSUER.match(after)
            kind, between = _nearest_type(match)
            before = _ISSUER_BEFORE.search(passage.text[: match.start()])
            named = issuer["issuer"] if issuer else _issuer_between(between) or (before[1] if before else "")
            found.append(
                Citation(
                    kind,
                    match["number"].lstrip("0"),
                    match["symbol"],
                    bool(re.search(r"\bsố\s*:?\s*$", between, re.IGNORECASE)),
                    _day(day) if day else None,
                    named.strip(),
                    f"{kind}{between}{match['number']}/{match['symbol']}{day[0] if day else ''}".strip(),
                    passage,
                )
            )
    return found


def _nearest_type(match: re.Match[str]) -> tuple[str, str]:
    """The type that stands next to the number, and the words between them: "Kế hoạch này thay thế Kế hoạch số …"."""
    words = f"{match['type']}{match['between']}" if match["type"] else match["lone"] or ""
    named = list(_TYPE.finditer(words))
    return (named[-1][0], words[named[-1].end() :]) if named else ("", words)


def _issuer_between(words: str) -> str:
    """ "Quyết định của Thủ tướng Chính phủ số …" names the issuer before the number."""
    match = re.search(r"của\s+(.+?):?(?:\s+số)?\s*$", words)
    return match[1] if match else ""


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def check_citations(paper: Paper) -> Iterator[RuleFinding]:
    """One finding for each of the three kinds of slip and each document concerned."""
    cited = citations([*paper.subject, *paper.body])
    yield from _without_number_word(cited)
    yield from _incomplete(cited)
    yield from _contradicting(cited)


def _without_number_word(cited: list[Citation]) -> Iterator[RuleFinding]:
    wrong = next((each for each in cited if not each.has_number_word), None)
    if wrong is not None:
        required = f"{wrong.type} số {wrong.number}/{wrong.symbol}"
        yield warning("F71", "Viện dẫn thiếu chữ “số” trước số.", at=wrong.at, measured=wrong.words, required=required)


def _incomplete(cited: list[Citation]) -> Iterator[RuleFinding]:
    """The first time a document is named it has its date and issuer; a later naming may do without."""
    seen: set[tuple[str, str]] = set()
    for each in cited:
        key = (each.number, each.symbol)
        if key in seen:
            continue
        seen.add(key)
        missing = [name for name, value in (("ngày", each.day), ("cơ quan ban hành", each.issuer)) if not value]
        # A list "các Quyết định của Bộ Nội vụ: số …, số …" names the issuer once.
        if missing and each.type:
            message = f"Viện dẫn lần đầu chưa ghi {' và '.join(missing)}."
            required = "tên loại, số, ký hiệu, ngày, cơ quan ban hành, trích yếu"
            yield warning("F71", message, at=each.at, measured=each.words, required=required)
            return


def _contradicting(cited: list[Citation]) -> Iterator[RuleFinding]:
    known: dict[tuple[str, date], Citation] = {}
    for each in cited:
        if each.day is None:
            continue
        first = known.setdefault((each.number, each.day), each)
        if first.symbol != each.symbol:
            message = "Cùng số, cùng ngày mà ghi hai ký hiệu khác nhau."
            measured = f"{each.number}/{each.symbol}"
            yield warning("F71", message, at=each.at, measured=measured, required=f"{first.number}/{first.symbol}")
            return
        if first.issuer and each.issuer and not _same_body(first.issuer, each.issuer):
            message = "Cùng số, cùng ngày mà ghi hai cơ quan ban hành khác nhau."
            yield warning("F71", message, at=each.at, measured=each.issuer, required=first.issuer)
            return


def _same_body(name: str, other: str) -> bool:
    """Tell whether two names may mean one body: abbreviations and longer names of the same beginning do."""
    keys = []
    for each in (name, other):
        key = search_key(each)
        for full, short in _ABBREVIATED:
            key = key.replace(full, short)
        keys.append(key)
    return keys[0].startswith(keys[1]) or keys[1].startswith(keys[0]) or keys[0].split()[:2] == keys[1].split()[:2]
