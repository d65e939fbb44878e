"""Tests of reading logs of portals and spreadsheets."""
