"""Tasks of the body: the smallest items the plan gives to someone, and the actions it gives to nobody (measures)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from documents.official import Provision, ProvisionKind
from documents.parsed import Deadline, DeadlineKind, ParsedTask
from documents.reading.agency_names import AgencyGrammar
from documents.reading.deadlines import PlanYears, find_deadline, read_time
from documents.reading.duties import (
    Attributes,
    agencies_in_cell,
    heading_agencies,
    is_side_label,
    read_attributes,
    read_duty,
)
from documents.reading.index_names import indices_in
from documents.reading.outline import Outline
from documents.reading.sentences import split_orders
from documents.reading.task_tables import tasks_of_table
from documents.vietnamese import search_key

# Sections that say why, who comes, when and at whose cost; nothing there is a task unless an agency is told to act.
_NO_TASKS = re.compile(
    r"muc dich|yeu cau|muc tieu|chi tieu|quan diem|thanh phan|doi tuong|can cu|thuc trang|danh gia (?:ket qua"
    r"|tinh hinh)|ket qua dat duoc|ton tai|pham vi|tinh hinh|boi canh|dai bieu"
)
_ONLY_EXPLICIT = re.compile(
    r"kinh phi|thoi gian|dia diem|noi dung (?:hoi nghi|chuong trinh)|chuong trinh hoi nghi|hinh thuc"
)
_TASKS_AFTER_ALL = re.compile(r"nhiem vu|giai phap|to chuc thuc hien|phan cong|trach nhiem")
_CLOSING = re.compile(
    r"^(?:trên đây là|trong quá trình (?:tổ chức )?(?:triển khai |thực hiện)|nếu (?:có|phát sinh)"
    r"|(?:ủy ban nhân dân|uỷ ban nhân dân|ubnd) (?:tỉnh|thành phố)[^,.;]{0,30}?\s(?:yêu cầu|đề nghị|kính)|"
    r"(?:yêu cầu|đề nghị)\s+(?:các|thủ trưởng|giám đốc|lãnh đạo|người đứng đầu)[^.;]{0,400}(?:kế hoạch này"
    r"|triển khai|thực hiện)[^;]{0,200}\.?(?:/\.)?\s*$|kế hoạch này (?:thay thế|có hiệu lực))",
    re.IGNORECASE,
)
# "Căn cứ Kế hoạch này, các đơn vị tổ chức thực hiện.": nothing is ordered that the plan does not say already.
_BARE_CALL = re.compile(
    r"(?:(?:căn cứ|trên cơ sở|theo)[^,]{0,60},\s*)?(?:yêu cầu |đề nghị )?(?:các|thủ trưởng)[^.]{3,160}?"
    r"\s(?:nghiêm túc\s+)?(?:tổ chức|triển khai|tổ chức triển khai)\s+thực hiện(?:\s+(?:nghiêm túc|kế hoạch này|có hiệu quả))*\.?$",
    re.IGNORECASE,
)
_PROGRAMME_ITEM = re.compile(
    r"(?:từ\s+)?\d{1,2}\s?(?:h|giờ|g|:)\s?(?:\d{2})?(?:\s?phút)?\s*(?:-|–|đến|:)", re.IGNORECASE
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
        nodes = [
            self._outline.provisions[index] for index in self._outline.children.get(parent.id if parent else None, [])
        ]
        labels = {node.id: self._labels(node) for node in nodes}
        has_item = previous_marked = False
        for position, node in enumerate(nodes):
            text = _END_MARK.sub(".", node.text)
            if node.id in self._outline.tables:
                self._read_table(node)
                continue
            if parent is None and self._is_opening(node):
                continue
            label = labels[node.id]
            if label is not None:
                if not has_item:  # labels at the head of a list speak of all of it
                    context = agencies_in_cell(label.lead, self._grammar) if label.lead else context
                    inherited = read_time(label.time, self._years) if label.time else inherited
                continue
            if self._is_no_order(node, text):
                continue
            if (
                node.kind == ProvisionKind.PARAGRAPH
                and previous_marked
                and not read_duty(text, self._grammar, ()).is_explicit
            ):
                continue  # goes on about the item before it
            has_item = True
            behind = self._labels_behind(nodes, labels, position)
            self._visit(
                node, text, context=context, inherited=inherited, attributes=read_attributes(text), behind=behind
            )
            previous_marked = node.kind in (ProvisionKind.DASH, ProvisionKind.PLUS, ProvisionKind.POINT)

    def _labels(self, node: Provision) -> Attributes | None:
        """The labels of a line that has nothing else: it speaks of the items around it."""
        if self._outline.children.get(node.id):
            return None
        attributes = read_attributes(_END_MARK.sub(".", node.text))
        return attributes if attributes is not None and attributes.is_line else None

    def _labels_behind(
        self, nodes: Sequence[Provision], labels: Mapping[int, Attributes | None], position: int
    ) -> list[tuple[Attributes, Provision]]:
        """The lines of labels that close the run of items `position` stands in: "- …", "- …", "- Cơ quan chủ trì: …"."""
        at = position + 1
        while at < len(nodes) and labels[nodes[at].id] is None and not self._outline.children.get(nodes[at].id):
            at += 1
        found = []
        while at < len(nodes) and (label := labels[nodes[at].id]) is not None:
            found.append((label, nodes[at]))
            at += 1
        return found

    def _is_opening(self, node: Provision) -> bool:
        is_bare = node.kind == ProvisionKind.PARAGRAPH and not self._outline.children.get(node.id)
        return is_bare and not any(above.marker for above in self._outline.provisions[: node.id])

    def _read_table(self, node: Provision) -> None:
        for task in tasks_of_table(
            self._outline.tables[node.id], node, self._outline.path(node), self._grammar, self._years
        ):
            task.indices = indices_in(task.text) or self._only_index()
            self._reading.tasks.append(task)

    def _visit(
        self,
        node: Provision,
        text: str,
        *,
        context: Sequence[str],
        inherited: Deadline,
        attributes: Attributes | None,
        behind: Sequence[tuple[Attributes, Provision]],
    ) -> None:
        children = self._outline.children_of(node)
        agencies = heading_agencies(text, self._grammar) if (children or node.is_title or not context) else []
        if agencies and children:
            self._walk(node, context=agencies, inherited=inherited)
            return
        if agencies and not self._has_order(text):
            return
        if node.kind in (ProvisionKind.PART, ProvisionKind.SECTION) and children:
            self._walk(node, context=context, inherited=inherited)
            return
        if children and all(self._is_attribute(child) for child in children):
            self._add(
                node,
                text,
                context,
                inherited,
                attributes,
                [(label, child) for child in children if (label := self._labels(child)) is not None],
            )
            return
        if children:
            self._visit_parent(node, text, children, context=context, inherited=inherited, attributes=attributes)
            return
        allowed = self._allowed(node)
        is_named = (
            bool(context)
            or attributes is not None
            or bool(behind)
            or read_duty(text, self._grammar, context).is_explicit
        )
        if allowed == "none" or (allowed == "explicit" and not is_named):
            return
        self._add(node, text, context, inherited, attributes, behind)

    def _add(
        self,
        node: Provision,
        text: str,
        context: Sequence[str],
        inherited: Deadline,
        attributes: Attributes | None,
        labels: Sequence[tuple[Attributes, Provision]] = (),
    ) -> None:
        """Keep the item as a task, or as one for each order in it, when someone is named for it; as unowned otherwise."""
        is_whole = attributes is not None or bool(labels)
        orders = [text] if is_whole else split_orders(text, self._grammar, self._years, is_owned=bool(context))
        owners = list(context)
        for order in orders:
            if len(orders) > 1 and _BARE_CALL.match(order):
                continue
            task = self._task(node, order, owners, inherited, attributes)
            for label, line in labels:
                self._fill(task, label, line)
            if task.lead:
                self._reading.tasks.append(task)
                owners = task.lead
            else:
                self._reading.unowned.append(node)

    def _visit_parent(
        self,
        node: Provision,
        text: str,
        children: Sequence[Provision],
        *,
        context: Sequence[str],
        inherited: Deadline,
        attributes: Attributes | None,
    ) -> None:
        """An item with items under it: a head they share, or an order of its own that they detail."""
        duty = read_duty(text, self._grammar, context)
        own_deadline = find_deadline(text, self._years)
        is_owned = any(self._starts_with_agency(child) for child in children)
        opens_list = text.rstrip().endswith(":")
        is_order = bool(duty.lead) and self._allowed(node) != "none" and not duty.is_introduction
        is_own_order = is_order and (
            (duty.is_explicit and is_owned) or (not opens_list and not node.is_title and self._has_order(text))
        )
        only_names = bool(duty.lead) and not is_owned and self._is_list_of_names(children)
        if is_own_order or (is_order and only_names and self._has_order(text)):
            self._add(node, text, context, inherited, attributes)
        if not only_names:
            shared = (
                own_deadline
                if own_deadline.kind != DeadlineKind.NONE and (opens_list or not is_own_order)
                else inherited
            )
            self._walk(node, context=duty.lead if duty.is_explicit else list(context), inherited=shared)

    def _task(
        self, node: Provision, text: str, context: Sequence[str], inherited: Deadline, attributes: Attributes | None
    ) -> ParsedTask:
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

    def _doubt(self, task: ParsedTask, text: str) -> None:
        if (
            len(re.findall(r"(?:trước|chậm nhất|muộn nhất)[^.;]{0,25}\d{1,2}/\d{1,2}", text)) > 1
            and task.deadline.kind == DeadlineKind.DATE
        ):
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
        if _PROGRAMME_ITEM.match(text):
            return True
        if is_side_label(text) and not self._outline.children.get(node.id):
            return True
        if (
            node.kind == ProvisionKind.PARAGRAPH
            and not self._outline.children.get(node.id)
            and (_CLOSING.match(text) or text.endswith(":"))
        ):
            return True
        return (
            bool(_DIFFICULTY.search(text))
            and bool(re.match(r"(?:trong quá trình|nếu|quá trình|khi|yêu cầu|có|gặp)", text, re.IGNORECASE))
            and len(text) < 500
        )

    def _starts_with_agency(self, node: Provision) -> bool:
        text = _END_MARK.sub(".", node.text)
        return read_duty(text, self._grammar, ()).is_explicit or bool(
            heading_agencies(text, self._grammar) and self._outline.children.get(node.id)
        )

    def _is_attribute(self, node: Provision) -> bool:
        attributes = read_attributes(_END_MARK.sub(".", node.text))
        return (attributes is not None and attributes.is_line) or is_side_label(node.text)

    def _is_list_of_names(self, children: Sequence[Provision]) -> bool:
        """Items that only name agencies or people, without telling them to do anything."""
        return all(
            self._outline.children.get(child.id) is None and len(child.text) < 160 and self._only_names(child.text)
            for child in children
        )

    def _only_names(self, text: str) -> bool:
        bare = text.strip(" .;,")
        found = self._grammar.read_list(bare)
        return found is not None and not bare[found.end :].strip(" .;,")

    def _has_order(self, text: str) -> bool:
        found = self._grammar.read_list(text)
        return found is None or bool(text[found.end :].strip(" .;:,"))

    def _allowed(self, node: Provision) -> str:
        """ "all", "explicit" (only where an agency is named) or "none", by the headings above."""
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
