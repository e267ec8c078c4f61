"""``python -m cardwright.staging``."""

import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

REPOSITORY = Path(__file__).parents[2]
COMMAND = [sys.executable, "-W", "error", "-m", "cardwright.staging"]
NAMES = {
    "INSTANTCARD_BASE_URL",
    "INSTANTCARD_EMAIL",
    "INSTANTCARD_PASSWORD",
    "INSTANTCARD_ORGANIZATION_ID",
    "SYNCTERA_BASE_URL",
    "SYNCTERA_API_KEY",
    "STAGING_CONTROLS_URL",
    "STAGING_PAGE_URL",
}


@contextmanager
def started(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    process = subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    lines = [shlex.split(process.stdout.readline()) for _ in NAMES]
    assert all(line[0] == "export" for line in lines)
    environment = dict(line[1].split("=", 1) for line in lines)
    assert set(environment) == NAMES
    try:
        yield process, environment
    finally:
        process.kill()
        process.communicate()


def login(environment: dict[str, str]) -> httpx.Response:
    form = {
        "email": environment["INSTANTCARD_EMAIL"],
        "password": environment["INSTANTCARD_PASSWORD"],
    }
    return httpx.post(environment["INSTANTCARD_BASE_URL"] + "/authenticate", data=form)


def failed(*arguments: str) -> str:
    ended = subprocess.run(
        [*COMMAND, *arguments], cwd=REPOSITORY, capture_output=True, text=True, timeout=20
    )
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert ended.stderr.count("\n") == 1
    assert "Traceback" not in ended.stderr
    return ended.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serves_what_it_prints_until_a_signal(number: signal.Signals) -> None:
    with started("--port", "0") as (process, environment):
        assert environment["INSTANTCARD_BASE_URL"].startswith("http://127.0.0.1:")
        assert environment["INSTANTCARD_BASE_URL"].endswith("/api/v2")
        assert environment["SYNCTERA_BASE_URL"].endswith("/v1")
        assert login(environment).status_code == 200
        process.send_signal(number)
        assert process.wait(timeout=10) == 0
        assert process.stderr is not None
        assert process.stderr.read() == ""


def test_stops_at_once_while_somebody_looks() -> None:
    with started("--port", "0") as (process, environment):
        assert httpx.get(environment["STAGING_PAGE_URL"]).status_code == 200
        stream = environment["STAGING_PAGE_URL"] + "_staging/page/stream"
        with httpx.stream("GET", stream) as live:
            assert "hello" in next(live.iter_text())
            process.send_signal(signal.SIGINT)
            began = time.monotonic()
            assert process.wait(timeout=10) == 0
            assert time.monotonic() - began < 2
        assert process.stderr is not None
        assert process.stderr.read() == ""


def test_keeps_its_state_and_its_credentials_in_a_file(tmp_path: Path) -> None:
    arguments = ["--port", "0", "--db", str(tmp_path / "staging.db")]
    with started(*arguments) as (_, first):
        token = login(first).json()["auth_token"]
    with started(*arguments) as (_, second):
        assert second["INSTANTCARD_PASSWORD"] == first["INSTANTCARD_PASSWORD"]
        answer = httpx.get(
            second["INSTANTCARD_BASE_URL"] + "/profile/me",
            headers={"Authorization": f"bearer {token}"},
        )
        assert answer.status_code == 200


def test_takes_the_port_that_it_is_given() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with started("--port", str(port)) as (_, environment):
        assert environment["SYNCTERA_BASE_URL"] == f"http://127.0.0.1:{port}/v1"


def test_token_lifetime() -> None:
    with started("--port", "0", "--token-ttl", "0") as (_, environment):
        token = login(environment).json()["auth_token"]
        answer = httpx.get(
            environment["INSTANTCARD_BASE_URL"] + "/profile/me",
            headers={"Authorization": f"bearer {token}"},
        )
        assert answer.status_code == 401


def test_port_in_use() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert port in failed("--port", port)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--port", "-1"],
        ["--port", "65536"],
        ["--port", "x"],
        ["--port", "9" * 5000],
        ["--token-ttl", "-1"],
        ["--token-ttl", "nan"],
        ["--token-ttl", "99999999999"],
        ["--host", "192.0.2.1"],
        ["--host", "h" * 70],
        ["--nonsense"],
    ],
)
def test_bad_arguments(arguments: list[str]) -> None:
    assert "cardwright.staging" in failed(*arguments)


def test_bad_files(tmp_path: Path) -> None:
    text = tmp_path / "text.db"
    text.write_text("This is no database at all." * 50)
    for file in (text, tmp_path, tmp_path / "no" / "such.db"):
        assert str(file) in failed("--port", "0", "--db", str(file))
