"""Tờ trình (form 1.4 of Phụ lục III): a lower body asks a higher one to decide."""

from __future__ import annotations

from dataclasses import dataclass

from documents.composing.frame import PaperFrame, compose, legal_basis
from documents.composing.outline import Outline, ended
from documents.composing.passages import Content
from documents.official import Appendix, OfficialDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """The facts of a Tờ trình.

    `matter` follows "trình … về": "việc ban hành Kế hoạch …". `enclosed` are the papers that go with it.
    """

    frame: PaperFrame
    title: str
    addressee: str
    grounds: tuple[str, ...] = ()
    matter: str
    body: tuple[Content, ...]
    enclosed: tuple[str, ...] = ()
    appendices: tuple[Appendix, ...] = ()


def compose_submission(submission: Submission) -> OfficialDocument:
    """Return the Tờ trình: grounds in italics, what is submitted and why, what is asked, what is enclosed."""
    outline = Outline()
    issuer = submission.frame.issuer_name
    outline.paragraph(f"{issuer} kính trình {submission.addressee} {submission.matter.rstrip(' :.')} như sau:")
    outline.add(*submission.body)
    if submission.enclosed:
        outline.paragraph(f"Gửi kèm theo Tờ trình: {ended('; '.join(submission.enclosed))}")
    outline.paragraph(f"{issuer} kính trình {submission.addressee} xem xét, quyết định.")
    return compose(
        submission.frame,
        "TTr",
        title=submission.title,
        addressees=[submission.addressee],
        legal_bases=[legal_basis(ground) for ground in submission.grounds],
        provisions=outline.provisions,
        appendices=submission.appendices,
    )
