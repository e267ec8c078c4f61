"""How the command ends."""

from enum import IntEnum


class End(IntEnum):
    """The exit codes of `issue`; the first eight are those of all commands."""

    DONE = 0
    """All that was asked for is done."""
    BROKEN = 1
    """A file cannot be written, or the journal cannot be used."""
    USAGE = 2
    """An option, the sheet or its columns are wrong. Nothing was sent."""
    NOT_SENT = 3
    """No address, credentials, connection or login."""
    REFUSED = 4
    """Rows have problems, and nothing was sent; or the vendor refused some of them."""
    UNDECIDED = 6
    """It cannot be told whether some rows have a card; they are listed."""
    FAILED = 7
    """The vendor or the network failed. Run it again: it goes on where it was."""
    DECLINED = 8
    """Somebody said no, or nobody could be asked."""
    APPROVAL = 9
    """The contact sheet waits to be looked at and approved."""
    IN_USE = 10
    """Another process works on the same journal."""
    FUNDS = 11
    """The balance does not cover the print job."""
    INTERRUPTED = 130
    """Ctrl-C."""
