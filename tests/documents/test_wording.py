"""The fixed wordings of the format: numbers, dates, issuers, the bracket of an appendix."""

from datetime import date

import pytest

from documents import wording
from documents.official import Issuer
from tests.documents.papers import plan


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 1, 5), "ngày 05 tháng 01 năm 2026"),
        (date(2020, 2, 27), "ngày 27 tháng 02 năm 2020"),
        (date(2019, 6, 29), "ngày 29 tháng 6 năm 2019"),
        (date(2026, 12, 9), "ngày 09 tháng 12 năm 2026"),
    ],
)
def test_only_days_below_ten_and_the_first_two_months_carry_a_zero(day, words):
    assert wording.date_in_words(day) == words


@pytest.mark.parametrize(
    ("number", "printed"),
    [("8", "08"), ("08", "08"), ("10", "10"), ("129", "129"), ("15a", "15a"), ("007", "07"), ("0129", "129")],
)
def test_numbers_below_ten_carry_a_zero(number, printed):
    assert wording.two_digits(number) == printed


def test_a_draft_leaves_number_and_day_blank():
    draft = plan(number=None, issued_on=None, date_written=(2024, 4))

    assert wording.number_and_symbol(draft) == "      /KH-UBND"
    assert wording.place_and_date(draft) == "Hưng Yên, ngày       tháng 4 năm 2024"


@pytest.mark.parametrize(
    ("printed", "sentence"),
    [
        (["ỦY BAN NHÂN DÂN", "TỈNH HƯNG YÊN"], "Ủy ban nhân dân tỉnh Hưng Yên"),
        (["ỦY BAN NHÂN DÂN", "THÀNH PHỐ HỒ CHÍ MINH"], "Ủy ban nhân dân Thành phố Hồ Chí Minh"),
        (["ỦY BAN NHÂN DÂN", "XÃ TÂN HƯNG"], "Ủy ban nhân dân xã Tân Hưng"),
        (["SỞ NỘI VỤ"], "Sở Nội vụ"),
        (["SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH"], "Sở Văn hóa, Thể thao và Du lịch"),
        (["BAN DÂN TỘC"], "Ban Dân tộc"),
    ],
)
def test_the_issuer_is_written_in_a_sentence_as_appendix_two_asks(printed, sentence):
    assert wording.issuer_in_sentence(Issuer(printed)) == sentence


def test_the_documents_own_spelling_of_the_issuer_wins():
    issuer = Issuer(["ỦY BAN NHÂN DÂN", "TỈNH ĐỒNG THÁP"])

    assert (
        wording.issuer_in_sentence(issuer, known_text="Ủy ban nhân dân Tỉnh Đồng Tháp giao")
        == "Ủy ban nhân dân Tỉnh Đồng Tháp"
    )


def test_the_bracket_of_an_appendix_repeats_page_one():
    assert wording.attached_bracket(plan()) == [
        "(Kèm theo Kế hoạch số 08/KH-UBND ngày 05 tháng 01 năm 2026",
        "của Ủy ban nhân dân tỉnh Hưng Yên)",
    ]


def test_the_bracket_of_an_electronic_original_leaves_number_and_date_empty():
    opening, _ = wording.attached_bracket(plan(is_electronic_original=True))

    assert opening == "(Kèm theo Kế hoạch số       /KH-UBND ngày       tháng       năm"


@pytest.mark.parametrize(
    ("last", "closed"),
    [
        ("thực hiện.", "thực hiện./."),
        ("thực hiện./.", "thực hiện./."),
        ("thực hiện;", "thực hiện./."),
        ("thực hiện", "thực hiện./."),
    ],
)
def test_the_text_ends_with_the_end_mark_once(last, closed):
    assert wording.with_end_mark(last) == closed


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("PGS.TS Nguyễn Văn A", "Nguyễn Văn A"),
        ("ThS. Trần Thị B", "Trần Thị B"),
        ("NGUYỄN VĂN ĐỨC", "Nguyễn Văn Đức"),
        ("Đại tá Lê Văn C", "Đại tá Lê Văn C"),
        ("Tsang Văn Bà", "Tsang Văn Bà"),
        (None, ""),
    ],
)
def test_the_signer_is_named_without_degrees_and_not_in_capitals(written, printed):
    assert wording.signer_name(written) == printed


@pytest.mark.parametrize(
    ("title", "is_letter", "printed"),
    [
        ("V/v đôn đốc báo cáo", True, "đôn đốc báo cáo"),
        ("v/v: nâng cao Chỉ số", False, "Về việc nâng cao Chỉ số"),
        ("nâng cao Chỉ số", False, "Nâng cao Chỉ số"),
        ("", False, ""),
    ],
)
def test_only_letters_carry_the_short_mark_of_the_subject(title, is_letter, printed):
    assert wording.subject(title, is_letter=is_letter) == printed
