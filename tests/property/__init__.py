"""What holds for every journal."""
