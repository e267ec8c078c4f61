"""The server that a spec is held against."""

import ipaddress
import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import attrs

#: What may be done to a server that is not on this machine, from the least to the most.
ALLOWANCES = ("read", "write", "money")

_VARIABLES = {
    "instantcard": ("EMAIL", "PASSWORD", "ORGANIZATION_ID"),
    "synctera": ("API_KEY",),
}


class BadTarget(Exception):
    """The variables do not describe a server. The message names the variable."""


@attrs.frozen
class Account:
    """Who calls. A field that the vendor has no use for is empty."""

    organization_id: str = ""
    email: str = attrs.field(default="", repr=False)
    password: str = attrs.field(default="", repr=False)
    api_key: str = attrs.field(default="", repr=False)

    @property
    def secrets(self) -> list[str]:
        """What must be in no report."""
        return [one for one in (self.password, self.api_key) if one]


@attrs.frozen
class Target:
    """The server that a spec is held against.

    Attributes:
        vendor: `instantcard` or `synctera`.
        base_url: What every address begins with.
        account: Who calls.
        other: An account of another organization, if there is one.
        controls: The controls of a staging of ours, if they can be reached.
        remote: Whether the server is to be treated as somebody else's.
        allow: What may be done to it, one of `ALLOWANCES`. Only for a remote one.
        rate: Requests a second, at most; 0 for no limit.
        most_calls: Requests in one run, at most; 0 for no limit.
    """

    vendor: str
    base_url: str
    account: Account
    other: Account | None = None
    controls: Any = None
    remote: bool = False
    allow: str = "money"
    rate: float = 0.0
    most_calls: int = 0

    def may(self, allowance: str) -> bool:
        """Whether this much is allowed."""
        return ALLOWANCES.index(allowance) <= ALLOWANCES.index(self.allow)


def local(staging: Any, vendor: str) -> Target:
    """A staging of ours, running in this process."""
    first, second = (_account(one, vendor, "{}_{}") for one in staging.accounts[:2])
    return Target(
        vendor=vendor,
        base_url=staging.environment[f"{vendor.upper()}_BASE_URL"],
        account=first,
        other=second,
        controls=staging.controls,
    )


def from_environment(vendor: str, environment: Mapping[str, str] = os.environ) -> Target | None:
    """The server that the variables name; None if they name none.

    Raises:
        BadTarget: A variable is missing or malformed.
    """
    prefix = f"{vendor.upper()}_STAGING"
    base_url = environment.get(f"{prefix}_URL", "").strip().rstrip("/")
    if not base_url:
        return None
    parts = urlsplit(base_url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.username:
        raise BadTarget(f"{prefix}_URL: give an address such as https://host/api/v2")
    away = not _is_loopback(parts.hostname)
    remote = away or environment.get("STAGING_TREAT_AS_REMOTE", "") not in ("", "0")
    if away and parts.scheme != "https":
        raise BadTarget(f"{prefix}_URL: credentials go to another machine by https only")
    missing = [
        f"{prefix}_{name}"
        for name in _VARIABLES[vendor]
        if not environment.get(f"{prefix}_{name}", "").strip()
    ]
    if missing:
        raise BadTarget(f"{prefix}_URL is set, but {', '.join(missing)} is missing")
    allow = environment.get("STAGING_ALLOW", "read") if remote else "money"
    if allow not in ALLOWANCES:
        raise BadTarget(f"STAGING_ALLOW: say one of {', '.join(ALLOWANCES)}")
    if vendor == "instantcard" and not parts.path.strip("/"):
        base_url += "/api/v2"
    return Target(
        vendor=vendor,
        base_url=base_url,
        account=_account(environment, vendor, "{}_STAGING_{}"),
        remote=remote,
        allow=allow,
        rate=_number(environment, "STAGING_RATE", 2.0) if remote else 0.0,
        most_calls=int(_number(environment, "STAGING_MOST_CALLS", 400)) if remote else 0,
    )


def _account(environment: Mapping[str, str], vendor: str, form: str) -> Account:
    return Account(
        **{
            name.lower(): environment[form.format(vendor.upper(), name)].strip()
            for name in _VARIABLES[vendor]
        }
    )


def _number(environment: Mapping[str, str], name: str, otherwise: float) -> float:
    text = environment.get(name, "").strip()
    if not text:
        return otherwise
    try:
        found = float(text)
    except ValueError:
        found = 0
    if not 0 < found < float("inf"):
        raise BadTarget(f"{name}: give a number above 0")
    return found


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
