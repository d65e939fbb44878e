"""Measurements: one file for each question, none of them a test."""
