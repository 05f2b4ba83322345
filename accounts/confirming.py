"""Acts that ask first, with a page for browsers that run no script."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class ConfirmedActMixin:
    """A view of one act: GET asks on a page, POST (the subclass's `post`) acts. The dialog of a list posts at once."""

    confirm_question = "Thực hiện việc này?"
    confirm_detail = ""
    confirm_button = "Thực hiện"
    cancel_url = ""

    def get_confirm_context(self) -> dict[str, Any]:
        """What the page says; override where question or way back depend on the object."""
        return {
            "question": self.confirm_question,
            "detail": self.confirm_detail,
            "button": self.confirm_button,
            "cancel_url": self.cancel_url,
        }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return render(request, "components/confirm_page.html", self.get_confirm_context())
