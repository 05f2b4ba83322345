"""The overview on paper: a short report in the official format, with the figures of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.official import Issuer, OfficialDocument, Provision, ProvisionKind, SignatureBlock, Table
from indices.queries import IndexSeries, index_series
from reports import charts, exports, pending
from reports.queries import AgencyRow, DutyCounts, Scope, counts_by_agency, duty_counts

if TYPE_CHECKING:
    from accounts.models import User

AGENCY_HEAD = ["Cơ quan", "Quá hạn", "Hoàn thành chậm", "Hoàn thành đúng hạn", "Đang thực hiện"]
INDEX_HEAD = ["Chỉ số", "Năm", "Điểm", "Xếp hạng", "So với kỳ trước"]


def overview_brief(scope: Scope, user: User) -> OfficialDocument:
    """What a leader takes to a meeting: duties, who is late, what to settle, where the indices stand.

    A draft without number and date, composed from the same queries as the overview.
    """
    counts = duty_counts(scope, user)
    late = charts.late_agencies(counts_by_agency(scope, user))
    positions = [series for series in index_series(user, scope.province) if series.total.latest]
    questions = pending.questions(scope, user)
    outline = _Outline()
    outline.heading("I.", "TÌNH HÌNH THỰC HIỆN NHIỆM VỤ")
    outline.paragraph(f"Phạm vi: {exports.describe(scope)}. {_in_words(counts)}")
    if late:
        outline.heading("II.", "CƠ QUAN CHẬM")
        outline.table(AGENCY_HEAD, [_agency_line(row) for row in late], [0.4, 0.15, 0.15, 0.15, 0.15])
    outline.heading("III." if late else "II.", "VIỆC CẦN QUYẾT")
    for question in questions:
        outline.dash(f"{question.count} {question.text}.")
    if not questions:
        outline.paragraph("Không có việc nào chờ quá hạn.")
    if positions:
        outline.heading("IV." if late else "III.", "VỊ TRÍ CỦA TỈNH TRONG CÁC CHỈ SỐ")
        outline.table(INDEX_HEAD, [_index_line(series) for series in positions], [0.24, 0.12, 0.18, 0.2, 0.26])
    return OfficialDocument(
        type_code="BC",
        type_name="BÁO CÁO",
        title=f"Tóm tắt tình hình thực hiện nhiệm vụ đến ngày {scope.on:%d/%m/%Y}",
        issuer=Issuer(name_lines=["ỦY BAN NHÂN DÂN", scope.province.full_name.upper()], symbol="UBND"),
        symbol="BC-UBND",
        place=scope.province.name,
        date_written=(scope.on.year, scope.on.month),
        provisions=outline.provisions,
        signature=SignatureBlock(),
    )


class _Outline:
    """Provisions in order, each numbered, those of a section below its heading."""

    def __init__(self) -> None:
        self.provisions: list[Provision] = []
        self._section: int | None = None

    def heading(self, marker: str, text: str) -> None:
        self._section = None
        self._section = self._add(marker, text, ProvisionKind.SECTION, is_title=True)

    def paragraph(self, text: str) -> None:
        self._add("", text, ProvisionKind.PARAGRAPH)

    def dash(self, text: str) -> None:
        self._add("-", text, ProvisionKind.DASH)

    def table(self, head: list[str], rows: list[list[str]], shares: list[float]) -> None:
        self._add("", "", ProvisionKind.PARAGRAPH, table=Table(head=[head], rows=rows, column_shares=shares))

    def _add(
        self, marker: str, text: str, kind: ProvisionKind, *, is_title: bool = False, table: Table | None = None
    ) -> int:
        number = len(self.provisions) + 1
        self.provisions.append(
            Provision(
                id=number, marker=marker, text=text, kind=kind, parent=self._section, is_title=is_title, table=table
            )
        )
        return number


def _in_words(counts: DutyCounts) -> str:
    if not counts.total:
        return "Chưa có nhiệm vụ nào được giao."
    return (
        f"Tổng số {counts.total} nhiệm vụ: hoàn thành đúng hạn {counts.done_on_time}, hoàn thành chậm {counts.done_late}, "
        f"đang thực hiện {counts.running}, quá hạn {counts.overdue}."
    )


def _agency_line(row: AgencyRow) -> list[str]:
    counts = row.counts
    figures = (counts.overdue, counts.done_late, counts.done_on_time, counts.running)
    return [row.agency.name, *map(str, figures)]


def _index_line(series: IndexSeries) -> list[str]:
    latest = series.total.latest
    if latest is None:
        return [series.index.short_name, "", "", "", ""]
    rank = "" if latest.rank is None else f"{latest.rank}" + (f"/{latest.rank_of}" if latest.rank_of else "")
    change = series.change
    points = "" if change is None or change.points is None else f"{change.points:+.2f} điểm".replace(".", ",")
    score = "" if latest.score is None else f"{latest.score:.2f}".replace(".", ",")
    return [series.index.short_name, str(latest.year), score, rank, points or "không so sánh được"]
