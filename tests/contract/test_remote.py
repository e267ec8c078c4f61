"""The suite at somebody else's server: what arrives there, how fast, and what stays."""

import json
import os
import re
import sqlite3
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from cardwright.staging import Staging, serve

from .api import Stop
from .conftest import specs
from .findings import Findings
from .mark import MARK
from .profiles import GENTLE, Profile
from .recording import Arrived, Recorder, Reply, recording
from .running import run, start, variables
from .suite import Suite, examine
from .target import Account, Target, from_environment
from .wire import Exhausted, NotAllowed, Wire
from .worlds.instantcard import InstantCardWorld

_SPECS = specs()
_REMOTE = {"STAGING_TREAT_AS_REMOTE": "1", "STAGING_RATE": "5000"}
_TOKEN = "a-token-of-the-recorder"


def _tables(file: Path) -> dict[str, set[tuple[Any, ...]]]:
    """Everything that a staging keeps, but for its login tokens."""
    with sqlite3.connect(file) as connection:
        names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        return {
            name: set(connection.execute(f"SELECT * FROM {name}").fetchall())
            for (name,) in names
            if not name.startswith("sqlite_") and "token" not in name
        }


@pytest.fixture
def staging(tmp_path: Path) -> Iterator[Staging]:
    """A second staging, which keeps its state in a file."""
    with serve(database=tmp_path / "staging.db") as running:
        running.controls.seed(cards=2)
        yield running


def _outcomes(printed: str) -> dict[str, str]:
    return dict(re.findall(r"^\S+::(\S+) (PASSED|FAILED|SKIPPED|ERROR)", printed, re.MULTILINE))


def _answer(request: Arrived) -> Reply:
    """Something for everything, such as a list of one thing that is somebody's."""
    if request.path.endswith("/authenticate"):
        return Reply(body=json.dumps({"auth_token": _TOKEN}).encode())
    one = {"id": 5, "status": "0", "type": "image", "token": "photo", "address": {"id": 5}}
    path = request.path.partition("?")[0]
    whole = request.method != "GET" or re.search(r"/\d+$|me$|balance$", path)
    return Reply(body=json.dumps(one if whole else [one]).encode())


def _at(recorder: Recorder, vendor: str, allow: str, **more: Any) -> Target:
    account = Account("77", "someone@probe.example", "a-password")
    if vendor == "synctera":
        account = Account(api_key="an-api-key")
    url = f"{recorder.url}/api/v2"
    return Target(vendor, url, account, remote=True, allow=allow, most_calls=5000, **more)


_HARD = Profile(examples=2, chains=1)


@pytest.mark.parametrize(
    ("vendor", "operations"),
    [
        ("instantcard", ["session.login", "cards.get", "print_jobs.submit"]),
        ("synctera", ["bulk_orders.create"]),
    ],
)
def test_reads_only_is_all_that_arrives(vendor: str, operations: list[str]) -> None:
    """Whatever is generated, nothing arrives but one login and GETs of one's own organization."""
    with recording(_answer) as recorder:
        spec = _SPECS[vendor]
        target = _at(recorder, vendor, "read")
        found = examine(spec.document, target, operations=operations, profile=_HARD, seed=3)
    writes = [one for one in recorder.arrived if one.method != "GET"]
    assert [one.path for one in writes] == ["/api/v2/authenticate"] * (vendor == "instantcard")
    for one in recorder.arrived:
        assert not {name.lower() for name in one.headers} & {"x-http-method-override", "cookie"}
        assert "_method" not in one.path
        assert one in writes or not one.body
        own = ("/api/v2/organizations/77", "/api/v2/profile/me")
        assert one in writes or one.path.startswith(own)
    assert (len(recorder.arrived) > 30) == (vendor == "instantcard")
    assert found.unchecked


def test_writing_moves_no_money_and_leaves_others_things_alone() -> None:
    """With writing allowed, nothing pays or prints, and what is not ours is not changed."""
    operations = ["contacts.update", "print_jobs.submit", "cards.delete"]
    with recording(_answer) as recorder:
        spec = _SPECS["instantcard"]
        target = _at(recorder, "instantcard", "write")
        examine(spec.document, target, operations=operations, profile=GENTLE, seed=4)
    created = [
        one
        for one in recorder.arrived
        if one.method == "POST" and not one.path.endswith(("/authenticate", "/add_cards"))
    ]
    assert created
    for one in created:
        assert MARK.encode() in one.body or b"@probe.example" in one.body
    assert not [one for one in recorder.arrived if re.search("/(print|add_funds)$", one.path)]


def test_requests_held_back_are_neither_passed_nor_failed() -> None:
    """What cannot be sent at all is not checked, with its reason."""
    with recording(_answer) as recorder:
        suite = Suite(_SPECS["instantcard"], _at(recorder, "instantcard", "write"), 1)
        suite.requests(["print_jobs.create"], _HARD)
        assert "mark" in suite.findings.unchecked["print_jobs.create"]
        assert not [one for one in suite.findings.failures if one.operation == "print_jobs.create"]
        assert not [one for one in recorder.arrived if one.path.endswith("/print_jobs")]
        suite.wire.close()


def test_what_the_bound_cut_off_is_not_checked() -> None:
    """After the last request that was told, nothing is sent, and nothing counts as checked."""
    with recording(_answer) as recorder:
        target = _at(recorder, "instantcard", "read")
        target = Target(**{**_fields(target), "most_calls": 3})
        suite = Suite(_SPECS["instantcard"], target, 1)
        suite.requests(["cards.list"], GENTLE)
        suite.requests(["contacts.list"], GENTLE)
        assert len(recorder.arrived) == 3
        for name in ("cards.list", "contacts.list"):
            assert "no more than 3 requests" in suite.findings.unchecked[name]
        suite.wire.close()


def _fields(target: Target) -> dict[str, Any]:
    names = ("vendor", "base_url", "account", "remote", "allow", "rate", "most_calls")
    return {name: getattr(target, name) for name in names}


def _wire(recorder: Recorder, **more: Any) -> Wire:
    return Wire(_SPECS["instantcard"], _at(recorder, "instantcard", "read", **more))


def _get(wire: Wire) -> int:
    url = f"{wire.target.base_url}/organizations/77/balance"
    return int(wire.session.get(url, headers={"Authorization": "Bearer x"}).status_code)


def test_so_many_a_second() -> None:
    """The rate holds over several requests."""
    with recording(_answer) as recorder:
        wire = _wire(recorder, rate=20)
        began = time.monotonic()
        for _ in range(7):
            _get(wire)
        assert time.monotonic() - began >= 6 / 20
        wire.close()


@pytest.mark.parametrize("as_date", [False, True])
def test_retry_after_is_waited_for(as_date: bool) -> None:
    """A 429 is tried again after the time that it names, in seconds or as a date."""
    times: list[float] = []

    def answer(request: Arrived) -> Reply:
        times.append(time.time())
        if len(times) > 1:
            return Reply()
        when = format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
        return Reply(429, headers={"Retry-After": when if as_date else "1"})

    with recording(answer) as recorder:
        wire = _wire(recorder)
        assert _get(wire) == 200
        wire.close()
    assert len(times) == 2
    assert times[1] - times[0] >= 0.95


@pytest.mark.parametrize("asked", ["100000", "Fri, 31 Dec 2999 23:59:59 GMT"])
def test_a_server_that_asks_for_long_is_left_in_peace(asked: str) -> None:
    """Nothing more is sent to a server that asks for hours."""
    with recording(lambda _: Reply(503, headers={"Retry-After": asked})) as recorder:
        wire = _wire(recorder)
        assert _get(wire) == 503
        with pytest.raises(Exhausted, match="peace"):
            _get(wire)
        assert len(recorder.arrived) == 1
        wire.close()


@pytest.mark.parametrize("asked", ["-1", "soon", "", "1e9", "٣", "nan", "99999999999999999999"])
def test_a_retry_after_that_is_none_breaks_nothing(asked: str) -> None:
    """What is no time is not waited for, and does not end in an error."""
    headers = {"Retry-After": asked} if asked.isascii() else {}
    with recording(lambda _: Reply(429, headers=headers)) as recorder:
        wire = _wire(recorder)
        assert _get(wire) == 429
        wire.close()


def test_one_login() -> None:
    """A second login stays here."""
    with recording(_answer) as recorder:
        wire = _wire(recorder)
        url, form = f"{wire.target.base_url}/authenticate", {"email": (None, "a")}
        assert wire.session.post(url, files=form).status_code == 200
        with pytest.raises(NotAllowed, match="one login"):
            wire.session.post(url, files=form)
        assert len(recorder.arrived) == 1
        wire.close()


def test_redirects_are_not_followed() -> None:
    """A token goes to no address that a server names."""
    with recording(_answer) as other:

        def answer(request: Arrived) -> Reply:
            return Reply(302, headers={"Location": f"{other.url}{request.path}"})

        with recording(answer) as first:
            suite = Suite(_SPECS["instantcard"], _at(first, "instantcard", "read"), 1)
            with pytest.raises(Stop):
                suite.api.login()
            suite.wire.close()
        assert first.arrived
        assert not other.arrived


#: Two tests of each kind, and all that need what only our own staging has.
_SAMPLE = (
    "a_login or tokens_expire or organizations_are_apart or purse or job_lives"
    " or organization.balance"
)


def test_a_second_copy_is_as_good_as_the_first(tmp_path: Path) -> None:
    """By the variables, the same tests pass; what needs controls or a second account is skipped."""
    with serve() as staging:
        status, printed = run(variables(staging), tmp_path, "-v", "-rs", "-k", _SAMPLE)
    assert status == 0, printed
    outcomes = _outcomes(printed)
    skipped = {name for name, outcome in outcomes.items() if outcome == "SKIPPED"}
    assert skipped == {
        f"test_journey[instantcard-{name}]"
        for name in (
            "tokens_expire",
            "organizations_are_apart",
            "a_purse_can_be_empty",
        )
    }
    assert len(outcomes) == 7
    for name in ("tokens_expire", "organizations_are_apart"):
        assert f"not checked: {name}: it needs" in printed


_READ = (
    "unknown or bad_pages or is_needed or a_login or chains"
    " or cards.list or cards.create or contacts.get"
)


def test_reads_only_changes_nothing(staging: Staging, tmp_path: Path) -> None:
    """Treated as remote, the tests leave the tables of a staging as they were.

    All of them in the full profile; otherwise the journeys, the chains and some operations.
    """
    file = tmp_path / "staging.db"
    before = _tables(file)
    chosen = [] if os.environ.get("CONTRACT_PROFILE") == "full" else ["-k", _READ]
    status, printed = run(variables(staging, **_REMOTE), tmp_path, "-v", *chosen)
    assert status == 0, printed
    assert _tables(file) == before
    assert "instantcard: at most 500 requests to 127.0.0.1" in printed
    assert "reads only" in printed
    assert "STAGING_MOST_CALLS" not in printed, "the suite does not fit into what it told"
    outcomes = _outcomes(printed)
    assert outcomes["test_requests[instantcard-cards.list]"] == "PASSED"
    assert outcomes["test_requests[instantcard-cards.create]"] == "SKIPPED"
    assert outcomes["test_chains[synctera]"] == "SKIPPED"


def _wait(process: Any, staging: Staging, operation: str, count: int) -> None:
    until = time.monotonic() + 60
    while sum(one.operation == operation for one in staging.controls.calls) < count:
        assert process.poll() is None, process.stdout.read()
        assert time.monotonic() < until
        time.sleep(0.05)


def _leave_things_behind(named: dict[str, str]) -> None:
    """What a run makes that is killed before its end."""
    target = from_environment("instantcard", named)
    assert target is not None
    suite = Suite(_SPECS["instantcard"], target, 1)
    world = suite.world
    assert isinstance(world, InstantCardWorld)
    world.job_with_card()
    world.new_address()
    world.new_contact()
    suite.wire.close()


def test_what_was_made_is_taken_back(staging: Staging, tmp_path: Path) -> None:
    """Also what a killed run left, and after Ctrl-C; what was there before stays as it was."""
    file = tmp_path / "staging.db"
    before = _tables(file)
    named = variables(
        staging, STAGING_ALLOW="write", STAGING_TREAT_AS_REMOTE="1", STAGING_RATE="60"
    )
    _leave_things_behind(named)
    left = _tables(file)
    assert len(left["instantcard_contacts"]) > len(before["instantcard_contacts"])
    assert before["instantcard_cards"] < left["instantcard_cards"]
    assert len(left["instantcard_print_jobs"]) == 1
    staging.controls.calls.clear()
    process = start(named, tmp_path, "-k", "names_come_back or card_lives or update_resets")
    _wait(process, staging, "contacts.create", 3)
    process.send_signal(2)
    printed, _ = process.communicate()
    assert process.returncode == 2, printed
    after = _tables(file)
    for table, rows in before.items():
        assert rows <= after[table], table
    # A deleted card may stay in the file as deleted; the API has it no longer.
    assert len(after["instantcard_contacts"]) == len(before["instantcard_contacts"])
    assert len(after["instantcard_addresses"]) <= len(before["instantcard_addresses"]) + 1
    assert len(after["instantcard_print_jobs"]) == 1
    assert not after["instantcard_print_job_cards"]
    (job,) = {row[0] for row in after["instantcard_print_jobs"]}
    assert f"left there: print job, empty and kept for the next run: {job}" in printed
    assert _findings(staging) == []


def _findings(staging: Staging) -> list[Any]:
    """The marked cards that the API still finds."""
    told = variables(staging)
    account = Account(
        told["INSTANTCARD_STAGING_ORGANIZATION_ID"],
        told["INSTANTCARD_STAGING_EMAIL"],
        told["INSTANTCARD_STAGING_PASSWORD"],
    )
    target = Target("instantcard", told["INSTANTCARD_STAGING_URL"], account)
    suite = Suite(_SPECS["instantcard"], target, 1)
    found = suite.api.call("cards.search", {"term": MARK}).value
    suite.wire.close()
    assert isinstance(suite.findings, Findings)
    return list(found)
