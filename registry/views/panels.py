"""Parts of a document's page that belong to other work: signing, sending, printing in batches.

A part is a function that is asked once for every page shown. It returns a template under `templates/registry/fragments/`
with its context, or None where it has nothing to say to this reader. The document is one the reader may see.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from registry.models import IssuedDocument

PanelFunction = Callable[[HttpRequest, IssuedDocument], tuple[str, dict[str, Any]] | None]


@dataclass(frozen=True)
class Panel:
    """A template and what it is drawn from; the page gives it `document` and `request` as well."""

    template: str
    context: dict[str, Any]


# In the order of the page. A module of views appends its own function when it is imported by its `urls` module.
PANELS: list[PanelFunction] = []


def panels_of(request: HttpRequest, document: IssuedDocument) -> list[Panel]:
    """Return what the parts have to say about the document, in their order."""
    return [Panel(*found) for function in PANELS if (found := function(request, document)) is not None]
