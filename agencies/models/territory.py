"""Provinces and the administrative units below them, before and after 1 July 2025."""

from __future__ import annotations

from django.db import models

from agencies.enums import TerritoryLevel
from agencies.fields import SearchKeyField, SortKeyField
from agencies.models.validity import Validity, ValidityQuerySet


class Province(Validity):
    """A province or centrally run city of one of the two schemes: 63 until 30/06/2025, 34 from 01/07/2025.

    The row of the 34-scheme is the tenant: agencies, users and plans belong to it, older papers included.
    A province of the 63-scheme points to its successor, under which its series go on as another territory.
    """

    slug = models.SlugField("mã đường dẫn", unique=True)
    scheme = models.PositiveSmallIntegerField("số tỉnh của kỳ", help_text="63 hoặc 34")
    code = models.CharField("mã thống kê", max_length=2)
    name = models.CharField("tên", max_length=60)
    full_name = models.CharField("tên đầy đủ", max_length=80)
    kind = models.CharField("loại", max_length=20)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    commune_count = models.PositiveSmallIntegerField("số xã, phường", null=True, blank=True)
    source = models.CharField("nguồn", max_length=200, blank=True)
    confidence = models.CharField("độ tin cậy", max_length=10, blank=True)
    note = models.TextField("ghi chú", blank=True)
    search_key = SearchKeyField(of="name")
    sort_key = SortKeyField(of="name")

    objects = ValidityQuerySet.as_manager()

    class Meta:
        verbose_name = "tỉnh, thành phố"
        verbose_name_plural = "tỉnh, thành phố"
        ordering = ["sort_key"]
        constraints = [models.UniqueConstraint(fields=["scheme", "code"], name="province_code_once_per_scheme")]

    def __str__(self) -> str:
        return self.full_name


class AdministrativeUnit(Validity):
    """A district, commune, ward or special zone. Districts ended on 30/06/2025 and have no successor of their own."""

    province = models.ForeignKey(Province, models.PROTECT, related_name="units")
    level = models.CharField("cấp", max_length=10, choices=TerritoryLevel)
    code = models.CharField("mã thống kê", max_length=8)
    name = models.CharField("tên", max_length=80)
    kind = models.CharField("loại", max_length=20)
    district = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="communes")
    source = models.CharField("nguồn", max_length=200, blank=True)
    search_key = SearchKeyField(of="name")
    sort_key = SortKeyField(of="name")

    objects = ValidityQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị hành chính"
        verbose_name_plural = "đơn vị hành chính"
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint(fields=["province", "level", "code"], name="unit_code_once_per_province")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class UnitSuccession(models.Model):
    """One commune of before 1 July 2025 continues, wholly or in part, in one commune of after."""

    predecessor = models.ForeignKey(AdministrativeUnit, models.CASCADE, related_name="successions")
    successor = models.ForeignKey(AdministrativeUnit, models.CASCADE, related_name="origins")
    effective_on = models.DateField("hiệu lực từ")
    source = models.CharField("nguồn", max_length=200, blank=True)

    class Meta:
        verbose_name = "kế thừa đơn vị hành chính"
        verbose_name_plural = "kế thừa đơn vị hành chính"
        constraints = [models.UniqueConstraint(fields=["predecessor", "successor"], name="unit_succession_once")]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
