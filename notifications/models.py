"""The outbox: every message the portal owes somebody, written with the act that causes it and sent afterwards."""

from __future__ import annotations

from datetime import datetime
from email import message_from_string, policy
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.models import User
from accounts.roles import Permission
from agencies.fields import SearchKeyField
from agencies.models import Province
from notifications.enums import MessageKind, MessageState


class MessageQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Messages to the person, and those of provinces whose reminders the person manages."""
        return self.filter(Q(recipient=user) | Q(province__in=user.province_ids(Permission.MANAGE_REMINDERS)))

    def sendable(self, at: datetime) -> Self:
        """Messages due now, and those whose sender died while holding the lease."""
        return self.filter(
            Q(state=MessageState.QUEUED, next_attempt_at__lte=at) | Q(state=MessageState.SENDING, lease_until__lt=at)
        )


class Message(models.Model):
    """One e-mail to one person. `dedupe_key` says what it is about, so that a repeated run writes it once.

    A mail may be read in the portal as well (the person's inbox), hence `read_at`. Somebody without an account has no
    `recipient`, only a name and an address.
    """

    province = models.ForeignKey(Province, models.CASCADE, null=True, related_name="messages")
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="messages"
    )
    recipient_name = models.CharField("tên người nhận ngoài hệ thống", max_length=300, blank=True)
    name_key = SearchKeyField(of="recipient_name", max_length=300)
    address = models.EmailField("địa chỉ")
    kind = models.CharField("loại", max_length=20, choices=MessageKind, default=MessageKind.OTHER)
    dedupe_key = models.CharField("khóa chống lặp", max_length=200, unique=True)
    subject = models.CharField("tiêu đề", max_length=250)
    body_text = models.TextField("nội dung")
    body_html = models.TextField("nội dung HTML", blank=True)
    state = models.CharField("trạng thái", max_length=10, choices=MessageState, default=MessageState.QUEUED)
    attempts = models.PositiveSmallIntegerField("số lần gửi", default=0)
    next_attempt_at = models.DateTimeField("gửi từ lúc")
    lease_until = models.DateTimeField(null=True, blank=True)
    error = models.TextField("lỗi", blank=True)
    created_at = models.DateTimeField("lập lúc")
    sent_at = models.DateTimeField("gửi lúc", null=True, blank=True)
    read_at = models.DateTimeField("đọc lúc", null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "thư báo"
        verbose_name_plural = "hộp thư đi"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "next_attempt_at"])]

    def __str__(self) -> str:
        return self.subject

    @property
    def recipient_words(self) -> str:
        """Who the mail is to, as people say it."""
        return str(self.recipient) if self.recipient else self.recipient_name or self.address


class MessageAttachment(models.Model):
    """A file that goes with a mail. The file belongs to the room that wrote the message; here stands only where it lies."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="attachments")
    name = models.CharField("tên tệp", max_length=200)
    media_type = models.CharField("kiểu tệp", max_length=120)
    file = models.FileField("tệp", max_length=200)

    class Meta:
        verbose_name = "tệp kèm thư"
        verbose_name_plural = "tệp kèm thư"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["message", "name"], name="attachment_once_per_message")]

    def __str__(self) -> str:
        return self.name


class MailboxMessage(models.Model):
    """A mail as it would have left by SMTP, kept by the demo instead of sent (notifications.backends.MailboxBackend)."""

    received_at = models.DateTimeField("nhận lúc")
    sender = models.CharField("người gửi", max_length=320)
    recipients = models.TextField("người nhận")
    subject = models.CharField("tiêu đề", max_length=500)
    body_text = models.TextField("nội dung")
    body_html = models.TextField(blank=True)
    raw = models.TextField("nguyên văn", blank=True)

    class Meta:
        verbose_name = "thư trong hộp thư thử"
        verbose_name_plural = "hộp thư thử"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.subject

    @property
    def attachment_names(self) -> list[str]:
        """Names of the files the mail carried."""
        mail = message_from_string(self.raw, policy=policy.default)
        return [part.get_filename() or "tệp không tên" for part in mail.iter_attachments()]
