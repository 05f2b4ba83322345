"""Keys that sign: a PKCS#12 file opened for one signing, or a PKCS#11 token of the server. Nothing here is kept."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

import asn1crypto.pkcs12
from asn1crypto import keys, x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12
from pyhanko.sign.signers import Signer, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from documents.signing.errors import (
    CertificateExpired,
    CertificateNotForSigning,
    CertificateNotYetValid,
    NoPrivateKey,
    NotAPkcs12File,
    Pkcs12TooCostly,
    Pkcs12TooLarge,
    TokenKeyMissing,
    TokenPinRefused,
    TokenUnavailable,
    WeakKey,
    WrongPassword,
)
from documents.vietnamese import fold_spaces

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
PKCS12_MAX_BYTES = 256 * 1024
# Exporting tools use some ten thousand to a million rounds; a file that asks for billions would hold a web worker.
PKCS12_MAX_ROUNDS = 5_000_000
RSA_LEAST_BITS = 2048
# A token knows one login for the whole process: two signings at once would log each other out.
_one_token_session = threading.Lock()


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What a certificate says of its holder and issuer; empty where it says nothing."""

    name: str
    organisation: str
    position: str
    issuer: str
    serial: str
    valid_from: datetime
    valid_until: datetime


@dataclass(frozen=True, slots=True)
class Credentials:
    """A key ready to sign, and its certificate."""

    signer: Signer = field(repr=False)
    certificate: x509.Certificate = field(repr=False)

    @property
    def facts(self) -> CertificateFacts:
        return facts_of(self.certificate)


@dataclass(frozen=True, slots=True)
class Token:
    """Where a PKCS#11 token is found and which of its keys signs. Without a slot number the label finds the token."""

    module: str
    pin: str = field(repr=False)
    label: str = ""
    slot: int | None = None
    key_label: str = ""
    certificate_label: str = ""


def facts_of(certificate: x509.Certificate) -> CertificateFacts:
    """Read holder, issuer and serial (hexadecimal) of a certificate."""
    holder, issuer = certificate.subject.native, certificate.issuer.native
    validity = certificate["tbs_certificate"]["validity"]
    return CertificateFacts(
        name=_said(holder, "common_name") or _shown(certificate.subject.human_friendly),
        organisation=_said(holder, "organization_name") or _said(holder, "organizational_unit_name"),
        position=_said(holder, "title"),
        issuer=_said(issuer, "common_name") or _shown(certificate.issuer.human_friendly),
        serial=f"{certificate.serial_number:X}",
        valid_from=validity["not_before"].native,
        valid_until=validity["not_after"].native,
    )


def open_pkcs12(data: bytes, password: str, *, at: datetime) -> Credentials:
    """Open a PKCS#12 file for one signing at that moment.

    Raises NotAPkcs12File, Pkcs12TooLarge, Pkcs12TooCostly, WrongPassword, NoPrivateKey, WeakKey, CertificateExpired,
    CertificateNotYetValid, CertificateNotForSigning.
    """
    if len(data) > PKCS12_MAX_BYTES:
        raise Pkcs12TooLarge
    _check_shape(data)
    try:
        opened = load_pkcs12(data, password.encode())
    except UnsupportedAlgorithm as error:
        raise Pkcs12TooCostly from error
    except (ValueError, TypeError) as error:
        raise WrongPassword from error
    if opened.key is None or opened.cert is None:
        raise NoPrivateKey
    if isinstance(opened.key, rsa.RSAPrivateKey):
        if opened.key.key_size < RSA_LEAST_BITS:
            raise WeakKey
    elif not isinstance(opened.key, ec.EllipticCurvePrivateKey):
        raise WeakKey
    certificate = x509.Certificate.load(opened.cert.certificate.public_bytes(Encoding.DER))
    check_certificate(certificate, at=at)
    chain = [x509.Certificate.load(other.certificate.public_bytes(Encoding.DER)) for other in opened.additional_certs]
    key = opened.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    signer = SimpleSigner(
        signing_cert=certificate,
        signing_key=keys.PrivateKeyInfo.load(key),
        cert_registry=SimpleCertificateStore.from_certs(chain),
        embed_roots=False,  # the verifier has its own roots; what nobody signed has no business in the file
    )
    return Credentials(signer, certificate)


@contextmanager
def open_token(token: Token, *, at: datetime) -> Iterator[Credentials]:
    """Log in to the token for one signing at that moment.

    Raises TokenUnavailable, TokenPinRefused, TokenKeyMissing, CertificateExpired, CertificateNotYetValid,
    CertificateNotForSigning.
    """
    import pkcs11
    from pyhanko.config.pkcs11 import TokenCriteria
    from pyhanko.sign.pkcs11 import PKCS11Signer, open_pkcs11_session

    with _one_token_session:
        try:
            session = open_pkcs11_session(
                token.module,
                slot_no=token.slot,
                token_criteria=TokenCriteria(label=token.label) if token.label else None,
                user_pin=token.pin or None,
            )
        except (
            pkcs11.PinIncorrect,
            pkcs11.PinLocked,
            pkcs11.PinExpired,
            pkcs11.PinLenRange,
            pkcs11.PinInvalid,
        ) as error:
            raise TokenPinRefused from error
        except (pkcs11.PKCS11Error, RuntimeError, OSError) as error:
            raise TokenUnavailable from error
        with session:
            signer = PKCS11Signer(
                session,
                key_label=token.key_label or None,
                cert_label=token.certificate_label or token.key_label or None,
                embed_roots=False,
                use_raw_mechanism=True,  # the digest is made here: every token can do the rest
            )
            try:
                certificate = signer.signing_cert  # looks for the key as well
            except pkcs11.PKCS11Error as error:
                raise TokenKeyMissing from error
            check_certificate(certificate, at=at)
            yield Credentials(signer, certificate)


def check_certificate(certificate: x509.Certificate, *, at: datetime) -> None:
    """Raise CertificateExpired, CertificateNotYetValid or CertificateNotForSigning when it may not sign at that moment.

    A certificate without the extension "key usage" is not restricted (RFC 5280, 4.2.1.3); otherwise one of digitalSignature and
    nonRepudiation must be set.
    """
    facts = facts_of(certificate)
    if at > facts.valid_until:
        raise CertificateExpired(_day(facts.valid_until))
    if at < facts.valid_from:
        raise CertificateNotYetValid(_day(facts.valid_from))
    usage = certificate.key_usage_value
    if usage is not None and not {"digital_signature", "non_repudiation"} & set(usage.native):
        raise CertificateNotForSigning


def _check_shape(data: bytes) -> None:
    """Refuse what is no PKCS#12 file, and one whose password would take minutes to try."""
    try:
        envelope = asn1crypto.pkcs12.Pfx.load(data, strict=True)
        if envelope["version"].native != "v3":
            raise NotAPkcs12File
        rounds = [envelope["mac_data"]["iterations"].native] if envelope["mac_data"].native else []
        rounds.extend(_rounds(envelope.authenticated_safe))
    except NotAPkcs12File:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, NotImplementedError) as error:
        raise NotAPkcs12File from error
    if any(count > PKCS12_MAX_ROUNDS for count in rounds):
        raise Pkcs12TooCostly


def _rounds(safe: Iterable) -> Iterator[int]:
    for content in safe:
        if content["content_type"].native == "encrypted_data":
            yield content["content"]["encrypted_content_info"]["content_encryption_algorithm"].kdf_iterations
        elif content["content_type"].native == "data":
            for bag in asn1crypto.pkcs12.SafeContents.load(content["content"].native):
                if bag["bag_id"].native == "pkcs8_shrouded_key_bag":
                    yield bag["bag_value"]["encryption_algorithm"].kdf_iterations


def _said(name: dict, part: str) -> str:
    value = name.get(part) or ""
    return _shown(str(value[-1] if isinstance(value, list) else value))


def _shown(text: str) -> str:
    """Words of a certificate as they may be stored and shown: no control signs, none that turn the direction of reading."""
    return fold_spaces("".join(sign for sign in text if unicodedata.category(sign) != "Cf"))


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(VIETNAM):%d/%m/%Y}"
