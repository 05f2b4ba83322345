"""One broken sheet for each rule, named by what is wrong: a right sheet with one string replaced or one style set otherwise."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw

from tests.documents.samples.broken import sheets


@dataclass(frozen=True, slots=True)
class BrokenSheet:
    """`written` is replaced by `wrong` in the right sheet; `style` is CSS added at the end."""

    rule: str
    name: str
    right: str = sheets.PLAN
    type_code: str = "KH"
    written: str = ""
    wrong: str = ""
    style: str = ""

    @property
    def html(self) -> str:
        return sheets.altered(self.right, self.written, self.wrong) if self.written else self.right

    def pdf(self) -> bytes:
        return sheets.drawn(self.html, self.style)


def _picture(colour: tuple[int, int, int], width: int, height: int, *, is_round: bool) -> str:
    image = Image.new("RGBA", (width, height), (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    if is_round:
        draw.ellipse((4, 4, width - 4, height - 4), outline=(*colour, 255), width=14)
    else:
        draw.line([(0, height), (width // 3, 4), (width // 2, height - 4), (width, 8)], fill=(*colour, 255), width=12)
    output = BytesIO()
    image.save(output, "PNG")
    return "data:image/png;base64," + base64.b64encode(output.getvalue()).decode()


def signed_sheet(*, seal_left_mm: float) -> str:
    """The plan with the images of signature and seal; the signature begins 27 mm from the left of its column of 87 mm."""
    signature = _picture((20, 40, 160), 300, 180, is_round=False)
    seal = _picture((220, 20, 20), 300, 300, is_round=True)
    images = (
        f'<img src="{signature}" style="position: absolute; left: 27mm; top: 20mm; width: 33mm; height: 20mm">'
        f'<img src="{seal}" style="position: absolute; left: {seal_left_mm}mm; top: 14mm; width: 30mm; height: 30mm">'
    )
    return sheets.altered(
        sheets.PLAN, '<div class="signature">', f'<div class="signature" style="position: relative">{images}'
    )


_CITED = (
    "Tiếp tục thực hiện {}129/KH-UBND ngày 14 tháng 7 năm 2022 của Ủy ban nhân dân tỉnh về nâng cao Chỉ số cải cách hành chính "
    "của tỉnh, bảo đảm các nội dung được thực hiện thống nhất, liên tục, không chồng chéo với các chương trình khác của tỉnh."
)
CITING = sheets.altered(sheets.PLAN, f"1. {sheets.LONG}", "1. " + _CITED.format("Kế hoạch số "))
SIGNED = signed_sheet(seal_left_mm=8)

RIGHT_SHEETS = {
    "kế hoạch": (sheets.PLAN, "KH"),
    "công văn": (sheets.LETTER, "CV"),
    "quyết định": (sheets.DECISION, "QĐ"),
    "quyết định kèm quy chế": (sheets.WITH_ATTACHED, "QĐ"),
    "giấy mời": (sheets.INVITATION, "GM"),
    "một phụ lục": (sheets.WITH_APPENDIX, "KH"),
    "hai phụ lục": (sheets.WITH_TWO, "KH"),
    "phụ lục là tệp riêng": (sheets.SEPARATE, "PL"),
    "có phần": (sheets.WITH_PARTS, "KH"),
    "khẩn": (sheets.URGENT, "KH"),
    "lưu hành nội bộ": (sheets.CIRCULATION, "KH"),
    "có người soạn thảo": (sheets.DRAFTED, "KH"),
    "có địa chỉ": (sheets.ADDRESS, "GM"),
    "có viện dẫn": (CITING, "KH"),
    "có ảnh chữ ký và dấu": (SIGNED, "KH"),
}

BROKEN_SHEETS = [
    BrokenSheet("F01", "giấy cao 279 mm", sheets.INVITATION, "GM", style="@page { size: 210mm 279mm; }"),
    BrokenSheet(
        "F02",
        "phụ lục ngang không có bảng",
        sheets.WITH_APPENDIX,
        written=sheets.TABLE,
        wrong=f'<p class="text">{sheets.LONG}</p>',
        style=".appendix { page: landscape; } @page :nth(1 of landscape) { counter-reset: page 1; @top-center { content: none; } }",
    ),
    BrokenSheet("F03", "lề trái 25 mm", style="@page { margin-left: 25mm; margin-right: 20mm; }"),
    BrokenSheet("F04", "lề phải 10 mm", style="@page { margin-right: 10mm; }"),
    BrokenSheet("F05", "lề trên 15 mm", style="@page { margin-top: 15mm; @top-center { padding-top: 5mm; } }"),
    BrokenSheet("F06", "lề dưới 10 mm", style="@page { margin-bottom: 10mm; }"),
    BrokenSheet(
        "F07",
        "một từ phông không chân",
        written="nghiêm túc các nội dung",
        wrong='<span style="font-family: sans-serif">nghiêm túc</span> các nội dung',
    ),
    BrokenSheet("F08", "một từ màu xanh", written="nghiêm túc", wrong='<span style="color: #0000c0">nghiêm túc</span>'),
    BrokenSheet("F09", "ký tự vùng dùng riêng", written="nghiêm túc", wrong="nghiêm \ue123túc"),
    BrokenSheet(
        "F10", "ô bảng cỡ 9", sheets.WITH_APPENDIX, written="<td>Nhiệm vụ", wrong='<td style="font-size: 9pt">Nhiệm vụ'
    ),
    BrokenSheet("F11", "Quốc hiệu 12, Tiêu ngữ 14", style=".nation { font-size: 12pt; }"),
    BrokenSheet("F12", "trang đầu có số", style="@page :first { @top-center { content: counter(page); } }"),
    BrokenSheet("F13", "không có số trang", style="@page { @top-center { content: none; } }"),
    BrokenSheet("F14", "số trang cỡ 11", style='@page { @top-center { font: 11pt "Tinos Sheet"; } }'),
    BrokenSheet(
        "F15",
        "phụ lục đánh số tiếp",
        sheets.WITH_APPENDIX,
        style="@page :nth(1 of appendix) { counter-reset: none; @top-center { content: counter(page); } }",
    ),
    BrokenSheet("F16", "Quốc hiệu không đậm", style=".nation { font-weight: normal; }"),
    BrokenSheet("F17", "Tiêu ngữ dùng gạch ngang dài", written="lập - Tự do - ", wrong="lập – Tự do – "),
    BrokenSheet(
        "F18", "thiếu đường kẻ dưới Tiêu ngữ", written='<div class="line" style="width: 60.5mm"></div>', wrong=""
    ),
    BrokenSheet("F19", "cơ quan chủ quản in đậm", sheets.LETTER, "CV", style=".parent { font-weight: bold; }"),
    BrokenSheet("F20", "cơ quan ban hành cỡ 14", style=".issuer { font-size: 14pt; }"),
    BrokenSheet("F21", "đường kẻ dưới cơ quan quá dài", written="width: 20mm", wrong="width: 40mm"),
    BrokenSheet("F22", "khối phải lấn sang trái", style=".right { margin-left: -8mm; }"),
    BrokenSheet("F23", "số, ký hiệu cỡ 12", style=".number { font-size: 12pt; }"),
    BrokenSheet("F24", "dấu cách trong số, ký hiệu", written="08/KH-UBND", wrong="08 /KH-UBND"),
    BrokenSheet("F25", "số 8 không có số 0", written="08/KH-UBND", wrong="8/KH-UBND"),
    BrokenSheet("F26", "ký hiệu của báo cáo", written="08/KH-UBND", wrong="08/BC-UBND"),
    BrokenSheet(
        "F27", "ngày thấp hơn số", style=".references { align-items: flex-start; } .date { padding-top: 6mm; }"
    ),
    BrokenSheet("F28", "ngày in đứng", style=".date { font-style: normal; }"),
    BrokenSheet("F29", "tháng 1 không có số 0", written="tháng 01", wrong="tháng 1"),
    BrokenSheet("F30", "tên loại cỡ 16", style=".type { font-size: 16pt; }"),
    BrokenSheet("F31", "trích yếu có V/v", written="Nâng cao Chỉ số", wrong="V/v nâng cao Chỉ số"),
    BrokenSheet("F32", "đường kẻ dưới trích yếu quá ngắn", written="width: 45mm", wrong="width: 20mm"),
    BrokenSheet("F33", "trích yếu công văn in đậm", sheets.LETTER, "CV", style=".about { font-weight: bold; }"),
    BrokenSheet("F34", "trích yếu công văn xa số", sheets.LETTER, "CV", style=".about { margin-top: 14pt; }"),
    BrokenSheet(
        "F35",
        "kế hoạch có Kính gửi",
        written='<p class="text section">I. ',
        wrong='<p class="to">Kính gửi: Ủy ban nhân dân tỉnh</p><p class="text section">I. ',
    ),
    BrokenSheet("F36", "Kính gửi thiếu hai chấm", sheets.LETTER, "CV", written="Kính gửi:", wrong="Kính gửi"),
    BrokenSheet("F37", "căn cứ in đứng", sheets.DECISION, "QĐ", style=".basis { font-style: normal; }"),
    BrokenSheet("F38", "nội dung cỡ 12", style=".text { font-size: 12pt; } .section { font-size: 14pt; }"),
    BrokenSheet("F39", "nội dung canh trái", style=".text { text-align: left; }"),
    BrokenSheet("F40", "lùi đầu dòng 5 mm", style=".text { text-indent: 5mm; }"),
    BrokenSheet("F41", "đoạn cách nhau 2 pt", style=".text { margin-top: 2pt; }"),
    BrokenSheet("F42", "cách dòng 1,7", style=".text { line-height: 1.9; }"),
    BrokenSheet("F43", "tên phần viết thường", sheets.WITH_PARTS, written="QUY ĐỊNH CHUNG", wrong="Quy định chung"),
    BrokenSheet("F44", "mục nhảy số La Mã", written="II. NHIỆM VỤ", wrong="III. NHIỆM VỤ"),
    BrokenSheet("F45", "điều nhảy số", sheets.DECISION, "QĐ", written="Điều 2.", wrong="Điều 4."),
    BrokenSheet("F46", "khoản nhảy số", written=">2. Các", wrong=">3. Các"),
    BrokenSheet("F47", "điểm bỏ chữ c", written=">c) ", wrong=">d) "),
    BrokenSheet("F48", "chức vụ cỡ 12", style=".signature p:not(.name) { font-size: 12pt; }"),
    BrokenSheet("F49", "ký thay không phải cấp phó", written="PHÓ CHỦ TỊCH", wrong="CHÁNH VĂN PHÒNG"),
    BrokenSheet("F50", "học vị trước họ tên", written="Nguyễn Văn An", wrong="TS. Nguyễn Văn An"),
    BrokenSheet("F51", "khoảng ký 10 mm", style=".name { margin-top: 10mm; }"),
    BrokenSheet("F52", "chữ ký một mình một trang", style=".closing { break-before: page; }"),
    BrokenSheet("F53", "Nơi nhận cỡ 13", style=".recipients .label { font-size: 13pt; }"),
    BrokenSheet("F54", "chức vụ thấp hơn Nơi nhận", style=".signature { margin-top: 12mm; }"),
    BrokenSheet("F55", "danh sách nơi nhận cỡ 12", style=".recipients p:not(.label) { font-size: 12pt; }"),
    BrokenSheet("F56", "dòng Lưu kết thúc bằng chấm phẩy", written="VT, SNV.", wrong="VT, SNV;"),
    BrokenSheet("F57", "công văn không có Như trên", sheets.LETTER, "CV", written="Như trên", wrong="Bộ Nội vụ"),
    BrokenSheet("F58", "không có dấu kết thúc", written="./.", wrong="."),
    BrokenSheet("F59", "PHỤ LỤC in hoa", sheets.WITH_APPENDIX, written="Phụ lục<", wrong="PHỤ LỤC<"),
    BrokenSheet(
        "F60", "tên phụ lục viết thường", sheets.WITH_APPENDIX, written="DANH MỤC NHIỆM VỤ", wrong="Danh mục nhiệm vụ"
    ),
    BrokenSheet(
        "F61", "kèm theo sai số", sheets.WITH_APPENDIX, written="hoạch số 08/KH-UBND", wrong="hoạch số 09/KH-UBND"
    ),
    BrokenSheet("F62", "phụ lục II không được dẫn", sheets.WITH_TWO, written=", tiến độ tại Phụ lục II", wrong=""),
    BrokenSheet("F63", "khung KHẨN rộng 30 mm", sheets.URGENT, style=".urgency { width: 30mm; }"),
    BrokenSheet("F64", "lưu hành nội bộ không đậm", sheets.CIRCULATION, style=".circulation { font-weight: normal; }"),
    BrokenSheet(
        "F65", "người soạn thảo cỡ 13", sheets.DRAFTED, written="float: right", wrong="float: right; font-size: 13pt"
    ),
    BrokenSheet("F66", "địa chỉ cỡ 10", sheets.ADDRESS, "GM", style=".address { font-size: 10pt; }"),
    BrokenSheet("F67", "dấu không trùm chữ ký", signed_sheet(seal_left_mm=-6)),
    BrokenSheet(
        "F68",
        "thời gian ký không theo ISO 8601",
        sheets.SEPARATE,
        "PL",
        written="2026-01-05T09:30:00+07:00",
        wrong="2026-01-05 09:30",
    ),
    BrokenSheet(
        "F69", "thiếu dòng QUYẾT ĐỊNH", sheets.DECISION, "QĐ", written='<p class="decides">QUYẾT ĐỊNH:</p>', wrong=""
    ),
    BrokenSheet("F70", "giấy mời không có chủ trì", sheets.INVITATION, "GM", written="Chủ trì", wrong="Điều hành"),
    BrokenSheet("F71", "viện dẫn thiếu chữ số", CITING, written="Kế hoạch số 129", wrong="Kế hoạch 129"),
    BrokenSheet("F72", "Sở Nội Vụ", written="Sở Nội vụ", wrong="Sở Nội Vụ"),
    BrokenSheet(
        "F73", "gửi Ủy ban nhân dân huyện", written="- Các sở, ban, ngành tỉnh", wrong="- UBND các huyện, thành phố"
    ),
    BrokenSheet("F74", "đường kẻ dưới trích yếu dày", style=".subject-line { border-top-width: 1.4pt; }"),
]
