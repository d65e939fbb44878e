"""Tests of the preview: changes on the disk, requests, the browser, the command."""
