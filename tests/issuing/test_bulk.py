"""A run amid faults and kills, in short. `make issue-soak` plays it at length."""

from pathlib import Path

from tests.issuing.soak import tables
from tests.issuing.soak.run import Plan, kills_for, play

PLAN = Plan(
    rows=60,
    kills=((tables.CARDS, 0.4), (tables.FINALIZED, 0.5)),
    sample=1,
    settle=1.0,
    fault_every=0.04,
)


def test_every_row_has_one_card_whatever_fails(tmp_path: Path) -> None:
    figures = play(tmp_path, PLAN)
    assert figures.held, (figures.duplicates, figures.missing, figures.wrong, figures.output)
    assert figures.one_card + figures.listed == 60
    assert figures.one_card >= 55
    assert figures.kills == 2
    assert sum(figures.faults.values()) > 3
    assert (figures.jobs, figures.charges) == (1, 1)


def test_kills_are_spread_over_the_run() -> None:
    kills = kills_for(12)
    assert len(kills) == 12
    queries = [query for query, _ in kills]
    assert queries == sorted(queries, key=[tables.CARDS, tables.FINALIZED, tables.JOB_CARDS].index)
    assert set(queries) == {tables.CARDS, tables.FINALIZED, tables.JOB_CARDS}
