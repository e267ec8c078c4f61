"""The command line and the worker processes."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

# By the name that worker processes find it under, whatever pytest calls this package.
from tests.contract.mutants import pool
from tests.contract.mutants.outcome import ERROR, KILLED, PASSED
from tests.contract.mutants.results import Results

STALE = "server status addresses.get 202 for a success"


def _command(file: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "tests.contract.mutants", "--results", str(file), *arguments]


def test_one_mutant_is_run_and_known_the_second_time(tmp_path: Path) -> None:
    command = _command(tmp_path / "results.jsonl", "--id", STALE, "--workers", "1")
    first = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "2 to run, 0 of them known" in first.stdout
    assert "**1 of 1 killed, 100.0%**" in first.stdout
    second = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "2 to run, 2 of them known" in second.stdout
    assert "**1 of 1 killed, 100.0%**" in second.stdout


def test_a_mutant_that_is_not_there_is_told(tmp_path: Path) -> None:
    command = _command(tmp_path / "results.jsonl", "--id", "none")
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "no mutant is like that" in ended.stderr


def test_ctrl_c_keeps_what_was_found(tmp_path: Path) -> None:
    file = tmp_path / "results.jsonl"
    command = _command(file, "--server", "--kind", "status", "--workers", "1")
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    until = time.monotonic() + 60
    while (not file.exists() or not file.read_text("utf-8")) and time.monotonic() < until:
        time.sleep(0.1)
    os.killpg(running.pid, signal.SIGINT)
    _, errors = running.communicate(timeout=30)
    assert running.returncode == 130
    assert b"interrupted; run the same command to go on" in errors
    assert b"Traceback" not in errors
    found = Results(file).outcomes
    assert found
    assert all(each.verdict in (KILLED, PASSED) for each in found.values())


def test_a_mutant_that_takes_too_long_is_an_error_and_the_next_one_is_run() -> None:
    known = pool.all_mutants()
    jobs = [
        pool.mutant_job(known[STALE], 1, seconds=0.01),
        pool.mutant_job(known[STALE], 2, seconds=60),
    ]
    outcomes = list(pool.run(jobs, 1, pool.no_outcome(known)))
    assert [(each.verdict, each.seed) for each in outcomes] == [(ERROR, 1), (KILLED, 2)]
    assert outcomes[0].says == "it took too long"
