"""Formats of dates and numbers. Django's own `vi` reads 05/03/2025 as 3 May and does not group digits."""
