"""What the demo says, and how it stops."""

import sys


class DemoFailed(Exception):
    """Something is not as it should be."""


def chapter(title: str) -> None:
    """Begin a part."""
    print(f"\n{title}\n{'-' * len(title)}", flush=True)


def tell(text: str) -> None:
    """Say what was done."""
    print(f"  {text}", flush=True)


def expect(holds: bool, claim: str) -> None:
    """Stop unless something holds.

    Raises:
        DemoFailed: It does not.
    """
    if not holds:
        raise DemoFailed(f"expected that {claim}")


def fail(text: str) -> None:
    """Say on standard error what went wrong."""
    print(f"error: {text}", file=sys.stderr, flush=True)
