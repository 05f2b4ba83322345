"""Reminding people of what their agency owes: one mail to a person and day, each duty once for each rule.

A day on which nothing ran is caught up: what counts is the newest rule reached by the day, so a duty that passed
several rules meanwhile is recalled once. The rows of Reminder, unique by duty, person, rule and due date, keep a
second run silent, and a lock on the province keeps two runs at once apart.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.services.office_holders import coordinators_of, people_of_agencies
from agencies.models import Province
from agencies.services.calendar import WorkingCalendar, working_calendar
from assignments.enums import OWED_STATES
from assignments.models import Deliverable, Reminder, ReminderRule
from notifications.enums import MessageKind
from notifications.services.composing import MailLine, MailSection, compose
from notifications.services.outbox import Draft, queue_messages

_LINES_PER_SECTION = 30
_BATCH = 1000


@dataclass
class ReminderResult:
    """`due` duties have reached a rule; `already_sent` of them were recalled to all before; `messages` mails were written."""

    due: int = 0
    messages: int = 0
    already_sent: int = 0


@dataclass(frozen=True)
class Recall:
    """A duty that has reached a rule: so many working days before (negative: after) its due date."""

    duty: Deliverable
    due: date
    rule: int


@dataclass
class ReminderDays:
    """On which day each rule falls for a due date, in the calendar of one province."""

    calendar: WorkingCalendar
    rules: list[int]
    _reached: dict[date, list[tuple[date, int]]] = field(default_factory=dict)

    def newest(self, due: date, *, on: date) -> int | None:
        """The rule whose day came last by `on`, None before the first."""
        if due not in self._reached:
            self._reached[due] = sorted((self.day_of(due, rule), -rule) for rule in self.rules)
        reached = [-rule for day, rule in self._reached[due] if day <= on]
        return reached[-1] if reached else None

    def day_of(self, due: date, rule: int) -> date:
        """The day a rule falls on: `rule` working days before the due date, or after it when negative."""
        if rule >= 0:
            return self.calendar.days_before(due, rule)
        day, left = due, -rule
        while left:
            day += timedelta(days=1)
            left -= self.calendar.is_working_day(day)
        return day

    @cached_property
    def longest_before(self) -> int:
        return max(self.rules, default=0)


def remind(*, on: date, at: datetime, dry_run: bool = False, province: Province | None = None) -> ReminderResult:
    """Write to the outbox what is owed up to that day and was not recalled yet; each province in a transaction of its own.

    With `dry_run` it counts and writes nothing. People are those in office at the moment `at`. Without a province it
    serves all.
    """
    result = ReminderResult()
    provinces = Deliverable.objects.owed().filter(due_date__isnull=False)
    if province is not None:
        provinces = provinces.filter(assignment__province=province)
    for province_id in sorted(set(provinces.values_list("assignment__province", flat=True).order_by())):
        _remind_province(province_id, result, on=on, at=at, dry_run=dry_run)
    return result


@transaction.atomic
def _remind_province(province_id: int, result: ReminderResult, *, on: date, at: datetime, dry_run: bool) -> None:
    # The lock that rows pointing to the province leave free: nobody else waits while the mails are written.
    provinces = Province.objects.all() if dry_run else Province.objects.select_for_update(no_key=True)
    province = provinces.get(pk=province_id)
    recalls = _recalls(province, on)
    today = timezone.localdate(at)
    people = people_of_agencies({recall.duty.assignment.agency_id for recall in recalls}, on=today)
    coordinators = coordinators_of(province_id, on=today)
    sent = _sent(recalls)
    for_person: dict[User, list[Recall]] = defaultdict(list)
    unanswerable: dict[User, list[Recall]] = defaultdict(list)
    for recall in recalls:
        answering = people[recall.duty.assignment.agency_id]
        target, users = (for_person, answering) if answering else (unanswerable, coordinators)
        fresh = [user for user in users if (recall.duty.pk, user.pk, recall.rule, recall.due) not in sent]
        for user in fresh:
            target[user].append(recall)
        result.already_sent += bool(users) and not fresh
    result.due += len(recalls)
    if dry_run:
        result.messages += len(for_person) + len(unanswerable)
        return
    for own, to_coordinators in ((for_person, False), (unanswerable, True)):
        result.messages += _write(own, province, on=on, at=at, to_coordinators=to_coordinators)


def _recalls(province: Province, on: date) -> list[Recall]:
    """Duties of the province that have reached a rule by the day, the most urgent first."""
    own = list(ReminderRule.objects.filter(province=province).values_list("working_days_before", "is_active"))
    rules = own or ReminderRule.objects.filter(province=None).values_list("working_days_before", "is_active")
    days = ReminderDays(working_calendar(province), [rule for rule, is_active in rules if is_active])
    if not days.rules:
        return []
    # Working days are at least every third day but for Tết; generous here, exact below.
    horizon = on + timedelta(days=3 * days.longest_before + 15)
    duties = (
        Deliverable.objects.filter(assignment__province=province, state__in=OWED_STATES, due_date__lte=horizon)
        .select_related("assignment__agency", "assignment__task")
        .order_by("due_date", "pk")
    )
    recalls = []
    for duty in duties:
        rule = days.newest(duty.due_date, on=on) if duty.due_date else None
        if duty.due_date and rule is not None:
            recalls.append(Recall(duty, duty.due_date, rule))
    return recalls


def _sent(recalls: list[Recall]) -> set[tuple[int, int, int, date]]:
    """What was recalled to whom before, as (duty, person, rule, due date)."""
    provinces = {recall.duty.assignment.province_id for recall in recalls}
    rows = Reminder.objects.filter(deliverable__assignment__province__in=provinces, deliverable__state__in=OWED_STATES)
    return set(rows.values_list("deliverable_id", "recipient_id", "working_days_before", "due_date"))


def _write(
    recalls: dict[User, list[Recall]], province: Province, *, on: date, at: datetime, to_coordinators: bool
) -> int:
    """Queue one mail for each person and record what it recalls; the number of mails written."""
    drafts = {_dedupe_key(user, own, on, to_coordinators): (user, own) for user, own in recalls.items()}
    compose_for = _to_coordinator if to_coordinators else _to_agency
    messages = queue_messages(
        [compose_for(user, own, province, on=on, dedupe_key=key) for key, (user, own) in drafts.items()],
        at=at,
    )
    rows = [
        Reminder(
            deliverable=recall.duty,
            recipient=drafts[message.dedupe_key][0],
            message=message,
            working_days_before=recall.rule,
            due_date=recall.due,
            remind_on=on,
        )
        for message in messages
        for recall in drafts[message.dedupe_key][1]
    ]
    Reminder.objects.bulk_create(rows, batch_size=_BATCH)
    return len(messages)


def _dedupe_key(user: User, recalls: list[Recall], on: date, to_coordinators: bool) -> str:
    """Says exactly what is recalled to whom: duties that come up later the same day make a mail of their own."""
    said = ";".join(f"{recall.duty.pk},{recall.rule},{recall.due}" for recall in recalls)
    office = "coordinator" if to_coordinators else "agency"
    return f"reminder:{on}:{office}:{user.pk}:{hashlib.sha256(said.encode()).hexdigest()[:32]}"


def _to_agency(user: User, recalls: list[Recall], province: Province, *, on: date, dedupe_key: str) -> Draft:
    late = [recall for recall in recalls if recall.due < on]
    today = [recall for recall in recalls if recall.due == on]
    words = [f"{len(late)} việc quá hạn" if late else "", f"{len(today)} việc đến hạn hôm nay" if today else ""]
    coming = len(recalls) - len(late) - len(today)
    words.append(f"{coming} việc sắp đến hạn" if coming else "")
    text, html = compose(
        greeting=f"Kính gửi {user.full_name},",
        paragraphs=["Cơ quan anh/chị còn các việc sau chưa nộp kết quả:"],
        sections=_sections(recalls, on),
        link=reverse("assignments:my_duties"),
        link_text="Mở danh sách việc của tôi để nộp",
    )
    return _draft(user, province, dedupe_key, f"Nhắc việc: {', '.join(filter(None, words))}", text, html)


def _to_coordinator(user: User, recalls: list[Recall], province: Province, *, on: date, dedupe_key: str) -> Draft:
    text, html = compose(
        greeting=f"Kính gửi {user.full_name},",
        paragraphs=[
            "Các việc sau đã đến lúc nhắc, nhưng cơ quan được giao chưa có tài khoản đầu mối nào để nhận thư. "
            "Hãy giao tài khoản cho cơ quan hoặc đôn đốc trực tiếp:"
        ],
        sections=_sections(recalls, on),
        link=reverse("assignments:duty_list"),
        link_text="Mở danh sách nhiệm vụ",
    )
    subject = f"Nhắc việc: {len(recalls)} nhiệm vụ chưa có người nhận"
    return _draft(user, province, dedupe_key, subject, text, html)


def _draft(user: User, province: Province, dedupe_key: str, subject: str, text: str, html: str) -> Draft:
    return Draft(
        recipient=user,
        kind=MessageKind.REMINDER,
        dedupe_key=dedupe_key,
        subject=subject,
        body_text=text,
        body_html=html,
        province=province,
    )


def _sections(recalls: list[Recall], on: date) -> list[MailSection]:
    headings = ("Quá hạn", "Đến hạn hôm nay", "Sắp đến hạn")
    groups: dict[str, list[Recall]] = {heading: [] for heading in headings}
    for recall in recalls:
        groups[headings[0] if recall.due < on else headings[1] if recall.due == on else headings[2]].append(recall)
    return [
        MailSection(
            heading=f"{heading} ({len(found)})",
            lines=[_line(recall, on) for recall in found[:_LINES_PER_SECTION]],
            more=max(0, len(found) - _LINES_PER_SECTION),
        )
        for heading, found in groups.items()
        if found
    ]


def _line(recall: Recall, on: date) -> MailLine:
    duty, late = recall.duty, (on - recall.due).days
    words = [duty.period, f"Hạn {recall.due:%d/%m/%Y}", f"chậm {late} ngày" if late > 0 else ""]
    words += ["đã trả lại, chờ nộp lại" if duty.return_reason else "", str(duty.assignment.agency)]
    return MailLine(text=duty.assignment.task.text, detail=", ".join(filter(None, words)), path=duty.get_absolute_url())
