"""Tasks of the body: the smallest items the plan gives to someone, and the actions it gives to nobody (measures)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.official import Provision, ProvisionKind
from documents.parsed import Deadline, DeadlineKind, ParsedTask
from documents.reading.agency_names import AgencyGrammar
from documents.reading.deadlines import PlanYears, find_deadline, read_time
from documents.reading.duties import Attributes, Duty, agencies_in_cell, heading_agencies, is_side_label, read_attributes, read_duty
from documents.reading.index_names import indices_in
from documents.reading.outline import Outline
from documents.reading.task_tables import tasks_of_table
from documents.vietnamese import search_key

# Sections that say why, who comes, when and at whose cost; nothing there is a task unless an agency is told to act.
_NO_TASKS = re.compile(r"muc dich|yeu cau|muc tieu|chi tieu|quan diem|thanh phan|doi tuong|can cu|thuc trang|danh gia (?:ket qua|tinh hinh)|ket qua dat duoc|ton tai|pham vi|tinh hinh|boi canh|dai bieu")
_ONLY_EXPLICIT = re.compile(r"kinh phi|thoi gian|dia diem|noi dung (?:hoi nghi|chuong trinh)|chuong trinh hoi nghi|hinh thuc")
_TASKS_AFTER_ALL = re.compile(r"nhiem vu|giai phap|to chuc thuc hien|phan cong|trach nhiem")
_CLOSING = re.compile(
    r"^(?:trên đây là|trong quá trình (?:tổ chức )?(?:triển khai |thực hiện)|nếu (?:có|phát sinh)|(?:ủy ban nhân dân|uỷ ban nhân dân|ubnd) (?:tỉnh|thành phố)[^,.;]{0,30}?\s(?:yêu cầu|đề nghị|kính)|"
    r"(?:yêu cầu|đề nghị)\s+(?:các|thủ trưởng|giám đốc|lãnh đạo|người đứng đầu)[^.;]{0,400}(?:kế hoạch này|triển khai|thực hiện)[^;]{0,200}\.?(?:/\.)?\s*$|kế hoạch này (?:thay thế|có hiệu lực))",
    re.IGNORECASE,
)
_DIFFICULTY = re.compile(r"(?:nếu có|có|gặp|phát sinh)\s+(?:những\s+)?(?:khó khăn|vướng mắc|vấn đề)", re.IGNORECASE)
_END_MARK = re.compile(r"\s*\.\s?/\s?\.?\s?\w{0,12}\s*$")


@dataclass(slots=True)
class TaskReading:
    """The tasks in document order and the provisions that order something without saying who."""

    tasks: list[ParsedTask] = field(default_factory=list)
    unowned: list[Provision] = field(default_factory=list)


class TaskReader:
    """Walks the outline from the top; each heading that names agencies gives them what stands under it."""

    def __init__(self, outline: Outline, grammar: AgencyGrammar, years: PlanYears, plan_indices: Sequence[str]) -> None:
        self._outline, self._grammar, self._years = outline, grammar, years
        self._plan_indices = list(plan_indices)
        self._reading = TaskReading()

    def read(self) -> TaskReading:
        self._walk(None, context=[], inherited=Deadline())
        self._reading.tasks.sort(key=lambda task: task.lines)
        return self._reading

    def _walk(self, parent: Provision | None, *, context: Sequence[str], inherited: Deadline) -> None:
        nodes = [self._outline.provisions[index] for index in self._outline.children.get(parent.id if parent else None, [])]
        pending: list[ParsedTask] = []
        previous_marked = False
        for node in nodes:
            text = _END_MARK.sub(".", node.text)
            if node.id in self._outline.tables:
                found = tasks_of_table(self._outline.tables[node.id], node, self._outline.path(node), self._grammar, self._years)
                for task in found:
                    task.indices = indices_in(task.text) or self._only_index()
                self._reading.tasks.extend(found)
                continue
            if parent is None and node.kind == ProvisionKind.PARAGRAPH and not self._outline.children.get(node.id):
                if not any(above.marker for above in self._outline.provisions[: node.id]):
                    continue  # the opening
            attributes = read_attributes(text)
            if attributes is not None and attributes.is_line:
                self._apply(attributes, pending or self._as_task(parent, context, inherited), node)
                continue
            if self._is_no_order(node, text):
                continue
            if node.kind == ProvisionKind.PARAGRAPH and previous_marked and not self._names_someone(text, context):
                continue  # goes on about the item before it
            pending.extend(self._visit(node, text, context=context, inherited=inherited, attributes=attributes))
            previous_marked = node.kind in (ProvisionKind.DASH, ProvisionKind.PLUS, ProvisionKind.POINT)

    def _visit(self, node: Provision, text: str, *, context: Sequence[str], inherited: Deadline, attributes: Attributes | None) -> list[ParsedTask]:
        children = self._outline.children_of(node)
        agencies = heading_agencies(text, self._grammar) if (children or node.is_title or not context) else []
        if agencies and children:
            self._walk(node, context=agencies, inherited=inherited)
            return []
        if agencies and not children and not self._has_order(text):
            return []
        if node.kind in (ProvisionKind.PART, ProvisionKind.SECTION) and children:
            self._walk(node, context=context, inherited=inherited)
            return []
        if children and all(self._is_attribute(child) for child in children):
            task = self._task(node, text, context, inherited, attributes, is_ordered=False)
            before = len(self._reading.tasks)
            for child in children:
                line = read_attributes(_END_MARK.sub(".", child.text))
                if line is not None:
                    self._fill(task, line, child)
            if task.lead:
                self._reading.tasks.append(task)
            return self._reading.tasks[before:]
        duty = read_duty(text, self._grammar, context)
        if children:
            return self._visit_parent(node, text, duty, children, context=context, inherited=inherited, attributes=attributes)
        allowed = self._allowed(node)
        if not duty.lead and attributes is None:
            if allowed == "all":
                self._reading.unowned.append(node)
                return []
            return []
        if allowed == "none" or (allowed == "explicit" and not duty.is_explicit and not context and attributes is None):
            return []
        task = self._task(node, text, context, inherited, attributes, is_ordered=True)
        if not task.lead:
            self._reading.unowned.append(node)
            return []
        self._reading.tasks.append(task)
        return [task]

    def _visit_parent(
        self, node: Provision, text: str, duty: Duty, children: Sequence[Provision], *, context: Sequence[str], inherited: Deadline, attributes: Attributes | None
    ) -> list[ParsedTask]:
        """An item with items under it: a head they share, or an order of its own that they detail."""
        before = len(self._reading.tasks)
        own_deadline = find_deadline(text, self._years)
        owned = [child for child in children if self._starts_with_agency(child)]
        opens_list = text.rstrip().endswith(":")
        passes_on = duty.lead if duty.is_explicit else list(context)
        shared = own_deadline if own_deadline.kind != DeadlineKind.NONE else inherited
        is_own_order = bool(duty.lead) and self._allowed(node) != "none" and not duty.is_introduction and (
            (duty.is_explicit and bool(owned)) or (not opens_list and not node.is_title and self._has_order(text))
        )
        if is_own_order:
            self._reading.tasks.append(self._task(node, text, context, inherited, attributes, is_ordered=True))
        if self._is_list_of_names(children) and duty.lead and not owned:
            if not is_own_order and self._has_order(text):
                self._reading.tasks.append(self._task(node, text, context, inherited, attributes, is_ordered=True))
        else:
            self._walk(node, context=passes_on, inherited=shared if opens_list or not is_own_order else inherited)
        return self._reading.tasks[before:]

    def _task(self, node: Provision, text: str, context: Sequence[str], inherited: Deadline, attributes: Attributes | None, *, is_ordered: bool) -> ParsedTask:
        duty = read_duty(text, self._grammar, context)
        deadline = find_deadline(text, self._years)
        task = ParsedTask(
            text=text.rstrip(" ;"),
            provision=node.id,
            section=self._outline.path(node),
            lead=duty.lead,
            coordinating=[name for name in duty.coordinating if name not in duty.lead],
            role=duty.role,
            deadline=deadline,
            indices=indices_in(text) or self._only_index(),
            lines=node.lines,
            confidence=0.95 if duty.is_explicit else 0.9,
        )
        if deadline.kind == DeadlineKind.NONE and inherited.kind != DeadlineKind.NONE:
            task.deadline = inherited
            task.doubts.append("Thời hạn lấy từ đoạn văn phía trên.")
            task.confidence -= 0.1
        if attributes is not None:
            self._fill(task, attributes, node)
        self._doubt(task, text)
        return task

    def _fill(self, task: ParsedTask, attributes: Attributes, node: Provision) -> None:
        if attributes.lead:
            task.lead = agencies_in_cell(attributes.lead, self._grammar)
        if attributes.coordinating:
            task.coordinating = agencies_in_cell(attributes.coordinating, self._grammar)
        if attributes.time:
            task.deadline = read_time(attributes.time, self._years)
        if attributes.output:
            task.output = attributes.output
        task.lines = (min(task.lines[0], node.lines[0]), max(task.lines[1], node.lines[1]))

    def _apply(self, attributes: Attributes, tasks: Sequence[ParsedTask], node: Provision) -> None:
        """A line of labels speaks of the items before it that have no such word yet."""
        for task in tasks:
            first, last = task.lines
            self._fill(task, attributes, node)
            task.lines = (first, max(last, node.lines[1])) if len(tasks) == 1 else (first, last)

    def _as_task(self, parent: Provision | None, context: Sequence[str], inherited: Deadline) -> list[ParsedTask]:
        return []

    def _doubt(self, task: ParsedTask, text: str) -> None:
        if len(re.findall(r"(?:trước|chậm nhất|muộn nhất)[^.;]{0,25}\d{1,2}/\d{1,2}", text)) > 1 and task.deadline.kind == DeadlineKind.DATE:
            task.doubts.append("Đoạn này nêu nhiều thời hạn; chỉ lấy thời hạn đầu tiên.")
            task.confidence -= 0.2
        if len(text) > 600:
            task.doubts.append("Đoạn văn dài, có thể gồm nhiều nhiệm vụ.")
            task.confidence -= 0.1
        if any(len(name) > 90 for name in task.lead):
            task.doubts.append("Tên cơ quan chủ trì là cả một cụm mô tả; cần chọn cơ quan cụ thể.")
            task.confidence -= 0.2
        task.confidence = round(max(task.confidence, 0.1), 2)

    def _is_no_order(self, node: Provision, text: str) -> bool:
        if is_side_label(text) and not self._outline.children.get(node.id):
            return True
        if node.kind == ProvisionKind.PARAGRAPH and not self._outline.children.get(node.id) and (_CLOSING.match(text) or text.endswith(":")):
            return True
        return bool(_DIFFICULTY.search(text)) and bool(re.match(r"(?:trong quá trình|nếu|quá trình|khi|yêu cầu|có|gặp)", text, re.IGNORECASE)) and len(text) < 500

    def _names_someone(self, text: str, context: Sequence[str]) -> bool:
        return read_duty(text, self._grammar, ()).is_explicit

    def _starts_with_agency(self, node: Provision) -> bool:
        text = _END_MARK.sub(".", node.text)
        return read_duty(text, self._grammar, ()).is_explicit or bool(heading_agencies(text, self._grammar) and self._outline.children.get(node.id))

    def _is_attribute(self, node: Provision) -> bool:
        attributes = read_attributes(_END_MARK.sub(".", node.text))
        return (attributes is not None and attributes.is_line) or is_side_label(node.text)

    def _is_list_of_names(self, children: Sequence[Provision]) -> bool:
        """Items that only name agencies or people, without telling them to do anything."""
        return all(self._outline.children.get(child.id) is None and len(child.text) < 160 and self._only_names(child.text) for child in children)

    def _only_names(self, text: str) -> bool:
        bare = text.strip(" .;,")
        found = self._grammar.read_list(bare)
        return found is not None and not bare[found.end :].strip(" .;,")

    def _has_order(self, text: str) -> bool:
        found = self._grammar.read_list(text)
        return found is None or bool(text[found.end :].strip(" .;:,"))

    def _allowed(self, node: Provision) -> str:
        """"all", "explicit" (only where an agency is named) or "none", by the headings above."""
        allowed = "all"
        for above in self._outline.parents(node):
            key = search_key(above.text[:200])
            if above.kind in (ProvisionKind.PARAGRAPH, ProvisionKind.DASH, ProvisionKind.PLUS) or len(above.text) > 250:
                continue
            if heading_agencies(above.text, self._grammar):
                continue
            if _NO_TASKS.search(key) and not _TASKS_AFTER_ALL.search(key):
                return "none"
            if _ONLY_EXPLICIT.search(key) and not _TASKS_AFTER_ALL.search(key):
                allowed = "explicit"
        return allowed

    def _only_index(self) -> list[str]:
        return list(self._plan_indices) if len(self._plan_indices) == 1 else []
