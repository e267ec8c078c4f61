"""The page of one operation."""

import json
import re
from typing import Any, Final

import attrs

from docsite.examples.command import command
from docsite.examples.curl import curl
from docsite.examples.example import Example, before
from docsite.examples.python import asynchronous, blocking
from docsite.examples.recording import Recorded
from docsite.markdown import block, code, definition, indented, line, prose, tabs, text
from docsite.reading import Described
from generator.methods import Method, in_python
from generator.operations import Operation
from generator.runtime.errors import status_error_type
from generator.sending import Sending

from .arguments import ArgumentsPart
from .errata import concerning, entry, link
from .objects import linked

_EFFECTS: Final = {
    "repeatable": "Called twice, it leaves what it leaves when called once.",
    "once": "Called twice, it may act twice.",
}
_LONGEST_ANSWER: Final = 1800
_LONGEST_TEXT: Final = 60


@attrs.frozen
class OperationPage:
    """One operation, with its example.

    Attributes:
        described: The vendor.
        method: The operation's method.
        example: Its example.
        examples: All examples of the vendor.
        recorded: What the example sent and got.
    """

    described: Described
    method: Method
    example: Example
    examples: list[Example]
    recorded: Recorded

    @property
    def operation(self) -> Operation:
        """The operation."""
        return self.method.operation

    @property
    def name(self) -> str:
        """What it is called in Python, behind `api.`."""
        return self.operation.id if self.operation.authenticated else self.operation.method

    def markdown(self) -> str:
        """The page."""
        operation = self.operation
        spoken = Sending(operation, self.described.names, self.described.vendor.settings, None)
        said = in_python(operation.description, spoken.spoken())
        parts = [
            f"---\ntitle: {self.name}\n---",
            f"# {text(self.name)}",
            f"**{line(operation.summary)}.** {prose(said)}",
            f"{code(f'{operation.verb} {self.described.api.base_path}{operation.route}')}",
            self._warning(),
            "## Example",
            self._example(),
            "## Arguments",
            ArgumentsPart(self.described, self.method).markdown(),
            "## Answer",
            self._answer(),
            "## Errors",
            self._errors(),
            "## If the answer is lost",
            self._lost(),
            "## The vendor's page",
            self._source(),
        ]
        return "\n\n".join(each for each in parts if each) + "\n"

    def _warning(self) -> str:
        if not self.operation.moves_money:
            return ""
        return '!!! warning "This call moves money"\n\n    At the vendor, it cannot be taken back.'

    def _example(self) -> str:
        package, client = self.described.vendor.package, self.described.vendor.client
        token = None
        if self.operation.authenticated:
            login = self.described.vendor.login_operation
            token = f"{package.upper()}_{'TOKEN' if login else 'API_KEY'}"
        forms = [
            ("Python", "python", blocking(self.example, self.method, package, client)),
            ("Async Python", "python", asynchronous(self.example, self.method, package, client)),
            (
                "Command line",
                "sh",
                command(self.example, self.described.arguments(self.method)),
            ),
            ("curl", "sh", curl(self.recorded, package, token=token)),
        ]
        needed = ", ".join(
            f"[{text(_shown(each))}]({_file(each)})" for each in before(self.example, self.examples)
        )
        said = (
            f"On a staging that just started, run these first: {needed}."
            if needed
            else "It works on a staging that just started."
        )
        return (
            tabs((name, block(language, source)) for name, language, source in forms)
            + f"\n{said} [How the examples are set up](../index.md#the-examples).\n\n"
            + '??? example "What staging answers"\n\n'
            + indented(f"Status {self.recorded.response.status_code}.\n\n")
            + indented(block("json", _answered(self.recorded.response.text)))
        )

    def _answer(self) -> str:
        method, operation = self.method, self.operation
        if not operation.authenticated:
            kind = linked(method.answer, self.described)
            return f"Nothing: the client keeps the token. On the wire it is a {kind}."
        if operation.answer is None:
            return prose(operation.answer_description)
        if method.pages is not None:
            kind = linked(f"Paged[{method.pages.item}]", self.described)
            return (
                f"{kind}: all items of all pages, fetched as they are needed; "
                f"<code>.page(n)</code> gives one page."
            )
        return f"{linked(method.answer, self.described)}: {line(operation.answer_description)}"

    def _errors(self) -> str:
        operation = self.operation
        found = []
        for each in operation.refusals:
            failed = 500 <= each.status <= 599 and each.status != 501
            unknown = failed and not operation.safe
            name = "OutcomeUnknown" if unknown else status_error_type(each.status).__name__
            found.append(
                definition(f"{code(str(each.status))} {code(name)}", line(each.description))
            )
        if self.operation.authenticated and self.method.arguments:
            found.append(
                definition(
                    code("InvalidArgument"),
                    "An argument is not as it has to be. Nothing is sent.",
                )
            )
        if not operation.safe:
            found.append(
                definition(
                    code("OutcomeUnknown"),
                    "The answer was lost, or is none: it may have happened. See below.",
                )
            )
        rest = (
            "All are a <code>ClientError</code>; those that every call can raise are in "
            "[When something goes wrong](../../failures.md)."
        )
        return "\n".join([*found, rest])

    def _lost(self) -> str:
        operation = self.operation
        if operation.safe:
            return (
                "Nothing is changed by it, so it is tried again by itself, and can be called again."
            )
        if operation.idempotency_header is not None:
            return (
                f"It is sent again by itself with the same {code(operation.idempotency_header)}, "
                "by which the vendor knows it, so that it happens once. If that fails as well: "
                "<code>resolve()</code> does the same."
            )
        advice = re.sub(r"[a-z_]+\.[a-z_]+|resolve\(\)", r"`\g<0>`", self.method.settling.advice)
        return f"{_EFFECTS[operation.effect]} {line(advice)}"

    def _source(self) -> str:
        docs = self.operation.node.need("x-docs")
        occurrence = docs.get("occurrence")
        which = f", the {occurrence.integer()}. of that name" if occurrence is not None else ""
        said = (
            f"{line(self.described.api.title)}, section "
            f"“{line(docs.need('section').text())}”{which}. "
            "The heading stands as the vendor printed it."
        )
        own = self.described.errata(self.operation.node)
        others = concerning(self.described, self.operation.node)
        parts = [said, "### Where page and specification differ"]
        if not own and not others:
            return "\n\n".join([*parts, "Nowhere."])
        parts += [entry(each, level=4) for each in own]
        if others:
            listed = "\n".join(f"- {link(each)}" for each in others)
            parts.append(f"What it shares with other operations:\n\n{listed}")
        return "\n\n".join(parts)


def _shown(example: Example) -> str:
    return example.method if example.resource == "session" else example.operation


def _file(example: Example) -> str:
    return f"{example.operation}.md"


def _answered(body: str) -> str:
    """An answer for readers: laid out, long texts and long lists cut."""
    shown = (
        json.dumps(_short(json.loads(body)), indent=2, ensure_ascii=False) if body else "(no body)"
    )
    lines = shown.splitlines()
    while len("\n".join(lines)) > _LONGEST_ANSWER:
        lines.pop()
    return "\n".join(lines) + ("" if len(lines) == len(shown.splitlines()) else "\n…")


def _short(value: Any) -> Any:
    match value:
        case dict():
            return {
                name: "…" if name == "auth_token" else _short(each) for name, each in value.items()
            }
        case list():
            return [_short(each) for each in value]
        case str() if len(value) > _LONGEST_TEXT:
            return f"{value[:24]}… ({len(value)} characters)"
        case _:
            return value
