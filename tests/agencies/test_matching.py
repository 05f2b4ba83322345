"""Names as five real plans and their scans write them, and what they mean on the plan's date."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from agencies.models import Agency, Province
from agencies.services.matching import match_many
from agencies.services.territories import load_provinces

SAMPLES = Path(__file__).resolve().parent.parent / "documents" / "samples"
IN_2020, IN_2023, IN_2024, IN_2026 = date(2020, 2, 27), date(2023, 12, 15), date(2024, 4, 15), date(2026, 3, 1)


def code_of(match) -> str | None:
    named = match.agency or match.group
    return named.code if named else None


@pytest.mark.parametrize(
    ("written", "code", "kind"),
    [
        ("Sở Nội vụ", "SNV", "exact"),
        ("SỞ NỘI VỤ", "SNV", "exact"),
        ("**Sở Nội vụ**;", "SNV", "exact"),
        ("So Noi vu", "SNV", "alias"),
        ("Nội vụ", "SNV", "alias"),
        ("Sở Nội vụ tỉnh Hưng Yên", "SNV", "alias"),
        ("Lãnh đạo Sở Nội vụ", "SNV", "alias"),
        ("Sở Công thương", "SCT", "exact"),
        ("Sở Kế hoạch và đầu tư", "SKHDT", "exact"),
        ("Sở KH&ĐT", "SKHDT", "alias"),
        ("Sở KH và ĐT", "SKHDT", "alias"),
        ("Sở Lao động, Thương binh và Xã hội", "SLDTBXH", "alias"),
        ("Sở LĐTB&XH", "SLDTBXH", "alias"),
        ("Sở NN và PTNT", "SNNPTNT", "alias"),
        ("Văn phòng Ủy ban nhân dân tỉnh", "VPUBND", "alias"),
        ("Văn phòng Uỷ ban nhân dân tỉnh", "VPUBND", "alias"),
        ("VP UBND tỉnh", "VPUBND", "alias"),
        ("Đài PTTH Hưng Yên", "DPTTHHY", "alias"),
        ("Đài PTTH Hung Yên", "DPTTHHY", "alias"),
        ("Đài PT-TH Hưng Yên", "DPTTHHY", "alias"),
        ("Đài Phát thanh - Truyền hình Hưng Yên", "DPTTHHY", "alias"),
        ("Báo Hung Yên", "BHY", "alias"),
        ("Ủy ban Mặt trận Tổ quốc", "MTTQ", "alias"),
        ("Ủy ban MTTQ Việt Nam tỉnh", "MTTQ", "alias"),
        ("BHXH tỉnh", "BHXH", "alias"),
        ("Trung tâm PVHCC&KSTTHC^{Thủy}", "TTPVHCC", "alias"),
        ("Bộ Nội vụ (để báo cáo)", "BNV", "exact"),
        ("Sở Thông tin và Truyền thônq", "STTTT", "fuzzy"),
        ("Sở Nông nghiêp và Phát triến nông thôm", "SNNPTNT", "fuzzy"),
        ("UBND huyện Yên Mỹ", "UBNDH.327", "exact"),
        ("UBND TP. Hưng Yên", "UBNDH.323", "alias"),
        ("Đài PT-TH tỉnh", "DPTTHHY", "alias"),
        ("Ủy ban nhân dân huyện Yên Mỹ", "UBNDH.327", "alias"),
        ("Các sở, ban, ngành tỉnh", "SBN", "exact"),
        ("Giám đốc, Thủ trưởng các sở, ban, ngành", "SBN", "alias"),
        ("Các sở, ban, ngành trên địa bàn tỉnh Hưng Yên", "SBN", "alias"),
        ("Các sở, ban, ngành, đoàn thể tỉnh; UBND các huyện, thành phố, thị xã", None, "none"),
        ("Các sở, ban, ngành, đoàn thể tỉnh; UBND các huyện, thị xã, thành phố", "SBNDTH", "exact"),
        ("Công ty Điện lực Hưng Yên", "CTDL", "alias"),
        ("các sở, ngành", "SBN", "alias"),
        ("UBND cấp huyện", "UBNDH", "alias"),
        ("Ủy ban nhân dân các huyện, thị xã, thành phố", "UBNDH", "alias"),
        ("UBND các xã, phường, thị trấn", "UBNDX", "alias"),
        ("Các ngành, các cấp", "NCC", "exact"),
        ("các cơ quan, đơn vị, địa phương", "CQDVDP", "exact"),
    ],
)
def test_name_is_recognised_as_written(gazetteers, written, code, kind):
    match = gazetteers["hung-yen", IN_2023].match(written)
    assert (code_of(match), match.kind) == (code, kind)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "Sở Công an",
        "Sở",
        "Đơn vị",
        "UBND",
        "Ủy ban nhân dân",
        "Bộ Tư pháp",
        "Công an huyện",
        "Thanh tra Chính phủ",
        "Sở Tài chính - Kế hoạch",
        "Sở Văn hóa",
        "Sở Y tá",
        "Sở Nông nghiệp và Môi trường",
        "UBND huyện Tháp Mười",
        "UBND xã Tân Lạc",
        "các cơ quan có liên quan",
        "các cơ quan, đơn vị liên quan",
        "Báo Hưng Yên, Đài PTTH Hưng Yên",
        "Các đơn vị được UBND tỉnh giao làm đầu mối tham mưu",
    ],
)
def test_name_that_means_nobody_certain_is_left_to_the_reviewer(gazetteers, written):
    match = gazetteers["hung-yen", IN_2023].match(written)
    assert (code_of(match), match.kind, match.score) == (None, "none", 0.0)


@pytest.mark.parametrize(
    ("written", "day", "code", "kind"),
    [
        ("Sở Thông tin và Truyền thông", IN_2023, "STTTT", "exact"),
        ("Sở Thông tin và Truyền thông", IN_2026, "SKHCN", "fuzzy"),
        ("Sở Tài nguyên và Môi trường", IN_2026, "SNNMT", "fuzzy"),
        ("Sở Nông nghiệp và Môi trường", IN_2026, "SNNMT", "exact"),
        ("Đài PTTH Hưng Yên", IN_2026, "BHY25", "fuzzy"),
        ("UBND huyện Yên Mỹ", IN_2026, None, "none"),
        ("UBND phường Phố Hiến", IN_2026, "UBNDX34.11953", "exact"),
        ("UBND phường Phố Hiến", IN_2023, None, "none"),
    ],
)
def test_name_is_read_as_of_the_day_of_the_plan(gazetteers, written, day, code, kind):
    match = gazetteers["hung-yen", day].match(written)
    assert (code_of(match), match.kind) == (code, kind)


def test_commune_whose_name_lost_one_mark_is_only_proposed(gazetteers):
    match = gazetteers["hung-yen", IN_2023].match("UBND huyện Yên Mý")
    assert (code_of(match), match.kind) == ("UBNDH.327", "fuzzy")


def test_same_words_name_another_agency_in_another_province(gazetteers):
    assert code_of(gazetteers["dong-thap", IN_2024].match("UBND huyện Tháp Mười")) == "UBNDH.872"
    assert code_of(gazetteers["khanh-hoa", IN_2024].match("Sở Du lịch")) == "SDL"
    assert code_of(gazetteers["khanh-hoa", IN_2026].match("Sở Văn hóa, Thể thao và Du lịch")) == "SVHTTDL"
    assert code_of(gazetteers["khanh-hoa", IN_2024].match("Ban Quản lý Khu kinh tế Vân Phong")) == "BQLKKT"
    assert code_of(gazetteers["hung-yen", IN_2024].match("Ban Quản lý Khu kinh tế Vân Phong")) is None


# Names in the five plans that point at nobody in particular.
MEANING_NOBODY = {
    "các cơ quan có liên quan",
    "các cơ quan, đơn vị liên quan",
    "Các đơn vị được UBND tỉnh giao làm đầu mối tham mưu thực hiện các nhiệm vụ nâng cao hiệu quả quản trị và hành "
    "chính công tỉnh",
}


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.expected.json")), ids=lambda path: path.name[:3])
def test_every_agency_of_a_real_plan_is_found(gazetteers, sample):
    expected = json.loads(sample.read_text(encoding="utf-8"))
    slug = {"Hưng Yên": "hung-yen", "Đồng Tháp": "dong-thap", "Khánh Hòa": "khanh-hoa"}[expected["province"]]
    day = IN_2020 if expected["date"] == "2020-02-27" else IN_2023
    names = {name for task in expected["tasks"] for name in (*task["lead"], *task["coordinating"])}
    unknown = {name for name in names if gazetteers[slug, day].match(name).kind == "none"}
    assert unknown == names & MEANING_NOBODY


def test_agency_and_group_are_never_given_together(gazetteers):
    match = gazetteers["hung-yen", IN_2023].match("Các sở, ban, ngành tỉnh")
    assert match.agency is None
    assert isinstance(gazetteers["hung-yen", IN_2023].match("Sở Nội vụ").agency, Agency)


@pytest.mark.django_db
def test_any_number_of_names_costs_the_same_queries(django_assert_num_queries):
    load_provinces()
    province = Province.objects.get(slug="hung-yen")
    with django_assert_num_queries(5):
        match_many(province, ["Sở Nội vụ"], on=IN_2023)
    with django_assert_num_queries(5):
        match_many(province, [f"Sở thứ {number}" for number in range(50)], on=IN_2023)
