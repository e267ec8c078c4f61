"""In a process of its own: prompts, tables, Ctrl-C, closed pipes, completion."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from cardwright.staging import Staging

from .running import Run
from .terminals import COMMAND, INTERRUPTIBLE, Terminal, plain
from .test_calls import BILLING


@pytest.fixture
def env(staging: Staging) -> dict[str, str]:
    return dict(staging.environment)


def _start(*words: object, env: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [*INTERRUPTIBLE, *COMMAND, *map(str, words)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **env},
    )


def test_a_job_is_submitted_after_a_yes_that_knows_what_it_is(
    run: Run, staging: Staging, env: dict[str, str]
) -> None:
    job = run.print_jobs("create", "--address-id", 12782, "--shipping", 1, "--card",
                         staging.controls.seed(cards=1).cards[0], "--json").json["id"]  # fmt: skip
    staging.controls.set_balance("100.00")
    with Terminal("instantcard", "print-jobs", "submit", job, env=env) as terminal:
        asked = terminal.until("Go on? [y/N] ")
        assert f"print_job_id: {job}" in asked
        assert env["INSTANTCARD_BASE_URL"] in asked
        assert "cards: 1" in asked
        assert "covered by the balance of 100.00: yes" in asked
        terminal.typed("\x03")
        assert terminal.end() == 130
        assert "Traceback" not in terminal.screen
    assert run.print_jobs("get", job, "--json").json["status"] == "0"
    with Terminal("instantcard", "print-jobs", "submit", job, env=env) as terminal:
        terminal.until("Go on? [y/N] ")
        terminal.typed("y\n")
        assert terminal.end() == 0
        # A table, with the status by its name.
        assert "submitted" in plain(terminal.screen)


def test_a_card_is_typed_and_does_not_show(run: Run, env: dict[str, str]) -> None:
    with Terminal("instantcard", "organization", "add-funds", "--amount", 5, *BILLING,
                  env=env) as terminal:  # fmt: skip
        for asked, typed in (
            ("Number of the payment card", "4242424242424242"),
            ("Month", "06"),
            ("Year", "2045"),
            ("Security code", "424"),
        ):
            terminal.until(asked)
            terminal.typed(f"{typed}\n")
        terminal.until("Go on? [y/N] ")
        terminal.typed("n\n")
        assert terminal.end() == 8
        assert "nothing was sent" in terminal.screen
        assert "4242" not in terminal.screen
    assert run.organization("balance").rows == [{"balance": "5.50"}]


def test_a_password_is_typed_and_does_not_show(env: dict[str, str]) -> None:
    none = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    with Terminal("instantcard", "login", env={**env, **none}) as terminal:
        terminal.until("Password: ")
        terminal.typed("local-staging-only\n")
        # It was right, and there is no keyring.
        assert terminal.end() == 3
        assert "no keyring" in terminal.screen
        assert "local-staging-only" not in terminal.screen


def test_ctrl_c_amid_a_write_says_that_it_may_have_happened(
    staging: Staging, env: dict[str, str]
) -> None:
    staging.controls.arm("contacts.create", "latency", seconds=20)
    process = _start("--debug", "instantcard", "contacts", "create", "--full-name", "Ana",
                     "--email", "a@b.example", env=env)  # fmt: skip
    assert process.stderr is not None
    assert b"authenticate" in process.stderr.readline()
    _wait_for(staging, "contacts.create")
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert b"contacts.create may have happened" in errors
    assert b"Traceback" not in errors
    staging.controls.reset()


def _wait_for(staging: Staging, operation: str) -> None:
    """Until a fault for an operation was met."""
    import time

    end = time.monotonic() + 20
    while any(each.left for each in staging.controls.faults if each.operation == operation):
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_reader_that_leaves_is_no_failure(staging: Staging, env: dict[str, str]) -> None:
    staging.controls.seed(cards=60)
    command = " ".join(COMMAND)
    done = subprocess.run(
        ["bash", "-c", f"{command} instantcard cards list --page-size 1 --jsonl | head -n 1; "
         'echo "${PIPESTATUS[0]}"'],
        capture_output=True, text=True, check=True, env={**os.environ, **env}, timeout=60,
    )  # fmt: skip
    first, code = done.stdout.splitlines()
    assert first.startswith('{"id": ')
    assert code == "141"
    assert done.stderr == ""
    # The rest was never asked for.
    assert len([each for each in staging.controls.calls if each.operation == "cards.list"]) < 60


def test_a_picture_never_goes_to_a_terminal(staging: Staging, env: dict[str, str]) -> None:
    card = staging.controls.seed(cards=1).cards[0]
    with Terminal("instantcard", "cards", "preview", card, "--front=-", env=env) as terminal:
        assert terminal.end() == 2
        assert "is a terminal" in terminal.screen


def test_help_is_quick_for_it_loads_no_client() -> None:
    script = (
        "import sys\nfrom cardwright.cli.entry import main\n"
        "sys.argv = ['cardwright', '--help']\n"
        "try:\n    main()\nfinally:\n"
        "    heavy = {'httpx', 'rich', 'keyring', 'instantcard._client', 'PIL', 'tomlkit'}\n"
        "    print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True,
                          check=False, timeout=60)  # fmt: skip
    assert done.returncode == 0
    assert done.stderr == "[]\n"
    assert "141  Nobody reads" in done.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(alone: Run, shell: str) -> None:
    script = alone("completion", shell).out
    assert "_CARDWRIGHT_COMPLETE" in script
    assert f"{shell}_complete" in script


def test_bash_completes_words() -> None:
    """The script itself, in bash, with a `cardwright` on the path."""
    folder = Path(sys.executable).parent
    script = (
        "source <(cardwright completion bash); "
        'COMP_WORDS=(cardwright instantcard print-jobs "$1"); COMP_CWORD=3; '
        '_cardwright_completion cardwright; echo "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        ["bash", "-c", script, "bash", "s"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={**os.environ, "PATH": f"{folder}:{os.environ['PATH']}"},
    )
    assert done.stdout == "submit\n"


def test_choices_are_completed(alone: Run) -> None:
    done = alone(
        _CARDWRIGHT_COMPLETE="zsh_complete",
        COMP_WORDS="cardwright instantcard print-jobs list --status ",
        COMP_CWORD="5",
    )
    assert "created" in done.out
    assert "submitted" in done.out
