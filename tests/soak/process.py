"""Staging as a process of its own."""

import http.client
import os
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

REPOSITORY: Final = Path(__file__).parents[2]
STAGING: Final = (sys.executable, "-W", "error", "-m", "cardwright.staging")
NEEDED: Final = {
    "INSTANTCARD_BASE_URL",
    "INSTANTCARD_EMAIL",
    "INSTANTCARD_PASSWORD",
    "INSTANTCARD_ORGANIZATION_ID",
    "SYNCTERA_BASE_URL",
    "SYNCTERA_API_KEY",
}
ANSWER_SECONDS: Final = 10.0
STOP_SECONDS: Final = 10.0


class DidNotStartError(Exception):
    """Staging ended before it answered; the message is what it said."""


class StagingProcess:
    """A running staging on a free port. A context manager: at its end the process has ended.

    `start_seconds` is the time from starting the process to having its first answer.
    """

    def __init__(self, file: Path | None, command: Sequence[str] = STAGING) -> None:
        """Start `command`, with its state in `file`, and wait for the first answer."""
        self._said = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed with the process
        begin = time.monotonic()
        self._process = subprocess.Popen(
            [*command, "--port", "0", *(() if file is None else ("--db", str(file)))],
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            stderr=self._said,
            text=True,
        )
        try:
            self.environment: Mapping[str, str] = self._read_environment()
            self._await_answer()
        except BaseException:
            self.kill()
            self._said.close()
            raise
        self.start_seconds = time.monotonic() - begin

    def _read_environment(self) -> dict[str, str]:
        assert self._process.stdout is not None
        environment: dict[str, str] = {}
        while not environment.keys() >= NEEDED:
            line = self._process.stdout.readline()
            if not line:
                raise DidNotStartError(self.said())
            name, _, value = shlex.split(line)[1].partition("=")
            environment[name] = value
        return environment

    def _await_answer(self) -> None:
        url = urlsplit(self.environment["INSTANTCARD_BASE_URL"])
        connection = http.client.HTTPConnection(url.netloc, timeout=ANSWER_SECONDS)
        connection.request("GET", f"{url.path}/profile/me")
        status = connection.getresponse().status
        connection.close()
        if status != http.HTTPStatus.UNAUTHORIZED:
            raise DidNotStartError(f"the first answer was {status}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()
        self._said.close()

    def kill(self) -> None:
        """``kill -9``: it gets no chance to finish anything."""
        self._process.kill()
        self._end()

    def stop(self) -> int:
        """Ask it to end; answers its exit status."""
        self._process.terminate()
        return self._end()

    def _end(self) -> int:
        status = self._process.wait(STOP_SECONDS)
        if self._process.stdout is not None:
            self._process.stdout.close()
        return status

    def said(self) -> str:
        """What it has written to stderr."""
        self._said.seek(0)
        return self._said.read()

    def resident_bytes(self) -> int | None:
        """How much memory it holds now; None where the system does not tell (no ``/proc``)."""
        fields = self._proc("statm")
        return None if fields is None else int(fields[1]) * os.sysconf("SC_PAGE_SIZE")

    def cpu_seconds(self) -> float | None:
        """How long it has computed so far; None where the system does not tell."""
        fields = self._proc("stat")
        if fields is None:
            return None
        return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")

    def _proc(self, name: str) -> list[str] | None:
        try:
            return Path(f"/proc/{self._process.pid}/{name}").read_text().split()
        except FileNotFoundError:
            return None
