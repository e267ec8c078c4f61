"""Options for what neither vendor has yet: lists of objects, objects within themselves."""

from collections.abc import Iterator
from typing import Any

import click
import pytest
from click.testing import CliRunner

from cardwright.cli.arguments import Arguments
from cardwright.cli.catalogue import catalogue
from tests.generator.support import imported, minimal, put

POST = "/paths/~1orders~1{id}/post"
BODY = f"{POST}/requestBody/content"


def _spec() -> dict[str, Any]:
    """A shop that takes JSON: boxes within boxes, and open and closed enumerations."""
    spec = minimal()
    put(spec, BODY, {"application/json": {"schema": {"$ref": "#/components/schemas/Wish"}}})
    schemas = spec["components"]["schemas"]
    schemas["Wish"] = {
        "type": "object",
        "required": ["box", "level"],
        "properties": {
            "box": {"$ref": "#/components/schemas/Box"},
            "items": {"type": "array", "items": {"$ref": "#/components/schemas/Item"}},
            "size": {"$ref": "#/components/schemas/Size"},
            "level": {"oneOf": [{"const": 1, "title": "low"}, {"const": 2, "title": "very high"}]},
            "secret": {"type": "string", "x-sensitive": True, "x-secret": "credential"},
        },
    }
    schemas["Box"] = {
        "type": "object",
        "required": ["name"],
        "properties": {
            "name": {"type": "string"},
            "note": {"type": ["string", "null"]},
            "within": {"$ref": "#/components/schemas/Box"},
        },
    }
    return spec


@pytest.fixture(scope="module")
def shop() -> Iterator[Any]:
    with imported(_spec()) as package:
        yield package
    catalogue.cache_clear()


def _given(*words: str) -> dict[str, Any]:
    """What the method gets for these options."""
    known = catalogue("shop")
    arguments = Arguments("shop", known, known["resources"][0]["methods"][0])
    found: dict[str, Any] = {}

    def keep(**values: Any) -> None:
        found.update(arguments.given({**values, "secret": "s"}))

    command = click.Command("change", callback=keep, params=arguments.parameters())
    done = CliRunner().invoke(command, words)
    assert done.exit_code in (0, 2), done.output
    if done.exit_code == 2:
        raise ValueError(done.output)
    return found


NEEDED = ("5", "--box-name", "a", "--level", "low")


def test_objects_and_lists_of_them(shop: Any) -> None:
    given = _given(*NEEDED, "--item", '{"name": "x"}', "--item", '{"name": "y", "count": 2}')
    assert given["id"] == 5
    assert given["box"] == shop.Box(name="a")
    assert given["items"] == [shop.Item(name="x"), shop.Item(name="y", count=2)]
    assert given["secret"] == "s"


def test_what_leads_back_to_itself_is_given_as_json(shop: Any) -> None:
    given = _given(*NEEDED, "--box-within", '{"name": "b", "within": {"name": "c", "note": null}}')
    inner = shop.Box(name="b", within=shop.Box(name="c", note=None))
    assert given["box"] == shop.Box(name="a", within=inner)


def test_null_has_an_option_of_its_own(shop: Any) -> None:
    assert _given(*NEEDED, "--no-box-note")["box"].note is None
    assert _given(*NEEDED, "--box-note", "x")["box"].note == "x"
    assert _given(*NEEDED)["box"].note is shop.UNSET


@pytest.mark.parametrize(("word", "value"), [("low", 1), ("very-high", 2), ("VERY_HIGH", 2),
                                             ("2", 2)])  # fmt: skip
def test_a_value_by_its_name(shop: Any, word: str, value: int) -> None:
    assert _given("5", "--box-name", "a", "--level", word)["level"] == value


@pytest.mark.parametrize(("word", "value"), [("small", "s"), ("l", "l"), ("Huge", "Huge")])
def test_a_list_that_is_open_takes_more(shop: Any, word: str, value: str) -> None:
    assert _given(*NEEDED, "--size", word)["size"] == value


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--level", "3"), "low, very_high"),
        (("--item", "{"), "is no JSON"),
        (("--item", "[" * 50_000), "is no JSON"),
        (("--item", "5"), "must be a JSON object"),
        (("--item", "{}"), "needs the member 'name'"),
        (("--item", '{"name": "x", "colour": 1}'), "no member 'colour'"),
        (("--box-within", '{"name": "b", "within": 1}'), "must be a JSON object"),
        (("--secret", "x"), "No such option"),
    ],
)
def test_what_cannot_be_is_refused(shop: Any, words: tuple[str, ...], said: str) -> None:
    with pytest.raises(ValueError, match=r"(?s).") as raised:
        _given(*NEEDED, *words)
    assert said in str(raised.value)
