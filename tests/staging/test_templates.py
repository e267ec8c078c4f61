"""Templates of both accounts: where their fields lie, and what each type of field takes."""

from collections.abc import Iterator

import pytest

from cardwright.staging import Staging
from cardwright.staging.instantcard.invented import ORGANIZATIONS
from cardwright.staging.instantcard.pictures.palette import SIZES

from .support import MEMBER, Api, data, other_organization, photo

TEMPLATES = {
    seed.template.id: (account, seed)
    for account, organization in enumerate(ORGANIZATIONS)
    for seed in organization.templates
}


@pytest.fixture
def other(staging: Staging) -> Iterator[Api]:
    other = other_organization(staging)
    yield other
    other.close()


def test_templates_have_every_type_and_both_orientations() -> None:
    seeds = [seed for _, seed in TEMPLATES.values()]
    assert {field.type for seed in seeds for field in seed.fields} == {
        "text",
        "date",
        "barcode",
        "qr_code",
        "image",
    }
    assert {seed.template.orientation for seed in seeds} == set(SIZES)
    assert len({seed.cents_per_copy for seed in seeds}) > 2


@pytest.mark.parametrize("template", TEMPLATES)
def test_fields_lie_on_the_card_beside_each_other(staging: Staging, template: int) -> None:
    account, seed = TEMPLATES[template]
    api = Api(staging, account=account)
    api.login()
    width, height = SIZES[seed.template.orientation]
    boxes: list[tuple[int, int, int, int]] = []
    for field in api("GET", f"card_templates/{template}/fields"):
        assert set(field) == {"token", "legacy_token", "label", "type", "dimensions"}
        box = field["dimensions"]
        right, bottom = box["x"] + box["width"], box["y"] + box["height"]
        assert 0 <= box["x"] < right <= width
        assert 0 <= box["y"] < bottom <= height
        assert not [
            other
            for other in boxes
            if box["x"] < other[2]
            and other[0] < right
            and box["y"] < other[3]
            and other[1] < bottom
        ]
        boxes.append((box["x"], box["y"], right, bottom))
    assert len(boxes) == len(seed.fields)
    api.close()


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_makes_cards_with_previews(staging: Staging, template: int) -> None:
    account, seed = TEMPLATES[template]
    api = Api(staging, account=account)
    api.login()
    values = {field.token: photo() if field.type == "image" else "N-17" for field in seed.fields}
    card = api.draft(template, **values)
    assert card["card_template_id"] == template
    assert [(each["token"], each["label"], each["type"]) for each in card["data"]] == [
        (field.token, field.label, field.type) for field in seed.fields
    ]
    preview = api("GET", f"cards/{card['id']}/preview")
    assert preview["orientation"] == seed.template.orientation
    api.close()


@pytest.mark.parametrize("value", ["MG 4217é", "4217\n", "٣", "\x7f"])
def test_bar_codes_are_ascii(other: Api, value: str) -> None:
    form = {"card[card_template_id]": "17290", "card[data]": data({**MEMBER, "number": value})}
    other.refused(400, "'number' (Membership number)", "POST", "cards", form)


@pytest.mark.parametrize("value", ["", "MG-0004217 ~!", "0" * 255])
def test_bar_codes_of_any_ascii(other: Api, value: str) -> None:
    card = other.draft(17290, **{**MEMBER, "number": value})
    assert {each["token"]: each["value"] for each in card["data"]}["number"] == value


def test_texts_of_codes_are_found_by_a_search(other: Api) -> None:
    tag = other.card(17292, holder="Ana", hall="Nörd", locker="N-17", key="https://ä.example/17")
    other.card(17290, **MEMBER)
    for term in ("n-17", "ä.example", "nörd ana"):
        assert [each["id"] for each in other("GET", "cards/search", {"term": term})] == [tag]


def test_data_are_those_of_the_cards_own_template(other: Api) -> None:
    card = other.draft(17290, **MEMBER)["id"]
    form = {"card[data]": data({"locker": "N-17"})}
    other.refused(400, "unknown token 'locker'", "PATCH", f"cards/{card}", form)
    form = {"card[card_template_id]": "17292", "card[data]": data(MEMBER)}
    other.refused(400, "unknown token 'full_name'", "POST", "cards", form)
