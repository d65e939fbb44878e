"""Entries and numbers in other formats: JSON and CSV, as text or bytes."""
