"""Results that can be resumed, and the table that they become."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from . import table
from .outcome import ALIVE, ERROR, FAILED, KILLED, PASSED, UNTELLABLE, Outcome
from .results import Results

OUTCOME = Outcome(
    id="a",
    door="spec",
    kind="response type",
    vendor="instantcard",
    operations=("cards.get",),
    description="id: integer becomes string",
    verdict=KILLED,
    checks=("response_schema_conformance",),
    says="",
    pinned=False,
    seconds=1.5,
    processor=1.0,
    seed=1,
)


def test_what_was_found_is_known_to_the_next_run_and_a_broken_line_is_not(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "results.jsonl"
    with Results(file) as results:
        results.add(OUTCOME)
        results.add(replace(OUTCOME, id="b", verdict=ALIVE))
    file.write_text(file.read_text("utf-8") + '{"sources": "', "utf-8")
    assert list(Results(file).outcomes) == ["a", "b"]
    assert Results(file).outcomes["a"] == OUTCOME


def test_results_of_other_sources_are_left_out(tmp_path: Path) -> None:
    file = tmp_path / "results.jsonl"
    file.write_text(json.dumps({"sources": "other", **OUTCOME.to_json()}) + "\n", "utf-8")
    assert not Results(file).outcomes


def test_the_score_counts_errors_against_the_suite_and_leaves_out_what_cannot_be_told() -> None:
    verdicts = [KILLED, KILLED, ALIVE, ERROR, UNTELLABLE]
    outcomes = [replace(OUTCOME, id=str(n), verdict=each) for n, each in enumerate(verdicts)]
    assert table.score(outcomes) == (2, 4)
    text = "\n".join(table.lines(outcomes, 60.0, 2))
    assert "**2 of 4 killed, 50.0%**; 1 cannot be told." in text
    assert "| response type | 2 | 1 | 1 | 1 |" in text


def test_facts_are_counted_apart() -> None:
    outcomes = [
        replace(OUTCOME, verdict=UNTELLABLE, pinned=True),
        replace(OUTCOME, id="b", pinned=True),
        replace(OUTCOME, id="control", door="control", operations=(), verdict=PASSED),
    ]
    text = "\n".join(table.lines(outcomes, 60.0, 2))
    assert "**1 of 1 killed, 100.0%**" in text
    assert "Of the 1 that no exchange killed, facts pin 1." in text
    assert "examined whole, passed in 1 of 1 runs" in text


def test_a_kill_counts_only_where_the_correct_one_passes() -> None:
    control = replace(
        OUTCOME,
        id="control instantcard 1 cards.get",
        door="control",
        verdict=FAILED,
        says="cards.get: no",
    )
    outcomes = table.discounted([control, OUTCOME, replace(OUTCOME, id="b", seed=2)])
    assert [each.verdict for each in outcomes] == [FAILED, ERROR, KILLED]
    assert "the correct one fails too: cards.get: no" in outcomes[1].says


def test_the_table_takes_the_place_of_the_last_one(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n\n{table.BEGIN}\nold\n{table.END}\n\nafter\n", "utf-8")
    for _ in range(2):
        table.write(page, ["new"])
    assert page.read_text("utf-8") == f"before\n\n{table.BEGIN}\nnew\n\n{table.END}\n\nafter\n"


def test_a_page_without_a_place_for_the_table_is_told(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("nothing", "utf-8")
    with pytest.raises(table.NoPlace, match="are missing"):
        table.write(page, ["new"])
