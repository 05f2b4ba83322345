"""Signing an issued document in the portal and taking in one signed elsewhere."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pikepdf
import pytest
from asn1crypto import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from accounts.models import AuditEvent
from accounts.roles import Role
from documents.checking import check_document
from documents.layout import POINTS_PER_MM
from documents.rendering import render_pdf
from documents.rendering.pdf import SignatureBox
from documents.signing.credentials import facts_of, open_pkcs12
from documents.signing.sign import sign_pdf, signature_boxes
from documents.signing.verify import printed_text, verify_pdf
from registry.enums import FileFormat, SignatureMeans, SignatureRole
from registry.models import Rendition, SignedFile
from registry.services import documents as register
from registry.services import signing
from registry.services.loading import load_document_types
from registry.services.rendition import printed_file
from registry.services.signed_uploads import UploadRefused, record_signed_upload
from tests import factories
from tests.documents.certificates import PASSWORD, SIGNED_AT, holder, organisation_holder, root_pem
from tests.documents.papers import plan
from tests.documents.test_signing import picture
from tests.registry.signed_papers import ISSUED_AT, OFFICE, issue, sign, sign_elsewhere

PERSON, ORGANISATION = SignatureRole.PERSON, SignatureRole.ORGANISATION

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def types(db):
    load_document_types()


@pytest.fixture
def document(home_affairs, coordinator):
    return issue(home_affairs, coordinator)


def unsigned(document) -> bytes:
    return signing.unsigned_file(document, at=SIGNED_AT)


def upload(document, data, by):
    return record_signed_upload(document_id=document.pk, data=data, by=by, at=SIGNED_AT)


# --- In the portal --------------------------------------------------------------------------------------------------


def test_the_person_signs_first_and_the_organisation_seals(document, coordinator):
    assert signing.current_file(document) is None

    first = sign(document, coordinator)
    second = sign(document, coordinator, role=ORGANISATION)

    assert (first.sequence, first.role, first.signer_name) == (1, PERSON, "Nguyễn Văn A")
    assert (second.sequence, second.role, second.signer_name) == (2, ORGANISATION, OFFICE)
    assert first.signed_at == SIGNED_AT
    assert first.certificate_issuer == "Cơ quan chứng thực thử nghiệm"
    assert signing.current_file(document) == second


def test_each_stage_is_kept_and_begins_with_the_one_before(document, coordinator):
    first, second = sign(document, coordinator), sign(document, coordinator, role=ORGANISATION)

    assert signing.file_bytes(first).startswith(unsigned(document))
    assert signing.file_bytes(second).startswith(signing.file_bytes(first))
    assert verify_pdf(signing.file_bytes(second)).is_whole
    assert printed_text(signing.file_bytes(second)) == printed_text(unsigned(document))


def test_the_checker_finds_in_the_signed_paper_what_it_found_in_the_print(document, coordinator):
    sign(document, coordinator)
    signed = signing.file_bytes(sign(document, coordinator, role=ORGANISATION))

    assert findings(signed) == findings(unsigned(document)) == []


def findings(data: bytes) -> list[tuple[str, str]]:
    return [(finding.rule, finding.message) for finding in check_document(data, type_code="KH")]


def test_signing_stands_in_the_trail_with_the_certificate(document, coordinator):
    signed = sign(document, coordinator)

    event = AuditEvent.objects.filter(subject_id=document.pk).order_by("-pk").first()
    assert (event.act, event.actor) == ("ký số văn bản", coordinator)
    assert event.after["certificate_serial"] == signed.certificate_serial
    assert event.after["sha256"] == signed.sha256


def test_the_signature_stands_in_the_gap_that_the_print_told(document, coordinator):
    sign(document, coordinator)
    second = sign(document, coordinator, role=ORGANISATION)

    gap = SignatureBox(**Rendition.objects.get(format=FileFormat.PDF, content_hash=document.content_hash).signature_box)
    person, seal = signature_boxes(signing.file_bytes(second))
    assert (person.left + person.right) / 2 == pytest.approx((gap.left + gap.right) / 2, abs=0.1)
    assert gap.bottom < person.bottom < person.top < gap.top
    assert seal.right == pytest.approx(person.left + (person.right - person.left) / 3, abs=0.1)
    assert (seal.right - seal.left) / POINTS_PER_MM == pytest.approx(36, abs=0.05)


def test_a_print_of_earlier_days_is_signed_in_the_same_place(document, coordinator):
    unsigned(document)
    Rendition.objects.update(signature_box=None)

    signed = sign(document, coordinator)

    gap = render_pdf(document.official).signature_box
    (place,) = signature_boxes(signing.file_bytes(signed))
    assert (place.left + place.right) / 2 == pytest.approx((gap.left + gap.right) / 2, abs=0.1)


def test_the_seal_of_the_office_is_taken_from_its_folder_in_its_real_size(document, coordinator, settings, tmp_path):
    settings.SIGNING_SEAL_DIR = tmp_path
    (tmp_path / "hung-yen-SNV.png").write_bytes(picture("#d01020", size=(504, 504), dpi=300))
    sign(document, coordinator)

    signed = sign(document, coordinator, role=ORGANISATION)

    seal = signature_boxes(signing.file_bytes(signed))[-1]
    assert (seal.right - seal.left) / POINTS_PER_MM == pytest.approx(42, abs=0.3)
    with pikepdf.open(io.BytesIO(signing.file_bytes(signed))) as file:
        look = file.Root.AcroForm.Fields[1].AP.N
    assert "/XObject" in look.Resources


def test_the_own_picture_of_the_signer_is_printed(document, coordinator):
    signed = sign(document, coordinator, picture=picture("#1030a0", size=(400, 400)))

    (place,) = signature_boxes(signing.file_bytes(signed))
    assert place.right - place.left == pytest.approx(place.top - place.bottom, abs=0.1)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"password": "sai"}, "Mật khẩu"),
        ({"pkcs12": b"nothing"}, "không phải chứng thư số"),
        ({"pkcs12": holder("Trần Văn B").pkcs12()}, "Chứng thư số là của “Trần Văn B”"),
        ({"pkcs12": holder(days=(-700, -1)).pkcs12()}, "hết hạn"),
        ({"picture": b"\x89PNG broken"}, "Ảnh chữ ký bị hỏng"),
        ({"role": ORGANISATION}, "phải ký trước"),
    ],
    ids=["wrong password", "no key file", "another person", "expired", "broken picture", "seal before signature"],
)
def test_what_cannot_sign_is_refused_and_nothing_is_kept(document, coordinator, changes, words):
    events = AuditEvent.objects.count()
    with pytest.raises(signing.CannotSign, match=words):
        sign(document, coordinator, **changes)

    assert not SignedFile.objects.exists()
    assert AuditEvent.objects.count() == events


@pytest.mark.parametrize("name", ["Nguyễn Văn A", "NGUYỄN VĂN A", "Nguyen Van A", "Ông Nguyễn Văn A - Phó Chủ tịch"])
def test_the_certificate_may_write_the_name_in_its_own_way(document, coordinator, name):
    assert sign(document, coordinator, pkcs12=holder(name).pkcs12()).signer_name == name


def test_a_name_that_only_begins_like_the_signer_s_is_another_person(document, coordinator):
    with pytest.raises(signing.NotTheSigner):
        sign(document, coordinator, pkcs12=holder("Nguyễn Văn An").pkcs12())


def test_the_seal_needs_another_certificate_than_the_person_s(document, coordinator):
    sign(document, coordinator)

    with pytest.raises(signing.NotTheSigner, match="chứng thư số của cơ quan"):
        sign(document, coordinator, role=ORGANISATION, pkcs12=holder().pkcs12())


@pytest.mark.parametrize(
    ("name", "is_issuer"),
    [
        ("Sở Nội vụ", True),
        ("SỞ NỘI VỤ TỈNH HƯNG YÊN", True),
        ("Sở Nội vụ tỉnh Đồng Tháp", False),
        ("Thanh tra Sở Nội vụ", False),
        ("Ủy ban nhân dân tỉnh Hưng Yên", False),
    ],
)
def test_the_seal_is_that_of_the_issuer(document, coordinator, name, is_issuer):
    sign(document, coordinator)
    key = organisation_holder(name).pkcs12()

    if is_issuer:
        assert sign(document, coordinator, role=ORGANISATION, pkcs12=key).signer_name == name
    else:
        with pytest.raises(signing.NotTheSigner, match="cơ quan ban hành là “Sở Nội vụ”"):
            sign(document, coordinator, role=ORGANISATION, pkcs12=key)


@pytest.mark.parametrize("name", ["UBND tỉnh Hưng Yên", "Ủy ban nhân dân tỉnh Hưng Yên", "ỦY BAN NHÂN DÂN TỈNH"])
def test_the_committee_of_the_province_is_known_by_its_usual_names(province, name):
    committee = factories.make_agency(province, "UBND", "Ủy ban nhân dân tỉnh", short_name="UBND tỉnh")
    facts = facts_of(x509.Certificate.load(organisation_holder(name).certificate.public_bytes(Encoding.DER)))

    assert signing.names_organisation(facts, committee)


def test_a_signature_is_made_once(document, coordinator):
    sign(document, coordinator)
    with pytest.raises(signing.AlreadySigned, match="đã ký văn bản này"):
        sign(document, coordinator)

    sign(document, coordinator, role=ORGANISATION)
    with pytest.raises(signing.AlreadySigned, match="đủ chữ ký"):
        sign(document, coordinator, role=ORGANISATION)
    assert document.signed_files.count() == 2


def test_a_role_signs_once_even_past_the_service(document, coordinator):
    signed = sign(document, coordinator)
    signed.pk, signed.sequence = None, 2

    with pytest.raises(IntegrityError):
        signed.save()


def test_a_draft_is_not_signed(home_affairs, coordinator):
    drafted = register.draft_document(document=plan(), issuer=home_affairs, by=coordinator, at=ISSUED_AT)

    with pytest.raises(signing.NotIssuedYet, match="đã ban hành"):
        sign(drafted, coordinator)


def test_who_may_not_issue_may_not_sign(document, province, focal_point, leader, stranger):
    auditor = factories.make_person(Role.AUDITOR, province)
    for person in (focal_point, leader, stranger, auditor):
        with pytest.raises(PermissionDenied):
            sign(document, person)
        with pytest.raises(PermissionDenied):
            upload(document, unsigned(document), person)


def test_a_certificate_outside_the_trusted_authorities_is_refused(document, coordinator, settings, tmp_path):
    settings.SIGNING_TRUST_DIR = tmp_path
    (tmp_path / "goc.pem").write_bytes(root_pem())

    with pytest.raises(signing.CannotSign, match="không thuộc nơi cấp cổng tin cậy"):
        sign(document, coordinator, pkcs12=holder(by="Nơi cấp lạ").pkcs12())
    assert sign(document, coordinator).signer_name == "Nguyễn Văn A"


def test_without_the_time_server_that_is_configured_nothing_is_signed(document, coordinator, settings):
    settings.SIGNING_TSA_URL = "http://127.0.0.1:9/"

    with pytest.raises(signing.CannotSign, match="máy chủ thời gian"):
        sign(document, coordinator)
    assert not SignedFile.objects.exists()


def test_a_refused_signature_leaves_no_file_behind(document, coordinator, settings, tmp_path):
    settings.SIGNING_TRUST_DIR = tmp_path
    (tmp_path / "goc.pem").write_bytes(root_pem())
    unsigned(document)
    before = stored_files(settings)

    with pytest.raises(signing.CannotSign):
        sign(document, coordinator, pkcs12=holder(by="Nơi cấp lạ").pkcs12())

    assert stored_files(settings) == before


def stored_files(settings) -> set:
    return {path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()}


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_two_colleagues_who_sign_at_once_make_one_signature(home_affairs, coordinator):
    document = issue(home_affairs, coordinator)
    unsigned(document)

    def attempt(_: int) -> str:
        try:
            sign(document, coordinator)
            return "signed"
        except signing.AlreadySigned:
            return "already"
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(attempt, range(4)))

    assert outcomes == ["already", "already", "already", "signed"]
    assert document.signed_files.count() == 1


# --- Signed elsewhere -----------------------------------------------------------------------------------------------


def test_the_portal_s_file_signed_elsewhere_is_taken_in(document, coordinator):
    (kept,) = upload(document, sign_elsewhere(unsigned(document), holder()), coordinator)

    assert (kept.role, kept.means, kept.signer_name) == (PERSON, SignatureMeans.UPLOADED, "Nguyễn Văn A")
    assert kept.signed_at == SIGNED_AT
    assert AuditEvent.objects.order_by("-pk").first().act == "ghi nhận bản ký bên ngoài"


def test_a_file_with_both_signatures_counts_for_both(document, coordinator):
    data = sign_elsewhere(unsigned(document), holder("Lê Văn Soạn", number=3), holder(), organisation_holder(OFFICE))

    kept = upload(document, data, coordinator)

    assert [(one.role, one.signer_name) for one in kept] == [
        (PERSON, "Nguyễn Văn A"),
        (ORGANISATION, OFFICE),
    ]
    assert signing.file_bytes(signing.current_file(document)) == data


def test_a_file_saved_anew_by_another_tool_is_known_by_its_words(document, coordinator):
    """Some tools write the whole file again before they sign."""
    again = io.BytesIO()
    with pikepdf.open(io.BytesIO(unsigned(document))) as file:
        file.save(again)

    (kept,) = upload(document, sign_elsewhere(again.getvalue(), holder()), coordinator)
    assert kept.role == PERSON


def test_the_seal_put_elsewhere_on_the_portal_s_signed_file_is_taken_in(document, coordinator):
    first = sign(document, coordinator)

    (kept,) = upload(document, sign_elsewhere(signing.file_bytes(first), organisation_holder(OFFICE)), coordinator)
    assert (kept.sequence, kept.role) == (2, ORGANISATION)


@pytest.mark.parametrize("permission", [MDPPerm.NO_CHANGES, MDPPerm.FILL_FORMS])
def test_a_file_that_was_locked_elsewhere_is_not_sealed_at_the_cost_of_its_signature(
    document, coordinator, permission, time_machine
):
    time_machine.move_to(SIGNED_AT)
    data = certified_elsewhere(unsigned(document), permission)
    upload(document, data, coordinator)

    with pytest.raises(signing.CannotSign, match="Hãy"):
        sign(document, coordinator, role=ORGANISATION)
    assert signing.file_bytes(signing.current_file(document)) == data


def certified_elsewhere(data: bytes, permission: MDPPerm) -> bytes:
    """A signature that says what may still be done with the file."""
    key = open_pkcs12(holder().pkcs12(), PASSWORD, at=SIGNED_AT)
    meaning = PdfSignatureMetadata(
        field_name="Signature1",
        certify=True,
        docmdp_permissions=permission,
        subfilter=SigSeedSubFilter.PADES,
        signer_key_usage=set(),
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(data), strict=False)
    return PdfSigner(meaning, key.signer).sign_pdf(writer).getvalue()


def test_a_file_that_drops_the_signature_in_the_register_is_refused(document, coordinator):
    sign(document, coordinator)

    with pytest.raises(UploadRefused, match="đã có bản ký số"):
        upload(document, sign_elsewhere(unsigned(document), organisation_holder(OFFICE)), coordinator)


def with_another_sum(document) -> bytes:
    """The paper with one comma less, signed: 1,5 has become 15."""
    official = document.official
    official.provisions[1].text = official.provisions[1].text.replace("1,5", "15")
    return sign_elsewhere(render_pdf(official).data, holder())


def test_one_comma_less_is_another_document(home_affairs, coordinator):
    paper = plan()
    paper.provisions[1].text = "Bố trí 1,5 tỷ đồng cho các nhiệm vụ của Kế hoạch."
    document = issue(home_affairs, coordinator, provisions=paper.provisions)

    with pytest.raises(UploadRefused, match="Nội dung của tệp khác"):
        upload(document, with_another_sum(document), coordinator)


def changed_after_signing(document) -> bytes:
    data = bytearray(sign_elsewhere(unsigned(document), holder()))
    data[len(unsigned(document)) // 2] ^= 1
    return bytes(data)


def encrypted(document) -> bytes:
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(unsigned(document))) as opened:
        opened.save(file, encryption=pikepdf.Encryption(owner="chu", user="doc"))
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (unsigned, "chưa có chữ ký số nào"),
        (lambda document: sign_elsewhere(render_pdf(plan(title="Việc khác")).data, holder()), "Nội dung của tệp khác"),
        (
            lambda document: sign_elsewhere(unsigned(document), organisation_holder(OFFICE)),
            "chưa có chữ ký của “Nguyễn Văn A”",
        ),
        (changed_after_signing, "không còn nguyên vẹn|bị hỏng"),
        (lambda document: sign_elsewhere(unsigned(document), holder()) + b"\n", "thêm dữ liệu sau chữ ký"),
        (encrypted, "đặt mật khẩu"),
        (lambda document: b"PK\x03\x04 a Word file", "không phải PDF"),
    ],
    ids=["unsigned", "another document", "another signer", "changed", "with a tail", "encrypted", "no PDF"],
)
def test_a_file_that_is_not_the_signed_document_is_refused_with_the_reason(document, coordinator, data, words):
    with pytest.raises(UploadRefused, match=words):
        upload(document, data(document), coordinator)

    assert not SignedFile.objects.exists()


def test_a_signature_of_an_expired_certificate_is_refused(document, coordinator):
    data = unsigned(document)
    late = SIGNED_AT + timedelta(days=1000)
    key = open_pkcs12(holder().pkcs12(), PASSWORD, at=SIGNED_AT)
    with pytest.raises(UploadRefused, match="không có hiệu lực vào lúc ký"):
        upload(document, sign_pdf(data, credentials=key, at=late, field_name="X"), coordinator)


def test_the_same_upload_twice_says_so(document, coordinator):
    data = sign_elsewhere(unsigned(document), holder())
    upload(document, data, coordinator)

    with pytest.raises(signing.AlreadySigned, match="đang lưu"):
        upload(document, data, coordinator)


def test_the_unsigned_print_stays_as_it_was(document, coordinator):
    before = unsigned(document)
    sign(document, coordinator)

    kept = printed_file(document=document.official, file_format=FileFormat.PDF, at=SIGNED_AT)
    with kept.file.open("rb") as file:
        assert file.read() == before
