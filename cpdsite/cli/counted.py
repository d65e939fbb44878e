"""What a command counts, where no error stands in the way."""

from __future__ import annotations

from cpdsite.cli.shell import refuse_errors
from cpdsite.counting import count
from cpdsite.model.assessment import Portfolio
from cpdsite.stages import Checked, Request


def counted(checked: Checked, request: Request) -> Portfolio:
    """Return what was asked for; errors are shown, and end the command."""
    found = count(checked, request)
    if found is None:
        refuse_errors(checked)
    return found
