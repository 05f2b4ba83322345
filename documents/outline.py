"""The outline of a document under the pencil: provisions added, moved, indented, deleted, and numbered anew.

An act leaves every other provision with its words; only the numbers of the rows it touched are written anew. A row keeps the
form its markers had ("a)", "(a)", "1.1.") and the number it began with. Điều and Chương count through the whole document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum

from documents.markers import default_marker, marker_form
from documents.official import Provision, ProvisionKind, Table
from documents.outline_numbers import Numbering, counts_through_inside
from documents.outline_tree import RANK, Node, arranged, as_tree

DEEPEST_LEVEL = 8
MOST_PROVISIONS = 2000

KIND_NAMES = {
    ProvisionKind.PART: "Phần, chương",
    ProvisionKind.SECTION: "Mục I, II",
    ProvisionKind.ARTICLE: "Điều",
    ProvisionKind.CLAUSE: "Khoản 1, 2",
    ProvisionKind.POINT: "Điểm a, b",
    ProvisionKind.DASH: "Gạch đầu dòng (-)",
    ProvisionKind.PLUS: "Dấu cộng (+)",
    ProvisionKind.PARAGRAPH: "Đoạn văn",
}
_CHILD = {
    ProvisionKind.PART: ProvisionKind.SECTION,
    ProvisionKind.SECTION: ProvisionKind.CLAUSE,
    ProvisionKind.ARTICLE: ProvisionKind.CLAUSE,
    ProvisionKind.CLAUSE: ProvisionKind.POINT,
    ProvisionKind.POINT: ProvisionKind.DASH,
    ProvisionKind.DASH: ProvisionKind.PLUS,
    ProvisionKind.PARAGRAPH: ProvisionKind.DASH,
}
_HEADS = {ProvisionKind.PART, ProvisionKind.SECTION}
_STRUCTURE = {*_HEADS, ProvisionKind.ARTICLE}
_NEVER_BOLD = {ProvisionKind.DASH, ProvisionKind.PLUS, ProvisionKind.PARAGRAPH}


class OutlineError(ValueError):
    """The act is not possible there; the message says why and what to do."""


class ProvisionMissing(OutlineError):
    """No provision has that id."""


class Place(StrEnum):
    """Where a provision is dropped, seen from another one."""

    BEFORE = "before"
    AFTER = "after"
    INSIDE = "inside"


class EditableOutline:
    """The provisions of a document, an appendix or an attached text, changed one act at a time.

    `top_kind` is the kind of the first provision put into an empty outline. Every act raises OutlineError where it is not
    possible and then changes nothing; ids stay those of the provisions given (after `arranged`).
    """

    def __init__(self, provisions: list[Provision], *, top_kind: ProvisionKind = ProvisionKind.SECTION) -> None:
        self._top_kind = top_kind
        self._root = as_tree(arranged(provisions))
        self._numbering = Numbering(self._root)

    @property
    def provisions(self) -> list[Provision]:
        """All provisions in the order of the document."""
        return [
            replace(node.item, parent=None if node.parent is self._root or node.parent is None else node.parent.item.id)
            for node in self._nodes()
        ]

    def levels(self) -> dict[int, int]:
        """How deep each provision stands, 1 at the top."""
        return {node.item.id: node.level for node in self._nodes()}

    def descendants(self, item_id: int) -> int:
        """How many provisions stand below it."""
        return sum(1 for _ in self._node(item_id).walk()) - 1

    def provision(self, item_id: int) -> Provision:
        """A copy of one provision. Raises ProvisionMissing."""
        return replace(self._node(item_id).item)

    def write(self, item_id: int, text: str) -> None:
        self._node(item_id).item.text = text

    def set_table(self, item_id: int, table: Table) -> None:
        """Put a table into a running paragraph, or in place of the table it holds."""
        node = self._node(item_id)
        if node.children or node.item.marker:
            self.set_kind(item_id, ProvisionKind.PARAGRAPH)
        node.item.table = table

    def set_title(self, item_id: int, *, is_title: bool) -> None:
        """Print it bold as a heading of what follows, or not."""
        node = self._node(item_id)
        if node.item.kind in _NEVER_BOLD or node.item.table is not None:
            raise OutlineError("Chỉ phần, mục, điều, khoản, điểm mới in đậm làm đề mục được.")
        if node.item.kind in _HEADS and not is_title:
            raise OutlineError("Phần và mục luôn in đậm.")
        node.item.is_title = is_title

    def add_below(self, item_id: int | None, text: str = "") -> int:
        """Put a new provision of the same kind after it and all below it; at the end of the document without `item_id`."""
        if item_id is None:
            above = self._root.children[-1] if self._root.children else None
        else:
            above = self._node(item_id)
        if above is None:
            added = self._new(self._top_kind, text)
            self._insert(added, self._root, 0)
            self._dress(added, added.item.kind, None)
        else:
            parent = above.parent or self._root
            kind = ProvisionKind.PARAGRAPH if above.is_plain else above.item.kind
            added = self._new(kind, text)
            self._insert(added, parent, parent.children.index(above) + 1)
            self._dress(added, kind, above)
        self._numbering.number_rows(added.parent or self._root, through=counts_through_inside(added))
        return added.item.id

    def add_child(self, item_id: int, text: str = "", *, is_first: bool = False) -> int:
        """Put a new provision below it, after its other children or before them."""
        parent = self._node(item_id)
        self._require_room_in(parent)
        like = next((child for child in reversed(parent.children) if not child.is_plain), None)
        kind = like.item.kind if like else self._child_kind(parent)
        added = self._new(kind, text)
        self._insert(added, parent, 0 if is_first else len(parent.children))
        self._dress(added, kind, like)
        self._numbering.number_rows(added.parent or self._root, through=counts_through_inside(added))
        return added.item.id

    def delete(self, item_id: int) -> int | None:
        """Take it away with all below it; return the id next to look at."""
        node = self._node(item_id)
        order = [other.item.id for other in self._nodes()]
        gone = {other.item.id for other in node.walk()}
        place = order.index(item_id)
        following = [other for other in order[place:] if other not in gone]
        parent = node.parent or self._root
        parent.children.remove(node)
        self._numbering.number_rows(parent, through=counts_through_inside(node))
        return following[0] if following else next(reversed(order[:place]), None)

    def set_kind(self, item_id: int, kind: ProvisionKind) -> None:
        """Make it another kind at the same place; what stands below goes along."""
        node = self._node(item_id)
        if node.item.table is not None:
            raise OutlineError("Bảng không đổi loại được.")
        parent = node.parent or self._root
        if kind in _STRUCTURE and parent is not self._root and RANK[kind] <= RANK[parent.item.kind]:
            raise OutlineError(
                f"“{KIND_NAMES[kind]}” không đứng dưới “{KIND_NAMES[parent.item.kind]}”: hãy đưa mục ra ngoài trước."
            )
        if kind is node.item.kind:
            return
        counted = counts_through_inside(node)
        self._require_depth_for(node, kind)
        self._turn_into(node, kind, self._neighbour(node, kind))
        self._numbering.number_rows(parent, through=counted or counts_through_inside(node))

    def indent(self, item_id: int) -> None:
        """Put it below the provision before it of the same level."""
        node = self._node(item_id)
        parent = node.parent or self._root
        place = parent.children.index(node)
        if place == 0:
            raise OutlineError("Không thụt vào được: phía trên không có mục cùng cấp để đứng dưới.")
        above = parent.children[place - 1]
        self._require_room_in(above, for_node=node)
        self._move(node, above, len(above.children))

    def outdent(self, item_id: int) -> None:
        """Put it one level further out. What followed it in its row comes to stand below it, so the words keep their order."""
        node = self._node(item_id)
        parent = node.parent or self._root
        if parent is self._root or parent.parent is None:
            raise OutlineError("Không đưa ra ngoài được: mục này đã ở cấp ngoài cùng.")
        outer = parent.parent
        followers = parent.children[parent.children.index(node) + 1 :]
        kind = node.item.kind if node.is_plain or parent.is_plain else parent.item.kind
        goes_along = not node.is_plain and all(RANK[other.item.kind] > RANK[kind] for other in followers)
        counted = counts_through_inside(node)
        self._take_out(node)
        if goes_along:
            for follower in followers:
                self._take_out(follower)
        self._insert(node, outer, outer.children.index(parent) + 1)
        if kind is not node.item.kind or not node.is_plain:
            self._turn_into(node, kind, parent if kind is parent.item.kind else self._neighbour(node, kind))
        if goes_along:
            for follower in followers:
                self._insert(follower, node, len(node.children))
        self._numbering.number_rows(parent, outer, node, through=counted or counts_through_inside(node))

    def move_up(self, item_id: int) -> None:
        """Change places with the provision before it, or go to the end of the row before."""
        self._step(item_id, -1, "Không chuyển lên được: mục này đã ở đầu.")

    def move_down(self, item_id: int) -> None:
        """Change places with the provision after it, or go to the beginning of the row after."""
        self._step(item_id, 1, "Không chuyển xuống được: mục này đã ở cuối.")

    def move(self, item_id: int, target_id: int, place: Place) -> None:
        """Drop it, with all below it, before, after or inside another provision."""
        node, target = self._node(item_id), self._node(target_id)
        if any(other is target for other in node.walk()):
            raise OutlineError("Không thả một mục vào chính nó hoặc vào mục con của nó.")
        if place is Place.INSIDE:
            self._require_room_in(target, for_node=node)
            self._move(node, target, len(target.children) - (node.parent is target))
            return
        parent = target.parent or self._root
        if parent is not self._root:
            self._require_room_in(parent, for_node=node)
        others = [child for child in parent.children if child is not node]
        self._move(node, parent, others.index(target) + (place is Place.AFTER))

    def renumber(self) -> None:
        """Write all numbers anew, every row from 1."""
        numbering = Numbering(self._root, from_one=True)
        numbering.number_rows(*self._root.walk(), through=True)

    # --- The tree ----------------------------------------------------------------------------------------------------

    def _nodes(self) -> Iterator[Node]:
        for child in self._root.children:
            yield from child.walk()

    def _node(self, item_id: int) -> Node:
        for node in self._nodes():
            if node.item.id == item_id:
                return node
        raise ProvisionMissing("Mục này không còn trong văn bản.")

    def _new(self, kind: ProvisionKind, text: str) -> Node:
        ids = [node.item.id for node in self._nodes()]
        if len(ids) >= MOST_PROVISIONS:
            raise OutlineError(f"Văn bản đã có {MOST_PROVISIONS} mục, không thêm được nữa.")
        return Node(Provision(max(ids, default=-1) + 1, "", text, kind))

    def _insert(self, node: Node, parent: Node, place: int) -> None:
        node.parent = parent
        parent.children.insert(place, node)

    def _take_out(self, node: Node) -> None:
        assert node.parent is not None  # noqa: S101 - the root is never moved
        node.parent.children.remove(node)

    def _move(self, node: Node, parent: Node, place: int) -> None:
        former = node.parent or self._root
        counted = counts_through_inside(node)
        self._take_out(node)
        self._insert(node, parent, place)
        if former is not parent:
            kind, like = self._fitting_kind(node)
            self._turn_into(node, kind, like)
        self._numbering.number_rows(former, parent, through=counted or counts_through_inside(node))

    def _step(self, item_id: int, direction: int, refusal: str) -> None:
        node = self._node(item_id)
        parent = node.parent or self._root
        place = parent.children.index(node) + direction
        if 0 <= place < len(parent.children):
            self._move(node, parent, place)
            return
        if parent is self._root or parent.parent is None:
            raise OutlineError(refusal)
        beside = parent.parent.children.index(parent) + direction
        row = parent.parent.children
        if not 0 <= beside < len(row) or row[beside].is_plain:
            raise OutlineError(refusal)
        self._require_room_in(row[beside], for_node=node)
        self._move(node, row[beside], len(row[beside].children) if direction < 0 else 0)

    # --- Kinds and markers -------------------------------------------------------------------------------------------

    def _child_kind(self, parent: Node) -> ProvisionKind:
        return self._top_kind if parent is self._root else _CHILD[parent.item.kind]

    def _require_room_in(self, parent: Node, *, for_node: Node | None = None) -> None:
        if parent.item.table is not None:
            raise OutlineError("Dưới bảng không đặt được mục con.")
        if parent.item.kind is ProvisionKind.PLUS:
            raise OutlineError("Dưới dấu cộng (+) không còn cấp nào nữa.")
        if for_node is None:
            depth = 1
        else:
            if parent.is_plain and for_node.item.kind in _STRUCTURE:
                raise OutlineError("Phần, mục, điều không đứng dưới một đoạn văn.")
            depth = max(node.level for node in for_node.walk()) - for_node.level + 1
        if parent.level + depth > DEEPEST_LEVEL:
            raise OutlineError(f"Văn bản chỉ sâu đến {DEEPEST_LEVEL} cấp.")
        if for_node is not None and not for_node.is_plain and for_node.parent is not parent:
            self._require_depth_for(for_node, self._kind_in(parent, for_node)[0])

    def _require_depth_for(self, node: Node, kind: ProvisionKind) -> None:
        """Below a plus nothing can stand: refuse where the turn would push what is below that far."""
        for child in node.children:
            if child.is_plain:
                continue
            if kind is ProvisionKind.PLUS:
                raise OutlineError("Không thụt sâu hơn được: dưới dấu cộng (+) không còn cấp nào cho mục con.")
            self._require_depth_for(child, _kind_below(child.item.kind, node.item.kind, kind))

    def _fitting_kind(self, node: Node) -> tuple[ProvisionKind, Node | None]:
        return self._kind_in(node.parent or self._root, node)

    def _kind_in(self, parent: Node, node: Node) -> tuple[ProvisionKind, Node | None]:
        """The kind it takes among the children of `parent`, and the neighbour whose form of marker it follows."""
        if node.is_plain:
            return node.item.kind, None
        numbered = [child for child in parent.children if child is not node and not child.is_plain]
        if numbered:
            place = parent.children.index(node) if node in parent.children else len(parent.children)
            nearest = min(numbered, key=lambda child: abs(parent.children.index(child) - place))
            return nearest.item.kind, nearest
        if parent is self._root or RANK[node.item.kind] > RANK[parent.item.kind] or parent.is_plain:
            return node.item.kind, None
        return self._child_kind(parent), None

    def _neighbour(self, node: Node, kind: ProvisionKind) -> Node | None:
        """The nearest provision of that kind in the same row."""
        row = (node.parent or self._root).children
        same = [other for other in row if other is not node and other.item.kind is kind and other.item.table is None]
        place = row.index(node)
        return min(same, key=lambda other: abs(row.index(other) - place), default=None)

    def _turn_into(self, node: Node, kind: ProvisionKind, like: Node | None) -> None:
        former = node.item.kind
        self._dress(node, kind, like)
        if kind is former:
            return
        for child in node.children:
            if not child.is_plain:
                below = _kind_below(child.item.kind, former, kind)
                if below is not child.item.kind:
                    self._turn_into(child, below, None)
        self._numbering.number_row(node)

    def _dress(self, node: Node, kind: ProvisionKind, like: Node | None) -> None:
        """Give it the kind, and a marker in the form of its neighbour; the number follows."""
        item = node.item
        changes = item.kind is not kind
        item.kind = kind
        if like is not None and like.item.kind is kind:
            item.marker = like.item.marker
        elif changes or not item.marker:
            item.marker = default_marker(kind)
            above = node.parent.item if node.parent is not None else None
            if kind is ProvisionKind.CLAUSE and above is not None and above.kind is kind:
                form = marker_form(above.marker, kind)
                item.marker = f"{above.marker.rstrip('.)/')}.1." if form else item.marker
        if kind in _HEADS:
            item.is_title = True
        elif kind in _NEVER_BOLD:
            item.is_title = False


def _kind_below(kind: ProvisionKind, former: ProvisionKind, now: ProvisionKind) -> ProvisionKind:
    """The kind of a child after its parent turned from `former` into `now`."""
    follows = _CHILD.get(former) is kind
    if follows or (RANK[kind] <= RANK[now] and now is not ProvisionKind.PARAGRAPH):
        return _CHILD.get(now, ProvisionKind.PLUS)
    return kind
