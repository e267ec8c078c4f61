"""What may go out to a server that is not ours."""

import json
import re
from collections.abc import Mapping
from urllib.parse import unquote_plus, urlsplit

from .belongings import Belongings, resource_of
from .document import Operation, Spec
from .mark import is_marked
from .target import Target

#: Headers that cannot turn a request into another one. `Host`, `Cookie`, `Content-Encoding` and
#: all that override a method are not among them.
_HEADERS = frozenset(
    {
        "accept",
        "accept-encoding",
        "authorization",
        "connection",
        "content-length",
        "content-type",
        "user-agent",
        "x-schemathesis-testcaseid",
    }
)

#: By these, a server may take a request for one of another method or in another format.
_OVERRIDES = re.compile(r"_method|method[-_]override|x-http-method", re.IGNORECASE)

#: An id in the path of a request that changes nothing: no dot, escape or separator.
_PLAIN = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
#: What an address consists of on the wire; readers leave out some of what else there may be.
_WRITTEN = re.compile(r"[\x21-\x7e]+")
_ID = re.compile(r"[1-9][0-9]{0,18}", re.ASCII)

#: Changes a thing besides the one that it is sent to: the address that was primary before.
_ELSEWHERE = "address[primary]"


class Guard:
    """Says of each request whether it may be sent.

    It reads the request as it goes out, not as it was meant: a generated path can be another
    operation's. To a remote server goes only what is, letter for letter, an operation of the spec
    with parameters of that operation, in the account's own organization.
    """

    def __init__(self, spec: Spec, target: Target, belongings: Belongings) -> None:
        self._operations = list(spec.operations.values())
        self._target = target
        self._belongings = belongings
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
        operation = self.operation(method, url)
        if operation is None:
            return "it is no plain request of an operation of the spec"
        return (
            self._not_allowed(operation)
            or self._odd_headers(operation, headers)
            or self._odd_parameters(operation, parts.query, headers, body)
            or self._not_ours(operation, parts.path, parts.query, body)
        )

    def operation(self, method: str, url: str) -> Operation | None:
        """The operation that a request is, if it is one."""
        if self._target.remote and not _WRITTEN.fullmatch(url):
            return None
        below = urlsplit(url).path.removeprefix(self._origin.path)
        # What stands in a path as it is comes before what stands for an id.
        for operation in sorted(self._operations, key=lambda one: one.path.count("{")):
            if method != operation.method.upper():
                continue
            found = operation.matches.fullmatch(below)
            if found is None or not urlsplit(url).path.startswith(self._origin.path):
                continue
            if not self._target.remote or self._is_plain(operation, found):
                return operation
        return None

    def _is_plain(self, operation: Operation, found: re.Match[str]) -> bool:
        form = _PLAIN if operation.effect == "read" else _ID
        values = _values(operation, found)
        organization = values.get("organization_id", self._target.account.organization_id)
        return organization == self._target.account.organization_id and all(
            form.fullmatch(value) for value in values.values()
        )

    def _not_allowed(self, operation: Operation) -> str | None:
        if operation.moves_money and not self._target.may("money"):
            return f"{operation.id} moves money or prints (STAGING_ALLOW=money lets it)"
        if operation.effect == "read" and operation.method == "get":
            return None
        if _is_login(operation) or self._target.may("write"):
            return None
        return f"{operation.id} writes (STAGING_ALLOW=write lets it)"

    def _odd_headers(self, operation: Operation, headers: Mapping[str, str]) -> str | None:
        own = {one.name.lower() for one in operation.parameters if one.place == "header"}
        names = [name.lower() for name in headers]
        if len(set(names)) < len(names) or not _HEADERS.union(own).issuperset(names):
            return "it has a header that the operation has no use for"
        return None

    def _odd_parameters(
        self, operation: Operation, query: str, headers: Mapping[str, str], body: bytes | None
    ) -> str | None:
        known = {one.name for one in operation.parameters if one.place == "query"}
        given = {unquote_plus(pair.partition("=")[0]) for pair in re.split("[&;]", query) if pair}
        if not given <= known:
            return "it has a parameter that the operation does not have"
        if not body:
            return None
        if operation.body is None:
            return "it has a body, and the operation has none"
        kinds = [value for name, value in headers.items() if name.lower() == "content-type"]
        if [kind.partition(";")[0].strip().lower() for kind in kinds] != [operation.media_type]:
            return "its body is of another kind than the operation's"
        if _OVERRIDES.search(_readable(body)):
            return "a parameter may change its method"
        return None

    def _not_ours(
        self, operation: Operation, path: str, query: str, body: bytes | None
    ) -> str | None:
        if operation.effect == "read" or _is_login(operation):
            return None
        told = f"{unquote_plus(query)} {_readable(body or b'')}"
        if _ELSEWHERE in told:
            return "it may change an address that was there before"
        found = operation.matches.fullmatch(path.removeprefix(self._origin.path))
        number = _values(operation, found).get("id") if found else None
        if number is not None:
            if not self._belongings.has(resource_of(operation), number):
                return "it changes what the tests did not make"
        elif not operation.moves_money and not is_marked(told):
            return "what it creates has not the mark of the tests"
        return None


def _is_login(operation: Operation) -> bool:
    return operation.id == "session.login" and not operation.secured


def _values(operation: Operation, found: re.Match[str]) -> dict[str, str]:
    names = re.findall(r"\{([^}]+)\}", operation.path)
    return dict(zip(names, found.groups(), strict=True))


def _readable(body: bytes) -> str:
    """A body's text, with what is written as an escape beside it."""
    text = body.decode("utf-8", "replace")
    try:
        inner = json.dumps(json.loads(text), ensure_ascii=False)
    except (ValueError, RecursionError):
        inner = ""
    return f"{text} {unquote_plus(text)} {inner}"
