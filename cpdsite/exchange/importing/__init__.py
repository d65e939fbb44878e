"""Logs of portals and spreadsheets to entries: tables of text in, a plan of files and a report out."""
