"""Lists of invited persons as people write them."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from documents.composing.invitation import Invitee
from registry.services import invitees
from registry.services.invitees import UnreadableList, invitees_from_file, invitees_from_text, template_workbook

NGUYEN = Invitee("Ông", "Nguyễn Văn A", "Giám đốc", "Sở Y tế")
TRAN = Invitee("Bà", "Trần Thị B", "Chủ tịch", "UBND phường Phố Hiến")


def spreadsheet(rows: list[list[object]]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Khách mời")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("Ông; Nguyễn Văn A; Giám đốc; Sở Y tế", NGUYEN),
        ("Ông\tNguyễn Văn A\tGiám đốc\tSở Y tế", NGUYEN),
        ("Ông Nguyễn Văn A; Giám đốc; Sở Y tế", NGUYEN),
        ("  Ông ;Nguyễn  Văn A;Giám đốc;Sở Y tế; ", NGUYEN),
        ("; Lê C; Trưởng phòng; Sở Nội vụ", Invitee("Ông/Bà", "Lê C", "Trưởng phòng", "Sở Nội vụ")),
        ("Lê C", Invitee("Ông/Bà", "Lê C")),
        ("Đồng chí; Lê C", Invitee("Đồng chí", "Lê C")),
        ("1; Bà; Trần Thị B; Chủ tịch; UBND phường Phố Hiến", TRAN),
        ("Bà\tTrần Thị B\tChủ tịch; Bí thư\tSở Y tế", Invitee("Bà", "Trần Thị B", "Chủ tịch; Bí thư", "Sở Y tế")),
        ("Ông/Bà Lê C", Invitee("Ông/Bà", "Lê C")),
    ],
)
def test_a_line_is_understood(line, person):
    assert invitees_from_text(line).invitees == [person]


def test_wrong_rows_are_named_with_their_number_and_the_others_kept():
    found = invitees_from_text(
        "Ông; Nguyễn Văn A; Giám đốc; Sở Y tế\n\nBà; ; Chủ tịch; UBND\nÔng; 123\n"
        f"Ông; {'A' * 201}\nA; b; c; d; e; f\nBà; Trần Thị B; Chủ tịch; UBND phường Phố Hiến"
    )

    assert found.invitees == [NGUYEN, TRAN]
    assert [(problem.line, problem.message) for problem in found.problems] == [
        (3, "Thiếu họ và tên."),
        (4, "Thiếu họ và tên."),
        (5, "Họ và tên dài quá 200 chữ: hãy rút gọn."),
        (6, "Có nhiều hơn bốn phần: chỉ ghi danh xưng; họ tên; chức vụ; cơ quan."),
    ]


def test_the_same_person_twice_is_named_and_printed_once():
    found = invitees_from_text("Ông; Nguyễn Văn A; Giám đốc; Sở Y tế\nÔng; NGUYỄN VĂN A; Giám đốc; Sở Y tế")

    assert found.invitees == [NGUYEN]
    assert [(problem.line, problem.message) for problem in found.problems] == [
        (2, "Trùng với dòng 1, chỉ in một giấy.")
    ]


def test_namesakes_of_two_agencies_are_two_persons():
    assert len(invitees_from_text("Ông; Lê C; ; Sở Y tế\nÔng; Lê C; ; Sở Nội vụ").invitees) == 2


def test_the_rows_of_a_file_as_text_keep_numbers_and_faults():
    found = invitees_from_file(
        spreadsheet([["Họ và tên", "Danh xưng", "Cơ quan"], ["Lê C", "Ông", "Sở; x"], [""], ["", "Bà", "Sở Y tế"]])
    )

    again = invitees_from_text(found.text)
    assert (again.invitees, again.problems) == (found.invitees, found.problems)
    assert [problem.line for problem in again.problems] == [4]


def test_the_template_is_read_as_it_was_written():
    found = invitees_from_file(template_workbook())

    assert ([person.name for person in found.invitees], found.problems) == (["Nguyễn Văn A", "Trần Thị B"], [])


def test_a_batch_has_an_end(monkeypatch):
    monkeypatch.setattr(invitees, "MOST_INVITEES", 2)

    found = invitees_from_text("Lê A\nLê B\nLê C\nLê D")

    assert len(found.invitees) == 2
    assert [problem.line for problem in found.problems] == [3]


@pytest.mark.parametrize(
    "rows",
    [
        [["Danh xưng", "Họ và tên", "Chức vụ", "Cơ quan"], ["Ông", "Nguyễn Văn A", "Giám đốc", "Sở Y tế"]],
        [["Đơn vị", "HỌ TÊN", "Danh xưng", "Chức danh"], ["Sở Y tế", "Nguyễn Văn A", "Ông", "Giám đốc"]],
        [["TT", "Họ và tên", "Chức vụ", "Cơ quan, đơn vị"], [1, "Ông Nguyễn Văn A", "Giám đốc", "Sở Y tế"]],
        [["Ông", "Nguyễn Văn A", "Giám đốc", "Sở Y tế"]],
    ],
)
def test_a_spreadsheet_is_read_by_its_headings(rows):
    assert invitees_from_file(spreadsheet(rows)).invitees == [NGUYEN]


def test_rows_of_a_spreadsheet_keep_their_numbers():
    found = invitees_from_file(spreadsheet([["Danh xưng", "Họ và tên"], ["Ông", "Lê C"], ["", ""], ["Bà", ""]]))

    assert [problem.line for problem in found.problems] == [4]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_csv_file_is_read_in_the_encodings_of_spreadsheets(encoding, separator):
    text = "\r\n".join(separator.join(row) for row in (("Danh xưng", "Họ và tên"), ("Ông", "Nguyễn Văn A")))

    assert invitees_from_file(text.encode(encoding)).invitees == [Invitee("Ông", "Nguyễn Văn A")]


def test_a_formula_is_words_like_others():
    found = invitees_from_text('=HYPERLINK("http://x.invalid"); Giám đốc; Sở Y tế')

    assert found.invitees == [Invitee("Ông/Bà", '=HYPERLINK("http://x.invalid")', "Giám đốc", "Sở Y tế")]


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04 broken", b"%PDF-1.7\x00\x00", b"\x00\x01\x02\x03" * 50, b"\xd0\xcf\x11\xe0"]
)
def test_a_file_that_is_no_list_is_refused_in_words(data):
    with pytest.raises(UnreadableList, match=r"\.xlsx|tệp mẫu"):
        invitees_from_file(data)


def test_a_spreadsheet_made_to_swallow_memory_is_refused():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "Họ và tên")
        sheet.write(1_048_575, 16_383, "x")

    with pytest.raises(UnreadableList):
        invitees_from_file(stream.getvalue())
