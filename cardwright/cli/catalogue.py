"""What there is to call: the data that the generator writes into each client."""

from functools import cache
from importlib import import_module
from typing import Any, Final, TypeAlias

#: The clients that come with Cardwright, by package.
VENDORS: Final = ("instantcard", "synctera")

Entry: TypeAlias = dict[str, Any]


@cache
def catalogue(vendor: str) -> Entry:
    """The commands of a client, as `_commands.py` has them."""
    found: Entry = import_module(f"{vendor}._commands").COMMANDS
    return found


def settings_of(vendor: str) -> list[Entry]:
    """What a client is told once: its address, its credentials, its organization."""
    found: list[Entry] = catalogue(vendor)["settings"]
    return found
