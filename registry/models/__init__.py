"""The register of official documents: types, documents from draft to issue, yearly numbers, printed, signed and sent files."""

from registry.models.batches import Batch, BatchItem
from registry.models.distribution import Distribution
from registry.models.documents import DocumentFrozen, DocumentType, IssuedDocument, NumberSequence, OutsideNumbers
from registry.models.editing import Edit, EditStep
from registry.models.renditions import Rendition
from registry.models.signatures import SignedFile

__all__ = [
    "Batch",
    "BatchItem",
    "Distribution",
    "DocumentFrozen",
    "DocumentType",
    "Edit",
    "EditStep",
    "IssuedDocument",
    "NumberSequence",
    "OutsideNumbers",
    "Rendition",
    "SignedFile",
]
