"""The linter: the real specs are clean, and each rule finds the spec that breaks it."""

import errno
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from generator.lint import Problem, lint, main, read
from generator.reading import MAXIMUM_BYTES, Unreadable

ROOT = Path(__file__).resolve().parents[2]
REAL = sorted((ROOT / "spec").glob("*.yaml"))

SPEC = dedent(
    """\
    openapi: "3.1.0"
    info: {title: Shelves, version: "1"}
    servers:
      - url: https://shelves.example/v1
    x-errata:
      - id: one
        says: Nothing.
        spec: Something.
        why: It is needed.
        basis: assumed
        where: /paths/~1shelves~1{id}
    paths:
      /shelves/{id}:
        parameters:
          - $ref: "#/components/parameters/Id"
        get:
          operationId: shelves.get
          tags: [shelves]
          summary: Get a shelf
          description: One shelf.
          x-docs: {page: instantcard, section: Shelves}
          x-effect: read
          responses:
            "200":
              description: The shelf.
              x-basis: docs
              content: {application/json: {schema: {$ref: "#/components/schemas/Shelf"}}}
        post:
          operationId: shelves.fill
          tags: [shelves]
          summary: Fill a shelf
          description: Puts a book on it.
          x-docs: {page: instantcard, section: Shelves, occurrence: 2}
          x-effect: once
          x-moves-money: true
          x-idempotency-key: Key
          x-reset: ["shelf[label]"]
          x-paging: {page: page, size: size, first: 1, item_id: id}
          x-errata:
            - id: two
              says: Nothing.
              spec: Something.
              why: It is needed.
              basis: docs
              where: [/paths, "/paths/~1shelves~1{id}/post/parameters/0"]
          parameters:
            - {name: Key, in: header, x-basis: docs, schema: {type: string}}
            - {name: page, in: query, x-basis: docs, schema: {type: integer}}
            - {name: size, in: query, x-basis: docs, schema: {type: integer}}
          requestBody:
            content:
              multipart/form-data:
                schema:
                  type: object
                  additionalProperties: false
                  required: ["shelf[label]"]
                  properties:
                    shelf[label]: {type: string, x-basis: docs, x-sensitive: true}
          responses:
            "201":
              description: The shelf.
              x-basis: assumed
              content: {application/json: {schema: {$ref: "#/components/schemas/Shelf"}}}
              links:
                get: {operationId: shelves.get, parameters: {id: $response.body#/id}}
    components:
      parameters:
        Id: {name: id, in: path, required: true, x-basis: docs, schema: {type: integer}}
      schemas:
        Shelf:
          type: object
          x-basis: observed
          properties:
            id: {type: integer}
            kind: {anyOf: [{const: tall, title: tall}, {type: string}]}
            next: {$ref: "#/components/schemas/Shelf"}
    """
)

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a spec's text to a file."""

    def _write(text: str) -> Path:
        path = tmp_path / "spec.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return _write


def changed(old: str, new: str) -> str:
    """The clean spec with one piece of it changed."""
    assert SPEC.count(old) == 1, f"{old!r} stands {SPEC.count(old)} times"
    return SPEC.replace(old, new)


def reasons(problems: list[Problem]) -> str:
    return "\n".join(map(str, problems))


# Clean


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_the_real_specs_are_clean(path: Path) -> None:
    assert lint(path) == []


def test_there_are_two_real_specs() -> None:
    assert [path.stem for path in REAL] == ["instantcard", "synctera"]


def test_the_spec_of_these_tests_is_clean(write: Write) -> None:
    assert lint(write(SPEC)) == []


# Rules

GET = "/paths/~1shelves~1{id}/get"
POST = "/paths/~1shelves~1{id}/post"
FORM = POST + "/requestBody/content/multipart~1form-data/schema"

BROKEN = {
    "not 3.1": ('openapi: "3.1.0"', 'openapi: "3.0.3"', "/openapi", "not 3.1"),
    "not OpenAPI": (
        "info: {title: Shelves, version",
        "info: {version",
        "/info",
        "not OpenAPI 3.1:",
    ),
    "reference to nowhere": (
        '$ref: "#/components/parameters/Id"',
        '$ref: "#/components/parameters/Di"',
        "/paths/~1shelves~1{id}/parameters/0/$ref",
        "leads nowhere",
    ),
    "reference to another file": (
        'next: {$ref: "#/components/schemas/Shelf"}',
        "next: {$ref: shelf.yaml}",
        "/components/schemas/Shelf/properties/next/$ref",
        "not a place in this file",
    ),
    "reference to itself": (
        'next: {$ref: "#/components/schemas/Shelf"}',
        'next: {$ref: "#/components/schemas/Shelf/properties/next"}',
        "/components/schemas/Shelf/properties/next/$ref",
        "leads to no value",
    ),
    "unknown word": (
        "x-effect: read",
        "x-effect: read\n      x-speed: fast",
        GET,
        "'x-speed' was unexpected",
    ),
    "word in the wrong place": (
        "info: {title: Shelves,",
        "info: {x-basis: docs, title: Shelves,",
        "/info",
        "'x-basis' was unexpected",
    ),
    "word with a wrong value": (
        "x-effect: read",
        "x-effect: sometimes",
        GET + "/x-effect",
        "is not one of",
    ),
    "no effect": ("      x-effect: read\n", "", GET, "'x-effect' is a required property"),
    "no docs": (
        "      x-docs: {page: instantcard, section: Shelves}\n",
        "",
        GET,
        "'x-docs' is a required property",
    ),
    "docs of another page": (
        "{page: instantcard, section: Shelves}",
        "{page: elsewhere, section: Shelves}",
        GET + "/x-docs/page",
        "is not one of",
    ),
    "no operation id": ("      operationId: shelves.get\n", "", GET, "not of the form"),
    "operation id without a resource": (
        "operationId: shelves.get\n",
        "operationId: get\n",
        GET,
        "not of the form",
    ),
    "operation id twice": (
        "operationId: shelves.fill",
        "operationId: shelves.get",
        POST + "/operationId",
        "is also the operation at",
    ),
    "tag of another resource": (
        "tags: [shelves]\n      summary: Get",
        "tags: [books]\n      summary: Get",
        GET,
        "the tags are not [shelves]",
    ),
    "no summary": ("      summary: Get a shelf\n", "", GET, "no summary"),
    "no description": ("      description: One shelf.\n", "", GET, "no description"),
    "default answer": ('"200":', "default:", GET + "/responses/default", "default is not a status"),
    "range of statuses": ('"200":', "2XX:", GET + "/responses/2XX", "2XX is not a status"),
    "no success": ('"200":', '"404":', GET, "no status of success"),
    "unmarked parameter": (
        "{name: page, in: query, x-basis: docs,",
        "{name: page, in: query,",
        POST + "/parameters/1",
        "no x-basis",
    ),
    "unmarked shared parameter": (
        "required: true, x-basis: docs,",
        "required: true,",
        "/components/parameters/Id",
        "no x-basis",
    ),
    "unmarked answer": ("          x-basis: docs\n", "", GET + "/responses/200", "no x-basis"),
    "unmarked field": (
        "{type: string, x-basis: docs, x-sensitive",
        "{type: string, x-sensitive",
        FORM + "/properties/shelf[label]",
        "no x-basis",
    ),
    "unmarked component": (
        "      x-basis: observed\n",
        "",
        "/components/schemas/Shelf",
        "no x-basis",
    ),
    "unknown basis": (
        "x-basis: observed",
        "x-basis: rumor",
        "/components/schemas/Shelf/x-basis",
        "is not one of",
    ),
    "erratum twice": (
        "id: two",
        "id: one",
        POST + "/x-errata/0/id",
        "is also the erratum at #/x-errata/0",
    ),
    "erratum of nothing": (
        "where: /paths/~1shelves~1{id}\n",
        "where: /paths/~1shelves\n",
        "/x-errata/0/where",
        "is no place in this file",
    ),
    "erratum of nothing in a list": (
        '/post/parameters/0"]',
        '/post/parameters/3"]',
        POST + "/x-errata/0/where/1",
        "is no place in this file",
    ),
    "erratum without a reason": (
        "    why: It is needed.\n    basis: assumed",
        "    basis: assumed",
        "/x-errata/0",
        "'why' is a required property",
    ),
    "open form": ("              additionalProperties: false\n", "", FORM, "the form is open"),
    "form that is no object": (
        "              type: object\n",
        "",
        POST + "/requestBody/content/multipart~1form-data",
        "not of type object",
    ),
    "required field that is none": (
        'required: ["shelf[label]"]',
        'required: ["shelf[name]"]',
        FORM,
        "shelf[name] is none of the form's",
    ),
    "closed answer": (
        "      x-basis: observed\n",
        "      x-basis: observed\n      additionalProperties: false\n",
        "/components/schemas/Shelf/additionalProperties",
        "an answer's object is closed",
    ),
    "closed enumeration in an answer": (
        "{anyOf: [{const: tall, title: tall}, {type: string}]}",
        "{type: string, enum: [tall]}",
        "/components/schemas/Shelf/properties/kind",
        "an answer's values are closed",
    ),
    "enumeration without a plain type": (
        "{anyOf: [{const: tall, title: tall}, {type: string}]}",
        "{anyOf: [{const: tall, title: tall}]}",
        "/components/schemas/Shelf/properties/kind/anyOf/0",
        "an answer's values are closed",
    ),
    "paging by what is no parameter": (
        "{page: page, size: size,",
        "{page: sheet, size: size,",
        POST + "/x-paging",
        "sheet is neither",
    ),
    "reset of what is no field": (
        'x-reset: ["shelf[label]"]',
        'x-reset: ["shelf[name]"]',
        POST + "/x-reset",
        "shelf[name] is neither",
    ),
    "idempotency key that is no header": (
        "x-idempotency-key: Key",
        "x-idempotency-key: Lock",
        POST + "/x-idempotency-key",
        "Lock is neither",
    ),
    "write that is not settled": (
        "x-idempotency-key: Key",
        "deprecated: false",
        POST,
        "no x-settle",
    ),
    "write that is settled twice": (
        "x-idempotency-key: Key",
        "x-idempotency-key: Key\n      x-settle: {nothing: No read.}",
        POST + "/x-settle",
        "by its repeat",
    ),
    "settled by no operation": (
        "x-idempotency-key: Key",
        "x-settle: {gone: shelves.list}",
        POST + "/x-settle/gone",
        "no operation that reads",
    ),
    "settled by a write": (
        "x-idempotency-key: Key",
        "x-settle: {gone: shelves.fill}",
        POST + "/x-settle/gone",
        "no operation that reads",
    ),
    "settled in two ways": (
        "x-idempotency-key: Key",
        "x-settle: {gone: shelves.get, nothing: No.}",
        POST + "/x-settle",
        "is not valid under any",
    ),
    "settled by nothing in particular": (
        "x-idempotency-key: Key",
        "x-settle: {object: shelves.get}",
        POST + "/x-settle",
        "is not valid under any",
    ),
    "settled by what is not sent": (
        "x-idempotency-key: Key",
        'x-settle: {object: shelves.get, same: {"shelf[name]": /kind}}',
        POST + "/x-settle/same",
        "shelf[name] is neither",
    ),
    "settled by what is not shown": (
        "x-idempotency-key: Key",
        'x-settle: {object: shelves.get, same: {"shelf[label]": /label}}',
        POST + "/x-settle",
        "/label is no property",
    ),
    "entry of what is no list": (
        "x-idempotency-key: Key",
        'x-settle: {entry: shelves.get, same: {"shelf[label]": /kind}}',
        POST + "/x-settle",
        "a list only",
    ),
    "read that is settled": (
        "x-effect: read",
        "x-effect: read\n      x-settle: {nothing: No.}",
        GET + "/x-settle",
        "only a write",
    ),
    "link to no operation": (
        "{operationId: shelves.get,",
        "{operationId: shelves.read,",
        POST + "/responses/201/links/get",
        "no operation is named shelves.read",
    ),
    "link with a parameter that is none": (
        "parameters: {id: $response",
        "parameters: {shelf: $response",
        POST + "/responses/201/links/get",
        "shelves.get takes no shelf",
    ),
    "key twice": (
        "          summary: Get".lstrip(),
        "summary: Fetch\n      summary: Get",
        GET + "/summary",
        "twice",
    ),
    "status that is a number": (
        '"200":',
        "200:",
        GET + "/responses/200",
        "is not a string; quote it",
    ),
    "word that is a boolean to some": (
        "summary: Get a shelf",
        "summary: yes",
        GET + "/summary",
        "readers disagree about yes",
    ),
    "empty value": ("summary: Get a shelf", "summary:", GET + "/summary", "an empty value"),
}


@pytest.mark.parametrize(
    "settle",
    [
        "{nothing: No read shows it.}",
        "{gone: shelves.get}",
        '{object: shelves.get, same: {"shelf[label]": /kind, id: /id}, hidden: image}',
        "{object: shelves.get, equals: {/kind: tall}, was: {/kind: low}}",
    ],
)
def test_a_write_may_be_settled_by_a_read(write: Write, settle: str) -> None:
    text = changed("x-idempotency-key: Key", f"x-settle: {settle}")
    assert lint(write(text)) == []


@pytest.mark.parametrize(("old", "new", "pointer", "reason"), BROKEN.values(), ids=list(BROKEN))
def test_a_rule_finds_what_breaks_it(
    write: Write, old: str, new: str, pointer: str, reason: str
) -> None:
    found = [(problem.pointer, problem.reason) for problem in lint(write(changed(old, new)))]
    assert any(place == pointer and reason in said for place, said in found), found


DISPUTED = """
    y N Yes no ON off True TRUE Null ~ = .5 5. +1 1e3 -1E-3 017 0o17 0x1F 0b1 1_000 12:30 1:30:45.5
    .inf -.INF .nan 2026-11-22 2026-11-22T10:00:00Z 1234567890123456789
"""


@pytest.mark.parametrize("scalar", DISPUTED.split())
def test_a_disputed_scalar_is_refused(write: Write, scalar: str) -> None:
    problems = lint(write(changed("summary: Get a shelf", f"summary: {scalar}")))
    assert f"YAML readers disagree about {scalar}; quote it" in reasons(problems)


@pytest.mark.parametrize(
    "scalar", ["a.b", "1.2.3", "1,000", "v1", "12 Main", "no-one", "1:2:x", '"yes"', "'017'", "-x"]
)
def test_an_undisputed_scalar_is_left_alone(write: Write, scalar: str) -> None:
    assert lint(write(changed("summary: Get a shelf", f"summary: {scalar}"))) == []


def test_a_disputed_key_is_refused(write: Write) -> None:
    text = changed(
        "{type: string, x-basis: docs, x-sensitive: true}", "{type: string, x-basis: docs}"
    )
    text = text.replace(
        "shelf[label]: {", "on: {type: string, x-basis: docs}\n                shelf[label]: {"
    )
    (problem,) = lint(write(text))
    assert "readers disagree about on" in problem.reason


def test_a_component_of_a_request_may_be_closed(write: Write) -> None:
    book = "Book: {type: object, x-basis: docs, additionalProperties: false}\n    Shelf:\n"
    assert lint(write(changed("Shelf:\n", book))) == []


def test_a_property_called_like_a_word_is_no_word(write: Write) -> None:
    assert lint(write(changed("id: {type: integer}", "x-ray: {type: integer}"))) == []


def test_an_example_may_hold_anything(write: Write) -> None:
    answer = 'schema: {$ref: "#/components/schemas/Shelf"}}}\n          links'
    example = "schema: {}, example: {x-any: 1, $ref: nowhere}}}\n          links"
    text = changed(answer, example)
    assert lint(write(text)) == []


def test_a_problem_names_file_line_pointer_and_reason(write: Write) -> None:
    path = write(changed("x-effect: read", "x-effect: sometimes"))
    (problem,) = lint(path)
    line = path.read_text("utf-8").splitlines().index("      x-effect: sometimes") + 1
    assert str(problem).startswith(f"{path}:{line}: #{GET}/x-effect: 'sometimes' is not one of")


def test_problems_come_in_the_order_of_the_lines(write: Write) -> None:
    text = changed("x-effect: read", "x-effect: sometimes").replace(
        "x-basis: observed", "x-basis: rumor"
    )
    lines = [problem.line for problem in lint(write(text))]
    assert len(lines) == 2
    assert lines == sorted(lines)


# Bad input


def deep(levels: int) -> str:
    return "a: " + "[" * levels + "]" * levels


BAD = {
    "empty": (b"", "empty"),
    "only a comment": (b"# nothing\n", "empty"),
    "null": (b"null\n", "the top is empty"),
    "list": (b"- a\n- b\n", "the top is a list"),
    "text": (b"hello\n", "the top is a str"),
    "not YAML": (b"a: [1\nb: 2\n", "not YAML: line"),
    "control character": (b"a: \x01\n", "not YAML"),
    "not UTF-8": (b"a: \xff\n", "not UTF-8: byte 3"),
    "UTF-16": ("a: 1\n".encode("utf-16"), "not UTF-8"),
    "too large": (b"#" * (MAXIMUM_BYTES + 1), "larger than 4 MiB"),
    "too deep": (deep(65).encode(), "nested deeper than 64 levels"),
    "far too deep": (deep(200_000).encode(), "nested deeper than 64 levels"),
    "alias": (b"a: &x [1]\nb: *x\n", "line 1: anchors and aliases"),
    "alias bomb": (b"a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", "anchors and aliases"),
    "tag": (b"a: !!python/object:os.system x\n", "line 1: tags"),
    "two documents": (b"a: 1\n---\nb: 2\n", "more than one document"),
    "directive": (b"%YAML 1.1\n---\na: 1\n", "a % directive"),
    "key that is a list": (b"? [a]\n: 1\n", "a key that is a collection"),
}


@pytest.mark.parametrize(("content", "reason"), BAD.values(), ids=list(BAD))
def test_bad_input_is_one_clear_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, reason: str
) -> None:
    path = tmp_path / "spec.yaml"
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=re.escape(reason)):
        read(path)
    assert main([str(path)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"{path}: ")
    assert captured.err.count("\n") == 1


def test_the_deepest_allowed_is_read(write: Write) -> None:
    assert "a" in read(write(deep(64))).data


@pytest.mark.parametrize(
    ("name", "reason"), [("missing.yaml", "no such file"), (".", "not a file")]
)
def test_a_path_without_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, reason: str
) -> None:
    assert main([str(tmp_path / name)]) == 2
    assert reason in capsys.readouterr().err


def test_a_file_that_may_not_be_read(
    write: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    path = write(SPEC)
    monkeypatch.setattr(Path, "open", refuse)
    assert main([str(path)]) == 2
    assert capsys.readouterr().err == f"{path}: Permission denied\n"


ODD = {
    "nothing of a spec": "a: 1",
    "tops": "paths: []\ncomponents: 5",
    "lists": "paths: {/a: {get: {responses: [], parameters: {}, tags: 3, x-errata: 4}}}",
    "answers": 'paths: {/a: {get: {operationId: [a], responses: {"200": 1}, requestBody: []}}}',
    "form": "paths: {/a: {post: {requestBody: {content: {multipart/form-data: {schema: [1]}}}}}}",
    "errata": "x-errata: [1, {id: [a], where: [{}, 3, a]}]\npaths: {/a: 1, x-b: {get: {}}}",
    "references": 'components: {schemas: {A: {$ref: "#/components/schemas/A"}, B: {$ref: 3}}}',
    "links": "components: {responses: {A: {links: {b: {operationId: [c]}}, content: {d: 1}}}}",
    "words": "paths: {/a: {get: {x-paging: {page: [a], size: {}}, x-reset: [[1]]}}}",
    "key": "paths: {/a: {get: {x-idempotency-key: [], x-docs: {page: 1}, x-effect: {}}}}",
}


@pytest.mark.parametrize("text", ODD.values(), ids=list(ODD))
def test_a_mapping_that_is_no_spec_has_problems(write: Write, text: str) -> None:
    assert lint(write(f'openapi: "3.1.0"\n{text}'))


# The command


def test_a_clean_run_is_one_summary_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(path) for path in REAL]) == 0
    out = capsys.readouterr().out
    assert re.fullmatch(r"no problems: 2 specs, 38 operations, [0-9]+ errata\n", out)


def test_problems_exit_with_1(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(changed("x-effect: read", "x-effect: sometimes"))
    assert main([str(REAL[0]), str(path)]) == 1
    assert capsys.readouterr().out.count("\n") == 1


def test_a_bad_file_does_not_hide_the_problems_of_another(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(changed("x-effect: read", "x-effect: sometimes"))
    assert main(["missing.yaml", str(path)]) == 2
    captured = capsys.readouterr()
    assert "no such file" in captured.err
    assert "sometimes" in captured.out


def test_no_file_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "usage" in capsys.readouterr().err


def test_it_runs_as_a_module() -> None:
    command = [sys.executable, "-m", "generator.lint", *map(str, REAL)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
