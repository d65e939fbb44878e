"""What leaves the owner's hands: the proof that nothing leaks."""
