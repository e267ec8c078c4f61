"""Whether a mutant of a spec can be told from the correct spec at all, shown for each mutant.

Either the mutant's text shows that it accepts every exchange that the correct spec accepts; or
exchanges with the correct server, made from both, are judged alike by both, among them ones that
the two would judge differently if the server did otherwise.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from .documents import SpecMutant, specification
from .expanded import Claims, claims
from .judge import Exchange, Judge, media_type, tells
from .looseness import accepts_all

ENOUGH_ANSWERS: Final = 3
ENOUGH_REFUSALS: Final = 10
"""So many successes of the operation must be among the exchanges that both judge alike; and so many
refusals, where the two differ about refusals."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What was found out about a mutant that the suite did not kill.

    Attributes:
        cannot: Why no exchange can tell, or None.
        telling: An exchange that does tell, in one line, and that the suite let pass; or None.
    """

    cannot: str | None
    telling: str | None


def by_text(mutant: SpecMutant) -> str | None:
    """Why no exchange that the correct spec accepts contradicts the mutant; None if unproven."""
    correct = claims(specification(mutant.vendor))
    changed = claims(mutant.document())
    if changed.keys() - correct.keys():
        return None
    for key, said in changed.items():
        if not accepts_all(said, correct[key]):
            return None
    silent = correct.keys() - changed.keys()
    if any(path == other for _, path in silent for _, other in changed):
        return None
    if silent:
        return "it says nothing of the operation and the same of all others"
    if changed == correct:
        return "it says the same of every exchange"
    return "it accepts every exchange that the correct spec accepts"


def wants_probes(mutant: SpecMutant) -> bool:
    """Whether a mutant speaks otherwise of requests or of refusals than the correct spec."""
    return _requests_differ(mutant) or _refusals_differ(mutant)


def by_exchanges(mutant: SpecMutant, exchanges: Sequence[tuple[Exchange, str]]) -> Shown:
    """What exchanges with the correct server show; each comes with its operation's id."""
    correct = Judge(specification(mutant.vendor), mutant.vendor)
    changed = Judge(mutant.document(), mutant.vendor)
    media = _media_of_one(mutant)
    between, answers = 0, Counter[bool]()
    for exchange, operation in exchanges:
        one, other = correct.opinion(exchange), changed.opinion(exchange)
        reason = tells(one, other)
        if reason is not None:
            return Shown(None, f"{_line(exchange)}: {reason}")
        between += one.allowed != other.allowed or (
            media_type(exchange.request) in media and exchange.response.status in range(200, 300)
        )
        if operation in mutant.operations:
            answers[exchange.response.status in range(200, 300)] += 1
    enough = answers[True] >= ENOUGH_ANSWERS and (
        answers[False] >= ENOUGH_REFUSALS or not _refusals_differ(mutant)
    )
    shown = enough or between
    if not shown or _is_beyond(mutant) or (_requests_differ(mutant) and not between):
        return Shown(None, None)
    how = f", {between} of them with a request that only one of the two allows" if between else ""
    return Shown(f"both judge {len(exchanges)} exchanges alike{how}", None)


def _requests_differ(mutant: SpecMutant) -> bool:
    correct, changed = claims(specification(mutant.vendor)), claims(mutant.document())
    return {key: _request(said) for key, said in correct.items()} != {
        key: _request(said) for key, said in changed.items()
    }


def _refusals_differ(mutant: SpecMutant) -> bool:
    """Whether the two say different things of what is no success."""

    def refusals(said: Claims) -> object:
        return {status: each for status, each in said.answers.items() if status[0] != "2"}

    correct, changed = claims(specification(mutant.vendor)), claims(mutant.document())
    return any(
        refusals(correct[key]) != refusals(changed[key]) for key in correct.keys() & changed.keys()
    )


def _is_beyond(mutant: SpecMutant) -> bool:
    """Whether the two differ only in what a single exchange says nothing of.

    Where a link leads, what is assumed of something that is left out, who is let in, what a repeat
    does: the judge has no opinion of it, so that it cannot show that nothing tells.
    """
    correct, changed = claims(specification(mutant.vendor)), claims(mutant.document())
    return {key: _judged(said) for key, said in correct.items()} == {
        key: _judged(said) for key, said in changed.items()
    }


def _judged(said: Claims) -> object:
    answers = {status: (_bare(each.content), each.headers) for status, each in said.answers.items()}
    return _bare(_request(said)), answers


def _bare(value: Any) -> Any:
    """Schemas without their defaults."""
    if isinstance(value, dict):
        return {key: _bare(each) for key, each in value.items() if key != "default"}
    if isinstance(value, list | tuple):
        return [_bare(each) for each in value]
    return value


def _media_of_one(mutant: SpecMutant) -> set[str]:
    """The media types of bodies that only one of the two names."""
    correct, changed = claims(specification(mutant.vendor)), claims(mutant.document())
    return {
        each
        for key in correct.keys() & changed.keys()
        for each in correct[key].bodies.keys() ^ changed[key].bodies.keys()
    }


def _request(said: Claims) -> object:
    inputs = {
        key: (each.required, each.empty, each.schema) for key, each in said.parameters.items()
    }
    return inputs, said.bodies, said.body_required


def _line(exchange: Exchange) -> str:
    request, response = exchange.request, exchange.response
    return f"{request.method} {request.target[:120]} answered {response.status}"
