"""The time of a signature, from a time-stamp server (RFC 3161) where one is configured."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from asn1crypto import keys, tsp, x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.sign.timestamps import DummyTimeStamper

from documents.rendering import render_pdf
from documents.signing.credentials import open_pkcs12
from documents.signing.errors import TimestampUnavailable
from documents.signing.sign import PERSON_FIELD, sign_pdf
from documents.signing.verify import Trust, verify_pdf
from tests.documents.certificates import PASSWORD, SIGNED_AT, holder, time_stamper
from tests.documents.papers import plan

STAMPED_AT = SIGNED_AT + timedelta(seconds=40)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a time-stamp server on this machine."""
    owner = time_stamper()
    stamper = DummyTimeStamper(
        tsa_cert=x509.Certificate.load(owner.certificate.public_bytes(Encoding.DER)),
        tsa_key=keys.PrivateKeyInfo.load(owner.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())),
        fixed_dt=STAMPED_AT,
    )

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            answer = stamper.request_tsa_response(tsp.TimeStampReq.load(body)).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *args: object) -> None:
            pass

    served = HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=served.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{served.server_port}/"
    served.shutdown()
    served.server_close()


def sign_with_time_of(url: str) -> bytes:
    return sign_pdf(
        render_pdf(plan()).data,
        credentials=open_pkcs12(holder().pkcs12(), PASSWORD, at=SIGNED_AT),
        at=SIGNED_AT,
        field_name=PERSON_FIELD,
        timestamp_url=url,
    )


def test_the_time_of_the_server_counts(server, time_machine):
    time_machine.move_to(STAMPED_AT)
    roots = [x509.Certificate.load(holder().authority.public_bytes(Encoding.DER))]
    verified = verify_pdf(sign_with_time_of(server), roots=roots)

    (signature,) = verified.signatures
    assert verified.is_whole
    assert signature.time_is_stamped
    assert signature.signed_at == STAMPED_AT
    assert signature.trust == Trust.TRUSTED


def test_a_server_that_does_not_answer_leaves_the_paper_unsigned():
    with pytest.raises(TimestampUnavailable, match="chưa được ký"):
        sign_with_time_of("http://127.0.0.1:9/")
