"""The made-up tenant that staging begins with."""

import sqlite3
from datetime import datetime
from typing import Final

from cardwright.staging.secret import digest

TENANT: Final = "staging_lantern"
API_KEY: Final = "local-staging-only-api-key"


def seed(connection: sqlite3.Connection, now: datetime) -> dict[str, str]:
    """Let `API_KEY` in; answers it."""
    connection.execute(
        """INSERT INTO synctera_api_keys (digest, tenant) VALUES (?, ?)
           ON CONFLICT DO NOTHING""",
        [digest(API_KEY), TENANT],
    )
    return {"SYNCTERA_API_KEY": API_KEY}
