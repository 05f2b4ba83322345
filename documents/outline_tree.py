"""The provisions of a document as a tree, for those who change it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from documents.official import Provision, ProvisionKind

RANK = {kind: rank for rank, kind in enumerate(ProvisionKind)}


@dataclass(slots=True, eq=False)
class Node:
    item: Provision
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """The node and all below it, in the order of the document."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def level(self) -> int:
        """1 at the top of the document."""
        return 0 if self.parent is None else self.parent.level + 1

    @property
    def is_plain(self) -> bool:
        """A running paragraph or a table: it has no number and keeps its kind wherever it stands."""
        return self.item.kind is ProvisionKind.PARAGRAPH or self.item.table is not None


def arranged(provisions: list[Provision]) -> list[Provision]:
    """Return copies that are safe to work on: every id once, every parent before its children, in the order of the document.

    Where ids repeat, as in documents written by hand, provisions are placed under one another by their kind.
    """
    seen: set[int] = set()
    is_whole = True
    for item in provisions:
        is_whole &= item.id not in seen and item.id >= 0 and (item.parent is None or item.parent in seen)
        seen.add(item.id)
    has_levels = any(item.parent is not None for item in provisions)
    kinds = {item.kind for item in provisions if item.kind is not ProvisionKind.PARAGRAPH}
    if is_whole and (has_levels or len(kinds) <= 1):
        in_order = [node.item for node in as_tree([replace(item) for item in provisions]).walk()][1:]
        if [item.id for item in in_order] == [item.id for item in provisions]:
            return [replace(item, parent=item.parent) for item in in_order]
    placed: list[Provision] = []
    above: list[Provision] = []
    for number, item in enumerate(provisions):
        is_plain = item.kind is ProvisionKind.PARAGRAPH or item.table is not None
        if not is_plain:
            while above and RANK[above[-1].kind] >= RANK[item.kind]:
                above.pop()
        copy = replace(item, id=number, parent=above[-1].id if above else None)
        placed.append(copy)
        if not is_plain:
            above.append(copy)
    return placed


def as_tree(provisions: list[Provision]) -> Node:
    """The root, which is no provision itself (id -1), with all below it. The provisions are used as they are, not copied."""
    root = Node(Provision(-1, "", "", ProvisionKind.PART))
    nodes: dict[int | None, Node] = {None: root}
    for item in provisions:
        parent = nodes.get(item.parent, root)
        node = Node(item, parent)
        parent.children.append(node)
        nodes[item.id] = node
    return root
