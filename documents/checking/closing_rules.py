"""Rules of signature, recipients and appendices (F48-F62)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.checking.findings import RuleFinding, error, millimetres, points, warning
from documents.checking.page_rules import Subject, is_size
from documents.checking.pdf_measure import TextLine
from documents.layout import LIMITS
from documents.vietnamese import fold_spaces

_PREFIX = re.compile(r"^(\w{1,4})\. ")
_PREFIXES = {"TM", "KT", "TL", "TUQ", "Q"}
_HONOURS = re.compile(r"^(GS|PGS|TS|ThS|BS|CN|KS|NSND|NSƯT|TSKH|Ông|Bà)\b\.?")
_FILED = re.compile(r"^- Lưu: ?VT.*\.$")
_ANSWERED = {"CV", "TTr"}
_APPENDIX = re.compile(r"^Phụ lục(?: ([IVXLC]+))?$")
_CITED_APPENDIX = re.compile(r"phụ lục|kèm theo", re.IGNORECASE)
_DOCUMENT_NUMBER = re.compile(r"số\s*(\d*)\s*/\s*([^\s]+)")


def check_closing(subject: Subject) -> Iterator[RuleFinding]:
    yield from _signer(subject)
    yield from _recipients(subject)
    yield from _appendices(subject)


def _signer(subject: Subject) -> Iterator[RuleFinding]:
    lines, name = subject.anatomy.signer, subject.anatomy.signer_name
    if not lines:
        yield error("F48", "Thiếu quyền hạn, chức vụ của người ký.")
        return
    centre = subject.anatomy.text_centre_mm
    for line in lines:
        if not line.is_upper or not line.is_bold or line.has_italic or not is_size(line, 13, 14):
            yield error(
                "F48",
                f"Chức vụ người ký: in hoa, đậm, đứng, cỡ 13-14: “{line.text}”.",
                page=line.page,
                measured=points(line.size_pt),
            )
        if line.centre_mm < centre or abs(line.centre_mm - lines[0].centre_mm) > LIMITS.centre_tolerance_mm:
            yield error(
                "F48",
                f"Chức vụ người ký phải ở nửa phải và cân giữa với nhau: “{line.text}”.",
                page=line.page,
                measured=millimetres(line.centre_mm),
            )
    yield from _prefixes([line.text for line in lines], lines[0].page)
    if name is None:
        yield error("F50", "Thiếu họ và tên người ký.", page=lines[0].page)
        return
    if not name.is_bold or name.has_italic or not is_size(name, 13, 14) or name.is_upper:
        yield error("F50", "Họ tên người ký: chữ thường, đậm, đứng, cỡ 13-14.", page=name.page, measured=name.text)
    if _HONOURS.match(name.text):
        yield error("F50", "Trước họ tên người ký không ghi học hàm, học vị.", page=name.page, measured=name.text)
    if abs(name.centre_mm - lines[-1].centre_mm) > LIMITS.centre_tolerance_mm:
        yield error(
            "F50", "Họ tên người ký phải cân giữa với chức vụ.", page=name.page, measured=millimetres(name.centre_mm)
        )
    space = name.top_mm - lines[-1].bottom_mm
    if space not in LIMITS.signature_space_mm:
        yield warning(
            "F51", "Khoảng ký tên từ 20 đến 40 mm.", page=name.page, measured=millimetres(space), required="20-40 mm"
        )
    yield from _kept_with_text(subject, lines, name)


def _prefixes(lines: list[str], page: int) -> Iterator[RuleFinding]:
    for position, line in enumerate(lines):
        match = _PREFIX.match(line)
        if match is None:
            continue
        if match[1] not in _PREFIXES:
            yield error("F49", "Chỉ dùng TM., KT., TL., TUQ., Q. trước chức vụ.", page=page, measured=line)
        following = lines[position + 1] if position + 1 < len(lines) else ""
        if match[1] in {"KT", "TL", "TUQ"} and not following:
            yield error("F49", f"Sau dòng “{line}” phải có chức vụ của người ký.", page=page)
        if match[1] == "KT" and following and not following.startswith("PHÓ"):
            yield error("F49", "Người ký thay phải là cấp phó.", page=page, measured=following, required="PHÓ …")


def _kept_with_text(subject: Subject, lines: list[TextLine], name: TextLine) -> Iterator[RuleFinding]:
    if name.page != lines[0].page:
        yield warning("F52", "Khối chữ ký bị chia hai trang.", page=name.page)
    above = [
        line for line in subject.anatomy.body if line.page == lines[0].page and line.baseline_mm < lines[0].baseline_mm
    ]
    if len(above) < 2:
        yield warning(
            "F52", "Trang có chữ ký phải có ít nhất hai dòng nội dung.", page=lines[0].page, measured=str(len(above))
        )


def _recipients(subject: Subject) -> Iterator[RuleFinding]:
    label, anatomy = subject.anatomy.recipients_label, subject.anatomy
    if label is None:
        yield error("F53", "Thiếu “Nơi nhận:”.")
        return
    if not label.is_bold or not label.is_italic or not is_size(label, 12, 12) or label.text != "Nơi nhận:":
        yield error(
            "F53",
            "“Nơi nhận:” cỡ 12, nghiêng, đậm, đứng riêng một dòng.",
            page=label.page,
            measured=f"{points(label.size_pt)}, {label.glyphs[0].font}",
        )
    if abs(label.left_mm - anatomy.left_edge_mm) > 1:
        yield error(
            "F53",
            "“Nơi nhận:” phải sát lề trái.",
            page=label.page,
            measured=millimetres(label.left_mm),
            required=millimetres(anatomy.left_edge_mm),
        )
    if any(
        label.left_mm - 2 < rule.centre_mm < label.right_mm + 2 and 0 < rule.middle_mm - label.baseline_mm < 3
        for rule in anatomy.pages[label.page - 1].rules
    ):
        yield error("F53", "“Nơi nhận:” không gạch chân.", page=label.page)
    if anatomy.signer and abs(anatomy.signer[0].baseline_mm - label.baseline_mm) > 3:
        yield error(
            "F54",
            "“Nơi nhận:” phải ngang hàng với dòng đầu của chức vụ người ký.",
            page=label.page,
            measured=millimetres(abs(anatomy.signer[0].baseline_mm - label.baseline_mm)),
        )
    items = _items(anatomy.recipients)
    for line in anatomy.recipients:
        if not is_size(line, 11, 11) or line.has_bold or line.has_italic:
            yield error(
                "F55", f"Nơi nhận cỡ 11, kiểu chữ đứng: “{line.text}”.", page=line.page, measured=points(line.size_pt)
            )
    for item in items[:-1]:
        if not item.startswith("- ") or not item.endswith(";"):
            yield error("F55", "Mỗi nơi nhận mở đầu bằng “- ” và kết thúc bằng “;”.", page=label.page, measured=item)
    if not items or not _FILED.match(items[-1]):
        yield error(
            "F56",
            "Dòng cuối của nơi nhận là “- Lưu: VT, …”, kết thúc bằng dấu chấm.",
            page=label.page,
            measured=items[-1] if items else "",
        )
    if subject.type_code in _ANSWERED and items and not items[0].startswith("- Như trên"):
        yield warning("F57", "Nơi nhận đầu tiên là “- Như trên;”.", page=label.page, measured=items[0])
    if subject.type_code == "QĐ" and items and not items[0].startswith("- Như Điều"):
        yield warning("F57", "Nơi nhận đầu tiên là “- Như Điều …;”.", page=label.page, measured=items[0])


def _items(lines: list[TextLine]) -> list[str]:
    """Recipients with the lines a long one takes joined."""
    items: list[str] = []
    for line in lines:
        if line.text.startswith("-") or not items:
            items.append(line.text)
        else:
            items[-1] = f"{items[-1]} {line.text}"
    return items


def _appendices(subject: Subject) -> Iterator[RuleFinding]:
    anatomy = subject.anatomy
    openings = [
        (page, content[0], match)
        for page in anatomy.appendix_pages
        if (content := anatomy.content(page)) and (match := re.match(r"^Phụ lục\b", content[0].text, re.IGNORECASE))
    ]
    for page, label, _ in openings:
        centre = anatomy.text_centre_mm + (page.width_mm - anatomy.first_page.width_mm) / 2
        match = _APPENDIX.match(label.text)
        if match is None or not label.is_bold or label.has_italic or not is_size(label, 14, 14):
            yield error(
                "F59", "“Phụ lục”: cỡ 14, đậm, đứng, chữ thường, dòng riêng.", page=page.number, measured=label.text
            )
        if abs(label.centre_mm - centre) > LIMITS.centre_tolerance_mm:
            yield error("F59", "“Phụ lục” phải ở giữa.", page=page.number, measured=millimetres(label.centre_mm))
        if len(openings) > 1 and match and not match[1]:
            yield error("F59", "Có từ hai phụ lục thì phải đánh số La Mã.", page=page.number, measured=label.text)
        yield from _appendix_title(subject, anatomy.content(page), page.number)
    text = fold_spaces(" ".join(line.text for line in anatomy.body))
    if openings and not _CITED_APPENDIX.search(text):
        yield warning("F62", "Nội dung văn bản phải dẫn tới phụ lục.", page=openings[0][0].number)


def _appendix_title(subject: Subject, content: list[TextLine], page: int) -> Iterator[RuleFinding]:
    bracket_at = next((place for place, line in enumerate(content[:12]) if line.text.startswith("(Kèm theo")), None)
    if bracket_at is None:
        yield error("F61", "Thiếu “(Kèm theo …)” dưới tên phụ lục.", page=page)
        return
    for line in content[1:bracket_at]:
        if not line.is_upper or not line.is_bold or line.has_italic or not is_size(line, 13, 14):
            yield error("F60", "Tên phụ lục: in hoa, đậm, đứng, cỡ 13-14.", page=page, measured=line.text)
    bracket = [content[bracket_at]]
    for line in content[bracket_at + 1 :]:
        if bracket[-1].text.endswith(")") or line.is_in_table:
            break
        bracket.append(line)
    if any(not line.is_italic or line.has_bold or not is_size(line, 13, 14) for line in bracket):
        yield error("F61", "“(Kèm theo …)”: chữ nghiêng, cỡ 13-14.", page=page, measured=bracket[0].text)
    cited = _DOCUMENT_NUMBER.search(fold_spaces(" ".join(line.text for line in bracket)))
    number = subject.anatomy.number
    if cited and number:
        printed = re.sub(r"\s", "", number.text.split(":", 1)[-1])
        written = f"{cited[1]}/{cited[2]}"
        if cited[1] and written != printed:
            yield error(
                "F61", "Số, ký hiệu trong “(Kèm theo …)” khác trang đầu.", page=page, measured=written, required=printed
            )
