"""Signing with a key that never leaves its token: SoftHSM stands for the device on the server."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from documents.rendering import render_pdf
from documents.signing import errors
from documents.signing.credentials import Token, open_token
from documents.signing.sign import ORGANISATION_FIELD, sign_pdf
from documents.signing.verify import verify_pdf
from tests.documents.certificates import SIGNED_AT, Holder, holder, organisation_holder
from tests.documents.papers import plan

MODULES = [Path("/usr/lib/softhsm/libsofthsm2.so"), *Path("/usr/lib").glob("*/softhsm/libsofthsm2.so")]
MODULE = next((path for path in MODULES if path.is_file()), None)
PIN = "24681357"
IS_STRICT = bool(os.environ.get("CI") or os.environ.get("REQUIRE_SERVICES"))

pytestmark = [
    pytest.mark.skipif(MODULE is None and not IS_STRICT, reason="SoftHSM is not installed (apt-get install softhsm2)"),
    # The library keeps one configuration for the whole process.
    pytest.mark.xdist_group("token"),
]


@pytest.fixture(scope="session")
def token(tmp_path_factory) -> Token:
    """A token with the organisation's key, that of an expired one, and a certificate without a key."""
    assert MODULE is not None, "SoftHSM is missing: apt-get install softhsm2"
    folder = tmp_path_factory.mktemp("softhsm")
    (folder / "tokens").mkdir()
    configuration = folder / "softhsm2.conf"
    configuration.write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(configuration)
    subprocess.run(
        [shutil.which("softhsm2-util"), "--init-token", "--free", "--label", "co-quan", "--pin", PIN, "--so-pin", PIN],
        check=True,
        capture_output=True,
    )
    import pkcs11

    library = pkcs11.lib(str(MODULE))
    library.reinitialize()
    with library.get_token(token_label="co-quan").open(rw=True, user_pin=PIN) as session:
        store(session, "ubnd", organisation_holder())
        store(session, "cu", holder("Cơ quan cũ", days=(-700, -1), number=2))
        store(session, "khong-khoa", holder("Không khóa", number=2), with_key=False)
    return Token(module=str(MODULE), pin=PIN, label="co-quan", key_label="ubnd")


def store(session, label: str, owner: Holder, *, with_key: bool = True) -> None:
    import pkcs11
    from pkcs11.util.rsa import decode_rsa_private_key
    from pkcs11.util.x509 import decode_x509_certificate

    certificate = decode_x509_certificate(owner.certificate.public_bytes(Encoding.DER))
    session.create_object(certificate | {pkcs11.Attribute.LABEL: label, pkcs11.Attribute.TOKEN: True})
    if with_key:
        der = owner.key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        values = {pkcs11.Attribute.LABEL: label, pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.SIGN: True}
        session.create_object(decode_rsa_private_key(der) | values)


def test_the_organisation_signs_with_its_token(token):
    printed = render_pdf(plan())
    with open_token(token, at=SIGNED_AT) as credentials:
        data = sign_pdf(printed.data, credentials=credentials, at=SIGNED_AT, field_name=ORGANISATION_FIELD)

    verified = verify_pdf(data)
    assert verified.is_whole
    assert verified.signatures[0].signer.name == "Ủy ban nhân dân tỉnh Hưng Yên"


def test_the_token_signs_again_after_a_signing_was_given_up(token):
    with pytest.raises(RuntimeError), open_token(token, at=SIGNED_AT):
        raise RuntimeError
    with open_token(token, at=SIGNED_AT) as credentials:
        assert credentials.facts.name == "Ủy ban nhân dân tỉnh Hưng Yên"


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
