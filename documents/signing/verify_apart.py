"""Verifying a file in a process of its own: one that hangs or swallows memory ends there and not in the portal."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from documents import apart
from documents.signing.credentials import CertificateFacts
from documents.signing.errors import (
    UnreadableSignedFile,
    VerificationCrashed,
    VerificationTooSlow,
)
from documents.signing.verify import Changes, SignatureReport, Trust, Verification, trusted_certificates, verify_pdf

LONGEST_SECONDS = 30


def verify_file(data: bytes, *, trust_directory: Path | None = None, seconds: float = LONGEST_SECONDS) -> Verification:
    """Verify a file of unknown temper. `trust_directory` holds the certificates of trusted issuers.

    Raises UnreadableSignedFile.
    """
    question = {"trust_directory": str(trust_directory) if trust_directory else ""}
    try:
        answer = apart.ask("documents.signing.verify_apart", question=question, data=data, seconds=seconds)
    except apart.TookTooLong as error:
        raise VerificationTooSlow from error
    except apart.Crashed as error:
        raise VerificationCrashed from error
    except apart.Refused as error:
        refused = UnreadableSignedFile(error.message)
        refused.code = error.code
        raise refused from error
    signatures = [_report_from(item) for item in answer["signatures"]]
    return Verification(signatures, answer["text"], answer["has_active_content"])


def _verify(question: dict[str, Any], data: bytes) -> dict[str, Any]:
    directory = Path(question["trust_directory"]) if question["trust_directory"] else None
    verification = verify_pdf(data, roots=trusted_certificates(directory))
    return {
        "signatures": [_plain(asdict(one)) for one in verification.signatures],
        "text": verification.text,
        "has_active_content": verification.has_active_content,
    }


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else _plain(value) if isinstance(value, dict) else value
        for name, value in values.items()
    }


def _report_from(item: dict[str, Any]) -> SignatureReport:
    signer = item["signer"] and CertificateFacts(
        **item["signer"]
        | {name: datetime.fromisoformat(item["signer"][name]) for name in ("valid_from", "valid_until")}
    )
    signed_at = item["signed_at"] and datetime.fromisoformat(item["signed_at"])
    trust, changes = Trust(item["trust"]), Changes(item["changes"])
    return SignatureReport(**item | {"signer": signer, "signed_at": signed_at, "trust": trust, "changes": changes})


if __name__ == "__main__":
    sys.exit(apart.answer(_verify, refusals=UnreadableSignedFile))
