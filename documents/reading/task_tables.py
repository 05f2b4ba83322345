"""Tasks of a table: Stt | Nhiệm vụ | Chủ trì | Phối hợp | Thời gian | Sản phẩm, in whatever order and wording."""

from __future__ import annotations

import re

from documents.official import Provision
from documents.parsed import Deadline, DeadlineKind, ParsedTask
from documents.reading.agency_names import AgencyGrammar
from documents.reading.deadlines import PlanYears, find_deadline, read_time
from documents.reading.duties import agencies_in_cell, read_duty
from documents.reading.tables import ReadTable

_SAME = re.compile(r"^(?:nt|như trên|-nt-|[\"”“]|-\s?//\s?-|//)$", re.IGNORECASE)


def is_task_table(table: ReadTable) -> bool:
    """A table gives tasks when it has a column of work and one of the agencies that do it, and no clock times."""
    roles = table.roles
    return "content" in roles and "lead" in roles and "topic" not in roles and not has_clock_times(table)


def has_clock_times(table: ReadTable) -> bool:
    column = table.roles.get("time")
    return column is not None and any(
        re.search(r"\d{1,2}\s?(?:h(?![^\W\d_])|giờ|:)\s?\d{0,2}", row[column], re.IGNORECASE) for row in table.rows
    )


def tasks_of_table(
    table: ReadTable, node: Provision | None, section: str, grammar: AgencyGrammar, years: PlanYears
) -> list[ParsedTask]:
    """Return a task for each row of work; rows without agencies are headings, rows without work go on with the row above."""
    if not is_task_table(table):
        return []
    tasks: list[ParsedTask] = []
    group = ""
    has_coordinating = "coordinating" in table.roles
    for row, line in _whole_rows(table):
        content, lead, time = table.cell(row, "content"), table.cell(row, "lead"), table.cell(row, "time")
        number = table.cell(row, "number")
        filled = [cell for column, cell in enumerate(row) if cell and column != table.roles.get("number")]
        if not content and tasks and (lead or table.cell(row, "coordinating")):
            _go_on(tasks[-1], table, row, line, grammar)
            continue
        if not content or _is_heading(filled, content, lead, time, number):
            marker = re.match(r"\(?([IVX]{1,5}|[A-ZĐ]|\d{1,2}(?:\.\d{1,2})*)(?=[.)\s]|$)", number)
            group = marker[1] if marker else group
            continue
        tasks.append(
            _task(
                table,
                row,
                line,
                node,
                _section(section, group, number),
                grammar,
                years,
                tasks[-1] if tasks else None,
                has_coordinating=has_coordinating,
            )
        )
    return [task for task in tasks if task.lead]


def _whole_rows(table: ReadTable) -> list[tuple[list[str], int]]:
    """The rows with their lines; what a page break cut off a row (no number, goes on in lower case) is put back."""
    rows: list[tuple[list[str], int]] = []
    for row, line in zip(table.rows, table.row_lines, strict=True):
        content = table.cell(row, "content")
        goes_on = "number" in table.roles and not table.cell(row, "number") and content[:1].islower()
        if goes_on and rows and table.cell(rows[-1][0], "lead"):
            above, first = rows[-1]
            rows[-1] = ([" ".join(filter(None, pair)) for pair in zip(above, row, strict=True)], first)
        else:
            rows.append((row, line))
    return rows


def _task(
    table: ReadTable,
    row: list[str],
    line: int,
    node: Provision | None,
    section: str,
    grammar: AgencyGrammar,
    years: PlanYears,
    above: ParsedTask | None,
    *,
    has_coordinating: bool,
) -> ParsedTask:
    content, lead, time = table.cell(row, "content"), table.cell(row, "lead"), table.cell(row, "time")
    task = ParsedTask(
        text=re.sub(r"^(?:[-+•]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\))\s*", "", content).rstrip(" ;"),
        provision=node.id if node else -1,
        section=section,
        lines=(line, line),
        output=table.cell(row, "output") or None,
        confidence=0.95,
    )
    if (not lead or _SAME.match(lead)) and above is not None:
        task.lead, task.confidence = list(above.lead), 0.7
        task.doubts.append("Ô cơ quan chủ trì để trống; lấy theo dòng phía trên.")
    else:
        lead_part, _, partner_part = lead.partition(";") if has_coordinating else _split_partners(lead)
        task.lead = agencies_in_cell(f"{lead_part}; {partner_part}" if has_coordinating else lead_part, grammar)
        if not has_coordinating and partner_part:
            task.coordinating = agencies_in_cell(partner_part, grammar)
    if has_coordinating:
        partners = table.cell(row, "coordinating")
        task.coordinating = (
            list(above.coordinating) if _SAME.match(partners) and above else agencies_in_cell(partners, grammar)
        )
    elif not task.coordinating:
        task.coordinating = [
            name for name in read_duty(content, grammar, task.lead).coordinating if name not in task.lead
        ]
    if time and _SAME.match(time) and above is not None:
        task.deadline = above.deadline
    else:
        task.deadline = read_time(time, years) if time else find_deadline(content, years)
    if time and task.deadline.kind == DeadlineKind.NONE:
        task.doubts.append("Không hiểu được thời hạn trong bảng.")
        task.confidence = min(task.confidence, 0.6)
    if not time and task.deadline.kind == DeadlineKind.NONE:
        task.deadline = Deadline()
    return task


def _go_on(task: ParsedTask, table: ReadTable, row: list[str], line: int, grammar: AgencyGrammar) -> None:
    task.lead.extend(agencies_in_cell(table.cell(row, "lead"), grammar))
    task.coordinating.extend(agencies_in_cell(table.cell(row, "coordinating"), grammar))
    task.lines = (task.lines[0], line)


def _split_partners(cell: str) -> tuple[str, str, str]:
    """ "Sở Nội vụ chủ trì; phối hợp: các sở", "Sở Nội vụ (chủ trì), Sở Tư pháp (phối hợp)" in one column."""
    marked = re.findall(r"([^()]{3,200}?)\s*\(\s*(chủ trì|phối hợp)[^()]{0,30}\)", cell, re.IGNORECASE)
    if any(role.lower() == "phối hợp" for _, role in marked):
        leads, partners = (
            "; ".join(name.strip(" ,;.") for name, role in marked if role.lower() == wanted)
            for wanted in ("chủ trì", "phối hợp")
        )
        return leads, "", partners
    match = re.search(r"[;,.(]?\s*(?:cơ quan |đơn vị )?phối hợp(?:\s+với)?\s*:?\s*", cell, re.IGNORECASE)
    lead, partners = (cell[: match.start()], cell[match.end() :].rstrip(" )")) if match else (cell, "")
    return (
        re.sub(
            r"^(?:chủ trì|cơ quan chủ trì|đơn vị chủ trì)\s*:\s*|\s+chủ trì[,;]?\s*$",
            "",
            lead.strip(),
            flags=re.IGNORECASE,
        ),
        "",
        partners,
    )


def _is_heading(filled: list[str], content: str, lead: str, time: str, number: str) -> bool:
    if lead or time:
        return bool(lead) and all(cell == content for cell in filled)  # one merged cell repeated over the row
    is_roman = bool(re.fullmatch(r"[IVX]{1,5}\.?|[A-ZĐ]\.?|\(?[A-Z]\)?", number))
    return is_roman or len(filled) <= 1


def _section(section: str, group: str, number: str) -> str:
    return ".".join(part for part in (section, group, number.strip(". ()")) if part)
