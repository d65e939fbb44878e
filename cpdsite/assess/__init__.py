"""Values to numbers: schemes held against entries, and what an audience may see of the result."""
