"""A paragraph that gives several orders, cut into them: each sentence with a time limit or an agency of its own."""

from __future__ import annotations

import re

from documents.parsed import DeadlineKind
from documents.reading.agency_names import AgencyGrammar
from documents.reading.deadlines import PlanYears, find_deadline
from documents.reading.duties import read_duty

_SENTENCE_END = re.compile(r"(?<!\bTp)(?:(?<=[a-zà-ỹđ\d)”\"])|(?<=[A-ZĐ]{4}))\.\s+(?=[A-ZĐÀ-Ỹ])")
# A sentence that opens like this says when or how the order before it is done.
_SPEAKS_OF_THE_ORDER = re.compile(
    r"(?:(?:thời|kỳ) (?:gian|hạn)|hoàn thành|hoàn tất|xong|tiến độ|chậm nhất|muộn nhất|trước ngày|trong (?:quá trình|đó)|kết quả|sản phẩm"
    r"|kinh phí|nội dung|việc|cụ thể|riêng|số liệu|hình thức|địa điểm|thực hiện (?:trước|xong|trong|thường xuyên)|nếu|trường hợp|lưu ý|sau"
    r"|định kỳ (?:thực hiện|kiểm tra)|mốc|các nội dung|các nhiệm vụ|thường xuyên)\b",
    re.IGNORECASE,
)
_TIMED = (DeadlineKind.DATE, DeadlineKind.MONTH, DeadlineKind.QUARTER, DeadlineKind.RECURRING)
_MAX_SENTENCES = 40
_LONGEST_PARAGRAPH = 8_000  # characters; nobody writes a longer one, and each cut looks at all before it


def split_orders(text: str, grammar: AgencyGrammar, years: PlanYears, *, is_owned: bool) -> list[str]:
    """Return the orders of the text in order, one when it gives a single one.

    `is_owned` tells that a heading names who acts; without it the first sentence has to name someone.
    """
    sentences = _sentences(text) if len(text) <= _LONGEST_PARAGRAPH else [text]
    if not 1 < len(sentences) <= _MAX_SENTENCES:
        return [text]
    first = read_duty(sentences[0], grammar, ())
    if not (is_owned or first.is_explicit):
        return [text]
    orders = [sentences[0]]
    leads = first.lead
    for sentence in sentences[1:]:
        duty = read_duty(sentence, grammar, ())
        is_other_agency = (
            duty.is_explicit and bool(leads) and duty.lead != leads and _opens_with_agency(sentence, grammar)
        )
        if is_other_agency or _is_timed_order(sentence, years):
            orders.append(sentence)
            leads = duty.lead or leads
        else:
            orders[-1] = f"{orders[-1]} {sentence}"
    return orders


def _sentences(text: str) -> list[str]:
    cuts = [match.end() for match in _SENTENCE_END.finditer(text) if not _is_inside(text, match.start())]
    return [text[start:stop].strip() for start, stop in zip([0, *cuts], [*cuts, len(text)], strict=True)]


def _is_inside(text: str, at: int) -> bool:
    """Whether a bracket or a quotation is open at that place."""
    before = text[:at]
    return before.count("(") > before.count(")") or before.count("“") > before.count("”")


def _is_timed_order(sentence: str, years: PlanYears) -> bool:
    return not _SPEAKS_OF_THE_ORDER.match(sentence) and find_deadline(sentence, years).kind in _TIMED


def _opens_with_agency(sentence: str, grammar: AgencyGrammar) -> bool:
    bare = re.sub(r"^(?:giao(?:\s+cho)?|đề nghị)\s+", "", sentence, flags=re.IGNORECASE)
    return grammar.read_list(bare) is not None
