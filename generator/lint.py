"""Check the hand-written specs: `python -m generator.lint spec/*.yaml`.

A spec is read with suspicion, since YAML readers disagree and the next reader of the file may be
another one; then every rule below looks at it. A problem is printed as
`file:line: #/json/pointer: reason`. The exit code is 0 for clean specs, 1 if a rule found
something, and 2 if a file cannot be read as a spec at all.
"""

import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from openapi_spec_validator import OpenAPIV31SpecValidator

from .reading import Unreadable, read_bytes, read_yaml, step

WORDS = Path(__file__).resolve().parent.parent / "spec" / "x-words.schema.json"

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that a rule found, with its place."""

    file: str
    line: int
    pointer: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: #{self.pointer}: {self.reason}"


Finding: TypeAlias = tuple[str, str]
"""A JSON pointer and what is wrong there."""


@dataclass(frozen=True, slots=True)
class Document:
    """A spec as plain data, and where each value stands in its file."""

    file: str
    data: dict[str, Any]
    lines: dict[str, int]
    problems: list[Problem]

    def line(self, pointer: str) -> int:
        """The line of a value, or of the nearest one around it."""
        while pointer not in self.lines:
            pointer = pointer.rpartition("/")[0]
        return self.lines[pointer]

    def problem(self, finding: Finding) -> Problem:
        """A finding with its file and line."""
        pointer, reason = finding
        return Problem(self.file, self.line(pointer), pointer, " ".join(reason.split()))


def read(path: Path) -> Document:
    """Read a spec.

    Raises:
        Unreadable: If there is no such file, or it is no YAML mapping that can be read safely.
    """
    reading = read_yaml(read_bytes(path))
    if not isinstance(reading.data, dict):
        raise Unreadable(f"the top is {_kind(reading.data)}, not a mapping")
    file = str(path)
    problems = [Problem(file, note.line, note.pointer, note.reason) for note in reading.notes]
    return Document(file, reading.data, reading.lines, problems)


def _kind(value: object) -> str:
    if value is None:
        return "empty"
    return "a list" if isinstance(value, list) else f"a {type(value).__name__}"


# Walking

_SCHEMA = {
    **dict.fromkeys(("properties", "patternProperties", "dependentSchemas", "$defs"), "map:schema"),
    **dict.fromkeys(("allOf", "anyOf", "oneOf", "prefixItems"), "list:schema"),
    **dict.fromkeys(
        ("items", "contains", "not", "if", "then", "else", "contentSchema", "propertyNames"),
        "schema",
    ),
    **dict.fromkeys(
        ("additionalProperties", "unevaluatedProperties", "unevaluatedItems"), "schema"
    ),
}
_INSIDE: dict[str, dict[str, str]] = {
    "root": {
        "info": "elsewhere",
        "servers": "list:elsewhere",
        "tags": "list:elsewhere",
        "paths": "map:path",
        "components": "components",
    },
    "components": {
        "schemas": "map:schema",
        "parameters": "map:parameter",
        "headers": "map:parameter",
        "requestBodies": "map:body",
        "responses": "map:response",
        "links": "map:link",
        "securitySchemes": "map:elsewhere",
    },
    "path": {"parameters": "list:parameter", **dict.fromkeys(METHODS, "operation")},
    "operation": {
        "parameters": "list:parameter",
        "requestBody": "body",
        "responses": "map:response",
    },
    "parameter": {"schema": "schema", "content": "map:media"},
    "body": {"content": "map:media"},
    "response": {"content": "map:media", "headers": "map:parameter", "links": "map:link"},
    "media": {"schema": "schema"},
    "schema": _SCHEMA,
}


@dataclass(frozen=True, slots=True)
class Node:
    """A mapping in a spec, and what it is there."""

    pointer: str
    kind: str
    value: dict[str, Any]


def walk(value: object, pointer: str = "", kind: str = "root") -> Iterator[Node]:
    """Every mapping whose meaning OpenAPI defines, from the given one down."""
    if not isinstance(value, dict):
        return
    yield Node(pointer, kind, value)
    for key, inner in _INSIDE.get(kind, {}).items():
        shape, _, element = inner.rpartition(":")
        for name, child in _children(shape, value.get(key)):
            yield from walk(child, pointer + step(key) + name, element)


def _children(shape: str, value: Any) -> Iterator[tuple[str, Any]]:
    if not shape:
        yield "", value
    elif shape == "map" and isinstance(value, dict):
        yield from ((step(name), child) for name, child in value.items())
    elif shape == "list" and isinstance(value, list):
        yield from ((step(index), child) for index, child in enumerate(value))


class Spec:
    """A document with what the rules ask of it."""

    def __init__(self, document: Document) -> None:
        self.data = document.data
        self.nodes = list(walk(document.data))

    def of(self, kind: str) -> Iterator[Node]:
        """The nodes of one kind."""
        return (node for node in self.nodes if node.kind == kind)

    def find(self, pointer: str) -> Any:
        """The value at a JSON pointer.

        Raises:
            LookupError: If there is none.
        """
        value: Any = self.data
        for part in pointer.split("/")[1:]:
            key = part.replace("~1", "/").replace("~0", "~")
            if isinstance(value, list) and re.fullmatch(r"0|[1-9][0-9]{0,8}", key):
                value = value[int(key)]
            elif isinstance(value, dict):
                value = value[key]
            else:
                raise LookupError(pointer)
        return value

    def follow(self, value: Any) -> tuple[str | None, Any]:
        """Where a reference leads in the end, and what is there; a value that is none is itself.

        A reference that leads nowhere, or back to itself, is an empty mapping; `references` tells
        of it.
        """
        seen: set[str] = set()
        place = None
        while isinstance(value, dict) and isinstance(reference := value.get("$ref"), str):
            place = reference.removeprefix("#")
            if place in seen or not self.resolves(reference):
                return place, {}
            seen.add(place)
            value = self.find(place)
        return place, value

    def is_endless(self, value: Any) -> bool:
        """Whether following a reference finds nothing."""
        place, target = self.follow(value)
        return target == {} and not (self.resolves(f"#{place}") and self.find(f"{place}") == {})

    def resolves(self, reference: str) -> bool:
        """Whether a reference leads to a place in this document."""
        try:
            self.find(reference.removeprefix("#"))
        except LookupError:
            return False
        return reference.startswith("#/")

    def parameters(self, operation: Node) -> list[dict[str, Any]]:
        """An operation's parameters with those of its path, references followed."""
        path = self.find(operation.pointer.rpartition("/")[0])
        listed = [*_list(path.get("parameters")), *_list(operation.value.get("parameters"))]
        return [value for _, value in map(self.follow, listed) if isinstance(value, dict)]

    def fields(self, operation: Node) -> set[str]:
        """The names an operation takes, as parameters or in its body."""
        names = {str(parameter.get("name")) for parameter in self.parameters(operation)}
        _, body = self.follow(operation.value.get("requestBody"))
        for media in _dict(_dict(body).get("content")).values():
            _, schema = self.follow(_dict(media).get("schema"))
            names |= _dict(_dict(schema).get("properties")).keys()
        return names


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


# Rules

_OPERATION_ID = re.compile(r"([a-z][a-z0-9_]*)\.[a-z][a-z0-9_]*")
_STATUS = re.compile(r"[1-5][0-9][0-9]")


def standard(spec: Spec) -> Iterator[Finding]:
    """The spec is OpenAPI 3.1; asked only once every reference leads somewhere."""
    version = spec.data.get("openapi")
    if not isinstance(version, str) or not version.startswith("3.1."):
        yield "/openapi", f"the version is {version!r}, not 3.1"
    elif not any(references(spec)):
        yield from _standard_errors(spec.data)


def _standard_errors(data: dict[str, Any]) -> Iterator[Finding]:
    place = ""
    try:
        for error in OpenAPIV31SpecValidator(data).iter_errors():
            place = "".join(map(step, error.absolute_path))
            yield place, f"not OpenAPI 3.1: {error.message.splitlines()[0]}"
    except Exception as error:
        # The validator goes on after its first error, and trips in many ways over what it refused.
        yield place, f"not OpenAPI 3.1: the validator stops with {type(error).__name__}"


def references(spec: Spec) -> Iterator[Finding]:
    """A reference leads to a place in the same file."""
    for node in spec.nodes:
        if "$ref" in node.value:
            reference = node.value["$ref"]
            if not isinstance(reference, str) or not reference.startswith("#/"):
                yield node.pointer + "/$ref", f"{reference} is not a place in this file"
            elif not spec.resolves(reference):
                yield node.pointer + "/$ref", f"{reference} leads nowhere"
            elif spec.is_endless(node.value):
                yield node.pointer + "/$ref", f"{reference} leads to no value in the end"


def words(spec: Spec) -> Iterator[Finding]:
    """The x- words are those of `spec/x-words.schema.json`, each in its place."""
    places = _words()
    for node in spec.nodes:
        found = {key: value for key, value in node.value.items() if key.startswith("x-")}
        place = node.kind if node.kind in places else "elsewhere"
        for error in places[place].iter_errors(found):
            yield node.pointer + "".join(map(step, error.absolute_path)), error.message


@cache
def _words() -> dict[str, Draft202012Validator]:
    schema = json.loads(WORDS.read_text("utf-8"))
    return {
        place: Draft202012Validator({"$defs": schema["$defs"], **rules})
        for place, rules in schema["properties"].items()
    }


def operations(spec: Spec) -> Iterator[Finding]:
    """An operation has a name and a tag of the right form, and says what it does."""
    seen: dict[str, str] = {}
    for node in spec.of("operation"):
        name = node.value.get("operationId")
        named = _OPERATION_ID.fullmatch(name) if isinstance(name, str) else None
        if not named:
            yield node.pointer, f"the operationId {name!r} is not of the form resource.method"
        elif first := seen.get(named[0]):
            yield node.pointer + "/operationId", f"{name} is also the operation at #{first}"
        elif node.value.get("tags") != [named[1]]:
            yield node.pointer, f"the tags are not [{named[1]}], the resource of {name}"
        if named:
            seen.setdefault(named[0], node.pointer)
        yield from (
            (node.pointer, f"no {word}")
            for word in ("summary", "description")
            if not node.value.get(word)
        )


def statuses(spec: Spec) -> Iterator[Finding]:
    """An operation lists each status that it answers, one of them a success."""
    for node in spec.of("operation"):
        listed = _dict(node.value.get("responses"))
        for status in listed:
            if not _STATUS.fullmatch(status):
                yield f"{node.pointer}/responses{step(status)}", f"{status} is not a status"
        if not any(status.startswith("2") for status in listed):
            yield node.pointer, "no status of success"


def marks(spec: Spec) -> Iterator[Finding]:
    """Every claim says by `x-basis` what it rests on."""
    claims = [node.pointer for node in spec.nodes if _is_claim(node)]
    claims += [place for body in spec.of("body") for place in _body_fields(spec, body)]
    for pointer in claims:
        own = spec.find(pointer)
        if not any("x-basis" in _dict(value) for value in (own, spec.follow(own)[1])):
            yield pointer, "no x-basis says what the claim rests on"


def _is_claim(node: Node) -> bool:
    if node.kind in ("parameter", "response"):
        return True
    return node.kind == "schema" and node.pointer.rpartition("/")[0] == "/components/schemas"


def _body_fields(spec: Spec, body: Node) -> Iterator[str]:
    """The places of the fields of a body; those of a component are marked by the component."""
    for media, content in _dict(body.value.get("content")).items():
        schema = _dict(_dict(content).get("schema"))
        if "$ref" not in schema:
            base = f"{body.pointer}/content{step(media)}/schema/properties"
            yield from (base + step(name) for name in _dict(schema.get("properties")))


def errata(spec: Spec) -> Iterator[Finding]:
    """An erratum has an id of its own, and the places it names exist."""
    seen: dict[str, str] = {}
    for node in spec.nodes:
        if node.kind not in ("root", "operation"):
            continue
        for index, erratum in enumerate(map(_dict, _list(node.value.get("x-errata")))):
            place = f"{node.pointer}/x-errata/{index}"
            name = str(erratum.get("id"))
            if first := seen.get(name):
                yield f"{place}/id", f"{name} is also the erratum at #{first}"
            seen.setdefault(name, place)
            yield from _places(spec, erratum.get("where"), f"{place}/where")


def _places(spec: Spec, where: Any, place: str) -> Iterator[Finding]:
    for number, pointer in enumerate(where if isinstance(where, list) else [where]):
        if isinstance(pointer, str) and not spec.resolves("#" + pointer):
            yield (
                (f"{place}/{number}" if isinstance(where, list) else place),
                f"{pointer} is no place in this file",
            )


def forms(spec: Spec) -> Iterator[Finding]:
    """A form is an object that takes its own fields and no others."""
    for node in spec.of("media"):
        if node.pointer.rpartition("/")[2].replace("~1", "/") in FORMS:
            yield from _form(spec, node)


def _form(spec: Spec, node: Node) -> Iterator[Finding]:
    place = node.pointer + "/schema"
    _, schema = spec.follow(node.value.get("schema"))
    if not isinstance(schema, dict) or schema.get("type") != "object":
        yield node.pointer, "the form is not of type object"
        return
    if schema.get("additionalProperties") is not False:
        yield place, "the form is open; close it with additionalProperties: false"
    for name in map(str, _list(schema.get("required"))):
        if name not in _dict(schema.get("properties")):
            yield place, f"the required field {name} is none of the form's"


def open_answers(spec: Spec) -> Iterator[Finding]:
    """What an answer holds stays open, to more properties and to values that are not listed."""
    seen: set[str] = set()
    queue = list(spec.of("response"))
    while queue:
        for inner in walk(queue[0].value, queue[0].pointer, queue[0].kind):
            if inner.kind == "schema":
                yield from _closed(spec, inner)
            place, target = spec.follow(inner.value)
            if _is_enumeration(target) and _has_open_sibling(spec, inner.pointer):
                continue
            if place and place not in seen and inner.kind in ("schema", "response"):
                seen.add(place)
                queue.append(Node(place, inner.kind, target))
        queue.pop(0)


def _closed(spec: Spec, node: Node) -> Iterator[Finding]:
    for word in ("additionalProperties", "unevaluatedProperties"):
        if node.value.get(word) is False:
            yield (
                f"{node.pointer}/{word}",
                "an answer's object is closed; a new property would break the client",
            )
    if ("enum" in node.value or "const" in node.value) and not _has_open_sibling(
        spec, node.pointer
    ):
        yield node.pointer, "an answer's values are closed; put them in anyOf beside a plain type"


def _is_enumeration(schema: Any) -> bool:
    return any("const" in _dict(one) for one in _list(_dict(schema).get("oneOf")))


def _has_open_sibling(spec: Spec, pointer: str) -> bool:
    listing = pointer.rpartition("/")[0]
    if listing.rpartition("/")[2] != "anyOf":
        return False
    siblings = map(_dict, _list(spec.find(listing)))
    return any("type" in one and not one.keys() & {"enum", "const"} for one in siblings)


def names(spec: Spec) -> Iterator[Finding]:
    """What the x- words of an operation name exists on it."""
    for node in spec.of("operation"):
        known = spec.fields(node)
        paging = _dict(node.value.get("x-paging"))
        said = [("x-paging", paging[word]) for word in ("page", "size") if word in paging]
        said += [("x-reset", name) for name in _list(node.value.get("x-reset"))]
        if "x-idempotency-key" in node.value:
            said.append(("x-idempotency-key", node.value["x-idempotency-key"]))
        for word, name in said:
            if str(name) not in known:
                yield (
                    f"{node.pointer}/{word}",
                    f"{name} is neither a parameter nor a field of the operation",
                )


_SENT = ("same", "money", "among", "not_among")


def settling(spec: Spec) -> Iterator[Finding]:
    """Each write says how it is found out whether it happened, in words that are there."""
    named = {str(node.value.get("operationId")): node for node in spec.of("operation")}
    for node in spec.of("operation"):
        settle, keyed = node.value.get("x-settle"), "x-idempotency-key" in node.value
        place = node.pointer + "/x-settle"
        writes = node.value.get("x-effect") in ("repeatable", "once")
        if not writes or node.value.get("security") == []:
            if settle is not None:
                yield place, "only a write with a token can be in doubt"
        elif settle is None and not keyed:
            yield node.pointer, "no x-settle says how to find out whether the write happened"
        elif settle is not None and keyed:
            yield place, "a write with an idempotency key is settled by its repeat"
        elif isinstance(settle, dict) and "nothing" not in settle:
            yield from _settled(spec, node, settle, named)


def _settled(
    spec: Spec, node: Node, settle: dict[str, Any], named: dict[str, Node]
) -> Iterator[Finding]:
    place = node.pointer + "/x-settle"
    known = spec.fields(node)
    sent = [(word, name) for word in _SENT for name in _dict(settle.get(word))]
    sent += [("filled", name) for name in _list(settle.get("filled"))]
    for word, name in sent:
        if str(name) not in known:
            yield f"{place}/{word}", f"{name} is neither a parameter nor a field of the operation"
    for word in ("entry", "object", "gone"):
        if word not in settle:
            continue
        read = named.get(str(settle[word]))
        if read is None or read.value.get("x-effect") != "read":
            yield f"{place}/{word}", f"{settle[word]} is no operation that reads"
            continue
        lacking = _path_parameters(read) - _path_parameters(node)
        if lacking:
            yield f"{place}/{word}", f"its path lacks {', '.join(sorted(lacking))}"
        if read.value.get("tags") != node.value.get("tags"):
            yield f"{place}/{word}", f"{settle[word]} is of another resource"
        yield from _shown(spec, read, settle, f"{place}", is_list=word == "entry")


def _path_parameters(node: Node) -> set[str]:
    return set(re.findall(r"\{[^{}]*\}", node.pointer.replace("~1", "/")))


def _shown(
    spec: Spec, read: Node, settle: dict[str, Any], place: str, *, is_list: bool
) -> Iterator[Finding]:
    """A read answers with a list or not, and its objects have what is to be compared."""
    _, answer = spec.follow(_dict(read.value.get("responses")).get("200"))
    media = _dict(_dict(_dict(answer).get("content")).get("application/json"))
    _, schema = spec.follow(media.get("schema"))
    if (_dict(schema).get("type") == "array") is not is_list:
        word = "entry" if is_list else "object"
        yield place, f"an {word} is shown by {'a list' if is_list else 'a single object'} only"
        return
    _, shown = spec.follow(_dict(schema).get("items")) if is_list else (None, schema)
    properties = _dict(_dict(shown).get("properties"))
    pointers = [each for word in _SENT for each in _dict(settle.get(word)).values()]
    for pointer in [*pointers, *_dict(settle.get("equals")), *_dict(settle.get("was"))]:
        name = str(pointer).split("/")[1:2]
        if properties and (not name or name[0] not in properties):
            yield place, f"{pointer} is no property of what is read"


def links(spec: Spec) -> Iterator[Finding]:
    """A link leads to an operation of this file, and fills parameters and fields that it has."""
    targets = {str(node.value.get("operationId")): node for node in spec.of("operation")}
    for node in spec.of("link"):
        if "$ref" in node.value:
            continue
        name = str(node.value.get("operationId"))
        target = targets.get(name)
        if target is None:
            yield node.pointer, f"no operation is named {name}"
            continue
        filled = [*_dict(node.value.get("parameters")), *_dict(node.value.get("requestBody"))]
        yield from (
            (node.pointer, f"{name} takes no {field}")
            for field in filled
            if field not in spec.fields(target)
        )


RULES: tuple[Callable[[Spec], Iterator[Finding]], ...] = (
    references,
    standard,
    words,
    operations,
    statuses,
    marks,
    errata,
    forms,
    open_answers,
    names,
    settling,
    links,
)


# Running


def lint(path: str | Path) -> list[Problem]:
    """What is wrong with a spec, in the order of its lines.

    Raises:
        Unreadable: If the file cannot be read as a spec at all.
    """
    return check(read(Path(path)))


def check(document: Document) -> list[Problem]:
    """What is wrong with a spec that was read."""
    spec = Spec(document)
    found = [document.problem(finding) for rule in RULES for finding in rule(spec)]
    unique = dict.fromkeys(document.problems + found)
    return sorted(unique, key=lambda problem: (problem.line, problem.pointer, problem.reason))


def summary(documents: Sequence[Document]) -> str:
    """How much was looked at, in one line."""
    specs = [Spec(document) for document in documents]
    count = sum(1 for spec in specs for _ in spec.of("operation"))
    noted = sum(len(_list(node.value.get("x-errata"))) for spec in specs for node in spec.nodes)
    return f"no problems: {len(specs)} specs, {count} operations, {noted} errata"


def main(arguments: Sequence[str] | None = None) -> int:
    """Lint the named files; the exit code is 0, 1 or 2."""
    paths = list(sys.argv[1:] if arguments is None else arguments)
    if not paths:
        print("usage: python -m generator.lint SPEC...", file=sys.stderr)
        return 2
    documents: list[Document] = []
    code = 0
    for path in paths:
        try:
            documents.append(read(Path(path)))
        except Unreadable as error:
            print(f"{path}: {error}", file=sys.stderr)
            code = 2
    problems = [problem for document in documents for problem in check(document)]
    for problem in problems:
        print(problem)
    if not code and not problems:
        print(summary(documents))
    return code or int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
