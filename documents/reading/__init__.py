"""Lines of a plan into a ParsedDocument: a grammar of official Vietnamese plans, with no database and no settings."""

from documents.reading.plan import read_plan

__all__ = ["read_plan"]
