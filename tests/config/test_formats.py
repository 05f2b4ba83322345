"""Dates and numbers read as a Vietnamese office writes them."""

import datetime as dt
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template


def test_day_comes_first() -> None:
    assert forms.DateField().clean("05/03/2025") == dt.date(2025, 3, 5)


@pytest.mark.parametrize("written", ["31/12/2026", "31-12-2026", "31.12.2026", "2026-12-31"])
def test_ways_to_type_a_date(written: str) -> None:
    assert forms.DateField().clean(written) == dt.date(2026, 12, 31)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (dt.date(2026, 12, 31), "31/12/2026"),
        (dt.datetime(2026, 12, 31, 7, 5, tzinfo=dt.UTC), "14:05 31/12/2026"),
        (Decimal("43.7234"), "43,7234"),
        (1234567, "1.234.567"),
    ],
)
def test_values_are_shown_the_vietnamese_way(value: object, shown: str) -> None:
    assert Template("{{ value }}").render(Context({"value": value})) == shown


def test_decimal_comma_is_read_back() -> None:
    field = forms.DecimalField(localize=True)

    assert field.clean("1.234,5") == Decimal("1234.5")
