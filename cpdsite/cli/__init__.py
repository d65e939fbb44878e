"""The command line: the one reader of the clock, and the one place for exit codes and colour."""
