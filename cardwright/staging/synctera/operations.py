"""``POST /cards/bulk_issuance`` (page: "Create a bulk order configuration")."""

import hashlib
import json
import uuid
from typing import Final

from python_multipart.multipart import parse_options_header
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from cardwright.staging.clock import timestamp
from cardwright.staging.http import Answer, Json, RefusalError, parse_json, unauthorized
from cardwright.staging.secret import bearer_token
from cardwright.staging.synctera import storage
from cardwright.staging.synctera.rules import read_configuration
from cardwright.staging.synctera.storage import Configuration, UsedKey
from cardwright.staging.vendor import Operation, Routes, Services

LONGEST_KEY: Final = 255


def routes(services: Services) -> Routes:
    """The page's one operation."""

    async def create(request: Request) -> Answer:
        body = await request.body()
        return await run_in_threadpool(
            _create,
            services,
            body,
            request.headers.get("content-type"),
            request.headers.get("authorization"),
            request.headers.get("idempotency-key"),
        )

    return {"/cards/bulk_issuance": {"POST": Operation("bulk_orders.create", create)}}


def _create(
    services: Services,
    body: bytes,
    content_type: str | None,
    authorization: str | None,
    key: str | None,
) -> Answer:
    tenant = _tenant(services, authorization)
    if key is not None and not 0 < len(key) <= LONGEST_KEY:
        raise RefusalError(400, f"Idempotency-Key must have 1 to {LONGEST_KEY} characters")
    sent = _json(body, content_type)
    content = read_configuration(sent)
    request_digest = _digest(sent)
    with services.database.writing() as connection:
        used = storage.used_key(connection, tenant, key) if key is not None else None
        if used is not None:
            if used.request_digest != request_digest:
                raise RefusalError(422, "Idempotency-Key was used with another request")
            return _answer(storage.load(connection, used.configuration_id))
        configuration = Configuration(
            str(uuid.uuid4()), tenant, content, timestamp(services.clock())
        )
        storage.create(connection, configuration)
        if key is not None:
            storage.use_key(connection, tenant, key, UsedKey(request_digest, configuration.id))
    return _answer(configuration)


def _tenant(services: Services, authorization: str | None) -> str:
    api_key = bearer_token(authorization)
    if api_key is None:
        raise unauthorized('the Authorization header must be "Bearer", a space and the API key')
    with services.database.reading() as connection:
        tenant = storage.tenant_of(connection, api_key)
    if tenant is None:
        raise unauthorized("the API key is not valid")
    return tenant


def _json(body: bytes, content_type: str | None) -> Json:
    if parse_options_header(content_type)[0] != b"application/json":
        raise RefusalError(
            415, "the body must be application/json", headers={"Accept": "application/json"}
        )
    try:
        return parse_json(body.decode())
    except UnicodeDecodeError:
        raise RefusalError(400, "the body is not valid UTF-8") from None
    except ValueError as error:
        raise RefusalError(400, f"the body {error}") from None


def _digest(sent: Json) -> str:
    """Alike for bodies that say the same, in whatever order and spacing."""
    return hashlib.sha256(json.dumps(sent, sort_keys=True).encode()).hexdigest()


def _answer(configuration: Configuration) -> Answer:
    return Answer(
        {
            **configuration.content,
            "creation_time": configuration.created_at,
            "id": configuration.id,
            "tenant": configuration.tenant,
        },
        201,
    )
