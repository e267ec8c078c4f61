"""The command line: ``python -m cardwright.staging``.

Prints the addresses and the seeded credentials as lines for a shell once it accepts connections;
SIGINT and SIGTERM stop it. Anything it cannot start with is one line on stderr and exit 2.
"""

import argparse
import logging
import shlex
import signal
import sys
import threading
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Final, NoReturn

from cardwright.staging import MissingExtraError

try:
    from cardwright.staging import DEFAULT_TOKEN_TTL, Staging, UnusableDatabaseError
except MissingExtraError as error:
    print(f"python -m cardwright.staging: {error}", file=sys.stderr)
    sys.exit(2)

PROGRAM: Final = "python -m cardwright.staging"
LONGEST_TTL: Final = 2**31 - 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until a signal comes; answers the exit status."""
    chosen = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        staging = Staging(
            host=chosen.host,
            port=chosen.port,
            database=chosen.db,
            token_ttl=chosen.token_ttl,
            controls=chosen.controls,
            page=chosen.controls,
        )
    except UnusableDatabaseError as error:
        return _complain(str(error))
    except OSError as error:
        return _complain(f"cannot listen on {chosen.host} port {chosen.port}: {error.strerror}")
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with staging:
        lines = [
            f"export {name}={shlex.quote(value)}\n" for name, value in staging.environment.items()
        ]
        print("".join(lines), end="", flush=True)
        while not stop.wait(1) and staging.alive:
            pass
    return 0 if stop.is_set() else 1


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        sys.exit(_complain(message))


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog=PROGRAM, description="Serve local staging on one port.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    parser.add_argument("--port", type=_port, default=8765, help="0: a free one (%(default)s)")
    parser.add_argument("--db", type=Path, metavar="FILE", help="keep the state in FILE")
    parser.add_argument(
        "--token-ttl",
        type=_seconds,
        default=DEFAULT_TOKEN_TTL,
        metavar="SECONDS",
        help="how long a login token is valid (3600)",
    )
    parser.add_argument(
        "--no-controls",
        dest="controls",
        action="store_false",
        help="serve no page, and nothing below /_staging",
    )
    return parser


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"{text!r} is not a port (0 to 65535)")
    return int(text)


def _seconds(text: str) -> timedelta:
    if not (text.isascii() and text.isdecimal() and int(text) <= LONGEST_TTL):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds, 0 or more")
    return timedelta(seconds=int(text))


def _complain(message: str) -> int:
    print(f"{PROGRAM}: {message}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
