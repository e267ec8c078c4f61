"""API keys, bulk order configurations and idempotency keys. Each belongs to a tenant."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from cardwright.staging.http import Json
from cardwright.staging.secret import digest


@dataclass(frozen=True, slots=True)
class Configuration:
    """A kept configuration: `content` is the request's, with the defaults in it."""

    id: str
    tenant: str
    content: Mapping[str, Json]
    created_at: str


@dataclass(frozen=True, slots=True)
class UsedKey:
    """An idempotency key and the request that it was first used with."""

    request_digest: str
    configuration_id: str


def tenant_of(connection: sqlite3.Connection, api_key: str) -> str | None:
    """Whose API key it is."""
    row = connection.execute(
        "SELECT tenant FROM synctera_api_keys WHERE digest = ?", [digest(api_key)]
    ).fetchone()
    return None if row is None else str(row["tenant"])


def create(connection: sqlite3.Connection, configuration: Configuration) -> None:
    """Keep a new configuration."""
    connection.execute(
        """INSERT INTO synctera_bulk_configurations (id, tenant, configuration, created_at)
           VALUES (?, ?, ?, ?)""",
        [
            configuration.id,
            configuration.tenant,
            json.dumps(configuration.content),
            configuration.created_at,
        ],
    )


def load(connection: sqlite3.Connection, configuration_id: str) -> Configuration:
    """The configuration, which must exist."""
    row = connection.execute(
        """SELECT id, tenant, configuration, created_at FROM synctera_bulk_configurations
           WHERE id = ?""",
        [configuration_id],
    ).fetchone()
    return Configuration(
        row["id"], row["tenant"], json.loads(row["configuration"]), row["created_at"]
    )


def used_key(connection: sqlite3.Connection, tenant: str, key: str) -> UsedKey | None:
    """What the tenant has used the idempotency key for."""
    row = connection.execute(
        """SELECT request_digest, configuration_id FROM synctera_idempotency_keys
           WHERE tenant = ? AND idempotency_key = ?""",
        [tenant, key],
    ).fetchone()
    return None if row is None else UsedKey(*row)


def use_key(connection: sqlite3.Connection, tenant: str, key: str, used: UsedKey) -> None:
    """Note what the tenant has used the idempotency key for."""
    connection.execute(
        """INSERT INTO synctera_idempotency_keys
             (tenant, idempotency_key, request_digest, configuration_id) VALUES (?, ?, ?, ?)""",
        [tenant, key, used.request_digest, used.configuration_id],
    )
