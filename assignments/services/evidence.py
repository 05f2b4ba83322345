"""Proof files: what they are is told from their content, each content is kept once."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from assignments.models import StoredFile
from documents.vietnamese import to_nfc

_OFFICE = "application/vnd.openxmlformats-officedocument"
_MEBIBYTE = 1024 * 1024
# An Office file unpacks to a few times its size; a bomb to thousands.
_LARGEST_UNPACKED = 400 * _MEBIBYTE
_MOST_MEMBERS = 10_000
_CONTENT_TYPES_LIMIT = 2 * _MEBIBYTE
_NAME_LENGTH = 255
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")

ACCEPTED = "PDF, DOCX, XLSX, PPTX, PNG, JPEG"
ACCEPTED_SUFFIXES = (".pdf", ".docx", ".xlsx", ".pptx", ".png", ".jpg", ".jpeg")


@dataclass(frozen=True)
class FileType:
    """A kind of file taken as proof, with the endings its name may have; the first is the usual one."""

    media_type: str
    suffixes: tuple[str, ...]


PDF = FileType("application/pdf", (".pdf",))
PNG = FileType("image/png", (".png",))
JPEG = FileType("image/jpeg", (".jpg", ".jpeg"))
_OFFICE_TYPES = {
    "word/document.xml": FileType(f"{_OFFICE}.wordprocessingml.document", (".docx",)),
    "xl/workbook.xml": FileType(f"{_OFFICE}.spreadsheetml.sheet", (".xlsx",)),
    "ppt/presentation.xml": FileType(f"{_OFFICE}.presentationml.presentation", (".pptx",)),
}


class EvidenceRefusedError(ValidationError):
    """The file cannot serve as proof; the message says why and what to send instead."""


def file_type_of(data: bytes, name: str) -> FileType:
    """What the file is by its content. `name` only appears in the message. Raises EvidenceRefusedError."""
    if not data:
        raise EvidenceRefusedError(f"Tệp “{name}” rỗng. Hãy chọn lại tệp.")
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"PK\x03\x04"):
        return _office_type(data, name)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise EvidenceRefusedError(
            f"Tệp “{name}” là tệp Office đời cũ hoặc có mật khẩu. Hãy lưu thành PDF, DOCX hoặc XLSX không mật khẩu."
        )
    raise EvidenceRefusedError(f"Tệp “{name}” không thuộc loại được nhận ({ACCEPTED}). Hãy lưu thành PDF rồi gửi lại.")


def clean_file_name(name: str, file_type: FileType) -> str:
    """The name without folders and control characters, ending as its content demands."""
    name = PurePosixPath(PureWindowsPath(to_nfc(name)).name).name
    name = " ".join(_CONTROL.sub("", name).split()) or "minh-chung"
    stem, _, suffix = name.rpartition(".")
    if f".{suffix.lower()}" not in file_type.suffixes or not stem:
        stem, suffix = name, file_type.suffixes[0].lstrip(".")
    return f"{stem[: _NAME_LENGTH - len(suffix) - 1]}.{suffix}"


@transaction.atomic
def store_file(*, upload: UploadedFile) -> tuple[StoredFile, str]:
    """Keep the content once and return it with the cleaned name. Raises EvidenceRefusedError."""
    limit = settings.UPLOAD_MAX_BYTES
    if upload.size is not None and upload.size > limit:
        raise EvidenceRefusedError(
            f"Tệp “{upload.name}” nặng {upload.size / _MEBIBYTE:.0f} MB, quá {limit // _MEBIBYTE} MB. "
            "Hãy nén ảnh trong tệp hoặc chia thành nhiều tệp."
        )
    data = upload.read()
    name = upload.name or ""
    file_type = file_type_of(data, name)
    digest = hashlib.sha256(data).hexdigest()
    stored = StoredFile.objects.filter(sha256=digest).first()
    if stored is None:
        stored = _keep(data, digest, file_type)
    return stored, clean_file_name(name, file_type)


def _keep(data: bytes, digest: str, file_type: FileType) -> StoredFile:
    fresh = StoredFile(sha256=digest, media_type=file_type.media_type, size=len(data))
    fresh.file.save(f"{digest}{file_type.suffixes[0]}", ContentFile(data), save=False)
    kept_as = str(fresh.file.name)
    stored, is_new = StoredFile.objects.get_or_create(
        sha256=digest, defaults={"file": kept_as, "media_type": fresh.media_type, "size": fresh.size}
    )
    if not is_new:  # somebody sent the same content at the same moment
        fresh.file.storage.delete(kept_as)
    return stored


def _office_type(data: bytes, name: str) -> FileType:
    broken = f"Tệp “{name}” bị hỏng, không mở được. Hãy lưu lại tệp rồi gửi."
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _LARGEST_UNPACKED:
                raise EvidenceRefusedError(f"Tệp “{name}” nén quá nhiều dữ liệu, không nhận được.")
            names = {member.filename for member in members}
            content_types = b""
            if "[Content_Types].xml" in names:
                with archive.open("[Content_Types].xml") as file:
                    content_types = file.read(_CONTENT_TYPES_LIMIT)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise EvidenceRefusedError(broken) from error
    if any(member.lower().endswith("vbaproject.bin") for member in names) or b"macroenabled" in content_types.lower():
        raise EvidenceRefusedError(f"Tệp “{name}” có chứa macro. Hãy lưu thành DOCX, XLSX không macro hoặc PDF.")
    for main_part, file_type in _OFFICE_TYPES.items():
        if content_types and main_part in names:
            return file_type
    raise EvidenceRefusedError(f"Tệp “{name}” là tệp nén. Hãy giải nén và gửi từng tệp ({ACCEPTED}).")
