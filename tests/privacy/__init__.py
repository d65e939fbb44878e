"""What the privacy checks find and what they pass over: two corpora and their test."""
