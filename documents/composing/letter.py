"""Công văn, form 1.5 of Phụ lục III: a subject under the number, those it goes to, a free text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from documents.composing.frame import LETTER, PaperFrame, compose
from documents.composing.outline import Outline
from documents.composing.passages import Content
from documents.official import Appendix, OfficialDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The facts of a Công văn.

    `subject` follows "V/v" and starts small: "cung cấp danh sách điều tra xã hội học". `unit` is the drafting unit or field in
    the symbol, "CCHC" in SNV-CCHC.
    """

    frame: PaperFrame
    unit: str
    subject: str
    addressees: tuple[str, ...]
    body: tuple[Content, ...]
    appendices: tuple[Appendix, ...] = ()


def compose_letter(letter: Letter) -> OfficialDocument:
    """Return the Công văn; "Như trên" opens its recipients in print (F57)."""
    outline = Outline()
    outline.add(*letter.body)
    return compose(
        letter.frame,
        LETTER,
        title=letter.subject,
        unit=letter.unit,
        addressees=letter.addressees,
        provisions=outline.provisions,
        appendices=letter.appendices,
    )


def joined(names: Sequence[str]) -> str:
    """Return the names in a sentence: "Sở Nội vụ, Sở Tài chính và Sở Tư pháp"."""
    return " và ".join(part for part in (", ".join(names[:-1]), names[-1]) if part) if names else ""
