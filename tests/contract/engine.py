"""Schemathesis over a spec: its phases, its checks, and what it found as failures of ours.

Its engine is not public API: `schemathesis` is pinned, and this is the one module that knows it.
"""

import json
import re
import threading
import warnings
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from typing import Any

import requests
import schemathesis
from hypothesis import strategies
from schemathesis.checks import CheckContext
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import Failure as SchemathesisFailure
from schemathesis.core.parameters import ParameterLocation
from schemathesis.core.transport import Response
from schemathesis.engine import Status, events, from_schema
from schemathesis.engine.context import EngineContext
from schemathesis.engine.recorder import ScenarioRecorder
from schemathesis.engine.run import PhaseName
from schemathesis.generation.case import Case
from schemathesis.generation.meta import CoverageScenario, coverage_scenario
from schemathesis.schemas import BaseSchema
from schemathesis.transport.requests import REQUESTS_TRANSPORT, RequestsTransport

from . import hostile
from .api import Api, Stop, authorization
from .document import Operation, is_money
from .findings import Failure, curl
from .profiles import Profile
from .verdicts import ANYWHERE
from .wire import Absent, Exhausted, NotAllowed
from .worlds import World, make_real

_EXAMPLES, _COVERAGE = PhaseName.EXAMPLES, PhaseName.COVERAGE
_FUZZING, _STATEFUL = PhaseName.FUZZING, PhaseName.STATEFUL_TESTING

#: What may answer a request that the spec allows: ids can be unknown, and 501 is documented.
_ACCEPTABLE = ["2xx", "401", "404", "501"]

#: In characters. A server may keep no longer texts, and need not say so.
_LONG = 255

#: Set aside, each for a reason that is told in `docs/contract-tests.md`.
_SET_ASIDE = ("not_a_server_error", "object_level_authorization")


#: Checks of this module, whose words hold no values.
_OURS = ("documented_failure", "real_object_found", "required_parameter_missed")


class _Transport(RequestsTransport):
    """Sends through the wire, and puts real things into what is sent."""

    def __init__(self, api: Api, world: World) -> None:
        super().__init__()
        self._serializers = REQUESTS_TRANSPORT._serializers
        self._api = api
        self._world = world
        self.real: set[str] = set()
        """The ids of the cases that name nothing unknown to the server."""
        self.held: dict[str, NotAllowed] = {}
        """Why cases were not sent, by their ids."""
        self.kept: dict[str, NotAllowed] = {}
        """Why cases were not sent, the last reason of each operation."""
        self.sent: set[str] = set()
        """The ids of the operations of which a case was sent."""

    def send(
        self, case: Case[Any], *, session: requests.Session | None = None, **how: Any
    ) -> Response:
        try:
            return self._send(case, session, how)
        except NotAllowed as reason:
            operation = self._api.spec.by_label(case.operation.label)
            self.held[case.id] = reason
            if operation is not None:
                earlier = self.kept.get(operation.id)
                if not isinstance(earlier, Absent | Exhausted):
                    self.kept[operation.id] = reason
            return self._nothing()

    def _nothing(self) -> Response:
        """Stands for an answer where nothing was sent. Nothing is concluded from it."""
        return Response(
            status_code=405,
            headers={},
            content=b"",
            request=requests.Request("GET", self._api.wire.target.base_url).prepare(),
            elapsed=0.0,
            verify=True,
        )

    def _send(
        self, case: Case[Any], session: requests.Session | None, how: dict[str, Any]
    ) -> Response:
        operation = self._api.spec.by_label(case.operation.label)
        if operation is not None and case.method.lower() == operation.method:
            with suppress(Stop), self._api.usable():
                self._make_real(case, operation)
        mine = requests.Session()
        mine.headers.clear()
        mine.headers.update({} if session is None else session.headers)
        for scheme, adapter in self._api.wire.session.adapters.items():
            mine.mount(scheme, adapter)
        mine.trust_env = False
        how["allow_redirects"] = False
        response = super().send(case, session=mine, **how)
        if operation is not None:
            self.sent.add(operation.id)
        if operation is not None and case.method.lower() == operation.method:
            fields = case.path_parameters or {}
            self._world.heard(operation, fields, response.status_code, _value(response))
        return response

    def _make_real(self, case: Case[Any], operation: Operation) -> None:
        fields: list[Any] = []
        # Where a path or a query is spoilt, it stays so as a whole.
        if not _spoilt(case, ParameterLocation.PATH):
            fields.append(case.path_parameters or {})
        if not _spoilt(case, ParameterLocation.QUERY):
            fields.append(case.query or {})
        if isinstance(case.body, dict):
            fields.append(case.body)
        header = (
            {"Idempotency-Key": case.headers["Idempotency-Key"]}
            if case.headers and ("Idempotency-Key" in case.headers)
            else {}
        )
        fields.append(header)
        if make_real(self._world, self._api.spec, operation, *fields):
            self.real.add(case.id)
        for name, value in header.items():
            case.headers[name] = str(value)


def _spoilt(case: Case[Any], location: ParameterLocation) -> bool:
    return case.meta is not None and case.meta.is_negative_at(location)


class Engine:
    """Runs Schemathesis over the operations of one spec."""

    def __init__(self, api: Api, world: World) -> None:
        self._api = api
        self._transport = _Transport(api, world)

    def unsent(self, operations: Collection[str]) -> dict[str, str]:
        """Operations that were not checked, or not to the end, and why."""
        kept = {one: self._transport.kept[one] for one in operations if one in self._transport.kept}
        return {
            one: str(reason)
            for one, reason in kept.items()
            if one not in self._transport.sent or isinstance(reason, Absent | Exhausted)
        }

    def requests(self, operations: Collection[str], profile: Profile) -> None:
        """Examples, boundaries and generated requests of some operations."""
        boundaries = {_COVERAGE} if profile.boundaries else set()
        self._run(operations, profile, {_EXAMPLES, _FUZZING} | boundaries)

    def chains(self, operations: Collection[str], profile: Profile) -> None:
        """Requests that follow the links between some operations."""
        self._run(operations, profile, {_STATEFUL})

    def _run(
        self, operations: Collection[str], profile: Profile, phases: Collection[PhaseName]
    ) -> None:
        findings = self._api.findings
        schema = self._schema(operations, profile)
        context = EngineContext(schema=schema, stop_event=threading.Event(), max_time=None)
        plan = from_schema(schema)._create_execution_plan()
        plan.phases = [phase for phase in plan.phases if phase.name in phases]
        for event in plan.execute(context):
            if isinstance(event, events.Interrupted):
                # Schemathesis takes Ctrl-C for the end of its own run only.
                raise KeyboardInterrupt
            if isinstance(event, events.ScenarioFinished):
                for failure in _failures(self._api, self._transport, event.recorder):
                    findings.add(failure)
            elif isinstance(event, events.NonFatalError) and not _is_nothing(event):
                findings.add(_error(self._api, event))
            if profile.fail_fast and findings.failures:
                context.stop()
                return

    def _schema(self, operations: Collection[str], profile: Profile) -> BaseSchema:
        api, transport = self._api, self._transport
        config = SchemathesisConfig.from_dict(
            {
                "seed": api.findings.seed,
                "cache": {"enabled": False},
                "base-url": api.wire.target.base_url,
                "continue-on-failure": True,
                "headers": dict([_authorization(api)]),
                "generation": {
                    "max-examples": max(profile.examples, 1),
                    "no-shrink": True,
                    "database": "none",
                    "dictionaries": {"string": {"dictionary": "texts", "probability": 0.3}},
                },
                "dictionaries": {"texts": {"values": list(hostile.TEXTS)}},
                "phases": {
                    "stateful": {
                        "generation": {"max-examples": max(profile.chains, 1), "no-shrink": True},
                        "inference": {"algorithms": []},
                    }
                },
                "checks": {name: {"enabled": False} for name in _SET_ASIDE}
                | {"positive_data_acceptance": {"expected-statuses": _ACCEPTABLE}},
            }
        )
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            schema: BaseSchema = schemathesis.openapi.from_dict(
                dict(api.spec.document), config=config
            )
        if set(operations) != set(api.spec.operations):
            schema = schema.include(operation_id=list(operations))
        schema.adapt_to_null_byte_in_header_failure()
        kind = type(schema)
        schema.__class__ = type(
            kind.__name__, (kind,), {"__slots__": (), "transport": property(lambda _: transport)}
        )
        return schema


def _authorization(api: Api) -> tuple[str, str]:
    scheme = next((one.scheme for one in api.spec.operations.values() if one.scheme), {})
    return authorization(scheme, api.token)


def _is_nothing(event: events.NonFatalError) -> bool:
    """Whether an error only says that the chosen operations have no links between them."""
    return "excluded by filters" in str(event.value)


def _value(response: Response) -> Any:
    try:
        return response.json()
    except (ValueError, RecursionError):
        return None


@schemathesis.check
def documented_failure(ctx: CheckContext, response: Response, case: Case[Any]) -> None:
    """A 5xx is only as good as its place in the spec."""
    if response.status_code < 500:
        return
    documented = case.operation.definition.raw["responses"]
    if str(response.status_code) not in documented:
        raise AssertionError(f"it failed with {response.status_code}, which the spec does not have")


@schemathesis.check
def real_object_found(ctx: CheckContext, response: Response, case: Case[Any]) -> None:
    """What exists is found."""
    transport = case.operation.schema.transport
    if not isinstance(transport, _Transport) or case.id not in transport.real:
        return
    if response.status_code != 404 or case.meta is None or case.meta.generation.mode.is_negative:
        return
    if case.meta.phase.name.value != "stateful":
        raise AssertionError("everything that the request names exists, and the answer is 404")


@schemathesis.check
def required_parameter_missed(ctx: CheckContext, response: Response, case: Case[Any]) -> None:
    """A parameter that the spec requires cannot be left out."""
    if coverage_scenario(case) is CoverageScenario.MISSING_PARAMETER and (
        200 <= response.status_code < 300
    ):
        raise AssertionError(
            "a parameter was left out that the spec requires, and nobody missed it"
        )


@schemathesis.check
def nothing_undocumented(ctx: CheckContext, response: Response, case: Case[Any]) -> None:
    """An answer of ours has nothing that the spec does not have."""
    transport = case.operation.schema.transport
    if not isinstance(transport, _Transport):
        return
    api = transport._api
    operation = api.spec.by_label(case.operation.label)
    if operation is None or api.wire.target.remote:
        return
    raw = api.spec.resolve(operation.raw["responses"].get(str(response.status_code), {}))
    schema = raw.get("content", {}).get("application/json", {}).get("schema")
    if schema is None:
        return
    for pointer in api.spec.undocumented(schema, _value(response)):
        raise AssertionError(f"the answer has {pointer}, which the spec does not have")


def _failures(api: Api, transport: _Transport, recorder: ScenarioRecorder) -> Iterator[Failure]:
    for case_id, checks in recorder.checks.items():
        if case_id in transport.held:
            continue
        case = recorder.cases[case_id].value
        interaction = recorder.interactions.get(case_id)
        status = interaction.response.status_code if interaction and interaction.response else 0
        operation = api.spec.by_label(case.operation.label)
        name = operation.id if operation else str(case.operation.label)
        for check in checks:
            if check.status != Status.FAILURE or status in ANYWHERE:
                continue
            if check.failure_info is None:
                continue
            if _excused(api, case, check.name):
                continue
            failure = check.failure_info.failure
            response = interaction.response if interaction else None
            if api.wire.target.remote:
                says = _without_values(api, operation, response, check.name, failure)
            else:
                says = f"{failure.title}: {failure.message}" if failure.message else failure.title
            says += f" (status {status}"
            if response is not None and not api.wire.target.remote:
                says += f": {response.text[:200]}"
            claim = _claim(case, operation, response)
            if operation and ("conformance" in check.name or check.name == "nothing_undocumented"):
                claim = f"{operation.pointer}/responses/{status}"
            yield Failure(
                operation=name,
                check=check.name,
                says=_clean(api, f"{says})"),
                claim=claim,
                curl=_curl(api, case, operation),
            )


def _without_values(
    api: Api,
    operation: Operation | None,
    response: Response | None,
    check: str,
    failure: SchemathesisFailure,
) -> str:
    """What is wrong, without anything that somebody else's server said."""
    if check in _OURS:
        return failure.message
    if check == "response_schema_conformance" and operation and response is not None:
        raw = operation.raw["responses"].get(str(response.status_code), {})
        content = api.spec.resolve(raw).get("content", {})
        for found in content.values():
            problem = api.spec.problem(found.get("schema", {}), _value(response))
            if problem is not None:
                return f"{failure.title}: {problem}"
    return failure.title


def _excused(api: Api, case: Case[Any], check: str) -> bool:
    """Whether a check asks for more than a page can tell; see `docs/contract-tests.md`."""
    operation = api.spec.by_label(case.operation.label)
    if operation is None:
        return False
    if check == "negative_data_rejection":
        return _is_tolerable(api, case, operation)
    if check == "positive_data_acceptance":
        return any(len(text) > _LONG or "\0" in text for text in _texts(api, case))
    return False


def _is_tolerable(api: Api, case: Case[Any], operation: Operation) -> bool:
    """Whether nothing is wrong but what a server may let pass.

    That is a parameter that nobody knows, and an e-mail address by which RFC 5321 would not go.
    """
    if operation.media_type == "application/json" or _spoilt(case, ParameterLocation.PATH):
        return False
    given = dict(case.query or {}) | (dict(case.body) if isinstance(case.body, dict) else {})
    if any(
        one.required and one.name not in given
        for one in operation.parameters
        if one.place in ("query", "form")
    ):
        return False
    odd = {name for name, value in given.items() if not api.fits(operation, name, value)}
    return bool(odd) and all(
        operation.find(name) is None or _is_odd_mail(api, operation, name, given[name])
        for name in odd
    )


def _is_odd_mail(api: Api, operation: Operation, name: str, value: Any) -> bool:
    parameter = operation.find(name)
    schema = api.spec.resolve(parameter.schema) if parameter else {}
    is_mail = schema.get("format") == "email" and isinstance(value, str)
    return is_mail and re.fullmatch(r"[^@\s]+@[^@\s]+", value) is not None


def _texts(api: Api, case: Case[Any]) -> Iterator[str]:
    operation = api.spec.by_label(case.operation.label)
    body = case.body if isinstance(case.body, dict) else {}
    for fields in (case.query or {}, body):
        for name, value in fields.items():
            parameter = operation.find(name) if operation else None
            content = parameter is not None and "contentSchema" in parameter.schema
            if isinstance(value, str) and not content:
                yield value


def _claim(case: Case[Any], operation: Operation | None, response: Response | None) -> str:
    """The place of the parameter or field that it is about, as far as that can be told."""
    if operation is None:
        return ""
    data = case.meta.phase.data if case.meta is not None else None
    names = [getattr(data, "parameter", None) or ""]
    names += [mutation.parameter or "" for mutation in getattr(data, "mutations", ())]
    names += str(getattr(data, "location", None) or "").split("/")
    for name in names:
        parameter = operation.find(name)
        if parameter is not None:
            return parameter.pointer
    # A refusal names the field that it is about.
    reason = response.text[:500] if response is not None and response.status_code >= 400 else ""
    given = [one for one in operation.parameters if one.place != "path"]
    for whole in (True, False):
        for parameter in given:
            name = parameter.name if whole else re.split(r"[][]+", parameter.name.rstrip("]"))[-1]
            if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", reason):
                return parameter.pointer
    return operation.pointer


def _error(api: Api, event: events.NonFatalError) -> Failure:
    operation = api.spec.by_label(event.label)
    return Failure(
        operation=operation.id if operation else event.label,
        check="run",
        says=type(event.value).__name__
        if api.wire.target.remote
        else _clean(api, f"{type(event.value).__name__}: {event.value}"),
    )


def _clean(api: Api, text: str) -> str:
    for secret in [*api.account.secrets, api.token]:
        text = text.replace(secret, "*****")
    if api.wire.target.remote:
        text = text.splitlines()[0]
    return text[:1500]


def _curl(api: Api, case: Case[Any], operation: Operation | None) -> str:
    def shown(name: str, value: Any) -> str:
        parameter = operation.find(name) if operation else None
        # What a run made up is no secret; on somebody else's server it may be theirs.
        hide = api.wire.target.remote and (parameter is None or parameter.sensitive)
        return "*****" if hide else _clean(api, str(value))[:300]

    path = case.path
    for name, value in (case.path_parameters or {}).items():
        path = path.replace("{" + name + "}", str(value))
    query = "&".join(f"{name}={shown(name, value)}" for name, value in (case.query or {}).items())
    url = api.wire.target.base_url + path + ("?" + query if query else "")
    headers = {name: str(value) for name, value in (case.headers or {}).items()}
    headers["Authorization"] = "Bearer *****"
    if operation is not None and operation.media_type == "application/json":
        whole = "*****" if api.wire.target.remote else _clean(api, json.dumps(case.body))
        return curl(case.method, url, headers, {}, whole)
    body: Mapping[str, Any] = case.body if isinstance(case.body, dict) else {}
    fields = {str(name): shown(str(name), value) for name, value in body.items()}
    return curl(case.method, url, headers, fields)


schemathesis.openapi.format(
    "money", strategies.from_regex(r"\A\$?[1-9][0-9]{0,3}\.[0-9]{2}\Z").filter(is_money)
)
