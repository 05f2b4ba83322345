"""Provinces, administrative units, agencies with their names over time, and the working calendar."""

from agencies.models.agency import Agency, AgencyAlias, AgencyGroup, AgencyGroupAlias, Succession
from agencies.models.calendar import CalendarDay
from agencies.models.territory import AdministrativeUnit, Province, UnitSuccession

__all__ = [
    "AdministrativeUnit",
    "Agency",
    "AgencyAlias",
    "AgencyGroup",
    "AgencyGroupAlias",
    "CalendarDay",
    "Province",
    "Succession",
    "UnitSuccession",
]
