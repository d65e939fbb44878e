"""A journal of Markdown files in, a checked, counted and browsable CPD portfolio out."""

__version__ = "0.1.0"
