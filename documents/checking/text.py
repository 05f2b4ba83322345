"""All rules that read words and form only, for PDF and Word file alike."""

from __future__ import annotations

from collections.abc import Iterator

from documents.checking.body_text import check_body_text, text_form
from documents.checking.capital_text import check_capitals
from documents.checking.citation_text import check_citations
from documents.checking.closing_text import check_closing_text
from documents.checking.district_text import check_districts
from documents.checking.findings import RuleFinding
from documents.checking.header_text import check_header_text, nation_and_motto, type_name_form
from documents.checking.paper import Paper


def check_text(paper: Paper) -> Iterator[RuleFinding]:
    """Yield what the words and their form break. A Phụ lục that is a file of its own has neither heading nor signature."""
    if paper.type_code != "PL":
        yield from check_header_text(paper)
        yield from check_body_text(paper)
    for text in paper.attached:
        yield from nation_and_motto(text.nation, text.motto)
        if text.type_name is not None:
            yield from type_name_form(text.type_name)
        yield from text_form(Paper(type_code="", body=text.body))
    yield from check_closing_text(paper)
    yield from check_citations(paper)
    yield from check_capitals(paper)
    yield from check_districts(paper)
