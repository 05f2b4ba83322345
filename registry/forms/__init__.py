"""Forms of official documents, a module for each part of the work."""
