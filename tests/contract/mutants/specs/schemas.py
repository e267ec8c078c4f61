"""Rules for what a schema says of a value: type, form, limits, members."""

from collections.abc import Iterator
from typing import Any, Final

from ..documents import Document, Drop, Edit, Path_, Put, Rename, at
from ..places import REQUEST, SchemaPlace, operations, schemas
from .draft import Draft, Rule, dropping, renaming

LETTERS: Final = "^[A-Za-z]{1,8}$"
DIGITS: Final = "^[0-9]{1,6}$"
OTHER_FORMAT: Final = {
    "date-time": "date",
    "uuid": "email",
    "email": "uuid",
    "int64": "int32",
    "password": "uuid",
}
OF_STRINGS: Final = ("pattern", "format", "minLength", "maxLength", "contentEncoding")
OF_JSON_TEXT: Final = ("contentMediaType", "contentSchema")
OF_NUMBERS: Final = ("minimum", "maximum", "format", "default")
OF_CHOICES: Final = ("anyOf", "oneOf")


def _types(schema: dict[str, Any]) -> list[str]:
    found = schema.get("type", [])
    return [found] if isinstance(found, str) else list(found)


def _without(place: SchemaPlace, *words: str) -> list[Edit]:
    return [Drop((*place.place, word)) for word in words if word in place.schema]


def _draft(place: SchemaPlace, kind: str, description: str, *edits: Edit) -> Draft:
    return Draft(
        f"{place.side} {kind}",
        place.operations,
        place.place,
        f"{place.name}: {description}",
        edits,
    )


def other_type(document: Document) -> Iterator[Draft]:
    """A value of another type."""
    for place in schemas(document):
        types = [each for each in _types(place.schema) if each != "null"]
        null = ["null"] if "null" in _types(place.schema) else []
        if types == ["string"] and "contentSchema" not in place.schema:
            gone = _without(place, *OF_STRINGS, "enum", "contentMediaType", "default")
            new = "integer"
        elif types == ["integer"]:
            gone, new = _without(place, *OF_NUMBERS), "string"
        elif types == ["boolean"]:
            gone, new = _without(place, "default"), "string"
        else:
            continue
        put = Put((*place.place, "type"), [new, *null] if null else new)
        yield _draft(place, "type", f"{types[0]} becomes {new}", put, *gone)


def array_or_object(document: Document) -> Iterator[Draft]:
    """A list where there is one thing, and one thing where there is a list."""
    for place in schemas(document):
        if _types(place.schema) == ["array"]:
            yield _draft(
                place,
                "array to object",
                "a list becomes one of its entries",
                Put(place.place, place.schema["items"]),
            )
        elif _types(place.schema) == ["object"] and place.side != REQUEST:
            yield _draft(
                place,
                "object to array",
                "an object becomes a list of such",
                Put(place.place, {"type": "array", "items": place.schema}),
            )


def nullable(document: Document) -> Iterator[Draft]:
    """Null where it is not allowed, and not where it is."""
    for place in schemas(document):
        schema, types = place.schema, _types(place.schema)
        if "null" in types and len(types) == 2:
            other = next(each for each in types if each != "null")
            yield _draft(
                place,
                "nullable off",
                "null is no longer allowed",
                Put((*place.place, "type"), other),
            )
        elif len(types) == 1 and place.place[-2] == "properties" and place.side != REQUEST:
            yield _draft(
                place,
                "nullable on",
                "null is allowed",
                Put((*place.place, "type"), [*types, "null"]),
            )
        branches = schema.get("anyOf", [])
        if {"type": "null"} in branches and len(branches) == 2:
            index = branches.index({"type": "null"})
            yield _draft(
                place,
                "nullable off",
                "null is no longer allowed",
                Drop((*place.place, "anyOf", str(index))),
            )


def formats(document: Document) -> Iterator[Draft]:
    """A format dropped, changed or added."""
    for place in schemas(document):
        word = (*place.place, "format")
        name = place.schema.get("format")
        if name is not None:
            yield _draft(place, "format drop", f"no longer {name}", Drop(word))
            if name in OTHER_FORMAT:
                other = OTHER_FORMAT[name]
                yield _draft(place, "format change", f"{name} becomes {other}", Put(word, other))
        elif "string" in _types(place.schema) and not (
            {"pattern", "enum", "contentEncoding", "contentSchema"} & place.schema.keys()
        ):
            yield _draft(place, "format add", "a text becomes a date-time", Put(word, "date-time"))


def limits(document: Document) -> Iterator[Draft]:
    """A limit moved by one, dropped or added."""
    for place in schemas(document):
        schema = place.schema
        for word, kind in (
            ("minimum", "raise"),
            ("minLength", "raise"),
            ("minItems", "raise"),
            ("maximum", "lower"),
            ("maxLength", "lower"),
        ):
            if word not in schema or (word == "maxLength" and schema[word] == 0):
                continue
            here, old = (*place.place, word), schema[word]
            tight, loose = (old + 1, old - 1) if kind == "raise" else (old - 1, old + 1)
            yield _draft(
                place, f"{word} tighter", f"{word} {old} becomes {tight}", Put(here, tight)
            )
            free = _unbound(document, place)
            yield _draft(
                place, f"{word} looser", f"{word} {old} becomes {loose}", Put(here, loose), *free
            )
            yield _draft(place, f"{word} drop", f"no {word}", Drop(here), *free)
        types = _types(schema)
        if "string" in types and "maxLength" not in schema and "enum" not in schema:
            yield _draft(
                place, "maxLength add", "at most 3 characters", Put((*place.place, "maxLength"), 3)
            )
        if "integer" in types and "maximum" not in schema:
            yield _draft(place, "maximum add", "at most 1", Put((*place.place, "maximum"), 1))
        if "array" in types and "maxItems" not in schema:
            yield _draft(
                place, "maxItems add", "empty lists only", Put((*place.place, "maxItems"), 0)
            )


def _unbound(document: Document, place: SchemaPlace) -> list[Edit]:
    """Drops the pattern of the JSON text that a schema is inside of, which says the same again."""
    if "contentSchema" not in place.place:
        return []
    text = place.place[: place.place.index("contentSchema")]
    return [Drop((*text, "pattern"))] if "pattern" in at(document, text) else []


def patterns(document: Document) -> Iterator[Draft]:
    """A pattern dropped, replaced or added."""
    for place in schemas(document):
        word = (*place.place, "pattern")
        if "pattern" in place.schema:
            yield _draft(place, "pattern drop", "any text", Drop(word))
            other = DIGITS if "$" in place.schema["pattern"][:-1] else LETTERS
            yield _draft(place, "pattern change", f"texts like {other}", Put(word, other))
        elif "string" in _types(place.schema) and not (
            {"format", "enum", "contentEncoding", "contentSchema"} & place.schema.keys()
        ):
            yield _draft(place, "pattern add", f"texts like {LETTERS}", Put(word, LETTERS))


def enumerations(document: Document) -> Iterator[Draft]:
    """A listed value dropped or added, a list opened or closed."""
    for place in schemas(document):
        if "enum" in place.schema:
            here = (*place.place, "enum")
            last = place.schema["enum"][-1]
            yield _draft(
                place,
                "enum drop",
                f"{last!r} is no longer listed",
                Drop((*here, str(len(place.schema["enum"]) - 1))),
            )
            yield _draft(place, "enum add", "'another' is listed", Put((*here, "-"), "another"))
        for word in OF_CHOICES:
            branches = place.schema.get(word, [])
            consts = [index for index, each in enumerate(branches) if "const" in each]
            if consts:
                yield from _listed(place, word, consts)


def _listed(place: SchemaPlace, word: str, consts: list[int]) -> Iterator[Draft]:
    here, branches = (*place.place, word), place.schema[word]
    known = branches[consts[-1]]["const"]
    new: Any = known + 7 if isinstance(known, int) else "another"
    yield _draft(
        place, "enum drop", f"{known!r} is no longer listed", Drop((*here, str(consts[-1])))
    )
    yield _draft(
        place, "enum add", f"{new!r} is listed", Put((*here, "-"), {"const": new, "title": "other"})
    )
    yield _draft(
        place,
        "enum change",
        f"{known!r} becomes {new!r}",
        Put((*here, str(consts[-1]), "const"), new),
    )
    if len(consts) < len(branches):
        drops = [index for index, _ in enumerate(branches) if index not in consts]
        yield _draft(
            place,
            "enum close",
            "only the listed values",
            *(Drop((*here, str(index))) for index in reversed(drops)),
        )


def choices(document: Document) -> Iterator[Draft]:
    """One of several forms dropped, or all of the rule."""
    for place in schemas(document):
        for word in OF_CHOICES:
            branches = place.schema.get(word, [])
            if len(branches) < 2 or any("const" in each for each in branches):
                continue
            for index, branch in enumerate(branches):
                if branch != {"type": "null"}:
                    yield Draft(
                        f"{place.side} choice drop",
                        place.operations,
                        (*place.place, word, str(index)),
                        f"{place.name}: one of its forms is gone",
                        [Drop((*place.place, word, str(index)))],
                    )
            if "type" in place.schema:
                yield _draft(
                    place,
                    "choice rule drop",
                    "fields of either-or are all optional",
                    Drop((*place.place, word)),
                )


def additional(document: Document) -> Iterator[Draft]:
    """Members that are not listed: refused where they are allowed, and the other way round."""
    for place in schemas(document):
        if "object" not in _types(place.schema):
            continue
        word = (*place.place, "additionalProperties")
        if place.schema.get("additionalProperties") is False:
            yield _draft(place, "additional open", "members that are not listed", Put(word, True))
        else:
            yield _draft(place, "additional close", "only listed members", Put(word, False))


def texts_of_json(document: Document) -> Iterator[Draft]:
    """A JSON text becomes any text, or one without the form it has to have."""
    for place in schemas(document):
        if "contentSchema" in place.schema:
            yield _draft(
                place,
                "json to text",
                "a JSON text becomes a plain text",
                *_without(place, *OF_JSON_TEXT, "pattern"),
            )
            yield _draft(
                place,
                "json schema drop",
                "any JSON text",
                *_without(place, "contentSchema", "pattern"),
            )


def encodings(document: Document) -> Iterator[Draft]:
    """Base64 becomes a plain text, a plain text Base64, a picture another kind of picture."""
    for place in schemas(document):
        here = place.place
        if "contentEncoding" in place.schema:
            yield _draft(
                place,
                "base64 drop",
                "Base64 becomes a plain text",
                *_without(place, "contentEncoding", "contentMediaType"),
            )
            if "contentMediaType" in place.schema:
                yield _draft(
                    place,
                    "image type",
                    "PNG becomes JPEG",
                    Put((*here, "contentMediaType"), "image/jpeg"),
                )
        elif (
            _types(place.schema) == ["string"]
            and here[-2] == "properties"
            and place.side != REQUEST
        ):
            yield _draft(
                place,
                "base64 add",
                "a text becomes Base64",
                Put((*here, "contentEncoding"), "base64"),
            )


def defaults(document: Document) -> Iterator[Draft]:
    """What is assumed of a value that is left out."""
    for place in schemas(document):
        if "default" not in place.schema:
            continue
        word, old = (*place.place, "default"), place.schema["default"]
        new = _other_default(place.schema, old)
        yield _draft(place, "default change", f"{old!r} becomes {new!r}", Put(word, new))
        yield _draft(place, "default drop", f"{old!r} is no longer the default", Drop(word))


def _other_default(schema: dict[str, Any], old: Any) -> Any:
    if isinstance(old, bool):
        return not old
    if isinstance(old, int):
        return old + 1
    listed = [
        each["const"] for word in OF_CHOICES for each in schema.get(word, ()) if "const" in each
    ]
    return next((each for each in listed if each != old), "other")


def members(document: Document) -> Iterator[Draft]:
    """A member dropped, renamed or added, required or not."""
    for place in schemas(document):
        properties = place.schema.get("properties")
        if not properties:
            continue
        required = place.schema.get("required", [])
        for name in properties:
            yield from _member(document, place, name, required)
        here = (*place.place, "properties")
        stranger = (
            "invented_member" if "[" not in next(iter(properties)) else _bracketed(properties)
        )
        added = Put((*here, stranger), {"type": "string"})
        yield _draft(place, "member add", f"{stranger} is added, optional", added)
        if required:
            listing: Edit = Put((*place.place, "required", "-"), stranger)
        else:
            listing = Put((*place.place, "required"), [stranger])
        yield Draft(
            f"{place.side} member add required",
            place.operations,
            place.place,
            f"{place.name}: {stranger} is added, required",
            [added, listing],
        )


def _bracketed(properties: dict[str, Any]) -> str:
    return next(iter(properties)).partition("[")[0] + "[invented]"


def _member(
    document: Document, place: SchemaPlace, name: str, required: list[str]
) -> Iterator[Draft]:
    here: Path_ = (*place.place, "properties", name)

    def draft(kind: str, description: str, *edits: Edit) -> Draft:
        label = f"{place.name}: {name} {description}"
        return Draft(f"{place.side} member {kind}", place.operations, here, label, edits)

    listed = (*place.place, "required")
    form = place.side == REQUEST and place.place[0] == "paths" and place.place[-1] == "schema"
    owner = next(each for each in operations(document) if each.id == place.operations[0])
    new = name[:-1] + "_x]" if name.endswith("]") else f"{name}_x"
    if form:
        yield draft("drop", "is gone", *dropping(document, owner, name), Drop(here))
        yield draft(
            "rename", f"becomes {new}", *renaming(document, owner, name, new), Rename(here, new)
        )
    elif name in required:
        entry = (*listed, str(required.index(name)))
        yield draft("drop", "is gone", Drop(entry), Drop(here))
        yield draft("rename", f"becomes {new}", Put(entry, new), Rename(here, new))
    else:
        yield draft("drop", "is gone", Drop(here))
        yield draft("rename", f"becomes {new}", Rename(here, new))
    if name in required:
        yield draft("required off", "may be left out", Drop((*listed, str(required.index(name)))))
    elif required:
        yield draft("required on", "must be there", Put((*listed, "-"), name))
    else:
        yield draft("required on", "must be there", Put(listed, [name]))


RULES: Final[tuple[Rule, ...]] = (
    other_type,
    array_or_object,
    nullable,
    formats,
    limits,
    patterns,
    enumerations,
    choices,
    additional,
    texts_of_json,
    encodings,
    defaults,
    members,
)
