"""A staging with something to see: badges, print jobs at every step, money and failures."""

import math

from PIL import Image, ImageDraw

from cardwright.staging import Staging
from tests.staging.support import BULK_ORDER, Api, encoded

PEOPLE = (
    ("Marguerite", "Okonkwo", "Conservator", "Collections", (196, 154, 126)),
    ("Tobias", "Lindqvist", "Registrar", "Loans", (226, 190, 160)),
    ("Ines", "Calloway", "Head of Education", "Learning", (150, 104, 78)),
    ("Yūki", "Sakamoto 坂本", "Archivist", "Library", (222, 184, 150)),
    ("Oyelaran", "Brightwater", "Night Keeper", "Security", (112, 76, 58)),
)


def portrait(skin: tuple[int, int, int], number: int) -> str:
    """A drawn head and shoulders, in Base64: nobody's."""
    picture = Image.new("RGB", (300, 390), (214 - 9 * number, 222 - 5 * number, 226))
    draw = ImageDraw.Draw(picture)
    coat = ((52, 84, 112), (110, 60, 74), (62, 98, 82), (92, 80, 120), (70, 72, 78))[number % 5]
    hair = tuple(round(each * (0.25 + 0.12 * math.sin(number * 2.1))) for each in skin)
    draw.ellipse((20, 285, 280, 560), fill=coat)
    draw.ellipse((84, 72, 216, 250), fill=hair)
    draw.rectangle((128, 230, 172, 310), fill=tuple(round(each * 0.9) for each in skin))
    draw.ellipse((98, 100, 202, 254), fill=skin)
    draw.pieslice((92, 78, 208, 210), 180, 360, fill=hair)
    return encoded(picture, "JPEG")


def play(staging: Staging) -> Api:
    """Let it happen; answers the client that it happened by."""
    api = Api(staging)
    api.login()
    api("GET", "card_templates")
    cards = [
        api.card(
            first_name=first,
            last_name=last,
            title=title,
            department=department,
            employee_id=f"E-0042{number}",
            photo=portrait(skin, number),
        )
        for number, (first, last, title, department, skin) in enumerate(PEOPLE)
    ]
    api.draft(
        17281,
        photo="",
        full_name="Ana Example",
        company="Paper & Sons",
        host="Front desk",
        valid_until="2031-01-31",
    )
    api.add_funds("120.00")
    printed, submitted = api.job(*cards[:3]), api.job(*cards[3:])
    api("POST", f"print_jobs/{printed}/print")
    staging.controls.clock.advance(25 * 3600)
    api.login()
    api("POST", f"print_jobs/{submitted}/print")
    api.job(cards[0], number_of_copies="2")
    api.job(address_id=None, shipping_provider_id=None)
    api.send("GET", f"{api.of}/cards/999")
    staging.controls.fail_next("organization.balance", status=503)
    api.http.get(f"{api.of}/balance")
    staging.controls.arm("print_jobs.submit", "drop", when="after")
    staging.controls.arm("cards.list", "latency", seconds=2, times=3)
    key = staging.environment["SYNCTERA_API_KEY"]
    api.http.post(
        staging.environment["SYNCTERA_BASE_URL"] + "/cards/bulk_issuance",
        json=BULK_ORDER,
        headers={"Authorization": f"Bearer {key}", "Idempotency-Key": "spring-badges-1"},
    ).raise_for_status()
    api("GET", f"cards/{cards[0]}/preview")
    return api
