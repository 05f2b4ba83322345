"""The pages of signing and verifying, as people of each office see them; and that no key or password stays behind."""

from __future__ import annotations

import io
import logging

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.views.debug import ExceptionReporter

from documents.rendering import render_pdf
from documents.signing.credentials import PKCS12_MAX_BYTES
from registry.enums import SignatureRole
from registry.models import SignedFile
from registry.services import documents as register
from registry.services import signing
from registry.services.distribution import distribute_document
from registry.services.loading import load_document_types
from registry.services.signed_uploads import record_signed_upload
from tests.documents.certificates import PASSWORD, SIGNED_AT, holder, organisation_holder, root_pem
from tests.documents.papers import plan
from tests.registry.signed_papers import ISSUED_AT, OFFICE, issue, sign, sign_elsewhere

ORGANISATION = SignatureRole.ORGANISATION

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def types(db):
    load_document_types()


@pytest.fixture(autouse=True)
def moment(time_machine):
    """The day the certificates of the tests are made for."""
    time_machine.move_to(SIGNED_AT, tick=False)


@pytest.fixture
def document(home_affairs, coordinator):
    return issue(home_affairs, coordinator)


@pytest.fixture
def at_work(signed_in, coordinator) -> Client:
    return signed_in(coordinator)


def address(name: str, *args: object) -> str:
    return reverse(f"registry:{name}", args=args)


def key_file(data: bytes | None = None, name: str = "nguyen-van-a.p12") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, holder().pkcs12() if data is None else data)


def post_key(client: Client, document, **changes: object):
    values = {"role": "person", "pkcs12": key_file(), "password": PASSWORD} | changes
    return client.post(address("document_sign_pkcs12", document.pk), values)


def verify(client: Client, data: bytes):
    return client.post(address("verify_document"), {"file": SimpleUploadedFile("van-ban.pdf", data)})


# --- Signing --------------------------------------------------------------------------------------------------------


def test_the_way_from_the_document_to_both_signatures(at_work, document):
    page = at_work.get(document.get_absolute_url()).content.decode()
    assert "Văn bản chưa được ký số." in page
    assert address("document_sign", document.pk) in page

    form = at_work.get(address("document_sign", document.pk)).content.decode()
    assert "Nguyễn Văn A" in form
    assert "Người ký văn bản ký số" in form

    answer = post_key(at_work, document)
    assert answer.status_code == 302
    assert "cơ quan ban hành ký số" in str(next(iter(answer.wsgi_request._messages)))

    answer = post_key(at_work, document, role="organisation", pkcs12=key_file(organisation_holder(OFFICE).pkcs12()))
    assert answer.status_code == 302
    page = at_work.get(document.get_absolute_url()).content.decode()
    assert page.count("Đã ký số") == 2
    assert address("signed_file", document.pk, 2) in page


def test_the_signed_file_is_what_a_reader_downloads(document, coordinator, focal_point, signed_in):
    first, second = sign(document, coordinator), sign(document, coordinator, role=ORGANISATION)
    reader = signed_in(focal_point)

    answer = reader.get(address("signed_file", document.pk, second.sequence))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content == signing.file_bytes(second)
    assert ".signed.pdf" in answer["Content-Disposition"]
    assert reader.get(address("signed_file", document.pk, first.sequence)).status_code == 404
    for query in ("", "?chua-ky=1"):
        pdf = reader.get(address("document_pdf", document.pk) + query)
        assert pdf.url == address("signed_file", document.pk, second.sequence)
    assert "Tải bản ký số" in reader.get(document.get_absolute_url()).content.decode()


def test_those_who_sign_may_open_each_stage_and_the_unsigned_print(at_work, document, coordinator):
    sign(document, coordinator)
    sign(document, coordinator, role=ORGANISATION)

    for number in (1, 2):
        assert at_work.get(address("signed_file", document.pk, number)).status_code == 200
    pdf = address("document_pdf", document.pk)
    assert at_work.get(f"{pdf}?chua-ky=1").content == signing.unsigned_file(document, at=SIGNED_AT)
    assert at_work.get(pdf).url == address("signed_file", document.pk, 2)


def test_opening_the_signed_file_is_a_read_receipt(document, coordinator, health, focal_point, signed_in):
    sign(document, coordinator)
    distribute_document(document_id=document.pk, agency_ids=[health.pk], by=coordinator, at=SIGNED_AT)

    signed_in(focal_point).get(address("document_pdf", document.pk), follow=True)

    assert document.distributions.get().opened_by == focal_point


def test_the_pictures_of_the_pages_show_the_signatures(at_work, document, coordinator):
    page = address("document_page", document.pk, 1)
    before = at_work.get(page).content
    preview = address("document_preview", document.pk)
    version = f"?v={document.content_hash[:12]}"
    assert f'{version}"' in at_work.get(preview).content.decode()

    sign(document, coordinator)

    assert at_work.get(page).content != before
    assert f'{version}-1"' in at_work.get(preview).content.decode()


def test_a_file_from_outside_is_not_drawn(at_work, document, coordinator):
    page = address("document_page", document.pk, 1)
    before = at_work.get(page).content
    data = sign_elsewhere(signing.unsigned_file(document, at=SIGNED_AT), holder())
    record_signed_upload(document_id=document.pk, data=data, by=coordinator, at=SIGNED_AT)

    assert at_work.get(page).content == before


@pytest.mark.parametrize("page", ["document_sign", "document_sign_token"])
def test_signing_is_not_offered_to_those_who_may_not(page, document, focal_point, leader, stranger, signed_in):
    for person in (focal_point, leader):
        client = signed_in(person)
        assert client.get(address(page, document.pk)).status_code == 403
        assert client.post(address(page, document.pk)).status_code == 403
    assert signed_in(stranger).get(address(page, document.pk)).status_code == 404
    assert "Ký số</a>" not in signed_in(leader).get(document.get_absolute_url()).content.decode()


def test_a_document_that_is_not_issued_says_how_it_gets_there(at_work, home_affairs, coordinator):
    drafted = register.draft_document(document=plan(), issuer=home_affairs, by=coordinator, at=ISSUED_AT)

    assert "Văn bản chưa ban hành" in at_work.get(address("document_sign", drafted.pk)).content.decode()
    assert post_key(at_work, drafted).status_code == 422


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"password": "sai"}, "Mật khẩu của tệp chứng thư số chưa đúng"),
        ({"password": ""}, "Hãy nhập mật khẩu"),
        ({"pkcs12": ""}, "Hãy chọn tệp chứng thư số"),
        ({"pkcs12": key_file(b"")}, "Tệp không có nội dung"),
        ({"pkcs12": key_file(b"nonsense" * 100)}, "không phải chứng thư số"),
        ({"pkcs12": key_file(b"\0" * (PKCS12_MAX_BYTES + 1))}, "quá lớn so với một chứng thư số"),
        ({"pkcs12": key_file(b"\0" * 8_000_000)}, "quá lớn so với một chứng thư số"),
        ({"pkcs12": key_file(holder("Trần Văn B").pkcs12())}, "Chứng thư số là của “Trần Văn B”"),
        ({"picture": SimpleUploadedFile("ky.png", b"GIF")}, "phải là tệp PNG"),
        ({"picture": SimpleUploadedFile("ky.png", b"\x89PNG" + b"\0" * 2_500_000)}, "nặng quá 2 MB"),
        ({"role": "chief"}, "chief"),
    ],
    ids=[
        "wrong password",
        "no password",
        "no file",
        "empty file",
        "nonsense",
        "too large",
        "much too large",
        "another person",
        "no PNG",
        "heavy PNG",
        "invented role",
    ],
)
def test_a_refused_key_is_told_on_the_page(at_work, document, changes, words):
    answer = post_key(at_work, document, **changes)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not SignedFile.objects.exists()


def test_a_second_press_says_that_it_is_signed(at_work, document):
    post_key(at_work, document)

    answer = post_key(at_work, document)
    assert answer.status_code == 302
    assert "đã ký văn bản này" in str(list(answer.wsgi_request._messages)[-1])
    assert document.signed_files.count() == 1


def test_a_form_from_elsewhere_is_refused(document, coordinator):
    client = Client(enforce_csrf_checks=True)
    client.force_login(coordinator, backend="accounts.backends.PasswordBackend")

    assert post_key(client, document).status_code == 403
    page = client.get(address("document_sign", document.pk))
    token = page.context["csrf_token"]
    assert post_key(client, document, csrfmiddlewaretoken=str(token)).status_code == 302


def test_the_address_of_the_form_opened_by_itself_leads_to_the_page(at_work, document):
    for name in ("document_sign_pkcs12", "document_sign_upload"):
        assert at_work.get(address(name, document.pk)).url == address("document_sign", document.pk)


def test_a_file_signed_elsewhere_is_uploaded(at_work, document):
    data = sign_elsewhere(signing.unsigned_file(document, at=SIGNED_AT), holder(), organisation_holder(OFFICE))

    answer = at_work.post(address("document_sign_upload", document.pk), {"file": SimpleUploadedFile("ky.pdf", data)})

    assert answer.status_code == 302
    assert "Văn bản đã đủ chữ ký" in str(next(iter(answer.wsgi_request._messages)))


def test_an_upload_that_is_another_document_is_told_beside_the_field(at_work, document):
    data = sign_elsewhere(render_pdf(plan(title="Việc khác")).data, holder())

    answer = at_work.post(address("document_sign_upload", document.pk), {"file": SimpleUploadedFile("ky.pdf", data)})

    assert answer.status_code == 422
    assert "Nội dung của tệp khác" in answer.content.decode()


def test_the_token_is_offered_for_its_own_issuer_only(at_work, document, coordinator, settings):
    sign(document, coordinator)
    settings.SIGNING_PKCS11_MODULE = "/nowhere/token.so"
    page = address("document_sign", document.pk)

    assert "thiết bị ký số" not in at_work.get(page).content.decode()
    settings.SIGNING_PKCS11_AGENCY = "hung-yen-SNV"
    assert "Ký bằng thiết bị của máy chủ" in at_work.get(page).content.decode()


def test_a_token_that_does_not_answer_is_told(at_work, document, coordinator, settings):
    sign(document, coordinator)
    settings.SIGNING_PKCS11_MODULE, settings.SIGNING_PKCS11_AGENCY = "/nowhere/token.so", "hung-yen-SNV"

    answer = at_work.post(address("document_sign_token", document.pk), follow=True)

    assert "Máy chủ không mở được thiết bị ký số" in answer.content.decode()
    assert document.signed_files.count() == 1


def test_a_token_of_another_issuer_is_not_used(at_work, document, coordinator):
    sign(document, coordinator)

    answer = at_work.post(address("document_sign_token", document.pk), follow=True)
    assert "không có thiết bị ký số của Sở Nội vụ" in answer.content.decode()


def test_the_panel_costs_the_same_for_one_signature_and_for_two(document, coordinator, focal_point, signed_in):
    reader = signed_in(focal_point)
    sign(document, coordinator)
    reader.get(document.get_absolute_url())
    with CaptureQueriesContext(connection) as with_one:
        reader.get(document.get_absolute_url())
    sign(document, coordinator, role=ORGANISATION)
    with CaptureQueriesContext(connection) as with_two:
        reader.get(document.get_absolute_url())

    assert len(with_one) == len(with_two)


# --- Nothing of a key stays ------------------------------------------------------------------------------------------


def secrets_of(password: str) -> list[bytes]:
    """What must be found nowhere: the password, the key file, the key itself in its usual writings."""
    key = holder().key
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).splitlines()[1]
    prime = key.private_numbers().p.to_bytes(128, "big")
    return [password.encode(), der[-64:], pem, prime[:32], prime.hex().encode()[:40]]


def everything_in_the_database() -> bytes:
    written = io.BytesIO()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own tables
            for row in cursor.fetchall():
                for value in row:
                    written.write(bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode())
                    written.write(b"\n")
    return written.getvalue()


@pytest.mark.parametrize("password", [PASSWORD, "mat-khau-go-nham-2026"], ids=["right password", "wrong password"])
@pytest.mark.parametrize("padding", [0, 4_000_000], ids=["small form", "form above the limit of memory"])
def test_neither_key_nor_password_is_kept_anywhere(
    at_work, document, settings, tmp_path, caplog, capfd, monkeypatch, password, padding
):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    written = watch_writes(monkeypatch)
    caplog.set_level(logging.DEBUG)
    file = holder().pkcs12()
    more = {"padding": SimpleUploadedFile("them.bin", b"\0" * padding)} if padding else {}

    answer = post_key(at_work, document, pkcs12=key_file(file), password=password, **more)

    assert answer.status_code == (302 if password == PASSWORD else 422)
    kept = [everything_in_the_database(), caplog.text.encode(), "".join(capfd.readouterr()).encode(), answer.content]
    kept += [path.read_bytes() for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    for secret in [*secrets_of(password), file[-64:]]:
        assert not any(secret in one for one in kept)
    assert written == []


def watch_writes(monkeypatch) -> list[str]:
    """Names of temporary files that Django's upload handlers open."""
    opened: list[str] = []

    class Watched(TemporaryUploadedFile):
        def __init__(self, name, *args, **kwargs):
            opened.append(name)
            super().__init__(name, *args, **kwargs)

    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryUploadedFile", Watched)
    return opened


def test_an_error_report_hides_the_password(at_work, document, monkeypatch, caplog):
    """When signing falls over, what is written down about it does not hold the password."""
    monkeypatch.setattr("registry.services.signing.open_pkcs12", lambda *args, **kwargs: 1 / 0)
    at_work.raise_request_exception = False

    answer = post_key(at_work, document)

    assert answer.status_code == 500
    assert PASSWORD not in caplog.text
    reported = answer.exc_info
    text = ExceptionReporter(answer.wsgi_request, *reported).get_traceback_text()
    assert "ZeroDivisionError" in text
    assert PASSWORD not in text


# --- Verifying ------------------------------------------------------------------------------------------------------


@pytest.fixture
def sealed(document, coordinator) -> bytes:
    sign(document, coordinator)
    return signing.file_bytes(sign(document, coordinator, role=ORGANISATION))


def test_a_genuine_file_says_who_when_and_where_it_is_in_the_register(
    at_work, document, sealed, settings, tmp_path, focal_point, signed_in
):
    settings.SIGNING_TRUST_DIR = tmp_path
    (tmp_path / "goc.pem").write_bytes(root_pem())

    for client in (at_work, signed_in(focal_point)):
        page = verify(client, sealed).content.decode()
        assert "Chữ ký số hợp lệ, tệp nguyên vẹn" in page
        assert "Chữ ký 1: Nguyễn Văn A" in page
        assert "Phó Chủ tịch" in page
        assert "14/07/2026 09:30:00" in page
        assert "theo đồng hồ máy của người ký" in page
        assert "Chỉ thêm chữ ký" in page
        assert "Trùng từng byte với bản lưu" in page
        assert document.get_absolute_url() in page


def test_without_trusted_authorities_the_page_says_what_it_cannot_tell(at_work, sealed):
    page = verify(at_work, sealed).content.decode()

    assert "Tệp nguyên vẹn từ khi ký" in page
    assert "Chưa cấu hình nơi tin cậy, chỉ kiểm tra được toàn vẹn" in page


def test_one_flipped_byte_is_told(at_work, sealed):
    changed = bytearray(sealed)
    changed[len(sealed) // 4] ^= 1

    page = verify(at_work, bytes(changed)).content.decode()
    assert "Tệp đã bị thay đổi sau khi ký" in page
    assert "Đã bị thay đổi" in page
    assert "Trùng từng byte" not in page
    assert "không còn là bản gốc" in page


def test_a_file_with_the_number_of_a_document_and_other_words_is_a_warning(at_work, document):
    official = document.official
    official.title = "Một việc khác hẳn"
    data = sign_elsewhere(render_pdf(official).data, holder())

    page = verify(at_work, data).content.decode()
    assert "Ghi cùng số, ký hiệu với" in page
    assert "nội dung khác" in page


def test_the_same_document_signed_elsewhere_is_known_by_its_words(at_work, document):
    data = sign_elsewhere(signing.unsigned_file(document, at=SIGNED_AT), holder())

    assert "Cùng nội dung với" in verify(at_work, data).content.decode()


def test_a_document_of_another_province_is_not_told(document, sealed, stranger, signed_in):
    page = verify(signed_in(stranger), sealed).content.decode()

    assert "Không có trong sổ văn bản" in page
    assert "Chữ ký 1: Nguyễn Văn A" in page


def test_the_unsigned_print_is_known_and_told_to_be_unsigned(at_work, document):
    page = verify(at_work, signing.unsigned_file(document, at=SIGNED_AT)).content.decode()

    assert "Tệp chưa có chữ ký số" in page
    assert "Trùng từng byte" in page


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Tệp không có nội dung"),
        ("không phải PDF".encode(), "Tệp không phải PDF"),
        (b"%PDF-1.7\n" + b"\xff" * 10_000_000, "bị hỏng"),
    ],
    ids=["empty", "no PDF", "10 MB of nonsense"],
)
def test_a_file_that_cannot_be_verified_is_told_beside_the_field(at_work, data, words):
    answer = verify(at_work, data)

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_file_above_the_limit_is_refused_in_words(at_work, settings):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024

    assert "Tệp nặng hơn 1 MB" in verify(at_work, b"%PDF-1.7" + b"\0" * 2_000_000).content.decode()


def test_verifying_keeps_nothing(at_work, sealed, settings):
    before = set(settings.MEDIA_ROOT.rglob("*"))
    verify(at_work, sealed + b"x")

    assert set(settings.MEDIA_ROOT.rglob("*")) == before


def test_verifying_is_for_people_who_have_signed_in():
    assert Client().get(address("verify_document")).status_code == 302
