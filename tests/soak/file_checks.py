"""What must hold in the database file whatever happened: nothing broken, nothing half done."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

NEVER: Final = {
    "print job with a part of: status, charge, address, time, ledger entry": """
        SELECT jobs.id FROM instantcard_print_jobs AS jobs
        LEFT JOIN instantcard_transactions AS entries ON entries.print_job_id = jobs.id
        WHERE (status = 1) <> (charge IS NOT NULL)
           OR (status = 1) <> (submitted_address IS NOT NULL)
           OR (status = 1) <> (submitted_at IS NOT NULL)
           OR (status = 1) <> (entries.id IS NOT NULL)""",
    "print job whose ledger entry is not its charge": """
        SELECT jobs.id FROM instantcard_print_jobs AS jobs
        JOIN instantcard_transactions AS entries ON entries.print_job_id = jobs.id
        WHERE -cents <> json_extract(charge, '$.shipping_cents') + (
            SELECT sum(json_extract(value, '$[1]') * json_extract(value, '$[2]'))
            FROM json_each(charge, '$.items'))""",
    "print job whose charge is for other cards": """
        SELECT id FROM instantcard_print_jobs AS jobs
        WHERE status = 1 AND json_array_length(charge, '$.items') <> (
            SELECT count(*) FROM instantcard_print_job_cards WHERE print_job_id = jobs.id)""",
    "card in a print job that was submitted without its values, or the reverse": """
        SELECT position FROM instantcard_print_job_cards
        JOIN instantcard_print_jobs AS jobs ON jobs.id = print_job_id
        WHERE (status = 1) <> (submitted_values IS NOT NULL)""",
    "card without some of its values": """
        SELECT id FROM instantcard_cards AS cards
        WHERE (SELECT count(*) FROM instantcard_card_values WHERE card_id = cards.id) <> (
            SELECT count(*) FROM instantcard_template_fields AS fields
            WHERE fields.template_id = cards.template_id)""",
    "card that is searched by other texts than it has": """
        SELECT id FROM instantcard_cards AS cards
        WHERE search_text <> (
            SELECT casefold(group_concat(value, char(10))) FROM (
                SELECT value FROM instantcard_card_values AS kept
                JOIN instantcard_template_fields AS fields
                  ON fields.template_id = cards.template_id AND fields.token = kept.token
                WHERE card_id = cards.id AND type <> 'image' ORDER BY fields.position))""",
    "deleted card in a print job that is open": """
        SELECT card_id FROM instantcard_print_job_cards
        JOIN instantcard_cards AS cards ON cards.id = card_id
        JOIN instantcard_print_jobs AS jobs ON jobs.id = print_job_id
        WHERE deleted AND status = 0""",
    "open print job to an address that is gone": """
        SELECT id FROM instantcard_print_jobs WHERE status = 0 AND address_id IS NOT NULL
          AND address_id NOT IN (SELECT id FROM instantcard_addresses)""",
    "organization with two primary addresses": """
        SELECT organization_id FROM instantcard_addresses
        WHERE "primary" GROUP BY organization_id HAVING count(*) > 1""",
    "balance below nothing": """
        SELECT organization_id FROM instantcard_transactions
        GROUP BY organization_id HAVING sum(cents) < 0""",
}
"""What there must never be, and the query that finds it."""


@contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    """The file that a running staging holds, for reading."""
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        connection.create_function("casefold", 1, lambda text: (text or "").casefold())
        yield connection


def broken(connection: sqlite3.Connection) -> list[str]:
    """What SQLite itself finds wrong with the file."""
    found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
    dangling = [tuple(row) for row in connection.execute("PRAGMA foreign_key_check")]
    return [f"integrity_check: {each}" for each in found if each != "ok"] + [
        f"foreign_key_check: {each}" for each in dangling
    ]


def half_done(connection: sqlite3.Connection) -> list[str]:
    """What a write has left in part."""
    return [
        f"{what}: {row[0]}" for what, query in NEVER.items() for row in connection.execute(query)
    ]
