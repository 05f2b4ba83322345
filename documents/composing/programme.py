"""Chương trình hội nghị: attached to a plan (forms 2.1, 2.2) or issued alone as CTr (form 1.4 of Phụ lục III)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from documents.composing.frame import PaperFrame, compose
from documents.composing.moments import in_words
from documents.composing.outline import Outline, ended
from documents.official import Appendix, OfficialDocument, Table

LABEL = "CHƯƠNG TRÌNH"


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """A row of the programme; `until` and `session` may be empty, as in "Sáng ngày 21/7/2022" for a session."""

    starts: time
    until: time | None
    content: str
    by: str = ""
    session: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """The facts of a programme: the occasion ("Hội nghị …"), its rows, and for one issued alone when and where."""

    occasion: str
    entries: tuple[AgendaEntry, ...]
    starts_at: datetime
    ends_at: datetime | None = None
    venues: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def programme_appendix(programme: Programme) -> Appendix:
    """Return the programme as the attachment of a plan: its label is its type name, the bracket follows in print."""
    return Appendix(LABEL, programme.occasion, table=agenda_table(programme.entries))


def compose_programme(programme: Programme, frame: PaperFrame) -> OfficialDocument:
    """Return the programme as a paper with number and signature: time, venue, table, notes."""
    outline = Outline()
    outline.paragraph(f"Thời gian: {ended(in_words(programme.starts_at, programme.ends_at))}")
    if programme.venues:
        outline.listed("Địa điểm:", programme.venues)
    outline.paragraph("Nội dung chương trình:")
    outline.table(agenda_table(programme.entries))
    outline.add(*(ended(note) for note in programme.notes or (f"Trên đây là Chương trình {programme.occasion}",)))
    return compose(frame, "CTr", title=programme.occasion, provisions=outline.provisions)


def agenda_table(entries: Sequence[AgendaEntry]) -> Table:
    """Return the rows under "Thời gian | Nội dung | Thực hiện", those of a session below its name."""
    rows: list[list[str]] = []
    session = ""
    for entry in entries:
        if entry.session and entry.session != session:
            rows.append([entry.session])
        session = entry.session
        rows.append([_span(entry), entry.content, entry.by])
    return Table([["Thời gian", "Nội dung", "Thực hiện"]], rows, [0.2, 0.5, 0.3])


def _span(entry: AgendaEntry) -> str:
    """ "08h00 - 08h15"."""
    return " - ".join(f"{moment.hour:02d}h{moment.minute:02d}" for moment in (entry.starts, entry.until) if moment)
