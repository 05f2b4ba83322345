"""The counterparts of the measured rules in a Word file: what the file orders, since its pages are made by Word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from documents.checking.findings import RuleFinding, error, information, millimetres, points, warning
from documents.checking.recognising import is_contact, starts_appendix
from documents.checking.text import check_text
from documents.checking.word_form import WordFile, WordLine, WordSection
from documents.checking.word_paper import WordAnatomy, dissect_word
from documents.layout import (
    FONT_FAMILY_WORD,
    FONT_LINE_HEIGHT_EM,
    HEADER,
    LIMITS,
    PAGE,
    POINTS_PER_MM,
    URGENCY_WIDTHS_MM,
    Allowed,
)

_CHARACTERS_AS_RULE = re.compile(r"^[\s_─—–-]{4,}$")
_ALIGNMENT_WORDS = {"left": "canh trái", "right": "canh phải", "center": "canh giữa", "both": "dàn đều"}
# Text so long is wrapped by Word, whatever the page: what the rules say of lines is said of it.
WRAPPED_LETTERS = 90
# A file with so little text is taken for one page, unless Word counted more when it saved.
LETTERS_OF_ONE_PAGE = 1_800


def check_word(file: WordFile, *, type_code: str, is_draft: bool) -> list[RuleFinding]:
    """Return the findings of a Word file."""
    anatomy = dissect_word(file, type_code=type_code, is_draft=is_draft)
    findings = [*_sections(anatomy), *_letters(anatomy), *check_text(anatomy.paper), *_appendix_sections(anatomy)]
    if type_code != "PL":
        findings += [*_heading(anatomy), *_body(anatomy), *_closing(anatomy)]
    return findings


def _aligned(line: WordLine) -> str:
    """The alignment as people call it."""
    return _ALIGNMENT_WORDS.get(line.shape.alignment, line.shape.alignment)


def _sections(anatomy: WordAnatomy) -> Iterator[RuleFinding]:
    file = anatomy.file
    for position, section in enumerate(file.sections):
        opening = next((line for line in file.lines if line.section == position and line.text), None)
        short, long = sorted((section.width_mm, section.height_mm))
        if abs(short - PAGE.width_mm) > 1 or abs(long - PAGE.height_mm) > 1:
            measured = f"{millimetres(section.width_mm)} × {millimetres(section.height_mm)}"
            yield error("F01", "Khổ giấy phải là A4.", at=opening, measured=measured, required="210 × 297 mm")
        yield from _orientation(file, position, section, opening)
        margins: list[tuple[str, str, float, Allowed]] = [
            ("F03", "Lề trái", section.left_mm, LIMITS.margin_left_mm),
            ("F04", "Lề phải", section.right_mm, LIMITS.margin_right_mm),
            ("F05", "Lề trên", section.top_mm, LIMITS.margin_top_mm),
            ("F06", "Lề dưới", section.bottom_mm, LIMITS.margin_bottom_mm),
        ]
        for rule, name, margin, allowed in margins:
            if margin not in allowed:
                required = f"{allowed.low:g}-{allowed.high:g} mm"
                message = f"{name} phải từ {allowed.low:g} đến {allowed.high:g} mm."
                yield error(rule, message, at=opening, measured=millimetres(margin), required=required)
        yield from _numbers(file, position, section)
    yield from _contact(file)


def _orientation(
    file: WordFile, position: int, section: WordSection, opening: WordLine | None
) -> Iterator[RuleFinding]:
    if section.width_mm <= section.height_mm:
        return
    has_table = any(line.cell is not None for line in file.lines if line.section == position)
    if position == 0 or not has_table:
        yield warning(
            "F02", "Trang ngang chỉ dùng cho bảng biểu, không dùng cho trang đầu.", at=opening, measured="trang ngang"
        )


def _is_one_page(file: WordFile) -> bool:
    return (file.pages or 1) <= 1 and sum(len(line.text) for line in file.lines) < LETTERS_OF_ONE_PAGE


def _numbers(file: WordFile, position: int, section: WordSection) -> Iterator[RuleFinding]:
    number = section.page_number
    if number is None:
        if section.footer_number is not None:
            yield error(
                "F13",
                "Số trang phải ở lề trên.",
                at=section.footer_number,
                words="",
                measured="ở chân trang",
                required="đầu trang",
            )
        elif position == 0 and not _is_one_page(file):
            yield error("F13", "Thiếu số trang ở lề trên.", required="trường PAGE ở đầu trang")
        return
    if position == 0 and (not section.has_own_first_page or section.first_page_number is not None):
        message = "Trang đầu không hiển thị số trang (chọn “Trang đầu khác”)."
        required = "trang đầu khác các trang sau"
        yield error("F12", message, at=number, words="", measured="trang đầu có số", required=required)
    form = number.passage
    if not form.has_size(13, 14) or _is_bold(number) or _is_italic(number):
        yield error(
            "F14",
            "Số trang cỡ 13-14, kiểu chữ đứng.",
            at=number,
            words="",
            measured=points(form.size_pt),
            required="13-14 pt, đứng",
        )
    if number.shape.alignment != "center" and not number.starts_with_tab:
        yield error(
            "F14", "Số trang phải canh giữa.", at=number, words="", measured=_aligned(number), required="canh giữa"
        )


def _is_bold(line: WordLine) -> bool:
    return any(form.is_bold for form in line.forms)


def _is_italic(line: WordLine) -> bool:
    return any(form.is_italic for form in line.forms)


def _contact(file: WordFile) -> Iterator[RuleFinding]:
    """The address stands on page 1 only: in the footer of the first page, not in that of all pages."""
    for section in file.sections[:1]:
        everywhere = next((line for line in section.footer if is_contact(line.text)), None)
        if everywhere is not None and not _is_one_page(file):
            yield warning(
                "F66",
                "Địa chỉ, điện thoại chỉ ghi ở trang 1.",
                at=everywhere,
                measured="chân mọi trang",
                required="trang 1",
            )
        for line in section.first_footer:
            if is_contact(line.text) and not _has_border(line, "top"):
                message = "Trên địa chỉ phải có đường kẻ suốt bề rộng vùng nội dung."
                yield warning("F66", message, at=line, measured="không có đường kẻ")


def _has_border(line: WordLine, *sides: str) -> bool:
    return any(side in sides for side, _ in line.shape.borders)


def _letters(anatomy: WordAnatomy) -> Iterator[RuleFinding]:
    """Font, colour and Unicode form: one finding for each, with the number of paragraphs concerned."""
    checks: list[tuple[str, str, Callable[[WordLine], str], str]] = [
        ("F07", "Phông chữ phải là Times New Roman.", _other_font, FONT_FAMILY_WORD),
        ("F08", "Chữ phải màu đen.", _other_colour, "đen"),
        ("F09", "Chữ không ở dạng Unicode dựng sẵn.", _not_composed, "Unicode NFC"),
    ]
    lines = [line for line in anatomy.file.lines if line.text]
    for rule, message, measure, required in checks:
        wrong = [(line, measured) for line in lines if (measured := measure(line))]
        if wrong:
            line, measured = wrong[0]
            yield error(rule, message, at=line, measured=_counted(measured, len(wrong)), required=required)
    for line in anatomy.table_lines:
        odd = next((size for size in line.passage.sizes if size not in LIMITS.any_size_pt), None)
        if odd is not None:
            yield warning("F10", "Cỡ chữ lạ trong bảng.", at=line, measured=points(odd), required="10-14 pt")
            return


def _counted(measured: str, count: int) -> str:
    return measured if count == 1 else f"{measured} ({count} chỗ)"


def _other_font(line: WordLine) -> str:
    names = {name for form in line.forms for name in (form.ascii_font, form.other_font)}
    return ", ".join(sorted(name for name in names if name and name != FONT_FAMILY_WORD))


def _other_colour(line: WordLine) -> str:
    is_urgency = line.text in URGENCY_WIDTHS_MM
    for form in line.forms:
        if form.colour is None or not re.fullmatch(r"[0-9A-F]{6}", form.colour):
            continue
        red, green, blue = (int(form.colour[place : place + 2], 16) for place in (0, 2, 4))
        if max(red, green, blue) > LIMITS.black_at_most and not (is_urgency and red > 150 and max(green, blue) < 90):
            return f"#{form.colour}"
    return ""


def _not_composed(line: WordLine) -> str:
    text = line.text
    is_private = any(character == "\ufffd" or unicodedata.category(character) == "Co" for character in text)
    return "ký tự riêng" if is_private else ""


def _heading(anatomy: WordAnatomy) -> Iterator[RuleFinding]:
    nation, motto, number, day = anatomy.nation, anatomy.motto, anatomy.number, anatomy.date
    by_characters = next((line for line in anatomy.file.lines[:60] if _CHARACTERS_AS_RULE.match(line.text)), None)
    if by_characters is not None:
        yield error(
            "F18", "Đường kẻ phải được vẽ, không dùng dãy ký tự.", at=by_characters, measured=by_characters.text
        )
    if motto is not None and motto.is_underlined:
        yield error("F18", "Đường kẻ dưới Tiêu ngữ là nét vẽ, không phải gạch chân.", at=motto, measured="gạch chân")
    elif by_characters is None:
        yield from _rules(anatomy)
    if nation is not None and nation.cell is None and anatomy.left_block:
        message = "Phần đầu căn bằng phím Tab hoặc dấu cách: hãy dùng bảng hai cột không viền."
        yield warning("F22", message, at=nation, measured="không có bảng", required="bảng hai cột, khoảng 40 : 60")
    for rule, name, line in (("F16", "Quốc hiệu", nation), ("F17", "Tiêu ngữ", motto)):
        if line is not None and line.cell is not None and line.shape.alignment != "center":
            yield error(
                rule,
                f"{name} phải canh giữa trong khối bên phải.",
                at=line,
                measured=_aligned(line),
                required="canh giữa",
            )
    if number is not None and day is not None and not _level(number, day):
        yield error(
            "F27", "Địa danh, ngày tháng phải cùng dòng với số, ký hiệu.", at=day, required="cùng hàng của bảng"
        )
    for rule, name, lines in (
        ("F20", "Tên cơ quan", anatomy.left_block),
        ("F23", "Số, ký hiệu", [number] if number else []),
        ("F28", "Địa danh, ngày tháng", [day] if day else []),
        ("F33", "Trích yếu công văn", anatomy.letter_subject),
        ("F30", "Tên loại văn bản", [anatomy.type_name] if anatomy.type_name else []),
        ("F31", "Trích yếu", anatomy.subject),
    ):
        off = next(
            (
                line
                for line in lines
                if line.shape.alignment != "center" and (line.cell is not None or rule in ("F30", "F31"))
            ),
            None,
        )
        if off is not None:
            yield error(rule, f"{name} phải canh giữa.", at=off, measured=_aligned(off), required="canh giữa")
    yield from _letter_gap(anatomy)
    yield from _urgency(anatomy)


def _level(one: WordLine, other: WordLine) -> bool:
    """Tell whether two lines stand side by side: in one row of a table, or in one paragraph that tabs divide."""
    if one.cell is not None and other.cell is not None:
        if (one.cell.table, one.cell.row) != (other.cell.table, other.cell.row):
            return False
        return one.cell.column != other.cell.column
    return one.paragraph == other.paragraph and one.part != other.part


def _rules(anatomy: WordAnatomy) -> Iterator[RuleFinding]:
    """A drawn rule under Tiêu ngữ, issuer and trích yếu: a border of the paragraph or the next, or a shape anchored there."""
    lines = anatomy.file.lines
    body_at = next((lines.index(line) for line in anatomy.body[:1]), len(lines))
    shapes = sum(line.drawings for line in lines[:body_at])
    issuers = [line for line in anatomy.left_block if line.passage.has_bold]
    wanted = [
        ("F18", "dưới Tiêu ngữ", anatomy.motto, "dài bằng dòng chữ"),
        ("F21", "dưới tên cơ quan ban hành", issuers[-1] if issuers else None, "1/3-1/2 dòng chữ"),
        ("F32", "dưới trích yếu", anatomy.subject[-1] if anatomy.subject else None, "1/3-1/2 dòng chữ"),
    ]
    present = [(rule, name, line, required) for rule, name, line, required in wanted if line is not None]
    if shapes >= len(present):
        return
    thick = []
    for rule, name, line, required in present:
        border = _rule_after(lines, line)
        if border is None:
            yield error(rule, f"Thiếu đường kẻ {name}.", at=line, measured="không có", required=required)
        elif border:
            thick.append(border / 8)
    if thick and (max(thick) - min(thick) > 0.2 or any(value not in LIMITS.rule_thickness_pt for value in thick)):
        message = "Các đường kẻ của phần đầu phải cùng độ dày."
        yield information("F74", message, measured=", ".join(map(points, thick)), required="0,4-1 pt, như nhau")


def _rule_after(lines: list[WordLine], line: WordLine) -> float | None:
    """The thickness in eighths of a point of the rule under a line, 0 for a shape, None where there is none."""
    place = lines.index(line)
    if bottom := [size for side, size in line.shape.borders if side == "bottom"]:
        return bottom[0]
    if line.drawings:
        return 0.0
    for following in lines[place + 1 : place + 3]:
        same_place = (following.cell and following.cell.table) == (line.cell and line.cell.table)
        if following.text or not same_place:
            break
        if borders := [size for side, size in following.shape.borders if side in ("top", "bottom")]:
            return borders[0]
        if following.drawings:
            return 0.0
    return None


def _letter_gap(anatomy: WordAnatomy) -> Iterator[RuleFinding]:
    if not anatomy.letter_subject or anatomy.number is None or anatomy.letter_subject[0].cell is None:
        return
    first = anatomy.letter_subject[0]
    blank = any(
        not line.text and anatomy.number.paragraph < line.paragraph < first.paragraph for line in anatomy.file.lines
    )
    gap = anatomy.number.shape.after_pt + first.shape.before_pt
    if blank or abs(gap - HEADER.letter_subject_before_pt) > 2:
        measured = "có dòng trống" if blank else points(gap)
        yield warning("F34", "Trích yếu công văn cách số, ký hiệu 6 pt.", at=first, measured=measured, required="6 pt")


def _urgency(anatomy: WordAnatomy) -> Iterator[RuleFinding]:
    for line in anatomy.file.lines[:60]:
        if line.text.replace("HOẢ", "HỎA") not in URGENCY_WIDTHS_MM:
            continue
        is_red = all(
            form.colour and form.colour[:2] > "96" and max(form.colour[2:4], form.colour[4:]) < "5A"
            for form in line.forms
        )
        if not is_red or not line.passage.is_bold or not line.passage.has_size(13, 14):
            message = "Dấu mức độ khẩn: chữ in hoa, đậm, màu đỏ, cỡ 13-14."
            yield error("F63", message, at=line, measured=points(line.passage.size_pt), required="đậm, đỏ, 13-14 pt")


def _body(anatomy: WordAnatomy) -> Iterator[RuleFinding]:
    running = [
        line
        for line in anatomy.body
        if line.shape.alignment != "center" and len(line.text) > WRAPPED_LETTERS and line.part == 0
    ]
    checks: list[tuple[str, str, Callable[[WordLine], str], str]] = [
        (
            "F39",
            "Nội dung phải dàn đều cả hai lề.",
            lambda line: "" if line.shape.alignment == "both" else _aligned(line),
            "dàn đều",
        ),
        ("F40", "Đầu đoạn phải lùi vào 1 cm hoặc 1,27 cm.", _wrong_indent, "10 hoặc 12,7 mm"),
        ("F41", "Khoảng cách giữa các đoạn tối thiểu 6 pt.", _wrong_gap, "6 pt"),
        ("F42", "Cách dòng từ dòng đơn đến 1,5 dòng.", _wrong_pitch, "1-1,5 dòng"),
    ]
    for rule, message, measure, required in checks:
        wrong = [(line, measured) for line in running if (measured := measure(line))]
        if wrong:
            yield error(rule, message, at=wrong[0][0], measured=_counted(wrong[0][1], len(wrong)), required=required)
    indents = {
        1 if abs(line.first_line_mm - LIMITS.indent_mm[0]) < LIMITS.indent_tolerance_mm else 2
        for line in running
        if not _wrong_indent(line)
    }
    if len(indents) > 1 and not any(_wrong_indent(line) for line in running):
        odd = [
            line
            for line in running
            if abs(line.first_line_mm - running[0].first_line_mm) > 2 * LIMITS.indent_tolerance_mm
        ]
        if odd:
            message = "Đoạn lùi khác các đoạn khác."
            measured, required = millimetres(odd[0].first_line_mm), millimetres(running[0].first_line_mm)
            yield error("F40", message, at=odd[0], measured=_counted(measured, len(odd)), required=required)


def _wrong_indent(line: WordLine) -> str:
    first = line.first_line_mm
    if all(abs(first - each) > LIMITS.indent_tolerance_mm for each in LIMITS.indent_mm):
        return millimetres(first)
    return f"các dòng sau lùi {millimetres(line.shape.left_mm)}" if line.shape.left_mm > 1 else ""


def _wrong_gap(line: WordLine) -> str:
    return points(line.gap_pt) if line.gap_pt < LIMITS.paragraph_gap_pt - 0.5 and line.starts_paragraph else ""


def _wrong_pitch(line: WordLine) -> str:
    if line.shape.line_pt is not None:
        lines = line.shape.line_pt / (line.passage.size_pt * FONT_LINE_HEIGHT_EM)
        return points(line.shape.line_pt) if not 0.98 <= lines <= LIMITS.line_spacing.high + 0.02 else ""
    return (
        f"{line.shape.line_spacing:.2f} dòng".replace(".", ",")
        if line.shape.line_spacing not in LIMITS.line_spacing
        else ""
    )


def _closing(anatomy: WordAnatomy) -> Iterator[RuleFinding]:
    label = anatomy.label
    if label is None:
        return
    if label.is_underlined:
        yield error("F53", "“Nơi nhận:” không gạch chân.", at=label, measured="gạch chân", required="không gạch chân")
    if label.shape.alignment in ("center", "right") or label.shape.left_mm + label.shape.first_line_mm > 1:
        yield error(
            "F53",
            "“Nơi nhận:” phải sát lề trái.",
            at=label,
            measured=millimetres(label.shape.left_mm + label.shape.first_line_mm),
            required="0 mm",
        )
    if not anatomy.signer:
        return
    if not _level(label, anatomy.signer[0]):
        message = "“Nơi nhận:” phải ngang hàng với dòng đầu của chức vụ người ký."
        yield error("F54", message, at=label, required="cùng hàng của bảng hai cột")
    posts = [*anatomy.signer, *([anatomy.signer_name] if anatomy.signer_name else [])]
    for rule, name, lines in (
        ("F48", "Chức vụ người ký", anatomy.signer),
        ("F50", "Họ tên người ký", posts[len(anatomy.signer) :]),
    ):
        off = next((line for line in lines if line.cell is not None and line.shape.alignment != "center"), None)
        if off is not None:
            yield error(rule, f"{name} phải canh giữa.", at=off, measured=_aligned(off), required="canh giữa")
    yield from _signature_space(anatomy)


def _signature_space(anatomy: WordAnatomy) -> Iterator[RuleFinding]:
    """Blank paragraphs and gaps between two lines of the block, the widest of them; a picture in between fills it."""
    name = anatomy.signer_name
    if name is None or name.cell is None:
        return
    cell_lines = [
        line
        for line in anatomy.file.lines
        if line.cell and line.cell.table == name.cell.table and line.cell.column == name.cell.column
    ]
    widest = height = 0.0
    for line in cell_lines[cell_lines.index(anatomy.signer[0]) + 1 :] if anatomy.signer[0] in cell_lines else []:
        if line.drawings:
            return
        height += line.gap_pt if not line.text else line.shape.before_pt
        if not line.text:
            height += line.passage.size_pt * FONT_LINE_HEIGHT_EM * line.shape.line_spacing
            continue
        widest, height = max(widest, height), line.shape.after_pt
    space = widest / POINTS_PER_MM
    if space and not LIMITS.signature_space_mm.low - 3 <= space <= LIMITS.signature_space_mm.high + 3:
        yield warning(
            "F51", "Khoảng ký tên từ 20 đến 40 mm.", at=name, measured=millimetres(space), required="20-40 mm"
        )


def _appendix_sections(anatomy: WordAnatomy) -> Iterator[RuleFinding]:
    """Each appendix opens a section that numbers its pages from 1; a file of its own does so anyway."""
    if anatomy.paper.type_code == "PL":
        return
    for label in anatomy.appendix_labels:
        section = anatomy.file.sections[label.section] if label.section < len(anatomy.file.sections) else None
        opens = next((line for line in anatomy.file.lines if line.section == label.section and line.text), None)
        is_own = opens is not None and label.section > 0 and (opens is label or starts_appendix(opens.text))
        if not is_own or section is None or section.starts_numbers_at != "1":
            message = "Phụ lục phải đánh số trang riêng từ 1."
            measured = "đánh số tiếp" if is_own else "không có phần (section) riêng"
            yield warning("F15", message, at=label, measured=measured, required="section mới, số trang từ 1")
