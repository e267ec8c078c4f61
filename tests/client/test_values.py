"""What a user makes or is given and nobody changes: limits, retries, differences, raw answers."""

import copy
import pickle
import subprocess
import sys
import textwrap
import weakref
from pathlib import Path
from typing import Any

import httpx
import pytest

import instantcard
from instantcard import (
    ConfigurationError,
    Difference,
    InstantCard,
    RawResponse,
    Retries,
    Timeouts,
)

from .clients import SETTINGS
from .recorder import Recorder, json_reply

HEADERS = httpx.Headers({"X-Request-Id": "5"})
CASES: list[tuple[type[Any], dict[str, Any], str]] = [
    (
        Timeouts,
        {"connect": 1.0, "read": 2, "total": 3.5, "settle": 4},
        "Timeouts(connect=1.0, read=2, total=3.5, settle=4)",
    ),
    (
        Retries,
        {"attempts": 2, "first": 0, "longest": 1.5},
        "Retries(attempts=2, first=0, longest=1.5)",
    ),
    (
        Difference,
        {"operation": "cards.get", "pointer": "/id", "expected": "text", "found": "null"},
        "Difference(operation='cards.get', pointer='/id', expected='text', found='null')",
    ),
    (
        RawResponse,
        {"value": "secret", "status": 200, "headers": HEADERS, "body": b"secret"},
        "RawResponse(status=200)",
    ),
]
cases = pytest.mark.parametrize(
    ("kind", "values", "shown"), CASES, ids=[each[0].__name__ for each in CASES]
)


@cases
def test_a_value_is_what_it_is_made_of(kind: Any, values: dict[str, Any], shown: str) -> None:
    made = kind(**values)
    assert kind(*values.values()) == made
    assert {name: getattr(made, name) for name in values} == values
    assert repr(made) == shown
    first = next(iter(values))
    assert kind(**{**values, first: 7}) != made
    assert made != tuple(values.values())
    assert (made == 5) is False
    assert kind.__match_args__ == tuple(values)
    for again in (copy.copy(made), copy.deepcopy(made), pickle.loads(pickle.dumps(made))):
        assert type(again) is kind
        assert again == made
    assert weakref.ref(made)() is made


@cases
def test_a_value_stays_as_it_is(kind: Any, values: dict[str, Any], shown: str) -> None:
    made = kind(**values)
    for name in (*values, "other"):
        with pytest.raises(AttributeError, match="cannot be changed"):
            setattr(made, name, 5)
        with pytest.raises(AttributeError, match="cannot be changed"):
            delattr(made, name)
    assert repr(made) == shown
    with pytest.raises(TypeError, match="other"):
        kind(**values, other=1)


def test_values_can_be_looked_up() -> None:
    assert len({Timeouts(), Timeouts(5.0), Timeouts(5), Timeouts(read=1)}) == 2
    assert len({Retries(), Retries(3), Retries(4)}) == 2
    assert {Difference("a", "b", "c", "d"): 1}[Difference("a", "b", "c", "d")] == 1
    # Never equal though all they hold is: they say different things.
    assert Retries(1, 1, 1) != Timeouts(1, 1, 1)
    with pytest.raises(TypeError, match="unhashable"):
        hash(RawResponse(1, 200, HEADERS, b""))
    match Timeouts(1, 2):
        case Timeouts(connect, read):
            assert (connect, read) == (1, 2)


def test_a_raw_answer_can_be_annotated_by_its_value() -> None:
    made = RawResponse[int](1, 200, HEADERS, b"")
    assert type(made) is RawResponse
    assert made == RawResponse(1, 200, HEADERS, b"")


class Patient(Timeouts):
    """A class of a user's own."""

    def __init__(self, factor: float = 2) -> None:
        super().__init__(total=60 * factor)


def test_a_class_of_a_users_own_works() -> None:
    assert Patient().total == 120
    assert Patient() == Patient()
    assert Patient() != Timeouts(total=120)
    with pytest.raises(ConfigurationError, match=r"Timeouts\.total"):
        Patient(0)


def test_threads_may_make_the_first_call_together(recorder: Recorder) -> None:
    """What only calls need is loaded with the first of them."""
    recorder.script(json_reply({"balance": "$1.00"}))
    script = """
        import sys, threading
        sys.setswitchinterval(1e-6)
        from instantcard import InstantCard, Timeouts, Retries
        api = InstantCard(**{given!r})
        start = threading.Barrier(12)
        done = []

        def call(number):
            start.wait()
            done.append(api.organization.balance().balance if number % 2 else api.login())

        threads = [threading.Thread(target=call, args=[number]) for number in range(12)]
        for each in threads: each.start()
        for each in threads: each.join()
        print(len(done))
    """
    given = {**SETTINGS, "base_url": recorder.origin}
    del given["retries"]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", textwrap.dedent(script).format(given=given)],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=Path(__file__).parents[2],
        env={"PYTHONPATH": "generated"},
        check=False,
    )
    assert (done.stdout, done.stderr) == ("12\n", "")
    assert len(recorder.logins) == 1


def test_what_is_loaded_late_is_listed_from_the_start(recorder: Recorder) -> None:
    script = """
        import sys, instantcard
        names = dir(instantcard)
        assert set(instantcard.__all__) <= set(names), set(instantcard.__all__) - set(names)
        assert "instantcard._client" not in sys.modules
        assert "asyncio" not in sys.modules and "httpx" not in sys.modules
    """
    subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        check=True,
        timeout=60,
        cwd=Path(__file__).parents[2],
        env={"PYTHONPATH": "generated"},
    )
    assert set(instantcard.__all__) <= set(dir(instantcard))
    with InstantCard(**SETTINGS, base_url=recorder.origin) as api:
        assert {"cards", "contacts", "login", "close"} <= set(dir(api))
