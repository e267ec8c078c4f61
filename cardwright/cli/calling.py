"""A method of a client, called for a command."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from importlib import import_module
from itertools import islice
from typing import Any

import attrs
import click

from . import for_instantcard
from .arguments import Arguments
from .catalogue import Entry, settings_of
from .connection import account_for
from .context import Context
from .exits import Exit, Failure, failure_of
from .output import Writer, json_text
from .pictures import saved
from .questions import confirm


@attrs.frozen
class Choices:
    """What a user chose beside the method's arguments.

    Attributes:
        format: One of `output.FORMATS`.
        files: Where pictures of the answer are to be saved, by member.
        yes: Whether nobody is to be asked.
        dry: Whether the request is shown and not sent.
        reads: Whether, in a dry run, the reads before the request may go out.
        resolve: Whether it is found out what became of a write whose answer was lost.
        limit: How many items of a list to print at most.
        photo: The picture for the one field of a card that is a photo.
    """

    format: str
    files: dict[str, str] = attrs.field(factory=dict)
    yes: bool = False
    dry: bool = False
    reads: bool = False
    resolve: bool = True
    limit: int | None = None
    photo: Any = attrs.field(default=None, repr=False)


@attrs.define
class Call:
    """One call.

    Attributes:
        context: What all commands share.
        arguments: What there is to say of the method.
        resource: The part of the client that has it.
        choices: What the user chose.
        begun: Whether the request, if it writes, may have left.
    """

    context: Context
    arguments: Arguments
    resource: str
    choices: Choices
    begun: bool = False

    @property
    def method(self) -> Entry:
        """What the catalogue says of the method."""
        return self.arguments.method

    @property
    def vendor(self) -> str:
        """The client's package."""
        return self.arguments.vendor

    def run(self, given: dict[str, Any]) -> None:
        """Make the call and print what it gives.

        Args:
            given: The method's arguments.

        Raises:
            Failure: Anything that goes wrong.
        """
        if self.choices.dry:
            self._dry_run(given)
            return
        money = self.method["moves_money"]
        if money and not self.choices.yes and not self.context.interactive:
            raise Failure(
                f"{self.method['operation']} moves money, and nobody can be asked here: "
                "give --yes; nothing was sent",
                Exit.DECLINED,
            )
        with self.context.client_of(self.vendor, wrap_attempt=self._watch) as api:
            with self._failing():
                given = self._with_photo(api, given)
                if money and not self.choices.yes:
                    self._confirm(api, given)
            with self._failing(), self._interruptible():
                self._print(api, given)

    def _print(self, api: Any, given: dict[str, Any]) -> None:
        called = getattr(getattr(api, self.resource), self.method["name"])
        try:
            answer = called(**given)
        except import_module(self.vendor).OutcomeUnknown as lost:
            answer = self._settled(lost)
        writer = self._writer()
        if self.method["paged"] is not None:
            size = given.get(self.method["paged"]["size"], self.method["paged"]["default"])
            writer.items(islice(answer, self.choices.limit), size)
        elif self.method["many"] and isinstance(answer, list):
            writer.items(answer, max(len(answer), 1))
        elif answer is not None:
            self._print_one(writer, answer)

    def _print_one(self, writer: Writer, answer: Any) -> None:
        members = self.arguments.catalogue["classes"].get(self.method["answer"], [])
        if not any(each["kind"] == "picture" for each in members):
            writer.item(answer)
            return
        data = saved(answer, self.choices.files)
        if data is not None:
            writer.item(data)
        if not self.choices.files:
            names = (each["name"] for each in members if each["kind"] == "picture")
            options = ", ".join(f"--{each.replace('_', '-')} FILE" for each in names)
            self.context.note(f"nothing was saved; give {options}")

    def _writer(self) -> Writer:
        known = self.arguments.catalogue
        columns = known["classes"].get(self.method["answer"], [])
        names = {
            (member["name"], choice["value"]): choice["name"]
            for member in columns
            if member["kind"] == "choice"
            for choice in known["choices"][member["choices"]]
        }
        return Writer(self.choices.format, self.context, columns, names)

    def _with_photo(self, api: Any, given: dict[str, Any]) -> dict[str, Any]:
        if self.choices.photo is None:
            return given
        fields = dict(given.get("fields", {}))
        token = for_instantcard.photo_token(api, given)
        if token in fields:
            raise click.UsageError(f"{token!r} is given twice")
        return {**given, "fields": {**fields, token: self.choices.photo}}

    def _confirm(self, api: Any, given: dict[str, Any]) -> None:
        account = account_for(self.vendor, self.context.profile)
        hidden = {each.path[0] for each in self.arguments.secrets()}
        shown = {name: value for name, value in given.items() if name not in hidden}
        lines = [f"{self.method['summary']}: this moves money."]
        lines += [f"  {name}: {value}" for name, value in (account | shown).items()]
        if self.vendor == "instantcard":
            lines += [f"  {each}" for each in for_instantcard.job_lines(api, self.method, given)]
        confirm(lines, "Go on?")

    def _settled(self, lost: Any) -> Any:
        """What a write gave whose answer was lost, if that can be found out."""
        package = import_module(self.vendor)
        if not self.choices.resolve:
            raise lost
        self.context.note(f"warning: {lost}")
        self.context.note("finding out what became of it; this can take half a minute")
        try:
            settled = lost.resolve()
        except package.ClientError as error:
            raise Failure(
                f"{self.method['operation']}: it may have happened; it could not be found out: "
                f"{error}",
                Exit.UNKNOWN,
            ) from None
        match settled:
            case package.Happened(result):
                self.context.note("it happened, once")
                return result
            case package.DidNotHappen():
                raise Failure(
                    f"{self.method['operation']}: it did not happen; it may be called again",
                    Exit.FAILED,
                )
        raise Failure(
            f"{self.method['operation']}: it may have happened: {settled.reason}", Exit.UNKNOWN
        )

    @contextmanager
    def _failing(self) -> Generator[None, None, None]:
        """Make one line and an exit code of a client's exception."""
        try:
            yield
        except click.ClickException:
            raise
        except Exception as error:
            argument = getattr(error, "argument", None)
            if isinstance(error, ValueError) and isinstance(argument, str):
                said = self.arguments.spoken(argument)
                reason = getattr(error, "reason", str(error))
                raise Failure(f"{said}: {reason}", Exit.USAGE) from None
            raise failure_of(error) or error from None

    @contextmanager
    def _interruptible(self) -> Generator[None, None, None]:
        """Say so where a write was under way that nobody waits for any more."""
        try:
            yield
        except KeyboardInterrupt:
            if not self.begun:
                raise
            raise Failure(
                f"interrupted; {self.method['operation']} may have happened: look before you "
                "call it again",
                Exit.INTERRUPTED,
            ) from None

    @contextmanager
    def _watch(self, attempt: Any) -> Generator[None, None, None]:
        if attempt.operation == self.method["operation"] and self.method["effect"] != "read":
            self.begun = True
        yield

    def _dry_run(self, given: dict[str, Any]) -> None:
        from .dry import DryRun, Recorded, described, shown

        dry = DryRun(self.arguments.catalogue, self.method, self.choices.reads)
        address = account_for(self.vendor, self.context.profile)["base_url"]
        secrets = (each["name"] for each in settings_of(self.vendor) if each["secret"])
        # Nothing goes out that could tell whether they are right.
        unneeded: dict[str, Any] = {} if self.choices.reads else dict.fromkeys(secrets, "dry-run")
        own = dry.http_client(address)
        with own, self.context.client_of(self.vendor, http_client=own, **unneeded) as api:
            try:
                with self._failing():
                    given = self._with_photo(api, given)
                    self._call_dry(api, given)
            except Recorded:
                pass
        if self.choices.format in ("json", "jsonl"):
            request = None if dry.request is None else described(dry.request)
            data = {"before": [described(each) for each in dry.before], "request": request}
            indent = 2 if self.choices.format == "json" else None
            click.echo(json_text(data, indent=indent))
        else:
            for each in dry.before:
                click.echo(f"# first: {shown(each)[0]}")
            if dry.request is not None:
                click.echo("\n".join(shown(dry.request)))
        if dry.request is None:
            self.context.note(
                "the request itself depends on what that read answers: --dry-run-reads lets reads "
                "out, and never the request"
            )

    def _call_dry(self, api: Any, given: dict[str, Any]) -> None:
        called: Callable[..., Any] = getattr(getattr(api, self.resource), self.method["name"])
        answer = called(**given)
        if self.method["paged"] is not None:
            # A list makes its first call when it is read.
            next(iter(answer), None)


def choices_from(values: dict[str, Any], **chosen: Any) -> Choices:
    """The choices; their options are taken out of the values."""
    reads = values.pop("call__dry_run_reads")
    return Choices(
        yes=values.pop("call__yes", False),
        dry=values.pop("call__dry_run") or reads,
        reads=reads,
        resolve=not values.pop("call__no_resolve", False),
        limit=values.pop("call__limit", None),
        photo=values.pop("call__photo", None),
        **chosen,
    )


def asked(context: Context, ask: Callable[[str], str]) -> Callable[[str], str] | None:
    """What asks for a secret, where somebody can be asked."""
    return ask if context.interactive else None
