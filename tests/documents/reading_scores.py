"""How well a reading agrees with a label: the figures the tests ask of the five real plans."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any


def folded(text: object) -> str:
    """Text as it is compared: NFC, lower case, single spaces, without emphasis, raised letters and outer signs."""
    key = unicodedata.normalize("NFC", str(text or "")).lower()
    key = re.sub(r"<[^>]{0,40}>|\^\{[^}]*\}|[*|_]", " ", key)
    key = key.replace("–", "-").replace("“", '"').replace("”", '"')
    key = re.sub(r"\s*([,;:.()/])\s*", r"\1", key)
    return re.sub(r"\s+", " ", key).strip(" -+.;,:\"'")


def agency_parts(names: Iterable[str]) -> set[str]:
    """Agency names cut at commas and "và", so that one joined name equals its parts."""
    parts = {
        re.sub(r"^(?:các|của|với|và|cùng)\s+", "", part.strip())
        for name in names
        for part in re.split(r"[;,]| và ", folded(name))
    }
    return parts - {""}


def matched_tasks(
    read: list[dict[str, Any]], labelled: list[dict[str, Any]]
) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Pairs of (label, task read), each task used once unless the labels are of one group."""
    used: dict[int, str] = {}
    pairs = []
    for position, label in enumerate(labelled):
        group = label.get("group") or f"#{position}"
        for index, task in enumerate(read):
            at = folded(task["text"]).find(folded(label["text_start"]))
            says = 0 <= at <= 160 and folded(label.get("text_contains")) in folded(task["text"])
            if says and used.get(index, group) == group and (index not in used or label.get("group")):
                used[index] = group
                pairs.append((label, task))
                break
    return pairs


def share(hits: Iterable[bool]) -> float:
    results = list(hits)
    return sum(results) / len(results) if results else 1.0
