"""A plan that calls a conference becomes a conference to run: time, place, delegates, programme, papers."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from accounts.permissions import require
from accounts.services.auditing import record_act
from agencies.services.matching import match_many
from conferences.models import AgendaItem, Conference, DelegateGroup, Paper
from conferences.permissions import can_create_conference
from documents.parsed import ParsedAgendaItem, ParsedConference, ParsedDocument, ParsedPresentation
from documents.serialising import from_json
from indices.models import Index
from plans.models import Plan


class PlanCallsNoConference(ValidationError):
    """The plan's document speaks of no conference."""


@transaction.atomic
def ensure_conference(*, plan_id: int, by: User, at: datetime) -> Conference:
    """Create the plan's conference as its document orders it, or return the one that stands already.

    Raises PermissionDenied, PlanCallsNoConference.
    """
    plan = Plan.objects.select_for_update().get(pk=plan_id)
    require(can_create_conference, by, plan)
    standing = Conference.objects.filter(plan=plan).first()
    if standing is not None:
        return standing
    parsed = parsed_document_of(plan)
    if parsed is None or parsed.conference is None:
        raise PlanCallsNoConference("Kế hoạch này không tổ chức hội nghị nên không lập được hội nghị từ văn bản.")
    conference = _create_conference(plan, parsed.conference)
    _add_delegate_groups(conference, parsed.conference.delegates.groups)
    _add_agenda(conference, parsed.agenda)
    _add_papers(conference, parsed.presentations)
    record_act(by, "lập hội nghị từ kế hoạch", conference, at=at, after={"plan": plan.pk})
    return conference


def parsed_document_of(plan: Plan) -> ParsedDocument | None:
    """What was read when the plan was imported; None for a plan that was not imported from a file."""
    source = getattr(plan, "source_import", None)
    return from_json(source.parsed) if source is not None and source.parsed else None


def calls_a_conference(plan: Plan) -> bool:
    """True when the plan's document orders a conference."""
    parsed = parsed_document_of(plan)
    return parsed is not None and parsed.conference is not None


def _create_conference(plan: Plan, ordered: ParsedConference) -> Conference:
    return Conference.objects.create(
        province_id=plan.province_id,
        plan=plan,
        name=plan.title,
        held_on=ordered.date,
        month=ordered.month or "",
        start_time=ordered.time,
        time_written=ordered.text[:300],
        format=ordered.format,
        venue=(ordered.venue or "")[:300],
        remote_venues=ordered.remote_venues,
        chair=(ordered.chair or "")[:300],
        funding=ordered.funding or "",
        delegate_count=ordered.delegates.count,
    )


def _add_delegate_groups(conference: Conference, groups: list[str]) -> None:
    DelegateGroup.objects.bulk_create(
        DelegateGroup(conference=conference, order=order, text=text) for order, text in enumerate(groups, start=1)
    )


def _add_agenda(conference: Conference, items: list[ParsedAgendaItem]) -> None:
    AgendaItem.objects.bulk_create(
        AgendaItem(
            conference=conference,
            order=order,
            level=item.level,
            start_time=item.start,
            end_time=item.end if item.start else None,
            content=item.content,
            owner_written=(item.owner or "")[:300],
        )
        for order, item in enumerate(items, start=1)
    )


def _add_papers(conference: Conference, presentations: list[ParsedPresentation]) -> None:
    """One paper per topic; the agency is joined by name on the plan's date and may stay unknown."""
    names = [presentation.agency for presentation in presentations]
    matches = match_many(conference.plan.province, names, on=conference.plan.effective_on)
    indices = {index.short_name.upper(): index for index in Index.objects.all()}
    papers: list[Paper] = []
    for presentation in presentations:
        match = matches[presentation.agency]
        for topic, index_name in presentation.topics or [("", "")]:
            papers.append(
                Paper(
                    conference=conference,
                    order=len(papers) + 1,
                    agency=match.agency,
                    agency_written=presentation.agency[:300],
                    topic=topic,
                    index=indices.get(index_name.upper()),
                )
            )
    Paper.objects.bulk_create(papers)
