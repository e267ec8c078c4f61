"""Exit codes and one line on stderr, whatever goes wrong."""

from functools import partial
from pathlib import Path

import pytest

import instantcard
from cardwright.staging import Staging

from .running import Run
from .test_calls import BADGE, BILLING, CARD, ORDER, draft, fields

CONTACT = ("create", "--full-name", "Ana Example", "--email", "ana@paper.example")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("instantcard", "cards", "get", "x"), "CARD_ID"),
        (("instantcard", "cards", "get"), "CARD_ID"),
        (("instantcard", "cards", "get", "0"), "card_id: must be at least 1"),
        (("instantcard", "cards", "list", "--page-size", "1000"), "--page-size: must be at most"),
        (("instantcard", "crads", "list"), "No such command"),
        (("instantcard", "contacts", "create", "--full-name", "Ana"), "--email"),
        (("instantcard", "cards", "create", "--template", "1"), "--field: give either"),
        (("instantcard", "cards", "update", "1", "--field", "Title"), "is not LABEL=VALUE"),
        (("instantcard", "cards", "update", "1", "--field", "a=1", "--field", "a=2"), "twice"),
        (("instantcard", "cards", "update", "1", "--photo", "/no/such"), "cannot be read"),
        (("instantcard", "cards", "update", "1", "--photo", "/dev/zero"), "is no file"),
        (("instantcard", "cards", "update", "1", "--photo", __file__), "is not a PNG"),
        (("instantcard", "print-jobs", "update", "1"), "--no-shipping-provider-id"),
        (("instantcard", "print-jobs", "update", "1", "--shipping=1", "--no-shipping"), "either"),
        (("instantcard", "print-jobs", "list", "--status", "lost"), "created, submitted"),
        (("instantcard", "addresses", "update", "1", "--country", "Utopia"), "--country: must"),
        (("--timeout", "0", "instantcard", "cards", "list"), "--timeout"),
        (("completion", "tcsh"), "tcsh"),
    ],
)
def test_a_slip_is_named_and_nothing_is_sent(
    run: Run, staging: Staging, words: tuple[str, ...], said: str
) -> None:
    done = run(*words, code=2)
    assert said in done.err
    assert "/cards" not in {each.path for each in staging.controls.calls}
    assert all(each.operation == "session.login" for each in staging.controls.calls)


@pytest.mark.parametrize("amount", ["5,50", "1_000", "1e3", "NaN", "-5", "٥", "", "1,00,000", "$5"])
def test_an_amount_is_never_guessed(run: Run, amount: str) -> None:
    done = run.organization("add-funds", "--amount", amount, *BILLING, "--yes", "--card-from", "-",
                            input=CARD, code=2)  # fmt: skip
    assert "is no amount" in done.err


def test_a_part_of_an_object_is_not_enough(run: Run) -> None:
    few = [each for each in ORDER if each not in ("--shipping-method", "two-day")]
    assert "--shipping-method" in run("synctera", "bulk-orders", "create", *few, code=2).err


def test_each_failure_has_a_code_of_its_own(run: Run, staging: Staging) -> None:
    fail = staging.controls.arm
    run.cards("get", 1, code=5)
    assert "400" in run.cards("create", "--template", 17280, *fields(BADGE[0]), code=4).err
    run.cards("list", code=3, INSTANTCARD_BASE_URL="http://127.0.0.1:9")
    run.cards("list", code=3, INSTANTCARD_PASSWORD="wrong")
    run.cards("list", code=3, INSTANTCARD_ORGANIZATION_ID="x")
    run.cards("list", code=3, INSTANTCARD_BASE_URL="ftp://x.example")
    fail("organization.get", "status", status=409, times=9)
    assert "409" in run.organization("get", code=4).err
    staging.controls.reset()
    fail("organization.get", "latency", seconds=5, times=9)
    assert "longer" in run("--timeout", "0.4", "instantcard", "organization", "get", code=7).err
    staging.controls.reset()
    fail("cards.list", "html", times=9)
    run.cards("list", code=7)


def test_a_lost_answer_is_found_out(run: Run, staging: Staging) -> None:
    staging.controls.fail_next("contacts.create", after_commit=True)
    done = run.contacts(*CONTACT, "--json")
    assert done.json["full_name"] == "Ana Example"
    assert "it may have happened" in done.err
    assert "it happened, once" in done.err
    staging.controls.fail_next("contacts.create", after_commit=True)
    assert "contacts.list" in run.contacts(*CONTACT, "--no-resolve", code=6).err


def test_what_cannot_be_found_out_is_unknown(run: Run, staging: Staging, photo: Path) -> None:
    card = draft(run, photo).json["id"]
    staging.controls.fail_next("cards.finalize", after_commit=True)
    done = run.cards("finalize", card, code=6)
    assert "may have happened" in done.err.splitlines()[-1]
    staging.controls.fail_next("contacts.create", after_commit=True)
    staging.controls.arm("contacts.list", "status", status=404, times=9)
    assert "could not be found out" in run.contacts(*CONTACT, code=6).err


def test_what_did_not_happen_may_be_called_again(
    run: Run, staging: Staging, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instantcard, "Timeouts", partial(instantcard.Timeouts, settle=0.2))
    staging.controls.arm("contacts.create", "drop", when="before")
    done = run("--timeout", 20, "instantcard", "contacts", *CONTACT, code=7)
    assert "it did not happen; it may be called again" in done.err


def test_money_asks_where_somebody_can_answer(run: Run, staging: Staging) -> None:
    job = run.print_jobs("create", "--json").json["id"]
    before = len(list(staging.controls.calls))
    assert "--yes" in run.print_jobs("submit", job, input="y\n", code=8).err
    assert len(list(staging.controls.calls)) == before


def test_a_payment_card_comes_from_variables_or_a_file(
    run: Run, staging: Staging, tmp_path: Path
) -> None:
    pay = ("add-funds", "--amount", 5, *BILLING, "--yes")
    run.organization(*pay, INSTANTCARD_CARD_NUMBER="4242424242424242", INSTANTCARD_CARD_CVC="424",
                     INSTANTCARD_CARD_EXP_MONTH="06", INSTANTCARD_CARD_EXP_YEAR="2045")  # fmt: skip
    file = tmp_path / "card"
    file.write_text(f"# mine\n\n{CARD}")
    run.organization(*pay, "--card-from", file)
    assert run.organization("balance", "--json").json == {"balance": "15.50"}
    refused = CARD.replace("4242424242424242", "4000000000000002")
    done = run.organization(*pay, "--card-from", "-", input=refused, code=4)
    assert "declined" in done.err
    assert "4000000000000002" not in done.err


@pytest.mark.parametrize(
    "text",
    ["number=4242424242424242", f"{CARD}pin=1", f"{CARD}cvc=424", "4242424242424242", "\ud800",
     "x" * 70_000],
)  # fmt: skip
def test_a_payment_card_that_is_not_whole_is_not_shown(run: Run, tmp_path: Path, text: str) -> None:
    file = tmp_path / "card"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    done = run.organization("add-funds", "--amount", 5, *BILLING, "--yes", "--card-from", file,
                            code=2)  # fmt: skip
    assert "4242" not in done.err
    assert "424" not in done.err
    run.organization("add-funds", "--amount", 5, *BILLING, "--card-from", "/no/such", code=2)


def test_a_wrong_card_number_is_refused_and_not_shown(run: Run) -> None:
    wrong = CARD.replace("4242424242424242", "42424242x")
    done = run.organization("add-funds", "--amount", 5, *BILLING, "--yes", "--card-from", "-",
                            input=wrong, code=2)  # fmt: skip
    assert done.err.startswith("error: number: must match")
    assert "42424242x" not in done.err
