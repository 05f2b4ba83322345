"""The rules F01-F74 as people read them: what is required, on what ground, and how the checker measures it.

Ids and levels are those of docs/domain/official-format.md, section 6; a test holds both lists together.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from documents.checking.findings import Level
from documents.vietnamese import search_key

_ANNEX = "Nghị định 30/2020/NĐ-CP, Phụ lục I"


class Basis(StrEnum):
    """How sure the ground of a rule is; the letters are the marks of docs/domain/official-format.md."""

    REPEATED = "A"
    DECREE = "B"
    SAMPLE_FORM = "T"
    PRACTICE = "P"

    @property
    def words(self) -> str:
        return _BASIS_WORDS[self]


_BASIS_WORDS = {
    Basis.REPEATED: "quy định của nghị định, nhiều nguồn xác nhận",
    Basis.DECREE: "quy định của nghị định",
    Basis.SAMPLE_FORM: "theo mẫu trình bày ở Phụ lục III",
    Basis.PRACTICE: "thông lệ, nghị định không quy định",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `source` names the place of the decree, `measuring` says what is measured and with what tolerance."""

    id: str
    level: Level
    basis: Basis
    group: str
    required: str
    measuring: str
    source: str

    @property
    def search_key(self) -> str:
        return search_key(f"{self.id} {self.group} {self.required} {self.measuring} {self.source}")


_E, _W, _I = Level.ERROR, Level.WARNING, Level.INFORMATION
_A, _B, _T, _P = Basis.REPEATED, Basis.DECREE, Basis.SAMPLE_FORM, Basis.PRACTICE

_PAGE = ("Trang giấy, phông chữ, số trang", "Mục I")
_NATION = ("Quốc hiệu, Tiêu ngữ", "Mục II khoản 1")
_AGENCY = ("Tên cơ quan", "Mục II khoản 2")
_NUMBER = ("Số, ký hiệu", "Mục II khoản 3")
_DATE = ("Địa danh, thời gian", "Mục II khoản 4")
_TITLE = ("Tên loại, trích yếu", "Mục II khoản 5")
_BODY = ("Nội dung", "Mục II khoản 6")
_SIGNER = ("Người ký", "Mục II khoản 7")
_SEAL = ("Người ký", "Mục II khoản 7, khoản 8")
_RECIPIENTS = ("Kính gửi, Nơi nhận", "Mục II khoản 9")
_APPENDIX = ("Phụ lục", "Mục III khoản 1")
_MARKS = ("Dấu chỉ mức độ khẩn, phạm vi lưu hành", "Mục III khoản 2")
_DRAFTER = ("Người soạn thảo, địa chỉ", "Mục III khoản 3")
_ADDRESS = ("Người soạn thảo, địa chỉ", "Mục III khoản 4")
_WORDS = ("Viện dẫn, viết hoa, tên đơn vị", "")

_TABLE: list[tuple[int, Level, Basis, tuple[str, str], str, str]] = [
    (
        1,
        _E,
        _A,
        _PAGE,
        "Khổ giấy A4 (210 × 297 mm) cho mọi trang.",
        "Kích thước trang, cho phép lệch 1 mm; Word: pgSz.",
    ),
    (
        2,
        _W,
        _A,
        _PAGE,
        "Trình bày theo chiều dài trang; trang ngang chỉ dùng cho bảng biểu, không dùng cho trang đầu.",
        "Chiều của từng trang và có bảng hay không.",
    ),
    (
        3,
        _E,
        _A,
        _PAGE,
        "Lề trái 30-35 mm.",
        "Mép trái nhỏ nhất của các dòng nội dung, cho phép lệch 0,5 mm; Word: pgMar.",
    ),
    (
        4,
        _E,
        _A,
        _PAGE,
        "Lề phải 15-20 mm.",
        "Mép phải lớn nhất của các dòng dàn đều, cho phép lệch 0,5 mm; Word: pgMar.",
    ),
    (
        5,
        _E,
        _A,
        _PAGE,
        "Lề trên 20-25 mm.",
        "Đỉnh dòng đầu tiên của trang, không kể số trang và chỉ dẫn lưu hành, cho phép lệch 1 mm; Word: pgMar.",
    ),
    (
        6,
        _E,
        _A,
        _PAGE,
        "Lề dưới 20-25 mm.",
        "Không dòng nào thấp hơn 277 mm (cho phép 1 mm); trang đầy chữ mà bỏ trống nhiều ở cuối thì nhắc. Word: pgMar.",
    ),
    (
        7,
        _E,
        _A,
        _PAGE,
        "Phông chữ Times New Roman, bộ mã Unicode.",
        "Tên phông của từng chữ; phông cùng số đo được chấp nhận.",
    ),
    (
        8,
        _E,
        _A,
        _PAGE,
        "Chữ màu đen; chỉ dấu mức độ khẩn, chữ ký và con dấu có màu khác.",
        "Mỗi thành phần màu RGB không quá 40/255.",
    ),
    (
        9,
        _E,
        _A,
        _PAGE,
        "Chữ ở dạng Unicode dựng sẵn (TCVN 6909:2001), phông nhúng trong tệp PDF.",
        "Dạng NFC, không ký tự riêng hay ký tự thay thế; phông có trong tệp.",
    ),
    (
        10,
        _W,
        _A,
        _PAGE,
        "Cỡ chữ 11-14; trong bảng từ 10; cỡ 10 ngoài bảng chỉ dùng cho thông tin ký số của phụ lục.",
        "Cỡ từng chữ, cho phép lệch 0,25 pt.",
    ),
    (
        11,
        _W,
        _B,
        _PAGE,
        "Cỡ chữ trong một văn bản thống nhất: Quốc hiệu 12, Tiêu ngữ 13, địa danh 13; hoặc 13, 14, 14.",
        "So ba cỡ chữ với nhau, cho phép lệch 0,25 pt.",
    ),
    (12, _E, _A, _PAGE, "Trang đầu không hiển thị số trang.", "Dòng chỉ có chữ số ngoài vùng nội dung; Word: titlePg."),
    (
        13,
        _E,
        _A,
        _PAGE,
        "Từ trang thứ hai có số trang bằng chữ số Ả Rập, đứng riêng, trong lề trên.",
        "Số và vị trí của dòng số trang; Word: trường PAGE ở đầu trang.",
    ),
    (
        14,
        _E,
        _A,
        _PAGE,
        "Số trang cỡ 13-14, kiểu chữ đứng, canh giữa.",
        "Cỡ, kiểu chữ; tâm lệch không quá 2 mm so với vùng nội dung hoặc tờ giấy.",
    ),
    (
        15,
        _W,
        _A,
        _PAGE,
        "Số trang của phụ lục được đánh riêng, từ 1.",
        "Dãy số trang của từng phụ lục; Word: pgNumType.",
    ),
    (
        16,
        _E,
        _A,
        _NATION,
        "Quốc hiệu đúng chữ, một dòng, in hoa, đậm, đứng, cỡ 12-13, ở nửa phải đầu trang 1.",
        "Chữ, kiểu, cỡ (lệch 0,25 pt), tâm của dòng.",
    ),
    (
        17,
        _E,
        _A,
        _NATION,
        "Tiêu ngữ “Độc lập - Tự do - Hạnh phúc” đúng chữ và dấu gạch nối, đậm, đứng, cỡ 13-14, canh giữa dưới Quốc hiệu.",
        "Chữ, kiểu, cỡ; tâm lệch không quá 2 mm, cách dòng đơn.",
    ),
    (
        18,
        _E,
        _A,
        _NATION,
        "Dưới Tiêu ngữ có đường kẻ nét liền, dài bằng dòng chữ, vẽ bằng lệnh kẻ (không gõ ký tự, không gạch chân).",
        "Độ dài lệch 3 mm, tâm lệch 2 mm, cách chân chữ 1-12 pt; Word: đường viền đoạn hoặc hình vẽ.",
    ),
    (
        19,
        _E,
        _A,
        _AGENCY,
        "Tên cơ quan chủ quản: in hoa, đứng, không đậm, cỡ 12-13, trên tên cơ quan ban hành.",
        "Kiểu và cỡ chữ của các dòng đầu bên trái.",
    ),
    (
        20,
        _E,
        _A,
        _AGENCY,
        "Tên cơ quan ban hành: in hoa, đứng, đậm, cỡ 12-13, canh giữa dưới cơ quan chủ quản.",
        "Kiểu, cỡ chữ; tâm lệch không quá 2 mm.",
    ),
    (
        21,
        _E,
        _A,
        _AGENCY,
        "Dưới tên cơ quan ban hành có đường kẻ nét liền dài 1/3-1/2 dòng chữ, ở giữa.",
        "Độ dài lệch 1 mm, tâm lệch 2 mm.",
    ),
    (
        22,
        _W,
        _T,
        ("Tên cơ quan", "Mục V"),
        "Hai khối đầu trang không lấn nhau, bắt đầu ngang nhau; khối trái đến khoảng 48%, khối phải từ khoảng 40% bề rộng.",
        "Mép các khối; dòng đầu lệch không quá 3 mm; Word: bảng hai cột không viền.",
    ),
    (
        23,
        _E,
        _A,
        _NUMBER,
        "Dòng “Số: …” cỡ 13, đứng, không đậm, canh giữa dưới tên cơ quan.",
        "Cỡ, kiểu chữ; tâm lệch 3 mm.",
    ),
    (
        24,
        _E,
        _A,
        _NUMBER,
        "Số, ký hiệu đúng mẫu “Số: 129/KH-UBND”: gạch chéo sau số, gạch nối giữa các nhóm, không dấu cách.",
        "So với mẫu; dự thảo được để trống số.",
    ),
    (
        25,
        _E,
        _A,
        _NUMBER,
        "Số nhỏ hơn 10 thêm số 0 ở trước (01 … 09); số khác không thêm.",
        "Các chữ số của dòng “Số:”.",
    ),
    (
        26,
        _E,
        _A,
        _NUMBER,
        "Ký hiệu mở đầu bằng chữ viết tắt của loại văn bản (Phụ lục III); công văn không ghi “CV”.",
        "Nhóm chữ đầu của ký hiệu.",
    ),
    (
        27,
        _E,
        _A,
        _DATE,
        "Địa danh, thời gian cùng dòng với số, ký hiệu.",
        "Chân chữ hai dòng lệch không quá 3 mm; Word: cùng hàng.",
    ),
    (
        28,
        _E,
        _A,
        _DATE,
        "Địa danh, thời gian: chữ nghiêng, không đậm, cỡ 13-14, canh giữa dưới Tiêu ngữ.",
        "Kiểu, cỡ; tâm lệch 2 mm.",
    ),
    (
        29,
        _E,
        _A,
        _DATE,
        "Đúng mẫu “Hưng Yên, ngày 05 tháng 01 năm 2026”: ngày dưới 10 và tháng 1, 2 thêm số 0; ngày có thật.",
        "So với mẫu và với lịch; dự thảo được để trống ngày.",
    ),
    (
        30,
        _E,
        _A,
        _TITLE,
        "Tên loại văn bản: in hoa, đậm, đứng, cỡ 13-14, canh giữa.",
        "Kiểu, cỡ; tâm lệch không quá 2 mm.",
    ),
    (
        31,
        _E,
        _A,
        _TITLE,
        "Trích yếu ngay dưới tên loại: chữ thường, đậm, đứng, cỡ 13-14, canh giữa, không mở đầu bằng “V/v”.",
        "Chữ, kiểu, cỡ; tâm lệch không quá 2 mm.",
    ),
    (
        32,
        _E,
        _A,
        _TITLE,
        "Dưới trích yếu có đường kẻ nét liền dài 1/3-1/2 dòng chữ, ở giữa.",
        "Độ dài lệch 1 mm, tâm lệch 2 mm.",
    ),
    (
        33,
        _E,
        _A,
        _TITLE,
        "Công văn không có tên loại; trích yếu “V/v …” cỡ 12-13, đứng, không đậm, canh giữa dưới số, ký hiệu.",
        "Chữ, kiểu, cỡ; tâm lệch 3 mm.",
    ),
    (
        34,
        _W,
        _B,
        _TITLE,
        "Trích yếu công văn cách dòng số, ký hiệu 6 pt.",
        "Khoảng cách ngoài dòng đơn, lệch 2 pt; Word: spacing before.",
    ),
    (
        35,
        _E,
        _A,
        _RECIPIENTS,
        "Công văn, tờ trình và báo cáo gửi cấp trên có “Kính gửi”; loại khác không có.",
        "Có hay không dòng “Kính gửi”.",
    ),
    (
        36,
        _E,
        _A,
        _RECIPIENTS,
        "“Kính gửi:” cỡ 13-14, đứng; một nơi thì ghi cùng dòng, từ hai nơi thì mỗi nơi một dòng, gạch đầu dòng, “;” và “.” ở cuối.",
        "Kiểu, cỡ, dấu câu; gạch đầu dòng thẳng hàng (lệch 1 mm) dưới dấu hai chấm (6 mm, chỉ nhắc).",
    ),
    (
        37,
        _E,
        _A,
        _BODY,
        "Căn cứ ban hành: chữ nghiêng, cỡ 13-14, mỗi căn cứ một dòng, cuối dòng “;”, dòng cuối “.”.",
        "Kiểu, cỡ, dấu câu.",
    ),
    (
        38,
        _E,
        _A,
        _BODY,
        "Nội dung cùng một cỡ chữ 13 hoặc 14, kiểu đứng.",
        "Cỡ từng dòng, trừ đề mục, bảng, nơi nhận; lệch 0,25 pt.",
    ),
    (39, _E, _A, _BODY, "Nội dung dàn đều cả hai lề.", "Ít nhất 95% dòng đầy tới lề phải trong 0,5 mm; Word: jc both."),
    (
        40,
        _E,
        _A,
        _BODY,
        "Đầu đoạn lùi vào 1 cm hoặc 1,27 cm, như nhau trong cả văn bản.",
        "Mép trái dòng đầu đoạn, lệch 0,7 mm; Word: firstLine.",
    ),
    (
        41,
        _E,
        _A,
        _BODY,
        "Khoảng cách giữa các đoạn tối thiểu 6 pt.",
        "Bước dòng trừ cách dòng, từ 5,5 pt; Word: before + after.",
    ),
    (
        42,
        _E,
        _A,
        _BODY,
        "Cách dòng từ dòng đơn đến 1,5 dòng.",
        "Bước giữa các dòng của một đoạn, lệch 0,3 pt; Word: line 240-360.",
    ),
    (
        43,
        _E,
        _B,
        _BODY,
        "Phần, Chương: từ và số La Mã trên một dòng riêng, đậm, canh giữa; tiêu đề dòng dưới in hoa, đậm, canh giữa.",
        "Kiểu chữ hai dòng; tâm lệch 2 mm.",
    ),
    (44, _E, _B, _BODY, "Mục “I. …”: số La Mã liên tục từ I, in hoa, đậm, đứng.", "Kiểu chữ và thứ tự của đề mục."),
    (45, _E, _B, _BODY, "“Điều n.” đậm, đánh số Ả Rập liên tục từ 1.", "Kiểu chữ và thứ tự."),
    (46, _W, _B, _BODY, "Khoản đánh số Ả Rập liên tục trong đơn vị chứa nó.", "Thứ tự; đánh lại từ 1 hoặc cộng 1."),
    (
        47,
        _W,
        _B,
        _BODY,
        "Điểm theo thứ tự chữ cái tiếng Việt a b c d đ e g h i k l …, sau chữ có dấu “)”.",
        "Thứ tự trong một khoản.",
    ),
    (
        48,
        _E,
        _A,
        _SIGNER,
        "Quyền hạn, chức vụ người ký: in hoa, đậm, đứng, cỡ 13-14, ở nửa phải, canh giữa với nhau.",
        "Kiểu, cỡ; tâm lệch không quá 2 mm.",
    ),
    (
        49,
        _E,
        _A,
        _SIGNER,
        "Chỉ dùng TM., KT., TL., TUQ., Q.; sau KT. là chức vụ cấp phó, sau TL. và TUQ. là chức vụ người ký.",
        "Chữ đầu và dòng tiếp theo.",
    ),
    (
        50,
        _E,
        _A,
        _SIGNER,
        "Họ tên người ký: chữ thường, đậm, đứng, cỡ 13-14, canh giữa với chức vụ, không ghi học hàm, học vị.",
        "Chữ, kiểu, cỡ; tâm lệch không quá 2 mm.",
    ),
    (51, _W, _P, _SIGNER, "Khoảng ký tên từ 20 đến 40 mm.", "Khoảng giữa chức vụ và họ tên, lệch 0,5 mm."),
    (
        52,
        _W,
        _P,
        _SIGNER,
        "Khối chữ ký nằm trọn trên một trang, cùng ít nhất hai dòng nội dung.",
        "Trang của từng dòng; Word: keepNext, cantSplit.",
    ),
    (
        53,
        _E,
        _A,
        _RECIPIENTS,
        "“Nơi nhận:” cỡ 12, nghiêng, đậm, dòng riêng sát lề trái, không gạch chân.",
        "Chữ, kiểu, cỡ; mép trái lệch không quá 1 mm.",
    ),
    (
        54,
        _E,
        _A,
        _RECIPIENTS,
        "“Nơi nhận:” ngang hàng với dòng đầu của chức vụ người ký.",
        "Chân chữ lệch không quá 3 mm; Word: cùng hàng.",
    ),
    (55, _E, _A, _RECIPIENTS, "Nơi nhận cỡ 11, đứng, mỗi nơi một dòng “- …;”.", "Kiểu, cỡ, dấu câu."),
    (56, _E, _A, _RECIPIENTS, "Dòng cuối của nơi nhận là “- Lưu: VT, …” và dấu chấm.", "Chữ và dấu câu của dòng cuối."),
    (
        57,
        _W,
        _A,
        _RECIPIENTS,
        "Nơi nhận đầu tiên là “- Như trên;” (công văn, tờ trình, báo cáo gửi cấp trên) hoặc “- Như Điều …;” (quyết định).",
        "Chữ của dòng đầu.",
    ),
    (58, _W, _T, _BODY, "Nội dung kết thúc bằng “./.”.", "Đoạn cuối trước chữ ký."),
    (
        59,
        _E,
        _A,
        _APPENDIX,
        "“Phụ lục” (và số La Mã khi có từ hai phụ lục): cỡ 14, đậm, đứng, chữ thường, dòng riêng, canh giữa.",
        "Chữ, kiểu, cỡ; tâm lệch không quá 2 mm.",
    ),
    (
        60,
        _E,
        _A,
        _APPENDIX,
        "Tên phụ lục: in hoa, đậm, đứng, cỡ 13-14, canh giữa.",
        "Kiểu, cỡ; tâm lệch không quá 2 mm.",
    ),
    (
        61,
        _E,
        _A,
        _APPENDIX,
        "“(Kèm theo …)”: nghiêng, cỡ 13-14, canh giữa; số, ký hiệu, ngày và cơ quan như ở trang đầu, bản điện tử được để trống.",
        "Chữ, kiểu, cỡ; so với trang đầu; tâm lệch 2 mm.",
    ),
    (
        62,
        _E,
        _A,
        _APPENDIX,
        "Nội dung văn bản dẫn tới từng phụ lục; phụ lục được dẫn thì phải có.",
        "So các lời dẫn với các phụ lục.",
    ),
    (
        63,
        _E,
        _B,
        _MARKS,
        "Dấu mức độ khẩn: in hoa, đậm, đỏ, cỡ 13-14, khung HỎA TỐC 30 × 8, THƯỢNG KHẨN 40 × 8, KHẨN 20 × 8 mm.",
        "Chữ, màu, cỡ; khung lệch không quá 1 mm.",
    ),
    (
        64,
        _W,
        _B,
        _MARKS,
        "Chỉ dẫn phạm vi lưu hành: in hoa, đậm, đứng, cỡ 13-14, đóng khung, phía trên Quốc hiệu.",
        "Chữ, kiểu, cỡ, vị trí, khung.",
    ),
    (
        65,
        _I,
        _B,
        _DRAFTER,
        "Ký hiệu người soạn thảo và số bản: cỡ 11, đứng, cuối dòng cuối của nơi nhận.",
        "Chữ, kiểu, cỡ, vị trí.",
    ),
    (
        66,
        _W,
        _B,
        _ADDRESS,
        "Địa chỉ, điện thoại, e-mail: chỉ ở trang 1, cỡ 11-12, đứng, dưới đường kẻ suốt bề rộng vùng nội dung.",
        "Cỡ, kiểu, trang; độ dài đường kẻ lệch 1 mm.",
    ),
    (
        67,
        _W,
        _B,
        _SEAL,
        "Ảnh chữ ký ở giữa chức vụ và họ tên; ảnh dấu trùm khoảng 1/3 chữ ký về bên trái.",
        "Vị trí hai ảnh; phần trùm từ 25% đến 40%.",
    ),
    (
        68,
        _W,
        _B,
        _APPENDIX,
        "Phụ lục là tệp riêng: góc phải trên trang đầu có số, ký hiệu và thời gian ký (ISO 8601), cỡ 10, đứng.",
        "Chữ, cỡ, vị trí của dòng.",
    ),
    (
        69,
        _E,
        _T,
        ("Nội dung", "mẫu quyết định ở Phụ lục III"),
        "Quyết định: dòng thẩm quyền in hoa, đậm, canh giữa; căn cứ; “QUYẾT ĐỊNH:” đậm, canh giữa; ít nhất một điều.",
        "Có đủ các phần và kiểu chữ.",
    ),
    (
        70,
        _W,
        _T,
        ("Nội dung", "mẫu giấy mời ở Phụ lục III"),
        "Giấy mời có: trân trọng kính mời, tới dự, chủ trì, thời gian, địa điểm.",
        "Có đủ các mục.",
    ),
    (
        71,
        _W,
        _A,
        _BODY,
        "Viện dẫn: có chữ “số” trước số; lần đầu ghi đủ ngày và cơ quan ban hành; cùng số, cùng ngày thì cùng ký hiệu, cơ quan.",
        "So các viện dẫn trong văn bản với nhau.",
    ),
    (
        72,
        _W,
        _B,
        ("Viện dẫn, viết hoa, tên đơn vị", "Phụ lục II"),
        "Viết hoa theo Phụ lục II: Ủy ban nhân dân tỉnh, Sở Nội vụ, khoản 2 Điều 103, Thành phố Hồ Chí Minh …",
        "So với danh sách cách viết; chỉ nhắc khi chắc chắn.",
    ),
    (
        73,
        _W,
        _A,
        ("Viện dẫn, viết hoa, tên đơn vị", "Luật Tổ chức chính quyền địa phương 72/2025/QH15"),
        "Văn bản từ ngày 01/7/2025 không gửi, không giao việc cho cơ quan cấp huyện.",
        "Nơi nhận và tên cơ quan cấp huyện trong nội dung, bảng; lời nhắc chuyện cũ được phép.",
    ),
    (
        74,
        _I,
        _P,
        ("Quốc hiệu, Tiêu ngữ", ""),
        "Các đường kẻ của phần đầu cùng độ dày, 0,4-1 pt.",
        "Độ dày nét, chênh không quá 0,2 pt.",
    ),
]


def _source(place: str, basis: Basis) -> str:
    if basis is Basis.PRACTICE:
        return "Không quy định"
    if place.startswith(("Phụ lục", "Luật", "mẫu")):
        return place if place.startswith("Luật") else f"Nghị định 30/2020/NĐ-CP, {place}"
    return f"{_ANNEX}, {place}" if place else _ANNEX


RULES: dict[str, Rule] = {
    f"F{number:02d}": Rule(f"F{number:02d}", level, basis, group, required, measuring, _source(place, basis))
    for number, level, basis, (group, place), required, measuring in _TABLE
}


def find_rules(words: str) -> list[Rule]:
    """Return the rules in which every given word occurs, diacritics apart; all of them without words."""
    wanted = search_key(words).split()
    return [rule for rule in RULES.values() if all(word in rule.search_key for word in wanted)]
