"""`python -m cpdsite` is `cpdsite`."""

from cpdsite.cli.main import main

if __name__ == "__main__":
    main()
