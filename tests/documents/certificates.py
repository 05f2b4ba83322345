"""Certificates for the tests of signing, made on the spot: an authority, a person, an organisation, and bad ones."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID

SIGNED_AT = datetime(2026, 7, 14, 9, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
PASSWORD = "mat-khau-chung-thu-so"


@dataclass(frozen=True)
class Holder:
    """A key with its certificate and that of its issuer."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate
    authority: x509.Certificate

    def pkcs12(self, password: str = PASSWORD) -> bytes:
        return serialize_key_and_certificates(
            b"ky so", self.key, self.certificate, [self.authority], BestAvailableEncryption(password.encode())
        )


@cache
def key(number: int, bits: int = 2048) -> rsa.RSAPrivateKey:
    """The key of that number; making keys is what takes time."""
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


@cache
def authority(name: str = "Cơ quan chứng thực thử nghiệm") -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    """A root of trust of ten years around the day of signing."""
    own = key(0)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    return own, _certificate(
        subject,
        subject,
        own,
        own,
        days=(-1800, 1800),
        extensions=[
            x509.BasicConstraints(ca=True, path_length=None),
            _usage(key_cert_sign=True, crl_sign=True),
        ],
    )


def root_pem() -> bytes:
    return authority()[1].public_bytes(Encoding.PEM)


@cache
def holder(
    name: str = "Nguyễn Văn A",
    *,
    organisation: str = "Ủy ban nhân dân tỉnh Hưng Yên",
    position: str = "Phó Chủ tịch",
    days: tuple[int, int] = (-30, 700),
    may_sign: bool = True,
    number: int = 1,
    bits: int = 2048,
    by: str = "Cơ quan chứng thực thử nghiệm",
) -> Holder:
    """A person or organisation whose certificate is valid from and until so many days around the day of signing."""
    authority_key, root = authority(by)
    parts = [(NameOID.COMMON_NAME, name), (NameOID.ORGANIZATION_NAME, organisation), (NameOID.TITLE, position)]
    subject = x509.Name([x509.NameAttribute(part, value) for part, value in parts if value])
    usage = _usage(digital_signature=True, content_commitment=True) if may_sign else _usage(key_encipherment=True)
    own = key(number, bits)
    return Holder(own, _certificate(subject, root.subject, own, authority_key, days=days, extensions=[usage]), root)


def organisation_holder(name: str = "Ủy ban nhân dân tỉnh Hưng Yên") -> Holder:
    return holder(name, organisation=name, position="", number=2)


@cache
def time_stamper() -> Holder:
    """A server of time stamps."""
    authority_key, root = authority()
    own, subject = key(7), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Máy chủ thời gian thử nghiệm")])
    extensions = [
        _usage(digital_signature=True),
        x509.ExtendedKeyUsage([x509.oid.ExtendedKeyUsageOID.TIME_STAMPING]),
    ]
    days = (-900, 900)
    return Holder(own, _certificate(subject, root.subject, own, authority_key, days=days, extensions=extensions), root)


def _usage(**wanted: bool) -> x509.KeyUsage:
    names = list(inspect.signature(x509.KeyUsage).parameters)
    return x509.KeyUsage(**{name: wanted.get(name, False) for name in names})


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    own: rsa.RSAPrivateKey,
    signing: rsa.RSAPrivateKey,
    *,
    days: tuple[int, int],
    extensions: list[x509.ExtensionType],
) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(own.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(SIGNED_AT + timedelta(days=days[0]))
        .not_valid_after(SIGNED_AT + timedelta(days=days[1]))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(own.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False)
    )
    for extension in extensions:
        builder = builder.add_extension(extension, critical=True)
    return builder.sign(signing, hashes.SHA256())
