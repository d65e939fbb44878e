"""Entries, numbers and papers in other formats, as text or bytes; and logs of others to entries."""
