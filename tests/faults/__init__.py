"""A record survives whatever ends a command in its course: a kill, a full disk, a folder read only."""
