"""What an uploaded PDF is worth: its signatures, and whether the register knows it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from documents.rendering import FontsMissing
from documents.signing.verify import Trust, Verification, printed_text
from documents.signing.verify_apart import verify_file
from registry.enums import DocumentState
from registry.models import IssuedDocument, Rendition, SignedFile
from registry.services.signing import unsigned_file

# "Số: 08/KH-UBND" as printed_text gives it.
_NUMBER_IN_TEXT = re.compile(r"Số:(\d{1,6})/")
MOST_CANDIDATES = 20


class Match(StrEnum):
    """How an uploaded file relates to a document of the register."""

    SAME_FILE = "same_file"
    SAME_TEXT = "same_text"
    OTHER_TEXT = "other_text"


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document of the register that the file is, or claims to be."""

    document: IssuedDocument
    match: Match


@dataclass(frozen=True, slots=True)
class VerifiedUpload:
    """The answer to "is this paper genuine?"."""

    verification: Verification
    known: KnownDocument | None
    sha256: str

    @property
    def roots_are_missing(self) -> bool:
        return any(one.trust == Trust.NOT_CONFIGURED for one in self.verification.signatures)


def verify_upload(data: bytes, *, by: User) -> VerifiedUpload:
    """Verify a file and look for it among the documents the person may read. Raises UnreadableSignedFile."""
    verification = verify_file(data, trust_directory=settings.SIGNING_TRUST_DIR)
    digest = hashlib.sha256(data).hexdigest()
    return VerifiedUpload(verification, _known(digest, verification.text, by), digest)


def _known(digest: str, text: str, by: User) -> KnownDocument | None:
    seen = IssuedDocument.objects.visible_to(by).filter(state=DocumentState.ISSUED).select_related("type", "issuer")
    signed = SignedFile.objects.filter(sha256=digest, document__in=seen).values_list("document", flat=True).first()
    if signed is not None:
        return KnownDocument(seen.get(pk=signed), Match.SAME_FILE)
    printed = Rendition.objects.filter(sha256=digest).values_list("content_hash", flat=True).first()
    if printed is not None and (document := seen.filter(content_hash=printed).first()) is not None:
        return KnownDocument(document, Match.SAME_FILE)
    return _by_number(text, seen)


def _by_number(text: str, seen: QuerySet[IssuedDocument]) -> KnownDocument | None:
    """The document whose number and symbol stand on the paper; its words decide whether it is the same."""
    candidates = [document for document in _with_number_in(text, seen) if f"Số:{document.number_and_symbol}" in text]
    for document in candidates:
        # The words alone tell: bytes added behind a kept file may put other pages in the place of its own.
        try:
            printed = unsigned_file(document, at=timezone.now())
        except (FontsMissing, OSError):
            continue
        if printed_text(printed) == text:
            return KnownDocument(document, Match.SAME_TEXT)
    return KnownDocument(candidates[0], Match.OTHER_TEXT) if candidates else None


def _with_number_in(text: str, seen: QuerySet[IssuedDocument]) -> list[IssuedDocument]:
    found = _NUMBER_IN_TEXT.search(text)
    if found is None:
        return []
    documents = seen.filter(sequence_number=int(found.group(1)))
    return list(documents.order_by("-issued_on", "-pk")[:MOST_CANDIDATES])
