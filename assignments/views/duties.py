"""Reading duties: my own by urgency, all under filters, one with its history."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import ListView, TemplateView, View

from accounts.models import AuditEvent
from accounts.permissions import has_permission_in
from accounts.roles import Permission
from assignments.enums import OWED_STATES, DeliverableState, DutyStatus
from assignments.filters import SORTS, DutyFilter, end_of_week
from assignments.forms import AcceptForm, EvidenceForm, ProgressForm, ReturnForm, SteerForm, SubmitForm
from assignments.models import Assignment, Deliverable
from assignments.models.assignment import DeliverableQuerySet
from assignments.permissions import can_answer, can_review
from assignments.status import StatusClock
from assignments.tables import XLSX_MEDIA_TYPE, duties_workbook
from plans.models import Task

DONE_SHOWN = 30


def with_context(duties: DeliverableQuerySet) -> DeliverableQuerySet:
    """What a row of duties shows, in the one query; the plan's whole document stays where it is."""
    return duties.select_related("assignment__agency", "assignment__province", "assignment__task__plan").defer(
        "assignment__task__plan__document"
    )


class MyDuties(TemplateView):
    """What the person's agencies owe, the most urgent first."""

    template_name = "assignments/my_duties.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, province = self.request.user, self.request.province
        clock = StatusClock(province, timezone.localdate())
        own = with_context(Deliverable.objects.answerable_by(user).filter(assignment__province=province))
        unfinished = own.filter(state__in=[*OWED_STATES, DeliverableState.SUBMITTED]).by_urgency()
        done = own.exclude(state__in=[*OWED_STATES, DeliverableState.SUBMITTED]).order_by("-accepted_at", "-pk")
        groups = self._groups(list(unfinished), clock)
        return super().get_context_data(
            clock=clock,
            groups=[(key, title, duties) for key, title, duties in groups if duties],
            done=done[:DONE_SHOWN],
            done_count=done.count(),
            is_empty=not any(duties for _, _, duties in groups),
            sees_all=user.may(Permission.VIEW_ALL_DUTIES),
            **kwargs,
        )

    def _groups(self, duties: list[Deliverable], clock: StatusClock) -> list[tuple[str, str, list[Deliverable]]]:
        groups: dict[str, list[Deliverable]] = {"overdue": [], "week": [], "returned": [], "waiting": [], "later": []}
        sunday = end_of_week(clock.on)
        for duty in duties:
            groups[_group_of(duty, clock.status(duty), sunday)].append(duty)
        titles = {
            "overdue": "Quá hạn",
            "week": "Đến hạn tuần này",
            "returned": "Bị trả lại, cần bổ sung",
            "waiting": "Đã nộp, chờ duyệt",
            "later": "Các việc khác",
        }
        return [(key, titles[key], duties) for key, duties in groups.items()]


def _group_of(duty: Deliverable, status: DutyStatus, sunday: date) -> str:
    if status == DutyStatus.OVERDUE:
        return "overdue"
    if status == DutyStatus.SUBMITTED:
        return "waiting"
    if status == DutyStatus.RETURNED:
        return "returned"
    return "week" if duty.due_date is not None and duty.due_date <= sunday else "later"


class FilteredDuties(View):
    """The rows of the address: province, filters and order; the page and the spreadsheet share them."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.clock = StatusClock(request.province, timezone.localdate())
        self.form = DutyFilter(request.GET, province=request.province, user=request.user)
        self.sort = request.GET.get("sort", "")

    def get_queryset(self) -> DeliverableQuerySet:
        seen = Deliverable.objects.visible_to(self.request.user).filter(assignment__province=self.request.province)
        return with_context(self.form.apply(seen, self.clock, sort=self.sort))


class DutyList(FilteredDuties, ListView):
    """All duties the person may see."""

    template_name = "assignments/duty_list.html"
    context_object_name = "duties"
    paginate_by = 50

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            form=self.form,
            clock=self.clock,
            sorts=SORTS,
            sort=self.sort,
            query=self.request.GET.urlencode(),
            reviews=self._reviews(),
            **kwargs,
        )

    def _reviews(self) -> bool:
        """True where the list holds answers that wait for this person: rows can then be chosen and accepted together."""
        province = self.request.province
        is_filtered = self.form.is_valid() and self.form.cleaned_data["status"] == DutyStatus.SUBMITTED
        return bool(
            is_filtered and province and has_permission_in(self.request.user, Permission.REVIEW_SUBMISSION, province.pk)
        )


class DutySpreadsheet(FilteredDuties):
    """The rows of the list as a spreadsheet."""

    def get(self, request: HttpRequest) -> HttpResponse:
        book = duties_workbook(self.get_queryset(), self.clock)
        name = f"nhiem-vu-{self.clock.on:%Y-%m-%d}.xlsx"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(book, content_type=XLSX_MEDIA_TYPE, headers=headers)


class DutyPage(TemplateView):
    """One duty with its history and the acts its reader may do. `failed` is the form that was refused, with its text."""

    template_name = "assignments/deliverable_detail.html"
    failed: Any = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.duty = get_object_or_404(with_context(Deliverable.objects.visible_to(request.user)), pk=kwargs["pk"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        duty, user = self.duty, self.request.user
        submissions = list(
            duty.submissions.select_related("submitted_by", "reviewed_by")
            .prefetch_related("evidence__stored_file")
            .order_by("-version")
        )
        waiting = next((row for row in submissions if row.withdrawn_at is None and row.reviewed_at is None), None)
        is_owed = duty.state in OWED_STATES
        answers = can_answer(user, duty)
        reviews = can_review(user, duty)
        is_submitted = duty.state == DeliverableState.SUBMITTED
        forms = self._forms(waiting.version if waiting else None)
        if self.failed is not None:
            forms[self.failed.prefix] = self.failed
        return super().get_context_data(
            duty=duty,
            task=duty.assignment.task,
            plan=duty.assignment.task.plan,
            clock=StatusClock(duty.assignment.province, timezone.localdate()),
            submissions=submissions,
            waiting=waiting,
            # Who decides reads the waiting answer beside the buttons, not twice.
            earlier=[row for row in submissions if row != waiting] if reviews and is_submitted else submissions,
            waiting_evidence=duty.evidence.filter(submission=None).select_related("stored_file"),
            history=AuditEvent.objects.about(duty).select_related("actor"),
            forms=forms,
            failed=self.failed,
            may_answer=answers and is_owed,
            may_withdraw=answers and is_submitted,
            may_review=reviews and is_submitted,
            may_stop=reviews and is_owed,
            may_reopen=reviews and duty.state == DeliverableState.ACCEPTED,
            **kwargs,
        )

    def _forms(self, version: int | None) -> dict[str, Any]:
        duty = self.duty
        progress = {"percent": duty.progress_percent, "note": duty.progress_note}
        last = duty.submissions.order_by("-version").first() if duty.state in OWED_STATES else None
        answer = {"text": last.text, "document_number": last.document_number} if last else {}
        return {
            "progress": ProgressForm(initial=progress, prefix="progress"),
            "evidence": EvidenceForm(prefix="evidence"),
            "submit": SubmitForm(initial=answer, prefix="submit"),
            "accept": AcceptForm(initial={"version": version}, prefix="accept"),
            "return": ReturnForm(initial={"version": version}, prefix="return"),
            "steer": SteerForm(prefix="steer"),
        }


class TaskAssignments(TemplateView):
    """Who answers one task and how far each is; shown inside the page of the plan."""

    template_name = "assignments/fragments/task_assignments.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        task = get_object_or_404(Task.objects.visible_to(self.request.user), pk=self.kwargs["pk"])
        duties = with_context(Deliverable.objects.visible_to(self.request.user).filter(assignment__task=task))
        return super().get_context_data(
            task=task,
            assignments=Assignment.objects.visible_to(self.request.user).filter(task=task).count(),
            duties=duties.order_by("assignment__role", "assignment__agency__sort_key", "due_date", "pk"),
            clock=StatusClock(self.request.province, timezone.localdate()),
            **kwargs,
        )
