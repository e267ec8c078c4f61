"""The server's process, as whoever measures sees it."""

import json
import subprocess
import sys
from http.client import HTTPConnection
from types import TracebackType
from typing import Any, Self

from .payloads import BASE_PATH
from .workers import ROOT


class Serving:
    """Starts the server and ends it."""

    def __init__(self, *delay: float) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.server", *map(str, delay)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        assert self._process.stdout is not None
        self._port = int(self._process.stdout.readline())

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self._port}{BASE_PATH}"

    def counts(self) -> dict[str, Any]:
        """What came in so far."""
        connection = HTTPConnection("127.0.0.1", self._port, timeout=60)
        try:
            connection.request("GET", "/counts")
            told: dict[str, Any] = json.loads(connection.getresponse().read())
        finally:
            connection.close()
        return told

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(timeout=30)
