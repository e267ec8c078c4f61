"""Draws docs/images/contact-sheet.png: ``python -m tests.issuing.picture``.

A page of a contact sheet of invented visitors, as the command makes it against local staging.
"""

import csv
import os
import sys
import tempfile
from pathlib import Path
from typing import Final

from click.testing import CliRunner
from PIL import Image

from cardwright.cli.context import Context
from cardwright.issuing.command import issue
from cardwright.staging import serve
from tests.issuing.people import COLUMNS, TEMPLATE, write_photos
from tests.soak.process import REPOSITORY

TARGET: Final = REPOSITORY / "docs" / "images" / "contact-sheet.png"
_WIDTH: Final = 1100
_COLOURS: Final = 96
_PEOPLE: Final = (
    "Ana Example", "Bruno Hölderlin", "Chloé Castellanos", "Dmitri Jansen", "Eun-ji Eze",
    "Farah Lindqvist", "Goran Grünwald", "Hana Brandt", "Ивана Петрова", "Jörg Dvořák",
    "Katalin Kowalska", "Lwazi Abbott", "Mona Fujimoto", "Núria Ito", "Otso Virtanen",
)  # fmt: skip
_SMALL: Final = 5


def draw(target: Path) -> None:
    """Draw it into a file."""
    with serve() as staging, tempfile.TemporaryDirectory() as name:
        os.environ.update(staging.environment)
        folder = Path(name)
        write_photos(folder / "photos", len(_PEOPLE), (600, 780))
        with Image.open(folder / "photos" / f"p{_SMALL}.jpg") as photo:
            photo.resize((180, 234)).save(folder / "photos" / f"p{_SMALL}.jpg")
        with (folder / "people.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(COLUMNS)
            for number, person in enumerate(_PEOPLE):
                row = [person, "Paper & Sons", "Front desk", "2031-01-31", f"p{number}.jpg"]
                writer.writerow(row)
        arguments = [str(folder / "people.csv"), "--template", str(TEMPLATE)]
        arguments += ["--photos", str(folder / "photos"), "--concurrency", "1"]
        result = CliRunner().invoke(issue, arguments, obj=Context())
        (page,) = (folder / "people.csv.cards").glob("sheet-*.png")
        assert result.exit_code, result.output
        with Image.open(page) as whole:
            size = (_WIDTH, round(whole.height * _WIDTH / whole.width))
            small = whole.convert("RGB").resize(size, Image.Resampling.LANCZOS)
        target.parent.mkdir(parents=True, exist_ok=True)
        small.quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
            target, "PNG", optimize=True
        )


if __name__ == "__main__":
    draw(TARGET)
    print(f"{TARGET}: {TARGET.stat().st_size // 1024} KB")
    sys.exit(0)
