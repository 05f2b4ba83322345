"""The fixed wordings of an official document: number, date in words, issuer in a sentence, the bracket of an appendix."""

from __future__ import annotations

import re
from datetime import date

from documents.official import Issuer, OfficialDocument
from documents.vietnamese import fold_spaces, to_nfc

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
BLANK_NUMBER = " " * 6
BLANK_DAY = " " * 5
END_MARK = "./."

# Types that are addressed to someone (F35): official letter, submission, and a report to a higher body when it names one.
ADDRESSED_TYPES = frozenset({"CV", "TTr", "BC", "CĐ"})
SAME_AS_ABOVE = "Như trên"
FILED = "Lưu"

_END_OF_TEXT = re.compile(r"[\s./;,]+$")
_UNIT_WORDS = {"TỈNH", "THÀNH PHỐ", "XÃ", "PHƯỜNG", "ĐẶC KHU", "HUYỆN", "QUẬN", "THỊ XÃ", "THỊ TRẤN"}
_BODY_NAMES = ("ỦY BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN")
_KIND_WORDS = ("VĂN PHÒNG", "THANH TRA", "TRUNG TÂM", "SỞ", "BAN", "CHI CỤC", "CỤC", "PHÒNG", "VIỆN", "KHO BẠC")
_NAME_STARTS_AFTER = {"và", ",", "-"}
_SUBJECT_MARK = re.compile(r"^v/v\s*:?\s*", re.IGNORECASE)
# Ranks, degrees and honours that do not stand before a signer's name; military ranks may.
_DEGREES = re.compile(
    r"^(?:(?:GS|PGS|TSKH|TS|ThS|BSCKI{1,2}|BS|KS|CN|NGND|NGƯT|TTND|TTƯT)\b[.,\s]*|(?:Ông|Bà)\s+)+(?=\S)"
)


def two_digits(number: str) -> str:
    """Return a document number with the one zero that only numbers below 10 carry (F25): "8" -> "08", "007" -> "07"."""
    bare = number.strip()
    return f"{int(bare):02d}" if bare.isdigit() else bare


def number_and_symbol(document: OfficialDocument) -> str:
    """Return "129/KH-UBND"; in a draft the number is a blank of six spaces (F24)."""
    number = two_digits(document.number) if document.number else BLANK_NUMBER
    return f"{number}/{fold_spaces(document.symbol or '').replace(' ', '')}"


def date_in_words(moment: date) -> str:
    """Return "ngày 05 tháng 01 năm 2026": a zero for days below 10 and for months 1 and 2 only (F29)."""
    month = f"{moment.month:02d}" if moment.month <= 2 else str(moment.month)
    return f"ngày {moment.day:02d} tháng {month} năm {moment.year}"


def document_date(document: OfficialDocument) -> str:
    """Return the date of issue in words; what a draft leaves open stays blank."""
    if document.issued_on is not None:
        return date_in_words(document.issued_on)
    year, month = document.date_written
    month_text = BLANK_DAY if month is None else f"{month:02d}" if month <= 2 else str(month)
    return f"ngày {BLANK_DAY} tháng {month_text} năm {year or ''}".rstrip()


def place_and_date(document: OfficialDocument) -> str:
    """Return the line of ô 4: "Hưng Yên, ngày 14 tháng 7 năm 2022"."""
    words = document_date(document)
    return f"{fold_spaces(document.place)}, {words}" if document.place else words


def issuer_in_sentence(issuer: Issuer, *, known_text: str = "") -> str:
    """Return the issuer's name as written inside a sentence: "Ủy ban nhân dân tỉnh Hưng Yên", "Sở Nông nghiệp và Môi trường".

    The spelling found in `known_text` (the document's own words) wins; otherwise capitals follow Phụ lục II.
    """
    printed = fold_spaces(" ".join(issuer.name_lines))
    if not printed:
        return ""
    found = re.search(re.escape(printed), to_nfc(known_text), re.IGNORECASE)
    if found and not found[0].isupper():
        return fold_spaces(found[0])
    for body in _BODY_NAMES:
        if printed.upper().startswith(body):
            return f"{body.capitalize()} {_unit_name(printed[len(body) :].strip())}".strip()
    return _capitals_of_organisation(printed)


def attached_bracket(document: OfficialDocument, *, known_text: str = "") -> list[str]:
    """Return the lines "(Kèm theo Kế hoạch số … ngày …", "của …)" from the main document, so that they agree with page 1 (F61).

    An electronic original leaves the places of number and date empty (Phụ lục I, mục III).
    """
    if document.is_electronic_original:
        symbol = fold_spaces(document.symbol or "").replace(" ", "")
        number, day = f"{BLANK_NUMBER}/{symbol}", f"ngày {BLANK_DAY} tháng {BLANK_DAY} năm"
    else:
        number, day = number_and_symbol(document), document_date(document)
    kind = fold_spaces(document.type_name).capitalize() or "Văn bản"
    issuer = issuer_in_sentence(document.issuer, known_text=known_text)
    opening = f"(Kèm theo {kind} số {number} {day}"
    return [opening, f"của {issuer})"] if issuer else [f"{opening})"]


def with_end_mark(text: str) -> str:
    """Return the last sentence of a document closed by "./." (F58)."""
    return text if text.endswith(END_MARK) else _END_OF_TEXT.sub("", text) + END_MARK


def closed_list(items: list[str]) -> list[str]:
    """Return the items of a list closed by ";" each and by "." the last one (F36, F37, F55, F56)."""
    bare = [_END_OF_TEXT.sub("", fold_spaces(item)) for item in items]
    return [f"{item}{'.' if position == len(bare) - 1 else ';'}" for position, item in enumerate(bare)]


def subject(title: str, *, is_letter: bool) -> str:
    """Return the subject without "V/v", which only a letter prints and the form adds; elsewhere it reads "Về việc" (F31)."""
    bare = _SUBJECT_MARK.sub("", title)
    if is_letter or not bare:
        return bare
    return f"Về việc {bare}" if bare != title else f"{bare[0].upper()}{bare[1:]}"


def filed_at(text: str) -> str:
    """Return the line of the file copy with its colon: "Lưu VT, TH" -> "Lưu: VT, TH" (F56)."""
    return re.sub(rf"^{FILED}\s*:?\s*", f"{FILED}: ", fold_spaces(text))


def file_copy(document: OfficialDocument) -> str:
    """Return "Lưu: VT", with the drafting unit that the symbol of an official letter names: "UBND-NC" -> "Lưu: VT, NC".

    Other papers name no unit in their symbol, and the drafter's mark (ô 12) names a person: then no unit is made up.
    """
    unit = (document.symbol or "").rpartition("-")[2].strip() if document.type_code == "CV" else ""
    return f"{FILED}: VT, {unit}" if unit else f"{FILED}: VT"


def drafter_and_copies(document: OfficialDocument) -> str:
    """Return the mark of the drafter and the number of copies issued (ô 12): "PL.(300)", "PL", "(300)" or nothing (F65)."""
    drafter = fold_spaces(document.drafter).upper().rstrip(".")
    copies = f"({document.copies})" if document.copies else ""
    return ".".join(part for part in (drafter, copies) if part)


def signer_name(name: str | None) -> str:
    """Return the name of the signer without degrees before it and never all in capitals (F50)."""
    bare = _DEGREES.sub("", fold_spaces(name or ""))
    return bare.title() if bare.isupper() else bare


def _unit_name(printed: str) -> str:
    """ "TỈNH HƯNG YÊN" -> "tỉnh Hưng Yên"; Thành phố Hồ Chí Minh, named after a person, keeps its capital."""
    words = printed.split(" ")
    for length in (2, 1):
        if " ".join(words[:length]).upper() in _UNIT_WORDS:
            unit, name = " ".join(words[:length]).lower(), " ".join(words[length:]).title()
            return f"{unit.capitalize() if name == 'Hồ Chí Minh' else unit} {name}".strip()
    return printed.title()


def _capitals_of_organisation(printed: str) -> str:
    words = fold_spaces(printed).lower().replace(",", " ,").split()
    upper_next = {0}
    for kind in _KIND_WORDS:
        if printed.upper().startswith(f"{kind} "):
            upper_next.add(len(kind.split()))
            break
    upper_next |= {position + 1 for position, word in enumerate(words) if word in _NAME_STARTS_AFTER}
    cased = [word.capitalize() if position in upper_next else word for position, word in enumerate(words)]
    return " ".join(cased).replace(" ,", ",")
