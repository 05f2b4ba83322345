"""A signing token in software (SoftHSM), with keys of the tests on it."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from documents.signing.credentials import Token
from tests.documents.certificates import Holder, holder, organisation_holder

MODULES = [Path("/usr/lib/softhsm/libsofthsm2.so"), *Path("/usr/lib").glob("*/softhsm/libsofthsm2.so")]
MODULE = next((path for path in MODULES if path.is_file()), None)
PIN = "24681357"
OFFICE = "Sở Nội vụ tỉnh Hưng Yên"
IS_STRICT = bool(os.environ.get("CI") or os.environ.get("REQUIRE_SERVICES"))

needs_token = pytest.mark.skipif(
    MODULE is None and not IS_STRICT, reason="SoftHSM is not installed (apt-get install softhsm2)"
)


@cache
def soft_token() -> Token:
    """A token with the organisation's key, that of an expired one, and a certificate without a key.

    The library keeps one configuration for the whole process, so there is one token in it.
    """
    assert MODULE is not None, "SoftHSM is missing: apt-get install softhsm2"
    folder = Path(tempfile.mkdtemp(prefix="softhsm-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "tokens").mkdir()
    configuration = folder / "softhsm2.conf"
    configuration.write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(configuration)
    command = ["softhsm2-util", "--init-token", "--free", "--label", "co-quan", "--pin", PIN, "--so-pin", PIN]
    subprocess.run(command, check=True, capture_output=True)
    import pkcs11

    library = pkcs11.lib(str(MODULE))
    library.reinitialize()
    with library.get_token(token_label="co-quan").open(rw=True, user_pin=PIN) as session:
        _store(session, "snv", organisation_holder(OFFICE))
        _store(session, "cu", holder("Cơ quan cũ", days=(-700, -1), number=2))
        _store(session, "khong-khoa", holder("Không khóa", number=2), with_key=False)
    return Token(module=str(MODULE), pin=PIN, label="co-quan", key_label="snv")


def _store(session, label: str, owner: Holder, *, with_key: bool = True) -> None:
    import pkcs11
    from pkcs11.util.rsa import decode_rsa_private_key
    from pkcs11.util.x509 import decode_x509_certificate

    certificate = decode_x509_certificate(owner.certificate.public_bytes(Encoding.DER))
    session.create_object(certificate | {pkcs11.Attribute.LABEL: label, pkcs11.Attribute.TOKEN: True})
    if with_key:
        der = owner.key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        values = {pkcs11.Attribute.LABEL: label, pkcs11.Attribute.TOKEN: True, pkcs11.Attribute.SIGN: True}
        session.create_object(decode_rsa_private_key(der) | values)
