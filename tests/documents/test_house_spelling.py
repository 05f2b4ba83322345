"""What a writer typed against the form and the printer sets right: capitals, numbers of appendices, lines of recipients."""

from __future__ import annotations

import pytest

from documents.capitals import in_sentence_case
from documents.numerals import appendix_labels, arabic_numbers, roman, with_roman_references
from documents.official import Recipient, Table
from documents.rendering.composition import print_ready
from tests.documents.papers import SENTENCE, appendix, clause, decision, letter, plan


def recipients(document) -> list[str]:
    return ["".join(run.text for run in runs) for runs in print_ready(document).closing.recipients]


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        (["Phụ lục 1", "PHỤ LỤC SỐ 02"], ["Phụ lục I", "Phụ lục II"]),
        (["phụ lục ii", "Phụ lục"], ["Phụ lục II", "Phụ lục"]),
        (["Phụ lục", "CHƯƠNG TRÌNH", "Phụ lục"], ["Phụ lục I", "CHƯƠNG TRÌNH", "Phụ lục II"]),
        (["Phụ lục"], ["Phụ lục"]),
        (["Dự kiến chương trình"], ["DỰ KIẾN CHƯƠNG TRÌNH"]),
    ],
)
def test_appendices_carry_roman_numbers_as_soon_as_there_are_two(written, printed):
    assert appendix_labels(written) == printed


def test_roman_numbers_reach_beyond_the_longest_plan():
    assert [roman(number) for number in (1, 4, 9, 17, 44, 99)] == ["I", "IV", "IX", "XVII", "XLIV", "XCIX"]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("theo Phụ lục 1 kèm theo", "theo Phụ lục I kèm theo"),
        ("tại các Phụ lục số 1, 2 và 3.", "tại các Phụ lục I, II và III."),
        ("tại Phụ lục 1 Thông tư số 01/2024/TT-BNV", "tại Phụ lục 1 Thông tư số 01/2024/TT-BNV"),
        ("tại Phụ lục 1 ban hành kèm theo Nghị định", "tại Phụ lục 1 ban hành kèm theo Nghị định"),
        ("Phụ lục 1 kèm theo Quyết định này", "Phụ lục I kèm theo Quyết định này"),
        ("Phụ lục 1 và 3 Thông tư", "Phụ lục 1 và 3 Thông tư"),
        ("tại Phụ lục 7", "tại Phụ lục 7"),
    ],
)
def test_the_text_points_to_the_numbers_the_appendices_carry(text, printed):
    numbers = arabic_numbers(["Phụ lục 1", "Phụ lục 2", "Phụ lục 3"])

    assert with_roman_references(text, numbers) == printed


def test_a_subject_in_capitals_is_set_back_as_the_text_spells_its_words():
    texts = ["Kế hoạch này chỉ đạo nâng cao Chỉ số PAPI của tỉnh Hưng Yên.", "I. CHỈ SỐ"]

    assert (
        in_sentence_case("NÂNG CAO CHỈ SỐ PAPI VÀ SIPAS CỦA TỈNH HƯNG YÊN", known_texts=texts)
        == "Nâng cao Chỉ số PAPI và SIPAS của tỉnh Hưng Yên"
    )
    assert in_sentence_case("Nâng cao Chỉ số PAPI", known_texts=texts) == "Nâng cao Chỉ số PAPI"
    assert in_sentence_case("PAR INDEX 2026", known_texts=texts) == "PAR INDEX 2026"


def test_the_file_copy_closes_the_list_of_recipients():
    assert recipients(plan(recipients=[Recipient("Lưu: VT, SNV"), Recipient("Bộ Nội vụ")])) == [
        "- Bộ Nội vụ;",
        "- Lưu: VT, SNV.",
    ]
    assert recipients(plan(recipients=[Recipient("Bộ Nội vụ")]))[-1] == "- Lưu: VT."
    assert recipients(letter(recipients=[Recipient("Bộ Nội vụ")]))[-1] == "- Lưu: VT, CCHC."
    assert recipients(plan(recipients=[])) == []


def test_a_decision_goes_first_to_those_its_last_article_names():
    assert recipients(decision(recipients=[Recipient("Bộ Nội vụ")]))[0] == "- Như Điều 3;"
    assert recipients(decision(recipients=[Recipient("Như Điều 2")]))[0] == "- Như Điều 2;"


def test_only_a_row_higher_than_a_page_can_hold_may_be_divided():
    document = plan(provisions=[clause(1)], appendices=[appendix()])
    document.appendices[0].table = Table([["STT", "Nội dung"]], [["1", SENTENCE * 25], ["2", SENTENCE]])

    table = print_ready(document).appendices[0].blocks[0].table

    assert table is not None
    assert [row.is_tall for row in table.rows] == [True, False]
