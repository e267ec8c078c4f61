"""Secrets in the system's keyring, each for one address and account."""

from collections.abc import Mapping
from typing import Any

from .catalogue import catalogue, settings_of
from .exits import Exit, Failure


def kept_secret(vendor: str, account: Mapping[str, Any]) -> str | None:
    """The secret that is kept for an account, if there is one.

    Raises:
        Failure: There is a keyring, and it cannot be read.
    """
    import keyring
    import keyring.errors

    try:
        return keyring.get_password(*place_of(vendor, account))
    except keyring.errors.NoKeyringError:
        return None
    except keyring.errors.KeyringError as error:
        raise Failure(f"the keyring cannot be read: {_said(error)}", Exit.NOT_SENT) from None


def keep_secret(vendor: str, account: Mapping[str, Any], secret: str) -> None:
    """Keep a secret for an account.

    Raises:
        Failure: There is no keyring, or it cannot be written.
    """
    import keyring
    import keyring.errors

    try:
        keyring.set_password(*place_of(vendor, account), secret)
    except keyring.errors.NoKeyringError:
        raise _no_keyring(vendor) from None
    except keyring.errors.KeyringError as error:
        raise Failure(f"the keyring cannot be written: {_said(error)}", Exit.NOT_SENT) from None


def forget_secret(vendor: str, account: Mapping[str, Any]) -> bool:
    """Take a secret out of the keyring; whether there was one.

    Raises:
        Failure: There is no keyring, or it cannot be written.
    """
    import keyring
    import keyring.errors

    place = place_of(vendor, account)
    try:
        if keyring.get_password(*place) is None:
            return False
        keyring.delete_password(*place)
    except keyring.errors.NoKeyringError:
        raise _no_keyring(vendor) from None
    except keyring.errors.KeyringError as error:
        raise Failure(f"the keyring cannot be written: {_said(error)}", Exit.NOT_SENT) from None
    return True


def place_of(vendor: str, account: Mapping[str, Any]) -> tuple[str, str]:
    """The service and the user under which the keyring keeps an account's secret.

    The address is part of it: a secret is never sent to another one than it was given for.
    """
    path = catalogue(vendor)["base_path"]
    address = str(account["base_url"]).rstrip("/").removesuffix(path)
    return f"cardwright {vendor} {address}", str(account.get("email") or "key")


def _no_keyring(vendor: str) -> Failure:
    variable = next(each["variable"] for each in settings_of(vendor) if each["secret"])
    return Failure(
        f"this machine has no keyring to keep secrets in; set the variable {variable} instead",
        Exit.NOT_SENT,
    )


def _said(error: Exception) -> str:
    return str(error) or type(error).__name__
