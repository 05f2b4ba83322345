"""Plausible data in any amount, for benchmarks: provinces with agencies, plans, duties and answers.

Everything follows from the seed and nothing from the clock: the same seed gives the same rows on every machine and day.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import RoleGrant, User
from accounts.roles import Role
from agencies.enums import AgencyKind
from agencies.models import Agency, Province
from assignments.enums import AssignmentRole, DeliverableState
from assignments.models import Assignment, Deliverable, Submission
from indices.models import Criterion
from plans.enums import DeadlineKind, PlanState
from plans.models import Plan, Task

YEAR = 2026
# The day the generated province stands at: duties due before it are mostly answered, later ones mostly open.
STANDS_AT = date(YEAR, 9, 1)
AGENCIES_PER_PROVINCE = 24
TASKS_PER_PLAN = 40
# Letters keep the codes apart from those of real provinces, which are numbers.
_CODES = [f"{letter}{digit}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" for digit in "0123456789"]
_FIELDS = (
    "Nội vụ",
    "Tài chính",
    "Tư pháp",
    "Y tế",
    "Xây dựng",
    "Công Thương",
    "Giáo dục và Đào tạo",
    "Khoa học và Công nghệ",
)
_VERBS = ("Công khai", "Rà soát", "Niêm yết", "Kiểm tra", "Hướng dẫn", "Tổng hợp", "Khảo sát", "Tập huấn")
_OBJECTS = (
    "bảng giá đất tại trụ sở các xã, phường",
    "thủ tục hành chính còn chậm giải quyết",
    "thu, chi ngân sách cấp xã",
    "việc tiếp công dân và giải quyết khiếu nại",
    "dịch vụ công trực tuyến toàn trình",
    "chất lượng nước sinh hoạt",
    "tuyển dụng công chức, viên chức",
    "các khoản thu trong trường học",
)


class LoadExists(ValidationError):
    """Data of this seed stand in the database."""


@dataclass(frozen=True, kw_only=True)
class Load:
    """How many rows were made."""

    provinces: int
    plans: int
    tasks: int
    deliverables: int


@transaction.atomic
def generate_load(*, provinces: int, deliverables: int, seed: int) -> Load:
    """Make so many provinces and, spread over them evenly, so many deliverables in all. Raises LoadExists."""
    if Province.objects.filter(slug__startswith=f"tai-{seed}-").exists():
        raise LoadExists(f"Dữ liệu của hạt giống {seed} đã có; hãy chọn --seed khác.")
    chance = random.Random(seed)  # noqa: S311 - plausible rows, no secret
    taken = set(Province.objects.filter(scheme=34).values_list("code", flat=True))
    codes = (code for code in _CODES if code not in taken)
    criteria = list(
        Criterion.objects.filter(framework__last_year=None).select_related("framework").order_by("pk")[:200]
    )
    plans = tasks = 0
    for number in range(provinces):
        share = deliverables // provinces + (number < deliverables % provinces)
        province = Province.objects.create(
            slug=f"tai-{seed}-{number}",
            scheme=34,
            code=next(codes),
            name=f"Tải {seed}.{number}",
            full_name=f"Tỉnh Tải {seed}.{number}",
            kind="tỉnh",
        )
        agencies = _agencies(province)
        coordinator = _people(province, agencies)
        while share > 0:
            made, made_tasks = _plan(province, agencies, coordinator, criteria, chance, plans, share)
            share -= made
            plans += 1
            tasks += made_tasks
    return Load(provinces=provinces, plans=plans, tasks=tasks, deliverables=deliverables)


def _agencies(province: Province) -> list[Agency]:
    names = [f"Sở {_FIELDS[n % len(_FIELDS)]} {n // len(_FIELDS) + 1}" for n in range(AGENCIES_PER_PROVINCE)]
    return Agency.objects.bulk_create(
        Agency(province=province, code=f"L{n}", symbol=f"L{n}", name=name, kind=AgencyKind.DEPARTMENT)
        for n, name in enumerate(names)
    )


def _people(province: Province, agencies: list[Agency]) -> User:
    """A coordinator, a leader and a focal point for each agency; nobody can sign in as them."""
    offices: list[tuple[str, Role, Agency | None]] = [
        ("coordinator", Role.COORDINATOR, None),
        ("leader", Role.LEADER, None),
    ]
    offices += [(f"focal.{agency.code.lower()}", Role.FOCAL_POINT, agency) for agency in agencies]
    people = User.objects.bulk_create(
        User(email=f"{name}.{province.slug}@load.invalid", full_name=f"{name} {province.name}", password="!")  # noqa: S106 - opens nothing
        for name, _, _ in offices
    )
    RoleGrant.objects.bulk_create(
        RoleGrant(user=person, role=role, province=province, agency=agency)
        for person, (_, role, agency) in zip(people, offices, strict=True)
    )
    return people[0]


def _plan(
    province: Province,
    agencies: list[Agency],
    coordinator: User,
    criteria: list[Criterion],
    chance: random.Random,
    number: int,
    wanted: int,
) -> tuple[int, int]:
    """One plan with at most so many deliverables; returns how many it got, and how many tasks."""
    issued_on = date(YEAR, 1, 5) + timedelta(days=chance.randrange(60))
    plan = Plan.objects.create(
        province=province,
        number=str(number + 1),
        symbol="KH-UBND",
        issued_on=issued_on,
        effective_on=issued_on,
        place=province.name,
        title=f"Nâng cao các chỉ số của tỉnh năm {YEAR}, đợt {number + 1}",
        year=YEAR,
        state=PlanState.ISSUED,
        document={},
        created_by=coordinator,
        created_at=_moment(issued_on),
        released_by=coordinator,
        released_at=_moment(issued_on),
    )
    tasks = Task.objects.bulk_create(_tasks(plan, chance))
    _serve(tasks, criteria, chance)
    asked = [(task, agency) for task in tasks for agency in chance.sample(agencies, chance.choice((1, 1, 2, 24)))]
    assignments = Assignment.objects.bulk_create(
        (
            Assignment(province=province, task=task, agency=agency, role=AssignmentRole.LEAD)
            for task, agency in asked[:wanted]
        ),
        batch_size=2000,
    )
    duties = Deliverable.objects.bulk_create(
        (_duty(assignment, coordinator, chance) for assignment in assignments), batch_size=2000
    )
    Submission.objects.bulk_create(_submissions(duties, coordinator), batch_size=2000)
    return len(duties), len(tasks)


def _tasks(plan: Plan, chance: random.Random) -> Iterator[Task]:
    for order in range(TASKS_PER_PLAN):
        due = plan.effective_on + timedelta(days=chance.randrange(20, 300))
        yield Task(
            plan=plan,
            order=order + 1,
            section=f"II.{order // 4 + 1}",
            text=f"{chance.choice(_VERBS)} {chance.choice(_OBJECTS)}",
            deadline_kind=DeadlineKind.DATE,
            deadline_value=due.isoformat(),
            deadline_text=f"chậm nhất ngày {due:%d/%m/%Y}",
            due_date=due,
        )


def _serve(tasks: list[Task], criteria: list[Criterion], chance: random.Random) -> None:
    """Give each task a criterion and its index, where the reference data are loaded."""
    if not criteria:
        return
    chosen = [(task, chance.choice(criteria)) for task in tasks]
    Task.criteria.through.objects.bulk_create(
        Task.criteria.through(task=task, criterion=criterion) for task, criterion in chosen
    )
    Task.indices.through.objects.bulk_create(
        Task.indices.through(task=task, index_id=criterion.framework.index_id) for task, criterion in chosen
    )


def _duty(assignment: Assignment, coordinator: User, chance: random.Random) -> Deliverable:
    due = assignment.task.due_date
    assert due is not None  # noqa: S101 - generated tasks are dated
    duty = Deliverable(assignment=assignment, due_date=due, original_due_date=due)
    lot = chance.random()
    if due >= STANDS_AT:
        if lot < 0.4:
            duty.progress_percent = chance.randrange(5, 95)
            duty.progress_at = _moment(STANDS_AT)
    elif lot < 0.85:
        duty.state = DeliverableState.ACCEPTED
        duty.submitted_on = due + timedelta(days=chance.choice((-9, -4, -1, 0, 0, 3, 12)))
        duty.accepted_at, duty.accepted_by = _moment(duty.submitted_on + timedelta(days=2)), coordinator
    elif lot < 0.9:
        duty.state = DeliverableState.SUBMITTED
        duty.submitted_on = due - timedelta(days=1)
    elif lot < 0.93:
        duty.state = DeliverableState.RETURNED
        duty.return_reason = "Thiếu bảng tổng hợp số liệu."
    return duty


def _submissions(duties: list[Deliverable], coordinator: User) -> Iterator[Submission]:
    for duty in duties:
        if duty.submitted_on is not None:
            accepted = duty.state == DeliverableState.ACCEPTED
            yield Submission(
                deliverable=duty,
                version=1,
                text="Đã thực hiện xong, có báo cáo kèm theo.",
                submitted_by=coordinator,
                submitted_at=_moment(duty.submitted_on),
                reviewed_by=coordinator if accepted else None,
                reviewed_at=duty.accepted_at if accepted else None,
                is_accepted=True if accepted else None,
            )


def _moment(day: date) -> datetime:
    """Nine in the morning in Viet Nam."""
    return datetime.combine(day, time(2, 0), tzinfo=UTC)
