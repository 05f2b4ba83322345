"""Who has to do what a sentence orders: the agency that leads, those that cooperate, and the labels "Cơ quan chủ trì:"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.reading.agency_names import AgencyGrammar, AgencyList

_WITH = re.compile(
    r"phối hợp(?:\s+(?:chặt chẽ|thường xuyên|đồng bộ|tốt|kịp thời))*(?:\s*,?\s*(?:với|cùng với|cùng))?\s*:?\s+",
    re.IGNORECASE,
)
_ORDER_PREFIX = re.compile(
    r"^(?:(?:trân trọng\s+|kính\s+)?(?:đề nghị|mời)|giao cho|giao|yêu cầu|trách nhiệm của|nhiệm vụ của|đối với"
    r"|về phía|riêng|ủy ban nhân dân tỉnh (?:giao|đề nghị|yêu cầu)|(?:chủ tịch )?ubnd (?:tỉnh|thành phố) (?:giao|đề nghị|yêu cầu))\s*:?\s+",
    re.IGNORECASE,
)
_ADVERBIAL = re.compile(
    r"^(?:căn cứ|trên cơ sở|trước|chậm nhất|định kỳ|hằng|hàng|trong|sau|khi|theo|đến|từ|để|ngoài|bên cạnh|tại"
    r"|hết|kết thúc|ngay|quý|tháng|giao)\b",
    re.IGNORECASE,
)
_DONE_BY = re.compile(
    r"(?:[\s(,;]do|\(\s*giao|[,;.]\s*giao|\bgiao cho|\(\s*đề nghị)\s+(?=[A-ZĐÀ-Ỹ]|các\s)", re.IGNORECASE
)
_DOING = re.compile(
    r"^\s*(?:là cơ quan\s+)?(?:chủ trì|thực hiện|tham mưu|chịu trách nhiệm|đảm nhiệm|phụ trách|hướng dẫn"
    r"|theo dõi|tổng hợp|làm đầu mối|có trách nhiệm|xây dựng|phối hợp|báo cáo|chuẩn bị|tổ chức|rà soát"
    r"|cung cấp|đôn đốc|kiểm tra|bố trí|thẩm định|triển khai)",
    re.IGNORECASE,
)
_LEADS_IN_BRACKET = re.compile(r"\(\s*(?=[A-ZĐÀ-Ỹ])")
# As in "Các đơn vị được phân công tham luận: …": the words before the colon tell which ones.
_DESCRIBED = re.compile(
    r"(?P<words>\s+(?:được|có (?!trách nhiệm)|tham gia|tham luận|phụ trách|trình bày|báo cáo|nêu|trong|thuộc)\b[^:;.,]{0,100}"
    r"|(?<=được phân công)\s[^:;.,]{2,80}|(?<=được giao)\s[^:;.,]{2,80})\s*:",
    re.IGNORECASE,
)
# A post stands for its holder, as in "Phó Trưởng ban Thường trực (Giám đốc Sở Nội vụ): …".
_POST_BEFORE_COLON = re.compile(
    r"(?P<whole>(?P<post>(?:Phó |Các Phó |Đồng chí )?(?:Trưởng ban|Trưởng Ban|Tổ trưởng|Trưởng đoàn|Trưởng Tiểu ban)[^:.;,()]{0,60})"
    r"(?:\([^()]{0,120}\))?)\s*:"
)
_UNIT = r"(?:(?:các\s+)?(?:cơ quan|đơn vị|sở,? ngành|bộ phận|tổ chức|cơ quan,? đơn vị|địa phương)\s+)?"
_LABELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "coordinating",
        re.compile(rf"{_UNIT}(?:cùng\s+)?(?:phối hợp)(?:\s+(?:thực hiện|chính|triển khai))?\s*:", re.IGNORECASE),
    ),
    (
        "lead",
        re.compile(
            rf"(?:{_UNIT}(?:được giao\s+)?(?:tham mưu,?\s+chủ trì|chủ trì|đầu mối|phụ trách|chịu trách nhiệm"
            rf"|tham mưu)(?:\s*,\s*tham mưu)?(?:\s+(?:thực hiện|triển khai|chính|tham mưu|tổ chức thực hiện))?"
            rf"|(?:cơ quan|đơn vị|tổ chức|phân công)(?:,\s*đơn vị)?\s+thực hiện|trách nhiệm thực hiện"
            rf"|phân công thực hiện|người thực hiện|thực hiện|giao)\s*:",
            re.IGNORECASE,
        ),
    ),
    (
        "time",
        re.compile(
            r"(?:thời gian|thời hạn|tiến độ|thời điểm|hạn)(?:\s+(?:thực hiện|hoàn thành|triển khai|tổ chức|báo cáo"
            r"|xong)){0,2}[^:;.(]{0,40}:|hoàn thành\s*:",
            re.IGNORECASE,
        ),
    ),
    (
        "output",
        re.compile(
            r"(?:sản phẩm|kết quả(?:\s+đầu ra)?|đầu ra|kết quả, sản phẩm)(?:\s+(?:đầu ra|dự kiến|hoàn thành|đạt được"
            r"|cần đạt|thực hiện|phải đạt))*\s*:",
            re.IGNORECASE,
        ),
    ),
)
_OTHER_LABEL = re.compile(
    r"^(?:kinh phí|nguồn kinh phí|địa điểm|mục tiêu|chỉ tiêu|đối tượng|hình thức|phạm vi|thành phần|số lượng"
    r"|phương pháp|căn cứ|ghi chú|nguồn lực|quy mô|chủ đề)[^:]{0,50}:",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Attributes:
    """What the labels of a line say; `head` is the text before the first label."""

    head: str = ""
    lead: str = ""
    coordinating: str = ""
    time: str = ""
    output: str = ""

    @property
    def is_line(self) -> bool:
        """True when the line says nothing but labels: it speaks of the item above it."""
        return not self.head.strip(" -+(.;,")


@dataclass(slots=True)
class Duty:
    """Who leads and who cooperates. `is_explicit` when the sentence itself names the lead, not the heading above it."""

    lead: list[str] = field(default_factory=list)
    coordinating: list[str] = field(default_factory=list)
    role: str = "chủ trì"
    is_explicit: bool = False
    is_introduction: bool = False
    rest: str = ""


def read_attributes(text: str) -> Attributes | None:
    """Return what "Cơ quan chủ trì: …; thời gian: …" in the text says, or None when it has no such label."""
    spots: list[tuple[int, int, str]] = []
    for name, pattern in _LABELS:
        for match in pattern.finditer(text):
            before = text[: match.start()].rstrip()
            if (not before or before[-1] in ".;,(-–+|") and not any(
                start <= match.start() < end for start, end, _ in spots
            ):
                spots.append((match.start(), match.end(), name))
    if not spots:
        return None
    spots.sort()
    attributes = Attributes(head=text[: spots[0][0]].rstrip(" (;,-–"))
    for (_, end, name), following in zip(spots, [*[spot[0] for spot in spots[1:]], len(text)], strict=True):
        value = text[end:following].strip(" ;,.-–")
        if value.count(")") > value.count("("):
            value = value.rstrip(") .;")
        if not getattr(attributes, name):
            setattr(attributes, name, value)
    return attributes


def is_side_label(text: str) -> bool:
    """ "Kinh phí: …", "Địa điểm: …": said about the work, no work itself."""
    return bool(_OTHER_LABEL.match(text))


def agencies_in_cell(cell: str, grammar: AgencyGrammar) -> list[str]:
    """The agencies of a table cell or behind a label; what the grammar does not know stays as written."""
    cell = cell.strip(" .;,")
    if not cell:
        return []
    parts = [
        part.strip(" .;,+") for part in re.split(r";|\n|(?:^|\s)[-–+•]\s+(?=[A-ZĐÀ-Ỹ])", cell) if part.strip(" .;,+-–")
    ]
    names: list[str] = []
    for part in parts:
        listed = _names_of_whole(part, grammar)
        names.extend(listed or [part])
    return names


def _names_of_whole(part: str, grammar: AgencyGrammar) -> list[str]:
    """The names that fill the part to its end, also where only a line of the cell parted them; empty when words are left."""
    names: list[str] = []
    at = 0
    while at < len(part) and (found := grammar.read_list(part, at, in_sentence=True)) is not None:
        names.extend(found.names)
        at = found.end + len(part[found.end :]) - len(part[found.end :].lstrip(" .;,"))
    return names if at >= len(part) else []


def heading_agencies(text: str, grammar: AgencyGrammar) -> list[str]:
    """The agencies a heading is about, empty when it is about something else.

    "3. Các sở … được giao tham mưu (A, B, C):" is about A, B and C; "1. Các đơn vị được UBND tỉnh giao …" about all of it.
    """
    bare = text.strip().rstrip(" :.;")
    prefix = _ORDER_PREFIX.match(bare)
    start = prefix.end() if prefix else 0
    found = grammar.read_list(bare, start, in_sentence=prefix is not None)
    if found is None or grammar.is_issuer(found.names):
        return []
    rest = bare[found.end :].strip(" ,;")
    if not rest:
        return found.names
    if re.fullmatch(
        r"(?:có trách nhiệm|chịu trách nhiệm|chủ trì|thực hiện|có nhiệm vụ|tổ chức thực hiện)(?:\s+(?:thực hiện"
        r"|các nội dung|các nhiệm vụ|sau|như sau|một số nội dung|chủ yếu))*",
        rest,
        re.IGNORECASE,
    ):
        return found.names
    if found.is_group and re.match(r"(?:được|là|có tên|đầu mối|phụ trách|tham mưu(?=[^()]*\()|trong|theo)\b", rest):
        bracket = re.search(r"\(([^()]{5,600})\)$", bare)
        if bracket:
            inner = grammar.read_list("Các sở: " + re.sub(r"^(?:gồm|như|cụ thể)\s*:?\s*", "", bracket.group(1)))
            if inner is not None and len(inner.names) >= 1:
                return inner.names
        return [bare[start:]] if len(bare) <= 220 else []
    return []


def read_duty(text: str, grammar: AgencyGrammar, context: Sequence[str] = ()) -> Duty:
    """Return who has to do what the sentence orders; `context` are the agencies of the heading above it."""
    duty = Duty(lead=list(context), rest=text)
    named = (
        _leading(text, grammar, has_context=bool(context))
        or (None if context else _behind_colon(text, grammar))
        or (None if context else _embedded(text, grammar))
        or (None if context else _behind_clause(text, grammar))
    )
    if context and named is None:
        named = _given_to(text, grammar)
    if named is not None:
        duty.lead, duty.is_explicit = named.names, True
        duty.rest = text[named.end :].lstrip(" :,")
        inner = re.match(r"(?:tổ chức\s+)?(?:chỉ đạo|hướng dẫn|yêu cầu)\s+", duty.rest)
        if inner and text.rstrip().endswith(":"):
            directed = grammar.read_list(duty.rest, inner.end(), in_sentence=True)
            if directed is not None and re.fullmatch(
                r"\s*(?:tổ chức\s+|triển khai\s+)?(?:thực hiện)?(?:\s+(?:các nội dung|các nhiệm vụ|như sau|sau))*\s*:",
                duty.rest[directed.end :],
            ):
                duty.lead = [*duty.lead, *directed.names]
                duty.is_introduction = True
    duty.coordinating = _partners(text, grammar)
    if re.match(r"\s*phối hợp", duty.rest, re.IGNORECASE) and not re.match(
        r"\s*phối hợp[^.;]{0,20}chủ trì", duty.rest, re.IGNORECASE
    ):
        duty.role = "phối hợp"
    return duty


def _leading(text: str, grammar: AgencyGrammar, *, has_context: bool) -> AgencyList | None:
    """The agencies a sentence opens with, when a predicate follows them."""
    prefix = _ORDER_PREFIX.match(text)
    if prefix and has_context and not re.match(r"(?:giao|riêng|đối với)\b", text, re.IGNORECASE):
        prefix = None
    start = prefix.end() if prefix else 0
    if post := _POST_BEFORE_COLON.match(text):
        return AgencyList([post["post"].strip()], post.end("whole"))
    found = grammar.read_list(text, start, in_sentence=prefix is not None)
    if found is None or grammar.is_issuer(found.names):
        return None
    if found.is_group and (described := _DESCRIBED.match(text, found.end)):
        end = described.end("words")
        return AgencyList([*found.names[:-1], found.names[-1] + text[found.end : end]], end, found.bracket, True)
    return found if _has_predicate(text, found) else None


def _has_predicate(text: str, found: AgencyList) -> bool:
    rest = text[found.end :].lstrip()
    rest = re.sub(r"^[:,–-]\s*", "", rest)
    if not rest or rest[0] in ".;()/":
        return False
    following_colon = text[found.end :].lstrip().startswith(":")
    if re.match(r"(?:thuộc|của|và|hoặc|mời|tham dự|trên|tại|ở|năm|gồm)\b", rest):
        return False
    return (
        rest[0].islower()
        or following_colon
        or bool(re.match(r"(?:Chủ trì|Phối hợp|Tham mưu|Có trách nhiệm|Thực hiện|Tổ chức|Xây dựng|Triển khai)", rest))
    )


def _behind_clause(text: str, grammar: AgencyGrammar) -> AgencyList | None:
    """The agency behind an opening clause: "Căn cứ Kế hoạch này, các sở, ban, ngành xây dựng …"."""
    if not _ADVERBIAL.match(text):
        return None
    for match in list(re.finditer(r",\s+(?:giao\s+|đề nghị\s+|yêu cầu\s+)?", text[:420]))[:8]:
        found = grammar.read_list(text, match.end(), in_sentence=True)
        if found is not None and not grammar.is_issuer(found.names) and _has_predicate(text, found):
            return found
    return None


def _behind_colon(text: str, grammar: AgencyGrammar) -> AgencyList | None:
    """ "Đối với lĩnh vực …: giao Sở Tư pháp chủ trì …": the agency behind the words that say what it is about."""
    head = re.match(r"[^:.;]{3,160}:\s+", text)
    if head is None or grammar.read_list(text) is not None:
        return None
    prefix = _ORDER_PREFIX.match(text[head.end() :])
    start = head.end() + (prefix.end() if prefix else 0)
    found = grammar.read_list(text, start, in_sentence=prefix is not None)
    if found is None or grammar.is_issuer(found.names):
        return None
    return found if _has_predicate(text, found) else None


def _embedded(text: str, grammar: AgencyGrammar) -> AgencyList | None:
    """ "… do Sở Tư pháp chủ trì", "… (giao Sở Nội vụ tham mưu)", "… (Sở Y tế chủ trì)"."""
    for pattern in (_DONE_BY, _LEADS_IN_BRACKET):
        for match in list(pattern.finditer(text))[:6]:
            found = grammar.read_list(text, match.end(), in_sentence=True)
            if found is not None and not grammar.is_issuer(found.names) and _DOING.match(text[found.end :]):
                return found
    return _closing_bracket(text, grammar)


def _closing_bracket(text: str, grammar: AgencyGrammar) -> AgencyList | None:
    """ "Công khai ngân sách cấp xã (Sở Tài chính).": a bracket at the end that holds nothing but agencies."""
    match = re.search(r"\(([^()]{4,240})\)\s*[.;]?\s*$", text)
    if match is None or not match.start():
        return None
    names = _names_of_whole(match.group(1), grammar)
    return AgencyList(names, len(text)) if names and not grammar.is_issuer(names) else None


def _given_to(text: str, grammar: AgencyGrammar) -> AgencyList | None:
    match = re.match(r"giao\s+(?:cho\s+)?", text, re.IGNORECASE)
    found = grammar.read_list(text, match.end(), in_sentence=True) if match else None
    return found if found is not None and _DOING.match(text[found.end :]) else None


def _partners(text: str, grammar: AgencyGrammar) -> list[str]:
    names: list[str] = []
    for match in list(_WITH.finditer(text))[:6]:
        found = grammar.read_list(text, match.end(), in_sentence=True)
        if found is not None:
            names.extend(name for name in found.names if name not in names)
    return names
