"""By what the things that a run made can be told from those that were there."""

MARK = "Contract test"

#: The host of the e-mail addresses that runs invent; nobody has one there (RFC 2606).
HOST = "@probe.example"


def is_marked(text: str) -> bool:
    """Whether a text is of something that a run made."""
    return MARK in text or HOST in text
