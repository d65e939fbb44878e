"""Papers: tables, forms and texts made of entries, in every format that `export` knows."""
