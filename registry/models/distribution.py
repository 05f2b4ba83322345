"""Who was sent an issued document, and who has opened it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.roles import Permission
from agencies.models import Agency
from notifications.models import Message
from registry.models.documents import IssuedDocument

if TYPE_CHECKING:
    from accounts.models import User


class DistributionQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """All of the provinces where the person issues or prepares papers; elsewhere those of the person's own agencies."""
        preparing = user.province_ids(Permission.IMPORT_PLAN) | user.province_ids(Permission.ISSUE_PLAN)
        own = Agency.objects.answered_by(user.agency_ids(), on=timezone.localdate())
        return self.filter(Q(document__province__in=preparing) | Q(agency__in=own.values("pk")))

    def unread(self) -> Self:
        return self.filter(opened_at=None)


class Distribution(models.Model):
    """One recipient of an issued document: an agency of the portal, or an address outside it that gets the file by mail.

    `opened_at` is the read receipt of an agency: the first time one of its people opened the document.
    """

    document = models.ForeignKey(IssuedDocument, models.PROTECT, related_name="distributions")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="received_documents")
    name = models.CharField("nơi nhận", max_length=300)
    address = models.EmailField("thư điện tử", blank=True)
    message = models.ForeignKey(Message, models.SET_NULL, null=True, blank=True, related_name="distributions")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="distributed_documents")
    sent_at = models.DateTimeField("gửi lúc")
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="opened_documents"
    )
    opened_at = models.DateTimeField("mở xem lúc", null=True, blank=True)

    objects = DistributionQuerySet.as_manager()

    class Meta:
        verbose_name = "nơi nhận văn bản"
        verbose_name_plural = "nơi nhận văn bản"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "agency"], condition=Q(agency__isnull=False), name="document_sent_once_to_agency"
            ),
            models.UniqueConstraint(
                fields=["document", "address"], condition=~Q(address=""), name="document_sent_once_to_address"
            ),
            models.CheckConstraint(
                condition=Q(agency__isnull=False) | ~Q(address=""),
                name="distribution_reaches_somebody",
                violation_error_message="Nơi nhận phải là một cơ quan của tỉnh hoặc có địa chỉ thư điện tử.",
            ),
            models.CheckConstraint(
                condition=Q(opened_by__isnull=True, opened_at__isnull=True)
                | Q(opened_by__isnull=False, opened_at__isnull=False),
                name="distribution_opened_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} → {self.name}"
