from __future__ import annotations

from html.parser import HTMLParser

import pytest

from indices.charts import parts_specification, parts_svg, total_specification, total_svg
from indices.queries import index_series
from tests.indices.conftest import publish

pytestmark = pytest.mark.django_db


def words_of(picture: bytes) -> str:
    words: list[str] = []
    reader = HTMLParser()
    reader.handle_data = words.append
    reader.feed(picture.decode())
    return " ".join(words)


@pytest.fixture
def series(papi, hung_yen, former_hung_yen, leader):
    publish(papi, former_hung_yen, {2015: "35.07", 2017: "35.88", 2018: "43.57", 2019: "41.30"})
    publish(papi, former_hung_yen, {2018: "5", 2019: "6"}, node="PAPI.1")
    publish(papi, former_hung_yen, {2019: "3"}, node="PAPI.2")
    return index_series(leader, hung_yen, with_parts=True)[0]


def test_line_breaks_at_a_missing_year_and_at_a_change_of_method(series):
    [line] = [layer for layer in total_specification(series)["layer"] if layer["mark"].get("type") == "line"]
    runs = {point["year"]: point["run"] for point in line["data"]["values"]}
    assert len({runs[2015], runs[2017], runs[2018]}) == 3
    assert runs[2018] == runs[2019]


def test_picture_carries_vietnamese_words_decimal_comma_and_no_script(series):
    picture = total_svg(series)
    words = words_of(picture)
    assert "Điểm PAPI (điểm)" in words
    assert "41,30" in words
    assert "2018" in words
    assert b"<script" not in picture
    assert b"http" not in picture.replace(b"http://www.w3.org", b"")


def test_dimension_with_a_single_year_gets_no_picture(series):
    assert [picture["title"]["text"] for picture in parts_specification(series)["concat"]] == [["1. Nội dung thứ 1"]]
    assert parts_svg(series).startswith(b"<svg")


def test_nothing_is_drawn_from_one_year(papi, hung_yen, former_hung_yen, leader):
    publish(papi, former_hung_yen, {2024: "44"})
    [series] = index_series(leader, hung_yen, with_parts=True)
    assert (total_svg(series), parts_svg(series)) == (b"", b"")
