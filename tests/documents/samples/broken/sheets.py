"""Right papers drawn by hand as HTML, so that a broken one differs from its right one in exactly one place.

They are no output of the portal's printer: the checker is held against a second drawing of the format. A sheet becomes a PDF by
`drawn(html)`; a broken sheet is a right one with one string replaced (`altered`).
"""

from __future__ import annotations

from functools import cache
from typing import Any

from documents.rendering.fonts import Face, font_directory

LONG = (
    "Các cơ quan, đơn vị tổ chức thực hiện nghiêm túc các nội dung, nhiệm vụ được giao, định kỳ báo cáo Ủy ban nhân dân tỉnh "
    "(qua Sở Nội vụ) để tổng hợp, chỉ đạo kịp thời, bảo đảm đúng tiến độ, chất lượng đã đề ra trong năm."
)
STYLE = """
@page { size: 210mm 297mm; margin: 20mm 15mm 20mm 30mm;
  @top-center { content: counter(page); font: 14pt "Tinos Sheet"; vertical-align: top; padding-top: 10mm; } }
@page :first { @top-center { content: none; } }
@page landscape { size: 297mm 210mm; }
@page :nth(1 of appendix) { counter-reset: page 1; @top-center { content: none; } }
@page :nth(1 of attached) { counter-reset: page 1; @top-center { content: none; } }
* { margin: 0; padding: 0; }
html { font-family: "Tinos Sheet"; font-size: 14pt; color: black; font-kerning: none; font-variant-ligatures: none; hyphens: none; }
body { line-height: 1.265; orphans: 2; widows: 2; }
p { font-size: 14pt; }
.line { border-top: 0.75pt solid black; margin: 2.5pt auto 0; }
.head { display: flex; text-align: center; line-height: 1.15; }
.left { flex: none; width: 66mm; font-size: 13pt; }
.right { flex: none; width: 99mm; }
.parent { font-size: 13pt; }
.issuer { font-size: 13pt; font-weight: bold; }
.nation { font-size: 13pt; font-weight: bold; }
.motto { font-size: 14pt; font-weight: bold; }
.references { margin-top: 6pt; align-items: baseline; }
.number { font-size: 13pt; }
.about { font-size: 13pt; margin-top: 6pt; }
.date { font-size: 14pt; font-style: italic; }
.urgency { box-sizing: border-box; width: 20mm; height: 8mm; line-height: 7.4mm; margin: 8pt auto 0; border: 0.75pt solid red; color: red;
  font-weight: bold; font-size: 13pt; }
.circulation { position: absolute; top: -13mm; left: 92mm; border: 0.75pt solid black; padding: 1mm 2mm; font-weight: bold; font-size: 13pt;
  line-height: 1.15; }
.type { margin-top: 18pt; text-align: center; font-weight: bold; line-height: 1.15; }
.subject { text-align: center; font-weight: bold; line-height: 1.15; }
.subject-line { margin-bottom: 12pt; }
.to { margin: 18pt 0 0 28mm; }
.each { margin-left: 45mm; }
.text { margin-top: 6pt; text-align: justify; text-indent: 10mm; }
.basis { font-style: italic; }
.section { font-weight: bold; }
.part { margin-top: 6pt; text-align: center; font-weight: bold; }
.authority, .decides { margin: 12pt 0 6pt; text-align: center; font-weight: bold; }
table { width: 100%; margin-top: 8pt; border-collapse: collapse; font-size: 12pt; line-height: 1.15; }
td { border: 0.5pt solid black; padding: 1.5mm; }
.closing { display: flex; break-inside: avoid; margin-top: 12pt; line-height: 1.15; position: relative; }
.recipients { flex: none; width: 78mm; font-size: 11pt; }
.recipients p { font-size: 11pt; }
.recipients .label { font-size: 12pt; font-weight: bold; font-style: italic; }
.signature { flex: none; width: 87mm; text-align: center; font-weight: bold; }
.name { margin-top: 28mm; }
.address { position: absolute; top: 243mm; width: 165mm; border-top: 0.75pt solid black; font-size: 11pt; padding-top: 1mm; }
.appendix { page: appendix; break-before: page; }
.attached { page: attached; break-before: page; }
.label14, .title14 { text-align: center; font-weight: bold; line-height: 1.15; }
.bracket { text-align: center; font-style: italic; line-height: 1.15; margin-bottom: 8pt; }
.signed { position: absolute; top: -12mm; right: 0; font-size: 10pt; }
"""
HEADING = """
<div class="head"><div class="left"><p class="issuer">ỦY BAN NHÂN DÂN</p><p class="issuer">TỈNH HƯNG YÊN</p>
<div class="line" style="width: 20mm"></div></div>
<div class="right"><p class="nation">CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p><p class="motto">Độc lập - Tự do - Hạnh phúc</p>
<div class="line" style="width: 60.5mm"></div></div></div>
"""
REFERENCES = """
<div class="head references"><div class="left"><p class="number">Số: 08/KH-UBND</p></div>
<div class="right"><p class="date">Hưng Yên, ngày 05 tháng 01 năm 2026</p></div></div>
"""
TITLE = """
<p class="type">KẾ HOẠCH</p><p class="subject">Nâng cao Chỉ số cải cách hành chính năm 2026</p>
<div class="line subject-line" style="width: 45mm"></div>
"""
CLOSING = """
<div class="closing"><div class="recipients"><p class="label">Nơi nhận:</p><p>- Bộ Nội vụ (để báo cáo);</p>
<p>- Các sở, ban, ngành tỉnh;</p><p>- Lưu: VT, SNV.</p></div>
<div class="signature"><p>TM. ỦY BAN NHÂN DÂN</p><p>KT. CHỦ TỊCH</p><p>PHÓ CHỦ TỊCH</p><p class="name">Nguyễn Văn An</p></div></div>
"""


def _text(words: str = LONG, css: str = "text") -> str:
    return f'<p class="{css}">{words}</p>\n'


def _section(words: str) -> str:
    return _text(words, "text section")


def _body() -> str:
    return "".join(
        [
            _section("I. MỤC ĐÍCH, YÊU CẦU"),
            _text(f"1. {LONG}"),
            _text(f"2. {LONG}"),
            _text(f"a) {LONG}"),
            _text(f"b) {LONG}"),
            _text(f"c) {LONG}"),
            _section("II. NHIỆM VỤ"),
            *(_text(f"{number}. {LONG}") for number in range(1, 12)),
            _section("III. TỔ CHỨC THỰC HIỆN"),
            _text(f"1. {LONG}"),
            _text(
                "2. Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các cơ quan, đơn vị báo cáo Ủy ban nhân dân tỉnh./."
            ),
        ]
    )


PLAN = HEADING + REFERENCES + TITLE + _body() + CLOSING

SHORT_END = _text(LONG) + _text(
    "Đề nghị các cơ quan, đơn vị quan tâm phối hợp, triển khai thực hiện nghiêm túc, đúng thời gian quy định./."
)

LETTER = (
    HEADING.replace(
        '<p class="issuer">ỦY BAN NHÂN DÂN</p><p class="issuer">TỈNH HƯNG YÊN</p>',
        '<p class="parent">UBND TỈNH HƯNG YÊN</p><p class="issuer">SỞ NỘI VỤ</p>',
    ).replace("width: 20mm", "width: 10mm")
    + REFERENCES.replace(
        "08/KH-UBND</p>",
        '456/SNV-CCHC</p><p class="about">V/v cung cấp danh sách</p><p class="about" style="margin: 0">điều tra xã hội học</p>',
    )
    + '<p class="to">Kính gửi:</p><p class="each">- Các sở, ban, ngành tỉnh;</p><p class="each">- Ủy ban nhân dân các xã, phường.</p>'
    + _text()
    + SHORT_END
    + CLOSING.replace("- Bộ Nội vụ (để báo cáo)", "- Như trên").replace(
        "<p>TM. ỦY BAN NHÂN DÂN</p><p>KT. CHỦ TỊCH</p><p>PHÓ CHỦ TỊCH</p>", "<p>KT. GIÁM ĐỐC</p><p>PHÓ GIÁM ĐỐC</p>"
    )
)

DECISION = (
    HEADING
    + REFERENCES.replace("KH-UBND", "QĐ-UBND")
    + TITLE.replace("KẾ HOẠCH", "QUYẾT ĐỊNH").replace("Nâng cao Chỉ số", "Ban hành Quy chế theo dõi Chỉ số")
    + '<p class="authority">ỦY BAN NHÂN DÂN TỈNH HƯNG YÊN</p>'
    + _text("Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;", "text basis")
    + _text("Theo đề nghị của Giám đốc Sở Nội vụ.", "text basis")
    + '<p class="decides">QUYẾT ĐỊNH:</p>'
    + _text(f"<b>Điều 1.</b> {LONG}")
    + _text(f"<b>Điều 2.</b> {LONG}")
    + _text(
        "<b>Điều 3.</b> Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc các sở, Chủ tịch Ủy ban nhân dân các xã, phường chịu trách nhiệm "
        "thi hành Quyết định này./."
    )
    + CLOSING.replace("- Bộ Nội vụ (để báo cáo)", "- Như Điều 3")
)

INVITATION = (
    HEADING
    + REFERENCES.replace("KH-UBND", "GM-UBND")
    + TITLE.replace("KẾ HOẠCH", "GIẤY MỜI").replace("Nâng cao Chỉ số", "Dự Hội nghị về Chỉ số")
    + _text(
        "Ủy ban nhân dân tỉnh Hưng Yên trân trọng kính mời: Giám đốc các sở, ban, ngành tỉnh; Chủ tịch Ủy ban nhân dân các xã, phường."
    )
    + _text(
        "Tới dự Hội nghị đánh giá kết quả thực hiện Chỉ số cải cách hành chính năm 2025, bàn giải pháp thực hiện năm 2026 của tỉnh."
    )
    + _text("1. Chủ trì: Chủ tịch Ủy ban nhân dân tỉnh.")
    + _text("2. Thời gian: 08 giờ 00, ngày 15 tháng 01 năm 2026.")
    + _text("3. Địa điểm: Hội trường Ủy ban nhân dân tỉnh.")
    + _text(
        "Đề nghị các đại biểu tham dự đúng thành phần, thời gian; cử đại biểu dự thay thì gửi danh sách "
        "về Sở Nội vụ trước ngày 12/01/2026./."
    )
    + CLOSING
)

TABLE = (
    "<table><tr><td>Stt</td><td>Nhiệm vụ</td><td>Chủ trì</td></tr>"
    "<tr><td>1</td><td>Công khai kết quả giải quyết thủ tục hành chính</td><td>Sở Nội vụ</td></tr></table>"
)
APPENDIX = (
    '<div class="appendix"><p class="label14">Phụ lục</p><p class="title14">DANH MỤC NHIỆM VỤ</p>'
    '<p class="bracket">(Kèm theo Kế hoạch số 08/KH-UBND ngày 05 tháng 01 năm 2026<br>của Ủy ban nhân dân tỉnh Hưng Yên)</p>'
    f"{TABLE}</div>"
)
WITH_APPENDIX = PLAN.replace(f"1. {LONG}", f"1. {LONG} Danh mục tại Phụ lục kèm theo.", 1) + APPENDIX
WITH_TWO = (
    PLAN.replace(f"1. {LONG}", f"1. {LONG} Nhiệm vụ tại Phụ lục I, tiến độ tại Phụ lục II.", 1)
    + APPENDIX.replace("Phụ lục<", "Phụ lục I<")
    + APPENDIX.replace("Phụ lục<", "Phụ lục II<").replace("DANH MỤC NHIỆM VỤ", "TIẾN ĐỘ THỰC HIỆN")
)
SEPARATE = (
    '<p class="signed">Số: 08/KH-UBND; 2026-01-05T09:30:00+07:00</p>'
    + APPENDIX.replace(' class="appendix"', "")
    + _text(LONG)
)
WITH_PARTS = PLAN.replace(_text(f"11. {LONG}"), "").replace(
    _section("I. MỤC ĐÍCH, YÊU CẦU"),
    '<p class="part">Phần I</p><p class="part">QUY ĐỊNH CHUNG</p>' + _section("I. MỤC ĐÍCH, YÊU CẦU"),
)
URGENT = PLAN.replace("08/KH-UBND</p>", '08/KH-UBND</p><div class="urgency">KHẨN</div>')
CIRCULATION = '<div style="position: relative"><p class="circulation">LƯU HÀNH NỘI BỘ</p></div>' + PLAN
DRAFTED = PLAN.replace("- Lưu: VT, SNV.</p>", '- Lưu: VT, SNV. <span style="float: right">PL.(30)</span></p>')
# The address stands at the foot of page 1, so the text of the page ends above it.
ADDRESS = (
    INVITATION
    + '<div class="address">Số 10, đường Chùa Chuông, phường Phố Hiến; ĐT: 0221.3865.123; E-mail: snv@hungyen.gov.vn</div>'
)
WITH_ATTACHED = DECISION + (
    '<div class="attached">'
    + HEADING
    + TITLE.replace("KẾ HOẠCH", "QUY CHẾ").replace("Nâng cao Chỉ số", "Theo dõi Chỉ số")
    + '<p class="bracket">(Kèm theo Quyết định số 08/QĐ-UBND ngày 05 tháng 01 năm 2026<br>của Ủy ban nhân dân tỉnh Hưng Yên)</p>'
    + _text(f"<b>Điều 1.</b> {LONG}")
    + _text(f"<b>Điều 2.</b> {LONG}")
    + "</div>"
)


def page(body: str, *, style: str = "") -> str:
    return (
        f'<html lang="vi"><head><title>Trang mẫu</title><style>{STYLE}{style}</style></head><body>{body}</body></html>'
    )


def altered(html: str, written: str, wrong: str) -> str:
    """Return the sheet with the first occurrence replaced; a string that is not there is a slip of the test."""
    assert written in html, written
    return html.replace(written, wrong, 1)


@cache
def drawn(body: str, style: str = "") -> bytes:
    """Return the PDF of a sheet, set in the packaged font of Times measures."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    configuration = FontConfiguration()
    faces = "".join(
        f'@font-face {{ font-family: "Tinos Sheet"; src: url("{(font_directory() / face.value).as_uri()}"); '
        f"font-weight: {weight}; font-style: {slope}; }}"
        for face, (weight, slope) in _FACES.items()
    )
    sheet: Any = CSS(string=faces, font_config=configuration)
    return HTML(string=page(body, style=style)).write_pdf(stylesheets=[sheet], font_config=configuration) or b""


_FACES = {
    Face.REGULAR: ("normal", "normal"),
    Face.BOLD: ("bold", "normal"),
    Face.ITALIC: ("normal", "italic"),
    Face.BOLD_ITALIC: ("bold", "italic"),
}
