"""Tests of cpdsite."""
