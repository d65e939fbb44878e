"""What is counted, from journal text to figures."""
