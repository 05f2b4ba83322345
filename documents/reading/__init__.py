"""Lines of a plan into a ParsedDocument: a grammar of official Vietnamese plans, with no database and no settings."""

from documents.reading.deadlines import read_time
from documents.reading.plan import read_plan, years_of

__all__ = ["read_plan", "read_time", "years_of"]
