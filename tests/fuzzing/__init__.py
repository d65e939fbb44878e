"""Every reader of text against bytes that nobody wrote: by hypothesis, and for longer by atheris."""
