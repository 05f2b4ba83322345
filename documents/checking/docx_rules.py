"""The counterparts of the rules in a Word file: what the file orders, since its pages are made by Word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import takewhile
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

from documents import wording
from documents.checking.findings import RuleFinding, error, millimetres, points, warning
from documents.checking.word_form import WordLine, word_lines
from documents.layout import BODY, FONT_FAMILY_WORD, LIMITS, PAGE, Allowed
from documents.vietnamese import search_key

if TYPE_CHECKING:
    from docx.document import Document

_NUMBER = re.compile(r"^Số: ?(\d{2,})/(\w+(?:-\w+)+)$")
_DRAFT_NUMBER = re.compile(r"^Số: ?\d*\s*/\w+(?:-\w+)+$")
_DATE_START = re.compile(r"^[^\W\d_][^,]*, ngày ")
_CHARACTERS_AS_RULE = re.compile(r"^[\s_─—–-]{4,}$")


def check_docx(data: bytes, *, type_code: str, is_draft: bool) -> list[RuleFinding] | None:
    """Return the findings of a Word file, None when the bytes are no Word file."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    try:
        file = docx.Document(BytesIO(data))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError):
        return None
    lines = word_lines(file)
    return [
        *_sections(file),
        *_letters(lines),
        *_header(lines, type_code=type_code, is_draft=is_draft),
        *_body(lines),
        *_closing(lines),
        *_appendices(lines),
    ]


def _sections(file: Document) -> Iterator[RuleFinding]:
    sections: list[Any] = list(file.sections)
    for position, section in enumerate(sections):
        short, long = sorted((section.page_width.mm, section.page_height.mm))
        if abs(short - PAGE.width_mm) > 1 or abs(long - PAGE.height_mm) > 1:
            yield error("F01", "Khổ giấy phải là A4.", measured=f"{millimetres(short)} × {millimetres(long)}")
        if position == 0 and section.page_width > section.page_height:
            yield warning("F02", "Trang đầu phải là trang dọc.")
        margins: list[tuple[str, str, Any, Allowed]] = [
            ("F03", "Lề trái", section.left_margin, LIMITS.margin_left_mm),
            ("F04", "Lề phải", section.right_margin, LIMITS.margin_right_mm),
            ("F05", "Lề trên", section.top_margin, LIMITS.margin_top_mm),
            ("F06", "Lề dưới", section.bottom_margin, LIMITS.margin_bottom_mm),
        ]
        for rule, name, margin, allowed in margins:
            if margin.mm not in allowed:
                required = f"{allowed.low:g}-{allowed.high:g} mm"
                yield error(rule, f"{name} sai.", measured=millimetres(margin.mm), required=required)
        if not section.different_first_page_header_footer:
            yield error("F12", "Trang đầu không hiển thị số trang (chọn trang đầu khác).")
        yield from _page_field(section)
        starts = section._sectPr.xpath("./w:pgNumType/@w:start")
        if position > 0 and starts != ["1"]:
            yield warning("F15", "Phụ lục phải đánh số trang riêng từ 1.")


def _page_field(section: Any) -> Iterator[RuleFinding]:
    numbered = [line for line in section.header.paragraphs if "PAGE" in "".join(line._p.xpath(".//w:instrText/text()"))]
    if not numbered:
        yield error("F13", "Thiếu số trang ở lề trên.")
        return
    form = WordLine.of(numbered[0])
    if form.size_pt not in LIMITS.text_size_pt or form.is_bold or form.is_italic or form.alignment != "center":
        yield error("F14", "Số trang cỡ 13-14, kiểu chữ đứng, ở giữa.", measured=points(form.size_pt))


def _letters(lines: list[WordLine]) -> Iterator[RuleFinding]:
    for rule, message, is_wrong in (
        ("F07", "Phông chữ phải là Times New Roman", lambda line: set(line.fonts) - {FONT_FAMILY_WORD}),
        ("F08", "Chữ phải màu đen", lambda line: line.colour not in {None, "000000"} and line.colour != "FF0000"),
    ):
        wrong = next((line for line in lines if line.text and is_wrong(line)), None)
        if wrong is not None:
            yield error(
                rule, f"{message}: “{wrong.text[:40]}”.", measured=", ".join(wrong.fonts) if rule == "F07" else ""
            )
    small = next((line for line in lines if line.text and line.size_pt not in LIMITS.any_size_pt), None)
    if small is not None:
        yield warning("F10", f"Cỡ chữ lạ: “{small.text[:40]}”.", measured=points(small.size_pt))


def _header(lines: list[WordLine], *, type_code: str, is_draft: bool) -> Iterator[RuleFinding]:
    nation = _first(lines, lambda line: search_key(line.text) == search_key(wording.NATION))
    motto = _first(lines, lambda line: line.text == wording.MOTTO)
    for rule, name, line, low in (("F16", "Quốc hiệu", nation, 12), ("F17", "Tiêu ngữ", motto, 13)):
        if line is None:
            yield error(rule, f"Thiếu {name}.")
        elif not line.is_bold or line.is_italic or not low - 0.25 <= line.size_pt <= low + 1.25:
            yield error(
                rule,
                f"{name} phải in đậm, đứng, đúng cỡ.",
                measured=points(line.size_pt),
                required=f"{low}-{low + 1} pt",
            )
    if any(_CHARACTERS_AS_RULE.match(line.text) for line in lines):
        yield error("F18", "Đường kẻ phải được vẽ, không dùng dãy ký tự.")
    if motto is not None and not _has_rule_after(lines, motto):
        yield error("F18", "Thiếu đường kẻ ngang dưới Tiêu ngữ.")
    number = _first(lines, lambda line: line.text.startswith("Số:"))
    if number is None or number.size_pt != 13 or number.is_bold or number.is_italic:
        yield error(
            "F23", "Số, ký hiệu: cỡ 13, kiểu chữ đứng.", measured=points(number.size_pt) if number else "không có"
        )
    elif not _NUMBER.match(number.text) and not (is_draft and _DRAFT_NUMBER.match(number.text)):
        yield error("F24", "Số, ký hiệu không đúng mẫu.", measured=number.text)
    elif type_code != "CV" and not number.text.split("/", 1)[1].startswith(f"{type_code}-"):
        yield error(
            "F26", "Ký hiệu không mở đầu bằng chữ viết tắt của loại văn bản.", measured=number.text, required=type_code
        )
    date = _first(lines, lambda line: bool(_DATE_START.match(line.text)))
    if date is None or not date.is_italic or date.is_bold or date.size_pt not in LIMITS.text_size_pt:
        yield error("F28", "Địa danh, ngày tháng: chữ nghiêng, cỡ 13-14.", measured=date.text if date else "không có")


def _has_rule_after(lines: list[WordLine], line: WordLine) -> bool:
    following = lines[lines.index(line) + 1 : lines.index(line) + 2]
    return line.has_border or any(each.has_border for each in following)


def _body(lines: list[WordLine]) -> Iterator[RuleFinding]:
    running = [
        line
        for line in lines
        if not line.is_in_table and line.text and line.alignment != "center" and len(line.text) > 90
    ]
    for line in running:
        if line.size_pt not in (13, 14):
            yield error("F38", "Nội dung văn bản phải cỡ 13 hoặc 14.", measured=points(line.size_pt))
        if line.alignment != "both":
            yield error("F39", f"Nội dung phải dàn đều cả hai lề: “{line.text[:40]}”.")
        if all(abs(line.indent_mm - each) > LIMITS.indent_tolerance_mm for each in LIMITS.indent_mm):
            yield error("F40", "Đầu đoạn phải lùi vào 1 cm hoặc 1,27 cm.", measured=millimetres(line.indent_mm))
        if line.gap_pt < BODY.before_pt - 0.5:
            yield error(
                "F41", "Khoảng cách giữa các đoạn tối thiểu 6 pt.", measured=points(line.gap_pt), required="6 pt"
            )
        if line.line_spacing not in LIMITS.line_spacing:
            yield error("F42", "Cách dòng từ dòng đơn đến 1,5 dòng.", measured=f"{line.line_spacing:g}")


def _closing(lines: list[WordLine]) -> Iterator[RuleFinding]:
    label = _first(lines, lambda line: search_key(line.text) == "noi nhan:")
    if label is None:
        yield error("F53", "Thiếu “Nơi nhận:”.")
        return
    if label.size_pt != 12 or not label.is_bold or not label.is_italic or label.is_underlined:
        yield error("F53", "“Nơi nhận:” cỡ 12, nghiêng, đậm, không gạch chân.", measured=points(label.size_pt))
    start = lines.index(label) + 1
    recipients = list(takewhile(lambda line: line.text.startswith("- "), lines[start:]))
    # A long list goes on below the row of the signature.
    below = [line for line in lines[start + len(recipients) :] if not line.is_in_table]
    recipients += takewhile(lambda line: line.text.startswith("- ") and line.size_pt < 12, below)
    for line in recipients:
        if line.size_pt != 11 or line.is_bold or line.is_italic:
            yield error("F55", f"Nơi nhận cỡ 11, kiểu chữ đứng: “{line.text}”.", measured=points(line.size_pt))
    if any(not line.text.endswith(";") for line in recipients[:-1]):
        yield error("F55", "Mỗi nơi nhận kết thúc bằng “;”.")
    if not recipients or not re.match(r"^- Lưu: ?VT.*\.$", recipients[-1].text):
        yield error("F56", "Dòng cuối của nơi nhận là “- Lưu: VT, …”, kết thúc bằng dấu chấm.")


def _appendices(lines: list[WordLine]) -> Iterator[RuleFinding]:
    for line in lines:
        if re.match(r"^Phụ lục(?: [IVXLC]+)?$", line.text, re.IGNORECASE) and (
            line.size_pt != 14 or not line.is_bold or line.is_italic or line.alignment != "center"
        ):
            yield error("F59", "“Phụ lục”: cỡ 14, đậm, đứng, ở giữa.", measured=points(line.size_pt))


def _first(lines: list[WordLine], fits: Any) -> WordLine | None:
    return next((line for line in lines if fits(line)), None)
