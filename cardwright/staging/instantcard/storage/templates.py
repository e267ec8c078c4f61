"""Card templates and their variable fields."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """Where a field is on the picture of the front, in pixels at 300 dpi from the top left."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Field:
    """A variable field; a prominent one is set large.

    `type` is text, date, barcode, qr_code or image.
    """

    token: str
    legacy_token: str
    label: str
    type: str
    prominent: bool
    box: Box


@dataclass(frozen=True, slots=True)
class Template:
    """A card's design: `orientation` is landscape or portrait, `colour` is #rrggbb."""

    id: int
    name: str
    orientation: str
    colour: str


_COLUMNS = "id, name, orientation, colour"


def all_of(connection: sqlite3.Connection, organization_id: int) -> list[Template]:
    """The organization's templates."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM instantcard_templates WHERE organization_id = ? ORDER BY id",
        [organization_id],
    )
    return [Template(*row) for row in rows]


def load(connection: sqlite3.Connection, organization_id: int, template_id: int) -> Template | None:
    """One of the organization's templates."""
    row = connection.execute(
        f"""SELECT {_COLUMNS} FROM instantcard_templates
            WHERE organization_id = ? AND id = ?""",
        [organization_id, template_id],
    ).fetchone()
    return Template(*row) if row else None


def prices(connection: sqlite3.Connection, card_ids: Iterable[int]) -> dict[int, int]:
    """What one copy of each card costs, in cents, by the card's id: its template's price."""
    rows = connection.execute(
        """SELECT cards.id, cents_per_copy FROM instantcard_cards AS cards
           JOIN instantcard_templates AS templates ON templates.id = template_id
           WHERE cards.id IN (SELECT value FROM json_each(?))""",
        [json.dumps(list(card_ids))],
    )
    return dict(map(tuple, rows))


def fields(connection: sqlite3.Connection, template_id: int) -> list[Field]:
    """A template's fields, in its order."""
    rows = connection.execute(
        """SELECT token, legacy_token, label, type, prominent, x, y, width, height
           FROM instantcard_template_fields WHERE template_id = ? ORDER BY position""",
        [template_id],
    )
    return [
        Field(
            token=row["token"],
            legacy_token=row["legacy_token"],
            label=row["label"],
            type=row["type"],
            prominent=bool(row["prominent"]),
            box=Box(row["x"], row["y"], row["width"], row["height"]),
        )
        for row in rows
    ]
