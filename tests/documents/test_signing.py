"""Signing a printed paper, how the signature looks, and what verifying says of it."""

from __future__ import annotations

import contextlib
import io
import random
import struct
import zlib
from datetime import timedelta

import asn1crypto.pkcs12
import pikepdf
import pypdfium2 as pdfium
import pytest
from asn1crypto import x509
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import (
    serialize_key_and_certificates,
)
from PIL import Image, ImageDraw
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from documents.layout import POINTS_PER_MM
from documents.rendering import render_pdf
from documents.rendering.fonts import Face, text_width_mm
from documents.rendering.pdf import SignatureBox
from documents.signing import errors
from documents.signing.appearance import drawn_seal, drawn_signature, seal_picture, signature_picture
from documents.signing.credentials import PKCS12_MAX_BYTES, open_pkcs12
from documents.signing.placing import seal_place, signature_place
from documents.signing.sign import ORGANISATION_FIELD, PERSON_FIELD, VisiblePlace, sign_pdf, signature_boxes
from documents.signing.verify import Changes, Trust, printed_text, trusted_certificates, verify_pdf
from documents.signing.verify_apart import verify_file
from tests.documents.certificates import PASSWORD, SIGNED_AT, holder, organisation_holder, root_pem
from tests.documents.papers import long_plan, plan

SIGNER = "Nguyễn Văn A"
SEAL_MM = 36.0


@pytest.fixture(scope="module")
def paper():
    return render_pdf(plan())


@pytest.fixture(scope="module")
def signed(paper) -> bytes:
    """The paper with the signature of its signer."""
    picture = drawn_signature(SIGNER)
    place = signature_place(paper.signature_box, aspect=picture.aspect)
    return sign_pdf(
        paper.data,
        credentials=open_pkcs12(holder().pkcs12(), PASSWORD, at=SIGNED_AT),
        at=SIGNED_AT,
        field_name=PERSON_FIELD,
        visible=VisiblePlace(picture, place),
        description=f"Chữ ký số của {SIGNER}",
    )


@pytest.fixture(scope="module")
def sealed(paper, signed) -> bytes:
    """The signed paper with the seal of its issuer."""
    place = seal_place(
        paper.signature_box,
        signature_boxes(signed)[0],
        diameter_mm=SEAL_MM,
        name_width_mm=text_width_mm(SIGNER, 14, Face.BOLD),
    )
    return sign_pdf(
        signed,
        credentials=open_pkcs12(organisation_holder().pkcs12(), PASSWORD, at=SIGNED_AT),
        at=SIGNED_AT + timedelta(minutes=5),
        field_name=ORGANISATION_FIELD,
        visible=VisiblePlace(drawn_seal("Ủy ban nhân dân tỉnh Hưng Yên"), place),
        description="Con dấu",
    )


@pytest.fixture(scope="module")
def roots() -> list[x509.Certificate]:
    return [x509.Certificate.load(holder().authority.public_bytes(Encoding.DER))]


def picture(colour: str, *, ground: str | None = None, size: tuple[int, int] = (600, 240), dpi: int = 0) -> bytes:
    """A PNG with a thick curve."""
    image = Image.new("RGBA", size, ground or (0, 0, 0, 0))
    ImageDraw.Draw(image).ellipse((4, 4, size[0] - 5, size[1] - 5), outline=colour, width=12)
    file = io.BytesIO()
    image.save(file, "PNG", **({"dpi": (dpi, dpi)} if dpi else {}))
    return file.getvalue()


# --- Signing --------------------------------------------------------------------------------------------------------


def test_a_signature_adds_to_the_file_and_changes_none_of_its_bytes(paper, signed, sealed):
    assert signed.startswith(paper.data)
    assert sealed.startswith(signed)


def test_a_signature_tells_who_and_when(sealed, roots):
    person, organisation = verify_pdf(sealed, roots=roots).signatures

    assert (person.signer.name, person.signer.position) == (SIGNER, "Phó Chủ tịch")
    assert person.signer.issuer == "Cơ quan chứng thực thử nghiệm"
    assert person.signed_at == SIGNED_AT
    assert not person.time_is_stamped
    assert organisation.signer.organisation == "Ủy ban nhân dân tỉnh Hưng Yên"
    assert organisation.signed_at == SIGNED_AT + timedelta(minutes=5)


def test_the_seal_does_not_break_the_signature_before_it(sealed, roots):
    verified = verify_pdf(sealed, roots=roots)

    assert [one.holds for one in verified.signatures] == [True, True]
    assert [one.trust for one in verified.signatures] == [Trust.TRUSTED, Trust.TRUSTED]
    assert [one.covers_whole_file for one in verified.signatures] == [False, True]
    assert [one.changes for one in verified.signatures] == [Changes.SIGNATURES_ADDED, Changes.NONE]
    assert verified.is_whole


def test_the_signature_is_pades_with_sha256(sealed):
    with pikepdf.open(io.BytesIO(sealed)) as file:
        values = [field.V for field in file.Root.AcroForm.Fields]
    assert [str(value.SubFilter) for value in values] == ["/ETSI.CAdES.detached"] * 2


def test_a_signed_paper_keeps_its_words_and_what_its_metadata_says(paper, sealed):
    def marks(data: bytes) -> tuple:
        with pikepdf.open(io.BytesIO(data)) as file, file.open_metadata() as metadata:
            return (
                metadata.get("dc:title"),
                metadata.get("pdfaid:part"),
                metadata.get("pdfaid:conformance"),
                metadata.get("pdfuaid:part"),
                "/OutputIntents" in file.Root,
                bool(file.Root.MarkInfo.Marked),
                len(file.pages),
            )

    assert printed_text(sealed) == printed_text(paper.data)
    assert marks(sealed) == marks(paper.data)
    assert marks(sealed)[1] == "2"


def test_the_pictures_of_the_signatures_need_no_font_and_print(sealed):
    """PDF/A-2, 6.2.11 and 6.3.2: an annotation prints, has one appearance, and no font that is not embedded."""
    with pikepdf.open(io.BytesIO(sealed)) as file:
        fields = list(file.Root.AcroForm.Fields)
        assert [int(field.F) & 0b100111 for field in fields] == [4, 4]
        assert [list(field.AP.keys()) for field in fields] == [["/N"], ["/N"]]
        assert all("/Font" not in field.AP.N.Resources for field in fields)
        assert "/NeedAppearances" not in file.Root.AcroForm
        assert [str(field.TU) for field in fields] == [f"Chữ ký số của {SIGNER}", "Con dấu"]


def test_a_paper_of_several_pages_is_signed_on_the_page_of_its_signer():
    printed = render_pdf(long_plan())
    look = drawn_signature(SIGNER)
    data = sign_pdf(
        printed.data,
        credentials=open_pkcs12(holder().pkcs12(), PASSWORD, at=SIGNED_AT),
        at=SIGNED_AT,
        field_name=PERSON_FIELD,
        visible=VisiblePlace(look, signature_place(printed.signature_box, aspect=look.aspect)),
    )
    assert [box.page for box in signature_boxes(data)] == [printed.signature_box.page]


def test_a_file_that_is_no_pdf_is_not_signed():
    with pytest.raises(errors.SigningRefused):
        sign_pdf(
            b"no pdf",
            credentials=open_pkcs12(holder().pkcs12(), PASSWORD, at=SIGNED_AT),
            at=SIGNED_AT,
            field_name=PERSON_FIELD,
        )


# --- Where it stands (F67) ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("aspect", [0.6, 1.0, 2.3, 6.0])
def test_the_signature_stands_centred_between_post_and_name(paper, aspect):
    gap = paper.signature_box
    place = signature_place(gap, aspect=aspect)

    assert (place.left + place.right) / 2 == pytest.approx((gap.left + gap.right) / 2)
    assert (place.bottom + place.top) / 2 == pytest.approx((gap.bottom + gap.top) / 2)
    assert gap.bottom < place.bottom < place.top < gap.top
    assert (place.right - place.left) / (place.top - place.bottom) == pytest.approx(aspect)


@pytest.mark.parametrize("diameter_mm", [30.0, 36.0, 42.0])
@pytest.mark.parametrize("name", ["Lê A", SIGNER, "Nguyễn Hoàng Phương Thảo"])
def test_the_seal_covers_a_third_of_the_signature_on_its_left_and_leaves_the_name_free(paper, diameter_mm, name):
    gap = paper.signature_box
    place = signature_place(gap, aspect=2.3)
    name_mm = text_width_mm(name, 14, Face.BOLD)
    seal = seal_place(gap, place, diameter_mm=diameter_mm, name_width_mm=name_mm)

    assert (seal.right - seal.left) / POINTS_PER_MM == pytest.approx(diameter_mm)
    assert 0.25 <= covered_share(place, seal) <= 0.40
    assert seal.left < place.left
    assert not touches(seal, left=(gap.left + gap.right - name_mm * POINTS_PER_MM) / 2, top=gap.bottom)


def covered_share(signature: SignatureBox, seal: SignatureBox) -> float:
    """The share of the signature's rectangle under the circle of the seal, counted on a grid."""
    radius = (seal.right - seal.left) / 2
    x, y = (seal.left + seal.right) / 2, (seal.bottom + seal.top) / 2
    steps = 200
    inside = 0
    for column in range(steps):
        for row in range(steps):
            at_x = signature.left + (column + 0.5) / steps * (signature.right - signature.left)
            at_y = signature.bottom + (row + 0.5) / steps * (signature.top - signature.bottom)
            inside += (at_x - x) ** 2 + (at_y - y) ** 2 <= radius**2
    return inside / steps**2


def touches(seal: SignatureBox, *, left: float, top: float) -> bool:
    """Whether the circle reaches the text that begins at `left` and lies below `top`."""
    radius = (seal.right - seal.left) / 2
    x, y = (seal.left + seal.right) / 2, (seal.bottom + seal.top) / 2
    beside, above = max(0.0, left - x), max(0.0, y - top)
    return beside**2 + above**2 < radius**2


def test_the_printed_page_shows_blue_right_of_red_and_black_names(sealed, paper):
    """Looked at as a picture: what the eye sees is what the numbers say."""
    with pdfium.PdfDocument(sealed) as file:
        file.init_forms()
        image = file[0].render(scale=2, may_draw_forms=True).to_pil().convert("RGB")
    gap = paper.signature_box
    height = image.height
    inside = image.crop(
        (int(gap.left * 2) - 20, height - int(gap.top * 2), int(gap.right * 2), height - int(gap.bottom * 2))
    )
    blue = [x for x in range(inside.width) for y in range(0, inside.height, 2) if is_blue(inside.getpixel((x, y)))]
    red = [x for x in range(inside.width) for y in range(0, inside.height, 2) if is_red(inside.getpixel((x, y)))]

    assert sum(red) / len(red) < sum(blue) / len(blue)
    centre, half = (gap.left + gap.right) / 2, text_width_mm(SIGNER, 14, Face.BOLD) * POINTS_PER_MM / 2
    top = height - int(gap.bottom * 2)
    name = image.crop((int((centre - half) * 2), top, int((centre + half) * 2), top + 34))
    assert not any(is_red(name.getpixel((x, y))) for x in range(name.width) for y in range(name.height))


def is_blue(colour: tuple[int, int, int]) -> bool:
    return colour[2] > 120 and colour[0] < 90


def is_red(colour: tuple[int, int, int]) -> bool:
    return colour[0] > 150 and colour[1] < 90 and colour[2] < 90


# --- Pictures -------------------------------------------------------------------------------------------------------


def test_a_blue_picture_on_a_transparent_ground_is_taken_and_cropped_to_its_ink():
    assert signature_picture(picture("#1030a0")).aspect == pytest.approx(592 / 232, rel=0.02)


def test_the_resolution_of_a_seal_tells_its_real_size():
    pixels = round(42 / 25.4 * 300) + 8
    assert seal_picture(picture("#d01020", size=(pixels, pixels), dpi=300)).width_mm == pytest.approx(42, abs=0.3)


def test_a_seal_of_an_unlikely_size_leaves_the_size_to_the_setting():
    assert seal_picture(picture("#d01020", size=(600, 600), dpi=72)).width_mm is None


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"GIF89a nonsense", "PNG nền trong suốt"),
        (b"\x89PNG\r\n\x1a\n broken", "bị hỏng"),
        (picture("#1030a0", ground="white"), "nền trong suốt"),
        (picture("#202020"), "màu xanh"),
        (picture("#d01020"), "màu xanh"),
        (picture("#1030a0", size=(20, 20)), "điểm ảnh"),
        (picture("#1030a0") + b"\0" * 3_000_000, "2 MB"),
    ],
    ids=["other kind", "broken", "white ground", "black", "red", "tiny", "heavy"],
)
def test_an_unsuitable_picture_is_refused_with_what_to_do(data, words):
    with pytest.raises(errors.UnsuitableImage, match=words):
        signature_picture(data)


@pytest.mark.parametrize("kind", [b"iCCP", b"tRNS", b"cHRM", b"zTXt"])
@pytest.mark.parametrize(
    "content", [b"", b"abc", b"a\0\0" + zlib.compress(b"x" * 70_000_000)], ids=["empty", "short", "bomb"]
)
def test_a_picture_with_a_part_that_is_not_what_it_says_is_taken_or_refused_in_words(kind, content):
    part = struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    data = picture("#1030a0")
    end = data.rindex(b"IEND") - 4

    with contextlib.suppress(errors.UnsuitableImage):
        signature_picture(data[:end] + part + data[end:])


def test_a_seal_that_is_not_red_is_refused():
    with pytest.raises(errors.UnsuitableImage, match="màu đỏ"):
        seal_picture(picture("#1030a0"))


# --- Keys -----------------------------------------------------------------------------------------------------------


def without_key() -> bytes:
    return serialize_key_and_certificates(
        b"x", None, holder().certificate, None, BestAvailableEncryption(PASSWORD.encode())
    )


def costly() -> bytes:
    """A file that would hold a worker for minutes; it says so before its password is tried."""
    envelope = asn1crypto.pkcs12.Pfx.load(holder().pkcs12())
    envelope["mac_data"]["iterations"] = 2_000_000_000
    return envelope.dump(force=True)


@pytest.mark.parametrize(
    ("file", "password", "error"),
    [
        (lambda: holder().pkcs12(), "sai", errors.WrongPassword),
        (lambda: holder().pkcs12(), "", errors.WrongPassword),
        (lambda: b"", PASSWORD, errors.NotAPkcs12File),
        (lambda: b"\x30\x82" + b"nonsense" * 50, PASSWORD, errors.NotAPkcs12File),
        (lambda: render_pdf(plan()).data, PASSWORD, errors.NotAPkcs12File),
        (root_pem, PASSWORD, errors.NotAPkcs12File),
        (lambda: holder().pkcs12()[:-200], PASSWORD, errors.NotAPkcs12File),
        (lambda: b"\0" * (PKCS12_MAX_BYTES + 1), PASSWORD, errors.Pkcs12TooLarge),
        (without_key, PASSWORD, errors.NoPrivateKey),
        (costly, PASSWORD, errors.Pkcs12TooCostly),
        (lambda: holder(bits=1024, number=9).pkcs12(), PASSWORD, errors.WeakKey),
        (lambda: holder(days=(-700, -1)).pkcs12(), PASSWORD, errors.CertificateExpired),
        (lambda: holder(days=(1, 700)).pkcs12(), PASSWORD, errors.CertificateNotYetValid),
        (lambda: holder(may_sign=False).pkcs12(), PASSWORD, errors.CertificateNotForSigning),
    ],
    ids=[
        "wrong password",
        "no password",
        "empty",
        "nonsense",
        "a PDF",
        "a PEM",
        "cut off",
        "huge",
        "no key",
        "costly",
        "weak",
        "expired",
        "not yet valid",
        "not for signing",
    ],
)
def test_a_key_that_cannot_sign_is_refused_with_what_to_do(file, password, error):
    with pytest.raises(error) as refused:
        open_pkcs12(file(), password, at=SIGNED_AT)

    assert "Hãy" in str(refused.value)


def test_the_key_of_a_token_or_file_does_not_show_in_what_is_printed_of_it():
    credentials = open_pkcs12(holder().pkcs12(), PASSWORD, at=SIGNED_AT)

    assert repr(credentials) == "Credentials()"


# --- Verifying ------------------------------------------------------------------------------------------------------


def test_without_roots_only_wholeness_is_told(sealed):
    verified = verify_pdf(sealed)

    assert verified.is_whole
    assert {one.trust for one in verified.signatures} == {Trust.NOT_CONFIGURED}


def test_a_certificate_of_an_unknown_authority_is_not_trusted(paper, roots):
    stranger = holder(by="Nơi cấp lạ", number=1)
    data = sign_pdf(
        paper.data,
        credentials=open_pkcs12(stranger.pkcs12(), PASSWORD, at=SIGNED_AT),
        at=SIGNED_AT,
        field_name=PERSON_FIELD,
    )
    (only,) = verify_pdf(data, roots=roots).signatures

    assert only.holds
    assert only.trust == Trust.UNTRUSTED


def test_a_folder_of_roots_is_read_and_other_files_in_it_are_passed_over(tmp_path):
    (tmp_path / "goc.pem").write_bytes(root_pem())
    (tmp_path / "goc.cer").write_bytes(holder().authority.public_bytes(Encoding.DER))
    (tmp_path / "hong.crt").write_bytes(b"nothing")
    (tmp_path / "README.txt").write_text("Nơi tin cậy")

    assert len(trusted_certificates(tmp_path)) == 2
    assert trusted_certificates(tmp_path / "none") == []


def test_one_changed_byte_anywhere_in_the_file_is_noticed(sealed):
    """Bytes are picked over the whole file; in the signature itself those that carry it count, so every kind of place is met."""
    places = random.Random(20261121).sample(range(20, len(sealed)), 40)
    for place in places:
        changed = bytearray(sealed)
        changed[place] ^= 1
        try:
            assert not verify_pdf(bytes(changed)).is_whole, place
        except errors.UnreadableSignedFile:
            continue


def test_a_changed_number_says_changed(sealed):
    changed = bytearray(sealed)
    changed[len(sealed) // 4] ^= 1

    first = verify_file(bytes(changed)).signatures[0]
    assert (first.is_intact, first.problem) == (False, "changed")


def test_content_added_after_the_signature_is_a_change(signed):
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    writer.add_stream_to_page(0, writer.add_object(generic.StreamObject(stream_data=b"0 0 300 300 re f")))
    output = io.BytesIO()
    writer.write(output)

    verified = verify_pdf(output.getvalue())
    assert verified.signatures[0].is_intact
    assert verified.signatures[0].changes == Changes.CONTENT_CHANGED
    assert not verified.is_whole


def test_a_certificate_that_had_ended_when_it_signed_is_told(paper, roots):
    credentials = open_pkcs12(holder().pkcs12(), PASSWORD, at=SIGNED_AT)
    data = sign_pdf(paper.data, credentials=credentials, at=SIGNED_AT + timedelta(days=2000), field_name=PERSON_FIELD)
    (only,) = verify_pdf(data, roots=roots).signatures

    assert not only.was_in_force
    assert only.trust == Trust.UNTRUSTED


def test_a_certificate_that_has_ended_since_still_counts_for_the_day_of_signing(sealed, roots, time_machine):
    time_machine.move_to(SIGNED_AT + timedelta(days=900))

    assert [one.trust for one in verify_pdf(sealed, roots=roots).signatures] == [Trust.TRUSTED, Trust.TRUSTED]


def test_bytes_behind_the_last_signature_are_foreign(sealed):
    verified = verify_pdf(sealed + b"\n")

    assert verified.has_foreign_bytes
    assert not verified.is_whole


@pytest.mark.parametrize(
    ("file", "error"),
    [
        (lambda paper: b"", "not_a_pdf"),
        (lambda paper: "không phải PDF".encode(), "not_a_pdf"),
        (lambda paper: b"%PDF-1.7\n" + b"\xff" * 10_000_000, "broken_pdf"),
        (lambda paper: paper.data[: len(paper.data) // 2], "broken_pdf"),
        (lambda paper: encrypted(paper.data), "encrypted_pdf"),
    ],
    ids=["empty", "text", "10 MB of nonsense", "cut off", "encrypted"],
)
def test_a_file_that_cannot_be_verified_is_refused_in_words(paper, file, error):
    with pytest.raises(errors.UnreadableSignedFile) as refused:
        verify_file(file(paper))

    assert refused.value.code == error


def encrypted(data: bytes) -> bytes:
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as opened:
        opened.save(file, encryption=pikepdf.Encryption(owner="chu", user="doc"))
    return file.getvalue()


def test_a_file_without_a_signature_has_no_report(paper):
    assert verify_file(paper.data).signatures == []


def test_verifying_apart_says_the_same_as_verifying_here(sealed, roots, tmp_path):
    (tmp_path / "goc.pem").write_bytes(root_pem())

    assert verify_file(sealed, trust_directory=tmp_path) == verify_pdf(sealed, roots=roots)


def test_verifying_that_takes_too_long_is_stopped(sealed):
    with pytest.raises(errors.VerificationTooSlow):
        verify_file(sealed, seconds=0.01)
