"""Acts on a duty, each a POST to an address of its own. A refused act shows the page again with what was typed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import View

from assignments.enums import DeliverableState
from assignments.forms import AcceptForm, EvidenceForm, ProgressForm, ReturnForm, SteerForm, SubmitForm, WithdrawForm
from assignments.models import Deliverable, Evidence
from assignments.services import steering, submissions
from assignments.views.duties import DutyPage

logger = logging.getLogger(__name__)


class DutyActView(DutyPage):
    """Reads the form, does the act in one call, and goes back where the person came from."""

    http_method_names = ["get", "post", "options"]
    form_class: type[forms.Form]
    prefix = ""
    done_message = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(self.duty.get_absolute_url())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form_class(request.POST, request.FILES, prefix=self.prefix)
        if form.is_valid():
            try:
                self.act(form.cleaned_data)
            except ValidationError as error:
                if self.was_done_before(form.cleaned_data):
                    return self.go_back()
                form.add_error(None, error)
            else:
                messages.success(request, self.done_message)
                return self.go_back()
        self.failed = form
        # The state may have changed meanwhile; show the page as it is now, with the typed text.
        self.duty.refresh_from_db()
        return self.render_to_response(self.get_context_data())

    def act(self, values: dict[str, Any]) -> None:
        raise NotImplementedError

    def was_done_before(self, values: dict[str, Any]) -> bool:
        """True when this very act succeeded a moment ago: the button was pressed twice."""
        return False

    def go_back(self) -> HttpResponse:
        url = self.request.POST.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(
            url, {self.request.get_host()}, require_https=self.request.is_secure()
        )
        return HttpResponseRedirect(url if is_ours else self.duty.get_absolute_url())

    def common(self) -> dict[str, Any]:
        """What every service of this page takes."""
        return {"deliverable_id": self.duty.pk, "by": self.request.user, "at": timezone.now()}


class ReportProgress(DutyActView):
    form_class, prefix = ProgressForm, "progress"
    done_message = "Đã ghi tiến độ."

    def act(self, values: dict[str, Any]) -> None:
        submissions.report_progress(percent=values["percent"], note=values["note"], **self.common())


class AddEvidence(DutyActView):
    form_class, prefix = EvidenceForm, "evidence"
    done_message = "Đã đính kèm minh chứng. Bấm Nộp để gửi kết quả."

    @transaction.atomic
    def act(self, values: dict[str, Any]) -> None:
        for upload in values["files"]:
            submissions.attach_evidence(upload=upload, section=values["section"], page=values["page"], **self.common())


class Submit(DutyActView):
    form_class, prefix = SubmitForm, "submit"
    done_message = "Đã nộp kết quả, đang chờ duyệt. Khi chưa duyệt, anh/chị có thể rút lại để sửa."

    def act(self, values: dict[str, Any]) -> None:
        submissions.submit(
            text=values["text"],
            document_number=values["document_number"],
            uploads=values["files"],
            **self.common(),
        )

    def was_done_before(self, values: dict[str, Any]) -> bool:
        self.duty.refresh_from_db()
        last = self.duty.submissions.order_by("-version").first()
        is_same = (
            self.duty.state == DeliverableState.SUBMITTED
            and last is not None
            and last.submitted_by_id == self.request.user.pk
            and last.text == values["text"].strip()
        )
        if is_same:
            messages.info(self.request, "Kết quả này đã nộp, đang chờ duyệt; không cần nộp lại.")
        return is_same


class Withdraw(DutyActView):
    form_class, prefix = WithdrawForm, "withdraw"
    done_message = "Đã rút lại kết quả. Anh/chị sửa rồi nộp lại."

    def act(self, values: dict[str, Any]) -> None:
        submissions.withdraw(**self.common())


class Accept(DutyActView):
    form_class, prefix = AcceptForm, "accept"
    done_message = "Đã duyệt kết quả; cơ quan được báo qua thư."

    def act(self, values: dict[str, Any]) -> None:
        submissions.accept(version=values["version"], **self.common())

    def was_done_before(self, values: dict[str, Any]) -> bool:
        self.duty.refresh_from_db()
        is_same = self.duty.state == DeliverableState.ACCEPTED and self.duty.accepted_by_id == self.request.user.pk
        if is_same:
            messages.info(self.request, "Anh/chị đã duyệt kết quả này.")
        return is_same


class Return(DutyActView):
    form_class, prefix = ReturnForm, "return"
    done_message = "Đã trả lại kết quả; cơ quan nhận lý do qua thư."

    def act(self, values: dict[str, Any]) -> None:
        submissions.return_(reason=values["reason"], version=values["version"], **self.common())

    def was_done_before(self, values: dict[str, Any]) -> bool:
        self.duty.refresh_from_db()
        is_same = self.duty.state == DeliverableState.RETURNED and self.duty.return_reason == values["reason"].strip()
        if is_same:
            messages.info(self.request, "Kết quả này đã trả lại với cùng lý do.")
        return is_same


class SteerView(DutyActView):
    """Waiving, cancelling and opening again differ only in the service."""

    form_class, prefix = SteerForm, "steer"
    service: Callable[..., Deliverable]

    def act(self, values: dict[str, Any]) -> None:
        type(self).service(reason=values["reason"], **self.common())


class Waive(SteerView):
    service = staticmethod(steering.waive)
    done_message = "Đã miễn nhiệm vụ cho cơ quan; cơ quan được báo qua thư."


class Cancel(SteerView):
    service = staticmethod(steering.cancel)
    done_message = "Đã hủy nhiệm vụ; cơ quan được báo qua thư."


class Reopen(SteerView):
    service = staticmethod(steering.reopen)
    done_message = "Đã mở lại nhiệm vụ; cơ quan được báo qua thư."


class EvidenceRemove(View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        evidence = get_object_or_404(Evidence.objects.visible_to(request.user), pk=pk)
        duty = Deliverable(pk=evidence.deliverable_id)
        try:
            submissions.remove_evidence(evidence_id=evidence.pk, by=request.user, at=timezone.now())
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
        except Evidence.DoesNotExist:
            messages.info(request, "Minh chứng này đã được gỡ.")
        else:
            messages.success(request, f"Đã gỡ “{evidence.file_name}”.")
        return HttpResponseRedirect(duty.get_absolute_url())


class EvidenceDownload(View):
    """The file, always as a download: no browser opens it under the portal's address."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        evidence = get_object_or_404(Evidence.objects.visible_to(request.user).select_related("stored_file"), pk=pk)
        stored = evidence.stored_file
        try:
            file = stored.file.open("rb")
        except FileNotFoundError as error:
            logger.error("stored file %s is gone: %s", stored.pk, stored.file.name)
            raise Http404("Tệp này không còn trong kho lưu trữ. Hãy báo người quản trị.") from error
        response = FileResponse(
            file,
            as_attachment=True,
            filename=evidence.file_name,
            content_type=stored.media_type,
        )
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        return response
