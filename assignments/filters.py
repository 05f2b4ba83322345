"""The filters of the list of duties; they live in the address, so that a figure elsewhere can link to its rows."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import F, Q

from accounts.models import User
from agencies.models import Agency, Province
from assignments.enums import DutyStatus
from assignments.models.assignment import DeliverableQuerySet
from assignments.status import StatusClock
from documents.vietnamese import search_key
from indices.models import Criterion, Index
from plans.models import Plan

# Wider words than the nine states; each is a count of the dashboards.
_WIDER = [("running", "Đang thực hiện (chưa quá hạn)"), ("owed", "Còn nợ"), ("done", "Hoàn thành")]
# Phrases of a search that name a state: "so noi vu papi qua han".
_SPOKEN = {
    "qua han": DutyStatus.OVERDUE,
    "sap den han": DutyStatus.DUE_SOON,
    "tra lai": DutyStatus.RETURNED,
    "cho duyet": DutyStatus.SUBMITTED,
    "chua bat dau": DutyStatus.NOT_STARTED,
    "hoan thanh": "done",
}
SORTS = {
    "": "Việc gấp trước",
    "due": "Hạn gần trước",
    "-due": "Hạn xa trước",
    "agency": "Cơ quan",
    "plan": "Kế hoạch",
}


class PlanChoice(forms.ModelChoiceField):
    def label_from_instance(self, plan: Plan) -> str:
        return f"{plan.number_and_symbol}: {plan.title}"[:90] if plan.number else plan.title[:90]


class DutyFilter(forms.Form):
    """What the list is narrowed to. An unknown value is an error in words and an empty list, never the whole list."""

    q = forms.CharField(label="Tìm", required=False, max_length=200)
    status = forms.ChoiceField(label="Trạng thái", required=False)
    plan = PlanChoice(label="Kế hoạch", queryset=Plan.objects.none(), required=False)
    agency = forms.ModelChoiceField(label="Cơ quan", queryset=Agency.objects.none(), required=False)
    index = forms.ModelChoiceField(label="Chỉ số", queryset=Index.objects.all(), required=False)
    criterion = forms.ModelChoiceField(
        label="Nội dung", queryset=Criterion.objects.all(), required=False, widget=forms.HiddenInput
    )
    year = forms.IntegerField(label="Năm", required=False, min_value=2000, max_value=2100, widget=forms.HiddenInput)
    due_from = forms.DateField(label="Hạn từ ngày", required=False, widget=forms.HiddenInput)
    due_to = forms.DateField(label="Hạn đến ngày", required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, province: Province | None, user: User) -> None:
        super().__init__(data)
        self.fields["status"].choices = [("", "Mọi trạng thái"), *DutyStatus.choices, *_WIDER]
        plans = Plan.objects.visible_to(user).filter(province=province).defer("document")
        self.fields["plan"].queryset = plans
        agencies = Agency.objects.filter(province=province, assignments__isnull=False).distinct()
        self.fields["agency"].queryset = agencies
        for name, empty in (("plan", "Mọi kế hoạch"), ("agency", "Mọi cơ quan"), ("index", "Mọi chỉ số")):
            self.fields[name].empty_label = empty

    def apply(self, duties: DeliverableQuerySet, clock: StatusClock, *, sort: str = "") -> DeliverableQuerySet:
        """The rows under the filters, in the order asked for."""
        if not self.is_valid():
            return duties.none()
        values = self.cleaned_data
        if values["status"]:
            duties = _of_status(duties, values["status"], clock)
        for name, path in (
            ("plan", "assignment__task__plan"),
            ("agency", "assignment__agency"),
            ("year", "assignment__task__plan__year"),
            ("index", "assignment__task__indices"),
            ("criterion", "assignment__task__criteria"),
            ("due_from", "due_date__gte"),
            ("due_to", "due_date__lte"),
        ):
            if values[name] is not None:
                duties = duties.filter(**{path: values[name]})
        if values["q"]:
            duties = search(duties, values["q"], clock)
        return _sorted(duties, sort)


def search(duties: DeliverableQuerySet, words: str, clock: StatusClock) -> DeliverableQuerySet:
    """Duties that answer to every word, with or without diacritics: task, agency, plan, index, or a state by its words."""
    wanted = search_key(words)
    for phrase, status in _SPOKEN.items():
        if f" {phrase} " in f" {wanted} ":
            duties = _of_status(duties, status, clock)
            wanted = f" {wanted} ".replace(f" {phrase} ", " ").strip()
    by_index = {search_key(index.short_name): index for index in Index.objects.all()}
    for word in wanted.split():
        if word in by_index:
            plans_or_tasks = Q(assignment__task__indices=by_index[word]) | Q(
                assignment__task__plan__indices=by_index[word]
            )
            matching = duties.model.objects.filter(plans_or_tasks).values("pk")
            duties = duties.filter(pk__in=matching)
            continue
        duties = duties.filter(
            Q(assignment__task__search_key__contains=word)
            | Q(assignment__agency__search_key__contains=word)
            | Q(assignment__task__plan__search_key__contains=word)
            | Q(assignment__task__plan__number=word)
        )
    return duties


def _of_status(duties: DeliverableQuerySet, status: str, clock: StatusClock) -> DeliverableQuerySet:
    return duties.with_status(status, on=clock.on, due_soon_until=clock.due_soon_until)


def _sorted(duties: DeliverableQuerySet, sort: str) -> DeliverableQuerySet:
    due = F("due_date")
    orders = {
        "due": [due.asc(nulls_last=True), "pk"],
        "-due": [due.desc(nulls_last=True), "pk"],
        "agency": ["assignment__agency__sort_key", due.asc(nulls_last=True), "pk"],
        "plan": ["-assignment__task__plan__effective_on", "assignment__task__plan", "assignment__task__order", "pk"],
    }
    return duties.order_by(*orders[sort]) if sort in orders else duties.by_urgency()


def end_of_week(on: date) -> date:
    """The Sunday of the week."""
    return date.fromordinal(on.toordinal() + 6 - on.weekday())
