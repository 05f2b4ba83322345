"""Orders that come again: "hằng quý", "ngày 20 hằng tháng", "trước ngày 15 của tháng cuối quý", "01/6 và 15/11 hằng năm"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_EVERY = r"(?:hằng|hàng|mỗi|từng)"
_WEEKDAYS = {
    "hai": "mon",
    "ba": "tue",
    "tư": "wed",
    "năm": "thu",
    "sáu": "fri",
    "bảy": "sat",
    "2": "mon",
    "3": "tue",
    "4": "wed",
    "5": "thu",
    "6": "fri",
    "7": "sat",
}
_WEEKDAY = re.compile(rf"thứ\s+(?P<weekday>hai|ba|tư|năm|sáu|bảy|[2-7])\s+{_EVERY}\s+tuần", re.IGNORECASE)
_MONTH_DAY = re.compile(
    rf"(?:ngày\s+(?P<day>\d{{1,2}})(?:\s+(?:của\s+)?(?:tháng\s+)?{_EVERY}\s+tháng|\s+{_EVERY}\s+tháng)"
    rf"|{_EVERY}\s+tháng\s*[,(]?\s*(?:(?:trước|chậm nhất|vào|gửi|muộn nhất)\s+)*(?:là\s+)?ngày\s+(?P<day2>\d{{1,2}})(?!\s*/))",
    re.IGNORECASE,
)
_QUARTER_DAY = re.compile(
    r"ngày\s+(?P<day>\d{1,2})\s+(?:của\s+)?tháng\s+(?P<which>cuối|đầu|thứ ba|thứ 3|thứ hai|thứ 2|giữa"
    r"|cuối cùng|đầu tiên)(?:\s+(?:của|mỗi|hằng|hàng|từng|các))*\s+quý",
    re.IGNORECASE,
)
_YEAR_DAYS = re.compile(
    rf"(?P<days>\d{{1,2}}\s?/\s?\d{{1,2}}(?!\s?/|\d)(?:\s*(?:,|;|và|và trước|\([^)]{{0,40}}\)|hoặc|ngày"
    rf"|trước)\s*)*(?:\d{{1,2}}\s?/\s?\d{{1,2}}(?!\s?/|\d)(?:\s*(?:,|;|và|ngày|trước|\([^)]{{0,40}}\))\s*)*)*)\s*(?:của\s+)?{_EVERY}\s+năm",
    re.IGNORECASE,
)
_YEAR_MONTH = re.compile(rf"tháng\s+(?P<month>\d{{1,2}})\s+{_EVERY}\s+năm", re.IGNORECASE)
_DAY_MONTH = re.compile(
    r"(?<![\d/])(?P<day>\d{1,2})\s?(?:/|\s+tháng\s+)\s?(?P<month>\d{1,2})(?!\s?/\s?\d{4}|\d|\s+năm\s+20)"
)
_PERIODS = (
    ("daily", re.compile(rf"{_EVERY}\s+ngày", re.IGNORECASE)),
    ("weekly", re.compile(rf"{_EVERY}\s+tuần", re.IGNORECASE)),
    ("monthly", re.compile(rf"{_EVERY}\s+tháng", re.IGNORECASE)),
    ("quarterly", re.compile(rf"{_EVERY}\s+quý", re.IGNORECASE)),
    ("half-yearly", re.compile(rf"{_EVERY}\s+6\s+tháng|6\s+tháng/lần|6\s+tháng\s+một\s+lần", re.IGNORECASE)),
    ("yearly", re.compile(rf"{_EVERY}\s+năm", re.IGNORECASE)),
)
# "định kỳ hằng quý, 6 tháng, năm", "báo cáo quý, 6 tháng, năm": the words in the row after the first need no "hằng".
_ROW = re.compile(
    rf"(?:định kỳ|{_EVERY}|(?:chế độ )?báo cáo(?=\s+(?:tháng|quý|tuần)\s*,\s*\w+))\s+"
    rf"(?P<row>(?:(?:{_EVERY}\s+)?(?:tuần|tháng|quý|06 tháng|6 tháng|sáu tháng|09 tháng"
    rf"|9 tháng|01 năm|năm|ngày)(?:\s*\([^)]{{0,60}}\))?(?:\s*(?:,|/|và|hoặc|\+|;)\s*(?:cả\s+)?)?)+)",
    re.IGNORECASE,
)
_ROW_WORDS = (
    ("half-yearly", re.compile(r"\b(?:0?6|sáu)\s+tháng")),
    ("nine-monthly", re.compile(r"\b(?:0?9|chín)\s+tháng")),
    ("monthly", re.compile(r"(?<!\d\s)\btháng")),
    ("quarterly", re.compile(r"\bquý")),
    ("yearly", re.compile(r"\bnăm")),
    ("weekly", re.compile(r"\btuần")),
    ("daily", re.compile(r"\bngày")),
)
_ORDER = ("daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly")
_ACTING = re.compile(
    r"(?:định kỳ|báo cáo|tổ chức|gửi|tổng hợp|công bố|thực hiện|kiểm tra|đánh giá|họp|rà soát|ban hành|xây dựng|cập nhật|chi trả)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The value in the contract's form ("monthly:20", "quarterly,yearly"), the words it was read from, their place."""

    value: str
    text: str
    start: int
    has_dates: bool = False


def find_recurrence(text: str, *, is_time_cell: bool) -> Recurrence | None:
    """Return how often the text orders something again; "hộ nghèo hằng năm" inside a sentence is no such order."""
    dated = _dated(text)
    if dated is not None:
        return dated
    for match in _ROW.finditer(text):
        if not _counts(text, match.start(), match.end(), is_time_cell=is_time_cell):
            continue
        row = re.sub(r"\([^)]*\)", "", match.group("row").lower())
        if match.group().lower().startswith("định kỳ") and re.match(
            r"định kỳ\s+(?:hằng |hàng |mỗi )?\d{1,2}\s+ngày", match.group().lower()
        ):
            continue
        values = [name for name, pattern in _ROW_WORDS if pattern.search(row) and name != "nine-monthly"]
        values.sort(key=_ORDER.index)
        if values:
            return Recurrence(
                _with_days(values, text, match.end()),
                match.group().strip(" ,;("),
                match.start(),
                has_dates=_follows_days(text, match.end()),
            )
    for name, pattern in _PERIODS:
        period = pattern.search(text)
        if period and _counts(text, period.start(), period.end(), is_time_cell=is_time_cell):
            return Recurrence(name, period.group(), period.start())
    if is_time_cell and re.match(r"^định kỳ\b", text, re.IGNORECASE):
        return (
            Recurrence(
                "quarterly"
                if "quý" in text.lower()
                else "yearly"
                if "năm" in text.lower()
                else "monthly"
                if "tháng" in text.lower()
                else "yearly",
                text,
                0,
            )
            if re.search(r"quý|năm|tháng", text.lower())
            else None
        )
    return None


def _dated(text: str) -> Recurrence | None:
    parts: list[tuple[int, str, str]] = []
    if match := _QUARTER_DAY.search(text):
        which = match["which"].lower()
        month = 1 if which.startswith("đầu") else 2 if which in ("thứ hai", "thứ 2", "giữa") else 3
        parts.append((match.start(), f"quarterly:m{month}-{int(match['day']):02d}", match.group()))
    if match := _MONTH_DAY.search(text):
        parts.append((match.start(), f"monthly:{int(match['day'] or match['day2']):02d}", match.group()))
    if match := _WEEKDAY.search(text):
        parts.append((match.start(), f"weekly:{_WEEKDAYS[match['weekday'].lower()]}", match.group()))
    if match := _YEAR_DAYS.search(text):
        days = _days(match["days"])
        if days:
            parts.append((match.start(), "yearly:" + ",".join(days), match.group()))
    elif (match := _YEAR_MONTH.search(text)) and 1 <= int(match["month"]) <= 12:
        parts.append((match.start(), f"yearly:{int(match['month']):02d}", match.group()))
    if not parts:
        return None
    parts.sort()
    if (
        len(parts) == 1
        and parts[0][1].startswith("quarterly")
        and (extra := _days(text))
        and re.search(r"6 tháng|\bnăm\b", text, re.IGNORECASE)
    ):
        parts.append((parts[0][0], "yearly:" + ",".join(extra), parts[0][2]))
    return Recurrence(",".join(value for _, value, _ in parts), parts[0][2].strip(), parts[0][0], has_dates=True)


def _with_days(values: list[str], text: str, end: int) -> str:
    """ "định kỳ 6 tháng (trước 15/6), năm (trước 15/12)": the days of the year take the place of half-yearly and yearly."""
    days = _days(text) if _follows_days(text, end) else []
    if days and not {"monthly", "weekly", "daily"} & set(values):
        kept = [value for value in values if value == "quarterly" and len(days) < 3]
        return ",".join([*kept, "yearly:" + ",".join(days)])
    return ",".join(values)


def _follows_days(text: str, end: int) -> bool:
    return bool(re.search(r"trước|chậm nhất|muộn nhất|vào ngày", text, re.IGNORECASE)) and bool(_days(text))


def _days(text: str) -> list[str]:
    found = []
    for match in _DAY_MONTH.finditer(text):
        before = text[max(0, match.start() - 6) : match.start()].lower()
        day, month = int(match["day"]), int(match["month"])
        if 1 <= day <= 31 and 1 <= month <= 12 and "số" not in before:
            found.append(f"{month:02d}-{day:02d}")
    return list(dict.fromkeys(found))


def _counts(text: str, start: int, end: int, *, is_time_cell: bool) -> bool:
    """Whether "hằng năm" sets a rhythm: in a time column, at the head of a clause, behind "định kỳ", or closing a clause."""
    if is_time_cell or text[start : start + 7].lower() == "định kỳ":
        return True
    if re.match(r"(?:chế độ )?báo cáo\b", text[start:end], re.IGNORECASE):
        return True  # "báo cáo quý, 6 tháng, năm"
    before, after = text[:start].rstrip(), text[end:].lstrip()
    if not before or before[-1] in ",;:.(":
        return True
    if re.search(r"định kỳ$|vào$|(?:tuần|ngày) (?:cuối|đầu)$", before, re.IGNORECASE):
        return True
    closes = not after or after[0] in ".;,)" or (text[end - 1 : end] in ",;" and not after)
    return closes and bool(_ACTING.search(before))
