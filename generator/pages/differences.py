"""Where a page differs from a spec, before any of it is excused."""

from collections.abc import Iterator
from typing import TypeAlias

import attrs

from .expected import Expected, ExpectedOperation, ExpectedPage, at, placeholders, skeleton
from .facts import Facts, Operation, Parameter

Value: TypeAlias = str | bool | list[str] | None

#: A change of these kinds asks more of a caller than before, or takes something away.
_BREAKING = frozenset(
    (
        "operation-removed",
        "operation-moved",
        "parameter-removed",
        "parameter-renamed",
        "parameter-moved",
        "type-changed",
        "server-changed",
        "security-changed",
        "example-field-removed",
    )
)


@attrs.frozen
class Difference:
    """One point in which the page says something else.

    Attributes:
        kind: What is different, in the words of the reports.
        operation: The operation as the spec has it; `None` for the whole page.
        name: The parameter, field, status or section.
        before: What the spec says.
        after: What the page says.
        places: Where the spec says it, the place to edit first.
        breaking: Whether a caller that goes by the spec may fail.
    """

    kind: str
    operation: str | None
    name: str | None
    before: Value
    after: Value
    places: tuple[str, ...]
    breaking: bool

    @property
    def key(self) -> tuple[str, str | None, str | None]:
        """What makes it the same difference on two pages."""
        return self.kind, self.operation, self.name

    @property
    def about(self) -> tuple[str | None, str | None]:
        """What it is about."""
        return self.operation, self.name

    @property
    def form(self) -> tuple[str, Value, Value]:
        """What it is, wherever it is."""
        return self.kind, self.before, self.after


def page_differences(facts: Facts, spec: ExpectedPage) -> Iterator[Difference]:
    """Differences of the page as a whole."""
    said = {each.rstrip("/") for each in facts.servers}
    missing = [each for each in spec.servers if each not in said]
    extra = sorted(said - set(spec.servers))
    # A server that took another's place is one change.
    for index in range(max(len(missing), len(extra))):
        before = missing[index] if index < len(missing) else None
        after = extra[index] if index < len(extra) else None
        place = spec.servers[before] if before else "/servers"
        yield Difference("server-changed", None, before or after, before, after, (place,), True)


def operation_differences(
    page: Operation,
    spec: ExpectedPage,
    expected: ExpectedOperation,
    before: Operation | None,
    layout: str,
) -> Iterator[Difference]:
    """Differences of an operation.

    Args:
        page: What the page says.
        spec: The whole spec.
        expected: What the spec says.
        before: What the page said when the spec was written, for what a spec has no words for.
        layout: The page's layout.
    """
    yield from _Comparison(page, spec, expected, before, layout).all()


@attrs.frozen
class _Comparison:
    page: Operation
    spec: ExpectedPage
    expected: ExpectedOperation
    before: Operation | None
    layout: str

    def all(self) -> Iterator[Difference]:
        yield from self._call()
        yield from self._security()
        yield from self._parameters()
        yield from self._statuses()
        yield from self._samples()

    def _made(
        self,
        kind: str,
        name: str | None,
        before: Value,
        after: Value,
        places: tuple[str, ...],
        breaking: bool | None = None,
    ) -> Difference:
        if breaking is None:
            breaking = kind in _BREAKING
        return Difference(kind, self.expected.call, name, before, after, places, breaking)

    @property
    def _path(self) -> str:
        return self.spec.without_base(self.page.path)

    @property
    def _moved(self) -> bool:
        same = skeleton(self._path) == skeleton(self.expected.path)
        return self.page.method != self.expected.method or not same

    def _call(self) -> Iterator[Difference]:
        if self._moved:
            path = self.expected.pointer.rpartition("/")[0]
            after = f"{self.page.method} {self._path}"
            places = (self.expected.pointer, path)
            yield self._made("operation-moved", None, self.expected.call, after, places)

    def _security(self) -> Iterator[Difference]:
        said, expected = self.page.security, self.expected.security
        if said != expected:
            places = (at(self.expected.pointer, "security"), "/security", self.expected.pointer)
            yield self._made("security-changed", None, expected, said, places)

    def _parameters(self) -> Iterator[Difference]:
        rows = list(self.page.parameters)
        missing: list[Expected] = []
        for expected in self._by_place():
            renamed = self._renamed_in_path(expected)
            if renamed:
                places = (*expected.places, self.expected.pointer)
                yield self._made(
                    "parameter-renamed", expected.name, expected.name, renamed, places, False
                )
            row = _take(rows, expected, renamed)
            if row is None:
                missing.append(expected)
            else:
                yield from self._compared(expected, row)
        for expected in missing:
            row = self._renamed(expected, rows)
            if row is None:
                yield self._removed(expected)
            else:
                rows.remove(row)
                yield self._made(
                    "parameter-renamed", expected.name, expected.name, row.name, expected.places
                )
                yield from self._compared(expected, row)
        for row in rows:
            yield self._added(row)

    def _by_place(self) -> list[Expected]:
        """The spec's parameters, those of the path first: their rows may have odd names."""
        path = [each for each in self.expected.parameters if each.where == "path"]
        return path + [each for each in self.expected.parameters if each.where != "path"]

    def _renamed_in_path(self, expected: Expected) -> str | None:
        """The name that the page's path has instead of the spec's."""
        own, other = placeholders(self.expected.path), placeholders(self._path)
        if expected.where != "path" or len(own) != len(other):
            return None
        found = dict(zip(own, other, strict=True)).get(expected.name)
        return found if found != expected.name else None

    def _renamed(self, expected: Expected, rows: list[Parameter]) -> Parameter | None:
        """The row that lists a parameter under another name."""
        if expected.where == "path":
            # A name that is already taken cannot mean the same parameter twice.
            names = {each.name for each in self.expected.parameters if each.where == "path"}
            for row in rows:
                if row.where == "path" and row.name in names:
                    return row
        if self.before is None:
            return None
        before = next((p for p in self.before.parameters if p.name == expected.name), None)
        if before is None or not before.description:
            return None
        alike = [
            row
            for row in rows
            if (row.where, row.type, row.description)
            == (before.where, before.type, before.description)
        ]
        return alike[0] if len(alike) == 1 else None

    def _removed(self, expected: Expected) -> Difference:
        said = f"{expected.where} {expected.type or 'value'}"
        return self._made("parameter-removed", expected.name, said, None, expected.places)

    def _added(self, row: Parameter) -> Difference:
        place = at(self.expected.pointer, "parameters")
        if row.where in ("form", "body"):
            place = at(self.expected.pointer, "requestBody")
        said = " ".join(filter(None, (row.where, row.type))) or "of unknown place and type"
        required = row.required is True
        said += ", required" if required else ""
        return self._made(
            "parameter-added", row.name, None, said, (place, self.expected.pointer), required
        )

    def _compared(self, expected: Expected, row: Parameter) -> Iterator[Difference]:
        name, places = expected.name, expected.places
        if row.where != expected.where:
            yield self._made("parameter-moved", name, expected.where, row.where, places)
        if row.required != expected.required:
            yield self._made(
                "required-changed",
                name,
                expected.required,
                row.required,
                (*expected.demand, *places),
                row.required is True,
            )
        if row.type != expected.type:
            schemas = tuple(at(place, "schema") for place in places)
            deeper = schemas if expected.where not in ("form", "body") else ()
            yield self._made("type-changed", name, expected.type, row.type, (*places, *deeper))
        yield from self._values(expected, row)

    def _values(self, expected: Expected, row: Parameter) -> Iterator[Difference]:
        known = expected.values
        if not known and self.before is not None:
            found = next((p for p in self.before.parameters if p.name == expected.name), None)
            known = found.values if found else row.values
        elif not known:
            known = row.values
        if row.values != known:
            gone = bool(set(known) - set(row.values))
            yield self._made(
                "values-changed",
                expected.name,
                list(known) or None,
                list(row.values) or None,
                expected.places,
                gone,
            )

    def _statuses(self) -> Iterator[Difference]:
        # The tables have the statuses of errors; the pages leave those of success unsaid.
        errors_only = self.layout == "tables" and all(s >= "400" for s in self.page.statuses)
        for status, places in self.expected.statuses.items():
            if status not in self.page.statuses and not (errors_only and status < "400"):
                yield self._made("status-removed", status, status, None, places)
        for status in self.page.statuses:
            if status not in self.expected.statuses:
                place = at(self.expected.pointer, "responses")
                yield self._made("status-added", status, None, status, (place,))

    def _samples(self) -> Iterator[Difference]:
        body = at(self.expected.pointer, "requestBody")
        if self.page.media and self.page.media not in self.expected.media:
            before = ", ".join(self.expected.media) or None
            yield self._made("type-changed", "body", before, self.page.media, (body,))
        yield from self._fields("request", (body,))
        yield from self._fields("response", self.expected.answers)
        for name, value in self.page.samples.items():
            known = self.expected.choices.get(name)
            if known and value not in known:
                side = body if name.startswith("request.") else self.expected.pointer
                after = sorted({*known, value})
                yield self._made(
                    "values-changed", name.partition(".")[2], list(known), after, (side,)
                )
        if self.before is not None and self.page.values != self.before.values:
            gone = bool(set(self.before.values) - set(self.page.values))
            said, says = list(self.before.values), list(self.page.values)
            yield self._made(
                "values-changed",
                None,
                said or None,
                says or None,
                (self.expected.pointer,),
                gone,
            )

    def _fields(self, side: str, places: tuple[str, ...]) -> Iterator[Difference]:
        """The fields of a sample against those of the schema."""
        known = self.expected.request if side == "request" else self.expected.response
        shown = self.page.request if side == "request" else self.page.response
        before = None
        if self.before is not None:
            before = self.before.request if side == "request" else self.before.response
        if shown is None:
            if before is not None or (side == "response" and known and self.layout == "tables"):
                yield self._made(
                    "example-field-removed", None, f"a sample of the {side}", None, places, False
                )
            return
        for name in shown:
            if name not in known and not self._is_open(f"{side}.{name}"):
                yield self._made("example-field-added", name, None, f"in the {side}", places)
        for name, required in known.items():
            # Of an object that is not shown, or shown empty, no inner field is missed.
            outer = name.rpartition(".")[0]
            if outer and not any(each.startswith(f"{outer}.") for each in shown):
                continue
            if name not in shown and (required if before is None else name in before):
                yield self._made("example-field-removed", name, f"in the {side}", None, places)

    def _is_open(self, name: str) -> bool:
        """Whether a field lies in an object whose fields the spec does not know."""
        while name:
            name = name.rpartition(".")[0]
            if name in self.expected.open or f"{name}." in self.expected.open:
                return True
        return False


def _take(rows: list[Parameter], expected: Expected, renamed: str | None) -> Parameter | None:
    """Take the row of a parameter out of the rows: by its name, or its name in the page's path."""
    names = [expected.name] + ([renamed] if renamed else [])
    for name in names:
        for row in rows:
            inside = row.where in ("path", None) if name != expected.name else True
            if row.name == name and inside:
                rows.remove(row)
                return row
    return None
