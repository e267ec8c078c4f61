"""What a vendor is to the rest of staging. Adding a vendor is adding a folder with one of these."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cardwright.staging.clock import Clock
from cardwright.staging.db import Database
from cardwright.staging.http import Answer, Handler, RefusalError


@dataclass(frozen=True, slots=True)
class Services:
    """What operations need from outside: where things are kept, the time, and the settings."""

    database: Database
    clock: Clock
    token_ttl: timedelta


Credentials = Mapping[str, str]
"""What one account logs in with, under the names that clients read from the environment."""


@dataclass(frozen=True, slots=True)
class Operation:
    """A handler and its stable name, ``resource.method``; no two vendors share one."""

    name: str
    handler: Handler


Routes = Mapping[str, Mapping[str, Operation]]
"""Path template below the vendor's prefix to method to operation. One entry per path."""


@dataclass(frozen=True, slots=True)
class Vendor:
    """A vendor's API as values and functions.

    `schema` creates the vendor's tables if they are missing; their names begin with the vendor's.
    `seed` brings the made-up accounts into the database, changes nothing that was there before,
    and answers the credentials of each account; every vendor has as many accounts. `refuse`
    writes a refusal in the vendor's error format.
    """

    name: str
    prefix: str
    schema: str
    routes: Callable[[Services], Routes]
    seed: Callable[[sqlite3.Connection, datetime], Sequence[Credentials]]
    refuse: Callable[[RefusalError], Answer]
