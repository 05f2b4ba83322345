"""The register: a document goes from draft to issue, takes its number once, and is frozen."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from accounts.models import AuditEvent
from accounts.roles import Role
from registry.enums import TRANSITIONS, DocumentState, FileFormat
from registry.models import DocumentType, IssuedDocument, NumberSequence, Rendition
from registry.services import documents as register
from registry.services import rendition
from registry.services.loading import load_document_types
from registry.services.numbering import take_number
from tests import factories
from tests.documents.papers import letter, plan

DAY = date(2026, 7, 14)
AT = factories.moment(DAY)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def types():
    load_document_types()


@pytest.fixture
def approver(province):
    return factories.make_person(Role.APPROVER, province, full_name="Lê Duyệt")


@pytest.fixture
def drafted(home_affairs, coordinator):
    def draft(document=None) -> IssuedDocument:
        return register.draft_document(document=document or plan(), issuer=home_affairs, by=coordinator, at=AT)

    return draft


@pytest.fixture
def issued(drafted, coordinator, approver):
    def issue(on: date = DAY, document=None) -> IssuedDocument:
        entered = drafted(document)
        register.submit_document(document_id=entered.pk, by=coordinator, at=AT)
        register.approve_document(document_id=entered.pk, by=approver, at=AT)
        return register.issue_document(document_id=entered.pk, on=on, by=approver, at=factories.moment(max(on, DAY)))

    return issue


def test_types_come_from_the_file_and_loading_twice_changes_nothing():
    again = load_document_types()["loại văn bản"]

    assert (again.created, again.changed, again.total) == (0, 0, 29)
    assert DocumentType.objects.get(code="CV").has_type_line is False


def test_a_draft_has_neither_number_nor_date(drafted):
    entered = drafted()

    assert entered.number_and_symbol == "/KH-UBND"
    assert entered.official.number is None
    assert entered.official.is_draft


def test_numbers_follow_one_another_and_restart_with_the_year(issued):
    numbers = [issued().number_and_symbol, issued().number_and_symbol, issued(on=date(2027, 1, 4)).number_and_symbol]

    assert numbers == ["01/KH-UBND", "02/KH-UBND", "01/KH-UBND"]


def test_each_type_has_its_own_register(issued):
    issued()

    assert issued(document=letter()).sequence_number == 1


def test_a_failed_issue_uses_up_no_number(home_affairs):
    kind = DocumentType.objects.get(code="KH")

    @transaction.atomic
    def issue_and_fail() -> None:
        take_number(issuer_id=home_affairs.pk, type_id=kind.pk, year=2026)
        raise RuntimeError("mất điện")

    with pytest.raises(RuntimeError):
        issue_and_fail()
    with transaction.atomic():
        assert take_number(issuer_id=home_affairs.pk, type_id=kind.pk, year=2026) == 1
    assert NumberSequence.objects.get().last_number == 1


@pytest.mark.django_db(transaction=True)
def test_no_number_is_taken_outside_the_transaction_of_its_issue(home_affairs):
    kind = DocumentType.objects.get(code="KH")

    with pytest.raises(transaction.TransactionManagementError):
        take_number(issuer_id=home_affairs.pk, type_id=kind.pk, year=2026)


def test_issue_writes_number_and_date_into_the_content_and_freezes_it(issued, coordinator):
    entered = issued()
    official = entered.official

    assert (official.number, official.symbol, official.issued_on) == ("01", "KH-UBND", DAY)
    with pytest.raises(register.DocumentNotReady):
        register.revise_document(document_id=entered.pk, document=plan(title="Khác"), by=coordinator, at=AT)


def test_a_correction_is_a_new_document_that_names_the_old_one(issued, home_affairs, coordinator):
    old = issued()

    new = register.draft_document(document=plan(), issuer=home_affairs, by=coordinator, at=AT, corrects=old)

    assert list(old.corrections.all()) == [new]


@pytest.mark.parametrize("act", ["approve_document", "issue_document"])
def test_acts_out_of_order_are_refused(drafted, approver, act):
    more = {"on": DAY} if act == "issue_document" else {}
    with pytest.raises(register.DocumentNotReady):
        getattr(register, act)(document_id=drafted().pk, by=approver, at=AT, **more)


def test_a_returned_document_is_a_draft_again(drafted, coordinator, approver):
    entered = drafted()
    register.submit_document(document_id=entered.pk, by=coordinator, at=AT)

    returned = register.return_document(document_id=entered.pk, reason="Thiếu phụ lục", by=approver, at=AT)

    assert (returned.state, returned.submitted_by, returned.submitted_at) == (DocumentState.DRAFT, None, None)
    assert AuditEvent.objects.order_by("pk").last().after == {"reason": "Thiếu phụ lục"}


def test_a_focal_point_may_neither_draft_nor_issue(drafted, home_affairs, focal_point):
    with pytest.raises(PermissionDenied):
        register.draft_document(document=plan(), issuer=home_affairs, by=focal_point, at=AT)
    with pytest.raises(PermissionDenied):
        register.approve_document(document_id=drafted().pk, by=focal_point, at=AT)


def test_drafts_are_seen_by_those_who_prepare_and_issued_papers_by_the_province(
    drafted, issued, coordinator, focal_point, stranger
):
    draft, paper = drafted(), issued()

    assert set(IssuedDocument.objects.visible_to(coordinator)) == {draft, paper}
    assert set(IssuedDocument.objects.visible_to(focal_point)) == {paper}
    assert set(IssuedDocument.objects.visible_to(stranger)) == set()


def test_the_table_of_transitions_is_that_of_the_docstring():
    assert {state.value: {next_state.value for next_state in TRANSITIONS[state]} for state in DocumentState} == {
        "draft": {"submitted"},
        "submitted": {"approved", "draft"},
        "approved": {"issued", "draft"},
        "issued": set(),
    }


def test_equal_content_is_printed_once(monkeypatch):
    first = rendition.printed_file(document=plan(), file_format=FileFormat.PDF, at=AT)
    monkeypatch.setattr(rendition, "render_pdf", None)

    again = rendition.printed_file(document=plan(), file_format=FileFormat.PDF, at=AT)

    assert (again.pk, again.pages) == (first.pk, 1)


def test_a_new_layout_prints_again(monkeypatch):
    first = rendition.printed_file(document=plan(), file_format=FileFormat.DOCX, at=AT)
    monkeypatch.setattr(rendition, "LAYOUT_VERSION", "mới")

    assert rendition.printed_file(document=plan(), file_format=FileFormat.DOCX, at=AT).pk != first.pk
    assert Rendition.objects.count() == 2


def test_a_file_lost_from_the_storage_is_printed_again():
    first = rendition.printed_file(document=plan(), file_format=FileFormat.DOCX, at=AT)
    first.file.storage.delete(first.file.name)

    again = rendition.printed_file(document=plan(), file_format=FileFormat.DOCX, at=AT)

    assert (again.pk, again.sha256) == (first.pk, first.sha256)
    assert again.file.storage.exists(again.file.name)


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_fifty_documents_issued_at_once_get_every_number_once(home_affairs, coordinator, approver):
    waiting = []
    for _ in range(50):
        entered = register.draft_document(document=plan(), issuer=home_affairs, by=coordinator, at=AT)
        register.submit_document(document_id=entered.pk, by=coordinator, at=AT)
        register.approve_document(document_id=entered.pk, by=approver, at=AT)
        waiting.append(entered.pk)
    start = Barrier(50)

    def issue(pk: int) -> int:
        try:
            start.wait()
            return register.issue_document(document_id=pk, on=DAY, by=approver, at=AT).sequence_number
        finally:
            connection.close()

    with ThreadPoolExecutor(50) as pool:
        numbers = list(pool.map(issue, waiting))

    assert sorted(numbers) == list(range(1, 51))
    assert NumberSequence.objects.get().last_number == 50


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_one_document_issued_twice_at_once_takes_one_number(home_affairs, coordinator, approver):
    entered = register.draft_document(document=plan(), issuer=home_affairs, by=coordinator, at=AT)
    register.submit_document(document_id=entered.pk, by=coordinator, at=AT)
    register.approve_document(document_id=entered.pk, by=approver, at=AT)

    def issue(_: int) -> bool:
        try:
            register.issue_document(document_id=entered.pk, on=DAY, by=approver, at=AT)
        except register.DocumentNotReady:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(issue, range(8))) == 1
    assert NumberSequence.objects.get().last_number == 1
