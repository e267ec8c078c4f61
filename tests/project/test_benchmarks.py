"""The benchmark's own workings; no time that it measures decides anything here."""

import hashlib
import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import payloads, synthetic
from benchmarks.__main__ import main
from benchmarks.comparing import at_most, compared
from benchmarks.contestants import OURS, OURS_FAST, ours
from benchmarks.figures import Curve, Figure, Goal, Row
from benchmarks.harness import interleaved, ratio, steepening
from benchmarks.plain import NotMade, openapi_generator
from benchmarks.report import for_markdown, for_terminal, summary
from benchmarks.serving import Serving
from benchmarks.setting import Setting
from benchmarks.workers import Worker, WorkerEnded, environment
from generator.cli import main as generator

TASKS = {
    "cardwright": [
        *("get", "mock", "list_cards", "decode", "photo", "preview", "decode_preview", "flight"),
        *("get_async", "mock_async", "list_async", "flight_async"),
    ],
    "httpx_sync": [
        *("get", "mock", "list_cards", "decode", "photo", "preview", "decode_preview", "flight"),
    ],
    "httpx_async": ["get", "mock", "list_cards", "flight", "flight_with_limits"],
    "requests_sync": ["get", "list_cards"],
}


@pytest.fixture(scope="module")
def server() -> Iterator[Serving]:
    with Serving() as serving:
        yield serving


@pytest.mark.parametrize("rounds", [1, 2, 3])
def test_everybody_is_measured_once_a_round_and_leads_in_turn(rounds: int) -> None:
    order: list[str] = []

    def measure(name: str) -> int:
        order.append(name)
        return len(order)

    samples = interleaved({name: partial(measure, name) for name in "ABC"}, rounds)
    assert "".join(order) == "ABCBCACAB"[: 3 * rounds]
    assert {name: len(each) for name, each in samples.items()} == dict.fromkeys("ABC", rounds)
    assert samples["A"][0] == 1


@given(
    st.lists(st.floats(0.001, 1000), min_size=1, max_size=9),
    st.floats(0.01, 100),
)
def test_a_ratio_is_that_of_the_rounds_however_slow_each_was(
    rounds: list[float], factor: float
) -> None:
    assert ratio([factor * each for each in rounds], rounds) == pytest.approx(factor)


def test_one_slow_sample_does_not_move_a_ratio() -> None:
    assert ratio([2, 2, 90, 2, 2], [1, 1, 1, 1, 1]) == 2


def test_a_straight_line_does_not_steepen_and_a_bent_one_does() -> None:
    assert steepening([(10, 1.1), (40, 1.4), (300, 4), (600, 7)]) == pytest.approx(1)
    assert steepening([(10, 1.1), (40, 1.4), (300, 4), (600, 13)]) == pytest.approx(3)


@pytest.mark.parametrize(
    ("value", "unit", "goal", "verdict"),
    [
        (1.2504, "x", Goal(1.25), "met"),
        (1.2506, "x", Goal(1.25), "NOT MET"),
        (93.0, "%", Goal(93, at_least=True), "met"),
        (92.9, "%", Goal(93, at_least=True), "NOT MET"),
        (50, "", Goal(50), "met"),
        (51, "", Goal(50), "NOT MET"),
        (9, "s", None, ""),
    ],
)
def test_a_verdict_follows_from_what_is_shown(
    value: float, unit: str, goal: Goal | None, verdict: str
) -> None:
    assert Figure("a", value, unit, goal).verdict == verdict


def test_a_report_has_every_figure_with_its_goal_and_verdict(tmp_path: Path) -> None:
    samples = {"httpx": [0.1, 0.1], OURS: [0.12, 0.14], OURS_FAST: [0.07, 0.07]}
    figures = compared(samples, at_most(1.25, 0.8))
    row = Row("list", "list of 100 cards", "httpx", figures, ["A note."])
    shown = for_terminal(row)
    assert [line.split() for line in shown.splitlines() if line.strip().startswith(OURS)] == [
        [
            "Cardwright",
            "CPU",
            "1.300×",
            "≤",
            "1.250×",
            "NOT",
            "MET",
            "130",
            "ms;",
            *_half(1.25, 1.35),
        ],
        [
            "Cardwright",
            "[fast]",
            "CPU",
            "0.700×",
            "≤",
            "0.800×",
            "met",
            "70",
            "ms;",
            *_half(0.7, 0.7),
        ],
    ]
    assert summary([row]).startswith("1 of 2 goals are met\n")
    curve = Curve("Lists", "cards", "CPU", {OURS: [(10, 1.5), (100, 2)], "b": [(10, 3)]})
    text = for_markdown([row], [curve], {"Python": "3"}, ["httpx 0.28"], ["Left out: b."])
    for line in (
        "- Python: 3",
        "Left out: b.",
        "| list of 100 cards | Cardwright | CPU | 1.300× | ≤ 1.250× | NOT MET |",
        "|  | 10 | 100 |",
        "| Cardwright | 1.5 | 2 |",
        "| b | 3 | – |",
        "A note.",
        "httpx 0.28.",
    ):
        assert line in text.splitlines()
    assert "| list of 100 cards | httpx |" not in text


def _half(low: float, high: float) -> list[str]:
    return ["middle", "half", f"{low:.2f}–{high:.2f}×"]


def test_every_task_of_this_environment_works(root: Path, server: Serving) -> None:
    code = (
        "import json, sys\n"
        "from benchmarks.setting import Setting\n"
        "from benchmarks.worker import prepared\n"
        "url, tasks = sys.argv[1], json.loads(sys.argv[2])\n"
        "for peer, names in tasks.items():\n"
        "    for name in names:\n"
        "        size = 3000 if name.endswith(('photo', 'preview')) else 3\n"
        "        prepared(peer, name, Setting(url, size, in_flight=2), ())(2)\n"
        "        print(peer, name, flush=True)\n"
        "import os; os._exit(0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, server.base_url, json.dumps(TASKS)],
        env=environment([root, root / "generated"]),
        capture_output=True,
        text=True,
        check=False,
    )
    wanted = [f"{peer} {name}" for peer, names in TASKS.items() for name in names]
    assert (done.stdout.splitlines(), done.stderr) == (wanted, "")
    counts = server.counts()
    assert counts["refused"] == []
    assert counts["photo"] == hashlib.sha256(payloads.photo_bytes(3000)).hexdigest()


def test_a_worker_measures_and_ends(root: Path, server: Serving) -> None:
    setting = Setting(server.base_url, 1_000_000)
    before = server.counts()["requests"]
    with Worker(ours("photo", setting), [root / "generated"]) as worker:
        used = worker.run(3)
        peak = worker.peak(1)
    assert used["cpu"] > 0
    assert used["wall"] > 0
    assert 0 <= peak < 100_000_000
    # The login, a card, and a photo each time.
    assert server.counts()["requests"] - before == 6


def test_a_worker_that_cannot_begin_is_named(root: Path) -> None:
    with pytest.raises(WorkerEnded, match="Cardwright for 'nothing'"):
        Worker(ours("nothing", Setting()), [root / "generated"])


def test_the_server_refuses_what_is_not_whole(server: Serving) -> None:
    cards = f"{server.base_url}/organizations/1/cards"
    token = {"Authorization": f"Bearer {payloads.TOKEN}"}
    with httpx.Client() as client:
        statuses = [
            client.get(f"{cards}/1").status_code,
            client.get(f"{cards}/1", headers={"Authorization": "Bearer other"}).status_code,
            client.get(f"{cards}/1/other", headers=token).status_code,
            client.delete(f"{cards}/1", headers=token).status_code,
            client.get(f"{cards}/1", headers=token).status_code,
            # Without a Content-Length: its body is not read.
            client.post(cards, headers=token, content=iter([b"a"])).status_code,
        ]
    assert statuses == [401, 401, 404, 405, 200, 411]


@settings(max_examples=20, deadline=None)
@given(cuts=st.lists(st.integers(0, 2000), max_size=8))
def test_requests_may_arrive_in_any_pieces(server: Serving, cuts: list[int]) -> None:
    head = f"Host: a\r\nAuthorization: Bearer {payloads.TOKEN}\r\n"
    get = f"GET /api/v2/organizations/2/cards HTTP/1.1\r\n{head}\r\n".encode()
    form = b"card%5Bdata%5D=%5B%7B%22value%22%3A%22QUJD%22%7D%5D"
    post = (
        f"POST /api/v2/organizations/2/cards HTTP/1.1\r\n{head}Content-Length: {len(form)}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    ).encode() + form
    sent = get + post + get
    marks = [0, *sorted(cuts), len(sent)]
    address = urlsplit(server.base_url)
    with socket.create_connection((address.hostname, address.port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for begin, end in pairwise(marks):
            connection.sendall(sent[begin:end])
        connection.shutdown(socket.SHUT_WR)
        with connection.makefile("rb") as answers:
            got = answers.read()
    assert got.count(payloads.list_bytes(2)) == 2
    assert got.endswith(payloads.list_bytes(2))
    assert (got.count(b"HTTP/1.1 200"), got.count(b"HTTP/1.1 201")) == (2, 1)
    assert server.counts()["photo"] == hashlib.sha256(b"ABC").hexdigest()


def test_the_slow_server_takes_its_time() -> None:
    with Serving(0.02, 0.03) as server:
        token = {"Authorization": f"Bearer {payloads.TOKEN}"}
        with httpx.Client() as client:
            answers = [
                client.get(f"{server.base_url}/organizations/1/cards/1", headers=token)
                for _ in range(3)
            ]
        counts = server.counts()
    assert [each.json()["id"] for each in answers] == [100_001] * 3
    assert 0.06 <= counts["delay"] <= 0.09
    assert sum(each.elapsed.total_seconds() for each in answers) >= counts["delay"]
    assert (counts["requests"], counts["connections"]) == (3, 1)


def test_a_synthetic_spec_makes_a_client_of_its_size(tmp_path: Path) -> None:
    spec = synthetic.write(20, tmp_path)
    operations = [
        operation["operationId"]
        for path in json.loads(spec.read_text())["paths"].values()
        for operation in path.values()
        if isinstance(operation, dict)
    ]
    assert len(operations) == 20
    assert generator(["generate", "--spec", str(spec), "--output", str(tmp_path / "made")]) == 0
    resources = tmp_path / "made" / "synthetic20" / "_resources"
    for resource in ("things01", "things02"):
        text = (resources / f"{resource}.py").read_text()
        for each in operations:
            name, _, method = each.partition(".")
            assert name != resource or f"    def {method}(" in text


def test_without_java_a_peer_is_left_out_with_a_word(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotMade, match="needs Java, and there is none"):
        openapi_generator(root / "spec" / "instantcard.yaml", "plain_og", tmp_path)


def test_no_checkout_is_one_clear_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--quick", "--row", "get", "--checkout", str(tmp_path)]) == 2
    error = f"error: {tmp_path} holds no generated/instantcard; name a checkout\n"
    assert capsys.readouterr().err == error
