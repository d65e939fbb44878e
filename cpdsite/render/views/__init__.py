"""What the templates see: one module for each page, finished text only."""
