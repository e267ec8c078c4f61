"""What staging must hold: every write that it acknowledged, and those it may or may not have done.

A write is a set of changes, each of one thing's state; None is the state of what is not there.
Staging has to do all of them or none.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, TypeAlias

State: TypeAlias = Mapping[str, Any]
"""What can be compared of one thing."""

SEED: Final = "seed"
"""The owner of what was there before the first write."""


class Key(NamedTuple):
    """Names one thing: its kind, who made it, and a number of the maker's own."""

    kind: str
    owner: str
    number: int

    @property
    def marker(self) -> str:
        """Stands in the thing's own data, so that it is known again; no other text has it in it."""
        return f"{self.owner}-{self.number:06}"


_MARKER: Final = re.compile(r"(w[0-9]{2,})-([0-9]{6,})")


def key_of(kind: str, marker: str | None, id: int) -> Key:
    """The key of a thing with this marker; without one it is nobody's, and named by its id."""
    match = _MARKER.fullmatch(marker or "")
    return Key(kind, match[1], int(match[2])) if match else Key(kind, SEED, id)


Changes: TypeAlias = Mapping[Key, State | None]


@dataclass
class Snapshot:
    """What staging held when it was asked for everything."""

    states: dict[Key, State] = field(default_factory=dict)
    ids: dict[Key, int] = field(default_factory=dict)
    twice: list[Key] = field(default_factory=list)

    def add(self, key: Key, id: int, state: State) -> None:
        """Note one thing; a second one with its key is one too many."""
        if key in self.states:
            self.twice.append(key)
        self.states[key] = state
        self.ids[key] = id


@dataclass
class Findings:
    """How a snapshot differs from the journal, in words. Empty lists are what is wanted."""

    lost: list[str] = field(default_factory=list)
    """Acknowledged, and not there or not as it was acknowledged."""
    half_done: list[str] = field(default_factory=list)
    """Not acknowledged, and there in part."""
    unasked: list[str] = field(default_factory=list)
    """There without anybody having written it, or more than once."""
    present: int = 0
    """Not acknowledged, and there as a whole."""
    absent: int = 0
    """Not acknowledged, and not there."""

    @property
    def faults(self) -> list[str]:
        """All that is wrong."""
        return [
            f"{kind}: {each}"
            for kind, found in (
                ("lost", self.lost),
                ("half done", self.half_done),
                ("unasked", self.unasked),
            )
            for each in found
        ]


class Journal:
    """The writes of all clients."""

    def __init__(self) -> None:
        self.ids: dict[Key, int] = {}
        """The vendor's ids of things."""
        self.acknowledged = 0
        """How many writes were acknowledged."""
        self._owned: dict[tuple[str, str], dict[Key, State]] = {}
        self._undecided: list[Changes] = []

    def get(self, key: Key) -> State | None:
        """What was acknowledged last of a thing."""
        return self._owned.get((key.kind, key.owner), {}).get(key)

    def owned(self, kind: str, owner: str) -> Mapping[Key, State]:
        """The things of a kind that an owner has."""
        return self._owned.get((kind, owner), {})

    def all_of(self, kind: str) -> Iterator[tuple[Key, State]]:
        """The things of a kind that anybody has."""
        for (owned_kind, _), things in self._owned.items():
            if owned_kind == kind:
                yield from things.items()

    def acknowledge(self, changes: Changes) -> None:
        """Note a write that staging has acknowledged."""
        self.acknowledged += 1
        for key, state in changes.items():
            self._set(key, state)

    def leave_undecided(self, changes: Changes) -> None:
        """Note a write that was sent and never answered."""
        self._undecided.append(changes)

    def adopt(self, snapshot: Snapshot) -> None:
        """Take what staging holds for what it must hold."""
        self._owned.clear()
        for key, state in snapshot.states.items():
            self._set(key, state)
        self.ids = dict(snapshot.ids)
        self._undecided.clear()

    def settle(self, snapshot: Snapshot) -> Findings:
        """Compare, and go on from what staging holds."""
        findings = Findings()
        for changes in self._undecided:
            self._decide(changes, snapshot, findings)
        for things in self._owned.values():
            for key, state in things.items():
                held = snapshot.states.get(key)
                if held != state:
                    findings.lost.append(_difference(key, state, held))
        for key in snapshot.states:
            if self.get(key) is None:
                findings.unasked.append(f"{key} is {snapshot.states[key]}")
        findings.unasked += [f"{key} is there twice" for key in snapshot.twice]
        self.adopt(snapshot)
        return findings

    def _decide(self, changes: Changes, snapshot: Snapshot, findings: Findings) -> None:
        held = {key: snapshot.states.get(key) for key in changes}
        if held == dict(changes):
            findings.present += 1
        elif all(state == self.get(key) for key, state in held.items()):
            findings.absent += 1
        else:
            findings.half_done += [
                _difference(key, changes[key], state)
                for key, state in held.items()
                if state != changes[key]
            ]
        for key, state in held.items():
            self._set(key, state)

    def _set(self, key: Key, state: State | None) -> None:
        things = self._owned.setdefault((key.kind, key.owner), {})
        if state is None:
            things.pop(key, None)
        else:
            things[key] = state


def _difference(key: Key, wanted: State | None, held: State | None) -> str:
    if wanted is None or held is None:
        return f"{key} should be {_brief(wanted)} and is {_brief(held)}"
    parts = [
        f"{name} should be {_brief(wanted.get(name))} and is {_brief(held.get(name))}"
        for name in sorted(wanted.keys() | held.keys())
        if wanted.get(name) != held.get(name)
    ]
    return f"{key}: {', '.join(parts)}"


def _brief(value: object) -> str:
    text = "absent" if value is None else repr(value)
    return text if len(text) <= 120 else f"{text[:117]}..."
