"""Whether the judge finds what it should; `make issue-soak` runs it first."""

from pathlib import Path

from tests.issuing.soak import tables
from tests.issuing.soak.run import Plan, play


def test_the_judge_sees_a_second_card(tmp_path: Path) -> None:
    """A journal that is thrown away makes second cards, which is what it is there for."""
    plan = Plan(rows=4, kills=((tables.FINALIZED, 0.25),), sample=1, fault_every=60)

    def throw_away(_: str) -> None:
        (tmp_path / "people.csv.cardwright.db").unlink()

    figures = play(tmp_path, plan, throw_away)
    assert len(figures.duplicates) == 4
    assert not figures.held
