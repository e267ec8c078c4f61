"""Cards, drafts and finalized ones, and the values of their fields."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from cardwright.staging.clock import timestamp
from cardwright.staging.instantcard.storage.paging import Page

IMAGE = "image"
"""Stands for every image in lists and searches (page: "Search for a Card")."""


@dataclass(frozen=True, slots=True)
class Value:
    """A field's value on one card; Base64 where `type` is image."""

    token: str
    label: str
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Card:
    """A card and its values in the template's order.

    `last_submitted_at` and `last_printed_at` are those of the print jobs that it is in.
    """

    id: int
    organization_id: int
    template_id: int
    finalized: bool
    last_printed_at: str | None
    last_submitted_at: str | None
    values: list[Value] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Printing:
    """A submitted print job with the card in it; `processed_at` is None until it is printed."""

    processed_at: str | None


def create(
    connection: sqlite3.Connection,
    organization_id: int,
    template_id: int,
    values: Mapping[str, str],
) -> int:
    """A new draft; answers its id."""
    cursor = connection.execute(
        """INSERT INTO instantcard_cards (organization_id, template_id, search_text)
           VALUES (?, ?, '')""",
        [organization_id, template_id],
    )
    card_id = cursor.lastrowid
    assert card_id is not None
    write_values(connection, card_id, values)
    return card_id


def write_values(connection: sqlite3.Connection, card_id: int, values: Mapping[str, str]) -> None:
    """Set the given values and leave the others."""
    connection.executemany(
        """INSERT INTO instantcard_card_values (card_id, token, value) VALUES (?, ?, ?)
           ON CONFLICT (card_id, token) DO UPDATE SET value = excluded.value""",
        [(card_id, token, value) for token, value in values.items()],
    )
    rows = connection.execute(
        """SELECT value FROM instantcard_card_values AS kept
           JOIN instantcard_cards AS cards ON cards.id = kept.card_id
           JOIN instantcard_template_fields AS fields
             ON fields.template_id = cards.template_id AND fields.token = kept.token
           WHERE kept.card_id = ? AND fields.type <> 'image' ORDER BY position""",
        [card_id],
    )
    connection.execute(
        "UPDATE instantcard_cards SET search_text = ? WHERE id = ?",
        ["\n".join(row["value"] for row in rows).casefold(), card_id],
    )


def load(
    connection: sqlite3.Connection, organization_id: int, card_id: int, now: datetime
) -> Card | None:
    """A card with its images, unless it is deleted."""
    row = connection.execute(
        """SELECT id FROM instantcard_cards
           WHERE id = ? AND organization_id = ? AND NOT deleted""",
        [card_id, organization_id],
    ).fetchone()
    return _assemble(connection, [card_id], now, images=True)[0] if row else None


def load_listed(
    connection: sqlite3.Connection, card_ids: Sequence[int], now: datetime
) -> list[Card]:
    """Cards as they are in a list, also deleted ones, in the order of `card_ids`."""
    return _assemble(connection, card_ids, now, images=False)


def load_submitted(
    connection: sqlite3.Connection, print_job_id: int, card_ids: Sequence[int], now: datetime
) -> list[Card]:
    """The cards of a submitted job as `load_listed`, with the values they were submitted with."""
    kept = {
        row["card_id"]: json.loads(row["submitted_values"])
        for row in connection.execute(
            """SELECT card_id, submitted_values FROM instantcard_print_job_cards
               WHERE print_job_id = ?""",
            [print_job_id],
        )
    }
    return [
        replace(
            card,
            values=[replace(each, value=kept[card.id][each.token]) for each in card.values],
        )
        for card in load_listed(connection, card_ids, now)
    ]


def search(
    connection: sqlite3.Connection,
    organization_id: int,
    words: Iterable[str],
    page: Page,
    now: datetime,
) -> list[Card]:
    """Cards that have every word (in casefolded form) in some text, as they are in a list."""
    words = list(words)
    rows = connection.execute(
        "SELECT id FROM instantcard_cards WHERE organization_id = ? AND NOT deleted"
        + " AND instr(search_text, ?)" * len(words)
        + " ORDER BY id LIMIT ? OFFSET ?",
        [organization_id, *words, page.size, page.offset],
    )
    return _assemble(connection, [row["id"] for row in rows], now, images=False)


def count(connection: sqlite3.Connection, organization_id: int) -> int:
    """How many cards there are, drafts among them."""
    row = connection.execute(
        "SELECT count(*) FROM instantcard_cards WHERE organization_id = ? AND NOT deleted",
        [organization_id],
    ).fetchone()
    return int(row[0])


def finalize(connection: sqlite3.Connection, card_id: int) -> None:
    """Make the draft printable."""
    connection.execute("UPDATE instantcard_cards SET finalized = 1 WHERE id = ?", [card_id])


def delete(connection: sqlite3.Connection, card_id: int) -> None:
    """Take the card out of everything but the print jobs already submitted."""
    connection.execute("UPDATE instantcard_cards SET deleted = 1 WHERE id = ?", [card_id])
    connection.execute(
        """DELETE FROM instantcard_print_job_cards WHERE card_id = ? AND print_job_id IN
           (SELECT id FROM instantcard_print_jobs WHERE status = 0)""",
        [card_id],
    )


def keep_submitted(
    connection: sqlite3.Connection, print_job_id: int, cards: Iterable[Card]
) -> None:
    """Keep the values of the job's cards as they are now, for `load_submitted`."""
    connection.executemany(
        """UPDATE instantcard_print_job_cards SET submitted_values = ?
           WHERE print_job_id = ? AND card_id = ?""",
        [
            (json.dumps({each.token: each.value for each in card.values}), print_job_id, card.id)
            for card in cards
        ],
    )


def printings(connection: sqlite3.Connection, card_id: int, now: datetime) -> list[Printing]:
    """The submitted print jobs with the card in them, oldest first."""
    rows = connection.execute(
        """SELECT CASE WHEN prints_at <= ? THEN prints_at END
           FROM instantcard_print_jobs AS jobs
           JOIN instantcard_print_job_cards ON print_job_id = jobs.id
           WHERE card_id = ? AND status = 1 ORDER BY submitted_at, jobs.id""",
        [timestamp(now), card_id],
    )
    return [Printing(*row) for row in rows]


def _assemble(
    connection: sqlite3.Connection, card_ids: Sequence[int], now: datetime, *, images: bool
) -> list[Card]:
    wanted = json.dumps(list(card_ids))
    cards = {
        row["id"]: Card(**{**dict(row), "finalized": bool(row["finalized"])})
        for row in connection.execute(
            """SELECT cards.id, cards.organization_id, template_id, finalized,
                      max(CASE WHEN prints_at <= ? THEN prints_at END) AS last_printed_at,
                      max(submitted_at) AS last_submitted_at
               FROM instantcard_cards AS cards
               LEFT JOIN instantcard_print_job_cards ON card_id = cards.id
               LEFT JOIN instantcard_print_jobs AS jobs ON jobs.id = print_job_id
               WHERE cards.id IN (SELECT value FROM json_each(?)) GROUP BY cards.id""",
            [timestamp(now), wanted],
        )
    }
    rows = connection.execute(
        """SELECT card_id, fields.token, label, type,
                  CASE WHEN type = 'image' AND value <> '' AND NOT ? THEN ? ELSE value END
           FROM instantcard_card_values AS kept
           JOIN instantcard_cards AS cards ON cards.id = card_id
           JOIN instantcard_template_fields AS fields
             ON fields.template_id = cards.template_id AND fields.token = kept.token
           WHERE card_id IN (SELECT value FROM json_each(?)) ORDER BY position""",
        [images, IMAGE, wanted],
    )
    for row in rows:
        cards[row["card_id"]].values.append(Value(*row[1:]))
    return [cards[card_id] for card_id in card_ids]
