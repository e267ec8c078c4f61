"""A spec is untrusted: its text is never code, and its names never leave the package."""

import ast
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.errors import SpecError
from generator.writing import laid_out
from tests.generator.support import Spec, minimal, own, put, render, run_generator, tree

POST = "/paths/~1orders~1{id}/post"
FORM = f"{POST}/requestBody/content/multipart~1form-data/schema"
SCHEMAS = "/components/schemas"

CODE = "__import__('pathlib').Path('CANARY').touch()"

#: Texts that would be code if they got out of where they belong.
TEXTS = {
    "call": CODE,
    "new line": f"a\n{CODE}\n",
    "carriage return": f"a\r{CODE}\r",
    "line separator": f"a\u2028{CODE}\u2029{CODE}\x85{CODE}\x0b{CODE}\x0c{CODE}",
    "docstring": f'"""\n{CODE}\n"""',
    "docstring within": f'a """ + {CODE} + """ b',
    "docstring, escaped": f'\\"""\n{CODE}\n\\"""',
    "four quotes": f'""""\n{CODE}\n""""',
    "quotes at the end": 'a """',
    "backslash at the end": "a \\",
    "quote after a backslash": '\\"',
    "backslashes": "\\\\\\",
    "single quotes": f"'''\n{CODE}\n'''",
    "literal": f'" + {CODE} + "',
    "literal, single": f"' + {CODE} + '",
    "escapes": "\\N{BULLET} \\x41 \\u0041 \\U00000041 \\101 \\",
    "broken escapes": "\\N{ \\x4 \\u004 \\U0 \\8 \\d",
    "f-string": "{" + CODE + "}",
    "f-string, nested": "{{" + CODE + "}} {at!r:>{x}} {",
    "template": "{{ " + CODE + " }}{% include '/etc/passwd' %}{# ",
    "template of a class": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "comment": f"# type: ignore\n#\n{CODE}  # noqa",
    "coding": "# -*- coding: utf-7 -*-\n+AF8AXw-import",
    "bidi": "a \u202e{ } \u2066\u2069 b \u200b",
    "lone surrogate": "a \ud800 b \udfff",
    "null": "a \0 b",
    "controls": "".join(map(chr, range(32))) + "\x7f\x1b[31m",
    "path": "../../../../tmp/canary",
    "absolute path": "/tmp/canary",
    "long": "long " * 2_000,
    "one long word": "x" * 5_000,
    "empty": "",
    "blanks": " \n\n \n ",
    "indent": f"a\n\n        b\n    {CODE}\n",
    "section": f"Args:\n    x: {CODE}",
    "formatter": "# fmt: off\n'x'\n# fmt: skip",
}

#: Those that a name is spoiled with.
SPOILERS = [
    TEXTS[each] for each in ("new line", "docstring", "literal", "f-string", "template", "path")
] + ["a\ud800", "a\0", "a\u202eb"]

#: Where a spec has text that is not a name.
PLACES = {
    "title": "/info/title",
    "version": "/info/version",
    "description": "/info/description",
    "tag": "/tags/0/description",
    "summary": f"{POST}/summary",
    "operation": f"{POST}/description",
    "section": f"{POST}/x-docs/section",
    "parameter": f"{POST}/parameters/0/description",
    "parameter's example": f"{POST}/parameters/0/example",
    "parameter's schema": f"{POST}/parameters/0/schema/description",
    "header": f"{POST}/parameters/1/description",
    "field": f"{FORM}/properties/order[to][city]/description",
    "body": f"{POST}/requestBody/description",
    "answer": f"{POST}/responses/200/description",
    "refusal": f"{POST}/responses/404/description",
    "schema": f"{SCHEMAS}/Order/description",
    "schema's title": f"{SCHEMAS}/Order/title",
    "property": f"{SCHEMAS}/Order/properties/id/description",
    "enumeration": f"{SCHEMAS}/Size/description",
    "member": f"{SCHEMAS}/Size/anyOf/0/description",
    "const": f"{SCHEMAS}/Size/anyOf/0/const",
    "scheme": "/components/securitySchemes/bearer/description",
}

#: Where a spec has text that becomes a name, a path or another thing with a grammar.
NAMES: dict[str, Callable[[Spec, str], Spec]] = {
    "operationId": lambda spec, text: put(spec, f"{POST}/operationId", text),
    "method": lambda spec, text: put(spec, f"{POST}/operationId", f"orders.{text}"),
    "resource": lambda spec, text: put(spec, f"{POST}/operationId", f"{text}.change"),
    "tag": lambda spec, text: put(spec, "/tags/0/name", text),
    "operation's tag": lambda spec, text: put(spec, f"{POST}/tags/0", text),
    "path": lambda spec, text: put(
        spec,
        "/paths",
        {f"/{text}/{{id}}": spec["paths"]["/orders/{id}"]},
    ),
    "path parameter": lambda spec, text: put(
        put(spec, "/paths/~1orders~1{id}/parameters/0/name", text),
        "/paths",
        {f"/orders/{{{text}}}": spec["paths"]["/orders/{id}"]},
    ),
    "query parameter": lambda spec, text: put(spec, f"{POST}/parameters/0/name", text),
    "header": lambda spec, text: put(
        put(spec, f"{POST}/parameters/1/name", text), f"{POST}/x-idempotency-key", text
    ),
    "default": lambda spec, text: put(
        put(spec, f"{POST}/parameters/0/schema/default", text),
        f"{POST}/parameters/0/schema/pattern",
        ...,
    ),
    "field": lambda spec, text: put(spec, f"{FORM}/properties/{_token(text)}", {"type": "string"}),
    "inner field": lambda spec, text: put(
        spec, f"{FORM}/properties/{_token(f'order[to][{text}]')}", {"type": "string"}
    ),
    "property": lambda spec, text: put(
        spec, f"{SCHEMAS}/Item/properties/{_token(text)}", {"type": "string"}
    ),
    "property of an object": lambda spec, text: put(
        spec,
        f"{SCHEMAS}/Order/properties/{_token(text)}",
        {"type": "array", "items": {"type": "string", "format": "uuid"}},
    ),
    "enumeration of a property": lambda spec, text: put(
        spec,
        f"{SCHEMAS}/Item/properties/{_token(text)}",
        {"oneOf": [{"const": text, "title": "one"}]},
    ),
    "schema": lambda spec, text: put(
        put(spec, f"{SCHEMAS}/{_token(text)}", spec["components"]["schemas"]["Problem"]),
        f"{SCHEMAS}/Order/properties/x",
        {"$ref": f"#/components/schemas/{_token(text)}"},
    ),
    "title of a value": lambda spec, text: put(spec, f"{SCHEMAS}/Size/anyOf/0/title", text),
    "pattern": lambda spec, text: put(
        put(spec, f"{POST}/parameters/0/schema/default", ...),
        f"{POST}/parameters/0/schema/pattern",
        text,
    ),
    "anchored pattern": lambda spec, text: put(
        put(spec, f"{POST}/parameters/0/schema/default", ...),
        f"{POST}/parameters/0/schema/pattern",
        f"^{text}$",
    ),
    "format": lambda spec, text: put(spec, f"{POST}/parameters/0/schema/format", text),
    "effect": lambda spec, text: put(spec, f"{POST}/x-effect", text),
    "server": lambda spec, text: put(spec, "/servers/0/url", f"https://a/{text}"),
    "host": lambda spec, text: put(spec, "/servers/0/url", f"https://{text}/v1"),
    "status": lambda spec, text: put(
        spec, f"{POST}/responses/{_token(text)}", {"description": "a"}
    ),
    "media type": lambda spec, text: put(
        spec,
        f"{POST}/responses/200/content",
        {f"{text}+json": {"schema": {"$ref": "#/components/schemas/Order"}}},
    ),
    "x-word": lambda spec, text: put(spec, f"/x-{_token(text)}", text),
    "security": lambda spec, text: put(spec, "/security/0", {text: []}),
}

#: Names that mean something to Python or to generated code.
WORDS = (
    "__class__",
    "__init__",
    "__init_subclass__",
    "__slots__",
    "__getattr__",
    "__attrs_attrs__",
    "mro",
    "self",
    "cls",
    "core",
    "check",
    "Form",
    "import",
    "lambda",
    "None",
    "True",
    "print",
    "exec",
    "ｅｘｅｃ",
    "ｓｅｌｆ",
    "ﬁeld",
    "__ｃｌａｓｓ__",
    "𝒶𝓉𝓉𝓇𝓈",
    "раssword",
    "_runtime",
    "..",
    "_private",
    "1st",
    "a.b",
    "a-b",
    "a b",
    "a/b",
    "a~b",
    "a'b",
    'a"b',
    "a{b}",
    "a[b]",
    "%s",
)


def _token(text: str) -> str:
    return text.replace("~", "~0").replace("/", "~1")


def _skeleton(text: str) -> Counter[str]:
    """What a module does, without its constants and names that hold data."""
    found: Counter[str] = Counter()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant | ast.expr_context | ast.JoinedStr | ast.FormattedValue):
            continue
        if isinstance(node, ast.Import | ast.ImportFrom):
            found[ast.unparse(node)] += 1
        else:
            found[type(node).__name__] += 1
        if isinstance(node, ast.Call):
            found[f"call of {ast.unparse(node.func)}"] += 1
    return found


def _whole(files: dict[str, str]) -> Counter[str]:
    return sum((_skeleton(text) for text in own(files).values()), Counter())


PLAIN = own(render(minimal()))
BENIGN = _whole(PLAIN)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_text_is_a_constant_wherever_it_stands(text: str) -> None:
    spec = minimal()
    for place in PLACES.values():
        put(spec, place, text)
    files = render(spec)
    assert _whole(files) == BENIGN
    for path, source in own(files).items():
        assert source.isprintable() or not set(source) & set("\0\r\x0b\x0c\x1b\u2028\u202e"), path
        source.encode()


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_a_name_or_refused(name: str) -> None:
    tried = (*SPOILERS, "__class__", "ｓｅｌｆ", "None")
    made = refused = 0
    for text in tried:
        try:
            files = render(NAMES[name](minimal(), text))
        except SpecError as error:
            told = str(error)
            assert told.isprintable()
            refused += 1
        else:
            made += 1
            _require_tame(files)
    assert made + refused == len(tried)


#: What generated code calls on its own; the names of its classes and methods come from the spec.
CALLED = {each for each in BENIGN if each.startswith("call of ")} | {
    "call of drift.parsed",
    "call of enumerate",
    "call of UUID",
    "call of datetime.fromisoformat",
}
OWN = re.compile(
    r"call of (?:[A-Z][A-Za-z0-9]*\.(?:from_dict|known|_exact)|_[a-z0-9_]+|[A-Z]\w*Resource)"
)


def _require_tame(files: dict[str, str]) -> None:
    """No file is elsewhere, and nothing is called that generated code does not call on its own."""
    for path, source in own(files).items():
        parts = path.removesuffix(".py").split("/")
        assert len(parts) <= 2
        assert all(part.isidentifier() and part.isascii() for part in parts)
        if source != PLAIN.get(path):
            strange = {each for each in _skeleton(source) if each.startswith("call of ")} - CALLED
            assert all(OWN.fullmatch(each) for each in strange), (path, strange)


#: Texts that can all be properties of one object.
HARMLESS = [f"{index} {text[:200]}" for index, text in enumerate((*TEXTS.values(), *WORDS))]

IMPORT_ALL = """
import importlib, pathlib, sys
sys.path.insert(0, sys.argv[1])
import shop
for name in shop.__all__:
    getattr(shop, name)
for file in pathlib.Path(sys.argv[1], "shop").rglob("*.py"):
    parts = file.relative_to(sys.argv[1]).with_suffix("").parts
    importlib.import_module(".".join(part for part in parts if part != "__init__"))
print(len(sys.modules) > 50)
"""


def test_nothing_runs_when_a_hostile_client_is_imported(tmp_path: Path) -> None:
    spec = minimal()
    for place in PLACES.values():
        put(spec, place, "\n".join(TEXTS.values()))
    properties = spec["components"]["schemas"]["Item"]["properties"]
    for index, text in enumerate(HARMLESS):
        properties[text] = {"type": "string", "description": text, "x-sensitive": bool(index % 2)}
    with laid_out({"shop": render(spec)}) as folder:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-B", "-c", IMPORT_ALL, str(folder)],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            cwd=tmp_path,
        )
    assert (done.stderr, done.stdout) == ("", "True\n")
    assert list(tmp_path.iterdir()) == []


def test_the_canary_would_sing(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", CODE], check=True, cwd=tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["CANARY"]


@pytest.mark.parametrize(
    "changes",
    [
        {f"{POST}/operationId": "../../x.y"},
        {f"{POST}/operationId": "orders.change\n"},
        {f"{SCHEMAS}/..~1..~1x": {"type": "object", "properties": {"a": {"type": "string"}}}},
        {"/info/title": "../../x"},
        {f"{SCHEMAS}/Item/properties/..~1..~1x": {"type": "string"}},
    ],
    ids=["operationId", "line", "schema", "title", "property"],
)
def test_nothing_is_written_outside_the_package(tmp_path: Path, changes: dict[str, Any]) -> None:
    spec = minimal()
    for place, value in changes.items():
        put(spec, place, value)
    (tmp_path / "shop.yaml").write_text(json.dumps(spec))
    output = tmp_path / "deep" / "er" / "out"
    done = run_generator("generate", "--spec", str(tmp_path / "shop.yaml"), "--output", str(output))
    assert done.returncode in (0, 2)
    assert "Traceback" not in done.stderr
    stray = {each for each in tree(tmp_path) if not each.startswith("deep/er/out/shop/")}
    assert stray == {"shop.yaml"}
    assert not any(".." in each for each in tree(tmp_path))
