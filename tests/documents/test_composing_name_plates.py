"""Biển tên: the name is read from five metres, however long it is."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document
from PIL import Image, ImageChops, ImageStat

from documents.checking.pdf_measure import measure
from documents.composing.delegates import Delegate, DelegateGroup
from documents.composing.name_plates import NamePlate, PlateForm, plates_of
from documents.layout import FONT_LINE_HEIGHT_EM, NAME_PLATE, POINTS_PER_MM
from documents.page_images import page_as_png
from documents.rendering.fonts import Face, text_width_mm
from documents.rendering.name_plates import NameDoesNotFit, NameMissing, printed_plate, render_name_plates_pdf
from documents.rendering.name_plates_word import render_name_plates_docx

PLATES = [
    NamePlate("Lê Bảo", "Giám đốc", "Sở Nội vụ"),
    NamePlate("Trần Thị Minh Hòa", "Phó Chủ tịch", "Ủy ban nhân dân tỉnh"),
    NamePlate("Công Tằng Tôn Nữ Thị Phương Thảo", "Phó Giám đốc", "Trung tâm Thông tin - Hội nghị tỉnh"),
    NamePlate(
        "NGUYỄN HOÀNG PHƯƠNG THẢO", "Phó Trưởng ban", "Hội đồng nhân dân và Ủy ban nhân dân phường Phố Hiến " * 2
    ),
    NamePlate("Nguyễn Đức Thắng"),
]


@pytest.mark.parametrize("plate", PLATES, ids=lambda plate: plate.name)
def test_every_name_has_capitals_of_twenty_millimetres_and_stays_on_its_face(plate):
    printed = printed_plate(plate)

    lines = [*printed.name, *printed.below]
    height_mm = sum(line.size_pt for line in lines) * FONT_LINE_HEIGHT_EM / POINTS_PER_MM + printed.gap_mm
    widths_mm = [
        text_width_mm(line.text, line.size_pt, Face.BOLD if line in printed.name else Face.REGULAR) for line in lines
    ]
    assert 20 <= printed.capital_mm <= 32
    assert height_mm <= NAME_PLATE.face_height_mm - 2 * NAME_PLATE.edge_mm
    assert max(widths_mm) <= NAME_PLATE.face_width_mm - 2 * NAME_PLATE.side_mm
    assert " ".join(line.text for line in printed.name) == plate.name


def test_a_short_name_is_larger_than_a_long_one():
    sizes = [printed_plate(plate).name[0].size_pt for plate in PLATES[:2]]

    assert sizes[0] > sizes[1]


def test_post_and_organisation_give_way_to_a_name_in_two_lines():
    small = printed_plate(PLATES[2]).below

    assert {line.size_pt for line in small} < {
        float(size) for size in range(NAME_PLATE.least_post_pt, NAME_PLATE.post_pt)
    }


def test_a_name_nobody_could_read_from_five_metres_is_refused():
    with pytest.raises(NameDoesNotFit, match="rút gọn tên"):
        printed_plate(NamePlate("Nguyễn Phan Hoàng Trần Lê Phương Thảo Khánh Linh Ngọc Ánh", "Giám đốc", "Sở Nội vụ"))


def test_a_plate_without_a_name_is_refused():
    with pytest.raises(NameMissing, match="chưa có họ và tên"):
        printed_plate(NamePlate(" ", "Giám đốc"))


@pytest.mark.parametrize(("form", "pages"), [(PlateForm.TENT, 5), (PlateForm.TWO_UP, 3)])
def test_a_tent_takes_a_sheet_and_two_plates_to_cut_share_one(form, pages):
    measured = measure(render_name_plates_pdf(PLATES, form=form))

    assert len(measured.pages) == pages
    assert {(round(page.width_mm), round(page.height_mm)) for page in measured.pages} == {(297, 210)}


def test_both_faces_of_a_tent_carry_the_name_and_the_upper_one_stands_on_its_head():
    picture = Image.open(BytesIO(page_as_png(render_name_plates_pdf(PLATES[1:2]), page=1, dots_per_inch=40))).convert(
        "L"
    )

    turned = picture.rotate(180)
    upper = picture.crop((0, 0, picture.width, picture.height // 2))
    assert ImageStat.Stat(ImageChops.difference(picture, turned)).mean[0] < 3
    assert ImageStat.Stat(ImageChops.difference(upper, upper.rotate(180))).mean[0] > 20


@pytest.mark.parametrize("form", PlateForm)
def test_the_word_file_carries_the_same_words_in_the_same_sizes(form):
    file = Document(BytesIO(render_name_plates_docx(PLATES, form=form)))

    cells = [cell for row in file.tables[0].rows for cell in row.cells]
    printed = [printed_plate(plate) for plate in PLATES for _ in range(2 if form is PlateForm.TENT else 1)]
    assert [[(line.text, line.runs[0].font.size.pt) for line in cell.paragraphs] for cell in cells] == [
        [(line.text, line.size_pt) for line in [*plate.name, *plate.below]] for plate in printed
    ]
    assert {line.runs[0].font.name for cell in cells for line in cell.paragraphs} == {"Times New Roman"}


def test_the_same_plates_give_the_same_files():
    assert render_name_plates_pdf(PLATES) == render_name_plates_pdf(PLATES)
    assert render_name_plates_docx(PLATES) == render_name_plates_docx(PLATES)


def test_a_list_of_delegates_gives_a_plate_to_each():
    groups = [DelegateGroup("I", (Delegate("A", "Giám đốc", "Sở B"),)), DelegateGroup("II", (Delegate("C"),))]

    assert plates_of(groups) == [NamePlate("A", "Giám đốc", "Sở B"), NamePlate("C")]
