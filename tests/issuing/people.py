"""Sheets of invented people, with drawn photos."""

import csv
import random
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from demo.portrait import portrait

TEMPLATE: Final = 17281
COLUMNS: Final = ("Full name", "Company", "Host", "Valid until", "Photo")
FIRST: Final = (
    "Ana",
    "Bruno",
    "Chloé",
    "Dmitri",
    "Eun-ji",
    "Farah",
    "Goran",
    "Ивана",
    "Jörg",
    "李",
)
LAST: Final = ("Abbott", "Brandt", "Castellanos", "Dvořák", "Eze", "Fujimoto", "Grünwald", "Ito")


def name_of(number: int) -> str:
    """The name in a row, which nobody else has."""
    return f"{FIRST[number % len(FIRST)]} {LAST[number % len(LAST)]} {number}"


def write_people(folder: Path, rows: int, photos: int = 20, name: str = "people.csv") -> Path:
    """A sheet of visitors, and their photos in `photos` below the same folder."""
    write_photos(folder / "photos", photos)
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for number in range(2, rows + 2):
            photo = f"p{number % photos}.jpg"
            writer.writerow([name_of(number), "Paper & Sons", "Front desk", "2031-01-31", photo])
    return path


@cache
def _portrait(size: tuple[int, int]) -> Image.Image:
    with Image.open(BytesIO(portrait())) as drawn:
        return drawn.convert("RGB").resize(size)


def write_photos(folder: Path, count: int, size: tuple[int, int] = (300, 390)) -> None:
    """Portraits of nobody, each in colours of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    base = _portrait(size)
    for number in range(count):
        chance = random.Random(number)
        tint = Image.new("RGB", size, tuple(chance.randrange(256) for _ in range(3)))
        picture = Image.blend(base, tint, 0.18)
        ImageDraw.Draw(picture).rectangle((0, 0, 6 + number % 50, 6), fill="#223344")
        picture.save(folder / f"p{number}.jpg", quality=85)
