"""Filters of the lists of this room; they live in the address of the page."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.forms.mixins import DateInput
from accounts.models import AuditEvent, RoleGrant, User
from accounts.roles import Role
from documents.vietnamese import search_key


class AuditFilter(filters.FilterSet):
    """Who did what to which object, and when. People and acts to choose from are those of the rows themselves."""

    q = filters.CharFilter(label="Đối tượng", method="named")
    act = filters.ChoiceFilter(label="Việc", empty_label="Mọi việc")
    actor = filters.ModelChoiceFilter(label="Người thực hiện", empty_label="Mọi người", queryset=User.objects.none())
    since = filters.DateFilter(label="Từ ngày", field_name="at", lookup_expr="date__gte", widget=DateInput())
    until = filters.DateFilter(label="Đến hết ngày", field_name="at", lookup_expr="date__lte", widget=DateInput())

    class Meta:
        model = AuditEvent
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        acts = self.queryset.order_by("act").values_list("act", flat=True).distinct()
        self.filters["act"].extra["choices"] = [(act, act[:1].upper() + act[1:]) for act in acts]
        self.filters["actor"].queryset = User.objects.filter(pk__in=self.queryset.order_by().values("actor"))

    def named(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(subject_key__contains=search_key(value))


class PeopleFilter(filters.FilterSet):
    """Find a person by name, address or office."""

    q = filters.CharFilter(label="Họ tên, thư điện tử", method="named")
    role = filters.ChoiceFilter(label="Vai trò", empty_label="Mọi vai trò", choices=Role.choices, method="holding")
    active = filters.ChoiceFilter(
        label="Tài khoản",
        empty_label="Tất cả",
        choices=[("1", "Đang hoạt động"), ("0", "Đã ngừng")],
        method="open_or_closed",
    )

    class Meta:
        model = User
        fields: list[str] = []

    def named(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(Q(search_key__contains=search_key(value)) | Q(email__contains=value.strip().lower()))

    def holding(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Holding the role today in the province of the page."""
        grants = RoleGrant.objects.in_force(timezone.localdate()).filter(province=self.request.province, role=value)
        return queryset.filter(pk__in=grants.values("user"))

    def open_or_closed(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(is_active=value == "1")
