"""Calls by an operation's id and the names on the wire, each answer held against the spec."""

import json
from collections.abc import Callable, Collection, Mapping
from typing import Any
from urllib.parse import quote

import attrs
import requests

from .document import Operation, Spec, plain
from .findings import Failure, Findings, curl
from .target import Account
from .wire import Wire

#: What HTTP says of any request, on whichever operation.
ANYWHERE = frozenset({405, 413, 415})

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
    """

    def __init__(self, spec: Spec, wire: Wire, account: Account, findings: Findings) -> None:
        self.spec = spec
        self.wire = wire
        self.account = account
        self.findings = findings
        self._token = account.api_key
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
        found = self.call("session.login", fields, token="").value
        self._token = str(found["auth_token"])
        return self._token

    def call(
        self,
        operation_id: str,
        fields: Mapping[str, Any] | None = None,
        *,
        body: Any = None,
        token: str | None = None,
        expect: Collection[int] = (),
    ) -> Answer:
        """Send one request.

        Args:
            fields: Parameters and form fields by their names on the wire. The organization's id
                need not be among them.
            body: The JSON body, where the operation has one.
            token: Another token; an empty one for none at all.
            expect: The statuses that the test needs; any 2xx if empty.

        Raises:
            Stop: The answer is not what the test needs.
        """
        operation = self.spec.operations.get(operation_id)
        if operation is None:
            self._fail(operation_id, "missing operation", "the spec has no such operation")
            raise Stop
        given = {name: _wire(value) for name, value in (fields or {}).items()}
        request = self._request(operation, given, body, token)
        try:
            response = self.wire.session.send(request)
        except requests.exceptions.RequestException as error:
            self._fail(operation_id, "no answer", f"there was no answer: {type(error).__name__}")
            raise Stop from error
        answer = Answer(
            operation, response.status_code, _value(response), response.headers, response.text
        )
        self.heard(operation, given, answer.status, answer.value)
        again = self._curl(operation, request, given)
        self.check(answer, again)
        if answer.succeeded:
            self._check_request(operation, given, body, again)
        elif expect:
            pass
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

    def fits(self, operation: Operation, name: str, value: Any) -> bool:
        """Whether the spec allows a value of a parameter or field, as it goes out."""
        parameter = operation.find(name)
        return parameter is not None and self._wrong(parameter.schema, _wire(value)) is None

    def check(self, answer: Answer, again: str = "") -> None:
        """Hold an answer against the spec."""
        operation = answer.operation
        if answer.status in ANYWHERE:
            return
        documented = operation.raw.get("responses", {})
        raw = documented.get(str(answer.status))
        if raw is None:
            self._fail(
                operation.id,
                "undocumented status",
                f"it answered {answer.status}, which the spec does not have{self._excerpt(answer)}",
                curl=again,
            )
            return
        claim = f"{operation.pointer}/responses/{answer.status}"
        content = self.spec.resolve(raw).get("content", {})
        kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if not content:
            return
        if kind not in content:
            self._fail(
                operation.id,
                "undocumented media type",
                f"{answer.status} came as {kind or 'nothing'}, not as {', '.join(content)}",
                claim,
                again,
            )
            return
        schema = content[kind].get("schema", {})
        problem = self.spec.problem(schema, answer.value)
        if problem is not None:
            self._fail(
                operation.id,
                "answer against its schema",
                f"the {answer.status} answer is not what the spec says: {problem}",
                claim,
                again,
            )
        elif not self.wire.target.remote:
            for pointer in self.spec.undocumented(schema, answer.value):
                self._fail(
                    operation.id,
                    "undocumented field",
                    f"the {answer.status} answer has {pointer}, which the spec does not have",
                    claim,
                    again,
                )
                break

    def _request(
        self, operation: Operation, given: Mapping[str, str], body: Any, token: str | None
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
            headers["Authorization"] = f"Bearer {token}"
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
            self.wire.target.base_url + path,
            params=query,
            headers=headers,
            files=files or None,
            data=data,
        ).prepare()

    def _check_request(
        self, operation: Operation, given: Mapping[str, str], body: Any, again: str
    ) -> None:
        for name, value in given.items():
            parameter = operation.find(name)
            if parameter is None:
                self._fail(
                    operation.id,
                    "undocumented parameter",
                    f"the server has a use for {name}, which the spec does not have",
                    curl=again,
                )
                continue
            problem = self._wrong(parameter.schema, value)
            if problem is not None:
                self._fail(
                    operation.id,
                    "accepted against the spec",
                    f"the server took a {name} that the spec forbids: {problem}",
                    parameter.pointer,
                    again,
                )
        if operation.body is not None and body is None:
            missing = [one for one in operation.body.get("required", ()) if given.get(one) is None]
            if missing:
                self._fail(
                    operation.id,
                    "accepted against the spec",
                    f"the server did without {missing[0]}, which the spec requires",
                    f"{operation.pointer}/requestBody",
                    again,
                )
        for parameter in operation.parameters:
            known = parameter.name in given or parameter.name == "organization_id"
            if parameter.required and parameter.place in ("query", "header") and not known:
                self._fail(
                    operation.id,
                    "accepted against the spec",
                    f"the server did without {parameter.name}, which the spec requires",
                    parameter.pointer,
                    again,
                )
        if body is not None and operation.body is not None:
            problem = self.spec.problem(operation.body, body)
            if problem is not None:
                self._fail(
                    operation.id,
                    "accepted against the spec",
                    f"the server took a body that the spec forbids: {problem}",
                    f"{operation.pointer}/requestBody",
                    again,
                )

    def _wrong(self, schema: Any, text: str) -> str | None:
        problem = self.spec.problem(schema, text)
        if problem is not None and plain(text) != text:
            problem = self.spec.problem(schema, plain(text))
        found = self.spec.resolve(schema)
        if problem is None and "contentSchema" in found:
            try:
                problem = self.spec.problem(found["contentSchema"], json.loads(text))
            except ValueError:
                problem = "it is no JSON"
        return problem

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
    except ValueError:
        return None
