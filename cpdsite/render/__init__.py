"""Values to text: the pages of the site and the reports of the checks."""
