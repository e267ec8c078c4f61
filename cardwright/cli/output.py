"""Results: a table on a terminal, TSV elsewhere, JSON where it is asked for."""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs
import click

from .catalogue import Entry
from .context import Context
from .plain import plain_data
from .safe import escaped

if TYPE_CHECKING:
    from rich.table import Table

FORMATS: Final = ("table", "tsv", "json", "jsonl")
_NUMBERS: Final = {"integer", "money"}
_WIDEST: Final = 60
_NARROWEST: Final = 6
_LONGEST: Final = 200

Row: TypeAlias = list[str]


def format_options() -> list[click.Parameter]:
    """The options that choose a format."""
    return [
        click.Option(
            ["output__format", "--output"],
            type=click.Choice(FORMATS),
            help="How results are printed. Otherwise CARDWRIGHT_OUTPUT; a table on a terminal, tsv "
            "elsewhere.",
        ),
        click.Option(["output__json", "--json"], is_flag=True, help="One JSON document."),
        click.Option(
            ["output__jsonl", "--jsonl"], is_flag=True, help="JSON, one line for each item."
        ),
    ]


def chosen_format(values: dict[str, Any]) -> str:
    """The format; its options are taken out of the values.

    Raises:
        click.UsageError: Two are given.
    """
    named = values.pop("output__format")
    flags = [each for each in ("json", "jsonl") if values.pop(f"output__{each}")]
    given = {*flags, *([named] if named else [])}
    if len(given) > 1:
        raise click.UsageError("give one of --output, --json and --jsonl")
    if given:
        return str(given.pop())
    usual = os.environ.get("CARDWRIGHT_OUTPUT")
    if usual and usual not in FORMATS:
        raise click.UsageError(f"CARDWRIGHT_OUTPUT must be one of {', '.join(FORMATS)}")
    return usual or ("table" if sys.stdout.isatty() else "tsv")


@attrs.frozen
class Writer:
    """Prints what a method gives.

    Attributes:
        format: One of `FORMATS`.
        context: Has the console that tables go to.
        columns: The members of an item, as the catalogue has them; empty if they are not known.
        names: What people call the values of enumerations, by member and value.
    """

    format: str
    context: Context
    columns: list[Entry]
    names: Mapping[tuple[str, Any], str] = attrs.field(factory=dict)

    def item(self, value: Any) -> None:
        """Print one thing."""
        data = plain_data(value)
        if self.format in ("json", "jsonl"):
            _line(json_text(data, indent=2 if self.format == "json" else None))
        elif isinstance(data, dict) and self.format == "table":
            self._members(data)
        elif isinstance(data, dict):
            self._tsv([[data]])
        else:
            _line(escaped(_text(data), backslash=self.format == "tsv"))

    def items(self, values: Iterable[Any], size: int) -> None:
        """Print many things, page by page as they come.

        Args:
            values: The things.
            size: How many are fetched at once.
        """
        pages = _pages(values, size)
        if self.format == "json":
            _line(json_text([each for page in pages for each in page], indent=2))
        elif self.format == "jsonl":
            for page in pages:
                _lines(json_text(each) for each in page)
        elif self.format == "tsv":
            self._tsv(pages)
        else:
            self._table(pages)

    def _tsv(self, pages: Iterable[list[Any]]) -> None:
        names = [each["name"] for each in self.columns]
        for number, page in enumerate(pages):
            if not names:
                names = _names(page)
            if number == 0 and names:
                _lines(["\t".join(names)])
            _lines("\t".join(self._tsv_row(each, names)) for each in page)

    def _tsv_row(self, item: Any, names: list[str]) -> Row:
        found = [item.get(each) for each in names] if isinstance(item, dict) else [item]
        return [escaped(_text(each), backslash=True) for each in found]

    def _members(self, data: dict[str, Any]) -> None:
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
        table.add_column(style="bold", no_wrap=True)
        table.add_column(overflow="fold")
        for name, value in data.items():
            table.add_row(Text(escaped(name)), Text(escaped(self._named(name, value))))
        self.context.console.print(table)

    def _table(self, pages: Iterable[list[Any]]) -> None:
        shown: list[Entry] = []
        widths: list[int] = []
        number = -1
        for number, page in enumerate(pages):
            if number == 0:
                shown = self._worth_showing(page)
            rows = [[self._cut(each, column["name"]) for column in shown] for each in page]
            if number == 0:
                widths = _widths(shown, rows, self.context.console.width)
            shown, rows = shown[: len(widths)], [each[: len(widths)] for each in rows]
            self.context.console.print(_table(shown, widths, rows, header=number == 0))
        if number < 0:
            click.echo("nothing found", err=True)

    def _worth_showing(self, page: list[Any]) -> list[Entry]:
        """The columns that say something on a page."""
        known = self.columns or [{"name": each, "kind": "json"} for each in _names(page)]
        return [each for each in known if any(self._cut(item, each["name"]) for item in page)]

    def _cut(self, item: Any, name: str) -> str:
        value = item.get(name) if isinstance(item, dict) else item
        return escaped(self._named(name, value)[: 4 * _WIDEST])

    def _named(self, member: str, value: Any) -> str:
        """A value for people: of an enumeration, its name."""
        name = self.names.get((member, value)) if isinstance(value, str | int) else None
        return name or _cell(value)


def json_text(data: Any, indent: int | None = None) -> str:
    """JSON that a terminal can show: what acts or does not show is written as `\\u....`."""
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    if text.replace("\n", "").isprintable():
        return text
    return "".join(
        each if each.isprintable() or each == "\n" else json.dumps(each)[1:-1] for each in text
    )


def _pages(values: Iterable[Any], size: int) -> Iterator[list[Any]]:
    items = iter(values)
    while page := [plain_data(each) for each in islice(items, size)]:
        yield page


def _names(page: list[Any]) -> list[str]:
    names = (name for each in page if isinstance(each, dict) for name in each)
    return list(dict.fromkeys(names)) or ["value"]


def _text(value: Any) -> str:
    """A value, whole: objects and lists as JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def _cell(value: Any) -> str:
    """A value in short, for people: labels and values, and of a picture what it is."""
    if isinstance(value, dict) and value.keys() >= {"media_type", "bytes"}:
        picture = [value["media_type"] or "unknown", f"{value['bytes']} bytes", value.get("file")]
        return ", ".join(each for each in picture if each)
    if isinstance(value, list) and value:
        pairs = [_labelled(each) for each in value]
        if all(pairs):
            return ", ".join(str(each) for each in pairs)
        if not any(isinstance(each, dict | list) for each in value):
            return ", ".join(_shortened(_text(each)) for each in value)
    return "" if value in ([], {}) else _shortened(_text(value))


def _labelled(item: Any) -> str | None:
    if not isinstance(item, dict) or "value" not in item:
        return None
    label = item.get("label") or item.get("token")
    return f"{label}: {_shortened(_text(item['value']))}" if label else None


def _shortened(text: str) -> str:
    """A text as far as a person reads it: an image in Base64 says nothing to them."""
    return text if len(text) <= _LONGEST else f"{text[:_WIDEST]}... ({len(text)} characters)"


def _widths(columns: list[Entry], rows: list[Row], available: int) -> list[int]:
    """How wide each column is; those that find no room at the end are left out."""
    from rich.cells import cell_len

    widths = [
        min(_WIDEST, max(cell_len(text) for text in [column["name"], *(row[i] for row in rows)]))
        for i, column in enumerate(columns)
    ]
    # Numbers and dates are of no use cut; texts give way first, the widest first.
    firm = [each["kind"] in (*_NUMBERS, "time", "boolean") for each in columns]
    while sum(widths) + 2 * len(widths) > available:
        soft = [i for i, width in enumerate(widths) if not firm[i] and width > _NARROWEST]
        if soft:
            widest = max(soft, key=lambda i: widths[i])
            widths[widest] -= 1
        elif len(widths) > 1:
            widths.pop()
            firm.pop()
        else:
            return [available]
    return widths


def _table(columns: list[Entry], widths: list[int], rows: list[Row], *, header: bool) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=header, padding=(0, 2, 0, 0), pad_edge=False)
    for column, width in zip(columns, widths, strict=True):
        table.add_column(
            Text(column["name"]),
            width=width,
            no_wrap=True,
            overflow="ellipsis",
            justify="right" if column["kind"] in _NUMBERS else "left",
            header_style="bold",
        )
    for row in rows:
        table.add_row(*(Text(each) for each in row))
    return table


def _lines(lines: Iterable[str]) -> None:
    for each in lines:
        sys.stdout.write(f"{each}\n")
    # Whoever reads along gets each page as it comes.
    sys.stdout.flush()


def _line(line: str) -> None:
    _lines([line])
