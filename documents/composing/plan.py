"""Kế hoạch (form 1.4 of Phụ lục III), in the order of provincial plans: purpose, content, who does what, how it is carried out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from documents.composing.frame import PaperFrame, compose
from documents.composing.outline import Outline
from documents.composing.passages import Content, Passage, dash, heading, point, section
from documents.official import Appendix, OfficialDocument, Table

COLUMNS_OF_LANDSCAPE = 6
CALL_TO_ACT = "Yêu cầu các cơ quan, đơn vị, địa phương nghiêm túc triển khai thực hiện Kế hoạch này."


@dataclass(frozen=True, slots=True)
class AgencyDuties:
    """What one agency or group of agencies has to do: "1. Sở Nội vụ" and its points a, b, c."""

    agency: str
    duties: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedTask:
    """A row of the table of tasks; `group` is the heading it stands under ("I. Tham gia của người dân ở cấp cơ sở")."""

    task: str
    lead: str
    coordinating: str = ""
    output: str = ""
    deadline: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The facts of a Kế hoạch.

    `opening` names the mandate. `body` are the sections between purpose and duties; the duties follow as the section
    `duties_title`. `closing` is the last sentence.
    """

    frame: PaperFrame
    title: str
    opening: str
    purposes: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    body: tuple[Content, ...] = ()
    duties_title: str = "Tổ chức thực hiện"
    duties: tuple[AgencyDuties, ...] = ()
    closing: str = CALL_TO_ACT
    appendices: tuple[Appendix, ...] = ()


def compose_plan(plan: Plan) -> OfficialDocument:
    """Return the Kế hoạch."""
    outline = Outline()
    outline.paragraph(plan.opening)
    if plan.purposes or plan.requirements:
        outline.add(_purposes(plan))
    outline.add(*plan.body)
    if plan.duties:
        outline.add(section(plan.duties_title, *(_duties(agency) for agency in plan.duties)))
    outline.paragraph(plan.closing)
    return compose(plan.frame, "KH", title=plan.title, provisions=outline.provisions, appendices=plan.appendices)


def task_table(tasks: Sequence[PlannedTask]) -> Table:
    """Return the tasks as a table; columns nobody filled are left out, a group row opens each group."""
    columns = [
        ("Nhiệm vụ", 0.35, [task.task for task in tasks]),
        ("Cơ quan chủ trì", 0.15, [task.lead for task in tasks]),
        ("Cơ quan phối hợp", 0.18, [task.coordinating for task in tasks]),
        ("Sản phẩm", 0.14, [task.output for task in tasks]),
        ("Thời hạn", 0.13, [task.deadline for task in tasks]),
    ]
    filled = [column for column in columns if any(column[2])]
    rows: list[list[str]] = []
    group = ""
    for place, task in enumerate(tasks):
        if task.group and task.group != group:
            rows.append([task.group])
        group = task.group
        rows.append([str(place + 1), *(cells[place] for _, _, cells in filled)])
    head = [["STT", *(name for name, _, _ in filled)]]
    return Table(head, rows, [0.06, *(share for _, share, _ in filled)])


def task_appendix(title: str, tasks: Sequence[PlannedTask]) -> Appendix:
    """Return the table of tasks as a Phụ lục; with six columns it lies across a landscape page."""
    table = task_table(tasks)
    return Appendix("Phụ lục", title, table=table, is_landscape=len(table.head[0]) >= COLUMNS_OF_LANDSCAPE)


def _purposes(plan: Plan) -> Passage:
    """Section "Mục đích, yêu cầu"; only one of the two gives it its own name."""
    purposes, requirements = map(_dashes, (plan.purposes, plan.requirements))
    if purposes and requirements:
        return section("Mục đích, yêu cầu", heading("Mục đích", *purposes), heading("Yêu cầu", *requirements))
    return section("Mục đích" if purposes else "Yêu cầu", *purposes, *requirements)


def _dashes(texts: Sequence[str]) -> tuple[Passage, ...]:
    return tuple(dash(text) for text in texts)


def _duties(agency: AgencyDuties) -> Passage:
    """One duty stands as a paragraph, several as points."""
    if len(agency.duties) == 1:
        return heading(agency.agency, agency.duties[0])
    return heading(agency.agency, *(point(duty) for duty in agency.duties))
