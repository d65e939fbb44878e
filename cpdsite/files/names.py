"""By which names the parts of a journal's folder are known."""

JOURNAL = "journal"
SETTINGS = "cpdsite.yaml"
