"""The one table of who may do what: role -> permissions. Predicates in each room add the relation to the object."""

from __future__ import annotations

from django.db import models


class Role(models.TextChoices):
    """Offices people hold in the portal; each is granted for a province or for one agency."""

    ADMINISTRATOR = "administrator", "Quản trị"
    COORDINATOR = "coordinator", "Chuyên viên Sở Nội vụ"
    APPROVER = "approver", "Người duyệt"
    FOCAL_POINT = "focal_point", "Đầu mối cơ quan"
    AGENCY_HEAD = "agency_head", "Thủ trưởng cơ quan"
    LEADER = "leader", "Lãnh đạo tỉnh"
    AUDITOR = "auditor", "Kiểm tra, giám sát"


class Permission(models.TextChoices):
    """Acts the portal knows. A permission without its relation to the object is never enough (see each permissions.py)."""

    IMPORT_PLAN = "import_plan", "Nhập kế hoạch"
    ISSUE_PLAN = "issue_plan", "Ban hành kế hoạch"
    VIEW_PLANS = "view_plans", "Xem kế hoạch"
    VIEW_ALL_DUTIES = "view_all_duties", "Xem nhiệm vụ của mọi cơ quan"
    ANSWER_DUTY = "answer_duty", "Nộp kết quả của cơ quan mình"
    REVIEW_SUBMISSION = "review_submission", "Duyệt, trả lại kết quả"
    MANAGE_REMINDERS = "manage_reminders", "Quản lý nhắc việc"
    MANAGE_CONFERENCES = "manage_conferences", "Tổ chức hội nghị"
    VIEW_OVERVIEW = "view_overview", "Xem tổng quan của tỉnh"
    VIEW_INDICES = "view_indices", "Xem chỉ số"
    PRINT_DOCUMENTS = "print_documents", "In văn bản"
    VIEW_AUDIT = "view_audit", "Xem nhật ký"
    MANAGE_PEOPLE = "manage_people", "Quản lý tài khoản"


P = Permission
_READ = {P.VIEW_PLANS, P.VIEW_INDICES, P.PRINT_DOCUMENTS}
_COORDINATE = _READ | {
    P.IMPORT_PLAN,
    P.ISSUE_PLAN,
    P.VIEW_ALL_DUTIES,
    P.REVIEW_SUBMISSION,
    P.MANAGE_REMINDERS,
    P.MANAGE_CONFERENCES,
    P.VIEW_OVERVIEW,
}

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(_COORDINATE | {P.VIEW_AUDIT, P.MANAGE_PEOPLE}),
    Role.COORDINATOR: frozenset(_COORDINATE | {P.VIEW_AUDIT}),
    Role.APPROVER: frozenset(_READ | {P.ISSUE_PLAN, P.VIEW_ALL_DUTIES, P.REVIEW_SUBMISSION, P.VIEW_OVERVIEW}),
    Role.FOCAL_POINT: frozenset(_READ | {P.ANSWER_DUTY}),
    Role.AGENCY_HEAD: frozenset(_READ | {P.ANSWER_DUTY}),
    Role.LEADER: frozenset(_READ | {P.VIEW_ALL_DUTIES, P.VIEW_OVERVIEW}),
    Role.AUDITOR: frozenset(_READ | {P.VIEW_ALL_DUTIES, P.VIEW_OVERVIEW, P.VIEW_AUDIT}),
}

# Roles that act for one agency rather than for the whole province; their grants must name the agency.
AGENCY_ROLES = frozenset({Role.FOCAL_POINT, Role.AGENCY_HEAD})


def roles_with(permission: Permission) -> list[Role]:
    """Roles that carry the permission."""
    return [role for role, permissions in ROLE_PERMISSIONS.items() if permission in permissions]
