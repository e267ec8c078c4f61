"""Everything that staging holds, read back: through the API, and from the file what that hides."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any, Final

import httpx

from . import shapes
from .journal import Journal, Snapshot, key_of

PAGE_SIZE: Final = 100
TIMEOUT: Final = 30.0


class Reader:
    """A client of its own, which only reads."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Log in."""
        self._of = f"/organizations/{environment['INSTANTCARD_ORGANIZATION_ID']}"
        self._http = httpx.Client(
            base_url=environment["INSTANTCARD_BASE_URL"],
            timeout=TIMEOUT,
            trust_env=False,
            verify=False,  # plain HTTP: no certificates to load
        )
        login = {
            "email": environment["INSTANTCARD_EMAIL"],
            "password": environment["INSTANTCARD_PASSWORD"],
        }
        answer = self._http.post("/authenticate", data=login).raise_for_status()
        self._http.headers["Authorization"] = f"bearer {answer.json()['auth_token']}"

    def close(self) -> None:
        """Close the connection."""
        self._http.close()

    def balance(self) -> int:
        """The balance in cents."""
        return shapes.cents(self._get("/balance")["balance"])

    def snapshot(self, journal: Journal, connection: sqlite3.Connection) -> Snapshot:
        """Everything. `journal` knows which print job has which id."""
        found = Snapshot()
        hidden = {row["id"]: row for row in connection.execute(_HIDDEN)}
        for body in self._pages("/cards"):
            found.add(shapes.card_key(body), body["id"], _whole(body, hidden[body["id"]]))
        for body in self._pages("/contacts"):
            found.add(shapes.contact_key(body), body["id"], shapes.contact(body))
        for body in self._pages("/addresses"):
            found.add(shapes.address_key(body), body["id"], shapes.address(body))
        jobs = shapes.ids_to_keys(journal, "job")
        for body in self._pages("/print_jobs"):
            key = jobs[body["id"]] = shapes.job_key(body, jobs)
            found.add(key, body["id"], shapes.job(body))
        for body in self._get("/financial_transactions"):
            found.add(shapes.entry_key(body, jobs), body["id"], shapes.entry(body))
        for row in connection.execute(_CONFIGURATIONS):
            content = json.loads(row["configuration"])
            key = key_of("configuration", content["name"], row["rowid"])
            state = shapes.configuration(content, row["idempotency_key"])
            found.add(key, row["rowid"], state)
        return found

    def _pages(self, path: str) -> Iterator[Any]:
        page, number = [None] * PAGE_SIZE, 0
        while len(page) == PAGE_SIZE:
            number += 1
            page = self._get(path, {"page": number, "page_size": PAGE_SIZE})
            yield from page

    def _get(self, path: str, query: Mapping[str, int] | None = None) -> Any:
        return self._http.get(self._of + path, params=query).raise_for_status().json()


def total_cents(snapshot: Snapshot) -> int:
    """The sum of the ledger."""
    return sum(
        state["cents"]
        for key, state in snapshot.states.items()
        if key.kind in ("payment", "charge")
    )


_HIDDEN: Final = """
    SELECT id, finalized, (
        SELECT json_group_object(kept.token, value) FROM instantcard_card_values AS kept
        JOIN instantcard_template_fields AS fields
          ON fields.template_id = cards.template_id AND fields.token = kept.token
        WHERE card_id = cards.id AND type = 'image') AS images
    FROM instantcard_cards AS cards WHERE NOT deleted"""

_CONFIGURATIONS: Final = """
    SELECT kept.rowid AS rowid, configuration, idempotency_key
    FROM synctera_bulk_configurations AS kept
    LEFT JOIN synctera_idempotency_keys ON configuration_id = kept.id"""


def _whole(body: Any, hidden: sqlite3.Row) -> dict[str, Any]:
    """A card with the images that lists leave out, and whether it is finalized."""
    state = dict(shapes.card(body))
    images = json.loads(hidden["images"])
    values = {
        token: images[token] if value == "image" and token in images else value
        for token, value in state["values"].items()
    }
    return state | {"values": values, "finalized": bool(hidden["finalized"])}
