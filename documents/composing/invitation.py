"""Giấy mời, form 1.7 of Phụ lục III: who invites whom, to what, who chairs, when and where."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime

from documents.composing.frame import PaperFrame, compose
from documents.composing.moments import in_words
from documents.composing.outline import Outline, ended
from documents.official import Appendix, OfficialDocument, Provision, ProvisionKind
from documents.vietnamese import fold_spaces

COURTESY = "Rất hân hạnh được đón tiếp."
_INVITES = re.compile(
    r"^(?P<opening>.*?\bkính mời)\b\s*(?P<colon>:?)\s*(?P<invited>.*?)"
    # What they are invited to; "dự" alone also begins other words ("Ban Quản lý dự án").
    r"(?P<rest>[\s,;]+(?:(?:tới|đến|về|tham)\s+dự|dự\s+(?:họp|hội|cuộc|buổi|phiên|lễ))\b.*)?$",
    re.IGNORECASE | re.DOTALL,
)
_LISTED = frozenset({ProvisionKind.POINT, ProvisionKind.DASH, ProvisionKind.PLUS})


class NothingToAddress(ValueError):
    """The document has no paragraph that invites someone."""


@dataclass(frozen=True, slots=True)
class Invitee:
    """One invited person: "Ông", "Nguyễn Văn A", "Giám đốc", "Sở Nội vụ"; what is empty is left out."""

    honorific: str
    name: str
    post: str = ""
    organisation: str = ""

    @property
    def in_full(self) -> str:
        """ "Ông Nguyễn Văn A, Giám đốc Sở Nội vụ"."""
        office = fold_spaces(f"{self.post} {self.organisation}")
        return ", ".join(part for part in (fold_spaces(f"{self.honorific} {self.name}"), office) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """The facts of a Giấy mời.

    `occasion` follows "Tới dự": "Hội nghị đánh giá kết quả các Chỉ số năm 2025". `venues` has the main venue first, then the
    remote ones (điểm cầu) of an online conference. Without `invited` the place stays blank for personal copies. `contents`
    are points of the agenda, `requests` what the invited are asked. Times are printed as given, so they are local ones.
    """

    frame: PaperFrame
    invited: tuple[str, ...]
    occasion: str
    chair: str
    starts_at: datetime
    ends_at: datetime | None = None
    venues: tuple[str, ...]
    contents: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    title: str = ""
    closing: str = COURTESY
    appendices: tuple[Appendix, ...] = ()


def compose_invitation(invitation: Invitation) -> OfficialDocument:
    """Return the Giấy mời in the order of form 1.7 (F70)."""
    outline = Outline()
    host = invitation.frame.issuer_name
    outline.listed(f"{host} trân trọng kính mời:", invitation.invited)
    outline.paragraph(f"Tới dự {ended(invitation.occasion)}")
    if invitation.contents:
        outline.listed("Nội dung:", invitation.contents)
    outline.paragraph(f"Chủ trì: {ended(invitation.chair)}")
    outline.paragraph(f"Thời gian: {ended(in_words(invitation.starts_at, invitation.ends_at))}")
    outline.listed("Địa điểm:", invitation.venues)
    for request in (*invitation.requests, invitation.closing):
        if request:
            outline.paragraph(ended(request))
    title = invitation.title or f"Dự {invitation.occasion}"
    return compose(
        invitation.frame,
        "GM",
        title=title.rstrip(" ."),
        provisions=outline.provisions,
        appendices=invitation.appendices,
    )


def personal_invitation(document: OfficialDocument, invitee: Invitee) -> OfficialDocument:
    """Return the same Giấy mời addressed to one person; the list of the others is left out.

    Raises NothingToAddress when no paragraph of the document says "kính mời".
    """
    for position, provision in enumerate(document.provisions):
        listed = _listed_below(document.provisions, position)
        text = _addressed(provision.text, invitee, has_list=bool(listed))
        if text is not None:
            dropped = {other.id for other in listed}
            provisions = [
                replace(provision, text=text) if other is provision else replace(other)
                for other in document.provisions
                if other.id not in dropped
            ]
            return replace(document, provisions=provisions)
    raise NothingToAddress(
        "Giấy mời chưa có đoạn “… trân trọng kính mời: …”: thêm đoạn này vào nội dung rồi in giấy mời riêng."
    )


def _addressed(text: str, invitee: Invitee, *, has_list: bool) -> str | None:
    """The inviting paragraph with this person in it; None when the paragraph invites nobody ("Trân trọng kính mời.")."""
    match = _INVITES.match(fold_spaces(text))
    if match is None or not (match["colon"] or match["invited"].strip(" .;/") or match["rest"] or has_list):
        return None
    rest = (match["rest"] or "").lstrip(" ,;")
    if rest:
        return f"{match['opening']} {invitee.in_full}, {rest}"
    return f"{match['opening']}: {invitee.in_full}."


def _listed_below(provisions: list[Provision], position: int) -> list[Provision]:
    """The items right after a paragraph that list those it invites."""
    above = provisions[position]
    listed: list[Provision] = []
    for following in provisions[position + 1 :]:
        is_below = following.parent in {above.id, *(item.id for item in listed)}
        if not is_below and (following.kind not in _LISTED or above.kind in _LISTED):
            break
        listed.append(following)
    return listed
