"""What may go out to a server that is not ours."""

import re
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

from .document import Operation, Spec
from .target import Target

#: Methods that change nothing, by HTTP.
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

#: By these a server of the Rails family takes a request for one of another method.
_OVERRIDES = ("x-http-method-override", "x-http-method", "x-method-override")


class Guard:
    """Says of each request whether it may be sent.

    It reads the request as it goes out, not as it was meant: a fuzzed path can be another
    operation's. What it cannot place is refused, unless its method changes nothing.
    """

    def __init__(self, spec: Spec, target: Target) -> None:
        self._operations = list(spec.operations.values())
        self._target = target
        self._origin = urlsplit(target.base_url)

    def refusal(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None
    ) -> str | None:
        """Why a request may not be sent; None if it may."""
        parts = urlsplit(url)
        if (parts.scheme, parts.netloc) != (self._origin.scheme, self._origin.netloc):
            return "it goes to another host"
        if not self._target.remote:
            return None
        if any(name.lower() in _OVERRIDES for name in headers):
            return "a header may change its method"
        if b"_method" in (body or b"") or "_method" in unquote(parts.query):
            return "a parameter may change its method"
        operation = self._place(method, parts.path)
        if operation is not None and operation.moves_money and not self._target.may("money"):
            return f"{operation.id} moves money (STAGING_ALLOW=money lets it)"
        if operation is not None and operation.effect == "read":
            return None
        if operation is not None and not operation.secured:
            return None
        if method.upper() in _SAFE:
            return None
        if operation is None:
            return "it writes, and is no operation of the spec"
        if not self._target.may("write"):
            return f"{operation.id} writes (STAGING_ALLOW=write lets it)"
        return None

    def operation(self, method: str, url: str) -> Operation | None:
        """The operation that a request is, if it is one."""
        return self._place(method, urlsplit(url).path)

    def _place(self, method: str, path: str) -> Operation | None:
        settled = _settled(path)
        if settled is None or not settled.startswith(self._origin.path):
            return None
        below = settled.removeprefix(self._origin.path)
        for operation in self._operations:
            if operation.method != method.lower():
                continue
            found = operation.matches.fullmatch(below)
            if found is not None and self._is_mine(operation, found):
                return operation
        return None

    def _is_mine(self, operation: Operation, found: re.Match[str]) -> bool:
        if not self._target.remote or operation.effect == "read":
            return True
        names = re.findall(r"\{([^}]+)\}", operation.path)
        values = dict(zip(names, found.groups(), strict=True))
        ids_are_plain = all(re.fullmatch(r"[0-9]{1,19}", value) for value in values.values())
        organization = values.get("organization_id", self._target.account.organization_id)
        return ids_are_plain and organization == self._target.account.organization_id


def _settled(path: str) -> str | None:
    """The path as a server may read it; None where servers may differ."""
    once = unquote(path)
    if unquote(once) != once or "\\" in once or "\0" in once:
        return None
    segments = [segment for segment in once.split("/") if segment]
    if "." in segments or ".." in segments:
        return None
    if segments and "." in segments[-1]:
        # `.json` at the end names a format.
        segments[-1] = segments[-1].partition(".")[0]
    return "/" + "/".join(segments)
