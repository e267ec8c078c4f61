"""The organizations that staging begins with. Everything here is made up.

One more organization is one more entry of `ORGANIZATIONS`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cardwright.staging.instantcard.storage.organizations import ShippingProvider
from cardwright.staging.instantcard.storage.templates import Box, Field, Template

PROVIDERS: Final = (
    ShippingProvider(1, "Standard Mail", 150),
    ShippingProvider(2, "Two-Day Courier", 1200),
    ShippingProvider(3, "Overnight", 2600),
    ShippingProvider(4, "Evening Van", 675),
)


@dataclass(frozen=True, slots=True)
class SeedTemplate:
    """A template with its fields, and what one copy of a card of it costs."""

    template: Template
    fields: Sequence[Field]
    cents_per_copy: int


@dataclass(frozen=True, slots=True)
class SeedOrganization:
    """An organization with its account, and what it has from the start."""

    id: int
    name: str
    user_id: int
    email: str
    password: str
    full_name: str
    templates: Sequence[SeedTemplate]
    providers: Sequence[int]
    contact: dict[str, str | None]
    address: dict[str, object]
    address_without_contact: dict[str, object]
    opening_cents: int


EMPLOYEE_BADGE: Final = SeedTemplate(
    Template(17280, "Employee badge", "landscape", "#1d3f72"),
    (
        Field("first_name", "FIELD_1", "First name", "text", True, Box(384, 156, 588, 70)),
        Field("last_name", "FIELD_2", "Last name", "text", True, Box(384, 226, 588, 70)),
        Field("title", "FIELD_3", "Title", "text", False, Box(384, 312, 588, 74)),
        Field("department", "FIELD_4", "Department", "text", False, Box(384, 394, 588, 74)),
        Field("employee_id", "FIELD_5", "Employee ID", "text", False, Box(384, 476, 284, 74)),
        Field("expires", "FIELD_6", "Expires", "date", False, Box(688, 476, 284, 74)),
        Field("photo", "FIELD_7", "Photo", "image", False, Box(44, 160, 300, 390)),
    ),
    cents_per_copy=350,
)
VISITOR_PASS: Final = SeedTemplate(
    Template(17281, "Visitor pass", "portrait", "#8a3b12"),
    (
        Field("photo", "FIELD_1", "Photo", "image", False, Box(169, 168, 300, 360)),
        Field("full_name", "FIELD_2", "Full name", "text", True, Box(39, 546, 560, 88)),
        Field("company", "FIELD_3", "Company", "text", False, Box(39, 646, 560, 84)),
        Field("host", "FIELD_4", "Host", "text", False, Box(39, 744, 560, 84)),
        Field("valid_until", "FIELD_5", "Valid until", "date", False, Box(39, 842, 560, 84)),
    ),
    cents_per_copy=350,
)
MEMBERSHIP_CARD: Final = SeedTemplate(
    Template(17290, "Membership card", "landscape", "#1f5c4a"),
    (
        Field("full_name", "FIELD_1", "Full name", "text", True, Box(384, 156, 588, 84)),
        Field("member_since", "FIELD_2", "Member since", "date", False, Box(384, 254, 284, 78)),
        Field("valid_until", "FIELD_3", "Valid until", "date", False, Box(688, 254, 284, 78)),
        Field("number", "FIELD_4", "Membership number", "barcode", False, Box(384, 360, 588, 190)),
        Field("photo", "FIELD_5", "Photo", "image", False, Box(44, 160, 300, 390)),
    ),
    cents_per_copy=425,
)
WORKSHOP_PASS: Final = SeedTemplate(
    Template(17291, "Workshop pass", "portrait", "#6b2d5c"),
    (
        Field("photo", "FIELD_1", "Photo", "image", False, Box(199, 160, 240, 270)),
        Field("full_name", "FIELD_2", "Full name", "text", True, Box(39, 446, 560, 80)),
        Field("workshop", "FIELD_3", "Workshop", "text", False, Box(39, 538, 560, 80)),
        Field("day", "FIELD_4", "Day", "date", False, Box(39, 630, 560, 80)),
        Field("check_in", "FIELD_5", "Check-in", "qr_code", False, Box(209, 726, 220, 220)),
    ),
    cents_per_copy=275,
)
LOCKER_TAG: Final = SeedTemplate(
    Template(17292, "Locker tag", "landscape", "#4a4f57"),
    (
        Field("holder", "FIELD_1", "Holder", "text", True, Box(44, 156, 540, 96)),
        Field("hall", "FIELD_2", "Hall", "text", False, Box(44, 268, 540, 84)),
        Field("locker", "FIELD_3", "Locker", "barcode", False, Box(44, 376, 540, 176)),
        Field("key", "FIELD_4", "Key", "qr_code", False, Box(620, 176, 347, 347)),
    ),
    cents_per_copy=120,
)

ORGANIZATIONS: Final = (
    SeedOrganization(
        id=20003827,
        name="Harbour Lantern Museum",
        user_id=5101,
        email="staging@harbour-lantern.example",
        password="local-staging-only",
        full_name="Ines Calloway",
        templates=(EMPLOYEE_BADGE, VISITOR_PASS),
        providers=(1, 2, 3),
        contact={
            "full_name": "Ines Calloway",
            "email": "ines@harbour-lantern.example",
            "phone_number": "+1 215 555 0142",
        },
        address={
            "organization_name": "Harbour Lantern Museum",
            "label": "Front desk",
            "primary": True,
            "address1": "12 Beacon Quay",
            "city": "Port Ellery",
            "state": "PA",
            "zip_code": "01234",
            "country": "USA",
        },
        address_without_contact={
            "organization_name": "Harbour Lantern Museum",
            "label": "Depot",
            "address1": "3 Ropewalk Lane",
            "address2": "Gate B",
            "city": "Port Ellery",
            "state": "PA",
            "zip_code": "01236",
            "country": "USA",
        },
        opening_cents=550,
    ),
    SeedOrganization(
        id=20003901,
        name="Meridian Glassworks",
        user_id=5102,
        email="staging@meridian-glass.example",
        password="another-local-password",
        full_name="Tobias Lindqvist",
        templates=(MEMBERSHIP_CARD, WORKSHOP_PASS, LOCKER_TAG),
        providers=(1, 4),
        contact={
            "full_name": "Tobias Lindqvist",
            "email": "tobias@meridian-glass.example",
            "phone_number": "+1 609 555 0117",
        },
        address={
            "organization_name": "Meridian Glassworks",
            "label": "Workshop",
            "primary": True,
            "address1": "40 Kiln Street",
            "city": "Aldwich",
            "state": "NJ",
            "zip_code": "07001",
            "country": "USA",
        },
        address_without_contact={
            "organization_name": "Meridian Glassworks",
            "label": "Shop",
            "address1": "41 Kiln Street",
            "city": "Aldwich",
            "state": "NJ",
            "zip_code": "07001",
            "country": "USA",
        },
        opening_cents=100_000,
    ),
)
