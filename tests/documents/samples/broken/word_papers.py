"""Word files as a clerk builds them by hand with Word's means, right and broken; not made by the portal's printer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from tests.documents.samples.broken.sheets import LONG

CENTRE, BOTH, LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.LEFT
_PAGE_FIELD = '<w:fldSimple {} w:instr=" PAGE "><w:r><w:t>2</w:t></w:r></w:fldSimple>'


def line(
    container: Any, text: str, *, size: float = 14, bold: bool = False, italic: bool = False, align: Any = CENTRE
) -> Any:
    """Add a paragraph of one run; gaps are those of the style, as nobody set them."""
    added = container.add_paragraph()
    added.alignment = align
    run = added.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    return added


def text(file: Document, words: str = LONG, *, bold: bool = False, italic: bool = False) -> Any:
    """Add a paragraph of the body: justified, first line 1.27 cm, 6 pt before, 1.15 lines."""
    added = line(file, words, bold=bold, italic=italic, align=BOTH)
    shape = added.paragraph_format
    shape.first_line_indent, shape.space_before, shape.line_spacing = Mm(12.7), Pt(6), 1.15
    return added


def rule_under(paragraph: Any) -> None:
    properties = paragraph._p.get_or_add_pPr()
    border = f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
    properties.insert_element_before(parse_xml(border), "w:spacing", "w:ind", "w:jc", "w:rPr")


def blank_file() -> Document:
    """An empty file with page, font and page number set as the format asks."""
    file = docx.Document()
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(14)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(20),
        Mm(20),
        Mm(30),
        Mm(15),
    )
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = CENTRE
    number.style = file.styles["Normal"]
    number._p.append(parse_xml(_PAGE_FIELD.format(nsdecls("w"))))
    return file


def heading(file: Document, number: str, *, issuer: tuple[str, ...], parent: str = "", about: str = "") -> Any:
    table = file.add_table(rows=2, cols=2)
    left, right = table.rows[0].cells
    if parent:
        line(left, parent, size=13)
    for name in issuer:
        rule_under(line(left, name, size=13, bold=True)) if name is issuer[-1] else line(left, name, size=13, bold=True)
    line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=13, bold=True)
    rule_under(line(right, "Độc lập - Tự do - Hạnh phúc", bold=True))
    left, right = table.rows[1].cells
    line(left, number, size=13)
    if about:
        line(left, about, size=13).paragraph_format.space_before = Pt(6)
    line(right, "Hưng Yên, ngày 05 tháng 01 năm 2026", italic=True)
    _drop_first(table)
    return table


def closing(file: Document, recipients: list[str], posts: list[str]) -> Any:
    table = file.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    line(left, "Nơi nhận:", size=12, bold=True, italic=True, align=LEFT)
    for recipient in recipients:
        line(left, recipient, size=11, align=LEFT)
    for post in posts:
        line(right, post, bold=True)
    for _ in range(4):
        line(right, "")
    line(right, "Nguyễn Văn An", bold=True)
    _drop_first(table)
    return table


def _drop_first(table: Any) -> None:
    for row in table.rows:
        for cell in row.cells:
            first = cell.paragraphs[0]._p
            first.getparent().remove(first)


def title(file: Document, kind: str, subject: str) -> None:
    line(file, kind, bold=True).paragraph_format.space_before = Pt(12)
    rule_under(line(file, subject, bold=True))


PROVINCE = ("ỦY BAN NHÂN DÂN", "TỈNH HƯNG YÊN")
POSTS = ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]


def plan() -> Document:
    file = blank_file()
    heading(file, "Số: 08/KH-UBND", issuer=PROVINCE)
    title(file, "KẾ HOẠCH", "Nâng cao Chỉ số cải cách hành chính năm 2026")
    text(file, "I. MỤC ĐÍCH, YÊU CẦU", bold=True)
    for number in (1, 2):
        text(file, f"{number}. {LONG}")
    for letter in "abc":
        text(file, f"{letter}) {LONG}")
    text(file, "II. TỔ CHỨC THỰC HIỆN", bold=True)
    for number in range(1, 8):
        text(file, f"{number}. {LONG}")
    text(file, f"{LONG[:-1]}./.")
    closing(file, ["- Bộ Nội vụ (để báo cáo);", "- Các sở, ban, ngành tỉnh;", "- Lưu: VT, SNV."], POSTS)
    return file


def letter() -> Document:
    file = blank_file()
    heading(
        file, "Số: 456/SNV-CCHC", issuer=("SỞ NỘI VỤ",), parent="UBND TỈNH HƯNG YÊN", about="V/v cung cấp danh sách"
    )
    label = line(file, "Kính gửi:", align=LEFT)
    label.paragraph_format.left_indent, label.paragraph_format.space_before = Mm(25), Pt(12)
    for name in ("- Các sở, ban, ngành tỉnh;", "- Ủy ban nhân dân các xã, phường."):
        line(file, name, align=LEFT).paragraph_format.left_indent = Mm(45)
    text(file)
    text(file, f"{LONG[:-1]}./.")
    closing(file, ["- Như trên;", "- Lưu: VT, CCHC."], ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"])
    return file


def decision() -> Document:
    file = blank_file()
    heading(file, "Số: 08/QĐ-UBND", issuer=PROVINCE)
    title(file, "QUYẾT ĐỊNH", "Ban hành Quy chế theo dõi Chỉ số")
    line(file, "ỦY BAN NHÂN DÂN TỈNH HƯNG YÊN", bold=True)
    text(file, "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;", italic=True)
    text(file, "Theo đề nghị của Giám đốc Sở Nội vụ.", italic=True)
    line(file, "QUYẾT ĐỊNH:", bold=True)
    for number in (1, 2):
        article = text(file, "")
        article.add_run(f"Điều {number}. ").bold = True
        article.add_run(LONG if number == 1 else f"{LONG[:-1]}./.")
    closing(file, ["- Như Điều 2;", "- Lưu: VT, SNV."], POSTS)
    return file


def invitation() -> Document:
    file = blank_file()
    heading(file, "Số: 08/GM-UBND", issuer=PROVINCE)
    title(file, "GIẤY MỜI", "Dự Hội nghị về Chỉ số cải cách hành chính")
    text(file, "Ủy ban nhân dân tỉnh Hưng Yên trân trọng kính mời: Giám đốc các sở, ban, ngành tỉnh tới dự Hội nghị.")
    text(file, "1. Chủ trì: Chủ tịch Ủy ban nhân dân tỉnh.")
    text(file, "2. Thời gian: 08 giờ 00, ngày 15 tháng 01 năm 2026.")
    text(file, "3. Địa điểm: Hội trường Ủy ban nhân dân tỉnh./.")
    closing(file, ["- Như trên;", "- Lưu: VT, SNV."], POSTS)
    return file


def with_appendices(*labels: str) -> Document:
    file = plan()
    named = ", ".join(label if " I" in label else "Phụ lục kèm theo" for label in labels)
    first = next(each for each in file.paragraphs if each.text.startswith("1. "))
    first.runs[0].text = f"1. {LONG} Danh mục tại {named}."
    for label in labels:
        section = file.add_section(WD_SECTION.NEW_PAGE)
        numbers = parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>')
        for old in section._sectPr.findall(qn("w:pgNumType")):
            section._sectPr.remove(old)
        section._sectPr.insert_element_before(numbers, "w:cols", "w:titlePg", "w:docGrid")
        line(file, label, bold=True)
        line(file, "DANH MỤC NHIỆM VỤ", bold=True)
        line(
            file,
            "(Kèm theo Kế hoạch số 08/KH-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh Hưng Yên)",
            italic=True,
        )
        table = file.add_table(rows=2, cols=2, style="Table Grid")
        for cell, words in zip(table._cells, ["Nhiệm vụ", "Chủ trì", "Công khai kết quả", "Sở Nội vụ"], strict=True):
            cell.paragraphs[0].add_run(words).font.size = Pt(12)
    return file


def saved(file: Document) -> bytes:
    output = BytesIO()
    file.save(output)
    return output.getvalue()


def find(file: Document, words: str) -> Any:
    """Return the first paragraph that holds the words, tables included."""
    cells = [each for table in file.tables for cell in table._cells for each in cell.paragraphs]
    return next(each for each in [*file.paragraphs, *cells] if words in each.text)


def write(file: Document, written: str, wrong: str) -> None:
    run = next(run for run in find(file, written).runs if written in run.text)
    run.text = run.text.replace(written, wrong)


def style(file: Document, words: str, **form: Any) -> None:
    for run in find(file, words).runs:
        for name, value in form.items():
            setattr(run.font, name, value)


def shape(file: Document, words: str, **form: Any) -> None:
    for name, value in form.items():
        setattr(find(file, words).paragraph_format, name, value)


def _no_border(file: Document, words: str) -> None:
    properties = find(file, words)._p.pPr
    properties.remove(properties.find(qn("w:pBdr")))


def _move(file: Document, words: str, row: int) -> None:
    """Move a paragraph of the heading into a row of its own below."""
    paragraph, table = find(file, words), file.tables[0]
    table.add_row().cells[1]._tc.append(paragraph._p)


def _landscape_without_table(file: Document) -> None:
    section = file.sections[-1]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    table = file.tables[-1]._tbl
    table.getparent().remove(table)
    text(file)


def _number_below(file: Document) -> None:
    section = file.sections[0]
    footer, header = section.footer.paragraphs[0], section.header.paragraphs[0]
    for element in list(header._p):
        footer._p.append(element)


def _continue_numbers(file: Document) -> None:
    properties = file.sections[-1]._sectPr
    properties.remove(properties.find(qn("w:pgNumType")))


def _no_decides(file: Document) -> None:
    paragraph = find(file, "QUYẾT ĐỊNH:")._p
    paragraph.getparent().remove(paragraph)


def _add_addressee(file: Document) -> None:
    added = line(file, "Kính gửi: Ủy ban nhân dân tỉnh", align=LEFT)
    find(file, "I. MỤC ĐÍCH")._p.addprevious(added._p)


def _thick(file: Document, words: str) -> None:
    find(file, words)._p.pPr.find(qn("w:pBdr"))[0].set(qn("w:sz"), "24")


def _signature_below(file: Document) -> None:
    table = file.tables[-1]
    right = table.rows[0].cells[1]
    below = table.add_row().cells[1]
    for paragraph in list(right.paragraphs):
        below._tc.append(paragraph._p)
    for cell in (right, below):
        if not cell.paragraphs:
            cell.add_paragraph()
    first = below.paragraphs[0]._p
    first.getparent().remove(first)


def with_parts() -> Document:
    file = plan()
    for words in ("Phần I", "QUY ĐỊNH CHUNG"):
        find(file, "I. MỤC ĐÍCH")._p.addprevious(line(file, words, bold=True)._p)
    return file


def urgent() -> Document:
    file = plan()
    mark = line(file.tables[0].rows[1].cells[0], "KHẨN", size=13, bold=True)
    mark.runs[0].font.color.rgb = RGBColor(255, 0, 0)
    return file


def with_margins() -> Document:
    """A plan with circulation mark, drafter's initials and address."""
    file = plan()
    section = file.sections[0]
    header, footer = section.first_page_header, section.first_page_footer
    line(header, "LƯU HÀNH NỘI BỘ", size=13, bold=True)
    address = line(footer, "Số 10, đường Chùa Chuông; ĐT: 0221.3865.123", size=11, align=LEFT)
    border = f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
    address._p.get_or_add_pPr().insert_element_before(parse_xml(border), "w:spacing", "w:ind", "w:jc", "w:rPr")
    find(file, "- Lưu").add_run("\tPL.(30)").font.size = Pt(11)
    return file


@dataclass(frozen=True, slots=True)
class BrokenWord:
    rule: str
    name: str
    change: Callable[[Document], object]
    right: Callable[[], Document] = plan
    type_code: str = "KH"

    def docx(self) -> bytes:
        file = self.right()
        self.change(file)
        return saved(file)


def one_appendix() -> Document:
    return with_appendices("Phụ lục")


def two_appendices() -> Document:
    return with_appendices("Phụ lục I", "Phụ lục II")


RIGHT_WORD: dict[str, tuple[Callable[[], Document], str]] = {
    "kế hoạch": (plan, "KH"),
    "công văn": (letter, "CV"),
    "quyết định": (decision, "QĐ"),
    "giấy mời": (invitation, "GM"),
    "có phần": (with_parts, "KH"),
    "khẩn": (urgent, "KH"),
    "lưu hành, người soạn thảo, địa chỉ": (with_margins, "KH"),
    "một phụ lục": (one_appendix, "KH"),
    "hai phụ lục": (two_appendices, "KH"),
}
FIRST = "1. Các cơ quan"
BROKEN_WORD = [
    BrokenWord("F01", "giấy khổ Letter", lambda file: setattr(file.sections[0], "page_height", Mm(279))),
    BrokenWord("F02", "phụ lục ngang không có bảng", _landscape_without_table, one_appendix),
    BrokenWord("F03", "lề trái 25,4 mm", lambda file: setattr(file.sections[0], "left_margin", Mm(25.4))),
    BrokenWord("F04", "lề phải 25,4 mm", lambda file: setattr(file.sections[0], "right_margin", Mm(25.4))),
    BrokenWord("F05", "lề trên 30 mm", lambda file: setattr(file.sections[0], "top_margin", Mm(30))),
    BrokenWord("F06", "lề dưới 10 mm", lambda file: setattr(file.sections[0], "bottom_margin", Mm(10))),
    BrokenWord("F07", "một đoạn phông Arial", lambda file: style(file, FIRST, name="Arial")),
    BrokenWord(
        "F08",
        "một đoạn màu xanh",
        lambda file: setattr(find(file, FIRST).runs[0].font.color, "rgb", RGBColor(0, 0, 200)),
    ),
    BrokenWord("F09", "ký tự vùng dùng riêng", lambda file: write(file, "nghiêm túc", "nghiêm\ue123 túc")),
    BrokenWord("F10", "ô bảng cỡ 9", lambda file: style(file, "Công khai", size=Pt(9)), one_appendix),
    BrokenWord("F11", "Quốc hiệu 12, Tiêu ngữ 14", lambda file: style(file, "CỘNG HÒA", size=Pt(12))),
    BrokenWord(
        "F12", "trang đầu có số", lambda file: setattr(file.sections[0], "different_first_page_header_footer", False)
    ),
    BrokenWord("F13", "số trang ở chân trang", _number_below),
    BrokenWord(
        "F14", "số trang canh phải", lambda file: setattr(file.sections[0].header.paragraphs[0], "alignment", 2)
    ),
    BrokenWord("F15", "phụ lục đánh số tiếp", _continue_numbers, one_appendix),
    BrokenWord("F16", "Quốc hiệu không đậm", lambda file: style(file, "CỘNG HÒA", bold=False)),
    BrokenWord("F17", "Tiêu ngữ dùng gạch ngang dài", lambda file: write(file, "lập - Tự do", "lập – Tự do")),
    BrokenWord("F18", "thiếu đường kẻ dưới Tiêu ngữ", lambda file: _no_border(file, "Độc lập")),
    BrokenWord("F19", "cơ quan chủ quản in đậm", lambda file: style(file, "UBND TỈNH", bold=True), letter, "CV"),
    BrokenWord("F20", "cơ quan ban hành cỡ 14", lambda file: style(file, "TỈNH HƯNG YÊN", size=Pt(14))),
    BrokenWord("F21", "thiếu đường kẻ dưới cơ quan", lambda file: _no_border(file, "TỈNH HƯNG YÊN")),
    BrokenWord("F23", "số, ký hiệu cỡ 14", lambda file: style(file, "Số: 08", size=Pt(14))),
    BrokenWord("F24", "dấu cách trong số, ký hiệu", lambda file: write(file, "08/KH", "08 /KH")),
    BrokenWord("F25", "số 8 không có số 0", lambda file: write(file, "08/KH", "8/KH")),
    BrokenWord("F26", "ký hiệu của báo cáo", lambda file: write(file, "08/KH", "08/BC")),
    BrokenWord("F27", "ngày ở hàng dưới", lambda file: _move(file, "Hưng Yên, ngày", 2)),
    BrokenWord("F28", "ngày in đứng", lambda file: style(file, "Hưng Yên, ngày", italic=False)),
    BrokenWord("F29", "tháng 1 không có số 0", lambda file: write(file, "tháng 01", "tháng 1")),
    BrokenWord("F30", "tên loại cỡ 16", lambda file: style(file, "KẾ HOẠCH", size=Pt(16))),
    BrokenWord("F31", "trích yếu có V/v", lambda file: write(file, "Nâng cao", "V/v nâng cao")),
    BrokenWord("F32", "thiếu đường kẻ dưới trích yếu", lambda file: _no_border(file, "Nâng cao")),
    BrokenWord("F33", "trích yếu công văn in đậm", lambda file: style(file, "V/v", bold=True), letter, "CV"),
    BrokenWord("F34", "trích yếu công văn xa số", lambda file: shape(file, "V/v", space_before=Pt(14)), letter, "CV"),
    BrokenWord("F35", "kế hoạch có Kính gửi", _add_addressee),
    BrokenWord("F36", "Kính gửi thiếu hai chấm", lambda file: write(file, "gửi:", "gửi"), letter, "CV"),
    BrokenWord("F37", "căn cứ in đứng", lambda file: style(file, "Căn cứ", italic=False), decision, "QĐ"),
    BrokenWord("F38", "một đoạn cỡ 12", lambda file: style(file, FIRST, size=Pt(12))),
    BrokenWord("F39", "một đoạn canh trái", lambda file: setattr(find(file, FIRST), "alignment", LEFT)),
    BrokenWord("F40", "không lùi đầu dòng", lambda file: shape(file, FIRST, first_line_indent=Mm(0))),
    BrokenWord("F41", "đoạn không cách nhau", lambda file: shape(file, FIRST, space_before=Pt(0))),
    BrokenWord("F42", "cách dòng đôi", lambda file: shape(file, FIRST, line_spacing=2.0)),
    BrokenWord("F43", "tên phần viết thường", lambda file: write(file, "QUY ĐỊNH CHUNG", "Quy định chung"), with_parts),
    BrokenWord("F44", "mục nhảy số La Mã", lambda file: write(file, "II. TỔ CHỨC", "III. TỔ CHỨC")),
    BrokenWord("F45", "điều nhảy số", lambda file: write(file, "Điều 2. ", "Điều 4. "), decision, "QĐ"),
    BrokenWord("F46", "khoản nhảy số", lambda file: write(file, "2. Các", "3. Các")),
    BrokenWord("F47", "điểm bỏ chữ c", lambda file: write(file, "c) Các", "d) Các")),
    BrokenWord("F48", "chức vụ không đậm", lambda file: style(file, "KT. CHỦ TỊCH", bold=False)),
    BrokenWord("F49", "ký thay không phải cấp phó", lambda file: write(file, "PHÓ CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
    BrokenWord("F50", "học vị trước họ tên", lambda file: write(file, "Nguyễn", "ThS. Nguyễn")),
    BrokenWord("F51", "khoảng ký 60 mm", lambda file: shape(file, "Nguyễn Văn An", space_before=Pt(120))),
    BrokenWord("F53", "Nơi nhận gạch chân", lambda file: style(file, "Nơi nhận:", underline=True)),
    BrokenWord("F54", "chữ ký ở hàng dưới", _signature_below),
    BrokenWord("F55", "nơi nhận cỡ 12", lambda file: style(file, "- Các sở", size=Pt(12))),
    BrokenWord("F56", "dòng Lưu không có VT", lambda file: write(file, "Lưu: VT, SNV", "Lưu SNV")),
    BrokenWord("F57", "công văn không có Như trên", lambda file: write(file, "Như trên", "Bộ Nội vụ"), letter, "CV"),
    BrokenWord("F58", "không có dấu kết thúc", lambda file: write(file, "./.", ".")),
    BrokenWord("F59", "PHỤ LỤC in hoa", lambda file: write(file, "Phụ lục", "PHỤ LỤC"), lambda: _renamed()),
    BrokenWord("F60", "tên phụ lục viết thường", lambda file: write(file, "DANH MỤC", "Danh mục"), one_appendix),
    BrokenWord("F61", "kèm theo sai số", lambda file: write(file, "số 08/KH", "số 09/KH"), one_appendix),
    BrokenWord("F62", "phụ lục II không được dẫn", lambda file: write(file, ", Phụ lục II", ""), two_appendices),
    BrokenWord("F63", "KHẨN màu đen", lambda file: setattr(find(file, "KHẨN").runs[0].font.color, "rgb", None), urgent),
    BrokenWord(
        "F64",
        "lưu hành nội bộ cỡ 11",
        lambda file: setattr(file.sections[0].first_page_header.paragraphs[-1].runs[0].font, "size", Pt(11)),
        with_margins,
    ),
    BrokenWord(
        "F65",
        "người soạn thảo cỡ 13",
        lambda file: setattr(find(file, "PL.").runs[-1].font, "size", Pt(13)),
        with_margins,
    ),
    BrokenWord(
        "F66",
        "địa chỉ cỡ 10",
        lambda file: setattr(file.sections[0].first_page_footer.paragraphs[-1].runs[0].font, "size", Pt(10)),
        with_margins,
    ),
    BrokenWord("F69", "thiếu dòng QUYẾT ĐỊNH", _no_decides, decision, "QĐ"),
    BrokenWord("F70", "giấy mời không có chủ trì", lambda file: write(file, "Chủ trì", "Điều hành"), invitation, "GM"),
    BrokenWord(
        "F71",
        "viện dẫn thiếu chữ số",
        lambda file: write(
            file, "1. Các", "1. Thực hiện Kế hoạch 129/KH-UBND ngày 14/7/2022 của Ủy ban nhân dân tỉnh, các"
        ),
    ),
    BrokenWord("F72", "Sở Nội Vụ", lambda file: write(file, "Sở Nội vụ", "Sở Nội Vụ")),
    BrokenWord(
        "F73", "gửi Ủy ban nhân dân huyện", lambda file: write(file, "- Các sở, ban, ngành tỉnh", "- UBND các huyện")
    ),
    BrokenWord("F74", "đường kẻ dưới trích yếu dày", lambda file: _thick(file, "Nâng cao")),
]


def _renamed() -> Document:
    """One appendix, cited in the text as "danh mục kèm theo", so that the label alone bears the word."""
    file = one_appendix()
    write(file, "Danh mục tại Phụ lục kèm theo", "Danh mục kèm theo")
    return file


def typed_without_knowledge() -> bytes:
    """A plan as Word's defaults and old habits make it: nothing in it is set as the format asks."""
    file = docx.Document()
    file.styles["Normal"].font.name = "Arial"
    first = file.add_paragraph()
    first.add_run("UBND TỈNH HƯNG YÊN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").bold = True
    file.add_paragraph().add_run("SỞ NỘI VỤ\tĐộc lập - Tự do - Hạnh phúc").bold = True
    file.add_paragraph("_______\t______________________")
    file.add_paragraph("Số: 8/KH-SNV\tHưng Yên, ngày 5 tháng 04 năm 2026")
    title_line = file.add_paragraph()
    title_line.alignment = CENTRE
    title_line.add_run("KẾ HOẠCH").bold = True
    about = file.add_paragraph()
    about.alignment = CENTRE
    about.add_run("V/v nâng cao Chỉ số PAPI").bold = True
    file.add_paragraph(f"I. Mục đích\n\t{LONG}")
    for number in (1, 2, 4):
        file.add_paragraph(f"{number}. {LONG}", style="List Paragraph")
    file.add_paragraph("Nơi nhận:\tKT. GIÁM ĐỐC").runs[0].underline = True
    file.add_paragraph("- UBND các huyện, thị xã, thành phố;\tTRƯỞNG PHÒNG")
    file.add_paragraph("- Lưu VT\tThS. Nguyễn Văn An")
    number_line = file.sections[0].footer.paragraphs[0]
    number_line._p.append(parse_xml(_PAGE_FIELD.format(nsdecls("w"))))
    return saved(file)
