"""A fixed sample of mutants, each of which the suite must kill: so it cannot go blind unnoticed."""

from typing import Final

from . import pool
from .bench import KILLED
from .servers.mutant import ServerMutant

SECONDS: Final = 30.0
WORKERS: Final = 2
SEED: Final = 1

SAMPLE: Final = """
server type organization.balance balance
"""


def test_the_suite_kills_every_mutant_of_the_sample() -> None:
    known = pool.all_mutants()
    chosen = [known[each] for each in SAMPLE.strip().splitlines()]
    jobs = [pool.mutant_job(each, SEED, SECONDS) for each in chosen]
    outcomes = list(pool.run(jobs, WORKERS, pool.no_outcome(known)))
    assert len(outcomes) == len(chosen)
    assert [
        f"{each.verdict}: {each.id}: {each.says}" for each in outcomes if each.verdict != KILLED
    ] == []


def test_the_sample_is_of_many_kinds_of_both_doors_and_vendors() -> None:
    known = pool.all_mutants()
    chosen = [known[each] for each in SAMPLE.strip().splitlines()]
    assert len({each.kind for each in chosen}) >= 25
    assert {each.vendor for each in chosen} == {"instantcard", "synctera"}
    servers = [each for each in chosen if isinstance(each, ServerMutant)]
    assert len(servers) >= 12
    assert len(chosen) - len(servers) >= 12
