"""Thông báo (form 1.4 of Phụ lục III): a notice, and the conclusions of a conference."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from documents.composing.frame import PaperFrame, compose
from documents.composing.moments import short_date
from documents.composing.outline import Outline, ended
from documents.composing.passages import Content
from documents.official import Appendix, OfficialDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """The facts of a Thông báo; `body` is its whole text."""

    frame: PaperFrame
    title: str
    body: tuple[Content, ...]
    appendices: tuple[Appendix, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConferenceConclusions:
    """The facts of a Thông báo kết luận.

    `chair` is whose conclusions these are, with post, "đồng chí Nguyễn Văn A, Phó Chủ tịch Ủy ban nhân dân tỉnh"; `occasion`
    "Hội nghị …". `attended_by` and `heard` continue sentences and may be empty; `conclusions` are the numbered clauses.
    """

    frame: PaperFrame
    occasion: str
    held_on: date
    venue: str
    chair: str
    attended_by: str = ""
    heard: str = ""
    conclusions: tuple[Content, ...]
    appendices: tuple[Appendix, ...] = ()


def compose_notice(notice: Notice) -> OfficialDocument:
    """Return the Thông báo."""
    outline = Outline()
    outline.add(*notice.body)
    return compose(notice.frame, "TB", title=notice.title, provisions=outline.provisions, appendices=notice.appendices)


def compose_conclusions(facts: ConferenceConclusions) -> OfficialDocument:
    """Return the Thông báo of what the chair of a conference concluded."""
    outline = Outline()
    person = facts.chair.partition(",")[0].strip()
    attended = f" Tham dự có {ended(facts.attended_by)}" if facts.attended_by else ""
    outline.paragraph(
        f"Ngày {short_date(facts.held_on)}, tại {facts.venue}, {facts.chair} chủ trì {ended(facts.occasion)}{attended}"
    )
    heard = f"Sau khi nghe {facts.heard}, {person}" if facts.heard else _capitalised(person)
    outline.paragraph(f"{heard} kết luận như sau:")
    outline.add(*facts.conclusions)
    outline.paragraph(f"{facts.frame.issuer_name} thông báo để các cơ quan, đơn vị biết, thực hiện.")
    title = f"Kết luận của {facts.chair} tại {facts.occasion}"
    return compose(facts.frame, "TB", title=title, provisions=outline.provisions, appendices=facts.appendices)


def _capitalised(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
