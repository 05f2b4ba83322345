"""A department with its register: types loaded, people who prepare and issue, documents in every state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from documents.official import OfficialDocument
from registry.models import IssuedDocument
from registry.services import documents as register
from registry.services.loading import load_document_types
from tests import factories
from tests.documents.papers import plan


@pytest.fixture
def approver(province) -> User:
    return factories.make_person(Role.APPROVER, province, full_name="Lê Duyệt")


@pytest.fixture
def document_in(home_affairs, coordinator, approver) -> Callable[..., IssuedDocument]:
    """`document_in("issued", title="…")` is a document of Sở Nội vụ in that state, issued today unless `on` says otherwise."""
    load_document_types()

    def make(
        state: str = "draft", *, document: OfficialDocument | None = None, on: date | None = None, **fields: Any
    ) -> IssuedDocument:
        now = timezone.now()
        document = document or plan(**fields)
        entered = register.draft_document(document=document, issuer=home_affairs, by=coordinator, at=now)
        if state == "draft":
            return entered
        entered = register.submit_document(document_id=entered.pk, by=coordinator, at=now)
        if state == "submitted":
            return entered
        entered = register.approve_document(document_id=entered.pk, by=approver, at=now)
        if state == "approved":
            return entered
        return register.issue_document(document_id=entered.pk, on=on or timezone.localdate(now), by=approver, at=now)

    return make
