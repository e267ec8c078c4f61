"""Real parts on loopback: local staging, and a vendor that records what arrives."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from cardwright.staging import Staging, serve

from .clients import Kind, Play, one_authority
from .recorder import Recorder

KINDS: tuple[Kind, ...] = ("sync", "async")


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith(("INSTANTCARD_", "SYNCTERA_")) or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True, scope="session")
def _one_authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    authority = one_authority(tmp_path_factory.mktemp("tls"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(authority))
        yield


class Clock:
    """Staging's time, moved by hand."""

    def __init__(self) -> None:
        self.passed = timedelta()

    def __call__(self) -> datetime:
        return datetime(2026, 3, 2, 12, 0, tzinfo=UTC) + self.passed


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def staging(clock: Clock) -> Iterator[Staging]:
    with serve(clock=clock, token_ttl=timedelta(hours=1)) as running:
        yield running


@pytest.fixture
def recorder() -> Iterator[Recorder]:
    with Recorder() as running:
        yield running


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    kind: Kind = request.param
    return kind


@pytest.fixture
def on_staging(kind: Kind, staging: Staging) -> Play:
    """Plays a scenario against staging."""
    given = staging.environment
    return Play(
        kind,
        given["INSTANTCARD_BASE_URL"],
        email=given["INSTANTCARD_EMAIL"],
        password=given["INSTANTCARD_PASSWORD"],
        organization_id=int(given["INSTANTCARD_ORGANIZATION_ID"]),
    )


@pytest.fixture
def play(kind: Kind, recorder: Recorder) -> Play:
    """Plays a scenario against the recorder."""
    return Play(kind, recorder.origin)
