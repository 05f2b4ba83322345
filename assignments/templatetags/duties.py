"""The state of a duty as everybody sees it, drawn by the one status component."""

from __future__ import annotations

from django import template
from django.utils import timezone

from accounts.components import status_parts
from assignments.models import Deliverable
from assignments.status import StatusClock

register = template.Library()


@register.inclusion_tag("components/status.html", takes_context=True)
def duty_status(context: template.Context, deliverable: Deliverable) -> dict[str, str]:
    """The badge of a duty today. A page that gives its StatusClock as `clock` spares the calendar query."""
    clock = context.get("clock")
    if clock is None:
        clock = _clock_of_page(context, deliverable)
    return status_parts(clock.status(deliverable), days=clock.days(deliverable))


def _clock_of_page(context: template.Context, deliverable: Deliverable) -> StatusClock:
    """One clock for each province on the page."""
    clocks: dict[int, StatusClock] = context.render_context.setdefault("duty_clocks", {})
    province_id = deliverable.assignment.province_id
    if province_id not in clocks:
        clocks[province_id] = StatusClock(deliverable.assignment.province, timezone.localdate())
    return clocks[province_id]
