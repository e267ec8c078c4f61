"""Where a client's settings come from: a profile, the environment, the keyring."""

import os
from collections.abc import Mapping
from typing import Any

from .catalogue import Entry, settings_of
from .exits import Exit, Failure
from .profiles import read_profiles
from .vault import kept_secret

#: The profile that is used if none is named and the environment says nothing.
DEFAULT = "default"


def settings_for(
    vendor: str, profile: str | None, arguments: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """All arguments for a client.

    A profile that was named counts more than the environment; the environment, if it has an
    address, more than the profile `default`. So what was exported for staging never goes to
    another address by a profile that nobody named. Secrets come from the environment, or from the
    keyring, where they are kept for one address and account; the keyring is first asked for those
    of a profile that was named.

    Args:
        vendor: The client's package.
        profile: The profile that was named, if one was.
        arguments: What is given already.

    Raises:
        Failure: Something is missing or malformed.
    """
    found = account_for(vendor, profile) | dict(arguments or {})
    for setting in settings_of(vendor):
        name = setting["name"]
        if setting["secret"] and name not in found:
            secret = _secret(vendor, setting, found, named=profile is not None)
            if not secret:
                raise _missing_secret(vendor, setting)
            found[name] = secret
    return found


def _secret(vendor: str, setting: Entry, account: Mapping[str, Any], *, named: bool) -> str | None:
    exported = os.environ.get(setting["variable"])
    if not named:
        return exported or kept_secret(vendor, account)
    # What was exported may be of another account than the profile's.
    try:
        return kept_secret(vendor, account) or exported
    except Failure:
        if exported:
            return exported
        raise


def account_for(vendor: str, profile: str | None) -> dict[str, Any]:
    """The settings of a vendor that are no secrets.

    Raises:
        Failure: There is no such profile, or something is missing or malformed.
    """
    chosen = _chosen(vendor, profile)
    found: dict[str, Any] = {}
    for setting in settings_of(vendor):
        name = setting["name"]
        if setting["secret"]:
            continue
        value = chosen.get(name)
        if value is None:
            value = os.environ.get(setting["variable"]) or None
        if value is None:
            raise _missing(vendor, setting)
        found[name] = _number(setting, value) if setting["integer"] else value
    return found


def _chosen(vendor: str, profile: str | None) -> dict[str, Any]:
    if profile is not None:
        profiles = read_profiles()
        if profile not in profiles:
            known = ", ".join(sorted(profiles)) or "none yet"
            raise Failure(f"there is no profile {profile!r}; there are: {known}", Exit.NOT_SENT)
        if vendor not in profiles[profile]:
            raise Failure(
                f"the profile {profile!r} has nothing for {vendor}; "
                f"add it: cardwright profiles set {profile} {vendor} base_url=https://...",
                Exit.NOT_SENT,
            )
        return profiles[profile][vendor]
    address = next(each for each in settings_of(vendor) if each["name"] == "base_url")
    if os.environ.get(address["variable"]):
        return {}
    return read_profiles().get(DEFAULT, {}).get(vendor, {})


def _number(setting: Entry, value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = str(value)
    if text.isascii() and text.isdigit() and len(text) <= 18:
        return int(text)
    raise Failure(f"{setting['variable']} must be a whole number from 1 up", Exit.NOT_SENT)


def _missing(vendor: str, setting: Entry) -> Failure:
    name = setting["name"]
    return Failure(
        f"{vendor} needs {name}: set {setting['variable']}, "
        f"or make a profile: cardwright profiles set default {vendor} {name}=...",
        Exit.NOT_SENT,
    )


def _missing_secret(vendor: str, setting: Entry) -> Failure:
    return Failure(
        f"{vendor} needs {setting['name']}: set {setting['variable']}, "
        f"or keep it in the keyring: cardwright {vendor} login",
        Exit.NOT_SENT,
    )
