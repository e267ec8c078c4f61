"""What staging's tables hold: the truth that a run is judged by."""

import sqlite3
from collections import defaultdict
from contextlib import closing
from pathlib import Path


class Tables:
    """Staging's database, read beside it.

    Args:
        path: Its file.
    """

    def __init__(self, path: Path) -> None:
        self._uri = f"file:{path}?mode=ro"

    def one(self, query: str) -> int:
        """The first value of the first row."""
        with closing(sqlite3.connect(self._uri, uri=True)) as connection:
            return int(connection.execute(query).fetchone()[0])

    def cards_by_name(self) -> dict[str, list[tuple[int, bool]]]:
        """For each name on a card, the cards that have it, and whether they are finalized."""
        found: dict[str, list[tuple[int, bool]]] = defaultdict(list)
        with closing(sqlite3.connect(self._uri, uri=True)) as connection:
            rows = connection.execute(
                """SELECT value, cards.id, finalized FROM instantcard_cards AS cards
                   JOIN instantcard_card_values ON card_id = cards.id
                   WHERE token = 'full_name' AND NOT deleted"""
            )
            for name, card_id, finalized in rows:
                found[name].append((card_id, bool(finalized)))
        return found

    def cards_in_jobs(self) -> list[int]:
        """The cards that are in print jobs, once for each job."""
        with closing(sqlite3.connect(self._uri, uri=True)) as connection:
            rows = connection.execute("SELECT card_id FROM instantcard_print_job_cards")
            return [row[0] for row in rows]


CARDS = "SELECT count(*) FROM instantcard_cards"
FINALIZED = "SELECT count(*) FROM instantcard_cards WHERE finalized"
JOBS = "SELECT count(*) FROM instantcard_print_jobs"
JOB_CARDS = "SELECT count(*) FROM instantcard_print_job_cards"
CHARGES = "SELECT count(*) FROM instantcard_transactions WHERE print_job_id IS NOT NULL"
SUBMITTED = "SELECT count(*) FROM instantcard_print_jobs WHERE status = 1"
