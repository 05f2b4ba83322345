"""Titles over several lines: of about equal length, and no word of two syllables parted."""

from __future__ import annotations

import pytest

from documents.compounds import belong_together
from documents.rendering.fonts import Face
from documents.rendering.lines import centred


def lines(text: str, width_mm: float = 150) -> list[str]:
    return centred([text], size_pt=14, face=Face.BOLD, width_mm=width_mm).lines


@pytest.mark.parametrize(
    ("title", "broken"),
    [
        (
            "Danh sách đại biểu dự Hội nghị nâng cao các Chỉ số PAPI, PAR INDEX, SIPAS, PCI năm 2026",
            ["Danh sách đại biểu dự Hội nghị nâng cao các Chỉ số", "PAPI, PAR INDEX, SIPAS, PCI năm 2026"],
        ),
        (
            "DANH SÁCH ĐẠI BIỂU DỰ HỘI NGHỊ NÂNG CAO CÁC CHỈ SỐ PAPI, SIPAS, PCI NĂM 2026",
            ["DANH SÁCH ĐẠI BIỂU DỰ HỘI NGHỊ NÂNG CAO", "CÁC CHỈ SỐ PAPI, SIPAS, PCI NĂM 2026"],
        ),
    ],
)
def test_a_title_keeps_its_words_whole(title, broken):
    assert lines(title) == broken


def test_a_title_that_fits_stays_on_one_line():
    assert lines("Nâng cao Chỉ số PAPI năm 2026") == ["Nâng cao Chỉ số PAPI năm 2026"]


def test_a_title_never_takes_a_line_more_to_keep_a_word_whole():
    assert len(lines("Chỉ số " * 9, width_mm=120)) == len(lines("Chỉ khác " * 9, width_mm=132)) == 2


@pytest.mark.parametrize(
    ("word", "following", "together"),
    [
        ("Chỉ", "số", True),
        ("CHỈ", "SỐ", True),
        ("Ủy", "ban", True),
        ("Hưng", "Yên", True),
        ("Hưng", "Yên,", True),
        ("năm", "2026", True),
        ("quý", "III/2026", True),
        ("các", "Chỉ", False),
        ("PAPI,", "PAR", False),
        ("số,", "Hưng", False),
        ("năm", "qua", False),
    ],
)
def test_which_words_belong_together(word, following, together):
    assert belong_together(word, following) is together
