"""Capital letters of Phụ lục II (F72): only spellings the list knows to be wrong, and only warned about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.checking.findings import RuleFinding, warning
from documents.checking.paper import Paper, Passage

# Names whose capitals the portal is sure of. A name spelled so in any other mixture of capitals is a slip.
_NAMES = (
    "Ủy ban nhân dân",
    "Uỷ ban nhân dân",
    "Hội đồng nhân dân",
    "Sở Nội vụ",
    "Sở Tài chính",
    "Sở Tư pháp",
    "Sở Y tế",
    "Sở Xây dựng",
    "Sở Ngoại vụ",
    "Sở Giáo dục và Đào tạo",
    "Sở Khoa học và Công nghệ",
    "Sở Nông nghiệp và Môi trường",
    "Sở Tài nguyên và Môi trường",
    "Sở Kế hoạch và Đầu tư",
    "Sở Thông tin và Truyền thông",
    "Sở Dân tộc và Tôn giáo",
    "Bộ Nội vụ",
    "Bộ Tài chính",
    "Bộ Tư pháp",
    "Thủ tướng Chính phủ",
    "Thành phố Hồ Chí Minh",
    "Thủ đô Hà Nội",
)
_NAME = re.compile("|".join(re.escape(name) for name in sorted(_NAMES, key=len, reverse=True)), re.IGNORECASE)
_RIGHT = {name.lower(): name for name in _NAMES}
# Both are met in the decree's own text: "Sở, Ủy ban Nhân dân" is common, a lower-case kind word opens a common noun.
_TYPES = "kế hoạch|quyết định|nghị định|nghị quyết|chỉ thị|thông tư|công văn|thông báo|báo cáo|tờ trình|kết luận|chương trình"
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"(?<=[a-zà-ỹ,;] )(?:{_TYPES})(?= số \d+\s?/)"), "Tên loại của một văn bản cụ thể viết hoa chữ đầu"),
    (re.compile(r"(?<=[\w,] )điều(?= \d+\b(?! kiện| lần| người))"), "Viện dẫn “Điều” viết hoa"),
    (
        re.compile(
            r"(?<=[a-zà-ỹ,] )(?:Khoản|Điểm)(?= (?:\d+|[a-zđ])(?:,? (?:khoản|Khoản|điểm|Điểm) \d+)? (?:Điều|điều) \d+)"
        ),
        "Viện dẫn “khoản”, “điểm” viết thường",
    ),
    (
        re.compile(r"(?:(?<=[\s(])|^)thứ (?:hai|ba|tư|năm|sáu|bảy)(?=,? ngày \d)"),
        "Tên thứ trong tuần viết hoa: thứ Hai",
    ),
    (
        re.compile(r"(?:(?<=[\s(])|^)Thứ (?:hai|ba|tư|năm|sáu|bảy)(?=,? ngày \d)"),
        "Tên thứ trong tuần viết hoa: thứ Hai",
    ),
    (re.compile(r"\b[Tt]ết (?:nguyên [đĐ]án|Nguyên Đán)"), "Viết: tết Nguyên đán"),
    (
        re.compile(
            r"(?<=[a-zà-ỹ,] )(?:(?:phó )?(?:chủ tịch|giám đốc)|chánh văn phòng)"
            r"(?= (?:Ủy ban|UBND|Hội đồng|HĐND|Sở|Văn phòng) )"
        ),
        "Chức vụ đi với tên cơ quan viết hoa chữ đầu",
    ),
)


def check_capitals(paper: Paper) -> Iterator[RuleFinding]:
    """Yield one warning for each wrong spelling, where it stands first."""
    seen: set[str] = set()
    for passage in paper.all_texts:
        if passage.is_upper:
            continue
        for written, required in _slips(passage):
            if written not in seen:
                seen.add(written)
                yield warning("F72", "Viết hoa chưa đúng Phụ lục II.", at=passage, measured=written, required=required)


def _slips(passage: Passage) -> Iterator[tuple[str, str]]:
    text = passage.text
    for match in _NAME.finditer(text):
        right = _RIGHT[match[0].lower()]
        if match[0] != right and not _is_accepted(match[0], right):
            yield match[0], right
    for pattern, required in _PATTERNS:
        for match in pattern.finditer(text):
            yield text[match.start() : match.end() + 12].strip(), required


def _is_accepted(written: str, right: str) -> bool:
    """All capitals are an emphasis or a heading; a small first letter of "sở nội vụ" is a slip, "bộ tài chính" may be a noun."""
    return written.isupper() or (written[1:] == right[1:] and right.startswith(("Bộ", "Thủ tướng")))
