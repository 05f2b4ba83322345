"""Bytes of a file into lines of text, told apart by content and never by name."""
