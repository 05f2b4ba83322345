"""Random official documents for the property test: every type and issuer, drafts, missing parts, tables of all shapes.

A sentence is a stretch of a fixed vocabulary, told by its place and length, so that a failing document shrinks to few words.
"""

from __future__ import annotations

import unicodedata
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

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

_VOWELS = "aàảãáạ ăằẳẵắặ âầẩẫấậ eèẻẽéẹ êềểễếệ iìỉĩíị oòỏõóọ ôồổỗốộ ơờởỡớợ uùủũúụ ưừửữứự yỳỷỹýỵ".replace(" ", "")
LETTERS = f"{_VOWELS}đ{_VOWELS.upper()}Đ"  # every letter of Vietnamese that carries a mark, and the bare vowels
_SYLLABLES = [f"th{vowel}ng" for vowel in _VOWELS] + [f"{vowel.upper()}n" for vowel in _VOWELS] + ["Đường", "đã"]
_RUNNING_TEXT = (
    "cơ quan, đơn vị chủ trì, phối hợp với Sở Nội vụ và Ủy ban nhân dân các xã, phường rà soát, tham mưu, báo cáo kết quả thực hiện "
    "Kế hoạch số 129/KH-UBND ngày 07/9/2021 của Ủy ban nhân dân tỉnh; nâng cao Chỉ số PAPI, PAR-Index, SIPAS & PCI (đạt 95% hồ sơ "
    "đúng hạn), quý III/2026, giai đoạn 2021 - 2030; công khai “một cửa” trên Cổng/trang thông tin điện tử tại https://dichvucong.gov.vn "
    "bảo đảm ≥ 80% và ≤ 02 lần/năm, kinh phí 1.250.000đ… từ nguồn ngân sách nhà nước theo Nghị định số 30/2020/NĐ-CP "
)
VOCABULARY = [*_RUNNING_TEXT.split(), *_SYLLABLES]

TYPE_NAMES = {
    "KH": "KẾ HOẠCH",
    "BC": "BÁO CÁO",
    "TB": "THÔNG BÁO",
    "GM": "GIẤY MỜI",
    "CV": "CÔNG VĂN",
    "TTr": "TỜ TRÌNH",
    "QĐ": "QUYẾT ĐỊNH",
    "CTr": "CHƯƠNG TRÌNH",
}
ISSUERS = [
    (Issuer(["ỦY BAN NHÂN DÂN", "TỈNH HƯNG YÊN"], [], "UBND"), "Hưng Yên"),
    (Issuer(["UBND THÀNH PHỐ HẢI PHÒNG"], [], "UBND"), "Hải Phòng"),
    (Issuer(["ỦY BAN NHÂN DÂN", "THÀNH PHỐ HỒ CHÍ MINH"], [], "UBND"), "Thành phố Hồ Chí Minh"),
    (Issuer(["SỞ NỘI VỤ"], ["UBND TỈNH HƯNG YÊN"], "SNV"), "Hưng Yên"),
    (Issuer(["SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"], ["ỦY BAN NHÂN DÂN", "TỈNH BÀ RỊA - VŨNG TÀU"], "SNNMT"), "Bà Rịa - Vũng Tàu"),
    (Issuer(["TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG VÀ KIỂM SOÁT THỦ TỤC HÀNH CHÍNH"], ["VĂN PHÒNG UBND TỈNH ĐẮK LẮK"], "TTPVHCC"), "Đắk Lắk"),
    (Issuer(["ỦY BAN NHÂN DÂN", "XÃ TÂN HƯNG"], [], "UBND"), "Tân Hưng"),
    (Issuer(["PHÒNG VĂN HÓA - XÃ HỘI"], ["UBND PHƯỜNG ĐIỆN BIÊN PHỦ"], "PVHXH"), "Phường Điện Biên Phủ"),
    (Issuer(["ỦY BAN NHÂN DÂN", "ĐẶC KHU PHÚ QUỐC"], [], "UBND"), "Phú Quốc"),
]  # fmt: skip
SIGNATURES = [
    SignatureBlock("TM. ỦY BAN NHÂN DÂN", None, "CHỦ TỊCH", "Nguyễn Văn A"),
    SignatureBlock("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Đỗ Thị Ưng Bích Ngọc Quỳnh Như"),
    SignatureBlock(None, "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "ThS. Trần Thị B"),
    SignatureBlock(None, "TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "LÊ VĂN C"),
    SignatureBlock(None, "TUQ. CHỦ TỊCH", "GIÁM ĐỐC SỞ KHOA HỌC VÀ CÔNG NGHỆ", "Ế Ỡn Ựt"),
    SignatureBlock(None, None, "GIÁM ĐỐC", "Phạm Đ"),
    SignatureBlock(None, None, "Q. GIÁM ĐỐC", "Võ Minh Đ"),
    SignatureBlock(None, None, "TRƯỞNG BAN", "Lê Ngọc T", "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH"),
]
MISSING: list[tuple[str, ...]] = [
    *[()] * 4,
    ("title",),
    ("signature",),
    ("name",),
    ("recipients",),
    ("place",),
    ("title", "place", "signature", "recipients"),
]
POINT_LETTERS = "abcdđeghiklmnopqrstuvxy"


def _words(start: int, length: int) -> str:
    return " ".join(VOCABULARY[(start + place) % len(VOCABULARY)] for place in range(length))


def sentences(most: int = 36) -> st.SearchStrategy[str]:
    """A sentence: capital first, one of the ends a provision really has."""
    return st.builds(
        lambda start, length, end: _capital(_words(start, length).rstrip(",;")) + end,
        st.integers(0, len(VOCABULARY) - 1),
        st.integers(1, most),
        st.sampled_from([".", ";", "", ":", "./."]),
    )


def phrases(most: int = 8, *, fewest: int = 1) -> st.SearchStrategy[str]:
    return st.builds(
        lambda start, length: _capital(_words(start, length).strip(" ,;.")),
        st.integers(0, len(VOCABULARY) - 1),
        st.integers(fewest, most),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@st.composite
def tables(draw: st.DrawFn, *, most_rows: int = 6) -> Table:
    """From one column to eight, empty or long, with group rows of one cell and short rows."""
    columns = draw(st.integers(1, 8))
    cell = st.one_of(
        st.just(""),
        st.integers(0, 999).map(str),
        phrases(4),
        phrases(25),
        st.just("- Một việc (Lĩnh vực PAPI) - Hai việc"),
    )
    rows = draw(
        st.lists(
            st.one_of(st.lists(cell, min_size=columns, max_size=columns), st.tuples(phrases(6)).map(list)),
            max_size=most_rows,
        )
    )
    head = draw(st.sampled_from([0, 1, 1, 1, 2]))
    heads = [[f"Cột {column}" if column else "STT" for column in range(columns)]] * head
    shares = draw(st.sampled_from([[], [1.0] * columns]))
    return Table(heads, rows, shares)


@st.composite
def outlines(draw: st.DrawFn, *, is_articles: bool, mentions: str) -> list[Provision]:
    """A well numbered outline: sections or articles, clauses, points, dashes, pluses, paragraphs and tables."""
    found: list[Provision] = []

    def add(
        kind: ProvisionKind,
        marker: str,
        text: str,
        parent: int | None,
        *,
        is_title: bool = False,
        table: Table | None = None,
    ) -> int:
        found.append(Provision(len(found), marker, text, kind, parent, is_title=is_title, table=table))
        return len(found) - 1

    for _ in range(draw(st.integers(0, 2))):
        add(ProvisionKind.PARAGRAPH, "", draw(sentences()), None)
    if mentions:
        add(ProvisionKind.PARAGRAPH, "", f"Nội dung cụ thể theo {mentions} và {draw(sentences(12)).lower()}", None)
    for top in range(1, draw(st.integers(1 if is_articles else 0, 2)) + 1):
        if is_articles:
            parent = add(ProvisionKind.ARTICLE, f"Điều {top}.", draw(sentences(20)), None)
        else:
            parent = add(ProvisionKind.SECTION, f"{['I', 'II', 'III'][top - 1]}.", draw(phrases(20)), None)
        for clause in range(1, draw(st.integers(0, 2)) + 1):
            is_title = draw(st.booleans())
            under = add(
                ProvisionKind.CLAUSE,
                f"{clause}.",
                draw(phrases() if is_title else sentences()),
                parent,
                is_title=is_title,
            )
            for letter in POINT_LETTERS[: draw(st.integers(0, 2))]:
                point = add(ProvisionKind.POINT, f"{letter})", draw(sentences()), under)
                for _ in range(draw(st.integers(0, 1))):
                    dash = add(ProvisionKind.DASH, "-", draw(sentences(30)), point)
                    if draw(st.booleans()):
                        add(ProvisionKind.PLUS, "+", draw(sentences(15)), dash)
        if draw(st.integers(0, 3)) == 0:
            add(ProvisionKind.PARAGRAPH, "", draw(phrases()), parent, table=draw(tables()))
    add(ProvisionKind.PARAGRAPH, "", draw(sentences()), None)
    return found


@st.composite
def appendices(draw: st.DrawFn, label: str) -> Appendix:
    has_table = draw(st.booleans())
    return Appendix(
        label,
        draw(phrases(14, fewest=3)),
        table=draw(tables(most_rows=12)) if has_table else None,
        provisions=[
            Provision(place, f"{place + 1}.", draw(sentences(25)), ProvisionKind.CLAUSE)
            for place in range(draw(st.integers(0 if has_table else 1, 4)))
        ],
        is_landscape=has_table and draw(st.booleans()),
    )


recipients = st.builds(Recipient, phrases(14), st.sampled_from(["", "", "", "Đ", "Thủy, Công"]))


@st.composite
def attached_texts(draw: st.DrawFn) -> OfficialDocument:
    """A plan issued with a decision: a heading of its own without number and date."""
    return OfficialDocument(
        title=draw(phrases(20, fewest=6)),
        provisions=draw(outlines(is_articles=False, mentions="")),
        signature=SignatureBlock(),
    )


@st.composite
def papers(draw: st.DrawFn, type_code: str) -> OfficialDocument:
    """A document of the type, complete or with one or more of its parts missing."""
    issuer, place = draw(st.sampled_from(ISSUERS))
    labels = draw(st.sampled_from([*[[]] * 4, ["Phụ lục"], ["Phụ lục I", "Phụ lục II"], ["CHƯƠNG TRÌNH"]]))
    is_final = draw(st.integers(0, 3)) > 0
    day = draw(st.dates(date(2020, 3, 5), date(2035, 12, 31)))
    listed = draw(st.lists(recipients, max_size=draw(st.sampled_from([2, 4, 40]))))
    document = OfficialDocument(
        type_code=type_code,
        type_name=TYPE_NAMES[type_code],
        title=draw(phrases(30, fewest=6)),
        issuer=issuer,
        number=str(draw(st.integers(1, 9999))) if is_final or draw(st.booleans()) else None,
        symbol=f"{issuer.symbol}-VX" if type_code == "CV" else f"{type_code}-{issuer.symbol}",
        place=place,
        issued_on=day if is_final else None,
        date_written=(day.year, draw(st.sampled_from([None, day.month]))),
        addressees=draw(st.lists(phrases(9), min_size=1, max_size=3)),
        legal_bases=[
            LegalBasis("Luật", "", None, f"Căn cứ {text};")
            for text in draw(st.lists(phrases(20), min_size=type_code == "QĐ", max_size=2))
        ],
        provisions=draw(
            outlines(is_articles=type_code == "QĐ", mentions=" và ".join(label for label in labels if label[0] == "P"))
        ),
        recipients=[*listed, Recipient("Lưu: VT, SNV")],
        signature=replace(draw(st.sampled_from(SIGNATURES))),
        appendices=[draw(appendices(label)) for label in labels],
        urgency=draw(st.sampled_from(["", "", "", "KHẨN", "THƯỢNG KHẨN", "HỎA TỐC"])),
        is_electronic_original=draw(st.booleans()),
        circulation=draw(st.sampled_from(["", "", "", "LƯU HÀNH NỘI BỘ", "XEM XONG TRẢ LẠI"])),
        contact=draw(
            st.sampled_from(["", "", "", "Số 10, đường Chùa Chuông; ĐT: 0221.3862.123; E-mail: snv@hungyen.gov.vn"])
        ),
        drafter=draw(st.sampled_from(["", "", "PL"])),
        copies=draw(st.sampled_from([None, None, 300])),
        attached=draw(st.lists(attached_texts(), max_size=1)) if type_code == "QĐ" else [],
    )
    for part in draw(st.sampled_from(MISSING)):
        document = without(document, part)
    return in_form(document, "NFD") if draw(st.integers(0, 4)) == 0 else document


def without(document: OfficialDocument, part: str) -> OfficialDocument:
    """The document with a part missing, as a clerk may leave it."""
    if part == "name":
        return replace(document, signature=replace(document.signature, name=None))
    empty: dict[str, Any] = {"title": "", "signature": SignatureBlock(), "recipients": [], "place": None}
    return replace(document, **{part: empty[part]})


def in_form(value: Any, form: str) -> Any:
    """The document with all its text in a Unicode form."""
    if isinstance(value, str) and type(value) is str:
        return unicodedata.normalize(form, value)  # type: ignore[arg-type]
    if isinstance(value, list | tuple):
        return type(value)(in_form(item, form) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: in_form(getattr(value, each.name), form) for each in fields(value)})
    return value
