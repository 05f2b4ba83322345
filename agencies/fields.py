"""Stored keys that make Vietnamese search and order agree on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models

from documents.vietnamese import search_key, sort_key


class _DerivedTextField(models.CharField):
    """A column computed from another text column on every write, bulk_create included; never edited."""

    compute: Callable[[str], str]

    def __init__(self, *args: Any, of: str = "", **kwargs: Any) -> None:
        self.of = of
        kwargs.setdefault("max_length", 500)
        kwargs["editable"] = False
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        return name, path, list(args), kwargs | {"of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = type(self).compute(getattr(model_instance, self.of))[: self.max_length]
        setattr(model_instance, self.attname, value)
        return value


class SearchKeyField(_DerivedTextField):
    """Lower case without diacritics: "Sở Nội vụ" is found as "so noi vu"."""

    compute = staticmethod(search_key)


class SortKeyField(_DerivedTextField):
    """Byte order of this column is the Vietnamese dictionary order of the text."""

    compute = staticmethod(sort_key)
