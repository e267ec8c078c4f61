"""All that a process writes and raises, as one text to search."""

import copy
import logging
import pickle
import pprint
import re
import traceback
import warnings
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

# Where a number of few digits may stand that is no secret.
_HARMLESS = re.compile(r"line \d+|\d+ ms|\d+\.\d+|seconds=\S+|port=\d+|127\.0\.0\.1:\d+|\d+ bytes")


@dataclass
class Watch:
    """What has been seen."""

    texts: list[tuple[str, str]] = field(default_factory=list)

    def see(self, where: str, text: str) -> None:
        self.texts.append((where, text))

    def thing(self, where: str, thing: object) -> None:
        """What a person or a log would show of a value."""
        self.see(where, f"{thing}\n{thing!r}\n{pprint.pformat(thing)}")

    def error(self, where: str, error: BaseException) -> None:
        """What would be shown of an exception, of all that led to it, and of a pickle of it."""
        self.see(where, "".join(traceback.format_exception(error)))
        for each in _chain(error):
            self.thing(where, each)
            self.see(where, repr(each.args))
            for name, value in vars(each).items():
                self.see(f"{where}.{name}", f"{value}\n{value!r}")
            request = getattr(each, "_request", None)
            if isinstance(request, httpx.Request):
                self.see(where, f"{request.url} {request.headers.raw} {request.read()!r}")
        for again in (copy.copy(error), copy.deepcopy(error)):
            self.thing(where, again)
        data = pickle.dumps(error)
        self.see(f"{where}, pickled", data.decode("latin-1"))
        self.see(f"{where}, pickled", repr(vars(pickle.loads(data))))

    def leaks(self, secrets: dict[str, str]) -> set[str]:
        """What was seen of secrets: where it was planted, and where it came out."""
        found = set()
        joined = "\n".join(text for _, text in self.texts)
        harmless = _HARMLESS.sub("", joined)
        for secret, planted in secrets.items():
            long = len(secret) > 6
            pattern = re.escape(secret) if long else rf"(?<!\w){re.escape(secret)}(?!\w)"
            if secret in joined if long else re.search(pattern, harmless):
                found.add(f"{planted} in {self._first(pattern)}")
        return found

    def _first(self, pattern: str) -> str:
        for where, text in self.texts:
            for line in _HARMLESS.sub("", text).splitlines():
                if re.search(pattern, line):
                    return f"{where}: {line[:300]}"
        return "?"


def _chain(error: BaseException) -> Iterator[BaseException]:
    waiting: list[BaseException | None] = [error]
    while waiting:
        each = waiting.pop()
        if each is not None:
            yield each
            waiting += [each.__cause__, each.__context__]


class _Handler(logging.Handler):
    def __init__(self, watch: Watch) -> None:
        super().__init__(logging.DEBUG)
        self._watch = watch
        self.setFormatter(logging.Formatter("%(name)s %(levelname)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self._watch.see(f"log {record.name}", f"{self.format(record)}\n{record.msg}")


@contextmanager
def watching() -> Generator[Watch, None, None]:
    """Watch the logs at their lowest level, and all warnings."""
    watch = Watch()
    handler = _Handler(watch)
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            yield watch
        for each in told:
            watch.see("warning", str(each.message))
    finally:
        root.removeHandler(handler)
        root.setLevel(before)


def printed(watch: Watch) -> Any:
    """A function for a client to call with what it sees; prints it."""

    def tell(thing: object) -> None:
        watch.thing("callback", thing)

    return tell
