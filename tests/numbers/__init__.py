"""Every number of the product, counted again from the journal's text by other means."""
