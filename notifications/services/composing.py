"""A mail as plain text and as HTML, from the same parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.conf import settings
from django.template.loader import render_to_string


@dataclass(frozen=True, kw_only=True)
class MailLine:
    """A line of a list: what it is about, the words that follow, and the page in the portal (a path) it leads to."""

    text: str
    detail: str = ""
    path: str = ""

    @property
    def url(self) -> str:
        return full_url(self.path) if self.path else ""


@dataclass(frozen=True, kw_only=True)
class MailSection:
    """A heading with its lines; `more` counts those left out."""

    heading: str = ""
    lines: Sequence[MailLine] = field(default_factory=list)
    more: int = 0


def full_url(path: str) -> str:
    """The address of a page of the portal as a mail must write it."""
    return f"{settings.SITE_URL}{path}"


def compose(
    *, greeting: str, paragraphs: Sequence[str], sections: Sequence[MailSection] = (), link: str, link_text: str
) -> tuple[str, str]:
    """Text and HTML of a mail. `link` is the path of the one page where the reader acts."""
    context = {
        "greeting": greeting,
        "paragraphs": paragraphs,
        "sections": sections,
        "link_url": full_url(link),
        "link_text": link_text,
    }
    return (
        render_to_string("notifications/mail/message.txt", context).strip() + "\n",
        render_to_string("notifications/mail/message.html", context),
    )
