"""Synctera's bulk order configurations. It has no operation that reads: a retry answers again."""

import copy
from typing import Any

import httpx

from tests.staging.test_synctera import FULL

from .. import shapes
from ..client import Client, UnexpectedAnswerError
from ..journal import Key

OPERATION = "bulk_orders.create"


def _sent(client: Client, key: Key) -> Any:
    body = copy.deepcopy(FULL)
    body["name"] = key.marker
    body["bulk_issuance_policy"] = client.random.choice(("AUTO", "MANUAL"))
    return body


def _content(answer: httpx.Response) -> Any:
    own = ("creation_time", "id", "tenant")
    return {name: value for name, value in answer.json().items() if name not in own}


async def create(client: Client) -> Key:
    """A new configuration, mostly with an idempotency key."""
    key = client.new("configuration")
    body = _sent(client, key)
    idempotency_key = key.marker if client.random.random() < 0.8 else None
    headers = {} if idempotency_key is None else {"Idempotency-Key": idempotency_key}
    changes = {key: shapes.configuration(body, idempotency_key)}
    try:
        answer = await client.order(OPERATION, body, headers=headers)
    except (httpx.TransportError, UnexpectedAnswerError):
        client.journal.leave_undecided(changes)
        raise
    client.journal.acknowledge(changes)
    client.check(_content(answer) == body, f"{key} is not as it was sent")
    return key


async def retry(client: Client) -> None:
    """The same request with the same key again: the same answer, and nothing new."""
    key = client.pick("configuration", lambda state: state["idempotency_key"] is not None)
    if key is None:
        return
    state = client.state(key)
    answer = await client.order(
        OPERATION, state["content"], headers={"Idempotency-Key": state["idempotency_key"]}
    )
    client.check(_content(answer) == state["content"], f"{key} is not as it was sent")


async def create_twice_at_once(client: Client) -> None:
    """Two requests with one key under way at once make one configuration."""
    key = client.new("configuration")
    body = _sent(client, key)
    changes = {key: shapes.configuration(body, key.marker)}
    answers = await client.both(
        changes,
        *(client.order(OPERATION, body, headers={"Idempotency-Key": key.marker}) for _ in range(2)),
    )
    client.journal.acknowledge(changes)
    client.check(len({each.json()["id"] for each in answers}) == 1, f"{key} was made twice")


async def reuse_key(client: Client) -> None:
    """Another request with a used key is refused."""
    key = client.pick("configuration", lambda state: state["idempotency_key"] is not None)
    if key is None:
        return
    body = {**client.state(key)["content"], "name": "another"}
    await client.order("refused", body, expect=(422,), headers={"Idempotency-Key": key.marker})


WRITES = ((create, 4),)
MIX = (*WRITES, (retry, 2), (create_twice_at_once, 1), (reuse_key, 1))
