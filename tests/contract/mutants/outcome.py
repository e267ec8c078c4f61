"""What becomes of a mutant."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from .documents import SpecMutant, specification
from .places import operations
from .servers.mutant import ServerMutant

Mutant = SpecMutant | ServerMutant

KILLED: Final = "killed"
ALIVE: Final = "alive"
UNTELLABLE: Final = "cannot be told"
ERROR: Final = "error"
PASSED: Final = "passed"
FAILED: Final = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mutant, or of a control.

    Attributes:
        id: Of the mutant, or of the control.
        door: `spec`, `server` or `control`.
        kind: The mutant's kind.
        vendor: Whose spec or server.
        operations: What was examined.
        description: What was changed, in one line.
        verdict: `killed`, `alive`, `cannot be told` or `error`; of a control `passed` or `failed`.
        checks: The checks that failed.
        says: The first failure; or why it cannot be told; or an exchange that tells, unnoticed.
        pinned: Whether the table of facts disagrees with the mutant, or a check of the suite that
            needs no exchange.
        seconds: By the clock on the wall.
        processor: Of all threads of the worker, in seconds.
        seed: What the requests were made from.
    """

    id: str
    door: str
    kind: str
    vendor: str
    operations: tuple[str, ...]
    description: str
    verdict: str
    checks: tuple[str, ...]
    says: str
    pinned: bool
    seconds: float
    processor: float
    seed: int

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)


def control_id(vendor: str, operations: tuple[str, ...], seed: int) -> str:
    """The name of a control; of no operations in particular where it is of all."""
    return " ".join(("control", vendor, str(seed), *operations))


def known_operations(vendor: str, names: Sequence[str]) -> tuple[str, ...]:
    """Those operations of a mutant's that the correct spec has."""
    known = {each.id for each in operations(specification(vendor))}
    return tuple(each for each in names if each in known)
