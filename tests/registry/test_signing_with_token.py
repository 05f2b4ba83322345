"""The organisation's signature with the token of the server, from the page to the file."""

from __future__ import annotations

import pytest
from django.urls import reverse

from documents.signing.verify import verify_pdf
from registry.enums import SignatureMeans
from registry.services import signing
from registry.services.loading import load_document_types
from tests import factories
from tests.documents.certificates import SIGNED_AT
from tests.documents.soft_token import OFFICE, PIN, needs_token, soft_token
from tests.registry.signed_papers import issue, sign

pytestmark = [needs_token, pytest.mark.django_db]


@pytest.fixture
def document(home_affairs, coordinator):
    load_document_types()
    return issue(home_affairs, coordinator)


@pytest.fixture(autouse=True)
def configured(settings):
    token = soft_token()
    settings.SIGNING_PKCS11_MODULE, settings.SIGNING_PKCS11_PIN = token.module, token.pin
    settings.SIGNING_PKCS11_TOKEN, settings.SIGNING_PKCS11_KEY = token.label, token.key_label
    settings.SIGNING_PKCS11_AGENCY = "hung-yen-SNV"


def test_the_clerk_seals_with_the_token(document, coordinator, signed_in, time_machine):
    sign(document, coordinator)
    time_machine.move_to(SIGNED_AT, tick=False)
    client = signed_in(coordinator)
    page = reverse("registry:document_sign_token", args=[document.pk])

    assert "Ký số của Sở Nội vụ" in client.get(page).content.decode()
    assert client.post(page).url == document.get_absolute_url()

    sealed = signing.current_file(document)
    assert (sealed.means, sealed.signer_name) == (SignatureMeans.PKCS11, OFFICE)
    assert verify_pdf(signing.file_bytes(sealed)).is_whole


def test_the_token_does_not_sign_before_the_person(document, coordinator):
    with pytest.raises(signing.CannotSign, match="phải ký trước"):
        signing.sign_with_token(document_id=document.pk, by=coordinator, at=SIGNED_AT)


def test_the_token_seals_no_paper_of_another_issuer(document, province, coordinator):
    other = factories.make_agency(province, "STC", "Sở Tài chính")
    paper = issue(other, coordinator)
    sign(paper, coordinator)

    with pytest.raises(signing.NoTokenHere):
        signing.sign_with_token(document_id=paper.pk, by=coordinator, at=SIGNED_AT)


def test_a_wrong_pin_says_so_and_does_not_name_it(document, coordinator, settings):
    sign(document, coordinator)
    settings.SIGNING_PKCS11_PIN = "00000000"

    with pytest.raises(signing.CannotSign, match="không nhận mã PIN") as refused:
        signing.sign_with_token(document_id=document.pk, by=coordinator, at=SIGNED_AT)
    assert PIN not in str(refused.value)
    assert document.signed_files.count() == 1
