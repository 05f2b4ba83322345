"""How far a background job is, for the person who asked for it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, View

from jobs.models import Job
from jobs.permissions import can_cancel_job
from jobs.services import cancel


class JobDetail(DetailView):
    """The page; its fragment asks again every two seconds while the job is unfinished."""

    template_name = "jobs/job_detail.html"

    def get_queryset(self):
        return Job.objects.visible_to(self.request.user)

    def get_template_names(self) -> list[str]:
        return ["jobs/fragments/progress.html"] if self.request.htmx else [self.template_name]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        job = self.object
        return super().get_context_data(
            result_url=_own_address((job.result or {}).get("url")),
            can_cancel=not job.is_finished and can_cancel_job(self.request.user, job),
            **kwargs,
        )


class JobCancel(View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
        try:
            cancel(job_id=job.pk, by=request.user, at=timezone.now())
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
        else:
            messages.success(request, "Đã hủy việc chạy nền.")
        return HttpResponseRedirect(reverse("jobs:job_detail", args=[job.pk]))


def _own_address(url: object) -> str:
    """The address when it leads inside the portal, else nothing."""
    return url if isinstance(url, str) and url.startswith("/") and not url.startswith("//") else ""
