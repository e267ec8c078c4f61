"""A fixed sample of mutants, each of which the suite must kill: so it cannot go blind unnoticed.

``sample.txt`` has their names. One that the specs no longer make is taken out of it, and another of
its kind put in: ``python -m tests.contract.mutants --kind KIND`` shows them.
"""

from pathlib import Path
from typing import Final

# By the name that worker processes find it under, whatever pytest calls this package.
from tests.contract.mutants import pool
from tests.contract.mutants.outcome import KILLED, Mutant
from tests.contract.mutants.servers.mutant import ServerMutant

NAMES: Final = Path(__file__).with_name("sample.txt").read_text("utf-8").splitlines()
SECONDS: Final = 30.0
WORKERS: Final = 2
SEED: Final = 1


def _sample() -> list[Mutant]:
    known = pool.all_mutants()
    assert [each for each in NAMES if each not in known] == []
    return [known[each] for each in NAMES]


def test_the_suite_kills_every_mutant_of_the_sample() -> None:
    jobs = [pool.mutant_job(each, SEED, SECONDS) for each in _sample()]
    outcomes = list(pool.run(jobs, WORKERS, pool.no_outcome(pool.all_mutants())))
    assert len(outcomes) == len(NAMES)
    alive = [each for each in outcomes if each.verdict != KILLED]
    assert [f"{each.verdict}: {each.id}: {each.says}" for each in alive] == []


def test_the_sample_is_of_many_kinds_of_both_doors_and_vendors() -> None:
    chosen = _sample()
    assert len({each.kind for each in chosen}) >= 35
    assert {each.vendor for each in chosen} == {"instantcard", "synctera"}
    servers = sum(isinstance(each, ServerMutant) for each in chosen)
    assert min(servers, len(chosen) - servers) >= 15
