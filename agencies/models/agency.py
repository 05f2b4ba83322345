"""Agencies of a province, the names papers give them, the groups that stand for many, and who follows whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from agencies.enums import AgencyKind
from agencies.fields import SearchKeyField, SortKeyField
from agencies.models.territory import AdministrativeUnit, Province
from agencies.models.validity import Validity, ValidityQuerySet

if TYPE_CHECKING:
    from accounts.models import User


class AgencyQuerySet(ValidityQuerySet):
    def visible_to(self, user: User) -> Self:
        """Agencies of the provinces in which the user holds a role."""
        return self.filter(province__in=user.province_ids())

    def answered_by(self, agencies: Iterable[int], *, on: date) -> Self:
        """The given agencies and those they have followed by that day: a successor answers an ended agency's duties."""
        followed = Succession.objects.filter(successor__in=agencies, effective_on__lte=on).values("predecessor")
        return self.filter(Q(pk__in=agencies) | Q(pk__in=followed))


class Agency(Validity):
    """An agency that issues, leads, coordinates or receives. `code` names it in the province; `symbol` stands in document numbers."""

    province = models.ForeignKey(Province, models.PROTECT, related_name="agencies")
    code = models.CharField("mã", max_length=40)
    symbol = models.CharField("chữ viết tắt trong ký hiệu", max_length=30, blank=True)
    name = models.CharField("tên cơ quan", max_length=200)
    short_name = models.CharField("tên gọi tắt", max_length=80, blank=True)
    name_en = models.CharField("tên tiếng Anh", max_length=200, blank=True)
    kind = models.CharField("loại", max_length=20, choices=AgencyKind)
    unit = models.ForeignKey(AdministrativeUnit, models.PROTECT, null=True, blank=True, related_name="agencies")
    place = models.CharField("địa danh ghi trên văn bản", max_length=80, blank=True)
    source = models.CharField("nguồn", max_length=200, blank=True)
    confidence = models.CharField("độ tin cậy", max_length=10, blank=True)
    note = models.TextField("ghi chú", blank=True)
    search_key = SearchKeyField(of="name")
    sort_key = SortKeyField(of="name")

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = "cơ quan"
        verbose_name_plural = "cơ quan"
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "code"],
                name="agency_code_once_per_province",
                violation_error_message="Tỉnh đã có cơ quan mang mã này.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class AgencyAlias(models.Model):
    """Another name under which papers write the agency: an abbreviation, an older form, a usual slip."""

    agency = models.ForeignKey(Agency, models.CASCADE, related_name="aliases")
    text = models.CharField("tên khác", max_length=200)
    search_key = SearchKeyField(of="text")

    class Meta:
        verbose_name = "tên khác của cơ quan"
        verbose_name_plural = "tên khác của cơ quan"
        constraints = [models.UniqueConstraint(fields=["agency", "text"], name="agency_alias_once")]

    def __str__(self) -> str:
        return self.text


class AgencyGroup(models.Model):
    """A name that stands for many agencies: "Các sở, ban, ngành tỉnh". Its members are found for a day, never stored."""

    province = models.ForeignKey(Province, models.PROTECT, related_name="agency_groups")
    code = models.CharField("mã", max_length=40)
    name = models.CharField("tên nhóm", max_length=200)
    kinds = models.JSONField("gồm các loại cơ quan", default=list, blank=True)
    extra_members = models.ManyToManyField(Agency, blank=True, related_name="extra_groups")

    class Meta:
        verbose_name = "nhóm cơ quan"
        verbose_name_plural = "nhóm cơ quan"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["province", "code"], name="group_code_once_per_province")]

    def __str__(self) -> str:
        return self.name

    def members_on(self, day: date) -> AgencyQuerySet:
        """Agencies meant by the group on that day: those of its kinds and the extra members, as far as they existed."""
        return (
            Agency.objects.filter(province_id=self.province_id)
            .filter(Q(kind__in=self.kinds) | Q(extra_groups=self))
            .valid_on(day)
            .distinct()
        )


class AgencyGroupAlias(models.Model):
    """Another wording of the group: "Các sở, ngành", "UBND cấp huyện"."""

    group = models.ForeignKey(AgencyGroup, models.CASCADE, related_name="aliases")
    text = models.CharField("cách gọi khác", max_length=200)
    search_key = SearchKeyField(of="text")

    class Meta:
        verbose_name = "cách gọi khác của nhóm"
        verbose_name_plural = "cách gọi khác của nhóm"
        constraints = [models.UniqueConstraint(fields=["group", "text"], name="group_alias_once")]

    def __str__(self) -> str:
        return self.text


class Succession(models.Model):
    """From a day on, one agency carries on the work of another, wholly or for a scope. Old papers keep the old name."""

    predecessor = models.ForeignKey(Agency, models.CASCADE, related_name="successions")
    successor = models.ForeignKey(Agency, models.CASCADE, related_name="inheritances")
    effective_on = models.DateField("hiệu lực từ")
    legal_basis = models.CharField("căn cứ", max_length=200, blank=True)
    scope = models.TextField("phạm vi", blank=True)

    class Meta:
        verbose_name = "kế thừa cơ quan"
        verbose_name_plural = "kế thừa cơ quan"
        constraints = [models.UniqueConstraint(fields=["predecessor", "successor"], name="succession_once")]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
