"""A patch of a spec that says what the page says: for a person to read, never applied here.

It is made on the file as ruamel.yaml keeps it, so that comments and layout stay. What a page
cannot tell (what a parameter means, a name for an operation) is left as "TODO", which the linter
and the reader of the patch both notice. Errata are never touched: whether one is obsolete, and
which texts go with it, is for a person to say.
"""

import copy
import difflib
import io
from collections.abc import Callable, Sequence
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from .differences import Difference
from .facts import Operation, Parameter

_TODO = "TODO: say what it is."
_TYPES = {"float": "number", "double": "number", "decimal": "number", "long": "integer"}
_PLACES = {"url": "query", None: "query"}
_FORMS = {"form": "multipart/form-data", "body": "application/json"}


def suggested(name: str, text: str, changes: Sequence[Difference]) -> tuple[str, list[Difference]]:
    """A patch of a spec in the unified format, and the changes that it leaves to a person.

    Args:
        name: The spec's file, as the patch calls it.
        text: The spec.
        changes: What changed on the page.
    """
    yaml = YAML()
    yaml.preserve_quotes = True
    # Nothing is broken that was not broken before.
    yaml.width = 1 << 20
    yaml.indent(mapping=2, sequence=4, offset=2)
    document = yaml.load(text)
    before = _dumped(yaml, document)
    left: list[Difference] = []
    removals: list[tuple[Any, Any]] = []
    for change in changes:
        edit = _EDITS.get(change.kind)
        try:
            done = edit is not None and edit(document, change, removals)
        except (LookupError, TypeError, AttributeError):
            # The place has another form than the edit knows.
            done = False
        if not done and change.kind != "prose-changed":
            left.append(change)
    for parent, child in removals:
        _remove(parent, child)
    edited = _on_the_original(text, before, _dumped(yaml, document))
    lines = difflib.unified_diff(
        text.splitlines(keepends=True), edited, f"a/{name}", f"b/{name}", n=3
    )
    return "".join(lines), left


def _dumped(yaml: YAML, document: Any) -> str:
    stream = io.StringIO()
    yaml.dump(document, stream)
    return stream.getvalue()


def _on_the_original(text: str, before: str, after: str) -> list[str]:
    """The edits between two dumps, made on the text that the first is the dump of."""
    original, dumped = text.splitlines(keepends=True), before.splitlines(keepends=True)
    edited = after.splitlines(keepends=True)
    where: dict[int, int] = {}
    for block in difflib.SequenceMatcher(
        None, dumped, original, autojunk=False
    ).get_matching_blocks():
        where |= {block.a + offset: block.b + offset for offset in range(block.size + 1)}
    if dumped == original:
        where = {number: number for number in range(len(dumped) + 1)}
    result: list[str] = []
    at = 0
    for tag, a1, a2, b1, b2 in difflib.SequenceMatcher(
        None, dumped, edited, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            continue
        begin, end = where.get(a1, at), where.get(a2, where.get(a1, at))
        result += original[at:begin] + edited[b1:b2]
        at = max(at, end)
    return result + original[at:]


def _remove(parent: Any, child: Any) -> None:
    if isinstance(parent, list):
        parent[:] = [each for each in parent if each is not child]
    else:
        for key in [key for key, value in parent.items() if value is child]:
            del parent[key]


def _find(document: Any, pointer: str) -> Any:
    for key in _keys(pointer):
        document = document[int(key) if isinstance(document, list) else key]
    return document


def _keys(pointer: str) -> list[str]:
    return [key.replace("~1", "/").replace("~0", "~") for key in pointer.split("/")[1:]]


def _above(pointer: str) -> tuple[str, str]:
    return pointer.rpartition("/")[0], _keys(pointer)[-1]


Removals = list[tuple[Any, Any]]


def _schema(row: Parameter) -> CommentedMap:
    return _flow(type=_TYPES.get(row.type or "", row.type or "string"))


def _flow(**entries: Any) -> CommentedMap:
    made = CommentedMap(entries)
    made.fa.set_flow_style()
    return made


def _parameter(row: Parameter) -> CommentedMap:
    return CommentedMap(
        {
            "name": row.name,
            "in": _PLACES.get(row.where, row.where),
            "required": row.required is True or row.where == "path",
            "description": _TODO,
            "x-basis": "docs",
            "schema": _schema(row),
        }
    )


def _add_parameter(operation: Any, row: Parameter) -> bool:
    if row.where in _FORMS:
        body = operation.setdefault("requestBody", CommentedMap({"required": True}))
        content = body.setdefault("content", CommentedMap())
        media = content.setdefault(_FORMS[row.where], CommentedMap())
        closed = {"additionalProperties": False} if row.where == "form" else {}
        schema = media.setdefault("schema", CommentedMap({"type": "object", **closed}))
        field = CommentedMap({**_schema(row), "description": _TODO, "x-basis": "docs"})
        schema.setdefault("properties", CommentedMap())[row.name] = field
        if row.required is True:
            schema.setdefault("required", _sequence()).append(row.name)
    else:
        _insert(operation, "parameters", CommentedSeq()).append(_parameter(row))
    return True


def _sequence() -> CommentedSeq:
    made = CommentedSeq()
    made.fa.set_flow_style()
    return made


def _insert(operation: Any, key: str, value: Any) -> Any:
    """What an operation has under a key, put before its answers if it is new."""
    if key not in operation:
        keys = list(operation)
        at = keys.index("responses") if "responses" in keys else len(keys)
        operation.insert(at, key, value)
    return operation[key]


def _operation_added(document: Any, change: Difference, removals: Removals) -> bool:
    operation = change.subject
    if not isinstance(operation, Operation) or change.operation is None:
        return False
    method, _, path = change.operation.partition(" ")
    item = document["paths"].setdefault(path, CommentedMap())
    made = CommentedMap(
        {
            "operationId": "TODO.todo",
            "tags": ["TODO"],
            "summary": "TODO",
            "description": _TODO,
            "x-docs": _flow(page="TODO", section=operation.section),
            "x-effect": "read" if method == "GET" else "once",
        }
    )
    if operation.occurrence > 1:
        made["x-docs"]["occurrence"] = operation.occurrence
    if operation.security is None:
        made["security"] = _sequence()
    for row in operation.parameters:
        _add_parameter(made, row)
    made["responses"] = CommentedMap(
        {"200": _answer()} | {s: _answer() for s in operation.statuses}
    )
    item[method.lower()] = made
    return True


def _answer() -> CommentedMap:
    return CommentedMap({"description": _TODO, "x-basis": "docs"})


def _operation_removed(document: Any, change: Difference, removals: Removals) -> bool:
    above, method = _above(change.places[0])
    item = _find(document, above)
    others = [key for key in item if key in ("get", "post", "put", "patch", "delete", "head")]
    if others == [method]:
        removals.append((document["paths"], item))
    else:
        removals.append((item, item[method]))
    return True


def _operation_moved(document: Any, change: Difference, removals: Removals) -> bool:
    above, method = _above(change.places[0])
    path = _keys(above)[-1]
    new_method, _, new_path = str(change.after).partition(" ")
    item = document["paths"][path]
    operation = item[method]
    if path == new_path:
        _renamed(item, method, new_method.lower())
        return True
    if new_path in document["paths"]:
        removals.append((item, operation))
        document["paths"][new_path][new_method.lower()] = operation
        return True
    if [key for key in item if key not in ("parameters", method)]:
        return False
    _renamed(item, method, new_method.lower())
    _renamed(document["paths"], path, new_path)
    return True


def _renamed(mapping: Any, old: str, new: str) -> None:
    """Give an entry another key, in the same position."""
    if old != new:
        at = list(mapping).index(old)
        comment = mapping.ca.items.pop(old, None)
        mapping.insert(at, new, mapping.pop(old))
        if comment is not None:
            mapping.ca.items[new] = comment


def _parameter_added(document: Any, change: Difference, removals: Removals) -> bool:
    row = change.subject
    return isinstance(row, Parameter) and _add_parameter(_find(document, change.places[1]), row)


def _parameter_removed(document: Any, change: Difference, removals: Removals) -> bool:
    # The last place is the one at which the operation uses it; others may use the first.
    above, key = _above(change.places[-1])
    parent = _find(document, above)
    if isinstance(parent, list):
        removals.append((parent, parent[int(key)]))
        return True
    above, key = _above(change.places[0])
    fields = _find(document, above)
    removals.append((fields, fields[key]))
    _demand(_find(document, above.rpartition("/")[0]), key, False)
    return True


def _demand(schema: Any, name: str, required: bool) -> None:
    """Put a field on the list of required ones, or take it off."""
    listed = schema.get("required")
    if required and listed is None:
        schema.insert(list(schema).index("properties"), "required", _sequence())
        listed = schema["required"]
    if required and name not in listed:
        listed.append(name)
    elif not required and listed and name in listed:
        listed.remove(name)
        if not listed:
            del schema["required"]


def _parameter_renamed(document: Any, change: Difference, removals: Removals) -> bool:
    node = _find(document, change.places[0])
    if "name" in node and "in" in node:
        if node["in"] == "path":
            return False
        node["name"] = str(change.after)
        return True
    above, old = _above(change.places[0])
    schema = _find(document, above.rpartition("/")[0])
    _renamed(schema["properties"], old, str(change.after))
    listed = schema.get("required") or []
    if old in listed:
        listed[listed.index(old)] = str(change.after)
    return True


def _parameter_moved(document: Any, change: Difference, removals: Removals) -> bool:
    node = _find(document, change.places[0])
    if "in" not in node or change.after in _FORMS or change.after is None:
        return False
    node["in"] = _PLACES.get(str(change.after), change.after)
    return True


def _required_changed(document: Any, change: Difference, removals: Removals) -> bool:
    if not isinstance(change.after, bool):
        return False
    place = change.places[0]
    owner = _find(document, place.rpartition("/")[0])
    if "in" in owner:
        owner["required"] = change.after
    else:
        _demand(owner, str(change.name).rpartition(".")[2], change.after)
    return True


def _type_changed(document: Any, change: Difference, removals: Removals) -> bool:
    node = _find(document, change.places[0])
    schema = node.get("schema", node) if "in" in node else node
    if "type" not in schema or change.after is None or change.name == "body":
        return False
    schema["type"] = _TYPES.get(str(change.after), change.after)
    return True


def _status_added(document: Any, change: Difference, removals: Removals) -> bool:
    responses = _find(document, change.places[0])
    status = str(change.after)
    alike: Any = next(
        (responses[s] for s in responses if s >= "400" and "content" in responses[s]), {}
    )
    answer = _answer()
    if "content" in alike:
        answer["content"] = copy.deepcopy(alike["content"])
    at = sum(each < status for each in responses)
    responses.insert(at, DoubleQuotedScalarString(status), answer)
    return True


def _status_removed(document: Any, change: Difference, removals: Removals) -> bool:
    above, status = _above(change.places[0])
    responses = _find(document, above)
    removals.append((responses, responses[status]))
    return True


def _server_changed(document: Any, change: Difference, removals: Removals) -> bool:
    if change.before is None:
        document["servers"].append(CommentedMap({"url": change.after, "description": "TODO"}))
    elif change.after is None:
        removals.append((document["servers"], _find(document, change.places[0])))
    else:
        _find(document, change.places[0])["url"] = change.after
    return True


def _values_changed(document: Any, change: Difference, removals: Removals) -> bool:
    node = _find(document, change.places[0])
    schema = node["schema"] if "in" in node else node
    while "$ref" in schema:
        schema = _find(document, schema["$ref"][1:])
    listed = schema.get("oneOf") or schema.get("anyOf")
    said = change.after if isinstance(change.after, list) else []
    if not listed or not said or not all("const" in one or "type" in one for one in listed):
        return False
    known = {str(one["const"]) for one in listed if "const" in one}
    for value in said:
        if value not in known:
            listed.insert(len(known), _flow(const=DoubleQuotedScalarString(value), title="TODO"))
    removals += [
        (listed, one) for one in listed if "const" in one and str(one["const"]) not in said
    ]
    return True


_EDITS: dict[str, Callable[[Any, Difference, Removals], bool]] = {
    "operation-added": _operation_added,
    "operation-removed": _operation_removed,
    "operation-moved": _operation_moved,
    "parameter-added": _parameter_added,
    "parameter-removed": _parameter_removed,
    "parameter-renamed": _parameter_renamed,
    "parameter-moved": _parameter_moved,
    "required-changed": _required_changed,
    "type-changed": _type_changed,
    "status-added": _status_added,
    "status-removed": _status_removed,
    "server-changed": _server_changed,
    "values-changed": _values_changed,
}
