"""Several printed files made one: pages, tags, outline and reading order of all, the properties of the first."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikepdf import Object, Pdf


def joined(files: Sequence[bytes]) -> bytes:
    """Return one tagged file with the pages of all, in order; equal files give equal bytes.

    The files are those of our own printing: tagged, with an outline, without forms.
    """
    import pikepdf

    if len(files) == 1:
        return files[0]
    with pikepdf.open(io.BytesIO(files[0])) as whole:
        for data in files[1:]:
            with pikepdf.open(io.BytesIO(data)) as part:
                _append(whole, part)
        result = io.BytesIO()
        whole.save(result, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return result.getvalue()


def _append(whole: Pdf, part: Pdf) -> None:
    first = len(whole.pages)
    # Pages come before what points to them: a page not yet copied would be lost from its tags and bookmarks.
    whole.pages.extend(part.pages)
    for index in range(first, len(whole.pages)):
        whole.pages[index].obj.StructParents = index
    _append_tags(whole, whole.copy_foreign(part.Root.StructTreeRoot), first)
    if "/Outlines" in part.Root:
        _append_outline(whole, whole.copy_foreign(part.Root.Outlines))


def _append_tags(whole: Pdf, tree: Object, first: int) -> None:
    own = whole.Root.StructTreeRoot
    document = own.K[0]
    for element in tree.K[0].K:
        element.P = document
        document.K.append(element)
    for offset, elements in enumerate(list(tree.ParentTree.Nums)[1::2]):
        own.ParentTree.Nums.append(first + offset)
        own.ParentTree.Nums.append(elements)


def _append_outline(whole: Pdf, outline: Object) -> None:
    own = whole.Root.get("/Outlines")
    if own is None:
        whole.Root.Outlines = outline
        return
    mark: Object | None = outline.First
    own.Last.Next, outline.First.Prev = outline.First, own.Last
    own.Last = outline.Last
    own.Count += outline.Count
    while mark is not None:
        mark.Parent = own
        mark = mark.get("/Next")
