"""The Word styles of an official document, under the names of the format, so that staff find them in Word's list."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from documents import layout

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle

BLACK, RED = RGBColor(0, 0, 0), RGBColor(255, 0, 0)


class Style(StrEnum):
    PARENT = "Cơ quan chủ quản"
    ISSUER = "Cơ quan ban hành"
    NATION = "Quốc hiệu"
    MOTTO = "Tiêu ngữ"
    NUMBER = "Số, ký hiệu"
    DATE = "Địa danh, ngày tháng"
    LETTER_SUBJECT = "Trích yếu công văn"
    URGENCY = "Mức độ khẩn"
    CIRCULATION = "Phạm vi lưu hành"
    CONTACT = "Địa chỉ liên hệ"
    TYPE_NAME = "Tên loại văn bản"
    SUBJECT = "Trích yếu"
    ADDRESSEE = "Kính gửi"
    DECIDES = "Quyết định"
    BASIS = "Căn cứ"
    CENTRED_HEADING = "Phần, chương"
    SECTION = "Mục"
    HEADING = "Khoản có tiêu đề"
    TEXT = "Nội dung"
    DASH = "Gạch đầu dòng"
    PLUS = "Dấu cộng đầu dòng"
    TABLE_HEAD = "Đầu bảng"
    TABLE_CELL = "Ô bảng"
    TABLE_GROUP = "Nhóm trong bảng"
    RECIPIENTS_LABEL = "Nơi nhận"
    RECIPIENT = "Danh sách nơi nhận"
    SIGNER = "Chức vụ người ký"
    OTHER_POST = "Chức vụ khác người ký"
    SIGNER_NAME = "Họ tên người ký"
    APPENDIX_LABEL = "Phụ lục"
    APPENDIX_TITLE = "Tên phụ lục"
    APPENDIX_ATTACHED = "Kèm theo"
    PAGE_NUMBER = "Số trang"
    RULE = "Đường kẻ"

    @property
    def id(self) -> str:
        """How paragraphs of the file name the style, in plain letters: "TypeName" for "Tên loại văn bản"."""
        return "VanBan" + self.name.title().replace("_", "")


@dataclass(frozen=True, slots=True)
class _Form:
    """How a style looks; sizes and gaps in pt. `outline` is the level in Word's navigation, from 0."""

    size_pt: float
    is_bold: bool = False
    is_italic: bool = False
    is_justified: bool = False
    is_left: bool = False
    before_pt: float = 0
    after_pt: float = 0
    indent_mm: float = 0
    line_spacing: float = 1
    keeps_with_next: bool = False
    outline: int | None = None


def _body_form(*, is_bold: bool = False, is_italic: bool = False, outline: int | None = None) -> _Form:
    body = layout.BODY
    return _Form(
        body.size_pt,
        is_bold=is_bold,
        is_italic=is_italic,
        is_justified=True,
        before_pt=body.before_pt,
        indent_mm=body.indent_mm,
        line_spacing=body.line_spacing,
        keeps_with_next=outline is not None,
        outline=outline,
    )


def _forms() -> dict[Style, _Form]:
    page, header, title, body, table = layout.PAGE, layout.HEADER, layout.TITLE, layout.BODY, layout.TABLE
    closing, appendix = layout.CLOSING, layout.APPENDIX
    signature_space_pt = closing.signature_space_mm * layout.POINTS_PER_MM
    return {
        Style.PARENT: _Form(header.agency_pt),
        Style.ISSUER: _Form(header.agency_pt, is_bold=True),
        Style.NATION: _Form(header.nation_pt, is_bold=True),
        Style.MOTTO: _Form(header.motto_pt, is_bold=True),
        Style.NUMBER: _Form(header.number_pt, before_pt=header.number_before_pt),
        Style.DATE: _Form(header.date_pt, is_italic=True, before_pt=header.number_before_pt),
        Style.LETTER_SUBJECT: _Form(header.letter_subject_pt, before_pt=header.letter_subject_before_pt),
        Style.URGENCY: _Form(header.urgency_pt, is_bold=True),
        Style.CIRCULATION: _Form(header.circulation_pt, is_bold=True),
        Style.CONTACT: _Form(page.contact_pt, is_left=True, before_pt=page.contact_gap_pt),
        Style.TYPE_NAME: _Form(title.type_pt, is_bold=True, before_pt=title.before_pt, keeps_with_next=True),
        Style.SUBJECT: _Form(title.subject_pt, is_bold=True, keeps_with_next=True),
        Style.ADDRESSEE: _Form(
            title.addressee_pt, is_left=True, before_pt=title.before_pt, line_spacing=body.line_spacing
        ),
        Style.DECIDES: _Form(
            title.type_pt,
            is_bold=True,
            before_pt=title.after_pt,
            after_pt=title.after_pt - body.before_pt,
            line_spacing=body.line_spacing,
            keeps_with_next=True,
        ),
        Style.BASIS: _body_form(is_italic=True),
        Style.CENTRED_HEADING: _Form(
            body.size_pt,
            is_bold=True,
            before_pt=body.before_pt,
            line_spacing=body.line_spacing,
            keeps_with_next=True,
            outline=0,
        ),
        Style.SECTION: _body_form(is_bold=True, outline=0),
        Style.HEADING: _body_form(is_bold=True, outline=1),
        Style.TEXT: _body_form(),
        Style.DASH: _body_form(),
        Style.PLUS: _body_form(),
        Style.TABLE_HEAD: _Form(table.size_pt, is_bold=True, keeps_with_next=True),
        Style.TABLE_CELL: _Form(table.size_pt, is_left=True),
        Style.TABLE_GROUP: _Form(table.size_pt, is_bold=True, is_left=True, keeps_with_next=True),
        Style.RECIPIENTS_LABEL: _Form(closing.recipients_label_pt, is_bold=True, is_italic=True, is_left=True),
        Style.RECIPIENT: _Form(closing.recipients_pt, is_left=True),
        Style.SIGNER: _Form(closing.signer_pt, is_bold=True, keeps_with_next=True),
        Style.OTHER_POST: _Form(closing.signer_pt, is_bold=True, before_pt=signature_space_pt, keeps_with_next=True),
        Style.SIGNER_NAME: _Form(closing.signer_pt, is_bold=True, before_pt=signature_space_pt),
        Style.APPENDIX_LABEL: _Form(appendix.label_pt, is_bold=True, keeps_with_next=True, outline=0),
        Style.APPENDIX_TITLE: _Form(appendix.title_pt, is_bold=True, keeps_with_next=True),
        Style.APPENDIX_ATTACHED: _Form(
            appendix.attached_pt, is_italic=True, after_pt=appendix.after_pt - body.before_pt, keeps_with_next=True
        ),
        Style.PAGE_NUMBER: _Form(page.number_pt),
        Style.RULE: _Form(closing.recipients_pt),
    }


def define_styles(file: Document) -> None:
    """Write the default font, the language and every style of the format into the file."""
    for fonts in file.styles.element.iter(qn("w:rFonts")):
        _name_font(fonts)
    normal = file.styles["Normal"]
    _set_font(normal, _Form(layout.BODY.size_pt))
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    for language in file.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")
    _set_language(normal)
    for name, form in _forms().items():
        style = file.styles.add_style(name.value, WD_STYLE_TYPE.PARAGRAPH)
        style.element.styleId = name.id
        style.base_style, style.quick_style = normal, True
        _set_font(style, form, colour=RED if name is Style.URGENCY else BLACK)
        _set_paragraph(style, form)


def _set_font(style: ParagraphStyle, form: _Form, *, colour: RGBColor = BLACK) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic = (
        layout.FONT_FAMILY_WORD,
        Pt(form.size_pt),
        form.is_bold,
        form.is_italic,
    )
    font.color.rgb = colour
    _name_font(style.element.get_or_add_rPr().get_or_add_rFonts())
    complex_size = OxmlElement("w:szCs")
    complex_size.set(qn("w:val"), str(round(form.size_pt * 2)))
    style.element.rPr.append(complex_size)


def _name_font(fonts: Any) -> None:
    """Name the font for every script and drop the theme fonts, which would win over the name."""
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), layout.FONT_FAMILY_WORD)


def _set_language(style: ParagraphStyle) -> None:
    properties = style.element.get_or_add_rPr()
    language = OxmlElement("w:lang")
    for attribute in ("val", "eastAsia"):
        language.set(qn(f"w:{attribute}"), "vi-VN")
    properties.append(language)


def _set_paragraph(style: ParagraphStyle, form: _Form) -> None:
    shape = style.paragraph_format
    shape.alignment = (
        WD_ALIGN_PARAGRAPH.JUSTIFY
        if form.is_justified
        else WD_ALIGN_PARAGRAPH.LEFT
        if form.is_left
        else WD_ALIGN_PARAGRAPH.CENTER
    )
    shape.space_before, shape.space_after = Pt(form.before_pt), Pt(form.after_pt)
    shape.line_spacing_rule = WD_LINE_SPACING.SINGLE
    shape.line_spacing = form.line_spacing
    shape.widow_control = True
    shape.keep_with_next = form.keeps_with_next
    if form.indent_mm:
        shape.first_line_indent = Mm(form.indent_mm)
    if form.outline is not None:
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(form.outline))
        style.element.get_or_add_pPr().append(level)
