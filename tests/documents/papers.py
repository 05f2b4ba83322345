"""Official documents in small variations, for the tests of printing and checking."""

from __future__ import annotations

from datetime import date
from typing import Any

from documents.official import (
    Appendix,
    Issuer,
    LegalBasis,
    OfficialDocument,
    Provision,
    ProvisionKind,
    Recipient,
    SignatureBlock,
    Table,
)

SENTENCE = (
    "Các cơ quan, đơn vị tổ chức thực hiện nghiêm túc các nội dung, nhiệm vụ của Kế hoạch theo Phụ lục kèm theo, định kỳ "
    "báo cáo Ủy ban nhân dân tỉnh (qua Sở Nội vụ) để tổng hợp, chỉ đạo kịp thời, bảo đảm đúng tiến độ đã đề ra trong năm."
)


def clause(number: int, text: str = SENTENCE) -> Provision:
    return Provision(number, f"{number}.", text, ProvisionKind.CLAUSE)


def plan(**fields: Any) -> OfficialDocument:
    """A plan of one page; each field may be given otherwise."""
    values = {
        "title": "Nâng cao Chỉ số Hiệu quả quản trị và hành chính công cấp tỉnh năm 2026",
        "issuer": Issuer(["ỦY BAN NHÂN DÂN", "TỈNH HƯNG YÊN"], [], "UBND"),
        "number": "8",
        "symbol": "KH-UBND",
        "place": "Hưng Yên",
        "issued_on": date(2026, 1, 5),
        "provisions": [
            Provision(0, "I.", "Mục đích, yêu cầu", ProvisionKind.SECTION),
            clause(1),
            clause(2),
            Provision(3, "II.", "Tổ chức thực hiện", ProvisionKind.SECTION),
            clause(1),
            clause(2),
        ],
        "recipients": [
            Recipient("Bộ Nội vụ (để báo cáo)"),
            Recipient("Các sở, ban, ngành tỉnh"),
            Recipient("Lưu: VT, SNV", "H"),
        ],
        "signature": SignatureBlock("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn A"),
    }
    return OfficialDocument(**(values | fields))


def long_plan(**fields: Any) -> OfficialDocument:
    """A plan of several pages."""
    return plan(
        provisions=[Provision(0, "I.", "Nhiệm vụ", ProvisionKind.SECTION), *(clause(n) for n in range(1, 20))], **fields
    )


def letter(**fields: Any) -> OfficialDocument:
    """An official letter of a department to several bodies."""
    values = {
        "type_code": "CV",
        "type_name": "CÔNG VĂN",
        "title": "cung cấp danh sách điều tra xã hội học",
        "issuer": Issuer(["SỞ NỘI VỤ"], ["UBND TỈNH HƯNG YÊN"], "SNV"),
        "number": "456",
        "symbol": "SNV-CCHC",
        "addressees": ["Các sở, ban, ngành tỉnh", "Ủy ban nhân dân các xã, phường"],
        "provisions": [
            Provision(0, "", SENTENCE, ProvisionKind.PARAGRAPH),
            Provision(1, "", SENTENCE, ProvisionKind.PARAGRAPH),
        ],
        "signature": SignatureBlock(None, "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Trần Thị B"),
    }
    return plan(**(values | fields))


def article(number: int, text: str = SENTENCE) -> Provision:
    return Provision(number, f"Điều {number}.", text, ProvisionKind.ARTICLE)


def decision(**fields: Any) -> OfficialDocument:
    values = {
        "type_code": "QĐ",
        "type_name": "QUYẾT ĐỊNH",
        "symbol": "QĐ-UBND",
        "title": "Thành lập Tổ công tác nâng cao các Chỉ số của tỉnh",
        "legal_bases": [
            LegalBasis("Luật", "", None, "Căn cứ Luật Tổ chức chính quyền địa phương"),
            LegalBasis("", "", None, "Theo đề nghị của Giám đốc Sở Nội vụ"),
        ],
        "provisions": [article(1), article(2), article(3)],
        "recipients": [Recipient("Như Điều 3"), Recipient("Lưu: VT, SNV")],
    }
    return plan(**(values | fields))


def task_table(rows: int) -> Table:
    head = [["STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"]]
    return Table(head, [[str(number), SENTENCE, "Sở Nội vụ", "Quý III/2026"] for number in range(1, rows + 1)])


def regulation(**fields: Any) -> OfficialDocument:
    """A text that a decision issues, of two chapters whose articles are counted through."""
    chapters = [("Chương I", "Quy định chung", [1, 2]), ("Chương II", "Tổ chức thực hiện", [3, 4])]
    provisions = [
        provision
        for label, title, numbers in chapters
        for provision in [Provision(0, label, title, ProvisionKind.PART), *(article(number) for number in numbers)]
    ]
    values = {"type_code": "QC", "type_name": "QUY CHẾ", "title": "Phối hợp nâng cao các Chỉ số của tỉnh"}
    return OfficialDocument(**(values | {"provisions": provisions} | fields))


def wide_table(columns: int, *, rows: int = 6) -> Table:
    return Table(
        [[f"Chỉ tiêu {column}" for column in range(columns)]],
        [[f"giá trị {column}" for column in range(columns)] for _ in range(rows)],
    )


def appendix(label: str = "Phụ lục", *, rows: int = 3, **fields: Any) -> Appendix:
    return Appendix(label, "Danh mục nhiệm vụ", table=task_table(rows), **fields)
