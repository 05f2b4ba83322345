"""Whether a PDF does or carries more than pages: scripts, programs it starts, files within it."""

from __future__ import annotations

import io

import pikepdf

# Actions that run something, send something away or open another file (ISO 32000-1, table 198).
_ACTIONS = frozenset(
    (
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/GoToR",
        "/GoToE",
        "/Rendition",
        "/Movie",
        "/Sound",
        "/RichMediaExecute",
    )
)
_KEYS = frozenset(("/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent"))


def has_active_content(data: bytes) -> bool:
    """Whether the file holds a script, an action that reaches beyond its pages, an embedded file or an XFA form.

    Also what no page leads to counts: a signed paper needs none of it. Raises pikepdf.PdfError.
    """
    with pikepdf.open(io.BytesIO(data)) as file:
        return any(_is_active(value) for value in file.objects)


def _is_active(value: pikepdf.Object) -> bool:
    """Look at one object with what is written in it; references lead to objects that are looked at by themselves."""
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, pikepdf.Array):
            waiting += [item for item in value if _may_hold_more(item)]
        elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            if _KEYS & set(value.keys()) or str(value.get("/S", "")) in _ACTIONS:
                return True
            waiting += [item for _, item in value.items() if _may_hold_more(item)]
    return False


def _may_hold_more(item: object) -> bool:
    return isinstance(item, pikepdf.Dictionary | pikepdf.Array) and not item.is_indirect
