"""Signing with a key that never leaves its token: SoftHSM stands for the device on the server."""

from __future__ import annotations

from dataclasses import replace

import pytest

from documents.rendering import render_pdf
from documents.signing import errors
from documents.signing.credentials import Token, open_token
from documents.signing.sign import ORGANISATION_FIELD, sign_pdf
from documents.signing.verify import verify_pdf
from tests.documents.certificates import SIGNED_AT
from tests.documents.papers import plan
from tests.documents.soft_token import OFFICE, PIN, needs_token, soft_token

pytestmark = needs_token


@pytest.fixture
def token() -> Token:
    return soft_token()


def test_the_organisation_signs_with_its_token(token):
    printed = render_pdf(plan())
    with open_token(token, at=SIGNED_AT) as credentials:
        data = sign_pdf(printed.data, credentials=credentials, at=SIGNED_AT, field_name=ORGANISATION_FIELD)

    verified = verify_pdf(data)
    assert verified.is_whole
    assert verified.signatures[0].signer.name == OFFICE


def test_the_token_signs_again_after_a_signing_was_given_up(token):
    with pytest.raises(RuntimeError), open_token(token, at=SIGNED_AT):
        raise RuntimeError
    with open_token(token, at=SIGNED_AT) as credentials:
        assert credentials.facts.name == OFFICE


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"pin": "11111111"}, errors.TokenPinRefused),
        ({"label": "khac"}, errors.TokenUnavailable),
        ({"slot": 987654}, errors.TokenUnavailable),
        ({"module": "/nowhere/token.so"}, errors.TokenUnavailable),
        ({"key_label": "khong-co"}, errors.TokenKeyMissing),
        ({"key_label": "khong-khoa"}, errors.TokenKeyMissing),
        ({"key_label": ""}, errors.TokenKeyMissing),
        ({"key_label": "cu"}, errors.CertificateExpired),
    ],
    ids=["wrong PIN", "no such token", "no such slot", "no module", "no such key", "no key", "no label", "expired"],
)
def test_a_token_that_cannot_sign_is_refused_with_what_to_do(token, changes, error):
    with pytest.raises(error) as refused, open_token(replace(token, **changes), at=SIGNED_AT):
        pass

    assert PIN not in str(refused.value)
    assert "người quản trị" in str(refused.value) or "Hãy" in str(refused.value)


def test_the_pin_does_not_show_in_what_is_printed_of_a_token(token):
    assert PIN not in repr(token)
