"""The content of a paper as facts: titled sections, clauses, points, dashes and tables, one below another, still without numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from documents.official import ProvisionKind, Table

Content: TypeAlias = "Passage | Table | str"


@dataclass(frozen=True, slots=True)
class Passage:
    """A title or text and what stands below it; a bare string is a paragraph without a marker."""

    kind: ProvisionKind
    text: str
    below: tuple[Content, ...] = ()
    is_title: bool = False


def part(title: str, *below: Content) -> Passage:
    """Phần I, with its title on the next line."""
    return Passage(ProvisionKind.PART, title, below, is_title=True)


def section(title: str, *below: Content) -> Passage:
    """I. MỤC ĐÍCH, YÊU CẦU."""
    return Passage(ProvisionKind.SECTION, title, below, is_title=True)


def article(text: str, *below: Content) -> Passage:
    """Điều 1. …"""
    return Passage(ProvisionKind.ARTICLE, text, below)


def heading(title: str, *below: Content) -> Passage:
    """1. Sở Nội vụ: a clause that is the title of what stands below it."""
    return Passage(ProvisionKind.CLAUSE, title, below, is_title=True)


def clause(text: str, *below: Content) -> Passage:
    """1. A clause of running text."""
    return Passage(ProvisionKind.CLAUSE, text, below)


def point(text: str, *below: Content) -> Passage:
    """a) …"""
    return Passage(ProvisionKind.POINT, text, below)


def dash(text: str, *below: Content) -> Passage:
    """- …"""
    return Passage(ProvisionKind.DASH, text, below)


def plus(text: str) -> Passage:
    """+ …"""
    return Passage(ProvisionKind.PLUS, text)
