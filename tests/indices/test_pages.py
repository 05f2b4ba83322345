from __future__ import annotations

import io
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from indices.exports import XLSX_MEDIA_TYPE
from tests.indices.conftest import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def figures(papi, former_hung_yen, thai_binh):
    publish(papi, thai_binh, {2024: "41.10"})
    publish(papi, former_hung_yen, {2018: "5.11"}, node="PAPI.1")
    return publish(papi, former_hung_yen, {2018: "43.57", 2019: "41.30"}, rank=20, rank_of=63, rank_basis="computed")


def test_leader_sees_the_latest_place_with_its_basis(client, leader, figures):
    client.force_login(leader)
    page = client.get(reverse("indices:index_overview"))
    words = page.content.decode()
    assert page.status_code == 200
    assert "41,30" in words
    assert "Hạng 20/63" in words
    assert "tính từ điểm công bố" in words
    assert reverse("indices:result_detail", args=[figures[1].pk]) in words


def test_focal_point_may_look_too_and_a_stranger_gets_the_own_province(client, focal_point, stranger, figures):
    client.force_login(focal_point)
    assert client.get(reverse("indices:index_overview")).status_code == 200
    client.force_login(stranger)
    assert "41,30" not in client.get(reverse("indices:index_overview")).content.decode()
    assert client.get(reverse("indices:result_detail", args=[figures[0].pk])).status_code == 404


def test_merged_province_is_shown_on_its_own(client, leader, figures, thai_binh):
    client.force_login(leader)
    words = client.get(reverse("indices:index_overview"), {"territory": thai_binh.slug}).content.decode()
    assert "41,10" in words
    assert "41,30" not in words
    assert client.get(reverse("indices:index_overview"), {"territory": "ha-noi"}).status_code == 404


def test_index_page_shows_every_part_by_year_with_its_source(client, leader, figures):
    client.force_login(leader)
    page = client.get(reverse("indices:index_detail", args=["papi"]))
    assert [label.label for label, _ in page.context["series"].table] == ["Điểm chung", "1. Nội dung thứ 1"]
    assert "Bảng số liệu PAPI (UNDP)" in page.content.decode()
    figure = client.get(reverse("indices:result_detail", args=[figures[0].pk]))
    assert "Bảng số liệu PAPI" in figure.content.decode()
    assert client.get(reverse("indices:index_detail", args=["khong-co"])).status_code == 404


def test_picture_is_a_document_of_its_own_for_those_who_may_look(client, leader, figures):
    address = reverse("indices:chart_series", args=["papi"])
    assert client.get(address).status_code == 302
    client.force_login(leader)
    picture = client.get(address)
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/svg+xml")
    assert client.get(reverse("indices:chart_parts", args=["papi"])).status_code == 404


def test_spreadsheet_holds_the_rows_of_the_page(client, leader, figures):
    client.force_login(leader)
    answer = client.get(reverse("indices:index_export", args=["papi"]))
    assert answer["Content-Type"] == XLSX_MEDIA_TYPE
    book = zipfile.ZipFile(io.BytesIO(answer.content))
    assert "1. Nội dung thứ 1" in book.read("xl/sharedStrings.xml").decode()
    assert "<v>41.3</v>" in book.read("xl/worksheets/sheet1.xml").decode()


def test_overview_needs_no_more_queries_for_more_years(client, leader, papi, former_hung_yen):
    client.force_login(leader)
    publish(papi, former_hung_yen, {2022: "43"})
    with_one_year = _queries_of(client, reverse("indices:index_overview"))
    publish(papi, former_hung_yen, {2023: "43.5", 2024: "44"})
    assert _queries_of(client, reverse("indices:index_overview")) == with_one_year


def _queries_of(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)
