"""Names the portal could not join to an agency: what is near, what a person chose."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from rapidfuzz import fuzz, process

from accounts.models import User
from accounts.services.auditing import record_act
from agencies.models import Agency, AgencyGroup
from agencies.services.matching import match_many
from agencies.services.wording import name_key
from plans.enums import MatchKind
from plans.models import DraftTaskAgency, PlanImport
from plans.services.importing import effective_day, lock_import, parsed_of

AGENCY, GROUP = "agency", "group"
_NEAREST = 5
_LEAST_LIKENESS = 60
_KEY = re.compile(r"[0-9]{1,18}")


class UnknownChoice(ValidationError):
    """What was chosen is no agency or group of this province."""


@dataclass(frozen=True)
class NameChoices:
    """An unmatched name with what it may mean, as (value, label): the nearest first, then all groups and agencies."""

    name: str
    near: list[tuple[str, str]]
    groups: list[tuple[str, str]]
    agencies: list[tuple[str, str]]


def choices_for(plan_import: PlanImport, names: Iterable[str]) -> list[NameChoices]:
    """What each name may mean on the plan's date. Two queries whatever the number of names; none for no names."""
    names = list(names)
    if not names:
        return []
    on = effective_day(parsed_of(plan_import).document, fallback=timezone.localdate(plan_import.uploaded_at))
    province = plan_import.province_id
    agencies = [(f"{AGENCY}:{one.pk}", one.name) for one in Agency.objects.filter(province=province).valid_on(on)]
    groups = [(f"{GROUP}:{one.pk}", one.name) for one in AgencyGroup.objects.filter(province=province)]
    labels = dict([*groups, *agencies])
    keys = {value: name_key(label) for value, label in labels.items()}
    return [
        NameChoices(
            name,
            [
                (value, labels[value])
                for _, _, value in process.extract(
                    name_key(name), keys, scorer=fuzz.token_set_ratio, score_cutoff=_LEAST_LIKENESS, limit=_NEAREST
                )
            ],
            groups,
            agencies,
        )
        for name in names
    ]


@transaction.atomic
def choose_agency(*, import_id: int, name: str, choice: str, by: User, at: datetime) -> int:
    """Join a written name to the chosen agency or group ("agency:5", "group:2") wherever the import writes it.

    Returns the number of tasks it stands in. Raises PermissionDenied, ImportClosed, UnknownChoice.
    """
    plan_import = lock_import(import_id=import_id, by=by)
    agency, group = _chosen(plan_import, choice)
    # Compared here and not by the database, which refuses some of what a form may send.
    named = DraftTaskAgency.objects.filter(draft_task__plan_import=plan_import).values_list("pk", "name_written")
    rows = DraftTaskAgency.objects.filter(pk__in=[pk for pk, written in named if written == name])
    count = rows.update(agency=agency, group=group, match=MatchKind.CHOSEN)
    if not count:
        raise UnknownChoice("Tên này không còn trong nhiệm vụ nào. Hãy tải lại trang.")
    record_act(by, "chọn cơ quan cho tên", plan_import, at=at, after={"name": name, "chosen": str(agency or group)})
    return count


def match_names_again(plan_import: PlanImport, *, on: date) -> None:
    """Look every written name up on another day; what a person chose stays."""
    rows = list(DraftTaskAgency.objects.filter(draft_task__plan_import=plan_import).exclude(match=MatchKind.CHOSEN))
    matches = match_many(plan_import.province, {row.name_written for row in rows}, on=on)
    for row in rows:
        match = matches[row.name_written]
        row.agency, row.group, row.match = match.agency, match.group, MatchKind(match.kind)
    DraftTaskAgency.objects.bulk_update(rows, ["agency", "group", "match"], batch_size=500)


def _chosen(plan_import: PlanImport, choice: str) -> tuple[Agency | None, AgencyGroup | None]:
    kind, _, key = choice.partition(":")
    if _KEY.fullmatch(key):
        mine = {"province": plan_import.province_id, "pk": int(key)}
        agency = Agency.objects.filter(**mine).first() if kind == AGENCY else None
        group = AgencyGroup.objects.filter(**mine).first() if kind == GROUP else None
        if agency or group:
            return agency, group
    raise UnknownChoice("Hãy chọn một cơ quan hoặc nhóm cơ quan trong danh sách.")
