"""Báo cáo (form 1.4 of Phụ lục III): upward with Kính gửi, or to all without; its tables stand as appendices."""

from __future__ import annotations

from dataclasses import dataclass

from documents.composing.frame import PaperFrame, compose
from documents.composing.outline import Outline
from documents.composing.passages import Content
from documents.official import Appendix, OfficialDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The facts of a Báo cáo; `addressees` are named only by a lower body that reports to a higher one (F35)."""

    frame: PaperFrame
    title: str
    addressees: tuple[str, ...] = ()
    opening: str
    body: tuple[Content, ...]
    closing: str = ""
    appendices: tuple[Appendix, ...] = ()


def compose_report(report: Report) -> OfficialDocument:
    """Return the Báo cáo."""
    outline = Outline()
    outline.paragraph(report.opening)
    outline.add(*report.body)
    outline.paragraph(report.closing or _closing(report))
    return compose(
        report.frame,
        "BC",
        title=report.title,
        addressees=report.addressees,
        provisions=outline.provisions,
        appendices=report.appendices,
    )


def _closing(report: Report) -> str:
    issuer = report.frame.issuer_name
    if len(report.addressees) == 1:
        return f"Trên đây là Báo cáo của {issuer}, kính gửi {report.addressees[0]} xem xét, chỉ đạo."
    return f"Trên đây là Báo cáo của {issuer}."
