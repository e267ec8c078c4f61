"""The command `cardwright` itself."""

import importlib.metadata
import logging
import sys
from functools import partial
from typing import Final

import click

from .catalogue import VENDORS
from .context import Context
from .groups import Root

_HELP: Final = """Print and issue cards from the command line.

Every operation of both vendors is a command: cardwright instantcard cards list. Addresses and
accounts come from a profile or from variables such as INSTANTCARD_BASE_URL; secrets from variables
or the keyring."""


def _vendor(name: str) -> click.Command:
    from .operations import vendor_group

    return vendor_group(name)


def _profiles() -> click.Command:
    from .profile_commands import profiles_group

    return profiles_group()


def _completion() -> click.Command:
    from .completion import completion_command

    return completion_command()


def _begin(profile: str | None, timeout: float | None, debug: bool) -> None:
    # What a terminal's encoding cannot say must not end a command.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    if debug:
        _log_attempts()
    click.get_current_context().obj = Context(profile or None, timeout)


def _log_attempts() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(name)s: %(message)s"))
    for name in VENDORS:
        logger = logging.getLogger(name)
        logger.setLevel(logging.INFO)
        logger.handlers = [handler]


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        click.echo(f"cardwright {importlib.metadata.version('cardwright')}")
        ctx.exit()


cli = Root(
    "cardwright",
    {
        **{each: partial(_vendor, each) for each in VENDORS},
        "profiles": _profiles,
        "completion": _completion,
    },
    callback=_begin,
    params=[
        click.Option(
            ["--profile"],
            envvar="CARDWRIGHT_PROFILE",
            metavar="NAME",
            help="The profile to use. Otherwise CARDWRIGHT_PROFILE.",
        ),
        click.Option(
            ["--timeout"],
            type=click.FloatRange(0, 86_400, min_open=True, max_open=True),
            metavar="SECONDS",
            help="For a whole call, retries and logins included (60).",
        ),
        click.Option(["--debug"], is_flag=True, help="Log each attempt to stderr."),
        click.Option(
            ["--version"],
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_version,
            help="Print the version.",
        ),
    ],
    help=_HELP,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
