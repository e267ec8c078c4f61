"""The made-up tenants that staging begins with."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from cardwright.staging.secret import digest
from cardwright.staging.vendor import Credentials

TENANTS: Final = {
    "staging_lantern": "local-staging-only-api-key",
    "staging_meridian": "another-local-api-key",
}
"""Each tenant's API key."""


def seed(connection: sqlite3.Connection, now: datetime) -> Sequence[Credentials]:
    """Let the tenants' keys in; answers them."""
    connection.executemany(
        """INSERT INTO synctera_api_keys (digest, tenant) VALUES (?, ?)
           ON CONFLICT DO NOTHING""",
        [(digest(key), tenant) for tenant, key in TENANTS.items()],
    )
    return [{"SYNCTERA_API_KEY": key} for key in TENANTS.values()]
