"""`cardwright profiles`."""

import click

from .catalogue import VENDORS, settings_of
from .context import Context
from .exits import Exit, Failure
from .groups import LazyGroup
from .output import Writer, chosen_format, format_options
from .pairs import label_and_value
from .profiles import (
    Profiles,
    checked_name,
    config_file,
    read_profiles,
    remove_profile,
    set_profile,
)


def profiles_group() -> LazyGroup:
    """Show and change the profiles."""
    return LazyGroup(
        "profiles",
        {"list": _list, "show": _show, "set": _set, "remove": _remove},
        help="Named addresses and accounts, without secrets.",
        short_help="Named addresses and accounts.",
    )


def _list() -> click.Command:
    def run(**values: str | None) -> None:
        _print(read_profiles(), values)

    return click.Command("list", callback=run, params=format_options(), help="List all profiles.")


def _show() -> click.Command:
    def run(name: str, **values: str | None) -> None:
        found = read_profiles()
        if name not in found:
            raise _unknown(name)
        _print({name: found[name]}, values)

    params: list[click.Parameter] = [click.Argument(["name"]), *format_options()]
    return click.Command("show", callback=run, params=params, help="Show one profile.")


def _set() -> click.Command:
    def run(name: str, vendor: str, settings: tuple[str, ...]) -> None:
        try:
            given = dict(label_and_value(each) for each in settings)
        except ValueError as error:
            # Not the text itself: it may be a secret.
            raise click.UsageError(f"a setting {error}".replace("LABEL", "NAME")) from None
        file = set_profile(checked_name(name), vendor, given)
        _context().note(f"written to {file}")

    known = ", ".join(
        dict.fromkeys(
            each["name"] for one in VENDORS for each in settings_of(one) if not each["secret"]
        )
    )
    params: list[click.Parameter] = [
        click.Argument(["name"]),
        click.Argument(["vendor"], type=click.Choice(VENDORS)),
        click.Argument(["settings"], nargs=-1, required=True, metavar="NAME=VALUE..."),
    ]
    said = f"Set values of a profile, which is made if it is not there. There are: {known}."
    return click.Command("set", callback=run, params=params, help=said)


def _remove() -> click.Command:
    def run(name: str) -> None:
        if not remove_profile(name):
            raise _unknown(name)
        _context().note(f"removed from {config_file()}")

    params: list[click.Parameter] = [click.Argument(["name"])]
    return click.Command("remove", callback=run, params=params, help="Remove a profile.")


def _print(profiles: Profiles, values: dict[str, str | None]) -> None:
    rows = [
        {"profile": name, "vendor": vendor, **settings}
        for name, vendors in sorted(profiles.items())
        for vendor, settings in sorted(vendors.items())
    ]
    names = dict.fromkeys(
        each["name"] for vendor in VENDORS for each in settings_of(vendor) if not each["secret"]
    )
    columns = [{"name": each, "kind": "text"} for each in ("profile", "vendor", *names)]
    Writer(chosen_format(values), _context(), columns).items(rows, max(len(rows), 1))


def _context() -> Context:
    found = click.get_current_context().find_object(Context)
    assert found is not None
    return found


def _unknown(name: str) -> Failure:
    return Failure(f"there is no profile {name!r} in {config_file()}", Exit.NOT_SENT)
