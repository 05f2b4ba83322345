"""Components that only some papers carry, and every kind of issuer and signer: in PDF and Word alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents.extraction import extract
from documents.official import Issuer, OfficialDocument, Provision, ProvisionKind, Recipient, SignatureBlock, Table
from documents.reading import read_plan
from documents.rendering import render_pdf
from tests.documents.papers import (
    SENTENCE,
    appendix,
    article,
    clause,
    decision,
    letter,
    long_plan,
    plan,
    regulation,
    task_table,
)
from tests.documents.printed_files import (
    line_with,
    measured_pages,
    open_word,
    page_texts,
    pdf_errors,
    word_errors,
    word_texts,
)

SAMPLES = Path(__file__).parent / "samples"
CONTACT = "Số 10, đường Chùa Chuông, phường Phố Hiến, tỉnh Hưng Yên; ĐT: 0221 3862 345; E-mail: ubnd@hungyen.gov.vn"
TEXT_LEFT_MM, TEXT_RIGHT_MM = 30, 195
COMMUNE = Issuer(["ỦY BAN NHÂN DÂN", "XÃ TÂN HƯNG"], [], "UBND")
DEPARTMENT = Issuer(["SỞ NỘI VỤ"], ["UBND TỈNH HƯNG YÊN"], "SNV")
OFFICE_OF_COMMUNE = Issuer(["VĂN PHÒNG HĐND VÀ UBND"], ["UBND XÃ TÂN HƯNG"], "VP")


def signed(*lines: str | None) -> SignatureBlock:
    authority, on_behalf, position = lines
    return SignatureBlock(authority, on_behalf, position, "Nguyễn Văn A")


def test_the_circulation_mark_stands_boxed_in_the_top_margin_over_the_national_name():
    page = measured_pages(plan(circulation="Lưu hành nội bộ"))[0]
    mark, nation = line_with(page, "LƯU HÀNH NỘI BỘ"), line_with(page, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")

    assert mark.is_bold
    assert mark.size_pt == pytest.approx(13, abs=0.1)
    assert mark.bottom_mm < 20 <= nation.top_mm + 0.5
    assert mark.centre_mm == pytest.approx(nation.centre_mm, abs=0.5)
    (box,) = [box for box in page.boxes if box.left_mm < mark.left_mm < mark.right_mm < box.right_mm]
    assert (box.top_mm, box.bottom_mm) == (pytest.approx(9.5, abs=0.2), pytest.approx(17.5, abs=0.2))
    assert page.lines[0] is mark


def test_word_keeps_circulation_and_contact_on_the_first_page_of_the_main_text():
    file = open_word(plan(circulation="Lưu hành nội bộ", contact=CONTACT, appendices=[appendix()]))
    main, appended = file.sections

    (mark,), (contact,) = main.first_page_header.paragraphs, main.first_page_footer.paragraphs
    assert mark.text == "LƯU HÀNH NỘI BỘ"
    assert [edge.tag.rpartition("}")[2] for edge in mark._p.xpath("./w:pPr/w:pBdr/*")] == [
        "top",
        "left",
        "bottom",
        "right",
    ]
    assert contact.text == CONTACT
    assert contact._p.xpath("./w:pPr/w:pBdr/w:top")
    assert "".join(line.text for line in appended.first_page_header.paragraphs) == ""
    assert "".join(line.text for line in appended.first_page_footer.paragraphs) == ""


def test_the_contact_line_stands_at_the_foot_of_page_one_under_a_rule_as_wide_as_the_text():
    pages = measured_pages(long_plan(contact=CONTACT))
    first = line_with(pages[0], "Số 10, đường Chùa Chuông")
    (rule,) = [rule for rule in pages[0].rules if rule.length_mm > 150]
    body = [line for line in pages[0].lines if line.size_pt > 13.5]

    assert (rule.left_mm, rule.right_mm) == (
        pytest.approx(TEXT_LEFT_MM, abs=0.5),
        pytest.approx(TEXT_RIGHT_MM, abs=0.5),
    )
    assert first.size_pt == pytest.approx(11, abs=0.1)
    assert max(line.bottom_mm for line in body) < rule.middle_mm < first.top_mm + 1
    assert max(line.bottom_mm for line in pages[0].lines) == pytest.approx(277, abs=1)
    assert [page.number for page in pages if any("Chùa Chuông" in line.text for line in page.lines)] == [1]


@pytest.mark.parametrize(
    ("drafter", "copies", "printed"), [("PL", 300, "PL.(300)"), ("pl.", None, "PL"), ("", 20, "(20)"), ("", None, None)]
)
def test_drafter_and_copies_end_the_last_line_of_the_recipients(drafter, copies, printed):
    document = plan(drafter=drafter, copies=copies, recipients=[Recipient("Bộ Nội vụ"), Recipient("Lưu: VT, SNV")])
    (page,) = measured_pages(document)
    filed = line_with(page, "- Lưu: VT, SNV.")
    right = [line for line in page.lines if abs(line.baseline_mm - filed.baseline_mm) < 0.2 and line is not filed]

    marks = [(line.text, round(line.size_pt), line.is_bold) for line in right if line.left_mm < 110]
    assert marks == ([(printed, 11, False)] if printed else [])
    cell = open_word(document).tables[1].rows[0].cells[0]
    assert cell.paragraphs[-1].text == "- Lưu: VT, SNV." + (f"\t{printed}" if printed else "")


def test_the_mark_of_the_drafter_follows_a_long_list_of_recipients_to_its_end():
    recipients = [Recipient(f"Cơ quan thứ {number} của tỉnh") for number in range(70)]
    text = page_texts(render_pdf(plan(drafter="PL", copies=300, recipients=recipients)).data)[-1]

    assert text.index("- Lưu: VT") < text.index("PL.(300)")


def test_no_unit_is_made_up_for_the_file_copy():
    assert any("- Lưu: VT." in line.text for line in measured_pages(plan(recipients=[Recipient("Bộ Nội vụ")]))[0].lines)


def test_the_post_held_elsewhere_stands_just_above_the_name():
    document = plan(
        signature=SignatureBlock("TM. BAN CHỈ ĐẠO", None, "TRƯỞNG BAN", "Nguyễn Văn A", "Chủ tịch UBND tỉnh")
    )
    (page,) = measured_pages(document)
    head, post, name = (line_with(page, text) for text in ("TRƯỞNG BAN", "CHỦ TỊCH UBND TỈNH", "Nguyễn Văn A"))

    assert post.is_bold
    assert 20 <= post.top_mm - head.bottom_mm <= 40
    assert name.baseline_mm - post.baseline_mm == pytest.approx(14 * 1.15 * 25.4 / 72, abs=0.3)
    assert word_texts(document)[-2:] == ["CHỦ TỊCH UBND TỈNH", "Nguyễn Văn A"]


def test_a_text_issued_with_a_decision_has_its_own_heading_and_page_numbers():
    attached = regulation(
        provisions=[*regulation().provisions, *(article(number) for number in range(5, 12))], appendices=[appendix()]
    )
    texts = page_texts(render_pdf(decision(attached=[attached])).data)
    main, first, second, appended = texts

    assert first.index("ỦY BAN NHÂN DÂN") < first.index("CỘNG HÒA") < first.index("QUY CHẾ") < first.index("(Kèm theo")
    assert "(Kèm theo Quyết định số 08/QĐ-UBND ngày 05 tháng 01 năm 2026" in first
    assert "Số:" not in first
    assert "Hưng Yên, ngày" not in first
    assert not first.rstrip().rpartition("\n")[2].strip().isdigit()
    assert second.rstrip().rpartition("\n")[2].strip() == "2"
    assert "Nơi nhận" in main
    assert "Nơi nhận" not in first + second + appended
    assert "(Kèm theo Quyết định số 08/QĐ-UBND" in appended


def test_word_gives_each_attached_text_and_appendix_a_section_of_its_own():
    file = open_word(decision(attached=[regulation(appendices=[appendix()])]))

    assert [section._sectPr.xpath("./w:pgNumType/@w:start") for section in file.sections] == [[], ["1"], ["1"]]


def test_an_attached_text_is_signed_only_when_it_names_a_signer():
    attached = regulation(signature=signed("TM. ỦY BAN NHÂN DÂN", None, "CHỦ TỊCH"))

    assert "Nguyễn Văn A" in page_texts(render_pdf(decision(attached=[attached])).data)[-1]


@pytest.mark.parametrize(
    "document",
    [
        plan(),
        plan(number=None, issued_on=None, date_written=(2026, None)),
        letter(urgency="KHẨN", drafter="PL", copies=300),
        letter(addressees=["Ủy ban nhân dân tỉnh Hưng Yên"]),
        decision(attached=[regulation(appendices=[appendix()])]),
        plan(
            provisions=[
                Provision(0, "I.", "Mục đích", ProvisionKind.SECTION),
                Provision(1, "-", SENTENCE, ProvisionKind.DASH),
                Provision(2, "+", SENTENCE, ProvisionKind.PLUS),
                Provision(3, "", "Phân công:", ProvisionKind.PARAGRAPH, table=task_table(2)),
                clause(1),
            ]
        ),
        plan(appendices=[appendix("Phụ lục I"), appendix("Phụ lục II", is_landscape=True)]),
        *(read_plan(extract(path.read_bytes())).document for path in sorted(SAMPLES.glob("0*.txt"))),
    ],
)
def test_pdf_and_word_carry_the_same_words_in_the_same_order(document):
    heads = {"".join("".join(row) for row in table.head).replace(" ", "") for table in _tables(document)} - {""}
    pdf = "".join(_without_page_number(text) for text in page_texts(render_pdf(document).data))

    assert _bare(pdf, heads) == _bare("".join(word_texts(document)), heads)


def _without_page_number(text: str) -> str:
    above, _, last = text.rstrip().rpartition("\n")
    return above if last.strip().isdigit() else text


def _tables(document: OfficialDocument) -> list[Table]:
    tables = [provision.table for provision in document.provisions] + [each.table for each in document.appendices]
    return [table for table in tables if table is not None]


def _bare(text: str, heads: set[str]) -> str:
    """Without white space, and without heads of tables, which only the PDF repeats."""
    bare = "".join(text.split())
    for head in heads:
        bare = bare.replace(head, "")
    return bare


@pytest.mark.parametrize(
    "document",
    [
        plan(
            issuer=COMMUNE,
            place="Tân Hưng",
            signature=signed("TM. ỦY BAN NHÂN DÂN", None, "CHỦ TỊCH"),
        ),
        plan(issuer=DEPARTMENT, symbol="KH-SNV", signature=signed(None, None, "GIÁM ĐỐC")),
        letter(
            issuer=OFFICE_OF_COMMUNE,
            symbol="VP-TH",
            place="Tân Hưng",
            signature=signed(None, None, "CHÁNH VĂN PHÒNG"),
        ),
        plan(signature=signed("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        letter(signature=signed("KT. GIÁM ĐỐC", None, "PHÓ GIÁM ĐỐC")),
        plan(signature=signed("TL. CHỦ TỊCH", None, "CHÁNH VĂN PHÒNG")),
        plan(signature=signed("TUQ. CHỦ TỊCH", None, "GIÁM ĐỐC SỞ NỘI VỤ")),
        letter(signature=signed("Q. GIÁM ĐỐC", None, None)),
        *(plan(urgency=word) for word in ("KHẨN", "THƯỢNG KHẨN", "HỎA TỐC")),
        plan(number=None, issued_on=None, date_written=(2026, 3)),
        letter(number=None, issued_on=None, date_written=(2026, None)),
        plan(is_electronic_original=True, appendices=[appendix()]),
        decision(attached=[regulation()], provisions=[article(1, "Ban hành kèm theo Quy chế phối hợp."), article(2)]),
        plan(circulation="XEM XONG TRẢ LẠI"),
    ],
    ids=[
        "commune",
        "department",
        "office of a commune",
        "TM. KT.",
        "KT.",
        "TL.",
        "TUQ.",
        "Q.",
        "urgent",
        "more urgent",
        "most urgent",
        "draft plan",
        "draft letter",
        "electronic original",
        "attached regulation",
        "circulation",
    ],
)
def test_every_kind_of_issuer_signer_and_mark_keeps_the_format(document):
    assert pdf_errors(document) == []
    assert word_errors(document) == []


def test_an_electronic_original_leaves_number_and_date_of_the_bracket_open():
    text = page_texts(render_pdf(plan(is_electronic_original=True, appendices=[appendix()])).data)[1]

    assert " ".join(text.split()).count("(Kèm theo Kế hoạch số /KH-UBND ngày tháng năm của Ủy ban nhân dân tỉnh") == 1
