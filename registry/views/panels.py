"""Parts of a document's page that belong to other work: signing, sending, printing in batches.

A part is a function that is asked once for every page shown. It returns a template under `templates/registry/fragments/`
with its context (`document` and `request` are there as well), or None where it has nothing to say to this reader. The document
is one the reader may see.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from registry.models import IssuedDocument

PanelFunction = Callable[[HttpRequest, IssuedDocument], tuple[str, dict[str, Any]] | None]


# In the order of the page. A module of views appends its own function when it is imported by its `urls` module.
PANELS: list[PanelFunction] = []


def panels_of(request: HttpRequest, document: IssuedDocument) -> list[SafeString]:
    """Return what the parts have to say about the document, drawn, in their order."""
    found = [function(request, document) for function in PANELS]
    return [
        render_to_string(template, {"document": document} | context, request=request)
        for template, context in filter(None, found)
    ]
