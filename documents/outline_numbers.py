"""The numbers of an outline's rows: written anew after an act, in the form and from the number they had before."""

from __future__ import annotations

from documents.markers import MarkerForm, default_marker, marker_form
from documents.official import Provision, ProvisionKind
from documents.outline_tree import Node


class Numbering:
    """Remembers how rows were numbered when it was made: where each began, and after which paragraphs one began again.

    With `from_one` every row begins at 1, whatever it began with.
    """

    def __init__(self, root: Node, *, from_one: bool = False) -> None:
        self._root = root
        self._starts: dict[tuple, int] = {}
        self._breaks: set[int] = set()
        self._through: dict[str, int] = {}
        for parent in root.walk():
            seen: set[tuple] = set()
            for place, node in enumerate(parent.children):
                form = marker_form(node.item.marker, node.item.kind)
                if form is None:
                    continue
                if _counts_through(node.item):
                    self._through.setdefault(form.before, form.value)
                    continue
                key = _series(node.item, form)
                previous = parent.children[place - 1] if place else None
                if key not in seen:
                    self._starts[parent.item.id, key] = form.value
                    seen.add(key)
                elif form.value == 1 and previous is not None and previous.is_plain:
                    self._breaks.add(previous.item.id)
        if from_one:
            self._starts, self._through = {}, {}

    def number_rows(self, *parents: Node, through: bool) -> None:
        """Number the children of each, and with `through` what counts through the whole document."""
        for parent in parents:
            self.number_row(parent)
        if through:
            self.number_through()

    def number_row(self, parent: Node) -> None:
        """Number the children of one provision, each series apart, and what repeats a number that changed."""
        counts: dict[tuple, int] = {}
        for place, node in enumerate(parent.children):
            item = node.item
            form = marker_form(item.marker, item.kind)
            if form is None or _counts_through(item):
                if item.kind in {ProvisionKind.DASH, ProvisionKind.PLUS} and not item.marker:
                    item.marker = default_marker(item.kind)
                continue
            key = _series(item, form)
            before_it = parent.children[place - 1].item.id if place else None
            if key not in counts or before_it in self._breaks:
                counts[key] = self._starts.get((parent.item.id, key), 1) if key not in counts else 1
            else:
                counts[key] += 1
            marker = form.written(counts[key], before=_number_above(parent.item, form))
            if marker != item.marker:
                item.marker = marker
                if any(_repeats_number(child) for child in node.children):
                    self.number_row(node)

    def number_through(self) -> None:
        """Number what counts through the whole document: Điều, and Chương."""
        counts: dict[str, int] = {}
        for node in self._root.walk():
            form = marker_form(node.item.marker, node.item.kind)
            if form is None or not _counts_through(node.item):
                continue
            key = form.before
            counts[key] = counts[key] + 1 if key in counts else self._through.get(key, 1)
            node.item.marker = form.written(counts[key])


def _series(item: Provision, form: MarkerForm) -> tuple:
    word = form.before.split(" ")[0] if item.kind is ProvisionKind.PART else ""
    return item.kind, word, form.levels


def _counts_through(item: Provision) -> bool:
    return item.kind is ProvisionKind.ARTICLE or item.marker.startswith("Chương")


def counts_through_inside(node: Node) -> bool:
    """True when it or anything below it counts through the whole document."""
    return any(_counts_through(other.item) for other in node.walk())


def _repeats_number(node: Node) -> bool:
    form = marker_form(node.item.marker, node.item.kind)
    return form is not None and form.levels > 1


def _number_above(parent: Provision, form: MarkerForm) -> str | None:
    """What stands before the number of "1.2.": the number of the clause above, None to leave it as it is."""
    above = marker_form(parent.marker, parent.kind)
    if form.levels == 1 or above is None or parent.kind is not ProvisionKind.CLAUSE or above.levels != form.levels - 1:
        return None
    return f"{above.written(above.value).rstrip('.)/')}."
