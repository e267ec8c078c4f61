"""Whether one document accepts every exchange that another accepts, by their text alone.

Sound and not complete: True is a proof, False says nothing.
"""

from typing import Any, Final

import jsonschema_rs

from .expanded import Answer, Claims, Input, Schema

LOOSER_EFFECTS: Final = {
    "read": {"read", "repeatable", "once"},
    "repeatable": {"repeatable", "once"},
    "once": {"once"},
}
AT_LEAST: Final = ("minimum", "minLength", "minItems")
AT_MOST: Final = ("maximum", "maxLength", "maxItems")
ALIKE: Final = ("pattern", "format", "contentEncoding", "contentMediaType", "default")
UNDERSTOOD: Final = {
    *AT_LEAST,
    *AT_MOST,
    *ALIKE,
    "type",
    "properties",
    "required",
    "items",
    "additionalProperties",
    "contentSchema",
}


def accepts_all(loose: Claims, strict: Claims) -> bool:
    """Whether what is said of an operation is no more than what the other says of it."""
    same = (
        loose.security == strict.security
        and _parameters(loose, strict)
        and loose.bodies.keys() == strict.bodies.keys()
        and all(_same(schema, strict.bodies[media]) for media, schema in loose.bodies.items())
        and loose.body_required == strict.body_required
    )
    return (
        same
        and _words(loose.words, strict.words)
        and all(
            status in loose.answers and _answers(loose.answers[status], answer)
            for status, answer in strict.answers.items()
        )
    )


def _parameters(loose: Claims, strict: Claims) -> bool:
    """Whether all that is said of parameters is said by the other too; of some it may be silent.

    Whoever is silent on a parameter lets requests do without it.
    """
    return all(
        key in strict.parameters and _same_input(each, strict.parameters[key])
        for key, each in loose.parameters.items()
    ) and not any(
        each.required for key, each in strict.parameters.items() if key not in loose.parameters
    )


def _same_input(one: Input, other: Input) -> bool:
    return (one.required, one.empty, one.default) == (
        other.required,
        other.empty,
        other.default,
    ) and _same(one.schema, other.schema)


def _same(one: Schema, other: Schema) -> bool:
    """Whether two schemas accept the same values."""
    return one == other or (accepts(one, other) and accepts(other, one))


def _words(loose: dict[str, Any], strict: dict[str, Any]) -> bool:
    effects = LOOSER_EFFECTS.get(strict.get("x-effect", ""), set())
    if loose.get("x-effect") not in effects:
        return False
    for word in ("x-reset", "x-moves-money"):
        if loose.get(word) != strict.get(word):
            return False
    return all(
        loose.get(word) in (None, strict.get(word)) for word in ("x-paging", "x-idempotency-key")
    )


def _answers(loose: Answer, strict: Answer) -> bool:
    if not loose.headers <= strict.headers:
        return False
    if any(strict.links.get(name) != link for name, link in loose.links.items()):
        return False
    return all(
        media in loose.content and accepts(loose.content[media], schema)
        for media, schema in strict.content.items()
    )


def accepts(loose: Schema, strict: Schema) -> bool:
    """Whether a schema accepts every value that another one accepts.

    A value has no member that its schema does not list, unless the schema lists none.
    """
    if loose == strict or not loose:
        return True
    if "default" in loose and loose["default"] != strict.get("default"):
        return False
    for word in ("anyOf", "oneOf"):
        if word in strict:
            rest = {key: value for key, value in strict.items() if key != word}
            return all(accepts(loose, rest | branch) for branch in strict[word])
    for word in ("const", "enum"):
        if word in strict:
            values = [strict["const"]] if word == "const" else strict["enum"]
            check = jsonschema_rs.Draft202012Validator(loose)
            return all(check.is_valid(value) for value in values)
    if "anyOf" in loose and len(loose) == 1:
        return any(accepts(branch, strict) for branch in loose["anyOf"])
    if loose.keys() - UNDERSTOOD or strict.keys() - UNDERSTOOD:
        return False
    return _types(loose, strict) and _limits(loose, strict) and _members(loose, strict)


def _names(schema: Schema) -> set[str] | None:
    types = schema.get("type")
    if types is None:
        return None
    return {types} if isinstance(types, str) else set(types)


def _types(loose: Schema, strict: Schema) -> bool:
    allowed, given = _names(loose), _names(strict)
    return allowed is None or (given is not None and given <= allowed)


def _limits(loose: Schema, strict: Schema) -> bool:
    return (
        all(
            word not in loose or strict.get(word, loose[word] - 1) >= loose[word]
            for word in AT_LEAST
        )
        and all(
            word not in loose or strict.get(word, loose[word] + 1) <= loose[word]
            for word in AT_MOST
        )
        and all(word not in loose or strict.get(word) == loose[word] for word in ALIKE)
        and (
            "contentSchema" not in loose
            or (
                "contentSchema" in strict
                and accepts(loose["contentSchema"], strict["contentSchema"])
            )
        )
    )


def _members(loose: Schema, strict: Schema) -> bool:
    if not set(loose.get("required", ())) <= set(strict.get("required", ())):
        return False
    known, asked = loose.get("properties", {}), strict.get("properties", {})
    if loose.get("additionalProperties", True) is not True and (
        strict.get("additionalProperties") != loose["additionalProperties"]
        or not asked.keys() <= known.keys()
    ):
        return False
    if known and not asked.keys() <= known.keys():
        return False
    if known and not asked and strict.get("additionalProperties") is not False:
        return False
    if not all(accepts(known[name], schema) for name, schema in asked.items() if name in known):
        return False
    return "items" not in loose or ("items" in strict and accepts(loose["items"], strict["items"]))
