"""The inbox of a person, the outbox of those who manage reminders, the trial mailbox of the demo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import DetailView, ListView, View

from accounts.roles import Permission
from notifications.filters import MailboxFilter, OutboxFilter
from notifications.models import MailboxMessage, Message
from notifications.permissions import can_manage_message, can_view_outbox
from notifications.services.outbox import hold_message, mark_read, release_message, retry_message


class Inbox(ListView):
    """Mails to the person, newest first; opening the page marks them as read."""

    template_name = "notifications/inbox.html"
    paginate_by = 30

    def get_queryset(self) -> QuerySet[Message]:
        return Message.objects.filter(recipient=self.request.user).order_by("-pk")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs).render()
        mark_read(recipient=request.user, at=timezone.now())
        return response


class MessageDetail(DetailView):
    """One mail with what may be done with it."""

    template_name = "notifications/message_detail.html"

    def get_queryset(self) -> QuerySet[Message]:
        return Message.objects.visible_to(self.request.user).select_related("recipient", "province")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(manages=can_manage_message(self.request.user, self.object), **kwargs)


class Outbox(ListView):
    """What the portal owes and sent in the province, by state."""

    template_name = "notifications/outbox.html"
    paginate_by = 50

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not can_view_outbox(request.user):
            raise PermissionDenied("Trang này dành cho người quản lý việc nhắc.")
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> QuerySet[Message]:
        self.form = OutboxFilter(self.request.GET)
        managed = Message.objects.filter(
            province=self.request.province, province__in=self.request.user.province_ids(Permission.MANAGE_REMINDERS)
        )
        return self.form.apply(managed).select_related("recipient").order_by("-pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(form=self.form, **kwargs)


class MessageActView(View):
    """Hold, release or send again; a POST to an address of its own."""

    http_method_names = ["post"]
    act: Callable[..., Message]
    done_message = ""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        message = get_object_or_404(Message.objects.visible_to(request.user), pk=pk)
        try:
            type(self).act(message_id=message.pk, by=request.user, at=timezone.now())
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
        else:
            messages.success(request, self.done_message)
        url = request.POST.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
        return HttpResponseRedirect(url if is_ours else reverse("notifications:message_detail", args=[message.pk]))


class HoldMessage(MessageActView):
    act = staticmethod(hold_message)
    done_message = "Đã giữ thư lại; thư không gửi cho đến khi anh/chị cho gửi."


class ReleaseMessage(MessageActView):
    act = staticmethod(release_message)
    done_message = "Đã cho gửi; thư đi trong ít phút."


class RetryMessage(MessageActView):
    act = staticmethod(retry_message)
    done_message = "Thư sẽ được gửi lại trong ít phút."


class MailboxAccess:
    """Only in the demo. Those who manage reminders see every mail, others those to their own address."""

    def get_queryset(self) -> QuerySet[MailboxMessage]:
        if not settings.DEMO:
            raise Http404
        kept = MailboxMessage.objects.order_by("-pk")
        if can_view_outbox(self.request.user):
            return kept
        return kept.filter(recipients=self.request.user.email)


class Mailbox(MailboxAccess, ListView):
    template_name = "notifications/mailbox.html"
    paginate_by = 50

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.form = MailboxFilter(request.GET)

    def get_queryset(self) -> QuerySet[MailboxMessage]:
        return self.form.apply(super().get_queryset().defer("raw", "body_text", "body_html"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(form=self.form, **kwargs)


class MailboxDetail(MailboxAccess, DetailView):
    template_name = "notifications/mailbox_detail.html"
    context_object_name = "mail"
