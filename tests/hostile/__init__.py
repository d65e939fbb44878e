"""What a journal may hold that nobody should have to expect."""
