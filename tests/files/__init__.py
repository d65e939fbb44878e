"""Tests on a real disk: what is read from it, and what is written to it."""
