"""`login` and `logout`: a client's secret, kept in the system's keyring."""

import sys
from typing import Any, Final

import click

from .catalogue import catalogue, settings_of
from .connection import account_for
from .context import Context
from .exits import Exit, Failure, failure_of
from .questions import ask_secret
from .vault import forget_secret, keep_secret

#: Characters of a secret that are read.
_LONGEST: Final = 4096


def login_command(vendor: str) -> click.Command:
    """Keep the secret of the chosen profile."""
    secret = next(each for each in settings_of(vendor) if each["secret"])
    name = secret["name"].replace("_", " ")
    checkable = catalogue(vendor)["login"] is not None

    def login(source: str | None, check: bool = False) -> None:
        context = _context()
        account = account_for(vendor, context.profile)
        value = _read(source) if source is not None else _asked(context, name)
        if check:
            _try(context, vendor, {**account, secret["name"]: value})
        keep_secret(vendor, account, value)
        context.note(f"kept in the keyring, for {_said(account)}")

    params: list[click.Parameter] = [
        click.Option(
            ["source", "--from"],
            metavar="FILE",
            help=f"Read the {name} from a file, or from standard input (-). Otherwise a prompt.",
        )
    ]
    if checkable:
        said = "Whether to log in with it first."
        params.append(click.Option(["check", "--check/--no-check"], default=True, help=said))
    return click.Command(
        "login",
        callback=login,
        params=params,
        help=f"Keep the {name} in the keyring, for the address and account of the profile.",
    )


def logout_command(vendor: str) -> click.Command:
    """Forget the secret of the chosen profile."""

    def logout() -> None:
        context = _context()
        account = account_for(vendor, context.profile)
        there = forget_secret(vendor, account)
        context.note(f"{'forgotten' if there else 'nothing was kept'}, for {_said(account)}")

    return click.Command("logout", callback=logout, help="Take the secret out of the keyring.")


def _context() -> Context:
    context = click.get_current_context().find_object(Context)
    assert context is not None
    return context


def _asked(context: Context, name: str) -> str:
    if not context.interactive:
        raise Failure("nobody can be asked here: give --from FILE, or --from -", Exit.USAGE)
    return ask_secret(name.capitalize())


def _read(source: str) -> str:
    try:
        if source == "-":
            text = sys.stdin.readline(_LONGEST)
        else:
            with open(source, encoding="utf-8") as opened:
                text = opened.readline(_LONGEST)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "is no UTF-8 text"
        raise Failure(f"{source!r} cannot be read: {reason}", Exit.USAGE) from None
    value = text.rstrip("\r\n")
    if not value:
        raise Failure(f"{source!r} is empty", Exit.USAGE)
    return value


def _try(context: Context, vendor: str, given: dict[str, Any]) -> None:
    with context.client_of(vendor, **given) as api:
        try:
            api.login()
        except Exception as error:
            raise failure_of(error) or error from None


def _said(account: dict[str, Any]) -> str:
    return " at ".join(str(account[each]) for each in ("email", "base_url") if each in account)
