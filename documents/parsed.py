"""What the reader finds in an issued document beyond its format: tasks, measures, conference, agenda, papers, findings."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from documents.official import OfficialDocument


class DeadlineKind(StrEnum):
    """How a deadline is given; the forms of `Deadline.value` stand in docs/contracts.md."""

    DATE = "date"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    RANGE = "range"
    RECURRING = "recurring"
    ONGOING = "ongoing"
    EVENT = "event"
    NONE = "none"


@dataclass(slots=True)
class Deadline:
    """A deadline as written (`text`), as understood (`kind`, `value`) and the last day to act (`due`).

    "trước ngày X" is due the day before X, "chậm nhất ngày X" on X, a month, quarter or year on its last day.
    """

    kind: DeadlineKind = DeadlineKind.NONE
    value: str | None = None
    text: str | None = None
    due: date | None = None


@dataclass(slots=True)
class ParsedTask:
    """The smallest item the document gives to someone. Agency names are as written; `lines` count from 1."""

    text: str
    provision: int
    section: str
    lead: list[str] = field(default_factory=list)
    coordinating: list[str] = field(default_factory=list)
    role: str = "chủ trì"
    deadline: Deadline = field(default_factory=Deadline)
    output: str | None = None
    indices: list[str] = field(default_factory=list)
    lines: tuple[int, int] = (0, 0)
    confidence: float = 1.0
    doubts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ParsedMeasure:
    """An action of the plan with nobody named, kept under its index dimension with the agencies another part proposes."""

    text: str
    provision: int
    dimension: str
    proposed_lead: list[str] = field(default_factory=list)
    lines: tuple[int, int] = (0, 0)


@dataclass(slots=True)
class ParsedDelegates:
    count: int | None = None
    text: str = ""
    groups: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ParsedConference:
    """The conference a plan calls. `month` is "2022-07" when the day is still open; `format` is in_person, online, hybrid."""

    date: date | None = None
    month: str | None = None
    time: time | None = None
    text: str = ""
    format: str = "in_person"
    venue: str | None = None
    remote_venues: list[str] = field(default_factory=list)
    chair: str | None = None
    delegates: ParsedDelegates = field(default_factory=ParsedDelegates)
    funding: str | None = None


@dataclass(slots=True)
class ParsedAgendaItem:
    """A row of the programme; `level` 1 marks a row below the numbered one before it. Several owners are joined by "; "."""

    content: str
    owner: str | None = None
    start: time | None = None
    end: time | None = None
    level: int = 0


@dataclass(slots=True)
class ParsedPresentation:
    """A presentation paper (tham luận) asked of an agency; each topic is (text, index code or "")."""

    agency: str
    topics: list[tuple[str, str]] = field(default_factory=list)


class FindingLevel(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(slots=True)
class Finding:
    """Something the person should know about the document read; `code` is stable, `message` is Vietnamese."""

    level: FindingLevel
    code: str
    message: str
    line: int | None = None


@dataclass(slots=True)
class ParsedDocument:
    """A document as read: its format (`document`), what it orders, and what the reader doubts."""

    document: OfficialDocument
    source_lines: list[str] = field(default_factory=list)
    province: str | None = None
    indices: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    tasks: list[ParsedTask] = field(default_factory=list)
    measures: list[ParsedMeasure] = field(default_factory=list)
    conference: ParsedConference | None = None
    agenda: list[ParsedAgendaItem] = field(default_factory=list)
    presentations: list[ParsedPresentation] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
