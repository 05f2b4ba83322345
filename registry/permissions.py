"""Who may prepare, approve and issue a document of the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.permissions import has_permission_in, permissions_in
from accounts.roles import Permission

if TYPE_CHECKING:
    from accounts.models import User
    from agencies.models import Province
    from registry.models import IssuedDocument


def can_prepare_documents(user: User, province_id: int) -> bool:
    """Write a draft and submit it."""
    return has_permission_in(user, Permission.IMPORT_PLAN, province_id)


def can_prepare_document(user: User, document: IssuedDocument) -> bool:
    return can_prepare_documents(user, document.province_id)


def can_issue_document(user: User, document: IssuedDocument) -> bool:
    """Approve a submitted document, send it back, give it number and date."""
    return has_permission_in(user, Permission.ISSUE_PLAN, document.province_id)


def can_print_batch(user: User, document: IssuedDocument) -> bool:
    """Print personal copies of a document, stop the printing and repeat it: those who may prepare it."""
    return can_prepare_document(user, document)


def can_sign_document(user: User, document: IssuedDocument) -> bool:
    """Put a signature or the seal on an issued document, or record one made elsewhere: those who may issue it."""
    return can_issue_document(user, document)


def can_continue_numbering(user: User, province_id: int) -> bool:
    """Tell a register up to which number it was kept on paper: the administrator's."""
    return has_permission_in(user, Permission.MANAGE_PEOPLE, province_id)


def can_check_documents(user: User, province: Province | None) -> bool:
    """Have the format of a file of one's own checked and read the rules; those of a single agency may as well."""
    return province is not None and Permission.PRINT_DOCUMENTS in permissions_in(user, province.pk)
