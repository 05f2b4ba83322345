"""Quyết định of one case, forms 1.2 (direct) and 1.3 (issuing another text) of Phụ lục III; never a normative one."""

from __future__ import annotations

from dataclasses import dataclass

from documents.composing.frame import TYPE_NAMES, PaperFrame, compose, legal_basis
from documents.composing.outline import Outline, ended
from documents.composing.passages import Content, article
from documents.official import Appendix, OfficialDocument, SignatureBlock


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachedText:
    """A plan, regulation or programme issued with a decision: a text of its own heading, without number and date."""

    type_code: str
    title: str
    body: tuple[Content, ...]
    appendices: tuple[Appendix, ...] = ()

    @property
    def in_sentence(self) -> str:
        """ "Kế hoạch nâng cao Chỉ số …": type and title as the decision's article names them."""
        is_abbreviation = self.title[:2].isupper()
        title = self.title if is_abbreviation else f"{self.title[:1].lower()}{self.title[1:]}"
        return f"{TYPE_NAMES[self.type_code].capitalize()} {title}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The facts of a Quyết định.

    `grounds` are full căn cứ sentences; `proposed_by` follows "Theo đề nghị của"; `carried_out_by` names those of the last
    article. `issues` is the text attached, then named in Điều 1. `articles` are the articles between.
    """

    frame: PaperFrame
    title: str
    grounds: tuple[str, ...]
    proposed_by: str
    articles: tuple[Content, ...] = ()
    issues: AttachedText | None = None
    effect: str = "Quyết định này có hiệu lực kể từ ngày ký."
    carried_out_by: str
    appendices: tuple[Appendix, ...] = ()


def compose_decision(decision: Decision) -> OfficialDocument:
    """Return the Quyết định; the authority line above its grounds and "Như Điều …" follow in print (F57, F69)."""
    outline = Outline()
    if decision.issues:
        outline.add(article(f"Ban hành kèm theo Quyết định này {ended(decision.issues.in_sentence)}"))
    outline.add(*decision.articles, article(decision.effect))
    outline.add(article(f"{decision.carried_out_by.rstrip(' .')} chịu trách nhiệm thi hành Quyết định này."))
    proposal = f"Theo đề nghị của {decision.proposed_by}"
    return compose(
        decision.frame,
        "QĐ",
        title=decision.title,
        legal_bases=[legal_basis(ground) for ground in (*decision.grounds, proposal)],
        provisions=outline.provisions,
        appendices=decision.appendices,
        attached=[_attached(decision.issues, decision.frame)] if decision.issues else [],
    )


def _attached(text: AttachedText, frame: PaperFrame) -> OfficialDocument:
    """The attached text under the heading of the same issuer; number, date and signature are those of the decision."""
    bare = PaperFrame(issuer=frame.issuer, place="", signature=SignatureBlock(), recipients=())
    outline = Outline()
    outline.add(*text.body)
    document = compose(
        bare, text.type_code, title=text.title, provisions=outline.provisions, appendices=text.appendices
    )
    document.symbol = None
    return document
