"""What leaves the owner's hands: files locked for one reader, and the proof that nothing leaks."""
