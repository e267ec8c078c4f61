"""How a request reaches an operation: its parameters, who asks, and on whose behalf."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from cardwright.staging.forms import read_parameters
from cardwright.staging.http import Answer, Handler, Json, RefusalError, unauthorized
from cardwright.staging.instantcard.params import LARGEST_ID, Params, parse_integer
from cardwright.staging.instantcard.storage import organizations, users
from cardwright.staging.instantcard.storage.organizations import Organization
from cardwright.staging.instantcard.storage.users import User
from cardwright.staging.secret import bearer_token
from cardwright.staging.vendor import Operation, Routes, Services


@dataclass(frozen=True, slots=True)
class Call:
    """A request as an operation sees it."""

    services: Services
    params: Params
    path: Mapping[str, str]
    authorization: str | None


@dataclass(frozen=True, slots=True)
class UserCall(Call):
    """A request with a valid token."""

    user: User


@dataclass(frozen=True, slots=True)
class OrganizationCall(UserCall):
    """A request with a valid token, below the path of the user's own organization."""

    organization: Organization

    def id(self, name: str, thing: str) -> int:
        """The id in the path's `name`. What is no id belongs to nothing: 404."""
        number = parse_integer(self.path[name])
        if number is None or not 0 < number <= LARGEST_ID:
            raise not_found(thing, self.path[name])
        return number


@dataclass(frozen=True, slots=True)
class Entry:
    """An operation that finds out for itself what it needs to know about the caller."""

    name: str
    answer: Callable[[Call], Json]
    at_once: int = 0
    """How many requests it answers at once; 0 for any number. Those that wait hold no thread."""


def not_found(thing: str, wanted: object) -> RefusalError:
    """404: an unknown id and another organization's are told alike."""
    return RefusalError(404, f"{thing} {wanted} was not found")


def for_anyone(name: str, operation: Callable[[Call], Json]) -> Entry:
    """An operation that needs no token."""
    return Entry(name, operation)


def for_user(name: str, operation: Callable[[UserCall], Json]) -> Entry:
    """An operation that needs a token (page: "Authentication Flow")."""
    return Entry(name, lambda call: operation(_identify(call)))


def for_organization(
    name: str, operation: Callable[[OrganizationCall], Json], *, at_once: int = 0
) -> Entry:
    """An operation that needs a token of the organization in its path."""
    return Entry(name, lambda call: operation(_enter(_identify(call))), at_once)


def handlers(routes: Mapping[str, Mapping[str, Entry]], services: Services) -> Routes:
    """The route table as the gate wants it."""
    return {
        path: {
            method: Operation(entry.name, _handler(entry, services))
            for method, entry in entries.items()
        }
        for path, entries in routes.items()
    }


def _handler(entry: Entry, services: Services) -> Handler:
    turns = asyncio.Semaphore(entry.at_once) if entry.at_once else nullcontext()

    async def handle(request: Request) -> Answer:
        call = Call(
            services,
            Params(await read_parameters(request)),
            request.path_params,
            request.headers.get("authorization"),
        )
        async with turns:
            return Answer(await run_in_threadpool(entry.answer, call))

    return handle


def _identify(call: Call) -> UserCall:
    token = bearer_token(call.authorization)
    if token is None:
        raise unauthorized('the Authorization header must be "bearer", a space and the token')
    with call.services.database.reading() as connection:
        user = users.of_token(connection, token, call.services.clock())
    if user is None:
        raise unauthorized("the token is not valid or has expired")
    return UserCall(call.services, call.params, call.path, call.authorization, user)


def _enter(call: UserCall) -> OrganizationCall:
    wanted = call.path["organization_id"]
    if parse_integer(wanted) != call.user.organization_id:
        raise not_found("organization", wanted)
    with call.services.database.reading() as connection:
        organization = organizations.load(connection, call.user.organization_id)
    return OrganizationCall(
        call.services, call.params, call.path, call.authorization, call.user, organization
    )
