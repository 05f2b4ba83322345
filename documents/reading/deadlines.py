"""Deadlines as people write them, understood as `Deadline`: "trước ngày 15/6", "Quý II/2024", "ngày 20 hằng tháng".

`find_deadline` reads running text, where only words of time limit count; `read_time` reads what stands in a time column
or behind "Thời gian thực hiện:", where every date does.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from documents.parsed import Deadline, DeadlineKind
from documents.reading.recurrence import find_recurrence

_DAY = r"(?P<day>\d{1,2})\s?(?:[/.\-]|\s+tháng\s+)\s?(?P<month>\d{1,2})(?:\s?(?:[/.\-]|,?\s+năm\s+)\s?(?P<year>\d{4}))?(?![\d/])"
_BEFORE = r"(?:trước|muộn nhất trước|chậm nhất trước|chậm nhất là trước|xong trước|hoàn thành trước)"
_CLOCK = r"(?:\d{1,2}\s?(?:h|giờ|:)\s?(?:\d{2})?\s?(?:phút)?,?\s*)?"
_LIMIT = re.compile(
    r"(?P<limit>trước|chậm nhất|muộn nhất|không muộn hơn|không quá|hạn cuối|hết|đến|xong|hoàn thành"
    r"|thời hạn|trong|vào|hạn|kết thúc|dự kiến)"
    r"(?P<words>(?:\s+(?:là|vào|đến|trước|hết|trong|của|cuối))*)\s*:?\s*" + _CLOCK + r"(?:(?:hết\s+)?ngày\s+)?" + _DAY,
    re.IGNORECASE,
)
_FROM_TO_DAY = re.compile(
    r"từ\s+(?:ngày\s+)?(?P<d1>\d{1,2})(?:\s?[/.]\s?(?P<m1>\d{1,2}))?(?:\s?[/.]\s?(?P<y1>\d{4}))?\s+(?:đến|tới)(?:\s+hết)?\s+(?:ngày\s+)?"
    r"(?P<d2>\d{1,2})\s?[/.]\s?(?P<m2>\d{1,2})(?:\s?[/.]\s?(?P<y2>\d{4}))?",
    re.IGNORECASE,
)
_DAYS_OF_A_MONTH = re.compile(
    r"(?<![\d/])(?P<d1>\d{1,2})\s?(?:-|–|và|đến)\s?(?:ngày\s+)?(?P<d2>\d{1,2})\s?/\s?(?P<m>\d{1,2})(?:\s?/\s?(?P<y>\d{4}))?(?![\d/])",
    re.IGNORECASE,
)
_FROM_TO_MONTH = re.compile(
    r"(?:từ\s+)?tháng\s+(?P<m1>\d{1,2})(?:\s?[/.]\s?(?P<y1>\d{4}))?\s*(?:đến|tới|-"
    r"|–)\s*(?:hết\s+)?(?:tháng\s+)?(?P<m2>\d{1,2})(?:\s?[/.]\s?(?P<y2>\d{4})|\s+năm\s+(?P<y3>\d{4}))?(?!\d|/)",
    re.IGNORECASE,
)
_QUARTER_WORD = r"(?:IV|III|II|I|[1-4])(?![\w/]*[a-z])"
_QUARTERS = re.compile(
    rf"(?:quý|qúy|quí)\s*(?P<q1>{_QUARTER_WORD})\s*(?:/\s?(?P<y1>\d{{4}})|\s+năm\s+(?P<y2>\d{{4}}))?(?:\s*(?:-"
    rf"|–|,|và|đến)\s*(?:quý\s*)?(?P<q2>{_QUARTER_WORD})\s*(?:/\s?(?P<y3>\d{{4}})|\s+năm\s+(?P<y4>\d{{4}}))?)?",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"(?:(?<!\d\s)|(?<=tuần\s\d\s)|(?<=tuần thứ\s\d\s))(?:trong\s+|cuối\s+|đầu\s+|giữa\s+|hết\s+|trước\s+"
    r"|vào\s+)*tháng\s+(?P<month>\d{1,2})(?:\s?[/.\-]\s?(?P<year>\d{4})|,?\s+năm\s+(?P<year2>\d{4}))?(?!\d)",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"(?P<n>6|06|sáu|9|09|3|03)\s+tháng\s+(?P<part>đầu|cuối)\s+năm(?:\s+(?P<year>\d{4}))?", re.IGNORECASE
)
_PERIOD = re.compile(
    r"(?:giai đoạn|từ năm|năm)?\s*(?P<y1>20\d{2})\s?(?:-|–|đến(?:\s+năm)?)\s?(?P<y2>20\d{2})", re.IGNORECASE
)
_SINCE = re.compile(
    r"(?:kể\s+)?từ\s+(?:(?:ngày\s+)?(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4})"
    r"|tháng\s+(?P<month2>\d{1,2})[/.](?P<year2>\d{4})|quý\s+(?P<quarter>IV|III|II|I|[1-4])[/.](?P<year3>\d{4})|năm\s+(?P<year4>\d{4}))",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:cả\s+|trong\s+|hết\s+|cuối\s+|đến\s+|trước\s+)*năm\s+(?P<year>20\d{2})", re.IGNORECASE)
_ONGOING = re.compile(r"thường xuyên|liên tục|hàng ngày, thường xuyên|trong suốt|xuyên suốt", re.IGNORECASE)
_EVENT = re.compile(
    r"(?:ngay\s+)?sau\s+khi|ngay\s+khi|ngay\s+sau|khi\s+(?:có|được|phát\s+sinh|nhận)|trong\s+(?:vòng"
    r"|thời\s+hạn|thời\s+gian)\s+\d{1,3}\s+(?:ngày|tháng|giờ)"
    r"|(?:chậm\s+nhất|không\s+quá|sau|trước)\s+(?:là\s+)?\d{1,3}\s+(?:ngày|tháng|giờ)(?:\s+làm\s+việc)?"
    r"|kể\s+từ\s+(?:khi|ngày\s+(?!\d))|báo\s+cáo\s+đột\s+xuất|trước\s+khi",
    re.IGNORECASE,
)
_EVENT_IN_CELL = re.compile(
    r"đột\s+xuất|phát\s+sinh|theo\s+(?:yêu\s+cầu|tiến\s+độ|kế\s+hoạch|hướng\s+dẫn|lịch|chỉ\s+đạo|thời\s+gian|quy\s+định|văn\s+bản"
    r"|chương\s+trình)|khi\b|sau\b|trước\s+kỳ",
    re.IGNORECASE,
)
_TEXT_OPENING_ONGOING = re.compile(r"^(?:thường xuyên|liên tục)\b", re.IGNORECASE)
_TEXT_ONGOING = re.compile(
    r"(?:thực hiện|tiến hành|duy trì|triển khai|nhiệm vụ)\s+(?:thường xuyên|liên tục)(?:,\s*(?:liên tục"
    r"|thường xuyên))?\s*(?:$|[.;,)])|\(\s*thường xuyên\s*\)|thường xuyên trong năm|thường xuyên, liên tục\s*(?:$|[.;)])",
    re.IGNORECASE,
)
_TEXT_LIMIT = r"(?:hoàn thành|xong|thực hiện|kết thúc|ban hành|trình|tổ chức|trong|trước|chậm nhất|vào|đến hết|hết|thời gian|thời hạn|gửi)"
_TEXT_MONTH = re.compile(
    rf"(?:^|[\s(,;]){_TEXT_LIMIT}\s*:?\s*(?:trong\s+|vào\s+|trước\s+|cuối\s+|đầu\s+|là\s+|hết\s+)*$", re.IGNORECASE
)
_TEXT_YEAR = re.compile(
    r"(?:hoàn thành|xong|kết thúc|thực hiện|triển khai|ban hành|trước|đến hết|chậm nhất)\s*(?:trong\s+|vào\s+|là\s+|trước\s+|hết\s+)*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PlanYears:
    """What gives a missing year: the day the plan was issued (month 0 when blank) and the year its title speaks of."""

    issued_year: int | None = None
    issued_month: int = 0
    issued_day: int = 0
    title_year: int | None = None

    @property
    def base(self) -> int | None:
        issued, title = self.issued_year, self.title_year
        if issued is None:
            return title
        return title if title is not None and issued <= title <= issued + 1 else issued

    def year_for(self, month: int, day: int = 28) -> int | None:
        """The first year from the plan's on in which that day is not before the plan itself."""
        year = self.base
        if (
            year is not None
            and self.issued_year == year
            and self.issued_month
            and (month, day) < (self.issued_month, self.issued_day or 1)
        ):
            return year + 1
        return year


def find_deadline(text: str, years: PlanYears) -> Deadline:
    """Return the time limit that a sentence sets; dates of cited documents do not count."""
    recurring = find_recurrence(text, is_time_cell=False)
    limit = _limit_date(text, years)
    if recurring is not None and (limit is None or recurring.has_dates or recurring.start <= _limit_start(text)):
        return Deadline(DeadlineKind.RECURRING, recurring.value, recurring.text)
    for read in (
        lambda: limit,
        lambda: _from_to(text, years, in_text=True),
        lambda: _quarter(text, years, in_text=True),
    ):
        found = read()
        if found is not None:
            return found
    month = _month(text, years, in_text=True)
    if month is not None:
        return month
    half = _half(text, years, in_text=True)
    if half is not None:
        return half
    if _TEXT_OPENING_ONGOING.match(text):
        return Deadline(DeadlineKind.ONGOING, None, _TEXT_OPENING_ONGOING.match(text).group())  # type: ignore[union-attr]
    ongoing = _TEXT_ONGOING.search(text)
    if ongoing:
        return Deadline(DeadlineKind.ONGOING, None, ongoing.group().strip(" ().;,"))
    event = _EVENT.search(text)
    if event:
        return Deadline(DeadlineKind.EVENT, None, _clause(text, event.start()))
    return _year(text, years, in_text=True) or Deadline()


def read_time(text: str, years: PlanYears) -> Deadline:
    """Return what a time column or "Thời gian thực hiện:" says; text that gives no time becomes kind none with its words."""
    text = text.strip(" .;:-()")
    if not text:
        return Deadline()
    recurring = find_recurrence(text, is_time_cell=True)
    if recurring is not None:
        return Deadline(DeadlineKind.RECURRING, recurring.value, text)
    readers: tuple[Callable[[], Deadline | None], ...] = (
        lambda: _from_to(text, years, in_text=False),
        lambda: _limit_date(text, years),
        lambda: _bare_date(text, years),
        lambda: _since(text),
        lambda: _quarter(text, years, in_text=False),
        lambda: _half(text, years, in_text=False),
        lambda: _month(text, years, in_text=False),
    )
    for read in readers:
        found = read()
        if found is not None:
            found.text = text
            return found
    if _ONGOING.search(text):
        return Deadline(DeadlineKind.ONGOING, None, text)
    if _EVENT.search(text) or _EVENT_IN_CELL.search(text):
        return Deadline(DeadlineKind.EVENT, None, text)
    year = _year(text, years, in_text=False)
    if year is not None:
        year.text = text
        return year
    if re.search(r"(?:cả|trong)\s+năm", text, re.IGNORECASE) and years.base:
        return Deadline(DeadlineKind.YEAR, str(years.base), text, last_day(DeadlineKind.YEAR, str(years.base)))
    return Deadline(DeadlineKind.NONE, None, text)


def last_day(kind: DeadlineKind, value: str | None, *, is_before: bool = False) -> date | None:
    """The last day to act. The rule in one table; "before" moves each limit to the day before it begins.

    date 2024-05-03 -> that day; month 2024-05 -> 31 May; quarter 2024-Q2 -> 30 June; year -> 31 December;
    range -> the last day of its end; an open range, recurring, ongoing and event -> none.
    """
    if value is None or kind not in (
        DeadlineKind.DATE,
        DeadlineKind.MONTH,
        DeadlineKind.QUARTER,
        DeadlineKind.YEAR,
        DeadlineKind.RANGE,
    ):
        return None
    if kind == DeadlineKind.RANGE:
        end = value.split("/")[1]
        return None if end == ".." else _period(end)[1]
    first, last = _period(value)
    return first - timedelta(days=1) if is_before else last


def _period(value: str) -> tuple[date, date]:
    """First and last day of "2024", "2024-Q2", "2024-05" or "2024-05-03"."""
    year = int(value[:4])
    if "Q" in value:
        quarter = int(value[-1])
        return date(year, quarter * 3 - 2, 1), _month_end(year, quarter * 3)
    parts = [int(part) for part in value.split("-")]
    if len(parts) == 1:
        return date(year, 1, 1), date(year, 12, 31)
    if len(parts) == 2:
        return date(year, parts[1], 1), _month_end(year, parts[1])
    return date(*parts), date(*parts)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _limit_start(text: str) -> int:
    match = _LIMIT.search(text)
    return match.start() if match else len(text)


def _limit_date(text: str, years: PlanYears) -> Deadline | None:
    for match in _LIMIT.finditer(text):
        words = f"{match.group('limit')} {match.group('words')}".lower()
        if words.strip() == "đến" and re.search(
            r"(?:tính|kể từ|từ)\s+(?:ngày\s+)?[\d/]*\s*$", text[max(0, match.start() - 30) : match.start()]
        ):
            continue
        value = _iso(match.group("day"), match.group("month"), match.group("year"), years)
        if value is not None:
            is_before = "trước" in words and not re.search(r"trong ngày|hết ngày", match.group(), re.IGNORECASE)
            has_clock = bool(re.search(r"\d\s?(?:h|giờ|:)", match.group()))
            return Deadline(
                DeadlineKind.DATE,
                value,
                match.group().strip(),
                last_day(DeadlineKind.DATE, value, is_before=is_before and not has_clock),
            )
    return None


def _bare_date(text: str, years: PlanYears) -> Deadline | None:
    match = re.search(r"(?<!tuần\s)(?<!tuần thứ\s)(?<!\d)(?:ngày\s+)?" + _DAY, text, re.IGNORECASE)
    value = _iso(match.group("day"), match.group("month"), match.group("year"), years) if match else None
    return Deadline(DeadlineKind.DATE, value, None, last_day(DeadlineKind.DATE, value)) if value else None


def _from_to(text: str, years: PlanYears, *, in_text: bool) -> Deadline | None:
    match = _FROM_TO_DAY.search(text)
    if match and (match["m1"] or not in_text or match["m2"]):
        end = _iso(match["d2"], match["m2"], match["y2"], years)
        start = _iso(match["d1"], match["m1"] or match["m2"], match["y1"] or (end or "")[:4] or None, years)
        if start and end:
            return _range(start, end, match.group())
    match = _DAYS_OF_A_MONTH.search(text) if not in_text else None
    if match:
        start, end = (_iso(match[day], match["m"], match["y"], years) for day in ("d1", "d2"))
        if start and end and start <= end:
            return _range(start, end, match.group())
    match = _FROM_TO_MONTH.search(text)
    if match and (not in_text or match.group().lower().startswith("từ")):
        end_year = match["y2"] or match["y3"] or match["y1"]
        first, last = int(match["m1"]), int(match["m2"])
        year = int(end_year) if end_year else years.year_for(last) if 1 <= last <= 12 else None
        if year and 1 <= first <= 12 and 1 <= last <= 12:
            start_year = int(match["y1"]) if match["y1"] else year - (first > last)
            return _range(f"{start_year}-{first:02d}", f"{year}-{last:02d}", match.group())
    if in_text and not re.search(r"(?:trong|thực hiện|thời gian)\s*:?\s*giai đoạn\s+20\d\d", text, re.IGNORECASE):
        return None
    match = _PERIOD.search(text)
    return _range(match["y1"], match["y2"], match.group()) if match else None


def _range(start: str, end: str, text: str) -> Deadline | None:
    if end < start:
        return None
    value = f"{start}/{end}"
    return Deadline(DeadlineKind.RANGE, value, text.strip(), last_day(DeadlineKind.RANGE, value))


def _since(text: str) -> Deadline | None:
    match = _SINCE.search(text)
    if not match:
        return None
    if match["day"]:
        start = _iso(match["day"], match["month"], match["year"], PlanYears())
    elif match["month2"]:
        start = f"{match['year2']}-{int(match['month2']):02d}" if 1 <= int(match["month2"]) <= 12 else None
    elif match["quarter"]:
        start = f"{match['year3']}-Q{_quarter_number(match['quarter'])}"
    else:
        start = match["year4"]
    return Deadline(DeadlineKind.RANGE, f"{start}/..", match.group()) if start else None


def _quarter(text: str, years: PlanYears, *, in_text: bool) -> Deadline | None:
    for match in _QUARTERS.finditer(text):
        head = text[max(0, match.start() - 40) : match.start()]
        if in_text and not (_TEXT_MONTH.search(head) or re.search(r"[(:;,.]\s*$", head) or not head.strip()):
            continue
        if in_text and re.search(r"báo cáo\s*$", head, re.IGNORECASE):
            continue
        first = _quarter_number(match["q1"])
        year = next((match[name] for name in ("y1", "y2", "y3", "y4") if match[name]), None) or years.year_for(
            first * 3
        )
        if not year:
            return None
        is_before = bool(re.search(r"trước\s*$", head, re.IGNORECASE))
        if match["q2"]:
            end_year = match["y3"] or match["y4"] or year
            return _range(f"{year}-Q{first}", f"{end_year}-Q{_quarter_number(match['q2'])}", match.group())
        value = f"{year}-Q{first}"
        return Deadline(
            DeadlineKind.QUARTER,
            value,
            match.group().strip(),
            last_day(DeadlineKind.QUARTER, value, is_before=is_before),
        )
    return None


def _half(text: str, years: PlanYears, *, in_text: bool) -> Deadline | None:
    for match in _HALF.finditer(text):
        head = text[max(0, match.start() - 30) : match.start()]
        if in_text and not re.search(r"(?:hoàn thành|xong|thực hiện)\s+(?:trong\s+)?$", head, re.IGNORECASE):
            continue
        count = {"sáu": 6}.get(match["n"].lower()) or int(match["n"])
        year = match["year"] or years.base
        if not year:
            return None
        first, last = (1, count) if match["part"].lower() == "đầu" else (13 - count, 12)
        return _range(f"{year}-{first:02d}", f"{year}-{last:02d}", match.group())
    return None


def _month(text: str, years: PlanYears, *, in_text: bool) -> Deadline | None:
    for match in _MONTH.finditer(text):
        head = text[max(0, match.start() - 40) : match.start("month")]
        limit = re.sub(r"tháng\s+$", "", head)
        if in_text and not _TEXT_MONTH.search(limit):
            continue
        month = int(match["month"])
        if not 1 <= month <= 12 or (
            re.search(r"\d\s+tháng\s+$", head) and re.search(r"ngày\s+\d{1,2}\s+tháng\s+$", head)
        ):
            continue
        year = match["year"] or match["year2"] or years.year_for(month)
        if year:
            value = f"{int(year)}-{month:02d}"
            is_before = "trước" in match.group().lower() or bool(re.search(r"trước\s+$", limit, re.IGNORECASE))
            return Deadline(
                DeadlineKind.MONTH,
                value,
                match.group().strip(),
                last_day(DeadlineKind.MONTH, value, is_before=is_before),
            )
    return None


def _year(text: str, years: PlanYears, *, in_text: bool) -> Deadline | None:
    for match in _YEAR.finditer(text):
        if in_text and not (
            _TEXT_YEAR.search(text[max(0, match.start() - 30) : match.start()])
            and match.group().lower().startswith(("trong", "hết", "trước"))
        ):
            continue
        is_before = match.group().lower().startswith("trước")
        return Deadline(
            DeadlineKind.YEAR,
            match["year"],
            match.group().strip(),
            last_day(DeadlineKind.YEAR, match["year"], is_before=is_before),
        )
    whole = re.fullmatch(r"20\d{2}", text.strip()) if not in_text else None
    return Deadline(DeadlineKind.YEAR, whole[0], text, last_day(DeadlineKind.YEAR, whole[0])) if whole else None


def _iso(day: str, month: str, year: str | None, years: PlanYears) -> str | None:
    try:
        full_year = int(year) if year else years.year_for(int(month), int(day))
        return date(full_year, int(month), int(day)).isoformat() if full_year else None
    except ValueError:
        return None


def _quarter_number(text: str) -> int:
    return {"I": 1, "II": 2, "III": 3, "IV": 4}.get(text.upper()) or int(text)


def _clause(text: str, start: int) -> str:
    return re.split(r"[.;,)]", text[start : start + 120], maxsplit=1)[0].strip()
