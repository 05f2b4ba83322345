"""An OfficialDocument as plain JSON values and back, without loss: what the register stores and what its hash is taken of."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import date
from typing import Any

from documents.official import (
    Appendix,
    Issuer,
    LegalBasis,
    OfficialDocument,
    Provision,
    ProvisionKind,
    Recipient,
    SignatureBlock,
    Table,
)
from documents.vietnamese import to_nfc


class DocumentJsonError(ValueError):
    """The JSON is not an official document: a field is missing or has the wrong form."""


def document_to_json(document: OfficialDocument) -> dict[str, Any]:
    """Return the document as JSON values: text in NFC, dates as "2022-07-14", tuples as lists."""
    return _plain(asdict(document))


def document_from_json(content: dict[str, Any]) -> OfficialDocument:
    """Return the document that `document_to_json` wrote. Raises DocumentJsonError."""
    try:
        return _document(content)
    except (KeyError, TypeError, ValueError) as error:
        raise DocumentJsonError(f"Nội dung văn bản lưu trữ không đọc được: {error!r}.") from error


def content_hash(document: OfficialDocument) -> str:
    """Return the SHA-256 of the document's canonical JSON: equal for texts that differ only in their Unicode form."""
    return json_hash(document_to_json(document))


def json_hash(content: dict[str, Any]) -> str:
    """Return the hash of content as it is stored, which a version of the data classes with more fields leaves unchanged."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, ProvisionKind):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return to_nfc(value) if isinstance(value, str) else value


def _document(content: dict[str, Any]) -> OfficialDocument:
    fields = dict(content)
    year, month = fields["date_written"]
    fields.update(
        issuer=Issuer(**fields["issuer"]),
        issued_on=_date(fields["issued_on"]),
        date_written=(year, month),
        legal_bases=[LegalBasis(**{**basis, "date": _date(basis["date"])}) for basis in fields["legal_bases"]],
        provisions=[_provision(provision) for provision in fields["provisions"]],
        recipients=[Recipient(**recipient) for recipient in fields["recipients"]],
        signature=SignatureBlock(**fields["signature"]),
        appendices=[_appendix(appendix) for appendix in fields["appendices"]],
        attached=[_document(attached) for attached in fields.get("attached", [])],
    )
    return OfficialDocument(**fields)


def _provision(content: dict[str, Any]) -> Provision:
    first, last = content["lines"]
    return Provision(
        **{
            **content,
            "kind": ProvisionKind(content["kind"]),
            "lines": (first, last),
            "table": _table(content["table"]),
        }
    )


def _appendix(content: dict[str, Any]) -> Appendix:
    first, last = content["lines"]
    return Appendix(
        **{
            **content,
            "lines": (first, last),
            "table": _table(content["table"]),
            "provisions": [_provision(provision) for provision in content["provisions"]],
        }
    )


def _table(content: dict[str, Any] | None) -> Table | None:
    return Table(**content) if content is not None else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text is not None else None
