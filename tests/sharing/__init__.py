"""Tests of private links, but for those in a browser."""
