"""Biển tên: a plate with the name of a delegate for the table. It is no paper of the decree and carries no heading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from documents.composing.delegates import DelegateGroup


class PlateForm(StrEnum):
    """How an A4 sheet lying across becomes plates of 297 x 105 mm."""

    TENT = "tent"  # one person, folded in the middle, read from both sides
    TWO_UP = "two-up"  # two persons, cut in the middle, for a holder


@dataclass(frozen=True, slots=True)
class NamePlate:
    """The words of a plate; post and organisation stand small below the name and may be empty."""

    name: str
    post: str = ""
    organisation: str = ""


def plates_of(groups: Sequence[DelegateGroup]) -> list[NamePlate]:
    """Return a plate for each delegate of a list, in its order."""
    return [NamePlate(each.name, each.post, each.organisation) for group in groups for each in group.delegates]
