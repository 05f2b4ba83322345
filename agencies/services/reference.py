"""Reference data come from files inside the project; loading them again changes only what a file changed."""

from __future__ import annotations

import csv
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from django.db import models

_BATCH_ROWS = 2000

ModelT = TypeVar("ModelT", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one load did to a table."""

    created: int = 0
    changed: int = 0
    total: int = 0

    def __add__(self, other: Loaded) -> Loaded:
        return Loaded(self.created + other.created, self.changed + other.changed, self.total + other.total)


def read_reference(folder: Path, file_name: str) -> list[dict[str, str]]:
    """Rows of a reference file, every value a stripped string, missing values empty."""
    with (folder / file_name).open(encoding="utf-8", newline="") as file:
        return [{key: (value or "").strip() for key, value in row.items()} for row in csv.DictReader(file)]


def day_or_none(text: str, *, last: bool = False) -> date | None:
    """A day of a file. A month such as "2025-02" is its first day, with `last` its last; empty is None."""
    if not text:
        return None
    if len(text) == len("2025-02"):
        year, month = (int(part) for part in text.split("-"))
        return date(year, month, monthrange(year, month)[1] if last else 1)
    return date.fromisoformat(text)


def decimal_or_none(text: str) -> Decimal | None:
    """A figure of a file; an empty cell is no figure, not zero."""
    return Decimal(text) if text else None


def int_or_none(text: str) -> int | None:
    """A whole number of a file; an empty cell is None."""
    return int(text) if text else None


def parts(text: str) -> list[str]:
    """Values joined by "|" in one cell."""
    return [part.strip() for part in text.split("|") if part.strip()]


def store_rows(
    model: type[ModelT], rows: Iterable[Mapping[str, Any]], *, key: Sequence[str], within: models.QuerySet | None = None
) -> tuple[dict[tuple, ModelT], Loaded]:
    """Create the rows that are missing and save those that differ; return all of them by key, and what was done.

    `key` names the columns that identify a row (foreign keys as `province_id`). `within` narrows the rows
    compared. Rows of the table that are in no file stay: people may have added them.
    """
    present = {
        tuple(getattr(row, name) for name in key): row
        for row in (model._default_manager.all() if within is None else within)
    }
    new: dict[tuple, ModelT] = {}
    stored: dict[tuple, ModelT] = {}
    changed = 0
    for values in rows:
        identity = tuple(values[name] for name in key)
        row = present.get(identity)
        if row is None:
            new[identity] = stored[identity] = model(**values)
            continue
        stored[identity] = row
        if identity not in new and any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
            changed += 1
    model._default_manager.bulk_create(new.values(), batch_size=_BATCH_ROWS)
    return stored, Loaded(len(new), changed, len(stored))
