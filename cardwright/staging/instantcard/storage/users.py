"""Users and their login tokens."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from cardwright.staging.clock import timestamp
from cardwright.staging.secret import digest


@dataclass(frozen=True, slots=True)
class User:
    """An account of one organization. `settings` is a JSON object."""

    id: int
    organization_id: int
    email: str
    password: str
    """Its hash (`cardwright.staging.secret.hash_password`)."""
    settings: str


_COLUMNS = "users.id, organization_id, email, password, settings"


def of_email(connection: sqlite3.Connection, email: str) -> User | None:
    """The user with this address, in small letters."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM instantcard_users AS users WHERE email = ?", [email]
    ).fetchone()
    return User(*row) if row else None


def of_token(connection: sqlite3.Connection, token: str, now: datetime) -> User | None:
    """The user who logged in for `token`, unless that has expired."""
    row = connection.execute(
        f"""SELECT {_COLUMNS} FROM instantcard_users AS users
            JOIN instantcard_tokens ON user_id = users.id
            WHERE digest = ? AND expires_at > ?""",
        [digest(token), timestamp(now)],
    ).fetchone()
    return User(*row) if row else None


def keep_token(
    connection: sqlite3.Connection, token: str, user_id: int, now: datetime, expires_at: datetime
) -> None:
    """Let `token` stand for the user until `expires_at`; forget the tokens that have expired."""
    connection.execute("DELETE FROM instantcard_tokens WHERE expires_at <= ?", [timestamp(now)])
    connection.execute(
        "INSERT INTO instantcard_tokens (digest, user_id, expires_at) VALUES (?, ?, ?)",
        [digest(token), user_id, timestamp(expires_at)],
    )
