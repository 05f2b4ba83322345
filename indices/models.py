"""The four indices, the versions of their frameworks by year, and the results published for each province."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from agencies.fields import SearchKeyField
from agencies.models import Agency, Province
from indices.enums import CriterionLevel

if TYPE_CHECKING:
    from accounts.models import User

# The row of the territories that stands for the country and bears the national averages.
WHOLE_COUNTRY_SCHEME = 0


class Source(models.Model):
    """Where a figure or a name comes from; shown beside every published figure."""

    key = models.CharField(max_length=40, unique=True)
    title = models.CharField("tên", max_length=300)
    publisher = models.CharField("đơn vị công bố", max_length=200, blank=True)
    kind = models.CharField("loại", max_length=60, blank=True)
    location = models.TextField("nơi lưu", blank=True)
    reliability = models.CharField("độ tin cậy", max_length=10, blank=True)
    note = models.TextField("ghi chú", blank=True)

    class Meta:
        verbose_name = "nguồn số liệu"
        verbose_name_plural = "nguồn số liệu"
        ordering = ["key"]

    def __str__(self) -> str:
        return self.title


class Index(models.Model):
    """One of PAPI, PAR Index, SIPAS, PCI. `scale_min` and `scale_max` bound the total of the version in force."""

    code = models.CharField("mã", max_length=10, unique=True)
    name = models.CharField("tên", max_length=200)
    name_en = models.CharField("tên tiếng Anh", max_length=200, blank=True)
    short_name = models.CharField("tên gọi tắt", max_length=20)
    aliases = models.JSONField("cách viết khác", default=list)
    publisher = models.CharField("đơn vị công bố", max_length=200)
    first_year = models.PositiveSmallIntegerField("năm đầu")
    scale_min = models.DecimalField(max_digits=6, decimal_places=2)
    scale_max = models.DecimalField(max_digits=6, decimal_places=2)
    unit = models.CharField("đơn vị", max_length=20)
    rank_rule = models.TextField("cách xếp hạng", blank=True)
    survey = models.TextField("khảo sát", blank=True)
    announced = models.TextField("công bố", blank=True)
    note = models.TextField("ghi chú", blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "chỉ số"
        verbose_name_plural = "chỉ số"
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.short_name


class FrameworkQuerySet(models.QuerySet):
    def in_year(self, year: int) -> Self:
        """Versions that applied to the year of assessment."""
        return self.filter(Q(first_year__lte=year), Q(last_year__isnull=True) | Q(last_year__gte=year))


class Framework(models.Model):
    """A version of an index's framework, valid for years of assessment; series never join two versions without a mark."""

    index = models.ForeignKey(Index, models.PROTECT, related_name="frameworks")
    code = models.CharField("văn bản quy định hoặc kỳ", max_length=60)
    first_year = models.PositiveSmallIntegerField("từ năm")
    last_year = models.PositiveSmallIntegerField("đến năm", null=True, blank=True)
    note = models.TextField("ghi chú", blank=True)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        verbose_name = "phiên bản bộ chỉ số"
        verbose_name_plural = "phiên bản bộ chỉ số"
        ordering = ["index", "first_year"]
        constraints = [models.UniqueConstraint(fields=["index", "code"], name="framework_code_once_per_index")]

    def __str__(self) -> str:
        return f"{self.index} {self.code}"


class Criterion(models.Model):
    """A node of a framework's tree. `max_score` is in points, `weight_percent` the share of a PCI sub-index."""

    framework = models.ForeignKey(Framework, models.CASCADE, related_name="criteria")
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="children")
    code = models.CharField("mã", max_length=40)
    official_no = models.CharField("số thứ tự", max_length=20, blank=True)
    level = models.CharField("cấp", max_length=15, choices=CriterionLevel)
    name = models.CharField("tên", max_length=400)
    name_en = models.CharField("tên tiếng Anh", max_length=400, blank=True)
    min_score = models.DecimalField("điểm tối thiểu", max_digits=8, decimal_places=4, null=True, blank=True)
    max_score = models.DecimalField("điểm tối đa", max_digits=8, decimal_places=4, null=True, blank=True)
    weight_percent = models.DecimalField("trọng số (%)", max_digits=6, decimal_places=2, null=True, blank=True)
    method = models.CharField("cách tính", max_length=300, blank=True)
    lead_agency_codes = models.JSONField("cơ quan đầu mối (ví dụ)", default=list)
    order = models.PositiveSmallIntegerField(default=0)
    source = models.CharField("nguồn", max_length=200, blank=True)
    note = models.TextField("ghi chú", blank=True)
    search_key = SearchKeyField(of="name")

    class Meta:
        verbose_name = "tiêu chí"
        verbose_name_plural = "tiêu chí"
        ordering = ["framework", "order"]
        constraints = [models.UniqueConstraint(fields=["framework", "code"], name="criterion_code_once_per_framework")]

    def __str__(self) -> str:
        return self.name


class ResultQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Figures of the person's provinces and of the territories merged into them; national averages for everybody."""
        own = user.province_ids()
        return self.filter(
            Q(province__in=own) | Q(province__successor__in=own) | Q(province__scheme=WHOLE_COUNTRY_SCHEME)
        )

    def of_territory(self, province: Province) -> Self:
        """Published figures of the province and of the territories it continues, the latter under their own rows."""
        return self.filter(Q(province=province) | Q(province__successor=province, province__name=province.name))


class Result(models.Model):
    """A figure as published: one province, one year, one node. Scores are decimal; a missing score is null, never zero."""

    index = models.ForeignKey(Index, models.PROTECT, related_name="results")
    province = models.ForeignKey(Province, models.PROTECT, related_name="results")
    year = models.PositiveSmallIntegerField("năm đánh giá")
    node_code = models.CharField("mã nút", max_length=40)
    criterion = models.ForeignKey(Criterion, models.SET_NULL, null=True, blank=True, related_name="results")
    score = models.DecimalField("điểm", max_digits=9, decimal_places=4, null=True, blank=True)
    scale_max = models.DecimalField("thang điểm", max_digits=8, decimal_places=4, null=True, blank=True)
    rank = models.PositiveSmallIntegerField("hạng", null=True, blank=True)
    rank_of = models.PositiveSmallIntegerField("trên tổng số", null=True, blank=True)
    rank_basis = models.CharField("căn cứ xếp hạng", max_length=20, blank=True)
    source = models.CharField("nguồn", max_length=200)
    confidence = models.CharField("độ tin cậy", max_length=10, blank=True)
    note = models.TextField("ghi chú", blank=True)

    objects = ResultQuerySet.as_manager()

    class Meta:
        verbose_name = "kết quả chỉ số"
        verbose_name_plural = "kết quả chỉ số"
        ordering = ["index", "node_code", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["index", "province", "year", "node_code"], name="result_once_per_year_and_node"
            )
        ]
        indexes = [models.Index(fields=["province", "index", "year"])]

    def __str__(self) -> str:
        return f"{self.index} {self.year} {self.province}: {self.score}"


class Target(models.Model):
    """What the province sets out to reach in a year, for an index or one of its nodes."""

    index = models.ForeignKey(Index, models.PROTECT, related_name="targets")
    province = models.ForeignKey(Province, models.CASCADE, related_name="targets")
    year = models.PositiveSmallIntegerField("năm")
    node_code = models.CharField("mã nút", max_length=40)
    score = models.DecimalField("điểm phấn đấu", max_digits=9, decimal_places=4, null=True, blank=True)
    rank = models.PositiveSmallIntegerField("hạng phấn đấu", null=True, blank=True)
    lead_agency = models.ForeignKey(Agency, models.SET_NULL, null=True, blank=True, related_name="targets")

    class Meta:
        verbose_name = "mục tiêu"
        verbose_name_plural = "mục tiêu"
        constraints = [
            models.UniqueConstraint(
                fields=["index", "province", "year", "node_code"], name="target_once_per_year_and_node"
            )
        ]

    def __str__(self) -> str:
        return f"{self.index} {self.year}: {self.score or self.rank}"
