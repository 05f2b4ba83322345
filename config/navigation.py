"""The shell around every page: which words of the navigation the person sees, search, bell and provinces."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property

from accounts.permissions import permissions_in
from accounts.roles import Permission
from agencies.models import Province
from notifications.models import Message

PRODUCT_NAME = "Nâng Hạng"
# Each attaches itself to data- attributes and knows nothing of the others.
SCRIPT_MODULES = tuple(
    f"js/{name}.js" for name in ("menus", "search-key", "forms", "drafts", "dialogs", "selection", "dates", "files")
)
# A thumb reaches four places and "Thêm" on the narrowest phone.
PHONE_ENTRIES = 4


@dataclass(frozen=True)
class Entry:
    """A word of the navigation and the permissions of which one opens it."""

    label: str
    icon: str
    page: str
    opened_by: frozenset[Permission]


@dataclass(frozen=True)
class Link:
    """An entry the person may use."""

    label: str
    icon: str
    url: str
    is_current: bool


P = Permission
ENTRIES = (
    Entry("Việc của tôi", "checklist", "assignments:my_duties", frozenset({P.ANSWER_DUTY})),
    Entry("Bàn làm việc", "briefcase", "reports:desk", frozenset({P.REVIEW_SUBMISSION})),
    Entry("Tổng quan", "layout-dashboard", "reports:overview", frozenset({P.VIEW_OVERVIEW})),
    Entry("Kế hoạch", "file-text", "plans:plan_list", frozenset({P.VIEW_PLANS})),
    Entry("Nhiệm vụ", "list-check", "assignments:duty_list", frozenset({P.VIEW_ALL_DUTIES})),
    Entry("Hội nghị", "presentation", "conferences:conference_list", frozenset({P.VIEW_PLANS})),
    Entry("Chỉ số", "chart-line", "indices:index_overview", frozenset({P.VIEW_INDICES})),
    Entry("Văn bản", "files", "registry:document_list", frozenset({P.PRINT_DOCUMENTS})),
)
ADMINISTRATION = (
    Entry("Tài khoản", "users", "accounts:user_list", frozenset({P.MANAGE_PEOPLE})),
    Entry("Nhật ký", "history", "accounts:audit_list", frozenset({P.VIEW_AUDIT})),
    Entry("Hộp thư đi", "send", "notifications:outbox", frozenset({P.MANAGE_REMINDERS})),
)


def address(page: str) -> str | None:
    """The path of a page, None where the installation leaves its room out."""
    try:
        return reverse(page)
    except NoReverseMatch:
        return None


class Shell:
    """What `base.html` asks for. Nothing is read until the template names it, so that fragments cost nothing."""

    product_name = PRODUCT_NAME
    script_modules = SCRIPT_MODULES

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def is_demo(self) -> bool:
        return settings.DEMO

    @property
    def province(self) -> Province | None:
        return getattr(self._request, "province", None)

    @property
    def other_provinces(self) -> list[Province]:
        """Provinces the person may change to."""
        return [province for province in getattr(self._request, "provinces", []) if province != self.province]

    @property
    def door_office(self) -> str:
        """Whose portal it is, on the sign-in page, where nobody is known yet: the province of an installation for one."""
        provinces = list(Province.objects.filter(grants__isnull=False).distinct()[:2])
        return f"Ủy ban nhân dân {provinces[0].full_name}" if len(provinces) == 1 else "Ủy ban nhân dân tỉnh, thành phố"

    @cached_property
    def links(self) -> list[Link]:
        return self._links(ENTRIES)

    @property
    def phone_links(self) -> list[Link]:
        return self.links[:PHONE_ENTRIES]

    @property
    def more_links(self) -> list[Link]:
        return self.links[PHONE_ENTRIES:] + self.administration

    @cached_property
    def administration(self) -> list[Link]:
        return self._links(ADMINISTRATION)

    @property
    def is_in_administration(self) -> bool:
        return any(link.is_current for link in self.administration)

    @cached_property
    def roles(self) -> list[str]:
        """The offices the person holds in the province, with the agency where the office is of one."""
        return [
            f"{grant.get_role_display()}, {grant.agency.name}" if grant.agency else grant.get_role_display()
            for grant in self._request.user.current_grants
            if self.province is not None and grant.province_id == self.province.pk
        ]

    @cached_property
    def search_url(self) -> str | None:
        may_search = self._held & {P.VIEW_ALL_DUTIES, P.ANSWER_DUTY}
        return address("assignments:duty_list") if may_search else None

    @cached_property
    def inbox_url(self) -> str | None:
        return address("notifications:inbox")

    @cached_property
    def mailbox_url(self) -> str | None:
        return address("notifications:mailbox") if settings.DEMO else None

    @cached_property
    def gallery_url(self) -> str | None:
        return address("accounts:gallery") if settings.DEBUG or settings.DEMO else None

    @cached_property
    def unread_count(self) -> int:
        return Message.objects.filter(recipient=self._request.user, read_at__isnull=True).count()

    @cached_property
    def _held(self) -> frozenset[Permission]:
        user = getattr(self._request, "user", None)
        if user is None or not user.is_authenticated or self.province is None:
            return frozenset()
        return permissions_in(user, self.province.pk)

    def _links(self, entries: Iterable[Entry]) -> list[Link]:
        return [
            Link(entry.label, entry.icon, url, is_current=self._request.path.startswith(url))
            for entry in entries
            if entry.opened_by & self._held and (url := address(entry.page))
        ]


def shell(request: HttpRequest) -> dict[str, Shell]:
    """Context processor: `shell` in every template."""
    return {"shell": Shell(request)}
