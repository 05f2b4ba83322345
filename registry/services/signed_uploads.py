"""Taking in a PDF that was signed outside the portal, with the signing tool of the government for instance."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from accounts.models import User
from accounts.permissions import require
from documents.rendering import FontsMissing
from documents.signing.errors import UnreadableSignedFile
from documents.signing.verify import SignatureReport, Verification, printed_text
from documents.signing.verify_apart import verify_file
from registry.enums import DocumentState, SignatureMeans, SignatureRole
from registry.models import IssuedDocument, SignedFile
from registry.permissions import can_sign_document
from registry.services.signing import (
    AlreadySigned,
    CannotSign,
    SigningState,
    file_bytes,
    keep_signed_file,
    locked_for_signing,
    names_organisation,
    names_person,
    require_trusted,
    signing_state,
    unsigned_file,
)


class UploadRefused(CannotSign):
    """The uploaded file is not a rightly signed copy of this document."""


def record_signed_upload(*, document_id: int, data: bytes, by: User, at: datetime) -> list[SignedFile]:
    """Take the file as the signed document, and return a row for each signature it adds.

    It must be this very document (the portal's file with signatures added, or one with the same words), whole, signed by the
    person it names. Raises PermissionDenied, UploadRefused, AlreadySigned, CannotSign.
    """
    document = IssuedDocument.objects.select_related("province").get(pk=document_id)
    require(can_sign_document, by, document)
    try:
        if document.state == DocumentState.ISSUED:
            unsigned_file(document, at=at)
        verification = verify_file(data, trust_directory=settings.SIGNING_TRUST_DIR)
    except UnreadableSignedFile as error:
        raise UploadRefused(str(error), code=error.code) from error
    except FontsMissing as error:
        raise CannotSign(str(error)) from error
    with transaction.atomic():
        document = locked_for_signing(document_id, by=by)
        state = signing_state(document)
        if state.next_role is None:
            raise AlreadySigned("Văn bản đã có đủ chữ ký của người ký và của cơ quan; không nhận thêm bản ký.")
        _require_signed_well(verification)
        _require_same_document(document, state, data, verification, at=at)
        added = _added(document, state, verification)
        kept: list[SignedFile] = []
        for role, report in added:
            kept.append(
                keep_signed_file(
                    document,
                    data=data,
                    report=report,
                    role=role,
                    means=SignatureMeans.UPLOADED,
                    sequence=len(state.files) + len(kept) + 1,
                    by=by,
                    at=at,
                    stored=str(kept[0].file.name) if kept else "",
                )
            )
        return kept


def _require_signed_well(verification: Verification) -> None:
    if not verification.signatures:
        raise UploadRefused("Tệp chưa có chữ ký số nào. Hãy ký bằng phần mềm ký số rồi tải lên bản đã ký.")
    for report in verification.signatures:
        name = report.signer.name if report.signer else "không rõ"
        if not report.holds:
            raise UploadRefused(
                f"Chữ ký của “{name}” không còn nguyên vẹn: tệp đã bị thay đổi sau khi ký. Hãy tải lên bản gốc đã ký."
            )
        if not report.was_in_force:
            raise UploadRefused(f"Chứng thư số của “{name}” không có hiệu lực vào lúc ký. Hãy ký lại rồi tải lên.")
        require_trusted(report)
    if verification.has_active_content:
        raise UploadRefused(
            "Tệp có mã lệnh, hành động tự chạy hoặc tệp đính kèm bên trong. Hãy tải bản PDF từ cổng về, ký lên chính tệp ấy "
            "rồi tải lên."
        )
    if not verification.is_whole:
        raise UploadRefused("Tệp có thêm dữ liệu sau chữ ký cuối cùng. Hãy tải lên đúng tệp do phần mềm ký số tạo ra.")


def _require_same_document(
    document: IssuedDocument, state: SigningState, data: bytes, verification: Verification, *, at: datetime
) -> None:
    if state.current is not None:
        before = file_bytes(state.current)
        if data == before:
            raise AlreadySigned("Tệp này chính là bản ký đang lưu, không có chữ ký mới.")
        if not data.startswith(before):
            raise UploadRefused(
                "Văn bản đã có bản ký số trong cổng. Hãy tải bản đó về, ký tiếp lên chính tệp ấy rồi tải lên."
            )
    # Also a file that begins with ours, byte by byte: what follows may put other pages in the place of those before it.
    if verification.text != printed_text(unsigned_file(document, at=at)):
        raise UploadRefused(
            f"Nội dung của tệp khác với {document} trong sổ. Hãy tải bản PDF từ cổng về, ký lên chính tệp ấy rồi tải lên."
        )


def _added(
    document: IssuedDocument, state: SigningState, verification: Verification
) -> list[tuple[SignatureRole, SignatureReport]]:
    """The signatures the file adds, the person's first. Initials of others before the person's count as none of the two."""
    known = {(file.certificate_issuer, file.certificate_serial) for file in state.files}
    fresh = [
        one for one in verification.signatures if one.signer and (one.signer.issuer, one.signer.serial) not in known
    ]
    signer = document.official.signature.name or ""
    added: list[tuple[SignatureRole, SignatureReport]] = []
    if state.next_role == SignatureRole.PERSON:
        own = [one for one in fresh if one.signer and names_person(one.signer, signer)]
        if not own:
            names = ", ".join(f"“{one.signer.name}”" for one in fresh if one.signer)
            raise UploadRefused(
                f"Tệp có chữ ký của {names}, chưa có chữ ký của “{signer}” là người ký ghi trên văn bản. Hãy ký rồi tải lên."
            )
        added.append((SignatureRole.PERSON, own[-1]))
        fresh = fresh[fresh.index(own[-1]) + 1 :]
    others = [one for one in fresh if one.signer and names_organisation(one.signer, document.issuer)]
    if others:
        added.append((SignatureRole.ORGANISATION, others[-1]))
    if not added:
        raise UploadRefused(f"Tệp không có chữ ký mới nào của “{document.issuer}”. Hãy ký tiếp rồi tải lên.")
    return added
