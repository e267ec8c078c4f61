"""How the command ends."""

import contextlib
from collections.abc import Iterator
from enum import IntEnum

from cardwright.issuing.errors import (
    IssuingError,
    JournalInUseError,
    MatchError,
    SheetError,
    VendorError,
)
from cardwright.issuing.trouble import is_final, said
from instantcard import ClientError


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


class Ended(Exception):
    """It ends here.

    Attributes:
        end: How.
        message: Why, and what to do.
    """

    def __init__(self, end: End, message: str = "") -> None:
        super().__init__(end, message)
        self.end = end
        self.message = message


@contextlib.contextmanager
def ends() -> Iterator[None]:
    """Every failure ends as an `Ended`."""
    try:
        yield
    except JournalInUseError as error:
        raise Ended(End.IN_USE, str(error)) from None
    except (SheetError, MatchError) as error:
        raise Ended(End.USAGE, str(error)) from None
    except VendorError as error:
        raise Ended(End.FAILED, str(error)) from None
    except IssuingError as error:
        raise Ended(End.BROKEN, str(error)) from None
    except ClientError as error:
        # Of a read or of the login: what became of writes is dealt with where they are made.
        if error.outcome == "never sent":
            end = End.NOT_SENT
        else:
            end = End.REFUSED if is_final(error) else End.FAILED
        raise Ended(end, said(error)) from None
