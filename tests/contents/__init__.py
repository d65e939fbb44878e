"""Files made byte by byte, and what cpdsite sees in them."""
