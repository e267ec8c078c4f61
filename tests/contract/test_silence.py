"""No secret of an account and nothing that a vendor said is in anything that a run writes."""

import itertools
import json
import os
import re
import subprocess
import sys
from pathlib import Path

from .recording import Arrived, Reply, recording
from .running import ROOT, run, start

_EMAIL = "zq7planted.person@zq7planted.example"
_PASSWORD = "zq7planted-Passw0rd-7261"
_KEY = "zq7planted-ApiKey-9153"
_TOKEN = "zq7planted-Token-4408"
_SAID = "zq7planted-Answer-3377"

#: By these, what was planted is found, also in parts and in other letters.
_TRACES = ("zq7planted", "passw0rd", "apikey-9153", "token-4408", "answer-3377", "bearer p")

#: Whatever is asked for, it must not be told.
_LOUD = (
    *("-vv", "-rA", "--showlocals", "--full-trace", "--tb=long", "--durations=3"),
    *("-o", "log_level=DEBUG", "-o", "log_cli=true", "-o", "log_cli_level=DEBUG"),
    *("-o", "log_file=run.log", "-o", "log_file_level=DEBUG", "-o", "junit_logging=all"),
    *("--junitxml=run.xml", "-o", "junit_family=xunit1"),
)

#: All journeys, and generated requests that read, that write and that need a card.
_SAMPLE = "journey or contacts.list or contacts.create or unknown_cards or cards.preview"


def _nonsense(request: Arrived) -> list[Reply]:
    secret = f"{_SAID} {_TOKEN} {_EMAIL}"
    said = json.dumps({"id": secret, "full_name": secret, _SAID: secret, "status": secret}).encode()
    cards = [{"id": 7, "data": [{"token": secret, "value": secret}], "type": secret}]
    return [
        Reply(200, said),
        Reply(200, json.dumps([json.loads(said)]).encode()),
        Reply(500, said, kind=f"text/{_SAID}"),
        Reply(200, said[:-3]),
        Reply(302, said, {"Location": f"/{_SAID}?email={_EMAIL}"}),
        Reply(200, json.dumps(cards).encode(), {"Set-Cookie": f"session={_SAID}"}),
        Reply(418, secret.encode(), {"X-Zq7planted": _SAID, "Content-Encoding": "gzip"}),
        Reply(200, json.dumps(secret).encode()),
        Reply(401, said),
    ]


def _named(url: str) -> dict[str, str]:
    return {
        "INSTANTCARD_STAGING_URL": url,
        "INSTANTCARD_STAGING_EMAIL": _EMAIL,
        "INSTANTCARD_STAGING_PASSWORD": _PASSWORD,
        "INSTANTCARD_STAGING_ORGANIZATION_ID": "77",
        "SYNCTERA_STAGING_URL": f"{url}/v1",
        "SYNCTERA_STAGING_API_KEY": _KEY,
        "STAGING_TREAT_AS_REMOTE": "1",
        "STAGING_ALLOW": "write",
        "STAGING_RATE": "5000",
    }


def _hold_silent(printed: str, folder: Path) -> None:
    written = {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }
    written["what was printed"] = printed.encode()
    for name, content in written.items():
        text = f"{name} {content.decode('utf-8', 'replace')}".lower()
        for trace in _TRACES:
            place = text.find(trace)
            assert place < 0, f"{trace} in {name}: …{text[max(place - 200, 0) : place + 80]}"


def test_no_secret_is_written(tmp_path: Path) -> None:
    """A server that answers nonsense full of secrets makes much fail, and nothing is told.

    The run ends with Ctrl-C, amid generated requests.
    """
    turn = itertools.count()
    stopped: list[str] = []

    def answer(request: Arrived) -> Reply:
        if request.path.endswith("/authenticate"):
            return Reply(200, json.dumps({"auth_token": _TOKEN}).encode())
        if not stopped and len(recorder.arrived) > 60:
            stopped.append(request.path)
            process.send_signal(2)
        replies = _nonsense(request)
        return replies[next(turn) % len(replies)]

    with recording(answer) as recorder:
        process = start(_named(recorder.url), tmp_path, *_LOUD, "-k", _SAMPLE)
        printed, _ = process.communicate()
    assert process.returncode == 2, printed
    assert stopped
    assert len(recorder.arrived) > 50
    assert _EMAIL.encode() in recorder.arrived[0].body
    assert len(re.findall("FAILED", printed)) > 15
    assert (tmp_path / "run.xml").stat().st_size > 10000
    _hold_silent(printed, tmp_path)


def test_no_secret_is_written_when_the_login_fails(tmp_path: Path) -> None:
    """A refusal that repeats the form is not told either, and the login is not tried again."""
    with recording(lambda one: Reply(401, one.body + _PASSWORD.encode())) as recorder:
        status, printed = run(_named(recorder.url), tmp_path, *_LOUD, "-k", "a_login or cards_mix")
    assert status == 1, printed
    assert sum(one.path.endswith("/authenticate") for one in recorder.arrived) == 1
    _hold_silent(printed, tmp_path)


_FAILING = f"""
import logging

def test_assertion():
    answer = {{"full_name": "{_SAID}"}}
    logging.getLogger("urllib3").warning("GET /?email={_EMAIL}")
    print("{_TOKEN}")
    assert answer["full_name"] == "x"

def test_error():
    raise RuntimeError("{_PASSWORD}")
"""

_CONFTEST = """
from tests.contract.silence import Silence

def pytest_configure(config):
    config.pluginmanager.register(Silence(config))
"""


def test_of_any_other_error_kind_and_place_remain(tmp_path: Path) -> None:
    """Compared values, locals, output and logs are in no report, whatever pytest is told."""
    source, out = tmp_path / "source", tmp_path / "out"
    source.mkdir()
    out.mkdir()
    (source / "test_it.py").write_text(_FAILING)
    (source / "pytest.ini").write_text("[pytest]\n")
    (source / "conftest.py").write_text(_CONFTEST)
    done = subprocess.run(
        [
            *(sys.executable, "-B", "-m", "pytest", str(source), f"--rootdir={source}", *_LOUD),
            *("-c", str(source / "pytest.ini"), "-o", f"cache_dir={out / 'cache'}"),
        ],
        cwd=out,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    printed = done.stdout + done.stderr
    assert done.returncode == 1, printed
    assert "RuntimeError" in printed
    assert "AssertionError" in printed
    _hold_silent(printed, out)


_GOOD = _named("http://127.0.0.1:9")


def test_a_wrong_variable_is_one_line(tmp_path: Path) -> None:
    """It ends with 2 before anything is sent, without a traceback."""
    status, printed = run({**_GOOD, "INSTANTCARD_STAGING_URL": _SAID}, tmp_path, "-q")
    assert status == 2
    assert "INSTANTCARD_STAGING_URL: give an address" in printed
    assert len(printed.strip().splitlines()) <= 2, printed
    assert "Traceback" not in printed
    _hold_silent(printed, tmp_path)
