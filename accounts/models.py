"""People, the roles they hold, and the chained record of what they did."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property

from accounts.roles import AGENCY_ROLES, ROLE_PERMISSIONS, Permission, Role
from agencies.fields import SearchKeyField, SortKeyField
from agencies.models import Agency, Province


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: User) -> Self:
        """People who hold or held a role in the provinces whose accounts the user manages."""
        managed = user.province_ids(Permission.MANAGE_PEOPLE)
        return self.filter(pk__in=RoleGrant.objects.filter(province__in=managed).values("user"))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Create a person who signs in with the e-mail address; without a password no sign-in is possible."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Create a technical administrator for Django's own admin commands."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in. What the person may do follows only from role grants, never from Django's permissions."""

    email = models.EmailField("thư điện tử", unique=True)
    full_name = models.CharField("họ và tên", max_length=120)
    position = models.CharField("chức vụ", max_length=120, blank=True)
    phone = models.CharField("điện thoại", max_length=30, blank=True)
    is_active = models.BooleanField("đang hoạt động", default=True)
    is_staff = models.BooleanField("quản trị kỹ thuật", default=False)
    date_joined = models.DateTimeField("ngày tạo", default=timezone.now)
    search_key = SearchKeyField(of="full_name")
    sort_key = SortKeyField(of="full_name")

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"
        ordering = ["sort_key", "pk"]

    def __str__(self) -> str:
        return self.full_name

    @cached_property
    def current_grants(self) -> list[RoleGrant]:
        """Role grants in force today, read once per request."""
        return list(self.grants.in_force(timezone.localdate()).select_related("province", "agency"))

    def province_ids(self, permission: Permission | None = None) -> set[int]:
        """Provinces where the person holds a role, or one that carries the permission for the whole province."""
        return {
            grant.province_id
            for grant in self.current_grants
            if permission is None
            or (grant.role not in AGENCY_ROLES and permission in ROLE_PERMISSIONS[Role(grant.role)])
        }

    def agency_ids(self, permission: Permission | None = None) -> set[int]:
        """Agencies for which the person acts, or acts with that permission."""
        return {
            grant.agency_id
            for grant in self.current_grants
            if grant.agency_id is not None and (permission is None or permission in ROLE_PERMISSIONS[Role(grant.role)])
        }

    def may(self, permission: Permission) -> bool:
        """True when some role of the person carries the permission; the object's own predicate decides where."""
        return any(permission in ROLE_PERMISSIONS[Role(grant.role)] for grant in self.current_grants)


class RoleGrantQuerySet(models.QuerySet):
    def in_force(self, day: Any) -> Self:
        """Grants valid on that day."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )


class RoleGrant(models.Model):
    """A person holds a role in a province, for one agency where the role acts for an agency, between two days."""

    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.CharField("vai trò", max_length=20, choices=Role)
    province = models.ForeignKey(Province, models.PROTECT, related_name="grants")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="grants")
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = "vai trò được giao"
        verbose_name_plural = "vai trò được giao"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "province", "agency"],
                condition=Q(agency__isnull=False),
                name="grant_once_per_agency",
            ),
            # Apart from the one above, because SQLite holds two empty agencies for different ones.
            models.UniqueConstraint(
                fields=["user", "role", "province"], condition=Q(agency__isnull=True), name="grant_once_per_province"
            ),
            models.CheckConstraint(
                condition=~Q(role__in=[role.value for role in sorted(AGENCY_ROLES)]) | Q(agency__isnull=False),
                name="agency_role_names_its_agency",
                violation_error_message="Vai trò của cơ quan phải ghi rõ cơ quan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class AuditEventQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Events of the provinces in which the user may read the audit trail."""
        return self.filter(province__in=user.province_ids(Permission.VIEW_AUDIT))

    def about(self, subject: models.Model) -> Self:
        """Events on one object, oldest first."""
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk).order_by("pk")


class AuditEvent(models.Model):
    """One act: who did what to which object when, what it was before and after, chained by hash to the act before.

    Rows are only added. `verify_audit` walks the chain and names the first broken link.
    """

    at = models.DateTimeField("thời điểm")
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="acts", verbose_name="người thực hiện")
    province = models.ForeignKey(Province, models.PROTECT, null=True, related_name="audit_events")
    act = models.CharField("việc", max_length=80)
    subject_type = models.CharField(max_length=80)
    subject_id = models.BigIntegerField(null=True)
    subject_name = models.CharField("đối tượng", max_length=300)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    subject_key = SearchKeyField(of="subject_name")
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = "dấu vết"
        verbose_name_plural = "nhật ký"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id"])]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.act}: {self.subject_name}"


class AuditChain(models.Model):
    """The end of the audit chain, locked while an event is added so that two acts never claim the same predecessor."""

    last_hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        verbose_name = "chuỗi nhật ký"
        verbose_name_plural = "chuỗi nhật ký"

    def __str__(self) -> str:
        return self.last_hash
