"""Calls by an operation's id and the names on the wire, each answer held against the spec."""

import base64
import json
import re
import traceback
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

import attrs
import requests

from .document import Operation, Spec
from .findings import Failure, Findings, curl
from .target import Account
from .verdicts import of_answer, of_request, wrong_text
from .wire import NotAllowed, Wire

_HERE = Path(__file__).parent

#: Media types that a report names, whoever sent them.
KINDS = frozenset(
    f"{family}/{name}"
    for family, names in {
        "application": ("json", "problem+json", "octet-stream", "pdf", "xml"),
        "image": ("jpeg", "png"),
        "text": ("html", "plain", "xml"),
    }.items()
    for name in names
)

#: How much of an answer a report quotes.
_EXCERPT = 300


class Stop(Exception):
    """A journey cannot go on. The failure is already among the findings."""


@attrs.frozen
class Answer:
    """What came back."""

    operation: Operation
    status: int
    value: Any
    headers: Mapping[str, str]
    text: str = attrs.field(repr=False)

    @property
    def succeeded(self) -> bool:
        """Whether it is a 2xx."""
        return 200 <= self.status < 300


class Api:
    """One account's calls.

    Attributes:
        spec: What the calls are made from, and held against.
        wire: What they go through.
        account: Who calls.
        findings: Where disagreements go.
        last: The answer that came last.
    """

    def __init__(self, spec: Spec, wire: Wire, account: Account, findings: Findings) -> None:
        self.spec = spec
        self.wire = wire
        self.account = account
        self.findings = findings
        self._token = account.api_key
        self.last: Answer | None = None
        self.heard: Callable[[Operation, Mapping[str, Any], int, Any], None] = _nobody

    @property
    def token(self) -> str:
        """The token that calls carry, from one login."""
        if not self._token:
            self._token = self.login()
        return self._token

    def login(self) -> str:
        """Log in once more, and keep the token."""
        fields = {"email": self.account.email, "password": self.account.password}
        with self.usable():
            found = self.call("session.login", fields, token="").value
            token = str(found["auth_token"])
        if not re.fullmatch(r"[\x21-\x7e]+", token):
            self._fail("session.login", "no token", "the login was answered without a token")
            raise Stop
        self._token = token
        return self._token

    def call(
        self,
        operation_id: str,
        fields: Mapping[str, Any] | None = None,
        *,
        body: Any = None,
        token: str | None = None,
        expect: Collection[int] = (),
        query: str = "",
    ) -> Answer:
        """Send one request.

        Args:
            fields: Parameters and form fields by their names on the wire. The organization's id
                need not be among them.
            body: The JSON body, where the operation has one.
            token: Another token; an empty one for none at all.
            expect: The statuses that the test needs; any 2xx if empty.
            query: More of a query string, as it is to go out.

        Raises:
            Stop: The answer is not what the test needs.
            NotAllowed: The request may not be sent to this server.
        """
        operation = self.operation(operation_id)
        given = {name: _wire(value) for name, value in (fields or {}).items()}
        request = self._request(operation, given, body, token, query)
        try:
            response = self.wire.session.send(request, allow_redirects=False)
        except NotAllowed:
            raise
        except requests.exceptions.RequestException as error:
            self._fail(operation_id, "no answer", f"there was no answer: {type(error).__name__}")
            raise Stop from error
        answer = Answer(
            operation, response.status_code, _value(response), response.headers, response.text
        )
        self.last = answer
        self.heard(operation, given, answer.status, answer.value)
        again = self._curl(operation, request, given)
        self.check(answer, again)
        if answer.succeeded:
            has_body = request.body is not None
            for wrong in of_request(self.spec, operation, given, body, has_body=has_body):
                self._fail(operation_id, wrong.check, wrong.says, wrong.claim, again)
        if answer.status not in expect if expect else not answer.succeeded:
            wanted = "a success" if not expect else " or ".join(map(str, sorted(expect)))
            self._fail(
                operation_id,
                "unexpected answer",
                f"{wanted} was due, and {answer.status} came{self._excerpt(answer)}",
                curl=again,
            )
            raise Stop
        return answer

    def fail(self, operation_id: str, check: str, says: str, claim: str = "") -> None:
        """Note a disagreement."""
        self._fail(operation_id, check, says, claim=claim)

    def refused(
        self, operation_id: str, fields: Mapping[str, Any] | None = None, status: int = 400
    ) -> None:
        """Send a request that must be refused with this status; note it if it is not, and go on."""
        with suppress(Stop):
            self.call(operation_id, fields, expect=(status,))

    def fits(self, operation: Operation, name: str, value: Any) -> bool:
        """Whether the spec allows a value of a parameter or field, as it goes out."""
        parameter = operation.find(name)
        return (
            parameter is not None and wrong_text(self.spec, parameter.schema, _wire(value)) is None
        )

    def operation(self, operation_id: str) -> Operation:
        """An operation of the spec.

        Raises:
            Stop: The spec does not have it.
        """
        found = self.spec.operations.get(operation_id)
        if found is None:
            self._fail(operation_id, "missing operation", "the spec has no such operation")
            raise Stop
        return found

    def plain(self, method: str, path: str) -> requests.Response:
        """Send a request that is no operation's, with the token.

        Raises:
            Stop: There was no answer.
        """
        name, value = authorization(next(iter(self.spec.operations.values())).scheme, self.token)
        url = self.wire.target.base_url + path
        request = requests.Request(method, url, headers={name: value} if name else {}).prepare()
        try:
            return self.wire.session.send(request)
        except requests.exceptions.RequestException as error:
            says = f"there was no answer to a {method}: {type(error).__name__}"
            self._fail(f"{method} {path}", "no answer", says)
            raise Stop from error

    @contextmanager
    def usable(self) -> Iterator[None]:
        """What is done inside takes answers for what the journey needs.

        Where an answer cannot be used so, that is a failure of the operation that answered last.

        Raises:
            Stop: An answer cannot be used. Before the first answer, the error itself.
        """
        try:
            yield
        except NotAllowed:
            raise
        except (LookupError, TypeError, AttributeError, ValueError, ArithmeticError) as error:
            if self.last is None:
                raise
            where = next(
                f"{Path(frame.filename).stem}.{frame.name}, line {frame.lineno}"
                for frame in reversed(traceback.extract_tb(error.__traceback__))
                if Path(frame.filename).is_relative_to(_HERE)
            )
            says = (
                f"the {self.last.status} answer cannot be used: "
                f"{type(error).__name__} in {where}{self._excerpt(self.last)}"
            )
            self._fail(self.last.operation.id, "unusable answer", says)
            raise Stop from error

    def check(self, answer: Answer, again: str = "") -> None:
        """Hold an answer against the spec."""
        found = of_answer(
            self.spec,
            answer.operation,
            answer.status,
            self._kind(answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()),
            answer.value,
            excerpt=self._excerpt(answer),
            strict=not self.wire.target.remote,
        )
        for wrong in found:
            self._fail(answer.operation.id, wrong.check, wrong.says, wrong.claim, again)

    def _request(
        self,
        operation: Operation,
        given: Mapping[str, str],
        body: Any,
        token: str | None,
        more: str,
    ) -> requests.PreparedRequest:
        path, query, form = operation.path, {}, {}
        headers = {"Accept": "application/json"}
        own = {"organization_id": self.account.organization_id} | dict(given)
        for name, value in own.items():
            parameter = operation.find(name)
            place = parameter.place if parameter else "form" if operation.body else "query"
            if place == "path":
                path = path.replace("{" + name + "}", quote(value, safe=""))
            elif name not in given:
                continue
            elif place == "query":
                query[name] = value
            elif place == "header":
                headers[name] = value
            else:
                form[name] = value
        if "{" in path:
            self._fail(operation.id, "unknown parameter", f"its path needs more: {operation.path}")
            raise Stop
        if operation.secured and token is None:
            token = self.token
        if token:
            name, value = authorization(operation.scheme, token)
            if name:
                headers[name] = value
        files = None
        data: Any = None
        if body is not None:
            data = json.dumps(body).encode()
            headers["Content-Type"] = operation.media_type or "application/json"
        elif operation.media_type == "multipart/form-data":
            files = [(name, (None, value.encode())) for name, value in form.items()]
        elif form:
            data = form
        return requests.Request(
            operation.method.upper(),
            self.wire.target.base_url + path + (f"?{more}" if more else ""),
            params=query,
            headers=headers,
            files=files or None,
            data=data,
        ).prepare()

    def _curl(
        self, operation: Operation, request: requests.PreparedRequest, given: Mapping[str, str]
    ) -> str:
        url = str(request.url)
        fields = {}
        for name, value in given.items():
            parameter = operation.find(name)
            hide = parameter is not None and parameter.sensitive
            if parameter is None or parameter.place == "form":
                fields[name] = "*****" if hide else value[:_EXCERPT]
            elif hide and parameter.place == "query":
                url = url.replace(quote(value, safe=""), "*****")
                if value in url:
                    url = url.partition("?")[0] + "?*****"
        headers = {"Authorization": "Bearer *****"} if "Authorization" in request.headers else {}
        return curl(operation.method, url, headers, fields)

    def _kind(self, kind: str) -> str:
        if self.wire.target.remote and kind and kind not in KINDS:
            return "something else"
        return kind or "nothing"

    def _excerpt(self, answer: Answer) -> str:
        if self.wire.target.remote or not answer.text:
            return ""
        return f": {answer.text[:_EXCERPT]}"

    def _fail(
        self, operation_id: str, check: str, says: str, claim: str = "", curl: str = ""
    ) -> None:
        for secret in [*self.account.secrets, self._token]:
            if secret:
                says = says.replace(secret, "*****")
        self.findings.add(Failure(operation_id, check, says, claim, curl))


def authorization(scheme: Mapping[str, Any], token: str) -> tuple[str, str]:
    """The header by which a scheme shows a token, and its value; two empty texts if by none."""
    if scheme.get("type") == "apiKey":
        return (str(scheme.get("name")), token) if scheme.get("in") == "header" else ("", "")
    kind = str(scheme.get("scheme", "bearer"))
    if kind == "basic":
        token = base64.b64encode(f"{token}:".encode()).decode()
    return "Authorization", f"{kind.capitalize()} {token}"


def _wire(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _nobody(operation: Operation, given: Mapping[str, Any], status: int, value: Any) -> None:
    """Takes what nobody wants to hear."""


def _value(response: requests.Response) -> Any:
    try:
        return response.json()
    except (ValueError, RecursionError):
        return None
