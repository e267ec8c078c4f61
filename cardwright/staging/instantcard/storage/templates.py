"""Card templates and their variable fields."""

import sqlite3
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
    """A variable field. `type` is text, date or image; a prominent one is set large."""

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
