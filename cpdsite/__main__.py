"""`cpdsite`, and `python -m cpdsite`."""

import sys


def start() -> None:
    """Run a command; Ctrl-C ends it as quietly while the modules are read as it does later."""
    try:
        from cpdsite.cli.main import main  # the part that takes time

        main()
    except KeyboardInterrupt:
        sys.exit(3)


if __name__ == "__main__":
    start()
