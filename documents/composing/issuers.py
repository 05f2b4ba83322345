"""Issuers (ô 2): People's Committees of province and commune, their departments and offices.

A committee prints no parent body; a department prints "UBND TỈNH …", an office of a commune "UBND XÃ …", above its own
name. Symbols come from the agency table: the head of each body lays them down (Phụ lục I, mục II, khoản 3).
"""

from __future__ import annotations

from documents.official import Issuer
from documents.vietnamese import fold_spaces

COMMITTEE_SYMBOL = "UBND"
COMMITTEE = "ỦY BAN NHÂN DÂN"


def peoples_committee(unit: str) -> Issuer:
    """Return ỦY BAN NHÂN DÂN / TỈNH HƯNG YÊN for a province, city, xã, phường or đặc khu ("tỉnh Hưng Yên")."""
    return Issuer([COMMITTEE, _capitals(unit)], [], COMMITTEE_SYMBOL)


def department(name: str, *, of_unit: str, symbol: str) -> Issuer:
    """Return a body under a People's Committee: UBND TỈNH HƯNG YÊN / SỞ NỘI VỤ, or UBND XÃ TÂN HƯNG / PHÒNG KINH TẾ."""
    return Issuer([_capitals(name)], [f"{COMMITTEE_SYMBOL} {_capitals(of_unit)}"], symbol)


def steering_committee(name: str, *, of_unit: str, symbol: str) -> Issuer:
    """Return an advisory body that uses the seal of the committee: UBND TỈNH HƯNG YÊN / BAN CHỈ ĐẠO …; numbers of its own."""
    return department(name, of_unit=of_unit, symbol=symbol)


def _capitals(name: str) -> str:
    return fold_spaces(name).upper()
