"""Changes to the raw text of a page, each with what a report has to say about it.

They know a page only as a person who edits it does: lines, headings, rows. Nothing here uses the
readers.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

import attrs

#: A kind, the operation as the spec has it, and the name (`None` for any).
Expected = tuple[str, str | None, str | None]


@attrs.frozen
class Mutation:
    """An edited page.

    Attributes:
        group: The kind of edit, as the table of scores has it.
        name: What was edited.
        content: The page.
        expected: What has to be reported, and nothing else but prose; nothing for a harmless edit.
    """

    group: str
    name: str
    content: bytes
    expected: frozenset[Expected]


def mutation(group: str, name: str, text: str, *expected: Expected) -> Mutation:
    """A mutation of text."""
    return Mutation(group, name, text.encode(), frozenset(expected))


@attrs.frozen
class Section:
    """The lines of one operation of a page in the layout with tables.

    Attributes:
        heading: The number of the heading's line, from 0.
        end: The number of the line behind the last one.
        operation: The operation as the spec has it.
    """

    heading: int
    end: int
    operation: str


ROW = re.compile(
    r"(?P<name>\S+) (?P<text>.*?) ?(?P<place>path|header|body form-data|URL parameter)"
    r" (?P<type>string|integer|float|array)"
)
STATUS = re.compile(r"[1-5][0-9]{2} \w[\w ]*")


@attrs.frozen
class Page:
    """A page in the layout with tables, as its lines.

    Attributes:
        lines: The lines.
        operations: For each heading in the page's order, the operation as the spec has it.
    """

    lines: tuple[str, ...]
    operations: tuple[str, ...]

    def sections(self) -> list[Section]:
        """The operations' lines."""
        starts = []
        for number, line in enumerate(self.lines):
            if line.startswith("Endpoint:"):
                above = number - 1
                while not self.lines[above].strip():
                    above -= 1
                starts.append(above)
        found = []
        for index, start in enumerate(starts):
            end = starts[index + 1] if index + 1 < len(starts) else len(self.lines)
            clipboard = [n for n in range(start, end) if self.lines[n] == "Copy to Clipboard"]
            found.append(Section(start, clipboard[-1] + 1, self.operations[index]))
        return found

    def edited(self, number: int, *lines: str) -> str:
        """The text with other lines in place of one."""
        return "\n".join([*self.lines[:number], *lines, *self.lines[number + 1 :]])

    def rows(self) -> Iterator[tuple[Section, int, re.Match[str]]]:
        """The rows with a place and a type that stand on one line."""
        for section in self.sections():
            for number in range(section.heading, section.end):
                if match := ROW.fullmatch(self.lines[number]):
                    yield section, number, match

    def keyed(self) -> Iterator[tuple[Section, int, str]]:
        """The names that stand on a line of their own, above their description."""
        for section in self.sections():
            table = None
            for number in range(section.heading, section.end):
                line = self.lines[number]
                if line == "key description":
                    table = number + 1
                elif table is not None and not line.strip():
                    break
                elif table is not None and (number - table) % 2 == 0:
                    yield section, number, line

    def statuses(self) -> Iterator[tuple[Section, int, str]]:
        """The rows of statuses."""
        for section in self.sections():
            for number in range(section.heading, section.end):
                if STATUS.fullmatch(self.lines[number]):
                    yield section, number, self.lines[number][:3]


def _spread(found: Sequence[Mutation], count: int) -> Iterator[Mutation]:
    """Some of many, from all over the page."""
    step = max(1, len(found) // count)
    yield from islice(found[::step], count)


Maker = Callable[[Page], Iterator[Mutation]]


def removed_operations(page: Page) -> Iterator[Mutation]:
    for section in page.sections():
        text = "\n".join([*page.lines[: section.heading], *page.lines[section.end :]])
        yield mutation(
            "operation-removed",
            section.operation,
            text,
            ("operation-removed", section.operation, None),
        )


_NEW = {
    "typed": """\
List Webhooks

Endpoint: GET api/v2/organizations/{organization_id}/webhooks

Parameter Description Parameter Type Data Type
Authorization (Required) “bearer” and the token header string
organization_id (Required) Organization ID path integer
topic (Required) Which events to tell of URL parameter string

Lists whatever is told of events.

Error Status Codes

HTTP Status Code Reason
401 Unauthorized

Sample Successful Response:

Copy to Clipboard
""",
    "keyed": """\
Rotate a Key

Endpoint: POST /api/v2/organizations/{organization_id}/keys/{id}/rotate

key description
authorization
(required | include in header) “bearer” and the token
grace
how long the old key stays valid

The old key is dropped afterwards.

Sample Call:


Error Status Codes

HTTP Status Code Reason
401 Unauthorized
404 Not Found

Sample Successful Response:

Copy to Clipboard
""",
    "bare": """\
Ping

Endpoint: HEAD api/v2/ping

Copy to Clipboard
""",
}
_NEW_CALLS = {
    "typed": "GET /organizations/{organization_id}/webhooks",
    "keyed": "POST /organizations/{organization_id}/keys/{id}/rotate",
    "bare": "HEAD /ping",
}


def added_operations(page: Page) -> Iterator[Mutation]:
    sections = page.sections()
    for style, section_text in _NEW.items():
        for where in (sections[0], sections[len(sections) // 2], sections[-1]):
            lines = [*page.lines[: where.end], "", *section_text.splitlines()]
            text = "\n".join([*lines, "", *page.lines[where.end :]])
            yield mutation(
                "operation-added",
                f"{style} after {where.operation}",
                text,
                ("operation-added", _NEW_CALLS[style], None),
            )


def moved_operations(page: Page) -> Iterator[Mutation]:
    for section in page.sections():
        for number in range(section.heading, section.end):
            line = page.lines[number]
            if not line.startswith("Endpoint:"):
                continue
            said = ("operation-moved", section.operation, None)
            method, path = line.removeprefix("Endpoint:").split()
            other = "PUT" if method in ("PATCH", "POST") else "POST"
            for edited in (f"{other} {path}", f"{method} {path}/v2", f"{method} {path}s2"):
                text = page.edited(number, f"Endpoint: {edited}")
                yield mutation("operation-moved", f"{section.operation}: {edited}", text, said)


def added_parameters(page: Page) -> Iterator[Mutation]:
    for section, number, match in page.rows():
        if match["name"] == "Authorization":
            continue
        line = page.lines[number]
        for row in (
            f"note A note for the printer {match['place']} {match['type']}",
            f"note[text] (Required) A note for the printer {match['place']} boolean",
        ):
            name = row.split()[0]
            said = ("parameter-added", section.operation, name)
            above, below = page.edited(number, row, line), page.edited(number, line, row)
            yield mutation("parameter-added", f"{section.operation} {name} above", above, said)
            yield mutation("parameter-added", f"{section.operation} {name} below", below, said)
    for section, number, name in page.keyed():
        line = page.lines[number]
        row = ("locale", "(required | include in header) the language of the answer")
        text = page.edited(number, *row, line)
        said = ("parameter-added", section.operation, "locale")
        yield mutation("parameter-added", f"{section.operation} above {name}", text, said)


def _is_own(page: Page, section: Section, number: int, name: str) -> bool:
    """Whether a row is the only one of its name in its section, and no authorization."""
    rows = range(section.heading, section.end)
    named = [n for n in rows if page.lines[n].split(" ")[0] == name]
    return name.lower() != "authorization" and named == [number]


def removed_parameters(page: Page) -> Iterator[Mutation]:
    for section, number, match in page.rows():
        name = match["name"]
        if _is_own(page, section, number, name) and not _in_path(page, section, name):
            text = page.edited(number)
            said = ("parameter-removed", section.operation, name)
            yield mutation("parameter-removed", f"{section.operation} {name}", text, said)
    for section, number, name in page.keyed():
        if name != "authorization":
            text = "\n".join([*page.lines[:number], *page.lines[number + 2 :]])
            said = ("parameter-removed", section.operation, name)
            yield mutation("parameter-removed", f"{section.operation} {name}", text, said)


def _in_path(page: Page, section: Section, name: str) -> bool:
    """Whether the spec's path and the page's call a parameter by different names."""
    endpoint = next(line for line in page.lines[section.heading :] if line.startswith("Endpoint:"))
    inside = {*re.findall(r"\{(\w+)\}", section.operation)}
    return name in inside | {*re.findall(r"\{(\w+)\}", endpoint)} and (
        name not in inside or f"{{{name}}}" not in endpoint
    )


def renamed_parameters(page: Page) -> Iterator[Mutation]:
    for section, number, match in page.rows():
        name = match["name"]
        if not _is_own(page, section, number, name) or not match["text"].strip():
            continue
        if match["place"] == "path":
            continue
        other = f"{name[:-1]}2]" if name.endswith("]") else f"{name}_2"
        text = page.edited(number, other + page.lines[number].removeprefix(name))
        said = ("parameter-renamed", section.operation, name)
        yield mutation("parameter-renamed", f"{section.operation} {name}", text, said)
    for section, number, name in page.keyed():
        if name != "authorization":
            said = ("parameter-renamed", section.operation, name)
            text = page.edited(number, f"new_{name}")
            yield mutation("parameter-renamed", f"{section.operation} {name}", text, said)


def moved_parameters(page: Page) -> Iterator[Mutation]:
    others = {"URL parameter": "body form-data", "body form-data": "header", "path": "query"}
    for section, number, match in page.rows():
        name, place = match["name"], match["place"]
        if not _is_own(page, section, number, name) or place not in others:
            continue
        if _in_path(page, section, name):
            continue
        line = page.lines[number]
        edited = line[: match.start("place")] + others[place] + line[match.end("place") :]
        said = ("parameter-moved", section.operation, name)
        yield mutation(
            "parameter-moved", f"{section.operation} {name}", page.edited(number, edited), said
        )
    for section, number, name in page.keyed():
        line = page.lines[number + 1]
        if name != "authorization" and "form-data" in line:
            edited = re.sub(r"include [^)]*", "include in header", line)
            said = ("parameter-moved", section.operation, name)
            text = page.edited(number + 1, edited)
            yield mutation("parameter-moved", f"{section.operation} {name}", text, said)


def changed_requirements(page: Page) -> Iterator[Mutation]:
    for section, number, match in page.rows():
        name, line = match["name"], page.lines[number]
        if not _is_own(page, section, number, name):
            continue
        said = ("required-changed", section.operation, name)
        mark = re.search(r"\((?:[Rr]equired|\*)\) ?", line)
        if mark:
            edited = line[: mark.start()] + line[mark.end() :]
            group = f"{section.operation} {name} no more"
        elif match["place"] != "path":
            edited = f"{name} (Required)" + line.removeprefix(name)
            group = f"{section.operation} {name} now"
        else:
            continue
        if not _renamed_in_path(page, section, name):
            yield mutation("required-changed", group, page.edited(number, edited), said)
    for section, number, name in page.keyed():
        if name == "authorization":
            continue
        line = page.lines[number + 1]
        said = ("required-changed", section.operation, name)
        if line.startswith("(required | "):
            edited = line.replace("(required | ", "(", 1)
        elif line.startswith("(required) "):
            edited = line.removeprefix("(required) ")
        else:
            edited = f"(required) {line}"
        text = page.edited(number + 1, edited)
        yield mutation("required-changed", f"{section.operation} {name}", text, said)


def _renamed_in_path(page: Page, section: Section, name: str) -> bool:
    return _in_path(page, section, name)


def changed_types(page: Page) -> Iterator[Mutation]:
    for section, number, match in page.rows():
        name, line = match["name"], page.lines[number]
        if not _is_own(page, section, number, name) or _renamed_in_path(page, section, name):
            continue
        edited = line[: match.start("type")] + "boolean"
        said = ("type-changed", section.operation, name)
        yield mutation(
            "type-changed", f"{section.operation} {name}", page.edited(number, edited), said
        )


def changed_statuses(page: Page) -> Iterator[Mutation]:
    for section, number, status in page.statuses():
        line = page.lines[number]
        said = ("status-removed", section.operation, status)
        removed = page.edited(number)
        rows = [n for s, n, _ in page.statuses() if s == section]
        if len(rows) > 1:
            yield mutation("status-removed", f"{section.operation} {status}", removed, said)
        for new in ("409 Conflict", "429 Too Many Requests"):
            said = ("status-added", section.operation, new[:3])
            edited = (line, new) if new[:3] == "409" else (new, line)
            text = page.edited(number, *edited)
            yield mutation("status-added", f"{section.operation} {new[:3]} at {status}", text, said)


def changed_security(page: Page) -> Iterator[Mutation]:
    for section in page.sections():
        said = ("security-changed", section.operation, None)
        for number in range(section.heading, section.end):
            line = page.lines[number]
            if line.startswith("Authorization "):
                yield mutation(
                    "security-changed", f"{section.operation} none", page.edited(number), said
                )
                for old, new in (
                    ("bearer", "token"),
                    ("header string", "query string"),
                    ("(Required) ", ""),
                ):
                    if old in line:
                        text = page.edited(number, line.replace(old, new))
                        yield mutation(
                            "security-changed",
                            f"{section.operation} {new or 'optional'}",
                            text,
                            said,
                        )
            elif line == "authorization":
                text = "\n".join([*page.lines[:number], *page.lines[number + 2 :]])
                yield mutation("security-changed", f"{section.operation} none", text, said)
                for old, new in (("bearer", "basic"), ("in header", "as form-data")):
                    below = page.lines[number + 1].replace(old, new)
                    text = page.edited(number + 1, below)
                    yield mutation("security-changed", f"{section.operation} {new}", text, said)


def changed_prose(page: Page) -> Iterator[Mutation]:
    for section in page.sections():
        said = ("prose-changed", section.operation, None)
        for number in range(section.heading, section.end):
            line = page.lines[number]
            if len(line) < 60 or ROW.fullmatch(line) or not line.endswith("."):
                continue
            words = line.split()
            middle = len(words) // 2
            swapped = " ".join([*words[:middle], words[-1].rstrip("."), *words[middle:]])
            yield mutation(
                "prose-changed",
                f"{section.operation} a word more",
                page.edited(number, swapped),
                said,
            )
            fewer = " ".join(words[:middle] + words[middle + 1 :])
            yield mutation(
                "prose-changed",
                f"{section.operation} a word less",
                page.edited(number, fewer),
                said,
            )
            after = page.edited(number, line, "", "Orders placed after 2 PM wait for the next day.")
            yield mutation("prose-changed", f"{section.operation} a sentence", after, said)
            break
    for section, number, match in page.rows():
        if match["name"] == "Authorization" or not match["text"].strip("() *"):
            continue
        line = page.lines[number]
        edited = line[: match.end("text")] + ", in other words" + line[match.end("text") :]
        said = ("prose-changed", section.operation, match["name"])
        yield mutation(
            "prose-changed",
            f"{section.operation} {match['name']}",
            page.edited(number, edited),
            said,
        )


def combined(page: Page, makers: Sequence[Maker]) -> Iterator[Mutation]:
    """Two and three edits at once, in different sections: the second is made on the first's text."""
    for number, first in enumerate(makers):
        second = makers[(number + 1) % len(makers)]
        third = makers[(number + 3) % len(makers)]
        for position in (1, 4, 7):
            text, expected, names = "\n".join(page.lines), set[Expected](), []
            current = page
            for offset, maker in enumerate((first, second, third)):
                made = list(maker(current))
                touched = {each[1] for each in expected}
                free = [m for m in made if not {each[1] for each in m.expected} & touched]
                chosen = free[(len(free) * (position + offset * 2)) // 12 % len(free)]
                text = chosen.content.decode()
                expected |= chosen.expected
                names.append(chosen.name)
                gone = {e[1] for e in chosen.expected if e[0] == "operation-removed"}
                if gone or any(e[0] == "operation-added" for e in chosen.expected):
                    break
                current = Page(tuple(text.split("\n")), current.operations)
            yield mutation("combined", " + ".join(names), text, *expected)


MAKERS: tuple[tuple[Maker, int], ...] = (
    (removed_operations, 40),
    (added_operations, 9),
    (moved_operations, 40),
    (added_parameters, 60),
    (removed_parameters, 60),
    (renamed_parameters, 60),
    (moved_parameters, 50),
    (changed_requirements, 60),
    (changed_types, 60),
    (changed_statuses, 60),
    (changed_security, 50),
    (changed_prose, 60),
)


def table_mutations(page: Page, share: float = 1.0) -> Iterator[Mutation]:
    """Real changes of a page in the layout with tables."""
    for maker, count in MAKERS:
        yield from _spread(list(maker(page)), max(2, round(count * share)))
    makers = [maker for maker, _ in MAKERS[2:]]
    yield from _spread(list(combined(page, makers)), max(2, round(30 * share)))
