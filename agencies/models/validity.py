"""Things that exist from one day to another: agencies, provinces and communes come and go with reforms."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q


class ValidityQuerySet(models.QuerySet):
    """Rows with `valid_from` and `valid_to`, both inclusive, null meaning open."""

    def valid_on(self, day: date) -> Self:
        """Keep what existed on that day."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )


class Validity(models.Model):
    """Days between which the thing exists, both included; null means open."""

    valid_from = models.DateField("có từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    class Meta:
        abstract = True

    def exists_on(self, day: date) -> bool:
        """True when the day lies inside the validity."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or self.valid_to >= day)
