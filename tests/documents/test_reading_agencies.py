"""Agencies are told from the words around them without a list of agencies."""

from __future__ import annotations

import pytest

from documents.reading.agency_names import AgencyGrammar
from documents.reading.duties import heading_agencies, read_duty

OPENINGS = [
    ("Sở Nông nghiệp và Môi trường rà soát quy hoạch.", ["Sở Nông nghiệp và Môi trường"]),
    ("Sở Xây dựng xây dựng quy chế.", ["Sở Xây dựng"]),
    ("Sở Kế hoạch và đầu tư chuẩn bị báo cáo.", ["Sở Kế hoạch và đầu tư"]),
    ("Sở GD&ĐT, Sở LĐ-TB&XH tham mưu.", ["Sở GD&ĐT", "Sở LĐ-TB&XH"]),
    ("UBND các xã, phường, đặc khu tổ chức thực hiện.", ["UBND các xã, phường, đặc khu"]),
    (
        "Uỷ ban nhân dân các xã, phường; Bảo hiểm xã hội tỉnh rà soát.",
        ["Uỷ ban nhân dân các xã, phường", "Bảo hiểm xã hội tỉnh"],
    ),
    (
        "Ban Quản lý Khu kinh tế Vân Phong và các Khu công nghiệp tỉnh tổ chức.",
        ["Ban Quản lý Khu kinh tế Vân Phong và các Khu công nghiệp tỉnh"],
    ),
    ("Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh chuẩn bị.", ["Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh"]),
    ("Báo và Phát thanh, Truyền hình Hưng Yên đăng tải.", ["Báo và Phát thanh, Truyền hình Hưng Yên"]),
    ("Trung tâm Xúc tiến Thương mại, Du lịch và Đầu tư tổ chức.", ["Trung tâm Xúc tiến Thương mại, Du lịch và Đầu tư"]),
    ("Thủ trưởng các sở, ban, ngành tỉnh chịu trách nhiệm.", ["Thủ trưởng các sở, ban, ngành tỉnh"]),
    ("Các Sở: Nội vụ, Tài chính, Y tế có trách nhiệm đánh giá.", ["Nội vụ", "Tài chính", "Y tế"]),
    ("Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh giám sát.", ["Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"]),
    ("Căn cứ Kế hoạch này, các sở, ban, ngành xây dựng kế hoạch.", ["các sở, ban, ngành"]),
    ("Kinh phí do Sở Tài chính tham mưu bố trí.", ["Sở Tài chính"]),
]


@pytest.mark.parametrize(("sentence", "lead"), OPENINGS)
def test_sentence_names_who_has_to_act(sentence: str, lead: list[str]) -> None:
    assert read_duty(sentence, AgencyGrammar()).lead == lead


NOBODY = [
    "Báo cáo kết quả thực hiện.",
    "Ban hành kế hoạch kiểm tra.",
    "Hội nghị được tổ chức trực tuyến.",
    "Tổ chức triển khai thực hiện.",
    "Phòng, chống tham nhũng trong khu vực công.",
    "Thanh tra, kiểm tra công vụ.",
    "Bộ tiêu chí đánh giá được ban hành.",
    "Các dự án, chương trình đầu tư phải có sự tham gia của cộng đồng.",
    "Ủy ban nhân dân tỉnh tổ chức Hội nghị.",
    "Số lượng đại biểu khoảng 90 người.",
]


@pytest.mark.parametrize("sentence", NOBODY)
def test_word_that_only_looks_like_an_agency_names_nobody(sentence: str) -> None:
    assert read_duty(sentence, AgencyGrammar()).lead == []


PARTNERS = [
    ("Chủ trì, phối hợp với các cơ quan có liên quan tham mưu UBND tỉnh.", ["các cơ quan có liên quan"]),
    ("Chủ trì, phối hợp Văn phòng UBND tỉnh chuẩn bị nội dung.", ["Văn phòng UBND tỉnh"]),
    ("Phối hợp chặt chẽ với Công an tỉnh, Bảo hiểm xã hội tỉnh rà soát.", ["Công an tỉnh", "Bảo hiểm xã hội tỉnh"]),
    ("Phối hợp tổ chức điều tra xã hội học.", []),
    ("Phối hợp với Bộ Nội vụ triển khai.", ["Bộ Nội vụ"]),
]


@pytest.mark.parametrize(("sentence", "partners"), PARTNERS)
def test_partners_stand_behind_the_word_of_cooperation(sentence: str, partners: list[str]) -> None:
    assert read_duty(sentence, AgencyGrammar(), ["Sở Nội vụ"]).coordinating == partners


def test_sentence_that_only_cooperates_says_so() -> None:
    assert (
        read_duty("Phối hợp Sở Nội vụ tham mưu UBND tỉnh.", AgencyGrammar(), ["Văn phòng UBND tỉnh"]).role == "phối hợp"
    )


HEADINGS = [
    ("Sở Nội vụ", ["Sở Nội vụ"]),
    (
        "Các sở, ban, ngành tỉnh; các huyện, thị xã, thành phố",
        ["Các sở, ban, ngành tỉnh", "các huyện, thị xã, thành phố"],
    ),
    ("Các sở, ngành được giao tham mưu (Nội vụ, Tư pháp):", ["Nội vụ", "Tư pháp"]),
    ("Nhiệm vụ và giải pháp", []),
    ("Ủy ban nhân dân tỉnh", []),
]


@pytest.mark.parametrize(("heading", "agencies"), HEADINGS)
def test_heading_gives_what_follows_to_its_agencies(heading: str, agencies: list[str]) -> None:
    assert heading_agencies(heading, AgencyGrammar()) == agencies


def test_known_agency_is_taken_whole() -> None:
    known = AgencyGrammar(["Nhà khách Phố Hiến"])
    assert read_duty("Nhà khách Phố Hiến bố trí chỗ nghỉ.", AgencyGrammar()).lead == []
    assert read_duty("Nhà khách Phố Hiến bố trí chỗ nghỉ.", known).lead == ["Nhà khách Phố Hiến"]
