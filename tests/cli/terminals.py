"""The program in a process of its own, on a terminal."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Self

COMMAND = (sys.executable, "-m", "cardwright.cli")

#: A shell that runs the tests in the background has its children ignore the signal.
INTERRUPTIBLE = ("env", "--default-signal=INT")


class Terminal:
    """A command whose input, output and errors are one terminal of 80 by 24."""

    def __init__(self, *words: object, env: Mapping[str, str]) -> None:
        self._ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (24, 80))
        self._process = subprocess.Popen(
            # The terminal becomes the one that Ctrl-C and hidden prompts are about.
            ["setsid", "--ctty", *INTERRUPTIBLE, *COMMAND, *map(str, words)],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, "TERM": "xterm", **env},
        )
        os.close(theirs)
        self.screen = ""

    def until(self, text: str, seconds: float = 20) -> str:
        """What is on the screen once it shows a text."""
        end = time.monotonic() + seconds
        while text not in self.screen:
            assert time.monotonic() < end, self.screen
            if not self._read():
                break
        assert text in self.screen, self.screen
        return self.screen

    def typed(self, text: str) -> None:
        """Type."""
        os.write(self._ours, text.encode())

    def end(self) -> int:
        """The exit code, once all output was read."""
        while self._read():
            pass
        return self._process.wait(20)

    def _read(self) -> bool:
        ready, _, _ = select.select([self._ours], [], [], 20)
        assert ready, self.screen
        try:
            data = os.read(self._ours, 65536)
        except OSError:
            # So a terminal says that nobody is at its other side.
            return False
        self.screen += data.decode()
        return bool(data)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
        os.close(self._ours)


def plain(screen: str) -> str:
    """A screen without colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", screen)
