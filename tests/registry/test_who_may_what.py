"""Every address of the register, tried by people who have no business there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone

from accounts.models import AuditEvent, User
from accounts.roles import Role
from documents.composing.invitation import Invitee
from registry import urls
from registry.enums import BatchItemState, SignatureMeans, SignatureRole
from registry.models import (
    Batch,
    BatchItem,
    Distribution,
    Edit,
    EditStep,
    IssuedDocument,
    NumberSequence,
    OutsideNumbers,
    SignedFile,
)
from registry.services import editing
from registry.services.editing import workspace_of
from registry.services.outline_acts import Act, Change
from registry.services.outline_parts import BODY
from tests import factories
from tests.documents.papers import plan

pytestmark = pytest.mark.django_db

# Of nobody's document: the person's own province, or a file of one's own.
GENERAL = {
    "document_list",
    "document_list_xlsx",
    "document_new",
    "document_from_file",
    "book",
    "book_xlsx",
    "book_pdf",
    "numbering_continue",
    "received_list",
    "document_check",
    "check_download",
    "rule_list",
    "verify_document",
    "invitee_template",
}
OF_BATCHES = {"batch_detail", "batch_cancel", "batch_retry", "batch_pdf", "batch_zip", "batch_item_pdf"}
# What everybody of the province may read of an issued document.
READING = {"document_detail", "document_preview", "document_page", "document_pdf", "document_docx", "signed_file"}
ROWS: tuple[type[Model], ...] = (
    IssuedDocument,
    Distribution,
    Edit,
    EditStep,
    Batch,
    BatchItem,
    SignedFile,
    NumberSequence,
    OutsideNumbers,
    AuditEvent,
)
UNSEEN = "Chưa ai được đọc"
WORDS = "Điều chỉnh định mức bí mật"


def names() -> list[str]:
    return sorted(pattern.name or "" for pattern in urls.urlpatterns if isinstance(pattern, URLPattern))


def address(name: str, document: IssuedDocument, batch: Batch) -> str:
    if name == "batch_item_pdf":
        return reverse(f"registry:{name}", args=[batch.items.get().pk])
    args: list[object] = [batch.pk if name in OF_BATCHES else document.pk]
    if name == "document_page":
        args.append(1)
    if name == "signed_file":
        args.append(1)
    if name == "document_edit_page":
        args += [workspace_of(document, document.created_by).token, 1]
    return reverse(f"registry:{name}", args=args)


@pytest.fixture
def draft(document_in, coordinator) -> IssuedDocument:
    """A draft that its writer is changing just now."""
    document = document_in(title=WORDS)
    space = workspace_of(document, coordinator)
    change = Change(act=Act.ADD_BELOW, part=BODY, item=space.document.provisions[0].id, new_text=UNSEEN)
    editing.change_draft(document_id=document.pk, change=change, token=space.token, by=coordinator, at=timezone.now())
    return document


@pytest.fixture
def issued(document_in, coordinator) -> IssuedDocument:
    document = document_in("issued")
    for sequence, role in enumerate(SignatureRole, start=1):
        signed = SignedFile(document=document, sequence=sequence, role=role, means=SignatureMeans.UPLOADED)
        signed.signer_name, signed.recorded_by, signed.recorded_at = "Nguyễn Văn A", coordinator, timezone.now()
        signed.file.save("ky.pdf", ContentFile(b"%PDF-1.7 bi mat"), save=False)
        signed.save()
    return document


@pytest.fixture
def batch(draft, coordinator) -> Batch:
    made = Batch.objects.create(
        document=draft, content_hash="0" * 64, content=draft.content, created_by=coordinator, created_at=timezone.now()
    )
    made.joined_file.save("chung.pdf", ContentFile(b"%PDF-1.7"), save=False)
    made.archive_file.save("chung.zip", ContentFile(b"PK"), save=False)
    made.save()
    item = BatchItem(batch=made, order=1, name=Invitee("Ông", "A", "", "").name, state=BatchItemState.DONE)
    item.file.save("a.pdf", ContentFile(b"%PDF-1.7"), save=False)
    item.save()
    return made


def outsiders(province, other_province, health) -> dict[str, User]:
    ended = factories.make_person(Role.COORDINATOR, province, full_name="Đã thôi việc")
    ended.grants.update(valid_to=timezone.localdate() - timedelta(days=1))
    # Coordinates another province and answers for one agency here: the rights of one place must not reach the other.
    of_two = factories.make_person(Role.COORDINATOR, other_province)
    of_two.grants.create(role=Role.FOCAL_POINT, province=province, agency=health)
    return {
        "ended": ended,
        "of two provinces": of_two,
        "stranger": factories.make_person(Role.COORDINATOR, other_province),
        "administrator elsewhere": factories.make_person(Role.ADMINISTRATOR, other_province),
        "focal point": factories.make_person(Role.FOCAL_POINT, province, health),
        "agency head": factories.make_person(Role.AGENCY_HEAD, province, health),
        "leader": factories.make_person(Role.LEADER, province),
        "auditor": factories.make_person(Role.AUDITOR, province),
        "nobody": factories.make_person(None, province),
    }


PEOPLE = [
    "ended",
    "of two provinces",
    "stranger",
    "administrator elsewhere",
    "focal point",
    "agency head",
    "leader",
    "auditor",
    "nobody",
]
AWAY = {"ended", "stranger", "administrator elsewhere", "nobody"}


def counted() -> dict[str, object]:
    rows = {model.__name__: model.objects.count() for model in ROWS}
    return rows | {"states": list(IssuedDocument.objects.order_by("pk").values_list("state", "content_hash"))}


@pytest.mark.parametrize("who", PEOPLE)
def test_a_draft_its_edit_and_its_batches_are_closed_to_who_does_not_prepare_or_issue(
    draft, batch, province, other_province, health, signed_in, who
):
    client = signed_in(outsiders(province, other_province, health)[who])
    before = counted()

    answers = {
        (name, method): getattr(client, method)(address(name, draft, batch)).status_code
        for name in set(names()) - GENERAL
        for method in ("get", "post")
    }

    assert {key: code for key, code in answers.items() if code not in (403, 404, 405)} == {}
    assert counted() == before


@pytest.mark.parametrize("who", PEOPLE)
def test_of_an_issued_document_others_read_the_last_file_and_do_nothing(
    issued, batch, province, other_province, health, signed_in, who
):
    client = signed_in(outsiders(province, other_province, health)[who])
    before = counted()

    answers = {
        (name, method): getattr(client, method)(address(name, issued, batch))
        for name in set(names()) - GENERAL
        for method in ("get", "post")
        if (name in READING and method == "get") or name not in READING
    }

    opened = {name for (name, _), answer in answers.items() if answer.status_code not in (403, 404, 405)}
    assert opened == (set() if who in AWAY else READING - {"signed_file"})
    assert counted() == before


@pytest.mark.parametrize("who", PEOPLE)
def test_no_list_search_book_or_export_tells_of_a_draft(
    draft, issued, province, other_province, health, signed_in, who
):
    client: Client = signed_in(outsiders(province, other_province, health)[who])

    for name in ("document_list", "document_list_xlsx", "book", "book_xlsx", "received_list", "document_new"):
        for query in ({}, {"q": "dinh muc bi mat"}, {"q": "quoc hoi"}, {"state": "draft"}, {"issuer": draft.issuer_id}):
            answer = client.get(reverse(f"registry:{name}"), query)
            assert WORDS.encode() not in answer.content, (name, query)
            if who in AWAY and name in ("document_list", "book"):
                assert b"KH-UBND" not in answer.content, (name, query)


def test_every_address_is_tried():
    """A new address of a document is tried by the tests above without being named here."""
    assert set(names()) > GENERAL
    assert set(names()) - GENERAL > OF_BATCHES | READING


@pytest.mark.parametrize("role", [Role.APPROVER, Role.COORDINATOR, Role.ADMINISTRATOR])
def test_an_edit_is_its_writer_s_alone(draft, province, signed_in, role):
    colleague = signed_in(factories.make_person(role, province))

    for name in (
        "document_detail",
        "document_edit",
        "document_edit_preview",
        "document_edit_compare",
        "document_preview",
    ):
        answer = colleague.get(reverse(f"registry:{name}", args=[draft.pk]))
        assert UNSEEN not in answer.content.decode()
    assert Edit.objects.get().editor == draft.created_by


def test_the_list_of_recipients_shows_a_focal_point_the_own_agency_only(
    issued, health, home_affairs, coordinator, province, focal_point, signed_in
):
    now = timezone.now()
    for agency in (health, home_affairs):
        Distribution.objects.create(document=issued, agency=agency, name=agency.name, sent_by=coordinator, sent_at=now)
    Distribution.objects.create(
        document=issued, name="Thanh tra Chính phủ", address="mat@bo.example", sent_by=coordinator, sent_at=now
    )

    page = signed_in(focal_point).get(issued.get_absolute_url())

    assert "mat@bo.example" not in page.content.decode()
    assert "Thanh tra Chính phủ" not in page.content.decode()
    assert Distribution.objects.filter(opened_by=focal_point).count() == 1
    assert plan().title in page.content.decode()
