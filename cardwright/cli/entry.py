"""Where `cardwright` begins: without the extra, one line says how to get it."""

import sys
from importlib.util import find_spec
from typing import Final

NEEDED: Final = ("click", "keyring", "platformdirs", "rich", "tomlkit")

#: As in `exits.Exit`, which cannot be imported without click.
_NOT_SENT: Final = 3
_INTERRUPTED: Final = 130


def main() -> None:
    """Run the command line."""
    if any(find_spec(each) is None for each in NEEDED):
        print(
            "cardwright: the command line needs an extra: pip install 'cardwright[cli]'",
            file=sys.stderr,
        )
        sys.exit(_NOT_SENT)
    try:
        from .app import cli

        cli.main(prog_name="cardwright")
    except KeyboardInterrupt:
        # So early, or so late, that nothing was under way.
        sys.exit(_INTERRUPTED)
