"""Who may use the controls: programs on this machine, and no pages of other sites in its browser.

A page elsewhere can make a browser send requests to loopback. It cannot choose their Host and
Origin: a name that was rebound to loopback is in Host, another site is in Origin.
"""

from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

from cardwright.staging.http import RefusalError


def refuse_strangers(scope: Scope) -> None:
    """Raise `RefusalError` (403) for a request that is not from here."""
    client = scope["client"]
    if client is None or not _is_loopback(client[0]):
        raise RefusalError(403, "the controls are for clients on loopback only")
    headers = Headers(scope=scope)
    host = headers.get("host", "")
    if not _names_loopback(host):
        raise RefusalError(403, "Host must be localhost or a loopback address")
    origin = headers.get("origin")
    if origin is not None and origin != f"http://{host}":
        raise RefusalError(403, "Origin is another site")
    if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        raise RefusalError(403, "Sec-Fetch-Site: the request comes from another site")


def _names_loopback(authority: str) -> bool:
    try:
        parts = urlsplit(f"//{authority}")
        # Reading the port checks it.
        if parts.netloc != authority or "@" in authority or parts.port == 0:
            return False
    except ValueError:
        return False
    return parts.hostname == "localhost" or _is_loopback(parts.hostname or "")


def _is_loopback(address: str) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is not None:
        return parsed.ipv4_mapped.is_loopback
    return parsed.is_loopback
