"""The demo: people of each office, one plan at work, nothing made twice, nothing on a real portal."""

from __future__ import annotations

from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from accounts.services.auditing import first_broken_link
from assignments.models import Deliverable
from assignments.status import duty_status
from notifications.models import Message
from plans.models import Plan
from registry.enums import DocumentState
from registry.models import IssuedDocument
from registry.services.documents import verify_content

PASSWORD = "mat-khau-trinh-dien"


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demo once for all tests of this file; taken back afterwards."""
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(DEMO=True, DEMO_PASSWORD=PASSWORD):
        call_command("load_reference_data", stdout=StringIO())
        call_command("load_demo", stdout=StringIO())
        yield
        transaction.set_rollback(True)


pytestmark = pytest.mark.django_db


def test_every_promised_sign_in_exists(demo):
    for name in ("coordinator", "leader", "admin", "focal.snv", "focal.skhdt", "focal.vpubnd", "focal.sgddt"):
        assert User.objects.get(email=f"{name}@demo.invalid").check_password(PASSWORD)


def test_coordinator_works_in_the_three_provinces(demo):
    coordinator = User.objects.get(email="coordinator@demo.invalid")

    assert {grant.province.slug for grant in coordinator.current_grants} == {"hung-yen", "dong-thap", "khanh-hoa"}
    assert {grant.role for grant in coordinator.current_grants} == {Role.COORDINATOR}


def test_focal_point_acts_for_the_agency_of_that_symbol_in_each_province(demo):
    focal = User.objects.get(email="focal.syt@demo.invalid")

    assert Counter(grant.agency.name for grant in focal.current_grants) == {"Sở Y tế": 3}


def test_sample_plan_shows_duties_in_every_state(demo):
    today = timezone.localdate()
    shown = {duty_status(duty, today) for duty in Deliverable.objects.select_related("assignment__province")}

    assert {"done_on_time", "done_late", "overdue", "submitted", "due_soon", "not_started"} <= shown
    assert Deliverable.objects.filter(state="returned").exists()


def test_tasks_of_the_sample_plan_serve_all_contents_of_papi(demo):
    served = Plan.objects.get().tasks.values_list("criteria__code", flat=True).order_by().distinct()

    assert set(served) - {None} == {f"PAPI.{number}" for number in range(1, 9)}


def test_audit_trail_of_the_demo_is_whole(demo):
    assert first_broken_link() is None


def test_second_load_makes_nothing(demo, settings):
    settings.DEMO, settings.DEMO_PASSWORD = True, PASSWORD

    def counted():
        return [model.objects.count() for model in (User, Plan, Deliverable, Message)]

    before = counted()
    call_command("load_demo", stdout=StringIO())

    assert counted() == before


def test_changed_password_opens_and_the_old_one_does_not(demo, settings):
    settings.DEMO, settings.DEMO_PASSWORD = True, "mot-mat-khau-khac"

    call_command("load_demo", stdout=StringIO())

    focal = User.objects.get(email="focal.syt@demo.invalid")
    assert (focal.check_password("mot-mat-khau-khac"), focal.check_password(PASSWORD)) == (True, False)


def test_documents_stand_in_every_state_of_the_register(demo):
    shown = {document.state for document in IssuedDocument.objects.all()}

    assert shown == set(DocumentState.values)
    assert IssuedDocument.objects.exclude(return_reason="").count() == 1
    assert all(verify_content(document) for document in IssuedDocument.objects.filter(state=DocumentState.ISSUED))
