"""Results as lines of JSON, so that a run that was interrupted can go on."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, TextIO

from .outcome import Outcome

ROOT: Final = Path(__file__).parents[3]
SOURCES: Final = (
    "spec/*.yaml",
    "spec/facts/*.yaml",
    "tests/contract/**/*.py",
    "cardwright/staging/**/*.py",
)


def fingerprint() -> str:
    """What results stand on: the specs, the suite, the mutants and staging."""
    found = hashlib.sha256()
    for pattern in SOURCES:
        for file in sorted(ROOT.glob(pattern)):
            found.update(file.read_bytes())
    return found.hexdigest()[:16]


class Results:
    """A context manager: inside it, outcomes are kept in a file as they come.

    Outcomes of the same sources are kept from one run to the next; others are left out.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._mark = fingerprint()
        self.outcomes: dict[str, Outcome] = {each.id: each for each in self._read()}
        self._open: TextIO | None = None

    def __enter__(self) -> "Results":
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._open = self._file.open("w", encoding="utf-8")
        self._write(self.outcomes.values())
        return self

    def __exit__(self, *_: object) -> None:
        if self._open is not None:
            self._open.close()

    def add(self, outcome: Outcome) -> None:
        """Keep an outcome."""
        self.outcomes[outcome.id] = outcome
        self._write([outcome])

    def _write(self, outcomes: Iterable[Outcome]) -> None:
        assert self._open is not None
        for each in outcomes:
            line = {"sources": self._mark, **each.to_json()}
            self._open.write(json.dumps(line, ensure_ascii=False) + "\n")
        self._open.flush()

    def _read(self) -> Iterator[Outcome]:
        if not self._file.exists():
            return
        for line in self._file.read_text("utf-8").splitlines():
            try:
                value = json.loads(line)
                if value.pop("sources") != self._mark:
                    continue
                value["operations"] = tuple(value["operations"])
                value["checks"] = tuple(value["checks"])
                yield Outcome(**value)
            except (ValueError, TypeError, KeyError):
                # The last line of a run that was killed.
                continue
