"""`cardwright instantcard issue`: a spreadsheet becomes a print job."""

from pathlib import Path
from typing import Any, NoReturn

import click

from cardwright.cli.context import Context
from cardwright.issuing.afterwards import status, undo
from cardwright.issuing.ends import End, Ended
from cardwright.issuing.ordering import OrderOptions
from cardwright.issuing.reading import ENCODINGS
from cardwright.issuing.run import DEFAULT_CONCURRENCY, DEFAULT_SETTLE, Pace
from cardwright.issuing.session import Session
from cardwright.issuing.wish import Wish
from instantcard import OneOffAddress, OneOffContact

_FILE = click.Path(path_type=Path, dir_okay=False)
_FOLDER = click.Path(path_type=Path, file_okay=False)


class _Pair(click.ParamType[tuple[str, str]]):
    """Two texts with = between them."""

    name = "pair"

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[str, str]:
        if isinstance(value, tuple):
            return value
        left, sign, right = str(value).rpartition("=")
        if not (sign and left.strip() and right.strip()):
            self.fail(f"{value!r} has to have a = between two texts", param, ctx)
        return left.strip(), right.strip()


class _Decision(click.ParamType[tuple[int, int | None]]):
    """A row's number and its card."""

    name = "decision"

    def convert(self, value: Any, param: Any, ctx: Any) -> tuple[int, int | None]:
        if isinstance(value, tuple):
            return value
        row, _, card = str(value).partition("=")
        if not row.isdecimal() or not (card == "none" or card.isdecimal()):
            self.fail(f"{value!r} is not ROW=CARD or ROW=none", param, ctx)
        return int(row), None if card == "none" else int(card)


_ONE_OFF = (
    ("full_name", "Who it is for."),
    ("organization_name", "Organization."),
    ("address_1", "Street and number."),
    ("address_2", "Second line."),
    ("city", "City."),
    ("state", "State."),
    ("zip_code", "Zip code."),
    ("country", "Country."),
)


def _one_off(command: Any) -> Any:
    """The options of a one-off address."""
    for name, text in reversed(_ONE_OFF):
        option = "--address-" + name.removeprefix("address_").replace("_", "-")
        command = click.option(
            option, f"one_off_{name}", metavar="TEXT", help=f"One-off address: {text}"
        )(command)
    return command


@click.command(short_help="Make a print job of a spreadsheet.")
@click.argument("sheet", type=_FILE)
@click.option("--template", "template_id", type=int, metavar="ID", help="The card template.")
@click.option("--photos", type=_FOLDER, help="The folder that photos are in.")
@click.option(
    "--map",
    "mapped",
    type=_Pair(),
    multiple=True,
    metavar="COLUMN=FIELD",
    help="A column whose name is not the field's.",
)
@click.option(
    "--optional",
    multiple=True,
    metavar="FIELD",
    help="A field that may be empty, or lack a column.",
)
@click.option("--key", metavar="COLUMN", help="Tells rows apart; their number unless given.")
@click.option(
    "--photo-key", metavar="COLUMN", help="Photos are named after its values; --key unless given."
)
@click.option(
    "--encoding", type=click.Choice(ENCODINGS), default="utf-8", show_default=True, help="Of a CSV."
)
@click.option("--worksheet", metavar="NAME", help="Of a workbook; the first unless given.")
@click.option(
    "--date-format",
    metavar="FORMAT",
    help="How dates are written beside 2031-01-31, such as %d.%m.%Y.",
)
@click.option("--skip-problems", is_flag=True, help="Go on without the rows that have problems.")
@click.option(
    "--journal", type=_FILE, help="Where to keep what was done; SHEET.cardwright.db unless given."
)
@click.option("--report", type=_FILE, help="Write what became of each row, as CSV.")
@click.option(
    "--contact-sheet",
    "folder",
    type=_FOLDER,
    help="Where the contact sheet goes; SHEET.cards unless given.",
)
@click.option(
    "--sample",
    type=click.IntRange(1),
    metavar="N",
    help="Show at most N cards on the contact sheet: those with warnings, and some of the others.",
)
@click.option("--approve", is_flag=True, help="Approve the contact sheet of the last run.")
@click.option("--yes", is_flag=True, help="Ask nothing: approve, and with --submit pay.")
@click.option("--shipping-provider", type=int, metavar="ID", help="Who ships the print job.")
@click.option("--address-id", type=int, metavar="ID", help="The saved address it goes to.")
@_one_off
@click.option(
    "--copies",
    type=click.IntRange(1, 2**31 - 1),
    default=1,
    show_default=True,
    help="Of each card.",
)
@click.option("--submit", is_flag=True, help="Submit the print job. It costs money.")
@click.option(
    "--decide",
    "decided",
    type=_Decision(),
    multiple=True,
    metavar="ROW=CARD",
    help="The card of a row that could not be told; ROW=none if it has none.",
)
@click.option("--status", "only_status", is_flag=True, help="Tell how far it is; send nothing.")
@click.option("--undo", "only_undo", is_flag=True, help="Delete the cards, if none is ordered.")
@click.option(
    "--concurrency",
    type=click.IntRange(1, 20),
    default=DEFAULT_CONCURRENCY,
    show_default=True,
    help="How many calls are under way at once.",
)
@click.option(
    "--settle",
    type=click.FloatRange(0.1, 3600),
    default=DEFAULT_SETTLE,
    show_default=True,
    metavar="SECONDS",
    help="How long a request whose answer was lost may still be carried out.",
)
def issue(
    sheet: Path,
    template_id: int | None,
    mapped: tuple[tuple[str, str], ...],
    decided: tuple[tuple[int, int | None], ...],
    journal: Path | None,
    folder: Path | None,
    report: Path | None,
    only_status: bool,
    only_undo: bool,
    yes: bool,
    submit: bool,
    shipping_provider: int | None,
    address_id: int | None,
    copies: int,
    concurrency: int,
    settle: float,
    **rest: Any,
) -> None:
    """Make a print job of SHEET, a CSV or XLSX file: one card for each row.

    All rows are checked first. Then drafts are made, and a contact sheet of them; nothing is
    finalized before it is approved, and nothing is paid without --submit. Run the same command
    again after anything that came in between: it goes on where it was, and makes no second card
    for a row.
    """
    context = click.get_current_context().find_object(Context)
    assert context is not None
    one_off = {name: rest.pop(f"one_off_{name}") for name, _ in _ONE_OFF}
    pace = Pace(concurrency, settle)
    kept = journal or sheet.with_name(f"{sheet.name}.cardwright.db")
    try:
        if only_status:
            status(context, kept, report)
            return
        if only_undo:
            undo(context, kept, pace, yes=yes)
            return
        if template_id is None:
            raise click.UsageError("Missing option '--template'.")
        order = _order(shipping_provider, address_id, one_off, copies)
        if submit and order is None:
            raise click.UsageError(
                "--submit needs --shipping-provider, and --address-id or a one-off address."
            )
        wish = Wish(
            sheet=sheet,
            template_id=template_id,
            mapped=dict(mapped),
            decided=dict(decided),
            journal=kept,
            report=report,
            folder=folder or sheet.with_name(f"{sheet.name}.cards"),
            yes=yes,
            order=order,
            submit=submit,
            pace=pace,
            **rest,
        )
        Session(context, wish).go()
    except Ended as ended:
        _end(context, ended)


def _end(context: Context, ended: Ended) -> NoReturn:
    if ended.message:
        calm = ended.end in (End.APPROVAL, End.DECLINED, End.INTERRUPTED)
        lead = "" if calm else "error: "
        context.messages.print(lead + ended.message, markup=False, highlight=False, soft_wrap=True)
    click.get_current_context().exit(int(ended.end))


def _order(
    provider: int | None, address_id: int | None, one_off: dict[str, str | None], copies: int
) -> OrderOptions | None:
    given: dict[str, Any] = {name: text for name, text in one_off.items() if text is not None}
    if provider is None and address_id is None and not given:
        return None
    if provider is None:
        raise click.UsageError("A print job needs --shipping-provider.")
    if (address_id is None) == (not given):
        raise click.UsageError("Give either --address-id or a one-off address (--address-city …).")
    if not given:
        return OrderOptions(provider, address_id, None, copies)
    name = given.pop("full_name", None)
    if name is not None:
        given["contact"] = OneOffContact(full_name=name)
    return OrderOptions(provider, None, OneOffAddress(**given), copies)
