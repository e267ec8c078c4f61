"""Changes to a page in the layout of a reference: one operation with a sample."""

import html
import re
from collections.abc import Iterator

from .harmless import _paragraphs
from .mutations import Expected, Mutation, mutation


def _inserted(text: str, anchor: str, added: str) -> str:
    """The text with something added behind the first occurrence of a line."""
    begin = text.index(anchor) + len(anchor)
    return text[:begin] + added + text[begin:]


def reference_mutations(text: str, call: str) -> Iterator[Mutation]:
    """Real changes of a reference page.

    Args:
        text: The page.
        call: Its operation as the spec has it.
    """

    def made(group: str, name: str, edited: str, *said: tuple[str, str | None]) -> Mutation:
        assert edited != text, name
        expected: list[Expected] = [
            (kind, None if kind == "server-changed" else call, about) for kind, about in said
        ]
        return mutation(group, name, edited, *expected)

    samples = re.findall(r'"(\w+)": (?:"[^"]*"|true|\{)', text)
    leaves = re.findall(r'\n +"(\w+)": ("[^"]*"|true),?(?=\n)', text)
    for name, value in dict(leaves).items():
        if len(re.findall(rf'"{name}":', text)) > 2:
            continue
        both = re.sub(rf'"{name}": {re.escape(value)}', f'"{name}_2": {value}', text)
        full = None
        yield made(
            "example-field",
            f"{name} renamed",
            both,
            ("example-field-removed", full),
            ("example-field-added", full),
        )
        first = re.sub(
            rf'( +)"{name}": {re.escape(value)}',
            f'\\1"extra": 1,\n\\1"{name}": {value}',
            text,
            count=1,
        )
        yield made("example-field", f"extra above {name}", first, ("example-field-added", None))
    assert samples
    for name in ("business_name", "carrier", "middle_name", "postal_code", "floor"):
        gone = re.sub(rf'\n +"{name}": "[^"]*",', "", text, count=1)
        if gone != text:
            yield made("example-field", f"{name} removed", gone, ("example-field-removed", None))
    lines = text.split("\n")
    header = lines.index("Headers")
    name = lines[header + 2]
    typed = "\n".join([*lines[: header + 3], "integer", *lines[header + 4 :]])
    yield made("type-changed", name, typed, ("type-changed", name))
    required = "\n".join([*lines[: header + 4], "required", *lines[header + 4 :]])
    yield made("required-changed", name, required, ("required-changed", name))
    renamed = text.replace(f"\n{name}\n", f"\nX-{name}\n")
    yield made("parameter-renamed", name, renamed, ("parameter-renamed", name))
    query = text.replace("\nHeaders\n", "\nQuery Parameters\n")
    yield made("parameter-moved", name, query, ("parameter-moved", name))
    added = "\nRequest-Id\nstring\nrequired\n\nA number for the logs.\n"
    yield made(
        "parameter-added",
        "Request-Id",
        _inserted(text, "\nHeaders\n", added),
        ("parameter-added", "Request-Id"),
    )
    body = lines.index("Body")
    gone = "\n".join([*lines[:header], *lines[body:]])
    yield made("parameter-removed", name, gone, ("parameter-removed", name))
    for status in ("400", "429", "503"):
        more = text.rstrip() + f"\n\n{status}\napplication/json\n\nSomething else\n"
        kind = "status-added" if status != "400" else "erratum-obsolete"
        yield made(kind, status, more, (kind, status if kind == "status-added" else None))
    yield made(
        "status-added",
        "202",
        text.replace("\n201\n", "\n202\n"),
        ("status-added", "202"),
        ("status-removed", "201"),
    )
    yield made(
        "server-changed",
        "host",
        text.replace("https://api.", "https://api2."),
        ("server-changed", None),
    )
    yield made("server-changed", "version", text.replace("/v1/", "/v2/"), ("server-changed", None))
    yield made("operation-moved", "method", text.replace("POST", "PUT"), ("operation-moved", None))
    last = call.rpartition("/")[2]
    yield made(
        "operation-moved",
        "path",
        re.sub(rf"(?<=[/\n]){last}(?=\W)", f"{last}_new", text),
        ("operation-moved", None),
    )
    yield made(
        "security-changed", "scheme", text.replace("Bearer", "Basic"), ("security-changed", None)
    )
    yield made(
        "security-changed",
        "place",
        text.replace("\nheader\nrequired", "\nquery\nrequired"),
        ("security-changed", None),
    )
    yield made(
        "security-changed",
        "optional",
        text.replace("header\nrequired", "header"),
        ("security-changed", None),
    )
    yield made(
        "type-changed",
        "media",
        text.replace("\nBody\n\napplication/json", "\nBody\n\ntext/csv"),
        ("type-changed", "body"),
    )
    for old, new in re.findall(r'"(?:\w*policy|method)": "(([A-Z_]+))"', text)[:2]:
        values = text.replace(f'"{old}"', f'"{new}_NEW"')
        yield made("values-changed", old, values, ("values-changed", None))
    yield made(
        "prose-changed",
        "a sentence",
        text.replace("\nBody\n", "\nKeys expire after 9 hours.\n\nBody\n"),
        ("prose-changed", name),
    )
    title = next(line for line in lines if " " in line)
    yield made(
        "prose-changed",
        "title",
        text.replace(title, f"{title} again"),
        ("prose-changed", "heading"),
    )
    yield made(
        "combined",
        "status and header",
        _inserted(more, "\nHeaders\n", added),
        ("status-added", "503"),
        ("parameter-added", "Request-Id"),
    )
    yield made(
        "combined",
        "server and value",
        text.replace("https://api.", "https://eu.").replace("TWO_DAY", "NEXT_DAY"),
        ("server-changed", None),
        ("values-changed", None),
    )
    listed = _inserted(
        text, "The body is of type object.", "\n\nnickname\nstring\nrequired\n\nWhat to call it.\n"
    )
    yield made("parameter-added", "field of the body", listed, ("parameter-added", "nickname"))


def harmless_reference(text: str) -> Iterator[Mutation]:
    """Edits that a reference page can bear."""
    yield mutation("harmless", "no empty lines", re.sub(r"\n\n+", "\n", text))
    yield mutation("harmless", "HTML, a paragraph a line", _paragraphs(text))
    yield mutation("harmless", "HTML, preformatted", f"<html><pre>{html.escape(text)}</pre></html>")
    lines = text.split("\n")
    words, at = [], 1
    while lines[at].startswith("/") or lines[at - 1] == "/":
        words.append(lines[at])
        at += 1
    joined = "\n".join([f"{lines[0]} {''.join(words)}", *lines[at:]])
    yield mutation("harmless", "the path on one line", joined)
    yield mutation(
        "harmless",
        "the path on a line of its own",
        "\n".join([lines[0], "".join(words), *lines[at:]]),
    )
    title = lines[at]
    yield mutation(
        "harmless", "Markdown", "\n".join([f"# {title}", "", *lines[:at], *lines[at + 1 :]])
    )
    yield mutation("harmless", "samples without line breaks", re.sub(r"\n +", " ", text))
    marked = re.sub(r"(?m)^(Authorizations|Headers|Body|Response)$", r"## \1", text)
    yield mutation("harmless", "Markdown headings", marked)
    quick = re.sub(r"(?s)\{.*?\n\}", lambda match: f"\n```json\n{match[0]}\n```\n", text)
    yield mutation("harmless", "fenced samples", quick.replace("--data '\n```json\n", "--data '"))
