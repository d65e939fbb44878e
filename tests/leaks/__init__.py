"""What leaves the owner's hands, searched for what must not."""
