"""Text to values: the one place where text gets its type."""
