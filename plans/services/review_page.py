"""What the review page shows of an import: each draft beside its source, what is left to decide, what could not be matched."""

from __future__ import annotations

from dataclasses import dataclass

from agencies.models import Province
from documents.parsed import ParsedDocument
from documents.vietnamese import search_key
from plans.enums import DraftState, ImportState, TaskRole
from plans.models import DraftTask, DraftTaskAgency, PlanImport
from plans.services.importing import parsed_of

# Below this the reader itself is not sure, and the row is marked.
DOUBTFUL_BELOW = 0.75


@dataclass(frozen=True)
class DraftRow:
    """A draft task with the lines it was read from, as (number, text)."""

    draft: DraftTask
    source: list[tuple[int, str]]
    lead: list[DraftTaskAgency]
    coordinating: list[DraftTaskAgency]

    @property
    def unmatched(self) -> list[str]:
        return [row.name_written for row in (*self.lead, *self.coordinating) if not (row.agency_id or row.group_id)]

    @property
    def is_doubtful(self) -> bool:
        return bool(self.draft.doubts or self.unmatched) or self.draft.confidence < DOUBTFUL_BELOW

    @property
    def is_open(self) -> bool:
        return self.draft.state == DraftState.PROPOSED


@dataclass(frozen=True)
class Review:
    """The whole import under review."""

    parsed: ParsedDocument
    rows: list[DraftRow]
    is_open: bool
    other_province: str = ""

    @property
    def decided(self) -> int:
        return sum(not row.is_open for row in self.rows)

    @property
    def accepted(self) -> int:
        return sum(row.draft.state == DraftState.ACCEPTED for row in self.rows)

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def is_decided(self) -> bool:
        return self.decided == self.total and self.accepted > 0

    @property
    def findings(self) -> list[tuple[str, list[int]]]:
        """What the reader wants known, each sentence once with the lines it is about."""
        lines: dict[str, list[int]] = {}
        for finding in self.parsed.findings:
            where = lines.setdefault(finding.message, [])
            if finding.line is not None:
                where.append(finding.line)
        return list(lines.items())

    @property
    def unmatched(self) -> list[str]:
        return list(
            dict.fromkeys(name for row in self.rows if row.draft.state != DraftState.DROPPED for name in row.unmatched)
        )


def compose_review(plan_import: PlanImport, *, doubtful_first: bool = False) -> Review:
    """The import's drafts in document order, or those in doubt first. Two queries whatever their number."""
    parsed = parsed_of(plan_import)
    drafts = plan_import.draft_tasks.prefetch_related("agencies__agency", "agencies__group").order_by("order")
    rows = [_row(draft, parsed.source_lines) for draft in drafts]
    if doubtful_first:
        rows.sort(key=lambda row: (not row.is_doubtful, row.draft.order))
    return Review(
        parsed=parsed,
        rows=rows,
        is_open=plan_import.state == ImportState.REVIEW,
        other_province=_other_province(parsed, plan_import.province),
    )


def _other_province(parsed: ParsedDocument, province: Province) -> str:
    """The province the document names when it is not the one it is being taken in for."""
    named = parsed.province or ""
    return named if named and search_key(named) != search_key(province.name) else ""


def source_lines(draft: DraftTask, lines: list[str] | None = None) -> list[tuple[int, str]]:
    """The lines of the imported text that the draft was read from; none for a task added by hand."""
    if lines is None:
        lines = (draft.plan_import.parsed or {}).get("source_lines", [])
    last = min(draft.last_line, len(lines))
    if not draft.first_line:
        return []
    return [(number, lines[number - 1]) for number in range(draft.first_line, last + 1) if lines[number - 1].strip()]


def _row(draft: DraftTask, lines: list[str]) -> DraftRow:
    agencies = list(draft.agencies.all())
    return DraftRow(
        draft=draft,
        source=source_lines(draft, lines),
        lead=[row for row in agencies if row.role == TaskRole.LEAD],
        coordinating=[row for row in agencies if row.role == TaskRole.COORDINATING],
    )
