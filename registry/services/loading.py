"""The document types of Nghị định 30/2020/NĐ-CP, from `registry/reference`."""

from __future__ import annotations

from pathlib import Path

from django.db import transaction

from agencies.services.reference import Loaded, read_reference, store_rows
from registry.models import DocumentType

REFERENCE = Path(__file__).parent.parent / "reference"


def document_type_codes(folder: Path = REFERENCE) -> list[str]:
    """Return the codes of the file, for those who ask without a database."""
    return [row["code"] for row in read_reference(folder, "document-types.csv")]


@transaction.atomic
def load_document_types() -> dict[str, Loaded]:
    """Load the types of Phụ lục III; rows people added stay."""
    rows = (
        {
            "code": row["code"],
            "name": row["name_vi"],
            "name_en": row["name_en"],
            "has_type_line": row["has_type_line"] == "true",
            "example_number": row["example_number"],
        }
        for row in read_reference(REFERENCE, "document-types.csv")
    )
    _, loaded = store_rows(DocumentType, rows, key=["code"])
    return {"loại văn bản": loaded}
