"""What the page shows of Synctera's tenants."""

import json
import sqlite3

from cardwright.staging.http import Json


def tenants(connection: sqlite3.Connection) -> list[Json]:
    """Every tenant, with how many configurations it has."""
    rows = connection.execute(
        """SELECT tenant,
             (SELECT count(*) FROM synctera_bulk_configurations
               WHERE tenant = each.tenant) AS configurations
           FROM synctera_api_keys AS each ORDER BY rowid"""
    )
    return [dict(row) for row in rows]


def configurations(
    connection: sqlite3.Connection, tenant: str, most: int, before: int | None
) -> list[Json]:
    """A tenant's configurations, newest first; `number` counts them."""
    rows = connection.execute(
        """SELECT each.rowid AS number, id, configuration, created_at,
             (SELECT count(*) FROM synctera_idempotency_keys
               WHERE configuration_id = each.id) AS idempotency_keys
           FROM synctera_bulk_configurations AS each
           WHERE tenant = ? AND (? IS NULL OR each.rowid < ?)
           ORDER BY each.rowid DESC LIMIT ?""",
        [tenant, before, before, most],
    )
    return [{**dict(row), "configuration": json.loads(row["configuration"])} for row in rows]
