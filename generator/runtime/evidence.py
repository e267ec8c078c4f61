"""What a read shows of a write: the spec's `x-settle`, applied to JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Literal, NamedTuple, TypeAlias

import attrs

from .made import Known
from .money import parse_money

Steps: TypeAlias = tuple[str, ...]
"""Where a value is in an object: the names on the way to it."""

_ABSENT: Final = object()


class Verdict(NamedTuple):
    """What one look says.

    Attributes:
        happened: Whether the write shows.
        shown: The object that shows it.
        reason: Why it cannot be told; empty if it can.
    """

    happened: bool
    shown: Any = None
    reason: str = ""


@attrs.frozen
class Evidence:
    """How a read shows that a write happened.

    Attributes:
        read: The operation that reads. A function, for it may be defined further down.
        kind: `entry`: a new entry of a list. `object`: an object that is as the write leaves it.
            `gone`: an object that is no longer there.
        same: For what was sent, by wire name, where the read shows it.
        money: The same for amounts.
        among: For ids that were sent, the array of objects that have them.
        not_among: The same for ids that are gone.
        equals: What the write sets by itself.
        was: What stood there before; anything else is neither the one nor the other.
        hidden: Texts that stand in the place of values which are not shown.
        filled: What the vendor may fill in by itself, so that it need not be empty unless sent.
        brings: For ids that were sent, what comes with them and need not be empty either.
        before: Whether the list is read before the call, as nothing else tells its entry from
            another one.
        id: The member that identifies an entry.
        paging: The parameters of page and size, the number of the first page, and the largest size.
        same_answer: Whether the read shows what the write answers.
        result: What the write answers, where that is always the same.
    """

    read: Callable[[], Any]
    kind: Literal["entry", "object", "gone"]
    same: Mapping[str, Steps] = attrs.field(factory=dict)
    money: Mapping[str, Steps] = attrs.field(factory=dict)
    among: Mapping[str, Steps] = attrs.field(factory=dict)
    not_among: Mapping[str, Steps] = attrs.field(factory=dict)
    equals: tuple[tuple[Steps, Any], ...] = ()
    was: tuple[tuple[Steps, Any], ...] = ()
    hidden: frozenset[str] = frozenset()
    filled: frozenset[str] = frozenset()
    brings: Mapping[str, frozenset[str]] = attrs.field(factory=dict)
    before: bool = False
    id: str = "id"
    paging: tuple[str, str, int, int] | None = None
    same_answer: bool = False
    result: Any = None

    def id_of(self, entry: Any) -> Any:
        """What identifies an entry, or `None`."""
        found = entry.get(self.id) if isinstance(entry, dict) else None
        return found if isinstance(found, int | str) else None

    def without_object(self) -> Verdict:
        """What it says that the object is not there."""
        if self.kind == "gone":
            return Verdict(True)
        return Verdict(False, reason="what it was to change is no longer there")

    def of_object(self, shown: Any, sent: Mapping[str, str]) -> Verdict:
        """What an object says that is there."""
        if self.kind == "gone":
            return Verdict(False)
        answers = list(self._comparisons(shown, sent))
        if not answers:
            return Verdict(False, reason="no read shows what this call was to change")
        if all(answers):
            return Verdict(True, shown)
        if not all(_text(_at(shown, steps)) == _text(each) for steps, each in self.was):
            return Verdict(False, reason="what is shown is neither from before nor from after it")
        return Verdict(False)

    def among_entries(self, shown: Iterable[Any], sent: Mapping[str, str], known: Known) -> Verdict:
        """What the entries of a list say, of which some are known to be another call's."""
        alike = [each for each in shown if self._is_alike(each, sent)]
        fresh = [each for each in alike if not known.is_older(self.id_of(each))]
        exact = [each for each in fresh if self._is_bare(each, sent)]
        if any(self.id_of(each) in known.others for each in alike):
            return Verdict(False, reason=f"another client made the same: {self._ids(alike)}")
        if fresh and known.meanwhile:
            return Verdict(False, reason="another call may have made the same at the same time")
        if len(exact) == 1:
            return Verdict(True, exact[0])
        if exact:
            return Verdict(
                False, reason=f"{len(exact)} entries have this content: {self._ids(exact)}"
            )
        if fresh:
            return Verdict(
                False, reason=f"there are entries with this content and more: {self._ids(fresh)}"
            )
        return Verdict(False)

    def _is_alike(self, shown: Any, sent: Mapping[str, str]) -> bool:
        answers = list(self._comparisons(shown, sent))
        # An entry that shows nothing of what was sent is no evidence.
        return all(answers) and (bool(answers) or not self._compared & sent.keys())

    @property
    def _compared(self) -> set[str]:
        return {*self.same, *self.money, *self.among, *self.not_among}

    def _ids(self, entries: list[Any]) -> str:
        ids = [str(self.id_of(each)) for each in entries]
        return ", ".join(ids[:5]) + (", …" if len(ids) > 5 else "")

    def _comparisons(self, shown: Any, sent: Mapping[str, str]) -> Iterable[bool]:
        """For everything that was sent or set and is shown, whether it is the same."""
        for name, steps in self.same.items():
            value = _at(shown, steps)
            if name in sent and value is not _ABSENT:
                yield self._is_same(sent[name], value)
        for name, steps in self.money.items():
            value = _at(shown, steps)
            if name in sent and value is not _ABSENT:
                yield _is_same_amount(sent[name], value)
        for places, present in ((self.among, True), (self.not_among, False)):
            for name, steps in places.items():
                value = _at(shown, steps)
                if name in sent and isinstance(value, list):
                    ids = {str(_at(each, (self.id,))) for each in value}
                    yield all((each in ids) is present for each in _ids_in(sent[name]))
        for steps, expected in self.equals:
            value = _at(shown, steps)
            if value is not _ABSENT:
                yield _text(value) == _text(expected)

    def _is_bare(self, shown: Any, sent: Mapping[str, str]) -> bool:
        """Whether what was not sent is empty."""
        filled = self.filled.union(*(self.brings[each] for each in self.brings if each in sent))
        return all(
            name in sent or name in filled or _at(shown, steps) in (_ABSENT, None, "", False, [])
            for name, steps in self.same.items()
        )

    def _is_same(self, sent: str, shown: Any) -> bool:
        if not isinstance(shown, list):
            return self._is_same_text(sent, shown)
        try:
            wanted = json.loads(sent)
        except ValueError:
            return False
        return isinstance(wanted, list) and all(
            isinstance(each, dict) and any(self._has(one, each) for one in shown) for each in wanted
        )

    def _has(self, shown: Any, wanted: Mapping[str, Any]) -> bool:
        return all(self._is_same_text(wanted[name], _at(shown, (name,))) for name in wanted)

    def _is_same_text(self, sent: Any, shown: Any) -> bool:
        if shown is _ABSENT:
            return False
        return (isinstance(shown, str) and shown in self.hidden) or _text(sent) == _text(shown)


def _at(shown: Any, steps: Steps) -> Any:
    for step in steps:
        if shown is None:
            return None
        if not isinstance(shown, dict) or step not in shown:
            return _ABSENT
        shown = shown[step]
    return shown


def _text(value: Any) -> str:
    """A value as a vendor may write it, without case and without spaces that say nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(str(value).split()).casefold()


def _is_same_amount(sent: str, shown: Any) -> bool:
    try:
        return parse_money(sent) == parse_money(shown)
    except (ValueError, TypeError, AttributeError):
        return False


def _ids_in(sent: str) -> list[str]:
    """Ids from a JSON array, or a single one."""
    try:
        found = json.loads(sent)
    except ValueError:
        return [sent]
    return [str(each) for each in found] if isinstance(found, list) else [str(found)]
