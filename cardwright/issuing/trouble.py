"""A vendor that keeps failing is left alone."""

from typing import Final

from cardwright.issuing.errors import VendorError
from cardwright.issuing.texts import shown
from instantcard import (
    ClientError,
    ConfigurationError,
    Forbidden,
    Retries,
    TooManyRequests,
    Unauthorized,
)

RETRIES: Final = Retries(attempts=5)
"""Of reads, and of what surely was not carried out: a long run meets more than a single call."""

_MOST: Final = 30
_OF_THE_LOGIN: Final = (ConfigurationError, Forbidden, Unauthorized)


class Trouble:
    """Counts failures in a row.

    Args:
        most: How many are borne.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._in_a_row = 0

    def over(self) -> None:
        """Something has succeeded."""
        self._in_a_row = 0

    def met(self, error: ClientError) -> None:
        """Something has failed.

        Raises:
            VendorError: It was one too many, or the login is refused.
        """
        if error.outcome == "never sent" and isinstance(error, _OF_THE_LOGIN):
            # Another try would be refused as well, and too many may lock the account.
            raise VendorError(said(error)) from error
        self._in_a_row += 1
        if self._in_a_row >= self._most:
            raise VendorError(
                f"{self._in_a_row} calls in a row have failed, the last with: {said(error)}."
                " Nothing is lost: run the same command again, and it goes on where it was"
            ) from error


def is_final(error: ClientError) -> bool:
    """Whether the vendor has said no, and would say it again."""
    return error.outcome == "refused" and not isinstance(error, TooManyRequests | Unauthorized)


def said(error: ClientError) -> str:
    """An error on one line."""
    return shown(str(error), 200).rstrip(".")
