"""Files locked for one reader: bytes to bytes, as docs/sharing.md writes it down."""
