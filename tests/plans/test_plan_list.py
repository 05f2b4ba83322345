"""The list of plans: who sees which, and how it is searched."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories


def test_a_focal_point_sees_issued_plans_only(signed_in, focal_point, province):
    issued, draft = factories.make_plan(province), factories.make_plan(province, issued=False)
    client = signed_in(focal_point)

    assert client.get(issued.get_absolute_url()).status_code == 200
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get(reverse("plans:import_new")).status_code == 403


def test_search_finds_a_plan_without_diacritics(signed_in, coordinator, province):
    factories.make_plan(province, title="Nâng cao Chỉ số PAPI tỉnh Hưng Yên")
    factories.make_plan(province, title="Tổ chức Hội nghị đánh giá")

    page = signed_in(coordinator).get(reverse("plans:plan_list"), {"q": "hoi nghi danh gia"}).content.decode()

    assert "Tổ chức Hội nghị đánh giá" in page
    assert "Nâng cao Chỉ số PAPI tỉnh Hưng Yên" not in page


@pytest.mark.parametrize("address", ["plans:plan_list", "conferences:conference_list"])
def test_a_list_takes_the_same_queries_for_one_row_and_for_three(signed_in, coordinator, province, address):
    client = signed_in(coordinator)
    factories.make_plan(province)
    client.get(reverse(address))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse(address))
    factories.make_plan(province)
    factories.make_plan(province)
    with CaptureQueriesContext(connection) as three:
        client.get(reverse(address))

    assert len(three) == len(one)
